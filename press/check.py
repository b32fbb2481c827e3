"""Checking: every rule of the families that are asked for, on the copy and on each edition's proof.

Nothing is published. Facts are gathered once an edition; what several editions say alike is
told once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from press import build, works
from press.editions.job import Progress, quiet
from press.errors import UsageError, did_you_mean
from press.finding import Finding
from press.preflight import GROUPS
from press.proofreading import FAMILIES, Family, Proof, judged, length, silences
from press.report import Report, Section
from press.rule import Rule
from press.tools import network
from press.works import Work

SILENCES = "silences"
LENGTH = "length"
"""The family that is a table."""
WORDS = "words"
"""The family that is asked of editions without pages too."""


def check(
    root: Path,
    name: str,
    families: Sequence[str] = (),
    edition: str | None = None,
    *,
    online: bool = False,
    progress: Progress = quiet,
) -> Report:
    """Run families of rules on a publication.

    Args:
        root: the root of the repository.
        name: the publication.
        families: their names; all when none is named.
        edition: the edition whose pages are read; all when not said.
        online: ask addresses outside whether they answer.
        progress: told of each step.

    Raises:
        UsageError: there is no such family, edition or publication.
        PressError: the publication cannot be read or set at all.
    """
    asked = {family: _family(family) for family in families or FAMILIES}
    work = works.load(root, name)
    editions = [edition] if edition else list(work.order.publication.editions)
    for one in editions:
        work.order.edition(one)
    paged = [one for one in editions if one in works.paged(work.order)]
    proofs = _proofs(work, paged, asked, progress)
    carried = _carried(work, [one for one in editions if one not in paged], asked, progress)
    progress("checking", 0, 1)
    copy = build.copy_of(work)
    if online:
        copy = replace(copy, ask=network.why_unreachable)
    found = {
        family: _once([*judged(rules.copy, copy), *_of_proofs(rules, proofs)])
        for family, rules in asked.items()
    }
    if WORDS in asked:
        found[WORDS] = _once([*found[WORDS], *carried])
    told = [one for one in editions if (proofs if one in paged else WORDS in asked)]
    report = _report(work, told, asked, found, whole=not families)
    if LENGTH not in asked or not proofs:
        return report
    return replace(report, table=tuple(_table(proofs[0])))


def explain(code: str) -> str:
    """What a code means, why it matters and what to do.

    Raises:
        UsageError: there is no such code.
    """
    known = explanations()
    if code not in known:
        raise UsageError(f"there is no code “{code}”", hint=did_you_mean(code, known))
    return f"{code}\n\n{known[code]}"


def explanations() -> dict[str, str]:
    """Every code with its explanation: of the families in their order, then of preflight."""
    rules = [rule for family in FAMILIES.values() for rule in family.rules]
    rules += [rule for group in GROUPS.values() for rule in group.rules]
    return {rule.code: rule.explanation for rule in rules}


def guides() -> dict[str, str]:
    """The guides to all codes, as they stand at the doors of the rooms, by their paths."""
    return {
        "press/proofreading/README.md": _proofreading_guide(),
        "press/preflight/README.md": _preflight_guide(),
    }


def _proofreading_guide() -> str:
    lines = [
        "# What the checks say",
        "",
        "Made by `invoke check.guide` of the docstrings in this room; do not edit it.",
        "`invoke check` runs all families, `invoke check.contents` one of them.",
        "A finding is silenced in `publication.yaml`, with its code, its place and a reason.",
    ]
    for name, family in FAMILIES.items():
        if not family.rules:
            continue
        stands = "Stands guard: an error stops the edition." if family.guards else ""
        lines += ["", f"## {family.title} (`{name}`)", *([stands] if stands else [])]
        lines += _entries(family.rules)
    return "\n".join(lines) + "\n"


def _preflight_guide() -> str:
    lines = [
        "# What preflight says",
        "",
        "Made by `invoke check.guide` of the docstrings in this room; do not edit it.",
        "`invoke preflight` holds the finished print file against the order in `publication.yaml`;",
        "`invoke pdf` does so before it publishes a print edition, and an error stops it.",
        "These are our checks: no free program certifies PDF/X.",
        "A finding is silenced in `publication.yaml`, with its code, its page and a reason.",
    ]
    for group in GROUPS.values():
        lines += ["", f"## {group.title}", *_entries(group.rules)]
    return "\n".join(lines) + "\n"


def _entries(rules: Iterable[Rule[Any]]) -> Iterator[str]:
    for one in rules:
        yield from ("", f"### `{one.code}` ({one.severity})", "", one.explanation)


def _family(name: str) -> Family:
    if name not in FAMILIES:
        raise UsageError(f"there is no family “{name}”", hint=did_you_mean(name, FAMILIES))
    return FAMILIES[name]


def _proofs(
    work: Work, editions: Iterable[str], asked: dict[str, Family], progress: Progress
) -> list[Proof]:
    """The editions' proofs; none where no family reads pages."""
    if LENGTH not in asked and not any(family.proof for family in asked.values()):
        return []
    return [build.proof(work, build.make(work, one, progress=progress)) for one in editions]


def _carried(
    work: Work, editions: Iterable[str], asked: dict[str, Family], progress: Progress
) -> list[Finding]:
    """What the rules of words say of the editions that are no pages."""
    if WORDS not in asked:
        return []
    return [
        found
        for one in editions
        for found in build.read_back(work, build.bundle(work, one, progress=progress))
    ]


def _table(proof: Proof) -> Iterator[str]:
    """Length and readability of each section, of the first edition."""
    yield f"{'':32}{'words':>7}{'pages':>7}{'sentences':>11}{'words each':>12}{'reading age':>13}"
    for row in length.table(proof):
        title = row.title if len(row.title) <= 30 else f"{row.title[:29]}…"
        yield (
            f"{title:32}{row.words:>7,}{row.pages:>7}{row.sentences:>11}"
            f"{row.sentence:>12.1f}{row.age:>13.1f}"
        )


def _of_proofs(family: Family, proofs: Iterable[Proof]) -> list[Finding]:
    return [finding for proof in proofs for finding in judged(family.proof, proof)]


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """What several editions say alike, told once: their pages differ in number, not in folio."""
    told: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        folio = finding.page.partition(" (")[2] or finding.page
        told.setdefault((finding.code, finding.place, finding.message, folio), finding)
    return list(told.values())


def _report(
    work: Work,
    editions: Sequence[str],
    asked: dict[str, Family],
    found: dict[str, list[Finding]],
    *,
    whole: bool,
) -> Report:
    accepted = work.order.publication.silences
    everything = [finding for findings in found.values() for finding in findings]
    after = silences.heard(everything, accepted)
    left = set(after.findings)
    sections = [
        Section(
            name=name,
            title=family.title,
            codes=tuple(rule.code for rule in family.rules),
            findings=tuple(finding for finding in found[name] if finding in left),
        )
        for name, family in asked.items()
        if family.rules
    ]
    later = {rule.code for group in GROUPS.values() for rule in group.rules}
    idle = [
        silences.idle_finding(one, work.order.place(SILENCES, accepted.index(one)))
        for one in after.idle
        if one.code not in later  # what silences preflight is not idle here
    ]
    if whole and idle:
        sections.append(
            Section(name=SILENCES, title="Silences", codes=(silences.IDLE,), findings=tuple(idle))
        )
    return Report(
        publication=work.order.name,
        editions=tuple(editions),
        sections=tuple(sections),
        silenced=len(after.silenced),
        explanations=explanations(),
    )
