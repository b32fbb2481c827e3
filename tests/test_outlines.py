"""Outlines packed as fontTools packs them, to the byte."""

from __future__ import annotations

import io
from itertools import product
from pathlib import Path

import pytest
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, woff2

from press.assets.cutting import cut_to_text
from press.assets.embedding import FEATURES, KEPT, as_woff2
from press.assets.outlines import OVERLAPPING, REPEATED, Outlines
from press.errors import ContentError
from tests.conftest import REPOSITORY

PLAIN = Outlines.__mro__[1]
FACES = sorted((REPOSITORY / "assets/fonts").rglob("*.ttf"))
SMALL = cut_to_text(FACES[0].read_bytes(), map(ord, "aé"), features=FEATURES, names=KEPT)
STEPS = (0, 1, 64, 65, 66, 768, 769, 770, 1279, 1280, 4095, 4096, 9000)
"""Lengths at which the way to tell a step changes (WOFF 2, 5.2)."""


def packed(font: bytes, table: type, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(woff2, "WOFF2GlyfTable", table)
    as_woff2.cache_clear()
    made = as_woff2(font)
    as_woff2.cache_clear()
    return made


def read(content: bytes) -> TTFont:
    return TTFont(io.BytesIO(content), recalcBBoxes=False)


def saved(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.stem)
def test_a_face_is_packed_as_font_tools_packs_it(
    face: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = cut_to_text(face.read_bytes(), map(ord, "aQ&é½ﬁ"), features=FEATURES, names=KEPT)
    assert packed(font, Outlines, monkeypatch) == packed(font, PLAIN, monkeypatch)


def test_every_length_of_a_step_is_told_as_font_tools_tells_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    font = read(SMALL)
    pen = TTGlyphPen(None)
    for far, high in product(STEPS, STEPS):
        pen.moveTo((0, 0))
        for x, y in ((far, high), (-far, high), (far, -high), (-far, -high)):
            pen.lineTo((x, y))
            pen.qCurveTo((7, 3), (0, 0))
        pen.closePath()
    glyph = pen.glyph()
    glyph.flags[0] |= OVERLAPPING
    glyph.recalcBounds(font["glyf"])
    font["glyf"][font.getBestCmap()[ord("a")]] = glyph
    content = saved(font)
    assert packed(content, Outlines, monkeypatch) == packed(content, PLAIN, monkeypatch)


def test_a_box_that_is_not_the_outlines_own_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    font = read(SMALL)
    font["glyf"][font.getBestCmap()[ord("a")]].xMin -= 5
    content = saved(font)
    made = packed(content, Outlines, monkeypatch)
    assert made == packed(content, PLAIN, monkeypatch)
    assert made != packed(SMALL, Outlines, monkeypatch)


def test_flags_that_outnumber_the_points_are_refused() -> None:
    font = read(SMALL)
    glyph = font["glyf"].glyphs[font.getBestCmap()[ord("a")]]
    data = bytearray(glyph.data)
    at = 10 + 2 * data[1]
    at += 2 + int.from_bytes(data[at : at + 2], "big")
    data[at : at + 2] = bytes((data[at] | REPEATED, 255))
    glyph.data = bytes(data)
    with pytest.raises(ContentError, match="more flags than points"):
        as_woff2(saved(font))
