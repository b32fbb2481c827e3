"""Tags: what a tagged file says of itself holds.

`link-untagged`: a link is not in the structure as a link (ISO 14289-1, 7.18.5). The engine makes an
annotation for every box inside a link and tags only the link's own, so a template must put links
round text alone: `<em><a>words</a></em>`, not `<a><em>words</em></a>`.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.finding import Finding, Severity
from press.proofreading.proof import Proof


def check(proof: Proof) -> Iterator[Finding]:
    """Links that the structure of a tagged file does not hold."""
    if not proof.facts.tagged:
        return
    told: set[int] = set()
    for link in proof.facts.links:
        if not link.tagged and link.page not in told:
            told.add(link.page)
            yield Finding(
                code="link-untagged",
                severity=Severity.ERROR,
                message="a link holds more than text, and part of it is not tagged as a link",
                remedy="put the link round its text alone, in the template",
                page=proof.facts.pages[link.page].name,
            )
