"""Sparks laid into a fire, course upon course like masonry, so that each one can be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from press.drawings.chance import chance
from press.drawings.spark import Box, Spark, overlaps, touches
from press.drawings.tongues import SLOPE, Blaze, Slice, cut

COURSE = 0.38
"""The height of a course, as a share of a spark's length."""

TURNED = 0.25
"""Sparks whose directions differ by more than this many radians are also asked tip by tip."""

CROWDED = 0.9
"""Sparks that keep no farther apart than this overlap anyway and are never asked tip by tip."""

Standing = tuple[float, float, float, float, float, float]
"""What the next sparks must know of one that stands: x, y, length, half-width, right, down."""

Draw = tuple[float, float, float]
"""Three numbers in [0, 1) that make a spark itself: its size, its lift and its girth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """Where a fire is laid on a plate, and with what."""

    hearth_x: float
    """The hearth on the plate, mm."""
    hearth_y: float
    """The hearth on the plate, mm."""
    plate: Box
    """The area every spark must touch, mm."""
    keep_out: Sequence[Sequence[float]]
    """The rectangles no part of a spark may enter, mm."""
    heat: Sequence[str]
    """Four colour tokens, the hottest first."""
    length: float
    """The length of a spark in the middle of the fire's foot, mm."""
    warm: float
    """How much hotter the whole fire glows; about 0.25 is one colour."""
    room: float
    """How far sparks keep apart; 1 lets their outlines meet."""
    depth: float = 9.0
    """How far from the heart of the fire sparks are laid; 9 is everywhere."""
    flicker: float = 0.22
    """How far the colour of a spark may stray; 0.25 is one colour."""
    apart: bool = False
    """Whether outlines are compared exactly, so that no two overlap; it takes longer."""
    meld: bool = False
    """Whether tongues glow as one: where they overlap, the hottest of them counts."""


def lay(blaze: Blaze, bed: Bed, *, first: Sequence[Spark], most: int) -> list[Spark]:
    """Lay sparks into the fire from its foot upwards and keep the *most* hottest of them.

    Args:
        blaze: The figure of the fire.
        bed: Where and with what it is laid.
        first: Sparks that already stand there; the others keep clear of them.
        most: How many may stay. What is left out is the coolest, so the edges crumble.
    """
    laid: list[tuple[float, int, Spark]] = []
    roots = [_known(spark) for spark in first]
    below = sorted(roots)
    near = list(first)
    y = 0.2 * bed.length
    index = 0
    while y < blaze.height:
        length = bed.length * (1.12 - 0.62 * y / blaze.height)
        plate_y = bed.hearth_y - y
        if bed.plate[1] - length < plate_y < bed.plate[3] + length:
            slices = cut(blaze, y, length)
            course = _course(blaze, bed, y, slices=slices, below=below, near=near, index=index)
            index += len(course) + 1
            laid.extend(course)
            low = plate_y + 1.25 * length
            below = [other for other in below if other[1] < low]
            below += [_known(spark) for _, _, spark in course]
            below += [root for root in roots if root[1] >= low]
            below.sort()
            if bed.apart:
                laid_near = [other for other in near[len(first) :] if other.y < low]
                near = [*first, *laid_near, *(spark for _, _, spark in course)]
        y += COURSE * length
    if len(laid) > most:
        laid.sort()
        del laid[most:]
    return [spark for _, _, spark in laid]


def _course(
    blaze: Blaze,
    bed: Bed,
    y: float,
    *,
    slices: Sequence[Slice],
    below: Sequence[Standing],
    near: Sequence[Spark],
    index: int,
) -> list[tuple[float, int, Spark]]:
    """Lay one course from left to right, pushing each spark clear of those that stand."""
    course: list[tuple[float, int, Spark]] = []
    margin = bed.length / 2 - bed.hearth_x
    left = max(min((s.x - s.half for s in slices), default=0), bed.plate[0] - bed.length + margin)
    right = min(max((s.x + s.half for s in slices), default=0), bed.plate[2] + margin)
    x = left + chance(index, 1) * 0.3 * bed.length
    last: Standing = (x - 99, 0.0, 1.0, 1.0, 0.0, -1.0)
    start = 0
    draw = _draw(index)
    while x < right:
        for piece in slices:
            side = (x - piece.x) / piece.half
            if -1 < side < 1:
                break
        else:
            x += 0.12 * bed.length
            continue
        warmth = piece.heat + piece.rim * side * side
        if bed.meld:
            warmth = _melded(x, slices, warmth)
        warmth += 0.45 * abs(x) / blaze.height
        if warmth > bed.depth:
            x += 0.3 * bed.length
            continue
        one = _stand(bed, piece, side, draw=draw, x=x, y=y)
        edge = one[0] - 1.1 * bed.length
        while start < len(below) and below[start][0] < edge:
            start += 1
        room = bed.room * (1 + 0.5 * max(warmth - 0.55, 0.0))
        push = _push(one, room, below, start=start, last=last)
        if push > 0:
            x += push + 0.01
            continue
        spark = _spark(bed, one, (piece.x_bow + side * piece.half_bow) / 2, warmth, lift=draw[1])
        if bed.apart and _stands_on(spark, near, course):
            x += 0.3 * one[3]
            continue
        last = one
        x += one[3] * (1.6 + 1.5 * draw[1])
        box = spark.box()
        index += 1
        if touches(box, (bed.plate,)) and not touches(box, bed.keep_out):
            course.append((warmth + 0.25 * draw[0], index, spark))
        draw = _draw(index)
    return course


def _stands_on(
    spark: Spark, near: Sequence[Spark], course: Sequence[tuple[float, int, Spark]]
) -> bool:
    """Tell whether a spark overlaps one of the courses below or of its own."""
    low, high = spark.x - spark.length, spark.x + spark.length
    return any(low < other.x < high and overlaps(spark, other) for other in near) or any(
        overlaps(spark, other) for _, _, other in course[-4:]
    )


def _melded(x: float, slices: Sequence[Slice], warmth: float) -> float:
    """Return how far x is from the heart of the nearest tongue there, whichever stands in front."""
    for piece in slices:
        if piece.heat < warmth:
            side = (x - piece.x) / piece.half
            if -1 < side < 1:
                warmth = min(warmth, piece.heat + piece.rim * side * side)
    return warmth


def _draw(index: int) -> Draw:
    """Draw what makes a spark differ from its neighbours."""
    return chance(index, 2), chance(index, 3), chance(index, 4)


def _stand(bed: Bed, piece: Slice, side: float, *, draw: Draw, x: float, y: float) -> Standing:
    """Stand a spark in the stream at (x, y) of the fire, *side* of the way across its tongue."""
    size, lift, girth = draw
    slope = piece.x_slope + side * piece.half_slope + 0.2 * (girth - 0.5)
    slope = SLOPE if slope > SLOPE else max(slope, -SLOPE)
    length = bed.length * (1.12 - 0.62 * piece.along) * (0.8 + 0.42 * size)
    length *= 1 - 0.28 * side * side
    half = length * 0.17 * (0.8 + 0.4 * girth)
    rise = 0.45 * length * (lift - 0.5)
    down = -1 / sqrt(1 + slope * slope)
    return (
        bed.hearth_x + x + slope * rise,
        bed.hearth_y - y - rise,
        length,
        half,
        -slope * down,
        down,
    )


def _spark(bed: Bed, one: Standing, bow: float, warmth: float, *, lift: float) -> Spark:
    """Make the spark that was found to have room."""
    x, y, length, half, right, down = one
    return Spark(
        x=x,
        y=y,
        right=right,
        down=down,
        length=length,
        half=half,
        bow=min(max(bow, -0.1 * length), 0.1 * length),
        colour=glow(warmth - bed.warm + bed.flicker * (lift - 0.5), bed.heat),
    )


def _push(
    one: Standing, room: float, below: Sequence[Standing], *, start: int, last: Standing
) -> float:
    """Return how far to the right a spark must go to clear the first that it crowds, mm.

    The bodies of two parallel lenses meet exactly when the middle of one lies in a lens of their
    joint size round the middle of the other.
    """
    x, y, length, half, right, down = one
    end = x + length
    share = 2 / room
    limit = TURNED if room > CROWDED else 9.0
    other = last
    at = start
    while True:
        dx = x - other[0]
        dy = y - other[1]
        along = (dx * right + dy * down) * share / (length + other[2])
        if -1 < along < 1:
            need = (half + other[3]) * room * (1 - along * along)
            side = dy * right - dx * down
            if -need < side < need:
                return (need - side) / -down
            turned = right - other[4]
            if not -limit < turned < limit and (_pricks(one, other) or _pricks(other, one)):
                return half
        if at == len(below):
            return 0.0
        other = below[at]
        if other[0] > end:
            return 0.0
        at += 1


def _pricks(one: Standing, other: Standing) -> bool:
    """Tell whether the tail or the tip of one spark stands inside another."""
    x, y, length, half, right, down = other
    reach = one[2] / 2
    for end in (-reach, reach):
        dx = one[0] + end * one[4] - x
        dy = one[1] + end * one[5] - y
        along = 2 * (dx * right + dy * down) / length
        if -1.1 < along < 1.1 and abs(dy * right - dx * down) < half * (1.25 - along * along):
            return True
    return False


def _known(spark: Spark) -> Standing:
    """Return what the next sparks must know of one that stands."""
    return spark.x, spark.y, spark.length, spark.half, spark.right, spark.down


def glow(warmth: float, heat: Sequence[str]) -> str:
    """Return the colour token for a distance from the heart of the fire."""
    if warmth < 0.35:
        return heat[0]
    if warmth < 0.61:
        return heat[1]
    return heat[2] if warmth < 1.06 else heat[3]
