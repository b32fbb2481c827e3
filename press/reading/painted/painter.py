"""One content stream, read as it would be painted: page, form, cell of a pattern, glyph.

Clipping counts by its box, and curves by their control points: enough for the eye of a check.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

import pikepdf

from press.reading.facts import Box
from press.reading.painted import geometry
from press.reading.painted.colours import CMYK, GRAY, RGB, Ink, Space
from press.reading.painted.geometry import UNIT, Matrix, around, common, placed, scale, times
from press.reading.painted.marks import ALWAYS, NEVER, Kind, Mark
from press.reading.painted.state import State
from press.reading.painted.stream import name, tokens
from press.reading.painted.type import Font
from press.reading.painted.writing import Writing

MOST = 100_000
"""Marks on one page; a file with more is an attack or a map, and is not read to its end."""
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


class TooMuchError(Exception):
    """There are more marks than anybody prints."""


class Resources(Protocol):
    """What a stream's names stand for, looked up once a file."""

    def space(self, called: str) -> Space: ...  # noqa: D102
    def settings(self, called: str) -> Any: ...  # noqa: D102
    def font(self, called: str) -> Font: ...  # noqa: D102
    def shading(self, called: str) -> Ink: ...  # noqa: D102
    def pattern(self, called: str, under: Ink, base: Matrix) -> tuple[Ink, tuple[Mark, ...]]: ...  # noqa: D102
    def drawn(self, called: str, state: State) -> list[Mark]: ...  # noqa: D102
    def inline(self, words: list[bytes], state: State) -> Mark: ...  # noqa: D102
    def glyphs(self, font: Font, shown: bytes, state: State) -> list[Mark]: ...  # noqa: D102


class Painter:
    """Reads one stream and keeps its marks."""

    def __init__(self, resources: Resources, state: State) -> None:
        self.resources = resources
        self.state = state
        self.base = state.ctm
        """What patterns are laid out by (8.7.3.1)."""
        self.saved: list[State] = []
        self.marks: list[Mark] = []
        self.faults: list[str] = []
        self.path: list[list[float]] = []
        self.curved = False
        self.clips = False
        self.inline: list[bytes] = []
        self.writing = Writing(self.text)
        self.acts: dict[bytes, Callable[[list[bytes]], None]] = {
            code.encode(): getattr(self, method) for code, method in OPERATORS.items()
        }

    def read(self, stream: bytes) -> list[Mark]:
        """Read a stream to its end; what cannot be read is noted and passed over.

        Raises:
            TooMuchError: there are too many marks.
        """
        operands: list[bytes] = []
        find, push = self.acts.get, operands.append
        for token in tokens(stream):
            act = find(token)
            if act is None:
                push(token)
                continue
            try:
                act(operands)
            except WRONG as error:
                self.faults.append(f"{token.decode('latin-1')}: {error}")
            operands.clear()
        if operands:
            self.faults.append(f"it ends with “{operands[-1][:20].decode('latin-1')}”")
        return self.marks

    def add(self, mark: Mark) -> None:
        """Keep a mark, cut where it is clipped."""
        seen = common(mark.box, self.state.clip)
        if seen is None or _is_sliver(seen, mark.box):
            return
        if len(self.marks) >= MOST:
            raise TooMuchError
        self.marks.append(mark if seen == mark.box else _cut(mark, seen))

    # The state

    def save(self, _: list[bytes]) -> None:
        self.saved.append(copy.copy(self.state))

    def restore(self, _: list[bytes]) -> None:
        if not self.saved:
            raise ValueError("there is nothing to go back to")
        self.state = self.saved.pop()

    def transform(self, said: list[bytes]) -> None:
        a, b, c, d, e, f = map(float, said[-6:])
        self.state.ctm = times((a, b, c, d, e, f), self.state.ctm)

    def line_width(self, said: list[bytes]) -> None:
        self.state.width = float(said[-1])

    def line_cap(self, said: list[bytes]) -> None:
        self.state.cap = int(said[-1])

    def settings(self, said: list[bytes]) -> None:
        self.state.take(self.resources.settings(name(said[-1])))

    def pass_over(self, _: list[bytes]) -> None:
        """What changes nothing that is asked for here."""

    # Colours

    def fill_space(self, said: list[bytes]) -> None:
        space = self.resources.space(name(said[-1]))
        self.state.fill, self.state.fill_cell = _first(space), ()

    def stroke_space(self, said: list[bytes]) -> None:
        space = self.resources.space(name(said[-1]))
        self.state.stroke, self.state.stroke_cell = _first(space), ()

    def fill_colour(self, said: list[bytes]) -> None:
        self.state.fill, self.state.fill_cell = self.colour(self.state.fill, said)

    def stroke_colour(self, said: list[bytes]) -> None:
        self.state.stroke, self.state.stroke_cell = self.colour(self.state.stroke, said)

    def colour(self, now: Ink, said: list[bytes]) -> tuple[Ink, tuple[Mark, ...]]:
        if said[-1][:1] == b"/":
            under = Ink(now.space.base or now.space, tuple(map(float, said[:-1])))
            return self.resources.pattern(name(said[-1]), under, self.base)
        return Ink(now.space, tuple(map(float, said))), ()

    def fill_gray(self, said: list[bytes]) -> None:
        self.state.fill, self.state.fill_cell = Ink(GRAY, _numbers(said, 1)), ()

    def stroke_gray(self, said: list[bytes]) -> None:
        self.state.stroke, self.state.stroke_cell = Ink(GRAY, _numbers(said, 1)), ()

    def fill_rgb(self, said: list[bytes]) -> None:
        self.state.fill, self.state.fill_cell = Ink(RGB, _numbers(said, 3)), ()

    def stroke_rgb(self, said: list[bytes]) -> None:
        self.state.stroke, self.state.stroke_cell = Ink(RGB, _numbers(said, 3)), ()

    def fill_cmyk(self, said: list[bytes]) -> None:
        self.state.fill, self.state.fill_cell = Ink(CMYK, _numbers(said, 4)), ()

    def stroke_cmyk(self, said: list[bytes]) -> None:
        self.state.stroke, self.state.stroke_cell = Ink(CMYK, _numbers(said, 4)), ()

    # Paths

    def move(self, said: list[bytes]) -> None:
        self.path.append([float(said[-2]), float(said[-1])])

    def line(self, said: list[bytes]) -> None:
        self.path[-1] += (float(said[-2]), float(said[-1]))

    def curve(self, said: list[bytes]) -> None:
        self.path[-1] += map(float, said)
        self.curved = True

    def rectangle(self, said: list[bytes]) -> None:
        x, y, width, height = map(float, said[-4:])
        self.path.append(geometry.corners(x, y, x + width, y + height))

    def clip(self, _: list[bytes]) -> None:
        self.clips = True

    def end(self, _: list[bytes]) -> None:
        if self.clips and self.path:
            box = around([at for one in self.path for at in placed(one, self.state.ctm)])
            nowhere = (box[0], box[1], box[0], box[1])
            self.state.clip = common(box, self.state.clip) or nowhere
        self.path, self.curved, self.clips = [], False, False

    def stroke(self, said: list[bytes]) -> None:
        self._stroke(self._drawn())
        self.end(said)

    def fill(self, said: list[bytes]) -> None:
        self._fill(self._drawn(), even_odd=False)
        self.end(said)

    def fill_even_odd(self, said: list[bytes]) -> None:
        self._fill(self._drawn(), even_odd=True)
        self.end(said)

    def fill_and_stroke(self, said: list[bytes]) -> None:
        lines = self._drawn()
        self._fill(lines, even_odd=False)
        self._stroke(lines)
        self.end(said)

    def _drawn(self) -> list[list[float]]:
        """The path on the page, without the places to which nothing was drawn."""
        return [placed(one, self.state.ctm) for one in self.path if len(one) > 2]

    def _stroke(self, lines: list[list[float]]) -> None:
        if not lines:
            return
        width = self.state.width * scale(self.state.ctm)
        box = around([at for one in lines for at in one])
        upright = not self.curved and all(map(geometry.is_upright, lines))
        grown = geometry.grown(box, width / 2)
        if upright and not self.state.cap and len(lines) == 1 and len(lines[0]) == 4:
            grown = geometry.thickened(box, width / 2)
        self._paint(Kind.STROKE, grown, upright, width, stroked=True)

    def _fill(self, lines: list[list[float]], *, even_odd: bool) -> None:
        if not lines:
            return
        if self.curved:
            self._paint(Kind.FILL, around([at for one in lines for at in one]), False, None)
            return
        if even_odd and len(lines) == 2 and all(map(geometry.is_upright, lines)):
            for strip in geometry.frame(*lines):
                self._paint(Kind.FILL, strip, True, geometry.thin_side(strip))
            return
        blocks = []
        for one in lines:
            thin = geometry.thickness(one)
            if thin is None:
                blocks.append(one)
            else:
                self._paint(Kind.FILL, around(one), geometry.is_upright(one), thin)
        if blocks:
            upright = all(map(geometry.is_upright, blocks))
            self._paint(Kind.FILL, around([at for one in blocks for at in one]), upright, None)

    def _paint(
        self,
        kind: Kind,
        box: Box,
        straight: bool,  # noqa: FBT001 (a fact of the mark, not a choice of ways)
        width: float | None,
        *,
        stroked: bool = False,
    ) -> None:
        mark = self.mark(kind, box, stroked=stroked)
        self.add(replace(mark, straight=ALWAYS if straight else NEVER, width=width))
        for one in self.state.stroke_cell if stroked else self.state.fill_cell:
            self.add(replace(one, box=box))

    def mark(self, kind: Kind, box: Box, *, stroked: bool = False) -> Mark:
        """A mark with the colour and the settings of this moment."""
        state = self.state
        return Mark(
            kind=kind,
            box=box,
            ink=state.stroke if stroked else state.fill,
            overprint=state.stroke_overprint if stroked else state.fill_overprint,
            alpha=state.stroke_alpha if stroked else state.fill_alpha,
            blend=state.blend,
            masked=state.masked,
        )

    # Type

    def begin_text(self, _: list[bytes]) -> None:
        self.writing.begin()

    def set_font(self, said: list[bytes]) -> None:
        self.state.font = self.resources.font(name(said[-2]))
        self.state.size = float(said[-1])

    def text_matrix(self, said: list[bytes]) -> None:
        self.writing.set(said)

    def text_move(self, said: list[bytes]) -> None:
        self.writing.move(float(said[-2]), float(said[-1]))

    def text_move_leading(self, said: list[bytes]) -> None:
        self.state.leading = -float(said[-1])
        self.text_move(said)

    def next_line(self, _: list[bytes]) -> None:
        self.writing.move(0.0, -self.state.leading)

    def spacing(self, said: list[bytes]) -> None:
        self.state.spacing = float(said[-1])

    def word_spacing(self, said: list[bytes]) -> None:
        self.state.word_spacing = float(said[-1])

    def stretch(self, said: list[bytes]) -> None:
        self.state.stretch = float(said[-1]) / 100

    def leading(self, said: list[bytes]) -> None:
        self.state.leading = float(said[-1])

    def rise(self, said: list[bytes]) -> None:
        self.state.rise = float(said[-1])

    def render(self, said: list[bytes]) -> None:
        self.state.render = int(said[-1])

    def show(self, said: list[bytes]) -> None:
        self.writing.show(self.state, said[-1])

    def show_all(self, said: list[bytes]) -> None:
        self.writing.show_all(self.state, said[-1])

    def next_line_show(self, said: list[bytes]) -> None:
        self.next_line(said)
        self.show(said)

    def next_line_spaced_show(self, said: list[bytes]) -> None:
        self.state.word_spacing, self.state.spacing = float(said[-3]), float(said[-2])
        self.next_line_show(said)

    def text(self, box: Box, size: float, shown: bytes) -> None:
        """A line of type has been set."""
        font, way = self.state.font, self.state.render % 4
        if font is None or way == 3:
            return
        for stroked in {0: (False,), 1: (True,), 2: (False, True)}[way]:
            mark = self.mark(Kind.TEXT, box, stroked=stroked)
            self.add(replace(mark, size=size, font=font.name))
        if font.drawn is not None:
            for one in self.resources.glyphs(font, shown, self.state):
                self.add(replace(one, box=box))

    # Forms, pictures, shadings

    def do(self, said: list[bytes]) -> None:
        for mark in self.resources.drawn(name(said[-1]), self.state):
            self.add(mark)

    def shade(self, said: list[bytes]) -> None:
        if self.state.clip is not None:
            mark = self.mark(Kind.SHADING, self.state.clip)
            self.add(replace(mark, ink=self.resources.shading(name(said[-1])), straight=ALWAYS))

    def inline_data(self, said: list[bytes]) -> None:
        self.inline = list(said)

    def inline_end(self, _: list[bytes]) -> None:
        self.add(self.resources.inline(self.inline, self.state))


def _is_sliver(seen: Box, whole: Box) -> bool:
    """Whether a clip leaves nothing of what was more than nothing."""
    return any(
        seen[side + 2] - seen[side] < geometry.HAIR <= whole[side + 2] - whole[side]
        for side in (0, 1)
    )


def _cut(mark: Mark, seen: Box) -> Mark:
    """What is left of a mark; a thin rest is a rule, and a cut edge is as straight as the cut."""
    width = mark.width
    if width is None and mark.kind is Kind.FILL:
        width = geometry.thin_side(seen)
    left, bottom, right, top = (
        was or cut != edge
        for was, cut, edge in zip(mark.straight, seen, mark.box, strict=True)
    )
    straight = (left, bottom, right, top) if mark.kind is not Kind.TEXT else NEVER
    return replace(mark, box=seen, width=width, straight=straight)


def _first(space: Space) -> Ink:
    """The colour with which a space begins (8.6.3)."""
    if space.family == "DeviceCMYK":
        return Ink(space, (0.0, 0.0, 0.0, 1.0))
    return Ink(space, (1.0 if space.colorants else 0.0,) * space.components)


def _numbers(said: list[bytes], count: int) -> tuple[float, ...]:
    if len(said) < count:
        raise ValueError("it has too few numbers")
    return tuple(map(float, said[-count:]))


OPERATORS = {
    "q": "save",
    "Q": "restore",
    "cm": "transform",
    "w": "line_width",
    "J": "line_cap",
    "gs": "settings",
    "cs": "fill_space",
    "CS": "stroke_space",
    "sc": "fill_colour",
    "scn": "fill_colour",
    "SC": "stroke_colour",
    "SCN": "stroke_colour",
    "g": "fill_gray",
    "G": "stroke_gray",
    "rg": "fill_rgb",
    "RG": "stroke_rgb",
    "k": "fill_cmyk",
    "K": "stroke_cmyk",
    "m": "move",
    "l": "line",
    "c": "curve",
    "v": "curve",
    "y": "curve",
    "re": "rectangle",
    "W": "clip",
    "W*": "clip",
    "n": "end",
    "S": "stroke",
    "s": "stroke",
    "f": "fill",
    "F": "fill",
    "f*": "fill_even_odd",
    "B": "fill_and_stroke",
    "B*": "fill_and_stroke",
    "b": "fill_and_stroke",
    "b*": "fill_and_stroke",
    "BT": "begin_text",
    "Tf": "set_font",
    "Tm": "text_matrix",
    "Td": "text_move",
    "TD": "text_move_leading",
    "T*": "next_line",
    "Tc": "spacing",
    "Tw": "word_spacing",
    "Tz": "stretch",
    "TL": "leading",
    "Tr": "render",
    "Ts": "rise",
    "Tj": "show",
    "TJ": "show_all",
    "'": "next_line_show",
    '"': "next_line_spaced_show",
    "Do": "do",
    "sh": "shade",
    "ID": "inline_data",
    "EI": "inline_end",
    **dict.fromkeys(
        "h j M d ri i ET BI BMC BDC EMC MP DP BX EX d0 d1".split(),
        "pass_over",
    ),
}
"""A row an operator (ISO 32000-1, annex A): the method that reads it."""

__all__ = ["UNIT", "Painter", "Resources", "TooMuchError"]
