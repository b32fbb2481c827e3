"""A contact sheet: all spreads of a book in one picture, as the reader turns them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from press.reading.pdf import pictures

DOTS = 60
"""Dots an inch of each page."""
GAP = 24
"""Between spreads, in dots."""
FOOT = 22
"""The room for folios below a spread, in dots."""
DESK = (186, 182, 176)
INK = (60, 56, 52)
ACROSS = 5
"""Spreads in a row."""


def contact_sheet(content: bytes, folios: Sequence[int]) -> bytes:
    """Lay the pages out as spreads: the first alone on the right, then verso and recto.

    Args:
        content: a PDF whose pages are at trim size.
        folios: the folio of each page.

    Returns:
        A PNG.
    """
    pages = list(pictures(content, dots=DOTS))
    width, height = pages[0].size
    spreads = _spreads(folios)
    rows = -(-len(spreads) // ACROSS)
    sheet = Image.new(
        "RGB",
        (ACROSS * (2 * width + GAP) + GAP, rows * (height + FOOT + GAP) + GAP),
        DESK,
    )
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(13)
    for number, spread in enumerate(spreads):
        left = GAP + number % ACROSS * (2 * width + GAP)
        top = GAP + number // ACROSS * (height + FOOT + GAP)
        for index in spread:
            recto = folios[index] % 2
            x = left + recto * width
            sheet.paste(pages[index], (x, top))
            anchor = "rt" if recto else "lt"
            at = (x + width if recto else x, top + height + 5)
            pen.text(at, str(folios[index]), fill=INK, font=font, anchor=anchor)
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def _spreads(folios: Sequence[int]) -> list[list[int]]:
    """Indexes of the pages that lie open together: an even folio with the odd one after it."""
    spreads = [[0]] if folios else []
    for (_, before), (index, folio) in pairwise(enumerate(folios)):
        if folio % 2 and folio == before + 1:
            spreads[-1].append(index)
        else:
            spreads.append([index])
    return spreads
