"""Tags: what a tagged file says of itself holds."""

from __future__ import annotations

from collections.abc import Iterator

from press.finding import Severity
from press.proofreading.proof import Proof
from press.rule import Slip, rule


@rule("link-untagged", Severity.ERROR)
def link_untagged(proof: Proof) -> Iterator[Slip]:
    """A link of a tagged file is not in its structure as a link (ISO 14289-1, 7.18.5).

    A reader who hears the file does not learn that there is a link.
    Where a file has the engine's own structure (`structure-unmended`), only the outermost box of a
    link is tagged, and one that holds more than text is told here.
    Put the link round its text alone, in the template: `<em><a>words</a></em>`.
    """
    if not proof.facts.tagged:
        return
    told: set[int] = set()
    for link in proof.facts.links:
        if not link.tagged and link.page not in told:
            told.add(link.page)
            yield Slip(
                message="a link is in the file and not in its structure",
                remedy="put the link round its text alone, in the template",
                page=proof.facts.pages[link.page].name,
            )


PROOF = (link_untagged,)
