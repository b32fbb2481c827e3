"""Proofs: single pages as pictures with all that lies round them, for the light table."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass

import pypdfium2

MILLIMETRES = 25.4 / 72
FAST = 1
"""How hard a PNG is packed: what is shown at once and never sent far need not be small."""
MARK = b"\x89PNG\r\n\x1a\n"
HEAD = b"\x08\x02\0\0\0"
"""Eight bits of red, green and blue, row by row."""
CHANNELS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """The proof of one page."""

    png: bytes
    width: float
    """Of the trim, in mm."""
    height: float
    bleed: float
    """What the picture shows on each side of the trim, in mm."""

    @property
    def digest(self) -> str:
        """The same for the same pixels, and for no others."""
        return hashlib.sha256(self.png).hexdigest()[:32]


def pull(content: bytes, index: int, *, dots: float) -> Pulled:
    """A proof of a page.

    Args:
        content: the PDF.
        index: which of its pages, counted from 0.
        dots: dots an inch.
    """
    document = pypdfium2.PdfDocument(content)
    try:
        page = document[index]
        left, bottom, right, top = page.get_trimbox()
        bitmap = page.render(scale=dots / 72, rev_byteorder=True, prefer_bgrx=False)
        png = _png(bitmap)
        beyond = left - page.get_mediabox()[0]
    finally:
        document.close()
    return Pulled(
        png=png,
        width=(right - left) * MILLIMETRES,
        height=(top - bottom) * MILLIMETRES,
        bleed=beyond * MILLIMETRES,
    )


def _png(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """A picture of a page as a PNG (ISO 15948).

    Rows are packed as they are: filters are for photographs, and on type they take twice the time
    for a larger file.
    """
    pixels = bytes(bitmap.buffer)
    across = CHANNELS * bitmap.width
    starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
    rows = b"".join(b"\0" + pixels[at : at + across] for at in starts)
    packed = zlib.compress(rows, FAST)
    size = bitmap.width.to_bytes(4, "big") + bitmap.height.to_bytes(4, "big")
    chunks = ((b"IHDR", size + HEAD), (b"IDAT", packed), (b"IEND", b""))
    return MARK + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    checked = zlib.crc32(body, zlib.crc32(name))
    return len(body).to_bytes(4, "big") + name + body + checked.to_bytes(4, "big")
