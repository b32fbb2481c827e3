"""The measures of a bound cover: which pages are the cover's, and how wide its spine is.

The front cover is page 1, so the first leaf and the last are the cover: the outside and the inside
of its front (pages 1 and 2), the inside and the outside of its back (the last two). What a layout
puts on the insides, endpapers or text, is printed there. All pages between are the inner ones.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from press.errors import ContentError, UsageError
from press.publication import Edition, Order

COVER_PAGES = 4
"""The outside and the inside of the front and of the back."""


def inner_pages(extent: int) -> int:
    """How many pages lie between the covers."""
    return extent - COVER_PAGES


def spine_width(extent: int, thickness: float) -> float:
    """How wide the spine of a bound book is, in mm, rounded to 0.1 mm.

    Inner leaves x the thickness of a leaf, and a leaf is two pages:
    (extent - 4) / 2 x thickness. What the cover's own stock and the glue add, the printer knows.

    Args:
        extent: all pages, the cover's four among them.
        thickness: of one leaf of the inner stock, in mm.
    """
    exact = Decimal(inner_pages(extent)) / 2 * Decimal(str(thickness))
    return float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def must_have_a_spine(order: Order, name: str) -> Edition:
    """The edition of a cover that goes round a spine.

    Raises:
        UsageError: the edition is not bound so.
        ContentError: the order does not say how thick a leaf is.
    """
    edition = order.edition(name)
    place = order.place("editions", name, "binding")
    if edition.binding == "saddle-stitched":
        raise UsageError(
            "a stitched booklet has no spine, and its cover is in the print file",
            place=place,
            hint="run `invoke pdf`",
        )
    if edition.binding == "none":
        raise UsageError(
            f"the edition “{name}” is not bound, and has no spine",
            place=place,
            hint="write `binding: perfect-bound` where it is",
        )
    if not edition.says("thickness"):
        raise ContentError(
            "nobody knows how wide the spine is, as the order does not say how thick a leaf is",
            place=order.place("editions", name),
            hint="ask the printer, and add `thickness: 0.1 mm` with the figure of the stock",
        )
    return edition


def must_be_leaves(order: Order, name: str, extent: int) -> None:
    """See that an extent makes whole leaves, some of them between the covers.

    Raises:
        ContentError: it does not.
    """
    if extent % 2 or extent <= COVER_PAGES:
        raise ContentError(
            f"{extent} pages make no bound book with a cover of four",
            place=order.place("editions", name, "extent"),
            hint="write `extent: multiple of 2`, and put sections between the covers",
        )
