"""Fonts, letter by letter: what the letters that a page uses look like, and what they mean.

The fonts of a book are cut down to the letters of the whole book, so that they change whenever any
page needs another letter. What a page shows and says depends only on its own letters.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Name, Stream

from press.reading.painted.stream import NO_BRACKETS, plain
from press.reading.painted.type import read_font
from press.store import digest

SETTING = re.compile(
    rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]+)\s+[-+.\d]+\s+Tf\b"
    rb"|q(?<![^\s>\])]q)(?![^\s<\[/])"
    rb"|Q(?<![^\s>\])]Q)(?![^\s<\[/])"
)
"""Where a font is set, and where the state of graphics is kept and brought back.

Each begins with a sign of its own, so that the rest of a stream is passed over quickly.
"""
SHOWN = re.compile(rb"<([0-9A-Fa-f\s]*)>")
MEANINGS = re.compile(rb"(\d+)\s+beginbfchar(.*?)endbfchar", re.DOTALL)
MEANING = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
SUBSETS = {"/FontFile2", "/CIDSet", "/FontName"}
"""What of a font's descriptor tells which letters were cut out, or is told otherwise."""
WHOLE_TABLES = (b"fpgm", b"prep", b"cvt ")
"""What all glyphs of a TrueType font share when they are drawn."""
ARGUMENTS, SCALE, MORE, SCALES, MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80
"""The flags of a part of a glyph (OpenType, table `glyf`)."""


class Uncertain(Exception):
    """It cannot be told for certain what this depends on."""


def used(content: bytes) -> Mapping[str, frozenset[int]]:
    """The codes of two bytes that a content stream shows, by the name of their font.

    Raises:
        Uncertain: something is shown in a font that was set elsewhere.
    """
    content = plain(content)
    found: dict[str, set[bytes]] = {}
    kept: list[str] = []
    font, at = "", 0
    for match in SETTING.finditer(content):
        _shown(content[at : match.start()], font, found)
        at = match.end()
        if match[1]:
            font = match[1].decode("latin-1")
        elif match[0] == b"q":
            kept.append(font)
        else:
            font = kept.pop() if kept else ""
    _shown(content[at:], font, found)
    return {name: frozenset(int(code, 16) for code in codes) for name, codes in found.items()}


def _shown(content: bytes, font: str, found: dict[str, set[bytes]]) -> None:
    if b"<" not in content:
        return
    brackets = content.translate(None, NO_BRACKETS)
    if brackets == b"<>" * (len(brackets) // 2):
        strings = set(content.replace(b">", b"<").split(b"<")[1::2]) - {b""}
    else:  # a dictionary is among them
        strings = set(SHOWN.findall(content)) - {b""}
    if not strings:
        return
    if not font:
        raise Uncertain
    codes = found.setdefault(font, set())
    for string in strings:
        if len(string) == 4:
            codes.add(string)
            continue
        digits = b"".join(string.split())
        digits += b"0" * (-len(digits) % 4)
        codes.update(digits[at : at + 4] for at in range(0, len(digits), 4))


@dataclass(frozen=True, slots=True)
class Letters:
    """A font that can be taken apart: two bytes a code, TrueType outlines."""

    shared: str
    """What all letters have in common."""
    widths: Mapping[int, float]
    meanings: Mapping[int, bytes]
    """The text of each code, in hexadecimal."""
    glyphs: _Glyphs
    numbers: bytes | None
    """The number of each code's glyph, two bytes each; none where it is the code."""
    told: dict[int, bytes] = field(default_factory=dict)
    """The digest of each letter that was met."""

    @classmethod
    def of(cls, font: Any, thing: Callable[[Any], str]) -> Letters | None:
        """Take a font apart; none where it is of another make.

        Args:
            font: the font.
            thing: gives the digest of any object.
        """
        if font.get(Name.Subtype) != Name.Type0 or font.get(Name.Encoding) != Name("/Identity-H"):
            return None
        inner = font.DescendantFonts[0]
        descriptor = inner.FontDescriptor
        numbers = inner.get(Name.CIDToGIDMap, Name.Identity)
        meanings = font.get(Name.ToUnicode)
        if inner.Subtype != Name.CIDFontType2 or Name.FontFile2 not in descriptor:
            return None
        told = _meanings(meanings.read_bytes()) if meanings is not None else {}
        if told is None or set(font.keys()) - KNOWN or set(inner.keys()) - KNOWN:
            return None
        program = descriptor.FontFile2.read_bytes()
        glyphs = _Glyphs.of(program)
        facts = [(key, descriptor[key]) for key in sorted(set(descriptor.keys()) - SUBSETS)]
        facts += [(key, inner.get(key)) for key in ("/CIDSystemInfo", "/DW", "/BaseFont")]
        shared = [part for key, value in facts for part in (key, thing(value))]
        return cls(
            digest(*shared, str(font.get(Name.BaseFont)), glyphs.shared),
            read_font(font).widths,
            told,
            glyphs,
            numbers.read_bytes() if isinstance(numbers, Stream) else None,
        )

    def digest(self, codes: frozenset[int]) -> str:
        """The font as far as some letters of it go."""
        told = self.told
        letters = b"".join(told.get(code) or self._letter(code) for code in sorted(codes))
        return digest(self.shared, letters)

    def _letter(self, code: int) -> bytes:
        """One letter: its number, its width, what it means and how it is drawn."""
        number = code
        if self.numbers is not None:
            number = int.from_bytes(self.numbers[2 * code : 2 * code + 2], "big")
        self.told[code] = digest(
            f"{code} {number} {self.widths[code]}",
            self.meanings.get(code, b"-"),
            *self.glyphs.drawn(number),
        ).encode()
        return self.told[code]


KNOWN = {
    *("/Type", "/Subtype", "/BaseFont", "/Encoding", "/DescendantFonts", "/ToUnicode"),
    *("/CIDSystemInfo", "/CIDToGIDMap", "/DW", "/FontDescriptor", "/W"),
}
"""What is looked at of a font; one that says more is not taken apart."""


def _meanings(table: bytes) -> dict[int, bytes] | None:
    """The text of each code (ISO 32000-1, 9.10.3); none where ranges are told as well."""
    if b"bfrange" in table or b"usecmap" in table:
        return None
    told = [(int(count), MEANING.findall(rows)) for count, rows in MEANINGS.findall(table)]
    if any(count != len(rows) for count, rows in told):
        return None
    return {int(code, 16): text for _, rows in told for code, text in rows}


@dataclass(frozen=True, slots=True)
class _Glyphs:
    """The outlines of a TrueType font (OpenType, tables `glyf`, `loca` and `hmtx`)."""

    shared: str
    outlines: bytes
    places: tuple[int, ...]
    metrics: bytes
    full: int
    """How many glyphs have a width of their own."""

    @classmethod
    def of(cls, program: bytes) -> _Glyphs:
        """Find the tables of a font.

        Raises:
            ValueError: it is none that can be taken apart.
        """
        try:
            tables = {
                tag: program[at : at + length]
                for tag, _, at, length in struct.iter_unpack(
                    ">4sIII", program[12 : 12 + 16 * int.from_bytes(program[4:6], "big")]
                )
            }
            head, hhea, loca = tables[b"head"], tables[b"hhea"], tables[b"loca"]
            wide = int.from_bytes(head[50:52], "big")
            row = f">{len(loca) // (4 if wide else 2)}{'I' if wide else 'H'}"
            places = tuple(place * (1 if wide else 2) for place in struct.unpack(row, loca))
            shared = [head[18:20], hhea[4:10], *(tables.get(tag, b"") for tag in WHOLE_TABLES)]
            full = int.from_bytes(hhea[34:36], "big")
            return cls(digest(*shared), tables[b"glyf"], places, tables[b"hmtx"], full)
        except (struct.error, KeyError) as error:
            raise ValueError("this is no TrueType font") from error

    def drawn(self, number: int, depth: int = 0) -> Iterator[bytes]:
        """The outline of a glyph and of those of which it is made, and how wide each is."""
        if depth > 5 or len(self.places) < 2:
            raise Uncertain
        if number + 1 >= len(self.places):
            number = 0  # what a reader shows for a glyph that is not there
        outline = self.outlines[self.places[number] : self.places[number + 1]]
        yield outline
        last = 4 * self.full
        at = 4 * number if number < self.full else last + 2 * (number - self.full)
        yield self.metrics[at : at + 4 if number < self.full else at + 2]
        if outline[:1] > b"\x7f":
            for part in _parts(outline):
                yield from self.drawn(part, depth + 1)


def _parts(outline: bytes) -> Iterator[int]:
    """The glyphs of which one is made."""
    at, flags = 10, MORE
    while flags & MORE:
        flags, number = struct.unpack(">HH", outline[at : at + 4])
        yield number
        at += 8 if flags & ARGUMENTS else 6
        at += 2 if flags & SCALE else 4 if flags & SCALES else 8 if flags & MATRIX else 0
