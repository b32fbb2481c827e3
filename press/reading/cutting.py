"""Cuttings: parts of pages as pictures, to show in a guide what a setting looks like."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from press.reading.pdf import pictures

DOTS = 180
"""Dots an inch."""
COLOURS = 32
"""Enough for black type and one colour on paper, with what softens their edges."""
INCH = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What is cut out: a part of a page, in mm from the left and top edge of the trim."""

    index: int
    """The page's place in the file."""
    left: float
    top: float
    right: float
    bottom: float


def cuttings(content: bytes, cuts: Sequence[Cut]) -> Iterator[bytes]:
    """Cut parts out of the pages of a PDF, as PNGs.

    Args:
        content: the PDF.
        cuts: what is cut out.
    """
    pages = list(pictures(content, dots=DOTS))
    for cut in cuts:
        edges = (cut.left, cut.top, cut.right, cut.bottom)
        box = tuple(round(edge * DOTS / INCH) for edge in edges)
        picture = pages[cut.index].crop(box).convert("RGB")
        out = io.BytesIO()
        # the method that keeps a colour of few dots, which the accent is
        picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(out, "PNG", optimize=True)
        yield out.getvalue()
