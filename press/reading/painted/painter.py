"""One content stream, read as it would be painted: page, form, cell of a pattern, glyph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pikepdf

from press.reading.facts import Box
from press.reading.painted.marks import ALWAYS, Kind, Mark
from press.reading.painted.paths import Drawer
from press.reading.painted.pen import Resources
from press.reading.painted.state import State
from press.reading.painted.stream import name, tokens
from press.reading.painted.writing import Writing

LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
WORDS = frozenset({b"true", b"false", b"null"})
"""Operands that look like operators."""
STROKED = ((False,), (True,), (False, True))
"""Whether letters are filled, stroked, or both, by the way of showing them (9.3.6)."""
WRONG = (
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    pikepdf.PdfError,
)
"""What an operator meets whose operands or resources are not what they should be."""


class Painter(Drawer):
    """Reads one stream: type and pictures here, paths and colours below."""

    def __init__(self, resources: Resources, state: State) -> None:
        super().__init__(resources, state)
        self.faults: list[str] = []
        self.inline: list[bytes] = []
        self.writing = Writing(self._text)

    def read(self, stream: bytes) -> list[Mark]:
        """Read a stream to its end; what cannot be read is noted and passed over.

        Raises:
            TooMuchError: there are too many marks.
        """
        operands: list[bytes] = []
        find, push = ACTS.get, operands.append
        for token in tokens(stream):
            act = find(token)
            if act is None:
                if token[0] in LETTERS and token not in WORDS:
                    self.faults.append(f"{token[:20].decode('latin-1')}: there is no such operator")
                push(token)
                continue
            try:
                act(self, operands)
            except WRONG as error:
                self.faults.append(f"{token.decode('latin-1')}: {error}")
            operands.clear()
        if operands:
            self.faults.append(f"it ends with “{operands[-1][:20].decode('latin-1')}”")
        return self.marks

    # Type

    def _begin_text(self, _: list[bytes]) -> None:
        self.writing.begin()

    def _set_font(self, said: list[bytes]) -> None:
        self.state.font = self.resources.font(name(said[-2]))
        self.state.size = float(said[-1])

    def _text_matrix(self, said: list[bytes]) -> None:
        self.writing.set(said)

    def _text_move(self, said: list[bytes]) -> None:
        self.writing.move(float(said[-2]), float(said[-1]))

    def _text_move_leading(self, said: list[bytes]) -> None:
        self.state.leading = -float(said[-1])
        self._text_move(said)

    def _next_line(self, _: list[bytes]) -> None:
        self.writing.move(0.0, -self.state.leading)

    def _spacing(self, said: list[bytes]) -> None:
        self.state.spacing = float(said[-1])

    def _word_spacing(self, said: list[bytes]) -> None:
        self.state.word_spacing = float(said[-1])

    def _stretch(self, said: list[bytes]) -> None:
        self.state.stretch = float(said[-1]) / 100

    def _leading(self, said: list[bytes]) -> None:
        self.state.leading = float(said[-1])

    def _rise(self, said: list[bytes]) -> None:
        self.state.rise = float(said[-1])

    def _render(self, said: list[bytes]) -> None:
        self.state.render = int(said[-1])

    def _show(self, said: list[bytes]) -> None:
        self.writing.show(self.state, said[-1])

    def _show_all(self, said: list[bytes]) -> None:
        self.writing.show_all(self.state, said[-1])

    def _next_line_show(self, said: list[bytes]) -> None:
        self._next_line(said)
        self._show(said)

    def _next_line_spaced_show(self, said: list[bytes]) -> None:
        self.state.word_spacing, self.state.spacing = float(said[-3]), float(said[-2])
        self._next_line_show(said)

    def _text(self, box: Box, size: float, shown: bytes) -> None:
        """A line of type has been set."""
        font, way = self.state.font, self.state.render % 4
        if font is None or way == 3:
            return
        for stroked in STROKED[way]:
            self.add(self.mark(Kind.TEXT, box, stroked=stroked, size=size, font=font.name))
        if font.drawn is not None:
            for one in self.resources.glyphs(font, shown, self.state):
                self.add(replace(one, box=box))

    # Forms, pictures, shadings

    def _do(self, said: list[bytes]) -> None:
        marks, hides = self.resources.drawn(name(said[-1]), self.state)
        self.hides |= hides
        for mark in marks:
            self.add(mark)

    def _shade(self, said: list[bytes]) -> None:
        if self.state.clip is not None:
            mark = self.mark(Kind.SHADING, self.state.clip)
            self.add(replace(mark, ink=self.resources.shading(name(said[-1])), straight=ALWAYS))

    def _inline_data(self, said: list[bytes]) -> None:
        self.inline = list(said)

    def _inline_end(self, _: list[bytes]) -> None:
        self.add(self.resources.inline(self.inline, self.state))


PASSED_OVER = ("j", "M", "d", "ri", "i", "ET", "BI", "BMC", "BDC", "EMC", "MP", "DP", "BX",
               "EX", "d0", "d1")  # fmt: skip
"""What changes nothing that is asked for here."""
OPERATORS = {
    "q": "_save",
    "Q": "_restore",
    "cm": "_transform",
    "w": "_line_width",
    "J": "_line_cap",
    "gs": "_settings",
    "cs": "_fill_space",
    "CS": "_stroke_space",
    "sc": "_fill_colour",
    "scn": "_fill_colour",
    "SC": "_stroke_colour",
    "SCN": "_stroke_colour",
    "g": "_fill_gray",
    "G": "_stroke_gray",
    "rg": "_fill_rgb",
    "RG": "_stroke_rgb",
    "k": "_fill_cmyk",
    "K": "_stroke_cmyk",
    "m": "_move",
    "l": "_line",
    "c": "_curve",
    "v": "_curve",
    "y": "_curve",
    "h": "_close",
    "re": "_rectangle",
    "W": "_clip",
    "W*": "_clip",
    "n": "_end",
    "S": "_stroke",
    "s": "_close_and_stroke",
    "f": "_fill",
    "F": "_fill",
    "f*": "_fill_even_odd",
    "B": "_fill_and_stroke",
    "B*": "_fill_and_stroke",
    "b": "_close_fill_and_stroke",
    "b*": "_close_fill_and_stroke",
    "BT": "_begin_text",
    "Tf": "_set_font",
    "Tm": "_text_matrix",
    "Td": "_text_move",
    "TD": "_text_move_leading",
    "T*": "_next_line",
    "Tc": "_spacing",
    "Tw": "_word_spacing",
    "Tz": "_stretch",
    "TL": "_leading",
    "Tr": "_render",
    "Ts": "_rise",
    "Tj": "_show",
    "TJ": "_show_all",
    "'": "_next_line_show",
    '"': "_next_line_spaced_show",
    "Do": "_do",
    "sh": "_shade",
    "ID": "_inline_data",
    "EI": "_inline_end",
}
OPERATORS |= dict.fromkeys(PASSED_OVER, "_pass_over")
"""A row an operator (ISO 32000-1, annex A): the method that reads it."""
ACTS: dict[bytes, Callable[[Painter, list[bytes]], None]] = {
    code.encode(): getattr(Painter, method) for code, method in OPERATORS.items()
}
