"""Fonts: all type is in embedded fonts."""

from __future__ import annotations

from collections.abc import Iterator

from press.finding import Severity
from press.proofreading.proof import Proof
from press.rule import Slip, rule


@rule("font-not-embedded", Severity.ERROR)
def not_embedded(proof: Proof) -> Iterator[Slip]:
    """The file names a font that it does not hold.

    A reader's or a printer's machine would put another font in its place, and lines would run
    short or over. The engine embeds what it draws with, so this means a drawing with live text
    or a fault of the press.
    Set the text in a font of the layout, or turn the drawing's text into outlines.
    """
    for name in sorted(proof.facts.unembedded):
        yield Slip(
            message=f"the font “{name}” is not in the file",
            remedy="set the text in a font of the layout",
        )


PROOF = (not_embedded,)
