"""Faces as they are drawn with: what is the same of a face whatever part it is used in.

The engine measures a face at the size at which it first draws it, so that its figures would depend
on what was drawn before; here they are read in the face's own tables, where they are exact.
"""

from __future__ import annotations

import copy
import hashlib
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from press.errors import ContentError
from press.pages.engine import pdf_fonts, pdf_stream

EM = 1000
"""Units in the height of the type, as a PDF counts them (ISO 32000-1, 9.2.4)."""
CODES = 1 << 16
TYPOGRAPHIC = 1 << 7
"""Bit of `fsSelection`: line heights are the typographic ones (OpenType, OS/2)."""
LETTERS = 6


class Faces:
    """The faces that a typesetter draws with, each opened once."""

    def __init__(self) -> None:
        self._opened: dict[bytes, Any] = {}

    def face(self, pango_font: Any, description: Any, size: float) -> Any:
        """A face of which nothing is used yet, as the engine wants it.

        Raises:
            ContentError: its letters are made of dots.
        """
        key = bytes(
            pdf_fonts.ffi.string(pdf_fonts.pango.pango_font_description_to_string(description))
        )
        if key not in self._opened:
            self._opened[key] = _opened(_engines()(pango_font, description, size), key)
        fresh = copy.copy(self._opened[key])
        fresh.to_unicode, fresh.missing = {}, {}
        fresh.widths = _Widths(fresh.press_tables)
        fresh.get_unused_glyph_id = lambda code: _code(fresh, code)
        return fresh


_FACES: ContextVar[Faces | None] = ContextVar("faces", default=None)
_ENGINE: dict[str, Callable[..., Any]] = {}


def _engines() -> Callable[..., Any]:
    return _ENGINE["Font"]


@contextmanager
def drawing_with(faces: Faces) -> Iterator[None]:
    """What is drawn inside is drawn with these faces."""
    token = _FACES.set(faces)
    try:
        yield
    finally:
        _FACES.reset(token)


def _font(pango_font: Any, description: Any, size: float) -> Any:
    """`Font`: a face that a page begins to use."""
    faces = _FACES.get()
    if faces is None:
        return _engines()(pango_font, description, size)
    return faces.face(pango_font, description, size)


def install() -> None:
    """Wrap the engine's class."""
    _ENGINE["Font"] = pdf_stream.Font
    pdf_stream.Font = _font


class _Tables:
    """What a face says of its glyphs."""

    def __init__(self, program: bytes, index: int) -> None:
        tables = dict(_directory(program, index))
        head, lines = tables["head"], tables["hhea"]
        (self.units,) = struct.unpack_from(">H", program, head + 18)
        ascent, descent = struct.unpack_from(">hh", program, lines + 4)
        if "OS/2" in tables:
            (selection,) = struct.unpack_from(">H", program, tables["OS/2"] + 62)
            if selection & TYPOGRAPHIC or not (ascent or descent):
                ascent, descent = struct.unpack_from(">hh", program, tables["OS/2"] + 68)
        self.ascent, self.descent = self.scaled(ascent), self.scaled(descent)
        (self.count,) = struct.unpack_from(">H", program, lines + 34)
        self.program, self.start = program, tables["hmtx"]

    def scaled(self, units: int) -> int:
        return round(units * EM / int(self.units))

    def advance(self, glyph: int) -> int:
        place = self.start + 4 * min(glyph, self.count - 1)
        return self.scaled(struct.unpack_from(">H", self.program, place)[0])


class _Widths(dict[int, int]):
    """The advances of the glyphs that are used, in thousandths of the size."""

    def __init__(self, tables: _Tables) -> None:
        super().__init__()
        self._tables = tables

    def __contains__(self, glyph: object) -> bool:
        return True

    def __missing__(self, glyph: int) -> int:
        self[glyph] = self._tables.advance(glyph)
        return self[glyph]


def _directory(program: bytes, index: int) -> Iterator[tuple[str, int]]:
    """The tables of a face, and where each begins."""
    start = 0
    if program[:4] == b"ttcf":
        (start,) = struct.unpack_from(">I", program, 12 + 4 * index)
    (count,) = struct.unpack_from(">H", program, start + 4)
    for number in range(count):
        tag, _, place, _ = struct.unpack_from(">4sIII", program, start + 12 + 16 * number)
        yield tag.decode("latin-1"), place


def _opened(font: Any, key: bytes) -> Any:
    """A face of the engine, with its own figures and a name that belongs to its program."""
    if font.bitmap:
        raise ContentError(
            f"the letters of {font.family} are made of dots, which no file can share",
            hint="use a font with outlines",
        )
    font.press_digest = hashlib.sha256(font.file_content).hexdigest()
    font.press_carried = None
    if "fvar" in font.tables or font.png or font.svg or font.colr:
        font.press_carried = font.file_content = _plain(font)
    font.press_tables = _Tables(font.file_content, 0 if font.press_carried else font.index)
    font.ascent, font.descent = font.press_tables.ascent, font.press_tables.descent
    digest = hashlib.sha256(key + hashlib.sha256(font.file_content).digest()).digest()
    prefix = "".join(chr(ord("A") + byte % 26) for byte in digest[:LETTERS])
    font.press_base = font.name.partition(b"+")[2].decode("ascii")
    font.hash, font.name = prefix, f"/{prefix}+{font.press_base}".encode()
    return font


def _plain(font: Any) -> bytes:
    """A variable face at its place on its axes, and one of pictures without them."""
    axes = dict(_axes(font.file_content, font.index)) if "fvar" in font.tables else {}
    font.variations = dict(font.variations)
    if "opsz" in axes:  # the engine would take the size at which the face is drawn first
        font.variations.setdefault("opsz", axes["opsz"])
    font.clean({}, hinting=True)
    return bytes(font.file_content)


def _axes(program: bytes, index: int) -> Iterator[tuple[str, float]]:
    """The axes of a variable face, each with its default (OpenType, fvar)."""
    table = dict(_directory(program, index))["fvar"]
    first, _, count, size = struct.unpack_from(">HHHH", program, table + 4)
    for number in range(count):
        tag, _, default = struct.unpack_from(">4sii", program, table + first + number * size)
        yield tag.decode("latin-1"), default / (1 << 16)


def _code(font: Any, codepoint: int) -> int:
    """A number behind the face's glyphs for a character that it lacks."""
    number: int = font.glyph_count + codepoint % (CODES - font.glyph_count)
    font.missing[codepoint] = number
    return number


install()
