"""Boxes: how large a page is, where it is cut, how far art runs over, how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from press.finding import Severity
from press.preflight.delivery import EXACT, POINTS, Alone, Delivery, Here, page_rule
from press.reading import Box
from press.rule import Slip, rule


def _size(box: Box) -> tuple[float, float]:
    return round((box[2] - box[0]) / POINTS, 2), round((box[3] - box[1]) / POINTS, 2)


def _told(box: Box) -> str:
    width, height = _size(box)
    return f"{width:g} × {height:g} mm"


def _differs(one: Box, other: Box) -> bool:
    return any(abs(a - b) > EXACT for a, b in zip(one, other, strict=True))


@page_rule("box-missing", Severity.ERROR)
def missing(page: Alone) -> Iterator[Here]:
    """A page does not say where it is cut, or how far its art runs over.

    Imposing programs place pages by their trim box. Where there is none they take the whole sheet,
    slug and marks and all; where there is no bleed box they cut off what runs over
    (ISO 32000-1, 14.11.2). PDF/X-4 asks for a trim box on each page (ISO 15930-7).
    The press writes both when it finishes a file, so this file is another's, or at fault.
    Make the edition again with `invoke pdf`.
    """
    lacks = [name for name in ("trim", "bleed") if getattr(page.side, name) is None]
    if lacks:
        yield Here(
            message=f"it has no {' and no '.join(lacks)} box", remedy="make the edition again"
        )


@page_rule("box-trim", Severity.ERROR)
def trim(page: Alone) -> Iterator[Here]:
    """A page is cut to another size than was ordered.

    The printer has quoted, and bought paper, for the trim of the order. A file of another size is
    scaled or cut without a word, or comes back after a day.
    The trim box of each page (ISO 32000-1, 14.11.2) is measured and held against `trim:`.
    Correct `trim:` in publication.yaml if the order has changed, and make the edition again.
    """
    wanted, trimmed = page.edition.trim, page.side.trimmed
    if wanted and any(abs(a - b) > 0.05 for a, b in zip(_size(trimmed), wanted, strict=True)):
        yield Here(
            message=f"its trim is {_told(trimmed)}; ordered is {wanted[0]:g} × {wanted[1]:g} mm",
            remedy="make the edition again, or correct the order",
        )


@page_rule("box-bleed", Severity.ERROR)
def bleed(page: Alone) -> Iterator[Here]:
    """A page's bleed box is not its trim with the ordered bleed on all four sides.

    Paper moves in the guillotine. What is to reach the edge runs over it, by as much as the printer
    has asked for, and the bleed box (ISO 32000-1, 14.11.2) says how far it may be used. When it is
    smaller, white edges come; when it is larger, marks come onto the sheet beside.
    Correct `bleed:` in publication.yaml, or make the edition again.
    """
    over, has = page.bleed, page.side.bleed
    left, bottom, right, top = page.side.trimmed
    wanted = (left - over, bottom - over, right + over, top + over)
    if has is not None and _differs(has, wanted):
        yield Here(
            message=f"its bleed box is {_told(has)}; the trim with "
            f"{page.edition.bleed:g} mm of bleed is {_told(wanted)}",
            remedy="make the edition again, or correct the order",
        )


@page_rule("box-media", Severity.ERROR)
def media(page: Alone) -> Iterator[Here]:
    """A page's sheet is smaller than its bleed, or is shown cropped inside it.

    What lies outside the media box does not exist, and many programs show and place only what is
    inside the crop box (ISO 32000-1, 14.11.2): the bleed would be there and nobody would get it.
    The media box, and the crop box where there is one, must hold the bleed box, and that the trim.
    Make the edition again.
    """
    inner = page.side.bled
    for name, outer in (("media", page.side.media), ("crop", page.side.crop)):
        if any(outer[i] > inner[i] + EXACT for i in (0, 1)) or any(
            outer[i] < inner[i] - EXACT for i in (2, 3)
        ):
            yield Here(
                message=f"its {name} box, {_told(outer)}, does not hold its bleed, {_told(inner)}",
                remedy="make the edition again",
            )


@rule("pages-uneven", Severity.ERROR)
def uneven(delivery: Delivery) -> Iterator[Slip]:
    """A page has another size, or another place on its sheet, than the others.

    Imposition takes all pages for alike: a page whose trim lies elsewhere on its sheet is printed
    out of place, and one of another size stops the machine that checks the file in.
    The media, bleed and trim boxes of all pages are compared; what most pages have is taken for
    right.
    Make the edition again; a foldout or a cover of its own goes into a file of its own.
    """
    pages = delivery.facts.pages
    kinds = Counter((page.media, page.bled, page.trimmed) for page in pages)
    for usual, _ in kinds.most_common(1):
        for page in pages:
            boxes = (page.media, page.bled, page.trimmed)
            if any(_differs(one, other) for one, other in zip(boxes, usual, strict=True)):
                here = Here(
                    message=f"its trim is {_told(page.trimmed)} on a sheet of {_told(page.media)}; "
                    f"most pages have {_told(usual[2])} on {_told(usual[0])}",
                    remedy="make the edition again, all pages alike",
                )
                yield here.on(page)


@rule("extent-odd", Severity.ERROR)
def extent(delivery: Delivery) -> Iterator[Slip]:
    """The file has a number of pages that cannot be bound as ordered.

    A saddle-stitched book is folded sheets, four pages each, and a perfect-bound one is leaves, two
    pages each; many printers ask for multiples of 8 or 16. With other numbers somebody adds blank
    pages, and not always where they do no harm.
    The pages of the file are counted and held against `extent:`, or against what `binding:` needs.
    Add or take out pages, or let the press fill up with blanks: `extent: multiple of 4`.
    """
    pages, edition = len(delivery.facts.pages), delivery.edition
    step = edition.extent_step
    if edition.binding == "perfect-bound":
        step = max(step, 2)
    if pages % step or not pages:
        yield Slip(
            message=f"the file has {pages} pages; {edition.binding} it needs a multiple of {step}",
            remedy=f"bring it to {-(-max(pages, 1) // step) * step} pages",
        )


RULES = (missing, trim, bleed, media, uneven, extent)
