"""Outlines as WOFF 2 tells them (W3C Recommendation, 2022, 5.1), taken from the font's own steps.

fontTools makes places of the steps between points, and steps of the places again; here they stay
what they are in the font. The bytes are the same, in a third of the time.
"""

from __future__ import annotations

import struct
from itertools import accumulate

from fontTools.ttLib import woff2

from press.errors import ContentError

ON_CURVE, SHORT_X, SHORT_Y, REPEATED, OVERLAPPING = 1, 2, 4, 8, 64
"""Flags of a point (OpenType, glyf)."""
SAME = 8
"""Times a flag of a short step: the flag of one that is the same as before."""
HEADER = struct.Struct(">hhhhh")
"""The number of contours, less than 0 for a glyph made of glyphs, and what holds them."""


class Outlines(woff2.WOFF2GlyfTable):  # type: ignore[misc]  # fontTools is untyped
    """A font's outlines, packed as fontTools packs them.

    Raises:
        ContentError: an outline is broken.
    """

    def _encodeGlyph(self, number: int) -> None:  # noqa: N802 (fontTools' own name)
        data = getattr(self.glyphs[self.getGlyphName(number)], "data", b"")
        contours = HEADER.unpack_from(data)[0] if data else 0
        if contours > 0:
            self._tell(number, contours, data)
        else:
            super()._encodeGlyph(number)

    def _tell(self, number: int, contours: int, data: bytes) -> None:
        """A glyph that has contours of its own."""
        ends = struct.unpack_from(f">{contours}H", data, HEADER.size)
        code = HEADER.size + 2 * contours + 2
        at = code + int.from_bytes(data[code - 2 : code], "big")
        flags, xs, ys = _points(data, at, ends[-1] + 1)
        told, steps = bytearray(), bytearray()
        for flag, x, y in zip(flags, xs, ys, strict=True):
            far, high = abs(x) - 1, abs(y) - 1
            if 0 <= far < 64 and 0 <= high < 64:  # most are, and a call for each takes a while
                kind = 20 + (far & 0x30) + ((high & 0x30) >> 2) + (x > 0) + 2 * (y > 0)
                steps.append((far & 0xF) << 4 | high & 0xF)
            else:
                kind, step = _step(x, y)
                steps += step
            told.append(kind if flag & ON_CURVE else kind | 0x80)
        self.nContourStream += struct.pack(">h", contours)
        for before, end in zip((-1, *ends), ends, strict=False):
            self.nPointsStream += woff2.pack255UShort(end - before)
        self.flagStream += bytes(told)
        self.glyphStream += bytes(steps) + woff2.pack255UShort(at - code)
        self.instructionStream += data[code:at]
        place, bit = number >> 3, 0x80 >> (number & 7)
        if flags[0] & OVERLAPPING:
            self.overlapSimpleBitmap[place] |= bit
        if HEADER.unpack_from(data)[1:] != _box(xs, ys):
            self.bboxBitmap[place] |= bit
            self.bboxStream += data[2 : HEADER.size]


def _points(data: bytes, at: int, count: int) -> tuple[bytearray, list[int], list[int]]:
    """The flags of a glyph's points, and the steps to each from the one before, in font units."""
    flags = bytearray()
    while len(flags) < count:
        flag = data[at]
        at += 1
        flags.append(flag)
        if flag & REPEATED:
            flags += bytes((flag,)) * data[at]
            at += 1
    if len(flags) > count:
        raise ContentError("a font has an outline with more flags than points")
    xs, at = _steps(data, at, flags, SHORT_X)
    ys, at = _steps(data, at, flags, SHORT_Y)
    return flags, xs, ys


def _steps(data: bytes, at: int, flags: bytearray, short: int) -> tuple[list[int], int]:
    """The steps along one axis, and where they end."""
    same = SAME * short  # of a short step it says that it goes up
    steps = []
    for flag in flags:
        if flag & short:
            steps.append(data[at] if flag & same else -data[at])
            at += 1
        elif flag & same:
            steps.append(0)
        else:
            steps.append(((data[at] << 8 | data[at + 1]) ^ 0x8000) - 0x8000)
            at += 2
    return steps, at


def _box(xs: list[int], ys: list[int]) -> tuple[int, int, int, int]:
    """What holds all points: left, bottom, right, top."""
    across, up = list(accumulate(xs)), list(accumulate(ys))
    return min(across), min(up), max(across), max(up)


def _step(x: int, y: int) -> tuple[int, bytes]:
    """A step that is long, or along an axis (5.2, triplet encoding): its kind, and its bytes."""
    far, high = abs(x), abs(y)
    signs = (x >= 0) + 2 * (y >= 0)
    if x == 0 and high < 1280:
        return (high >> 8 << 1) + (y >= 0), bytes((high & 0xFF,))
    if y == 0 and far < 1280:
        return 10 + (far >> 8 << 1) + (x >= 0), bytes((far & 0xFF,))
    if far < 769 and high < 769:
        far, high = far - 1, high - 1
        return 84 + 12 * (far >> 8) + (high >> 8 << 2) + signs, bytes((far & 0xFF, high & 0xFF))
    if far < 4096 and high < 4096:
        return 120 + signs, bytes((far >> 4, (far & 0xF) << 4 | high >> 8, high & 0xFF))
    return 124 + signs, struct.pack(">HH", far, high)
