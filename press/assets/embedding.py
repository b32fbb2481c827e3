"""Faces that an edition carries along: cut down to what it says, under a name they may bear."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from types import SimpleNamespace

from fontTools.ttLib import TTFont, woff2

from press.assets.cutting import cut_to_text
from press.assets.fonts import VARIATION_SELECTORS, Face
from press.assets.outlines import Outlines

FEATURES = (
    "kern", "liga", "clig", "calt", "ccmp", "locl", "mark", "mkmk", "onum", "pnum", "lnum", "tnum",
    "smcp", "c2sc",
)  # fmt: skip
"""What stylesheets of reflowable editions may ask of a face."""
OURS = "Press"
"""Stands for a reserved name: `Source Serif 4` goes out as `Press Serif 4`."""
NAMES = (1, 3, 4, 6, 16, 18, 21, 25)
"""Entries of the name table that call the font something; the others say whose it is."""
KEPT = (0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17)
"""Entries that go along: its names, its copyright and its licence (SIL OFL 1.1, condition 2)."""
QUALITY = 10
"""Of Brotli. Its highest, 11, takes twice as long for fonts and makes them no smaller."""
# fontTools asks for the highest, and looks the function up in its module; outlines, too.
woff2.brotli = SimpleNamespace(
    **{**vars(woff2.brotli), "compress": partial(woff2.brotli.compress, quality=QUALITY)}
)
woff2.WOFF2GlyfTable = Outlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A face cut down."""

    stem: str
    """The name of its file without what says the format: `PressSerif4-Regular`."""
    content: bytes
    """The font file, as TrueType or OpenType."""


def cut_to_say(face: Face, text: Iterable[str]) -> Cut:
    """Cut out of a face what sets a text; the same characters give the same bytes.

    The cut face is a changed font, and may not bear a name that the licence reserves (SIL OFL 1.1,
    condition 3).
    """
    known = face.characters.union(VARIATION_SELECTORS)
    return _cut(face, known.intersection(map(ord, text)))


@lru_cache(maxsize=64)
def _cut(face: Face, characters: frozenset[int]) -> Cut:
    """Cut to characters that the face has; most editions ask for the same ones."""
    cut = cut_to_text(face.content, characters, features=FEATURES, names=KEPT)
    font = TTFont(io.BytesIO(cut), recalcTimestamp=False)
    for entry in font["name"].names:
        if entry.nameID in NAMES:
            entry.string = freely_named(entry.toUnicode(), face.reserved)
    stem = freely_named(face.path.rpartition("/")[2].rpartition(".")[0], face.reserved)
    return Cut(stem=stem, content=_written(font))


@lru_cache(maxsize=64)
def as_woff2(content: bytes) -> bytes:
    """A font file as WOFF 2 (W3C Recommendation, 2022); packed once a run."""
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    font.flavor = "woff2"
    return _written(font)


def _written(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


def freely_named(name: str, reserved: Sequence[str]) -> str:
    """A font's name without what its licence reserves."""
    for one in reserved:
        name = re.sub(re.escape(one), OURS, name, flags=re.IGNORECASE)
    return name
