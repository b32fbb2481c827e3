"""The fonts of a joined file: each embedded once, cut down once to what all its parts use of it.

As the engine would write them (`weasyprint/pdf/fonts.py`; ISO 32000-1, 9.7.4 and 9.10.3), so that
a glyph keeps its number and a ligature its letters.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from press.assets import cut
from press.joining.objects import Objects, reference, string
from press.parts.drawing import Drawing, Font

STEM = 80
FIXED = 1
"""Flag of a font whose glyphs are all of one width (ISO 32000-1, table 123)."""
MOST_AT_ONCE = 100
"""How many rows one list of a character map may have (Adobe Technical Note 5411, 1.4)."""
UNICODE = (
    "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo",
    "<< /Registry (Adobe)", "/Ordering (UCS)", "/Supplement 0", ">> def",
    "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def", "1 begincodespacerange",
    "<0000> <ffff>", "endcodespacerange",
)  # fmt: skip
ENCODING = (
    "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo",
    "3 dict dup begin", "/Registry (Adobe) def", "/Ordering (Identity) def", "/Supplement 0 def",
    "end def", "/CMapName /WP-Encod-0 def", "/CMapType 1 def", "1 begincodespacerange",
    "<0000> <ffff>", "endcodespacerange",
)  # fmt: skip
END = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")
COLLECTION = "/CIDSystemInfo <</Registry (Adobe)/Ordering (Identity)/Supplement 0>>"


@dataclass(slots=True)
class _Used:
    """A font as all parts use it."""

    font: Font
    """As the first part has it."""
    program: bytes
    glyphs: dict[int, str] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)
    missing: set[int] = field(default_factory=set)

    def with_(self, font: Font) -> None:
        """Count in what another part uses; where a glyph has several texts, the first stands."""
        for glyph, text in font.glyphs.items():
            self.glyphs.setdefault(glyph, text)
        self.widths |= font.widths
        self.missing |= set(font.missing)


def write(objects: Objects, drawings: Iterable[Drawing], faces: Mapping[str, bytes]) -> None:
    """Write all fonts, and the dictionary by which content asks for them.

    Args:
        objects: where they are written.
        drawings: whose fonts they are, in the order of the book.
        faces: the layout's faces, by the digests of their files.
    """
    used: dict[str, _Used] = {}
    for drawing in drawings:
        for font in drawing.fonts:
            if font.name not in used:
                used[font.name] = _Used(font, _program(font, drawing, faces))
            used[font.name].with_(font)
    named = (f"/{name} {reference(_font(objects, one))}" for name, one in used.items())
    objects.write(objects.fonts, f"<<{''.join(named)}>>")


def _program(font: Font, drawing: Drawing, faces: Mapping[str, bytes]) -> bytes:
    if font.carried is None:
        return faces[font.program]
    return zlib.decompress(drawing.things[font.carried].body or b"")


def _font(objects: Objects, used: _Used) -> int:
    """A composite font, whose codes are the numbers of its glyphs."""
    font = used.font
    base = f"/{font.name}+{font.base}"
    said = (
        f"<</Type /Font/Subtype /Type0/BaseFont {base}"
        f"/ToUnicode {reference(_stream(objects, _unicode(used.glyphs)))}"
    )
    encoding = "/Identity-H"
    if used.missing:
        head = f"/Type /CMap/CMapName /WP-Encod-0{COLLECTION}"
        encoding = reference(_stream(objects, _encoding(used), head))
    descendant = reference(_descendant(objects, used, base))
    return objects.add(f"{said}/Encoding {encoding}/DescendantFonts [{descendant}]>>")


def _descendant(objects: Objects, used: _Used, base: str) -> int:
    font = used.font
    glyphs = frozenset(used.glyphs or (0,))
    program, body = _cut(used.program, glyphs, font.hinted, bool(used.missing))
    is_outlines = program[:4] == b"OTTO"
    extra = "/Subtype /OpenType" if is_outlines else f"/Length1 {len(program)}"
    file = objects.add(f"<<{extra}/Filter /FlateDecode/Length {len(body)}>>", body)
    widths = used.widths
    fixed = len(widths) > 1 and len(set(widths.values())) == 1
    descriptor = objects.add(
        f"<</Type /FontDescriptor/FontName {base}/FontFamily {string(font.family)}"
        f"/Flags {font.flags | (FIXED if fixed else 0)}"
        f"/FontBBox [0 {font.descent} {max(widths.values(), default=0)} {font.ascent}]"
        f"/ItalicAngle 0/Ascent {font.ascent}/Descent {font.descent}/CapHeight {font.ascent}"
        f"/StemV {STEM}/StemH {STEM}/FontFile{3 if is_outlines else 2} {reference(file)}>>"
    )
    return objects.add(
        f"<</Type /Font/Subtype /CIDFontType{0 if is_outlines else 2}/BaseFont {base}{COLLECTION}"
        f"/CIDToGIDMap /Identity/W [{' '.join(_runs(widths))}]"
        f"/FontDescriptor {reference(descriptor)}>>"
    )


@lru_cache(maxsize=64)
def _cut(face: bytes, glyphs: frozenset[int], hinted: bool, notdef: bool) -> tuple[bytes, bytes]:  # noqa: FBT001 (a key)
    """A face cut down, and compressed: editions with the same words have the same."""
    program = cut(face, glyphs, hinted=hinted, notdef=notdef)
    return program, zlib.compress(program, 9)


def _runs(widths: Mapping[int, int]) -> Iterator[str]:
    """`W`: the first glyph of a run, and the widths of the run (9.7.4.3)."""
    run: list[str] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            if run:
                yield f"[{' '.join(run)}]"
                run = []
            yield str(glyph)
        run.append(str(widths[glyph]))
    if run:
        yield f"[{' '.join(run)}]"


def _unicode(glyphs: Mapping[int, str]) -> Iterator[str]:
    """The text of each glyph."""
    rows = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in glyphs.items()]
    yield from UNICODE
    yield from _lists(rows, "bfchar")
    yield from END


def _encoding(used: _Used) -> Iterator[str]:
    """The glyph of each code, where there are codes for what the font has not."""
    rows = [f"<{glyph:04x}> {0 if glyph in used.missing else glyph}" for glyph in used.glyphs]
    yield from ENCODING
    yield from _lists(rows, "cidchar")
    yield from END


def _lists(rows: Sequence[str], kind: str) -> Iterator[str]:
    for start in range(0, len(rows), MOST_AT_ONCE):
        some = rows[start : start + MOST_AT_ONCE]
        yield from (f"{len(some)} begin{kind}", *some, f"end{kind}")


def _stream(objects: Objects, lines: Iterable[str], said: str = "") -> int:
    body = zlib.compress("\n".join(lines).encode("ascii"), 9)
    return objects.add(f"<<{said}/Filter /FlateDecode/Length {len(body)}>>", body)
