"""The framework diagram's shapes: flames that stand on a base, each of them one great spark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from press.drawings.drawing import Drawing
from press.drawings.limits import above_zero, plate_of
from press.drawings.spark import BELLY, Spark, paths, standing


def framework(
    *,
    shapes: Sequence[Mapping[str, float | str]],
    foot: float,
    hearth: float,
    ground: str | None,
    trim: Sequence[float] = (148.0, 210.0),
    bleed: float = 3.0,
) -> Drawing:
    """Draw one shape for each record: bases undermost, then flames, the tallest on top.

    The labels are live text over the art and are no part of it.

    Args:
        shapes: For each record ``role`` (flame or base), ``colour`` (a token), ``centre`` (its
            middle, trim x in mm), ``height`` (from tail to tip, mm; a base lies, so this is its
            length from left to right) and ``half`` (half its greatest width, mm).
        foot: The line on which flames stand, trim y in mm.
        hearth: The axis of the lying bases, trim y in mm.
        ground: The colour token of the ground, or None.
        trim: The trimmed page, mm.
        bleed: The bleed on every side, mm.

    Raises:
        ValueError: If a record is incomplete or its role is neither flame nor base.
    """
    plate = plate_of(trim, bleed)
    read = [_shape(shape, foot + bleed, hearth + bleed, bleed) for shape in shapes]
    read.sort(key=lambda each: (each[0], each[1].length))
    return Drawing(
        width=plate[2],
        height=plate[3],
        paths=tuple(
            path for belly, shape in read for path in paths([shape], [shape.colour], belly=belly)
        ),
        ground=ground,
        count=len(read),
    )


def _shape(
    record: Mapping[str, float | str], foot: float, hearth: float, bleed: float
) -> tuple[float, Spark]:
    """Read one record into the lowness of its belly and its spark; a base has no low belly."""
    missing = [key for key in ("role", "colour", "centre", "height", "half") if key not in record]
    if missing:
        raise ValueError(f"a shape of the framework lacks {', '.join(missing)}")
    centre, length, half = (float(record[key]) for key in ("centre", "height", "half"))
    colour = str(record["colour"])
    above_zero(height=length, half=half)
    x = centre + bleed
    if record["role"] == "flame":
        return BELLY, standing(x=x, foot=foot, angle=0, length=length, half=half, colour=colour)
    if record["role"] == "base":
        lying = Spark(
            x=x, y=hearth, right=1.0, down=0.0, length=length, half=half, bow=0.0, colour=colour
        )
        return 0.0, lying
    raise ValueError(f"the role {record['role']} of a shape is neither flame nor base")
