"""Fonts: all type is in embedded fonts.

`font-not-embedded`: a reader's or a printer's machine would put another font in its place.
The engine embeds what it draws with, so this means a fault of the press or a drawing with live
text.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.finding import Finding, Severity
from press.proofreading.proof import Proof


def check(proof: Proof) -> Iterator[Finding]:
    """Fonts that are named but not held."""
    for name in sorted(proof.facts.unembedded):
        yield Finding(
            code="font-not-embedded",
            severity=Severity.ERROR,
            message=f"the font “{name}” is not in the file",
            remedy="set the text in a font of the layout",
        )
