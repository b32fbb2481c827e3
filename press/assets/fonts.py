"""Faces: the font files of a layout, and which characters each of them can set."""

from __future__ import annotations

import io
import json
import re
import struct
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Protocol

from fontTools.ttLib import TTFont, TTLibError

from press.assets import opening
from press.errors import ContentError, Place, PressError, raise_all

FOLDER = ("assets", "fonts")
MOST_BYTES = 20_000_000
STARTS = (b"\0\1\0\0", b"OTTO", b"true")
NEED_NO_GLYPH = {"Cc", "Cf", "Zl", "Zp", "Zs"}
"""Controls, joiners, soft hyphens and spaces: the shaper makes them of what every face has."""
BROKEN = (
    TTLibError,
    OSError,
    KeyError,
    IndexError,
    ValueError,
    AssertionError,
    EOFError,
    struct.error,
)
LICENCE = "OFL.txt"
"""The file beside a family's faces that says what may be done with them."""
RESERVED = re.compile(r"Reserved Font Names?([^.\n]*)")
QUOTED = re.compile(r"[\"'‘“]([^\"'’”]+)[\"'’”]")
MAPS = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""The platforms and encodings of maps for Unicode, in the order in which HarfBuzz takes one."""
HIGHEST = 0x10FFFF
VARIATION_SELECTORS = range(0xFE00, 0xFE10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One font file: upright or italic, of one weight."""

    name: str
    """The name by which the layout knows it."""
    path: str
    """Where it lies, relative to `assets/fonts/`."""
    family: str
    """The family it belongs to, as its own name table has it."""
    style: str
    """`Regular`, `Semibold Italic`."""
    postscript_name: str
    """What stands in a PDF that embeds it, behind the subset's prefix."""
    content: bytes
    characters: frozenset[int]
    """The code points it has glyphs for."""
    reserved: tuple[str, ...] = ()
    """Names that its licence reserves for the unchanged font (SIL OFL 1.1, condition 3)."""
    licence: bytes = b""
    """The licence that lies beside it; empty where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is read in a font's bytes."""

    family: str
    """Empty where it does not say."""
    style: str
    postscript_name: str
    characters: frozenset[int]


class Kept(Protocol):
    """Where it is kept what fonts tell, by their bytes: to open one takes longer than to read it.

    What is kept is `packed`; what another press or library has read must not be found.
    """

    def get(self, content: bytes, /) -> bytes | None:
        """What is kept of a font."""

    def put(self, content: bytes, value: bytes, /) -> None:
        """Keep what was read in a font."""


def font_faces(
    root: Path, sources: Mapping[str, str], *, place: Place, kept: Kept | None = None
) -> dict[str, Face]:
    """The faces of a layout, each read once.

    Args:
        root: the repository.
        sources: the layout's name for each face, and its file, relative to `assets/fonts/`.
        place: where the layout names them.
        kept: where it is kept what fonts tell; they are opened when not said.

    Raises:
        ContentError: every face that is missing or is not a whole TrueType or OpenType font.
        MachineError: one cannot be read.
    """
    faces: dict[str, Face] = {}
    errors: list[PressError] = []
    for name, path in sources.items():
        try:
            faces[name] = _face(root, name, path, place=place, kept=kept)
        except PressError as error:
            errors.append(error)
    raise_all(errors)
    return faces


def uncovered(text: str, faces: Iterable[Face]) -> list[str]:
    """The characters of a text that a face lacks, each told with the face that lacks it.

    Spaces and what is never drawn need no glyph. Pass the faces that will set this very text.
    """
    needed = {
        ord(char)
        for char in set(text)
        if unicodedata.category(char) not in NEED_NO_GLYPH and ord(char) not in VARIATION_SELECTORS
    }
    return [
        f"“{chr(code)}” (U+{code:04X} {unicodedata.name(chr(code), 'without a name')}) "
        f"is not in {face.family} {face.style}"
        for face in faces
        for code in sorted(needed - face.characters)
    ]


def _face(root: Path, name: str, path: str, *, place: Place, kept: Kept | None) -> Face:
    *folders, last = PurePosixPath(path).parts or ("",)
    steps = [opening.plain_name(step, folder=FOLDER, place=place) for step in folders]
    last = opening.plain_name(last, folder=(*FOLDER, *steps), place=place)
    content = opening.content(root, (*FOLDER, *steps), last, most_bytes=MOST_BYTES, place=place)
    if not content.startswith(STARTS):
        raise ContentError(
            f"“{last}” is not a TrueType or OpenType font",
            place=place,
            hint="use a .ttf or .otf file; WOFF and collections are not taken",
        )
    licence = b""
    if LICENCE in opening.names_in(root, (*FOLDER, *steps)):
        licence = opening.content(
            root, (*FOLDER, *steps), LICENCE, most_bytes=MOST_BYTES, place=place
        )
    try:
        told = _known(content, kept)
    except BROKEN as error:
        raise ContentError(
            f"the font “{last}” is broken or cut short", place=place, hint="fetch the font again"
        ) from error
    return Face(
        name=name,
        path="/".join([*steps, last]),
        family=told.family or name,
        style=told.style,
        postscript_name=told.postscript_name,
        content=content,
        characters=told.characters,
        reserved=_reserved(licence.decode("utf-8", "replace")),
        licence=licence,
    )


def _reserved(licence: str) -> tuple[str, ...]:
    """The names that the head of a licence reserves, as “with Reserved Font Name 'Source'”."""
    head = licence.partition("SIL OPEN FONT LICENSE")[0]
    told = "".join(RESERVED.findall(head))
    return tuple(dict.fromkeys(one for one in QUOTED.findall(told) if one.strip()))


def _characters(font: TTFont) -> frozenset[int]:
    """The code points of a face, by the map from which HarfBuzz takes glyphs (OpenType, `cmap`).

    A map of format 12 is read here, within the bounds that fontTools sets: fontTools itself names
    the glyph of every letter, in each map that says the same.
    """
    table = font.reader["cmap"]
    (count,) = struct.unpack_from(">2xH", table)
    entries = [struct.unpack_from(">HHI", table, 4 + 8 * number) for number in range(count)]
    places = {(platform, encoding): at for platform, encoding, at in reversed(entries)}
    best = next((places[of] for of in MAPS if of in places), None)
    if best is None or table[best : best + 2] != b"\0\x0c":
        # Names cost more than all else: any will do here.
        font.setGlyphOrder([f"g{index}" for index in range(font["maxp"].numGlyphs)])
        return frozenset(font["cmap"].getBestCmap() or ())
    length, groups = struct.unpack_from(">4xI4xI", table, best)
    if best + length > len(table) or length != 16 + 12 * groups:
        raise TTLibError("the map of characters is cut short")
    found: set[int] = set()
    end = 0
    for first, last, glyph in struct.iter_unpack(">III", table[best + 16 : best + length]):
        if end <= first <= min(last, HIGHEST):
            end = min(last, HIGHEST)
            found.update(range(first + (glyph == 0), end + 1))
    return frozenset(found)


def _told(content: bytes) -> Told:
    """Read the two small tables; the glyphs stay closed."""
    with TTFont(io.BytesIO(content), lazy=True) as font:
        characters = _characters(font)
        names = font["name"]
        told = Told(
            family=names.getBestFamilyName() or "",
            style=names.getBestSubFamilyName() or "Regular",
            postscript_name=names.getDebugName(6) or "",
            characters=characters,
        )
        if any(entry.offset + entry.length > len(content) for entry in font.reader.tables.values()):
            raise TTLibError("a table ends behind the file")
    return told


def _known(content: bytes, kept: Kept | None) -> Told:
    """What a font tells, as it was read before or is now."""
    value = kept.get(content) if kept is not None else None
    if value is not None:
        with suppress(ValueError):
            return unpacked(value)
    told = _told(content)
    if kept is not None:
        kept.put(content, packed(told))
    return told


def packed(told: Told) -> bytes:
    """What a font tells, as bytes: JSON, with the first and last of each row of code points."""
    rows: list[list[int]] = []
    for code in sorted(told.characters):
        if rows and rows[-1][1] == code - 1:
            rows[-1][1] = code
        else:
            rows.append([code, code])
    return json.dumps([told.family, told.style, told.postscript_name, rows]).encode()


def unpacked(value: bytes) -> Told:
    """What a font tells, out of its bytes.

    Raises:
        ValueError: they are not whole.
    """
    try:
        family, style, postscript_name, rows = json.loads(value)
        return Told(
            family=f"{family}",
            style=f"{style}",
            postscript_name=f"{postscript_name}",
            characters=frozenset(
                chain.from_iterable(
                    range(first, last + 1) for first, last in rows if last <= HIGHEST
                )
            ),
        )
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError("this tells of no font") from error
