"""Text operators: where lines of type stand, how wide they run, how large they are.

ISO 32000-1, 9.3 and 9.4.
"""

from __future__ import annotations

from collections.abc import Callable

from press.reading.facts import Box
from press.reading.painted.geometry import UNIT, Matrix, placed_box, scale, times
from press.reading.painted.state import State
from press.reading.painted.stream import shown, string

Show = Callable[[Box, float, bytes], None]
"""Told of a box on the page, the size there, and the string."""
SPACE = 32


class Writing:
    """The text matrices of a content stream."""

    __slots__ = ("_line", "_matrix", "_show")

    def __init__(self, show: Show) -> None:
        self._matrix: Matrix = UNIT
        self._line: Matrix = UNIT
        self._show = show

    def begin(self) -> None:
        """`BT`."""
        self._matrix = self._line = UNIT

    def set(self, numbers: list[bytes]) -> None:
        """`Tm`."""
        a, b, c, d, e, f = map(float, numbers[-6:])
        self._matrix = self._line = (a, b, c, d, e, f)

    def move(self, x: float, y: float) -> None:
        """`Td`."""
        self._matrix = self._line = times((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def show(self, state: State, token: bytes) -> None:
        """`Tj`, and a string of `TJ`."""
        letters = string(token)
        self._set(state, letters, self._advance(state, letters))

    def show_all(self, state: State, token: bytes) -> None:
        """`TJ`: strings, and numbers that bring them nearer to each other, as one line."""
        letters, pull = shown(token)
        pull = pull * state.size * state.stretch / 1000
        self._set(state, letters, self._advance(state, letters) - pull)

    def _advance(self, state: State, letters: bytes) -> float:
        if state.font is None:
            return 0.0
        codes = state.font.codes(letters)
        length = sum(map(state.font.widths.__getitem__, codes)) * state.size / 1000
        if state.spacing:
            length += len(codes) * state.spacing
        if state.word_spacing and state.font.code_bytes == 1:
            length += codes.count(SPACE) * state.word_spacing
        return length * state.stretch

    def _set(self, state: State, letters: bytes, length: float) -> None:
        font = state.font
        if font is not None and letters:
            whole = times(self._matrix, state.ctm)
            low, high = font.descent * state.size, font.ascent * state.size
            box = placed_box((0.0, state.rise + low, length, state.rise + high), whole)
            self._show(box, abs(state.size) * scale(whole), letters)
        a, b, c, d, e, f = self._matrix
        self._matrix = (a, b, c, d, length * a + e, length * b + f)
