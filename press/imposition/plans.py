"""Plans: printer's spreads for the press and for the office, reader's spreads for the eye.

A saddle-stitched booklet is a pile of sheets, each printed with two pages on either side, folded
together in the middle. Of `n` pages, sheet `k` from outside (counted from 1) holds

    front   n − 2(k − 1) | 2k − 1        back   2k | n − 2k + 1

so that the outermost has last | first and, behind them, second | last but one. Both sides stand
head up; the sheet is turned about its fold, and what lies behind a page's trim is its own leaf.

Creep. Sheets that are folded into each other cannot have their folds in the same place: the fold of
each lies one thickness of the paper inside the fold of the sheet around it, so sheet `k` stands out
at the fore-edge by `(k − 1) × thickness`. The booklet is cut in one plane, flush with the outermost
sheet's trim, and what stands out falls off. So that all outer margins are equal once it is cut, the
pages of sheet `k` are shifted towards the spine by as much:

    creep(k) = (k − 1) × thickness

and its trim is narrower by as much on either side. This is the rule of thumb of the bindery, for a
fold that is pressed flat: caliper times the number of sheets inside each other. A round back takes
up to π/2 of it; a printer who knows the stock from a dummy says so through `thickness`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.errors import ContentError
from press.imposition.model import Booklet, Box, Placed, Side
from press.imposition.sheets import OFFICE, SHEETS

MOST_CREEP = 0.1
"""The most of a page's width that creep may take; more is a mistake in the thickness."""


def signature(extent: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Sides in signature order, outermost sheet first: which side, and its two page indexes.

    Raises:
        ContentError: the extent is no multiple of four.
    """
    if extent % 4 or extent < 4:
        raise ContentError(
            f"{extent} pages cannot be folded into a booklet: each sheet holds four",
            hint="write `extent: multiple of 4` for this edition in publication.yaml, "
            "and blanks will fill it",
        )
    for sheet in range(extent // 4):
        yield "front", (extent - 2 * sheet - 1, 2 * sheet)
        yield "back", (2 * sheet + 1, extent - 2 * sheet - 2)


def creep(sheet: int, thickness: float) -> float:
    """How far the pages of a sheet are shifted towards the spine; the outermost is sheet 1."""
    return (sheet - 1) * thickness


def printers_spreads(booklet: Booklet, sheet: str) -> tuple[Side, ...]:
    """Both sides of each sheet for the press, outermost first, centred on the sheet.

    Bleed stands outside; at the fold each page is cut, so that none runs over its neighbour. The
    trim of an inner sheet is narrower by its creep, because there the knife cuts it.

    Raises:
        ContentError: the extent is no multiple of four, or the paper too thick for so many sheets.
    """
    most = creep(booklet.sheets, booklet.thickness)
    if most > MOST_CREEP * booklet.width:
        raise ContentError(
            f"{booklet.sheets} sheets of {booklet.thickness:g} mm inside each other creep by "
            f"{most:.1f} mm, which is more than a page can bear",
            hint="correct the edition's `thickness`, or bind it otherwise",
        )
    width, height = _turned(SHEETS[sheet], wide=2 * booklet.width >= booklet.height)
    sides = []
    for index, (face, pages) in enumerate(signature(booklet.extent)):
        number = index // 2 + 1
        shift = creep(number, booklet.thickness)
        trim = _centred(width, height, 2 * (booklet.width - shift), booklet.height)
        sides.append(
            Side(
                width=width,
                height=height,
                trim=trim,
                placed=_pair(pages, trim, trim.grown(booklet.bleed), booklet.width),
                number=number,
                face=face,
                bleed=booklet.bleed,
                creep=shift,
            )
        )
    return tuple(sides)


def office(booklet: Booklet) -> tuple[Side, ...]:
    """Both sides of each sheet for a duplex printer: at trim size or smaller, nothing round it.

    Raises:
        ContentError: the extent is no multiple of four.
    """
    width, height = _turned(SHEETS[OFFICE], wide=2 * booklet.width >= booklet.height)
    scale = min(1.0, width / 2 / booklet.width, height / booklet.height)
    trim = _centred(width, height, 2 * scale * booklet.width, scale * booklet.height)
    whole = Box(left=0, bottom=0, right=width, top=height)
    return tuple(
        Side(
            width=width,
            height=height,
            trim=whole,
            placed=_pair(pages, trim, trim, scale * booklet.width, scale=scale),
            number=index // 2 + 1,
            face=face,
        )
        for index, (face, pages) in enumerate(signature(booklet.extent))
    )


def openings(extent: int) -> list[tuple[int, ...]]:
    """Page indexes as the reader turns them: the cover alone, then verso and recto."""
    return [
        tuple(page for page in (recto - 1, recto) if 0 <= page < extent)
        for recto in range(0, extent + 1, 2)
    ]


def readers_spreads(booklet: Booklet) -> tuple[Side, ...]:
    """The openings at trim size, edge to edge."""
    return tuple(
        _opening(booklet, pages, number)
        for number, pages in enumerate(openings(booklet.extent), start=1)
    )


def _opening(booklet: Booklet, pages: Sequence[int], number: int) -> Side:
    trim = Box(left=0, bottom=0, right=len(pages) * booklet.width, top=booklet.height)
    return Side(
        width=trim.right,
        height=trim.top,
        trim=trim,
        placed=tuple(
            Placed(
                page=page,
                x=place * booklet.width,
                y=0,
                clip=Box(
                    left=place * booklet.width,
                    bottom=0,
                    right=(place + 1) * booklet.width,
                    top=booklet.height,
                ),
            )
            for place, page in enumerate(pages)
        ),
        number=number,
    )


def _pair(
    pages: tuple[int, int], trim: Box, shown: Box, width: float, *, scale: float = 1.0
) -> tuple[Placed, Placed]:
    """Two pages flush with the outer edges of the trim, each cut at the fold between them."""
    fold = (trim.left + trim.right) / 2
    left, right = pages
    return (
        Placed(
            page=left,
            x=trim.left,
            y=trim.bottom,
            clip=Box(left=shown.left, bottom=shown.bottom, right=fold, top=shown.top),
            scale=scale,
        ),
        Placed(
            page=right,
            x=trim.right - width,
            y=trim.bottom,
            clip=Box(left=fold, bottom=shown.bottom, right=shown.right, top=shown.top),
            scale=scale,
        ),
    )


def _turned(sheet: tuple[int, int], *, wide: bool) -> tuple[float, float]:
    short, long = sheet
    return (long, short) if wide else (short, long)


def _centred(width: float, height: float, inner_width: float, inner_height: float) -> Box:
    left, bottom = (width - inner_width) / 2, (height - inner_height) / 2
    return Box(left=left, bottom=bottom, right=left + inner_width, top=bottom + inner_height)
