"""Widths, measured as the engine will draw them: the same fonts, features and spacing."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from press.pages.engine import FROM_UNITS, Layout, ffi, get_log_attrs, line_size, pango
from press.pages.engine import boxes as _boxes

TOUCH = 0.002
"""A word spacing, in px, too small to be seen, that makes the engine treat spaces apart.

Text is drawn with a word spacing when it is justified, and kerning with spaces is lost then;
measured without, every line would be wrong by a little.
"""
PLAIN = re.compile(r"[\x20-\x7e\u00a0-\u017f\u2010-\u2027]*")
"""Letters and signs of western languages: every face of text has them, and they go one way."""
GLYPH = 5
"""How many 32-bit numbers the engine's record of a glyph has: its sign, its width, …"""
LOOKS = (
    "font_family", "font_size", "font_style", "font_weight", "font_stretch", "font_kerning",
    "font_variant_caps", "font_variant_ligatures", "font_variant_numeric", "font_variant_position",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
    "font_variation_settings", "font_language_override", "letter_spacing", "word_spacing", "lang",
)  # fmt: skip
"""The properties that the width of a sign depends on."""


@dataclass(slots=True)
class Shaped:
    """A text as it will be drawn on one line; lengths in px."""

    widths: array[float]
    """Its width up to each letter; one more than letters."""
    height: float
    baseline: float


def shape(text: str, style: Any, *, spaced: bool) -> Shaped | None:
    """Shape a text in one line; none when more than one font or direction is at work."""
    layout = Layout(style, TOUCH if spaced else 0)
    layout.set_text(text, justify=spaced)
    if text == "\n":
        return Shaped(array("d", [0.0, 0.0]), 0.0, 0.0)
    line, _ = layout.get_first_line()
    raw = layout.text.encode()
    advances = [0] * (len(raw) + 1)
    plain = PLAIN.fullmatch(text) is not None
    font = None
    run = line.runs[0]
    while run != ffi.NULL:
        data = run.data
        item, glyphs = data.item, data.glyphs
        if not plain:
            analysis = item.analysis
            if analysis.level % 2 or (font is not None and analysis.font != font):
                return None
            font = analysis.font
        offset, count = item.offset, glyphs.num_glyphs
        memory = memoryview(ffi.buffer(glyphs.glyphs, count * GLYPH * 4)).cast("i")
        for width, cluster in zip(
            memory[1::GLYPH].tolist(), ffi.unpack(glyphs.log_clusters, count), strict=True
        ):
            advances[offset + cluster] += width
        run = run.next
    _, height = line_size(line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    running = list(accumulate(advances, initial=0))
    if text.isascii():
        widths = array("d", [units * FROM_UNITS for units in running[: len(text) + 1]])
    else:
        widths, byte = array("d", [0.0]), 0
        for letter in text:
            point = ord(letter)
            byte += 1 if point < 0x80 else 2 if point < 0x800 else 3 if point < 0x10000 else 4
            widths.append(running[byte] * FROM_UNITS)
    return Shaped(widths, height, baseline)


def breaks(text: str, language: str | None) -> Any:
    """For each letter, the Unicode properties of the place before it; bit 0 allows a break."""
    attributes = get_log_attrs(text, language)
    return memoryview(ffi.buffer(attributes)).cast("I")


def glyphs(text: str, style: Any) -> int:
    """How many glyphs a text is drawn with: a ligature is one, a soft hyphen none."""
    layout = Layout(style, TOUCH)
    layout.set_text(text, justify=True)
    line, _ = layout.get_first_line()
    count, run = 0, line.runs[0]
    while run != ffi.NULL:
        drawn = run.data.glyphs
        signs = memoryview(ffi.buffer(drawn.glyphs, drawn.num_glyphs * GLYPH * 4)).cast("I")
        count += sum(sign != pango.PANGO_GLYPH_EMPTY for sign in signs[::GLYPH])
        run = run.next
    return count


def advance(sign: str, style: Any) -> float:
    """The width of a sign by itself."""
    near: dict[str, float] = style.__dict__.setdefault("press_advances", {})
    if sign not in near:
        # Kept with the fonts: another layout may give their names to other files.
        known: dict[Any, float] = style.font_config.__dict__.setdefault("press_advances", {})
        key = (sign, *(str(style[name]) for name in LOOKS))
        if key not in known:
            shaped = shape(sign, style, spaced=False)
            known[key] = shaped.widths[-1] if shaped else 0.0
        near[sign] = known[key]
    return near[sign]


def space(style: Any) -> float:
    """The width of a space between words."""
    return advance(" ", style)


def hyphen(style: Any) -> float:
    """The width of the hyphen that is added, and of what letters are moved apart from it by."""
    apart = style["letter_spacing"]
    return advance(style["hyphenate_character"], style) + (0.0 if apart == "normal" else apart)


def edge(box: Any, side: str) -> float:
    """What an inline box adds at one of its sides: margin, border and padding, all resolved."""
    margin = getattr(box, f"margin_{side}")
    edges = getattr(box, f"padding_{side}") + getattr(box, f"border_{side}_width")
    return float(edges if margin == "auto" else edges + margin)


def outer_width(box: Any) -> float | None:
    """The width of a resolved box that is no text; none when it takes a layout to know it."""
    if not isinstance(box, _boxes.InlineBlockBox) or box.is_table_wrapper or box.width == "auto":
        return None
    width = max(min(box.width, box.max_width), box.min_width)
    return float(width) + edge(box, "left") + edge(box, "right")
