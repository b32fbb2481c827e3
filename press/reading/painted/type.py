"""Fonts, as far as a line of type has a place and a width (ISO 32000-1, 9.2.4, 9.7.4.3)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Name

ASCENT, DESCENT = 0.75, -0.25
"""How far letters reach from the line, in ems, whatever more a font claims for its line spacing."""
USUAL = 500.0
"""The width of a glyph of which a font says nothing."""


class Widths(dict[int, float]):
    """Widths of glyphs by code; those not named have the font's usual one."""

    def __init__(self, usual: float) -> None:
        super().__init__()
        self.usual = usual

    def __missing__(self, code: int) -> float:
        return self.usual


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """A font of a content stream."""

    name: str
    """Its PostScript name, with the subset's prefix."""
    widths: Widths
    """In thousandths of an em."""
    code_bytes: int
    """How many bytes a code has: one, or two."""
    ascent: float = ASCENT
    descent: float = DESCENT
    drawn: Any = None
    """The font itself where its glyphs are drawings (9.6.5)."""
    codes_drawn: set[int] = field(default_factory=set)
    """Of such a font, the codes whose drawings have been looked at."""

    def codes(self, shown: bytes) -> tuple[int, ...]:
        """The codes of a shown string."""
        if self.code_bytes == 1:
            return tuple(shown)
        return struct.unpack(f">{len(shown) // 2}H", shown[: len(shown) // 2 * 2])


def read_font(thing: Any) -> Font:
    """Read a font's widths."""
    name = str(thing.get(Name.BaseFont, "")).lstrip("/")
    if thing.get(Name.Subtype) == Name.Type0:
        return _composite(thing, name)
    descriptor = thing.get(Name.FontDescriptor, pikepdf.Dictionary())
    widths = Widths(float(descriptor.get(Name.MissingWidth, USUAL)))
    first = int(thing.get(Name.FirstChar, 0))
    drawn = thing if thing.get(Name.Subtype) == Name.Type3 else None
    em = 1000 * abs(float(thing.FontMatrix[0])) if drawn is not None else 1.0
    for index, width in enumerate(thing.get(Name.Widths, ())):
        widths[first + index] = float(width) * em
    return Font(name, widths, 1, *_reach(descriptor), drawn)


def _composite(thing: Any, name: str) -> Font:
    inner = thing.DescendantFonts[0]
    widths = Widths(float(inner.get(Name.DW, 1000)))
    for code, width in _listed(list(inner.get(Name.W, ()))):
        widths[code] = width
    return Font(name, widths, 2, *_reach(inner.get(Name.FontDescriptor, pikepdf.Dictionary())))


def _listed(entries: list[Any]) -> Iterator[tuple[int, float]]:
    """The widths of a composite font: a code and a list from it on, or two codes and one width."""
    at = 0
    while at + 1 < len(entries):
        first, second = int(entries[at]), entries[at + 1]
        if isinstance(second, pikepdf.Array):
            for index, width in enumerate(second):
                yield first + index, float(width)
            at += 2
        elif at + 2 < len(entries):
            for code in range(first, min(int(second), 0xFFFF) + 1):
                yield code, float(entries[at + 2])
            at += 3
        else:
            return


def _reach(descriptor: Any) -> tuple[float, float]:
    """Ascent and descent of its letters in ems."""
    ascent = float(descriptor.get(Name.Ascent, 0)) / 1000 or ASCENT
    descent = -abs(float(descriptor.get(Name.Descent, 0))) / 1000 or DESCENT
    return min(ascent, ASCENT), max(descent, DESCENT)
