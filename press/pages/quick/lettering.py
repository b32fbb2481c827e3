"""Letters: what is made ready to shape a text is kept for its look; glyphs are written together.

A look is all that a style says of letters. For each text the engine makes all of it ready again,
and asks for each glyph number by number.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from press.pages.engine import (
    FROM_UNITS,
    LST_TO_ISO,
    PANGO_DIRECTION,
    ffi,
    font_features,
    get_font_description,
    gobject,
    pango,
    unicode_to_char_p,
)

_look = itemgetter(
    "direction", "font_language_override", "lang", "font_family", "font_style", "font_stretch",
    "font_weight", "font_size", "font_variant_caps", "font_variation_settings", "font_kerning",
    "font_variant_ligatures", "font_variant_position", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
)  # fmt: skip
_tall = itemgetter(
    "font_size", "line_height", "font_family", "font_style", "font_stretch", "font_weight",
    "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings", "font_variation_settings", "font_language_override", "lang",
)  # fmt: skip
GLYPH = struct.Struct("Iiii4x")
"""The engine's record of a glyph: its number, its width, and its offset to the right and up."""
EM = 1000
OLD = pango.pango_version() < 14802
"""Whether Pango tells a size that is not the font's (its issue 530)."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What Pango has made ready for a look."""

    context: Any
    description: Any
    language: Any
    features: Any
    """None where the look asks for none."""

    @classmethod
    def of(cls, style: Any) -> _Look:
        """Make a look ready, as the engine does."""
        context = ffi.gc(
            pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
        )
        pango.pango_context_set_round_glyph_positions(context, 0)
        pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
        override, lang = style["font_language_override"], style["lang"]
        said = lang if override == "normal" else LST_TO_ISO.get(override.lower(), override)
        if said:
            pointer, _held = unicode_to_char_p(said)
            language = pango.pango_language_from_string(pointer)
            pango.pango_context_set_language(context, language)
        else:
            language = pango.pango_language_get_default()
        asked = font_features(
            style["font_kerning"], style["font_variant_ligatures"],
            style["font_variant_position"], style["font_variant_caps"],
            style["font_variant_numeric"], style["font_variant_alternates"],
            style["font_variant_east_asian"], style["font_feature_settings"],
        )  # fmt: skip
        features = None
        if asked:
            written = ",".join(f"{key} {value}" for key, value in asked.items()).encode()
            features = pango.pango_attr_font_features_new(written)
        return cls(context, get_font_description(style), language, features)


def ready(engine: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's `Layout.setup`, with what is ready for a look."""

    def setup(self: Any, style: Any) -> None:
        if style["text_decoration_line"] != "none":
            engine(self, style)  # it measures where lines are drawn
            return
        looks = style.font_config.__dict__.setdefault("press_looks", {})
        told = _look(style)
        if told not in looks:
            looks[told] = _Look.of(style)
        look = looks[told]
        self.style = style
        self.first_line_direction = 0
        self.language = look.language
        self.layout = ffi.gc(pango.pango_layout_new(look.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, 0)
        pango.pango_layout_set_font_description(self.layout, look.description)
        self.ascent = self.underline_position = self.strikethrough_position = None
        if look.features is not None:
            attributes = pango.pango_attr_list_new()
            pango.pango_attr_list_insert(attributes, look.features)
            pango.pango_layout_set_attributes(self.layout, attributes)

    return setup


def shown(engine: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's `draw_first_line`, for type that is neither cut off nor made of pictures."""

    def draw_first_line(  # noqa: PLR0917 (the engine's signature)
        stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
    ) -> Any:
        if not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
            return []
        written = None
        if text_overflow != "ellipsis" and block_ellipsis == "none":
            written = _written(stream, textbox.pango_layout)
        if written is None:
            return engine(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        for font, size, text in written:
            stream.set_font_size(font.hash, size)
            stream.show_text(text)
        return []

    return draw_first_line


def _written(stream: Any, layout: Any) -> list[tuple[Any, float, str]] | None:
    """The glyphs of a text as a PDF shows them, font by font; none where the engine is to do it."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, 1)
    line, _ = layout.get_first_line()
    written: list[tuple[Any, float, str]] = []
    before, run = None, line.runs[0]
    while run != ffi.NULL:
        drawn, run = run.data, run.next
        pango_font = drawn.item.analysis.font
        if pango_font != before:
            before = pango_font
            font, size = stream.add_font(pango_font)
            if OLD or font.bitmap or font.png or font.svg or font.colr:
                return None
            known = font.__dict__.setdefault("press_shown", {}).setdefault(size, {})
            written.append((font, size, ""))
        glyphs = drawn.glyphs
        records = ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * GLYPH.size)
        pieces = []
        for place, record in enumerate(GLYPH.iter_unpack(records)):
            if record not in known:
                piece = _piece(font, size, record)
                if piece is None:
                    return None
                known[record] = piece
                if record[0] not in font.to_unicode and record[0] != pango.PANGO_GLYPH_EMPTY:
                    font.to_unicode[record[0]] = _letters(layout.text.encode(), drawn, place)
            pieces.append(known[record])
        text = f"{written[-1][2]}<{''.join(pieces)}"
        text = text[:-1] if text[-1] == "<" else f"{text}>"
        written[-1] = (*written[-1][:2], text)
    return written or None


def _piece(font: Any, size: float, record: tuple[int, int, int, int]) -> str | None:
    """A glyph as it is shown among others; none where it stands higher, or is not known yet."""
    glyph, width, right, up = record
    if glyph == pango.PANGO_GLYPH_EMPTY:
        return f">{-width / size}<"
    if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG or up or glyph not in font.widths:
        return None
    offset = right / size
    kerning = font.widths[glyph] + offset - width * EM * FROM_UNITS / size
    before = f">{-offset}<" if offset else ""
    return f"{before}{glyph:04x}" + (f">{int(kerning)}<" if kerning else "")


def _letters(text: bytes, drawn: Any, place: int) -> str:
    """The letters that a glyph stands for."""
    item, clusters = drawn.item, drawn.glyphs.log_clusters
    begin = clusters[place]
    if item.analysis.level % 2:  # from right to left
        end = item.length if place == 0 else clusters[place - 1]
    else:
        end = item.length if place == drawn.glyphs.num_glyphs - 1 else clusters[place + 1]
    return text[item.offset + begin : item.offset + end].decode()


def measured(engine: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's `strut`, told by what it is measured of and not by how that would be written."""

    def strut(style: Any) -> Any:
        if not style["font_size"]:
            return 0, 0
        known = style.font_config.__dict__.setdefault("press_struts", {})
        told = _tall(style)
        if told not in known:
            known[told] = engine(style)
        return known[told]

    return strut
