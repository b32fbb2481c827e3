"""Fonts for web pages: cut down to what is read, as WOFF2, and renamed where a name is reserved."""

from __future__ import annotations

import io
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from press.assets import opening
from press.errors import Place

FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "onum", "pnum", "lnum", "smcp", "c2sc"]
"""What the stylesheets of sites may ask for."""
SCRIPTS = ["DFLT", "latn", "grek", "cyrl"]
"""Scripts whose rules stay; the letters are those of the site, whatever their script."""
FACTS = [0, 1, 2, 3, 4, 5, 6, 13, 14]
"""Entries of the name table that stay: makers, names, version, licence (OpenType, `name`)."""
NAMES = (1, 3, 4, 6)
"""Those of them that say what the font is called."""
RESERVED = re.compile(r"Reserved Font Names?\s*[‘'“\"]([^’'”\"]+)")
OURS = "Press"
"""What stands in place of a reserved name."""
LICENCES = ("OFL.txt", "LICENSE.txt", "LICENSE")
MOST_BYTES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WebFont:
    """A font as a site has it."""

    name: str
    """The family's name, which is not the original's where that is reserved."""
    content: bytes


@lru_cache(maxsize=128)
def web_font(content: bytes, family: str, characters: frozenset[str]) -> WebFont:
    """A face with only these characters; the same ones give the same bytes.

    Args:
        content: the whole face.
        family: its family's name in stylesheets.
        characters: what is to be set; what the face lacks is left out.
    """
    options = Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.layout_scripts = SCRIPTS
    options.hinting = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(io.BytesIO(content), recalcTimestamp=False, lazy=True)
    names = font["name"]
    names.names = [entry for entry in names.names if entry.nameID in FACTS]
    name = _renamed(font, family)
    del font["name"]  # or the subsetter walks through all other tables for what they name
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in characters])
    subsetter.subset(font)
    font["name"] = names
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return WebFont(name=name, content=written.getvalue())


def licence(root: Path, folder: str) -> bytes:
    """The licence that stands beside a family's faces; empty where there is none."""
    where = ("assets", "fonts", folder)
    present: Collection[str] = opening.names_in(root, where)
    name = next((one for one in LICENCES if one in present), "")
    if not name:
        return b""
    place = Place(f"assets/fonts/{folder}/{name}")
    return opening.content(root, where, name, most_bytes=MOST_BYTES, place=place)


def _renamed(font: TTFont, family: str) -> str:
    """Take a reserved name out of a font's names, and out of its family's."""
    table = font["name"]
    found = RESERVED.search(table.getDebugName(0) or "")
    if found is None:
        return family
    for entry in table.names:
        if entry.nameID in NAMES:
            entry.string = entry.toUnicode().replace(found[1], OURS)
    return family.replace(found[1], OURS)
