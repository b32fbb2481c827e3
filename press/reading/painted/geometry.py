"""Matrices, boxes and thin rectangles, in pt (ISO 32000-1, 8.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, sqrt

from press.reading.facts import Box

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
HAIR = 0.01
"""What two edges may differ by and still be one, in pt."""
RULE_MOST = 2.0
"""The thickest line that is a rule and no block, in pt."""
RULE_LEAST, RULE_SHAPE = 3.0, 4.0
"""The shortest rule, in pt, and how much longer than thick it is."""


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """First the one, then the other."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def scale(matrix: Matrix) -> float:
    """How much larger things become: the root of the area's scale."""
    return sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def placed(points: Sequence[float], matrix: Matrix) -> list[float]:
    """Points, x and y in turn, brought through a matrix."""
    a, b, c, d, e, f = matrix
    xs, ys = points[0::2], points[1::2]
    if not b and not c:
        moved = [0.0] * len(points)
        moved[0::2] = [a * x + e for x in xs]
        moved[1::2] = [d * y + f for y in ys]
        return moved
    return [
        value
        for x, y in zip(xs, ys, strict=True)
        for value in (a * x + c * y + e, b * x + d * y + f)
    ]


def placed_box(box: Box, matrix: Matrix) -> Box:
    """The box around a rectangle that is brought through a matrix."""
    a, b, c, d, e, f = matrix
    if b or c:
        return around(placed(corners(*box), matrix))
    left, bottom, right, top = a * box[0] + e, d * box[1] + f, a * box[2] + e, d * box[3] + f
    if left > right:
        left, right = right, left
    if bottom > top:
        bottom, top = top, bottom
    return left, bottom, right, top


def around(points: Sequence[float]) -> Box:
    """The box around points."""
    xs, ys = points[0::2], points[1::2]
    return min(xs), min(ys), max(xs), max(ys)


def corners(left: float, bottom: float, right: float, top: float) -> list[float]:
    """A rectangle's corners as points."""
    return [left, bottom, right, bottom, right, top, left, top]


def common(one: Box, other: Box | None) -> Box | None:
    """What two boxes share; none where they are apart."""
    if other is None:
        return one
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def grown(box: Box, by: float) -> Box:
    """A box with a border of so much more on each side; less where it is negative."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def thickened(line: Box, by: float) -> Box:
    """The box of a line along the page's sides that ends as it was drawn."""
    across = line[2] - line[0] >= line[3] - line[1]
    more = (0.0, by) if across else (by, 0.0)
    return line[0] - more[0], line[1] - more[1], line[2] + more[0], line[3] + more[1]


def is_upright(points: Sequence[float]) -> bool:
    """Whether a polygon is a line or a rectangle along the page's sides."""
    if not 4 <= len(points) <= 10:
        return False
    left, bottom, right, top = around(points)
    return all(
        (abs(x - left) < HAIR or abs(x - right) < HAIR)
        and (abs(y - bottom) < HAIR or abs(y - top) < HAIR)
        for x, y in zip(points[0::2], points[1::2], strict=True)
    )


def thickness(points: Sequence[float]) -> float | None:
    """How thick a filled polygon is that serves as a rule; none where it is none.

    A rectangle of sides x and y has the area xy and half the perimeter x + y, however it lies.
    """
    if not 6 <= len(points) <= 10:
        return None
    xs, ys = [*points[0::2], points[0]], [*points[1::2], points[1]]
    steps = range(len(xs) - 1)
    area = abs(sum(xs[i] * ys[i + 1] - xs[i + 1] * ys[i] for i in steps)) / 2
    half = sum(hypot(xs[i + 1] - xs[i], ys[i + 1] - ys[i]) for i in steps) / 2
    thin = (half - sqrt(max(0.0, half * half - 4 * area))) / 2
    return thin if is_rule(thin, half - thin) else None


def thin_side(box: Box) -> float | None:
    """How thick a box is that serves as a rule; none where it is none."""
    sides = sorted((box[2] - box[0], box[3] - box[1]))
    return sides[0] if is_rule(*sides) else None


def is_rule(thin: float, length: float) -> bool:
    """Whether something of these sides is a line to the eye."""
    return thin <= RULE_MOST and length >= max(RULE_LEAST, RULE_SHAPE * thin)


def frame(outer: Sequence[float], inner: Sequence[float]) -> list[Box]:
    """The strips between two rectangles, one in the other."""
    one, two = around(outer), around(inner)
    if two[0] < one[0] or two[2] > one[2]:
        one, two = two, one
    strips = [
        (one[0], one[1], two[0], one[3]),
        (two[2], one[1], one[2], one[3]),
        (one[0], one[1], one[2], two[1]),
        (one[0], two[3], one[2], one[3]),
    ]
    return [strip for strip in strips if strip[2] - strip[0] > HAIR and strip[3] - strip[1] > HAIR]
