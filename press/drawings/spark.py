"""The spark, the one ornament of the book: a pointed lens, full below, tapering above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin, sqrt

from press.drawings.drawing import Path

BELLY = 0.1
"""How far the fullest part lies below the middle, as a share of the length."""

HAIR = 0.4
"""Sparks that come nearer than this are said to overlap, mm."""

_STATIONS = tuple(
    (2 * t - 1 - 4 * BELLY * t * (1 - t), 4 * t * (1 - t)) for t in (k / 8 for k in range(9))
)
"""Steps from tail to tip: the place along the spark, -1 to 1, and the share of its width."""

_STEEP = 2 - 4 * BELLY
"""How fast the place along the spark grows with the first step."""

Box = tuple[float, float, float, float]
"""A rectangle: left, top, right, bottom in mm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """One spark on the plate; mm, y downwards."""

    x: float
    """The middle of the chord from tail to tip."""
    y: float
    """The middle of the chord from tail to tip."""
    right: float
    """The direction from tail to tip, a unit vector: its part to the right."""
    down: float
    """The direction from tail to tip, a unit vector: its part downwards."""
    length: float
    """From tail to tip."""
    half: float
    """Half the greatest width."""
    bow: float
    """How far the bent middle stands off the chord, to the left of the direction if positive."""
    colour: str
    """The colour token."""

    def points(self, belly: float = BELLY) -> tuple[float, ...]:
        """Return tail, first control, tip, second control as eight numbers."""
        x, y, right, down = self.x, self.y, self.right, self.down
        reach = self.length / 2
        across = 2 * self.half
        mid_x = x - belly * self.length * right + 2 * self.bow * down
        mid_y = y - belly * self.length * down - 2 * self.bow * right
        return (
            x - reach * right,
            y - reach * down,
            mid_x + across * down,
            mid_y - across * right,
            x + reach * right,
            y + reach * down,
            mid_x - across * down,
            mid_y + across * right,
        )

    def box(self) -> Box:
        """Return a rectangle that surely holds the whole spark and little more."""
        x0, y0, ax, ay, x1, y1, bx, by = self.points()
        xs = (x0, x1, (x0 + ax) / 2, (x1 + ax) / 2, (x0 + bx) / 2, (x1 + bx) / 2)
        ys = (y0, y1, (y0 + ay) / 2, (y1 + ay) / 2, (y0 + by) / 2, (y1 + by) / 2)
        return min(xs), min(ys), max(xs), max(ys)


def standing(
    *, x: float, foot: float, angle: float, length: float, half: float, colour: str
) -> Spark:
    """Return a straight spark whose tail is at (x, foot), leaning right by an angle in degrees."""
    right, down = sin(radians(angle)), -cos(radians(angle))
    return Spark(
        x=x + right * length / 2,
        y=foot + down * length / 2,
        right=right,
        down=down,
        length=length,
        half=half,
        bow=0.0,
        colour=colour,
    )


def touches(box: Box, others: Iterable[Sequence[float]]) -> bool:
    """Tell whether a rectangle has any point in common with one of the others."""
    x0, y0, x1, y1 = box
    for left, top, right, bottom in others:  # twice as fast as `any`, for every spark
        if x0 <= right and x1 >= left and y0 <= bottom and y1 >= top:
            return True
    return False


def crowds(one: Spark, other: Spark, room: float) -> bool:
    """Tell whether two sparks come nearer than their outlines times *room* allow.

    The bodies of two equal, parallel lenses meet exactly when the middle of one lies in a lens of
    twice the size round the other; here it is asked along both directions. *room* is 1 or more.
    """
    dx, dy = one.x - other.x, one.y - other.y
    reach = (one.length + other.length) / 2 * room
    if abs(dx) > reach or abs(dy) > reach:
        return False
    across = (one.half + other.half) * room
    for spark in (one, other):
        along = (dx * spark.right + dy * spark.down) / reach
        side = abs(dx * spark.down - dy * spark.right)
        if along * along < 1 and side < across * (1 - along * along):
            return True
    return False


def overlaps(one: Spark, other: Spark) -> bool:
    """Tell whether the outlines of two sparks have any point in common, to a hair's breadth."""
    reach = (one.length + other.length) / 2
    if abs(one.x - other.x) > reach or abs(one.y - other.y) > reach:
        return False
    return _stabs(one, other) or _stabs(other, one)


def _stabs(one: Spark, other: Spark) -> bool:
    """Tell whether a point of one spark's outline, or of its spine, lies in the other."""
    right, down, reach = one.right, one.down, one.length / 2
    away_x, away_y = one.x - other.x, one.y - other.y
    its_right, its_down, its_bow = other.right, other.down, other.bow
    for along, width in _STATIONS:
        spine_x, spine_y = away_x + reach * along * right, away_y + reach * along * down
        for side in (-width, 0.0, width) if width else (0.0,):
            off = width * one.bow + side * one.half
            x = spine_x + off * down
            y = spine_y - off * right
            u = 2 * (x * its_right + y * its_down) / other.length
            if not -1 < u < 1:
                continue
            t = 2 * (1 + u) / (_STEEP + sqrt(_STEEP * _STEEP + 16 * BELLY * (1 + u)))
            full = 4 * t * (1 - t)
            if abs(x * its_down - y * its_right - full * its_bow) < full * other.half + HAIR:
                return True
    return False


def paths(sparks: Sequence[Spark], order: Sequence[str], belly: float = BELLY) -> tuple[Path, ...]:
    """Write sparks as one path a colour, in the given paint order.

    Coordinates are relative and rounded in whole hundredths, so that nothing drifts.

    Raises:
        ValueError: If a spark has a colour that is not in the order.
    """
    data: dict[str, list[str]] = {token: [] for token in order}
    pens: dict[str, tuple[int, int]] = dict.fromkeys(order, (0, 0))
    for spark in sparks:
        if spark.colour not in data:
            raise ValueError(f"the colour {spark.colour} has no place in the paint order")
        x0, y0, ax, ay, x1, y1, bx, by = [round(value * 100) for value in spark.points(belly)]
        pen_x, pen_y = pens[spark.colour]
        tip_x, tip_y = x1 - x0, y1 - y0
        first, next_ = _FIRST, _NEXT
        data[spark.colour].append(
            f"m{first[x0 - pen_x]}{next_[y0 - pen_y]}"
            f"q{first[ax - x0]}{next_[ay - y0]}{next_[tip_x]}{next_[tip_y]}"
            f"q{first[bx - x1]}{next_[by - y1]}{next_[-tip_x]}{next_[-tip_y]}z"
        )
        pens[spark.colour] = (x0, y0)
    return tuple(Path(colour=token, data="".join(data[token])) for token in order if data[token])


class _First(dict[int, str]):
    """Hundredths as decimals without idle zeros, each written once."""

    def __missing__(self, hundredths: int) -> str:
        sign = "-" if hundredths < 0 else ""
        whole, part = divmod(abs(hundredths), 100)
        fraction = f".{part:02d}".rstrip("0") if part else ""
        self[hundredths] = text = f"{sign}{whole if whole or not part else ''}{fraction}"
        return text


class _Next(dict[int, str]):
    """The same behind other numbers; a minus sign parts them as well as a space."""

    def __missing__(self, hundredths: int) -> str:
        text = _FIRST[hundredths]
        self[hundredths] = text = text if hundredths < 0 else f" {text}"
        return text


_FIRST, _NEXT = _First(), _Next()
