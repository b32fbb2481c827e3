"""Lettering: the letters with which the press itself writes round a page, cut out of one face."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

from press.assets.cutting import cut_to_letters
from press.assets.fonts import Kept, font_faces
from press.errors import Place

FACE = "source-sans-3/SourceSans3-Regular.ttf"
"""The face of what stands in a slug, whatever the layout; below `assets/fonts/`."""
EM = 1000
"""Units in the height of the type, as a PDF counts them (ISO 32000-1, 9.2.4)."""
NEEDED = {"head", "hhea", "hmtx", "maxp", "loca", "glyf", "cmap"}
"""The tables that a PDF reader draws a TrueType font from (ISO 32000-1, 9.9), and its map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """A small font that has what is to be written, and what a PDF must know of it."""

    name: str
    """Its name, with the prefix of a subset (ISO 32000-1, 9.6.4)."""
    program: bytes
    glyphs: Mapping[str, int]
    """The number of each character's glyph."""
    widths: tuple[int, ...]
    """The width of each glyph, by its number, in units of `EM`."""
    box: tuple[int, int, int, int]
    """What holds every glyph: left, bottom, right, top."""
    ascent: int
    descent: int

    def numbers(self, text: str) -> list[int]:
        """The glyphs of a text; what the face lacks is its box for such characters, glyph 0."""
        return [self.glyphs.get(char, 0) for char in text]

    def width(self, text: str) -> int:
        """How wide a text is, in units of `EM`."""
        return sum(self.widths[number] for number in self.numbers(text))


def lettering(root: Path, texts: Iterable[str], *, kept: Kept | None = None) -> Lettering:
    """Cut the letters of some texts out of the face; the same texts give the same bytes.

    Args:
        root: the repository.
        texts: what is to be written.
        kept: where it is kept what fonts tell; the face is opened when not said.

    Raises:
        ContentError: the face is not in `assets/fonts/`, or is broken.
    """
    place = Place(f"assets/fonts/{FACE}")
    face = font_faces(root, {"lettering": FACE}, place=place, kept=kept)["lettering"]
    characters = {ord(char) for char in "".join(texts)}
    program = cut_to_letters(face.content, characters, tables=NEEDED)
    font = TTFont(io.BytesIO(program), lazy=True)
    # Glyphs have no names here; fontTools would make some up from a list of all that there are.
    font.setGlyphOrder([f"glyph{number}" for number in range(font["maxp"].numGlyphs)])
    scale = EM / font["head"].unitsPerEm
    head, lines = font["head"], font["hhea"]
    return Lettering(
        name=f"{_prefix(program)}+{face.postscript_name}",
        program=program,
        glyphs={chr(code): font.getGlyphID(name) for code, name in font.getBestCmap().items()},
        widths=tuple(round(font["hmtx"][name][0] * scale) for name in font.getGlyphOrder()),
        box=(
            round(head.xMin * scale),
            round(head.yMin * scale),
            round(head.xMax * scale),
            round(head.yMax * scale),
        ),
        ascent=round(lines.ascent * scale),
        descent=round(lines.descent * scale),
    )


def _prefix(program: bytes) -> str:
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
