"""What our own rules say of each edition, as a verdict beside those of the judges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.access import CRITERIA, Heard, Subject, Told, Verdict
from press.criteria import in_order
from press.finding import Finding
from press.proofreading.families import FAMILIES
from press.proofreading.tags import link_untagged
from press.works import Work

OURS = "This press’s own rules"
STRUCTURE = "structure"
"""The family of proofreading that is asked of tagged files."""


def own(work: Work, subject: Subject, findings: Sequence[Finding]) -> Iterator[Verdict]:
    """What our own rules say, edition by edition."""
    heard = {one.edition: one for one in subject.heard}
    for edition in work.order.publication.editions:
        asked = _asked(subject, edition, heard.get(edition))
        if not asked:
            continue
        mine = [one for one in findings if one.page.split(", ")[0] == edition]
        told = tuple(
            Told(rule=one.code, message=one.message, where=one.page)
            for one in mine
            if one.code in CRITERIA
        )
        criteria = {number for code in asked for number in CRITERIA[code]}
        yield Verdict(
            edition=edition,
            judge="press",
            title=OURS,
            ran=_ran(subject, edition, heard.get(edition)),
            told=told,
            criteria=tuple(sorted(criteria, key=in_order)),
        )


def _asked(subject: Subject, edition: str, heard: Heard | None) -> list[str]:
    """The codes of our own that an edition was asked."""
    codes = ["contrast-low"] if subject.palettes.get(edition) else []
    if heard is not None:
        codes += ["picture-unheard", "sections-out-of-order"]
        if heard.pages:
            codes += ["heading-skipped", "link-says-nothing", "link-words-twice", "words-lost"]
        else:
            codes += [rule.code for rule in FAMILIES[STRUCTURE].proof if rule.code in CRITERIA]
            codes.append(link_untagged.code)
    return codes


def _ran(subject: Subject, edition: str, heard: Heard | None) -> str:
    pairs = len(subject.palettes[edition].pairs) if edition in subject.palettes else 0
    told = [f"contrast of {pairs} pairs of colours"] if pairs else []
    if heard is not None:
        told.append("order of sections and words, headings, links, alternatives of pictures")
    return "; ".join(told)
