"""Checking: every rule of the families that are asked for, on the copy and on each edition's proof.

Nothing is published. Facts are gathered once an edition; what several editions say alike is
told once.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from press import access, build, works
from press.editions import Bundle
from press.editions.job import Progress, quiet
from press.errors import UsageError, did_you_mean
from press.finding import Finding
from press.preflight import GROUPS
from press.proofreading import Family, Proof, judged, length, silences
from press.proofreading.collation import DECLARED, Collation, Witness, collate
from press.proofreading.families import FAMILIES
from press.report import Compared, Report, Section
from press.rule import Rule
from press.store import Store
from press.tools import network
from press.works import Work

SILENCES = "silences"
LENGTH = "length"
"""The family that is a table."""
EDITIONS = "editions"
"""The family that is asked of all editions together."""
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
    work = works.load(root, name, store=Store(root))
    editions = [edition] if edition else list(work.order.publication.editions)
    for one in editions:
        work.order.edition(one)
    paged = [one for one in editions if one in works.paged(work.order)]
    made = _Made(work=work, progress=progress, paged=paged if _reads_pages(asked) else ())
    proofs = [made.proof(one) for one in paged] if _reads_pages(asked) else []
    carried = [
        found
        for one in (editions if WORDS in asked else ())
        if one not in paged
        for found in build.read_back(work, made.bundle(one))
    ]
    collation = _collation(made, editions) if EDITIONS in asked else None
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
    if collation is not None:
        found[EDITIONS] = judged(asked[EDITIONS].across, collation)
    told = [one for one in editions if one in made.names]
    report = _report(work, told, asked, found, whole=not families)
    table = [] if LENGTH not in asked or not proofs else list(_table(proofs[0]))
    if collation is None or not collation.editions:
        return replace(report, table=tuple(table))
    return replace(
        report,
        table=(*table, *([""] if table else []), *_table_of_editions(collation)),
        compared=tuple(_compared(collation)),
    )


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
    """Every code with its explanation: of the families in their order, of preflight, of access."""
    rules = [rule for family in FAMILIES.values() for rule in family.rules]
    rules += [rule for group in GROUPS.values() for rule in group.rules]
    rules += [rule for group in access.GROUPS.values() for rule in group.rules]
    return {rule.code: rule.explanation for rule in rules}


def guides() -> dict[str, str]:
    """The guides to all codes, as they stand at the doors of the rooms, by their paths."""
    return {
        "press/proofreading/README.md": _proofreading_guide(),
        "press/preflight/README.md": _preflight_guide(),
        "press/access/README.md": _access_guide(),
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
        if name == EDITIONS:
            lines += _declared()
    return "\n".join(lines) + "\n"


def _declared() -> Iterator[str]:
    """The differences that are meant, for the guide."""
    yield from ("", "### What differs and is meant", "")
    yield "`invoke check.editions` tells how often each was met. What is in no row is a fault."
    yield from (
        "",
        "| difference | editions | recognised by | held | why |",
        "|---|---|---|---|---|",
    )
    for row in DECLARED:
        editions = ", ".join(sorted(form.removesuffix("-pdf") for form in row.formats))
        yield f"| {row.name} | {editions} | {row.known_by} | {row.held} | {row.reason} |"


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


def _access_guide() -> str:
    lines = [
        "# What the audit of accessibility says",
        "",
        "Made by `invoke check.guide` of the docstrings in this room; do not edit it.",
        "`invoke check.access` makes every edition, has outside judges look at it and asks our own",
        "rules; those of structure and of words (`press/proofreading`) are told with them.",
        "Nothing it says is a claim that anything conforms.",
        "A finding is silenced in `publication.yaml`, with its code, its edition and page, and a",
        "reason, which the accessibility statement tells.",
    ]
    for group in access.GROUPS.values():
        lines += ["", f"## {group.title}", *_entries(group.rules)]
    return "\n".join(lines) + "\n"


def _entries(rules: Iterable[Rule[Any]]) -> Iterator[str]:
    for one in rules:
        yield from ("", f"### `{one.code}` ({one.severity})", "", one.explanation)


def _family(name: str) -> Family:
    if name not in FAMILIES:
        raise UsageError(f"there is no family “{name}”", hint=did_you_mean(name, FAMILIES))
    return FAMILIES[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """The editions of one run, each made when it is first asked for, and once."""

    work: Work
    progress: Progress
    paged: Sequence[str] = ()
    """Those of pages that are asked for in any case, in their order."""
    proofs: dict[str, Proof] = field(default_factory=dict)
    bundles: dict[str, Bundle] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """The editions that were made."""
        return {*self.proofs, *self.bundles}

    def proof(self, edition: str) -> Proof:
        """An edition that is pages, beside the book."""
        if edition not in self.proofs:
            others = [other for other in self.paged if other not in {edition, *self.proofs}]
            made = build.make(self.work, edition, others=others, progress=self.progress)
            self.proofs[edition] = build.proof(self.work, made)
        return self.proofs[edition]

    def bundle(self, edition: str) -> Bundle:
        """An edition that is no pages."""
        if edition not in self.bundles:
            self.bundles[edition] = build.bundle(
                self.work, edition, made=self.bundles, progress=self.progress
            )
        return self.bundles[edition]

    def witness(self, edition: str) -> Witness:
        """What an edition says."""
        is_paged = edition in works.paged(self.work.order)
        return build.witness(self.work, self.proof(edition) if is_paged else self.bundle(edition))


def _reads_pages(asked: dict[str, Family]) -> bool:
    return LENGTH in asked or any(family.proof for family in asked.values())


def _collation(made: _Made, editions: Sequence[str]) -> Collation | None:
    """Editions held against the first that has pages; nothing where there is none beside it."""
    first = next(iter(works.paged(made.work.order)), None)
    others = [one for one in editions if one != first]
    if first is None or not others:
        return None
    return collate(made.work.book, made.witness(first), [made.witness(one) for one in others])


def _compared(collation: Collation) -> Iterator[Compared]:
    """What was compared, as the report tells it."""
    for one in collation.editions:
        yield Compared(
            edition=one.edition,
            reference=collation.first,
            sections=one.sections,
            words=one.words,
            declared={row.name: one.met[row.name] for row in DECLARED if one.met.get(row.name)},
        )


def _table_of_editions(collation: Collation) -> Iterator[str]:
    """How many words of each edition were compared, and which differences are meant."""
    names = f"words compared with {collation.first}"
    yield f"{names:32}{'sections':>9}{'words':>9}  differences that are meant"
    for one in _compared(collation):
        met = ", ".join(f"{name} {count}" for name, count in one.declared.items()) or "none"
        lines = textwrap.wrap(met, 70, break_on_hyphens=False)
        yield f"{one.edition:32}{one.sections:>9}{one.words:>9,}  {lines[0]}"
        yield from (f"{'':52}{line}" for line in lines[1:])


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
    later |= {rule.code for group in access.GROUPS.values() for rule in group.rules}
    idle = [
        silences.idle_finding(one, work.order.place(SILENCES, accepted.index(one)))
        for one in after.idle
        if one.code not in later  # what silences preflight or access is not idle here
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
