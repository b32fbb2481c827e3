"""A page as a picture of a given width: the cover, as shelves and shops show it."""

from __future__ import annotations

import io

from PIL import Image

from press.reading.pdf import pictures

SHARP = 300
"""Dots an inch at which the page is drawn, before it is made as wide as it is asked for."""
COLOURS = 256


def picture(content: bytes, *, width: int) -> bytes:
    """The first page of a PDF.

    Args:
        content: the PDF, whose page is at trim size.
        width: of the picture, in dots.

    Returns:
        A PNG.
    """
    page = next(iter(pictures(content, dots=SHARP))).convert("RGB")
    height = round(page.height * width / page.width)
    scaled = page.resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    # the method that leaves a ground what it is, to a step in 255
    few = scaled.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()
