"""What every operator has at hand: the graphics state, its colours, and the marks so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple, Protocol

from press.reading.facts import Box
from press.reading.painted import geometry
from press.reading.painted.colours import CMYK, GRAY, RGB, Ink, Space
from press.reading.painted.geometry import Matrix, common, times
from press.reading.painted.marks import NEVER, Kind, Mark, Sides
from press.reading.painted.state import State
from press.reading.painted.stream import name
from press.reading.painted.type import Font

MOST = 100_000
"""Marks on one page; a file with more is an attack or a map, and is not read to its end."""


class TooMuchError(Exception):
    """There are more marks than anybody prints."""


class Drawn(NamedTuple):
    """What a stream paints."""

    marks: Sequence[Mark]
    hides: bool = False
    """Whether a clip leaves nothing of something in it."""


class Resources(Protocol):
    """What a stream's names stand for, looked up once a file."""

    def space(self, called: str) -> Space:
        """A colour space."""

    def settings(self, called: str) -> Any:
        """Parameters of the graphics state."""

    def font(self, called: str) -> Font:
        """A font."""

    def shading(self, called: str) -> Ink:
        """What a shading paints with."""

    def pattern(self, called: str, under: Ink, base: Matrix) -> tuple[Ink, tuple[Mark, ...]]:
        """What a pattern paints with, and the marks of its cell."""

    def drawn(self, called: str, state: State) -> Drawn:
        """A picture, or the marks of a form."""

    def inline(self, words: list[bytes], state: State) -> Mark:
        """A picture that stands in the stream itself."""

    def glyphs(self, font: Font, shown: bytes, state: State) -> list[Mark]:
        """The marks of drawn glyphs."""


class Pen:
    """Knows with what is painted, and keeps the marks."""

    def __init__(self, resources: Resources, state: State) -> None:
        self.resources = resources
        self.state = state
        self.base = state.ctm
        """What patterns are laid out by (8.7.3.1)."""
        self.saved: list[State] = []
        self.marks: list[Mark] = []
        self.hides = False

    def add(self, mark: Mark) -> None:
        """Keep a mark, cut where it is clipped."""
        box, clip = mark.box, self.state.clip
        if clip is not None and not (
            clip[0] <= box[0] and clip[1] <= box[1] and box[2] <= clip[2] and box[3] <= clip[3]
        ):
            seen = common(box, clip)
            if seen is None or _is_sliver(seen, box):
                self.hides = True
                return
            mark = _cut(mark, seen)
        if len(self.marks) >= MOST:
            raise TooMuchError
        self.marks.append(mark)

    def mark(
        self,
        kind: Kind,
        box: Box,
        *,
        stroked: bool = False,
        straight: Sides = NEVER,
        width: float | None = None,
        size: float = 0.0,
        font: str = "",
    ) -> Mark:
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
            straight=straight,
            width=width,
            size=size,
            font=font,
        )

    # The state

    def _save(self, _: list[bytes]) -> None:
        self.saved.append(self.state.copied())

    def _restore(self, _: list[bytes]) -> None:
        if not self.saved:
            raise ValueError("there is nothing to go back to")
        self.state = self.saved.pop()

    def _transform(self, said: list[bytes]) -> None:
        a, b, c, d, e, f = map(float, said[-6:])
        self.state.ctm = times((a, b, c, d, e, f), self.state.ctm)

    def _line_width(self, said: list[bytes]) -> None:
        self.state.width = float(said[-1])

    def _line_cap(self, said: list[bytes]) -> None:
        self.state.cap = int(said[-1])

    def _settings(self, said: list[bytes]) -> None:
        self.state.take(self.resources.settings(name(said[-1])))

    def _pass_over(self, _: list[bytes]) -> None:
        """What changes nothing that is asked for here."""

    # Colours

    def _fill_space(self, said: list[bytes]) -> None:
        space = self.resources.space(name(said[-1]))
        self.state.fill, self.state.fill_cell = _first(space), ()

    def _stroke_space(self, said: list[bytes]) -> None:
        space = self.resources.space(name(said[-1]))
        self.state.stroke, self.state.stroke_cell = _first(space), ()

    def _fill_colour(self, said: list[bytes]) -> None:
        self.state.fill, self.state.fill_cell = self._colour(self.state.fill, said)

    def _stroke_colour(self, said: list[bytes]) -> None:
        self.state.stroke, self.state.stroke_cell = self._colour(self.state.stroke, said)

    def _colour(self, now: Ink, said: list[bytes]) -> tuple[Ink, tuple[Mark, ...]]:
        if said[-1][:1] == b"/":
            under = Ink(now.space.base or now.space, tuple(map(float, said[:-1])))
            return self.resources.pattern(name(said[-1]), under, self.base)
        return Ink(now.space, tuple(map(float, said))), ()

    def _fill_gray(self, said: list[bytes]) -> None:
        self.state.fill, self.state.fill_cell = Ink(GRAY, _numbers(said, 1)), ()

    def _stroke_gray(self, said: list[bytes]) -> None:
        self.state.stroke, self.state.stroke_cell = Ink(GRAY, _numbers(said, 1)), ()

    def _fill_rgb(self, said: list[bytes]) -> None:
        self.state.fill, self.state.fill_cell = Ink(RGB, _numbers(said, 3)), ()

    def _stroke_rgb(self, said: list[bytes]) -> None:
        self.state.stroke, self.state.stroke_cell = Ink(RGB, _numbers(said, 3)), ()

    def _fill_cmyk(self, said: list[bytes]) -> None:
        self.state.fill, self.state.fill_cell = Ink(CMYK, _numbers(said, 4)), ()

    def _stroke_cmyk(self, said: list[bytes]) -> None:
        self.state.stroke, self.state.stroke_cell = Ink(CMYK, _numbers(said, 4)), ()


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
        was or cut != edge for was, cut, edge in zip(mark.straight, seen, mark.box, strict=True)
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
