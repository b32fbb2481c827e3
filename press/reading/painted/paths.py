"""Paths: what is drawn, filled and clipped (ISO 32000-1, 8.5)."""

from __future__ import annotations

from dataclasses import replace

from press.reading.facts import Box
from press.reading.painted import geometry
from press.reading.painted.geometry import around, common, placed, scale
from press.reading.painted.marks import ALWAYS, NEVER, Kind, Sides
from press.reading.painted.pen import Pen, Resources
from press.reading.painted.state import State


class Drawer(Pen):
    """Draws paths. Clipping counts by its box, and curves by their control points."""

    def __init__(self, resources: Resources, state: State) -> None:
        super().__init__(resources, state)
        self.path: list[list[float]] = []
        self.curved = False
        self.clips = False

    def _move(self, said: list[bytes]) -> None:
        self.path.append([float(said[-2]), float(said[-1])])

    def _line(self, said: list[bytes]) -> None:
        self.path[-1] += (float(said[-2]), float(said[-1]))

    def _curve(self, said: list[bytes]) -> None:
        self.path[-1] += map(float, said)
        self.curved = True

    def _close(self, _: list[bytes]) -> None:
        """What is closed and was not drawn is a dot to some machines (8.5.3), and no mark to us."""
        self.hides |= bool(self.path) and len(self.path[-1]) == 2

    def _rectangle(self, said: list[bytes]) -> None:
        x, y, width, height = map(float, said[-4:])
        self.path.append(geometry.corners(x, y, x + width, y + height))

    def _clip(self, _: list[bytes]) -> None:
        self.clips = True

    def _end(self, _: list[bytes]) -> None:
        if self.clips and self.path:
            box = around([at for one in self.path for at in placed(one, self.state.ctm)])
            nowhere = (box[0], box[1], box[0], box[1])
            self.state.clip = common(box, self.state.clip) or nowhere
        self.path, self.curved, self.clips = [], False, False

    def _stroke(self, said: list[bytes]) -> None:
        self._stroke_lines(self._drawn())
        self._end(said)

    def _close_and_stroke(self, said: list[bytes]) -> None:
        self._close(said)
        self._stroke(said)

    def _fill(self, said: list[bytes]) -> None:
        self._fill_lines(self._drawn(), even_odd=False)
        self._end(said)

    def _fill_even_odd(self, said: list[bytes]) -> None:
        self._fill_lines(self._drawn(), even_odd=True)
        self._end(said)

    def _fill_and_stroke(self, said: list[bytes]) -> None:
        lines = self._drawn()
        self._fill_lines(lines, even_odd=False)
        self._stroke_lines(lines)
        self._end(said)

    def _close_fill_and_stroke(self, said: list[bytes]) -> None:
        self._close(said)
        self._fill_and_stroke(said)

    def _drawn(self) -> list[list[float]]:
        """The path on the page, without the places to which nothing was drawn."""
        return [placed(one, self.state.ctm) for one in self.path if len(one) > 2]

    def _stroke_lines(self, lines: list[list[float]]) -> None:
        if not lines:
            return
        width = self.state.width * scale(self.state.ctm)
        sides = self._sides(lines)
        box = _around(lines)
        if sides == ALWAYS and not self.state.cap and len(lines) == 1 and len(lines[0]) == 4:
            box = geometry.thickened(box, width / 2)
        else:
            box = geometry.grown(box, width / 2)
        self._paint(Kind.STROKE, box, sides, width=width)

    def _fill_lines(self, lines: list[list[float]], *, even_odd: bool) -> None:
        if self.curved:
            if lines:
                self._paint(Kind.FILL, _around(lines), NEVER)
            return
        if even_odd and len(lines) == 2 and self._sides(lines) == ALWAYS:
            for strip in geometry.frame(*lines):
                self._paint(Kind.FILL, strip, ALWAYS, width=geometry.thin_side(strip))
            return
        blocks = []
        for one in lines:
            thin = geometry.thickness(one)
            if thin is None:
                blocks.append(one)
            else:
                self._paint(Kind.FILL, around(one), self._sides([one]), width=thin)
        if blocks:
            self._paint(Kind.FILL, _around(blocks), self._sides(blocks))

    def _sides(self, lines: list[list[float]]) -> Sides:
        """Whether all edges run along the page's sides."""
        return ALWAYS if not self.curved and all(map(geometry.is_upright, lines)) else NEVER

    def _paint(self, kind: Kind, box: Box, straight: Sides, *, width: float | None = None) -> None:
        stroked = kind is Kind.STROKE
        self.add(self.mark(kind, box, stroked=stroked, straight=straight, width=width))
        for one in self.state.stroke_cell if stroked else self.state.fill_cell:
            self.add(replace(one, box=box))


def _around(lines: list[list[float]]) -> Box:
    return around([at for one in lines for at in one])
