"""A still: one page as a picture for the web."""

from __future__ import annotations

import io

from PIL import Image

from press.reading.pdf import pictures

COLOURS = 128
"""Flat art and type need no more, and the file is a third."""


def still(content: bytes, *, dots: float, size: tuple[int, int]) -> bytes:
    """The first page of a PDF as a PNG.

    Args:
        content: the PDF.
        dots: dots an inch.
        size: width and height in pixels; what rounding left over is cut away.
    """
    page = next(iter(pictures(content, dots=dots))).convert("RGB")
    sheet = Image.new("RGB", size, page.getpixel((0, 0)))
    sheet.paste(page, (0, 0))
    written = io.BytesIO()
    sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()
