"""Rules for the copy and for proofs of it, in families; each yields findings.

The families that need no judgement stand guard before publishing: what they call an error stops the
edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from press.finding import Finding
from press.proofreading import (
    authors,
    collation,
    contents,
    displayed,
    engine,
    evenness,
    fonts,
    glyphs,
    length,
    links,
    pages,
    pull_quotes,
    reflowed,
    structure,
    style,
    tags,
    words,
)
from press.proofreading.collation import Collation
from press.proofreading.contents import listing
from press.proofreading.proof import Copy, Proof
from press.proofreading.templates import words_of_templates
from press.proofreading.texts import text_findings
from press.rule import Rule, judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Rules that an editor asks for by one name."""

    title: str
    """What the family is about."""
    guards: bool
    """Whether it stands guard before publishing."""
    copy: tuple[Rule[Copy], ...] = ()
    """Rules of the copy."""
    proof: tuple[Rule[Proof], ...] = ()
    """Rules of a finished file."""
    across: tuple[Rule[Collation], ...] = ()
    """Rules of all editions, held against each other."""

    @property
    def rules(self) -> tuple[Rule[Any], ...]:
        """All its rules."""
        return (*self.copy, *self.proof, *self.across)


FAMILIES: dict[str, Family] = {
    "pull-quotes": Family(
        title="Pull quotes follow their text",
        guards=True,
        copy=(*pull_quotes.COPY, *displayed.COPY),
        proof=displayed.PROOF,
    ),
    "contents": Family(
        title="Contents, proved on the pages",
        guards=True,
        copy=authors.COPY,
        proof=(*contents.PROOF, *pages.FEET),
    ),
    "words": Family(
        title="Every word stands on the pages",
        guards=True,
        copy=(*glyphs.COPY, *engine.COPY),
        proof=(*words.PROOF, *fonts.PROOF, *tags.PROOF),
    ),
    "editions": Family(
        title="The same words in every edition",
        guards=False,
        across=collation.ACROSS,
    ),
    "structure": Family(
        title="Structure, as those hear it who do not see the pages",
        guards=True,
        proof=structure.PROOF,
    ),
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


def copy_findings(copy: Copy, families: dict[str, Family]) -> list[Finding]:
    """What can be said before any page is set."""
    return [found for family in families.values() for found in judged(family.copy, copy)]


def proof_findings(proof: Proof, families: dict[str, Family]) -> list[Finding]:
    """What can be said of a finished file."""
    return [found for family in families.values() for found in judged(family.proof, proof)]


def guards() -> dict[str, Family]:
    """The families that stand guard before publishing."""
    return {name: family for name, family in FAMILIES.items() if family.guards}


__all__ = [
    "FAMILIES",
    "Collation",
    "Copy",
    "Family",
    "Proof",
    "Rule",
    "collation",
    "copy_findings",
    "evenness",
    "guards",
    "judged",
    "length",
    "listing",
    "proof_findings",
    "reflowed",
    "text_findings",
    "words_of_templates",
]
