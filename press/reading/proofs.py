"""Proofs: single pages as pictures with all that lies round them, for the light table."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

import pypdfium2
from PIL import Image

MILLIMETRES = 25.4 / 72
FAST = 1
"""How hard a PNG is packed: what is shown at once and never sent far need not be small."""


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
        picture: Image.Image = page.render(scale=dots / 72).to_pil().convert("RGB")
        beyond = left - page.get_mediabox()[0]
    finally:
        document.close()
    held = io.BytesIO()
    picture.save(held, "PNG", compress_level=FAST)
    return Pulled(
        png=held.getvalue(),
        width=(right - left) * MILLIMETRES,
        height=(top - bottom) * MILLIMETRES,
        bleed=beyond * MILLIMETRES,
    )
