"""The design's colours: enough contrast, and every one of them known."""

from __future__ import annotations

from collections.abc import Iterator

from press.access.subject import Subject
from press.finding import Severity
from press.rule import Rule, Slip, rule


@rule("contrast-low", Severity.ERROR)
def low(subject: Subject) -> Iterator[Slip]:
    """A colour of text does not stand out enough from a ground it is set on.

    At least 4.5 to 1 (WCAG 2.2, 1.4.3), in large print 7 to 1 (1.4.6), whatever the size of the
    text. Screens: the tokens as they stand, light and dark. Paper: inks as the profile of the
    edition shows them, relative to the paper; WCAG does not speak of paper, and we ask the same.
    Change the token, or the text that stands on the ground (`grounds:` in layout.yaml).
    """
    for palette in subject.palettes.values():
        for pair in palette.pairs:
            if not pair.stands_out:
                yield Slip(
                    message=f"“{pair.text}” on “{pair.ground}” ({pair.text_colour} on "
                    f"{pair.ground_colour}) has a contrast of {pair.ratio:.2f} in the "
                    f"{pair.scheme} scheme, and {pair.least:g} are asked",
                    remedy="change one of the two tokens, or what is set on the ground",
                    place=subject.layout,
                    page=pair.edition,
                )


@rule("colour-unnamed", Severity.WARNING)
def unnamed(subject: Subject) -> Iterator[Slip]:
    """A stylesheet uses a token as a colour of text or as a ground, and no row of `grounds:` does.

    Contrast is measured pair by pair, and which text stands on which ground only the designer
    knows. A colour outside the table is measured by nobody.
    Add the token to a row under `grounds:` in layout.yaml; a ground without text has a row with no
    texts.
    """
    for edition, palette in subject.palettes.items():
        for token in palette.unnamed:
            yield Slip(
                message=f"the token “{token}” is a colour of text or a ground, and nobody says with"
                " what",
                remedy="add it to a row under `grounds:` in layout.yaml",
                place=subject.layout,
                page=edition,
            )


RULES: tuple[Rule[Subject], ...] = (low, unnamed)
