"""Slug text: lines of words outside the bleed, in the registration colour and an embedded font."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from press.assets.lettering import EM, Lettering
from press.finish.marks import POINTS

SIZE = 6.0
"""Size of slug text, in pt."""
MOST_AT_ONCE = 100
"""How many rows one list of a character map may have (Adobe Technical Note 5411, 1.4)."""
NONSYMBOLIC = 1 << 5
"""Flag of a font of ordinary letters (ISO 32000-1, table 123)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slugs:
    """What is written below each page, or below the pages of each side of a sheet."""

    lines: tuple[tuple[str, ...], ...]
    """For each page its lines; for each side a line under each of its pages."""
    lettering: Lettering
    """Letters that have been cut for all of them."""


def slug_text(text: str, lettering: Lettering, x: float, y: float, *, room: float) -> bytes:
    """A line of words, as a piece of content stream that asks for `/Slug` among the fonts.

    Args:
        text: the words.
        lettering: letters that have been cut for these words.
        x: where the line begins, in mm from the left of the page.
        y: where its baseline is, in mm from the bottom.
        room: how wide it may be, in mm; a longer line is set smaller.
    """
    width = lettering.width(text)
    size = min(SIZE, room * POINTS * EM / width) if width else SIZE
    glyphs = "".join(f"{number:04X}" for number in lettering.numbers(text))
    return (
        f"BT /Slug {size:.4f} Tf {x * POINTS:.4f} {y * POINTS:.4f} Td <{glyphs}> Tj ET"
    ).encode()


def fonts(pdf: Pdf, lettering: Lettering) -> Dictionary:
    """The font resources that slug text asks for, with the font itself (ISO 32000-1, 9.7.4)."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{lettering.name}"),
        Flags=NONSYMBOLIC,
        FontBBox=Array(list(lettering.box)),
        ItalicAngle=0,
        Ascent=lettering.ascent,
        Descent=lettering.descent,
        CapHeight=lettering.box[3],
        StemV=80,
        FontFile2=pdf.make_stream(lettering.program, Length1=len(lettering.program)),
    )
    widths: list[Any] = [0, Array(list(lettering.widths))]
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{lettering.name}"),
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=Name.Identity,
        W=Array(widths),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name(f"/{lettering.name}"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_stream("\n".join(_character_map(lettering)).encode()),
    )
    return Dictionary(Slug=pdf.make_indirect(font))


def _character_map(lettering: Lettering) -> Iterator[str]:
    """Which characters the glyphs stand for, so that the words can be searched (9.10.3)."""
    yield "/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
    yield "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"
    yield "/CMapName /Adobe-Identity-UCS def /CMapType 2 def"
    yield "1 begincodespacerange <0000> <FFFF> endcodespacerange"
    rows = [
        f"<{glyph:04X}> <{char.encode('utf-16-be').hex().upper()}>"
        for char, glyph in sorted(lettering.glyphs.items(), key=lambda row: row[1])
    ]
    for start in range(0, len(rows), MOST_AT_ONCE):
        some = rows[start : start + MOST_AT_ONCE]
        yield f"{len(some)} beginbfchar"
        yield from some
        yield "endbfchar"
    yield "endcmap CMapName currentdict /CMap defineresource pop end end"
