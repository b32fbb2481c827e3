"""Fonts: in the file, in part, and the layout's own."""

from __future__ import annotations

from collections.abc import Iterator

from press.finding import Severity
from press.preflight.delivery import Delivery
from press.rule import Slip, rule


@rule("font-outside", Severity.ERROR)
def outside(delivery: Delivery) -> Iterator[Slip]:
    """The file names a font that it does not hold.

    The printer's machine puts another in its place: lines run short or over, and signs go missing.
    PDF/X asks that all fonts are embedded (ISO 32000-1, 9.9; ISO 15930-7). Even the fourteen fonts
    that every reader has are not the same everywhere.
    Every font that a page or a form names is asked; one whose glyphs are drawings is in the file.
    Set the text in a font of the layout; turn the drawing's text into outlines.
    """
    for font in delivery.facts.fonts:
        if not font.held:
            yield Slip(
                message=f"the font “{font.name}” is not in the file",
                remedy="set the text in a font of the layout",
            )


@rule("font-whole", Severity.WARNING)
def whole(delivery: Delivery) -> Iterator[Slip]:
    """A font is in the file with all its glyphs, and not only those that are used.

    Whole fonts make files large, and some licences allow printing from a subset alone. A subset's
    name begins with six capitals and a plus (ISO 32000-1, 9.6.4). The engine subsets every font
    that it embeds, so a whole one came in with a drawing.
    Nothing prints wrong because of it.
    Turn the drawing's text into outlines, or set it in a font of the layout.
    """
    for font in delivery.facts.fonts:
        if font.held and not font.subset:
            yield Slip(
                message=f"the font “{font.name}” is in the file as a whole",
                remedy="embed a subset of it",
            )


@rule("font-foreign", Severity.ERROR)
def foreign(delivery: Delivery) -> Iterator[Slip]:
    """A font of the file is not one of the layout's.

    A stray font means that a glyph was missing and another font drew it, or that a drawing brought
    its own: the page is not as it was designed, and nobody may have a licence to print it.
    The names of all fonts, and of their families, are looked for among the layout's faces
    (`fonts.css`).
    Use a sign that the layout's font has, or declare the face in the layout.
    """
    for font in delivery.facts.fonts:
        if not {font.name, font.family} & delivery.fonts:
            yield Slip(
                message=f"the font “{font.name}” is none of the layout's",
                remedy="set the text in a font of the layout, or declare the face there",
            )


RULES = (outside, whole, foreign)
