"""The findings of an audit, each with its group and its edition, silences heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from press import access
from press.access import Subject
from press.audit.material import Material
from press.finding import Finding
from press.proofreading import judged, silences
from press.proofreading.families import FAMILIES
from press.proofreading.tags import link_untagged
from press.publication import Silence

STRUCTURE, WORDS = "structure", "words"
"""The families of proofreading that are asked besides."""
TITLES = {
    **{name: group.title for name, group in access.GROUPS.items()},
    STRUCTURE: FAMILIES[STRUCTURE].title,
    WORDS: "Every word, in its order",
}
"""The groups of findings, in the order of their telling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding, where it stands, and whether the publication accepts it."""

    group: str
    finding: Finding
    """With its edition before its page."""
    accepted: str = ""
    """The reason; empty where it is not accepted."""


def found(subject: Subject, material: Material, accepted: Sequence[Silence]) -> tuple[Found, ...]:
    """All that our rules say, of the judges' verdicts too.

    A silence names a page as `invoke check` does (`page 14`), or with its edition before it.
    """
    return tuple(_heard(one, accepted) for one in _said(subject, material))


def _said(subject: Subject, material: Material) -> Iterator[tuple[str, str, Finding]]:
    """Group, edition where the finding does not name it, and finding."""
    for group, findings in access.findings(subject).items():
        yield from ((group, "", one) for one in findings)
    rules = (*FAMILIES[STRUCTURE].proof, link_untagged)
    for edition, proof in material.proofs.items():
        yield from ((STRUCTURE, edition, one) for one in judged(rules, proof))
    for edition, said in material.words.items():
        yield from ((WORDS, edition, one) for one in said)


def _heard(said: tuple[str, str, Finding], accepted: Sequence[Silence]) -> Found:
    group, edition, finding = said
    placed = finding
    if edition:
        page = f"{edition}, {finding.page}" if finding.page else edition
        placed = replace(finding, page=page)
    reason = silences.reason(finding, accepted) or silences.reason(placed, accepted)
    return Found(group=group, finding=placed, accepted=reason)
