"""All families, those that stand guard and those that need judgement."""

from __future__ import annotations

from press.proofreading import collation, links, pages, style
from press.proofreading.family import Family
from press.proofreading.guards import GUARDS

FAMILIES: dict[str, Family] = {
    "pull-quotes": GUARDS["pull-quotes"],
    "contents": GUARDS["contents"],
    "words": GUARDS["words"],
    "editions": Family(
        title="The same words in every edition",
        guards=False,
        across=collation.ACROSS,
    ),
    "structure": GUARDS["structure"],
    "pages": Family(
        title="Pages, as a proof-reader reads them",
        guards=False,
        copy=pages.COPY,
        proof=pages.PROOF,
    ),
    "style": Family(title="House style", guards=False, copy=style.COPY),
    "links": Family(title="Links", guards=False, copy=links.COPY, proof=links.PROOF),
    "length": Family(title="Length and readability, as information", guards=False),
}
"""The families, in the order of their telling; the last has no rules and is told as a table."""
