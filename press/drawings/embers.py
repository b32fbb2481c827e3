"""Loose embers: sparks that have left the fire and drift on the air."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, sin

from press.drawings.spark import Box, Spark, crowds, touches

RETRIES = 4000
"""How often a place is drawn again before the plate is called full."""


def scatter(
    make: Callable[[int, int], Spark],
    count: int,
    *,
    standing: Sequence[Spark],
    touch: Box,
    within: Box | None,
    keep_out: Sequence[Box],
    room: float,
) -> list[Spark]:
    """Scatter loose embers that crowd nothing and keep out of the boxes.

    Args:
        make: Makes ember *i* at its *n*-th try.
        count: How many.
        standing: Sparks that are there already.
        touch: The area each must touch, mm.
        within: The area each must not leave, mm, or None.
        keep_out: The rectangles no part of an ember may enter, mm.
        room: How far embers keep apart; 1 lets outlines meet.

    Raises:
        ValueError: If an ember finds no place.
    """
    air = Air(standing, room)
    loose: list[Spark] = []
    for index in range(count):
        for attempt in range(RETRIES):
            spark = make(index, attempt)
            box = spark.box()
            if (
                touches(box, (touch,))
                and (within is None or holds(within, box))
                and not touches(box, keep_out)
                and air.takes(spark)
            ):
                break
        else:
            raise ValueError(
                f"ember {index + 1} of {count} finds no place; make the keep-out boxes smaller, "
                "the sparks shorter or their number lower"
            )
        loose.append(spark)
    return loose


class Air:
    """The sparks that are in the air, kept in square cells so that neighbours are soon found."""

    def __init__(self, standing: Sequence[Spark], room: float) -> None:
        """Begin with the sparks that stand; *room* is how far others keep from them."""
        self._room = room
        self._cell = max([7.0, *(spark.length * room for spark in standing)])
        self._cells: dict[tuple[int, int], list[Spark]] = {}
        for spark in standing:
            self._put(spark)

    def takes(self, spark: Spark) -> bool:
        """Take a spark in, unless it crowds another."""
        column, row = self._at(spark)
        for i in (column - 1, column, column + 1):
            for j in (row - 1, row, row + 1):
                for other in self._cells.get((i, j), ()):
                    if crowds(spark, other, self._room):
                        return False
        self._put(spark)
        return True

    def _put(self, spark: Spark) -> None:
        self._cells.setdefault(self._at(spark), []).append(spark)

    def _at(self, spark: Spark) -> tuple[int, int]:
        return int(spark.x // self._cell), int(spark.y // self._cell)


def holds(area: Box, box: Box) -> bool:
    """Tell whether a rectangle lies wholly inside an area."""
    return area[0] <= box[0] and area[1] <= box[1] and box[2] <= area[2] and box[3] <= area[3]


def ember(
    *, x: float, y: float, angle: float, length: float, girth: float, bow: float, colour: str
) -> Spark:
    """Make one loose ember.

    Args:
        x: Its middle, mm.
        y: Its middle, mm.
        angle: How far it lies over to the right, in radians.
        length: From tail to tip, mm.
        girth: How full it is, 0 to 1.
        bow: How far it is bowed, -1 to 1.
        colour: The colour token.
    """
    return Spark(
        x=x,
        y=y,
        right=sin(angle),
        down=-cos(angle),
        length=length,
        half=length * 0.165 * (0.8 + 0.4 * girth),
        bow=length * 0.09 * bow,
        colour=colour,
    )
