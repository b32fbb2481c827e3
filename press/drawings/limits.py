"""What a drawing may be asked for; the impossible is refused in words."""

from __future__ import annotations

from collections.abc import Sequence

from press.drawings.spark import Box

CLEAR = 0.3
"""How far sparks stay outside a keep-out box, mm."""


def above_zero(**values: float) -> None:
    """Refuse a measure that is not greater than zero.

    Raises:
        ValueError: Naming the first such measure.
    """
    for name, value in values.items():
        if not value > 0:
            raise ValueError(f"{name} is {value}; it must be greater than 0")


def not_below_zero(**values: float) -> None:
    """Refuse a measure that is below zero.

    Raises:
        ValueError: Naming the first such measure.
    """
    for name, value in values.items():
        if not value >= 0:
            raise ValueError(f"{name} is {value}; it must not be below 0")


def pair(name: str, values: Sequence[float]) -> tuple[float, float]:
    """Read two numbers.

    Raises:
        ValueError: If there are more or fewer.
    """
    if len(values) != 2:
        raise ValueError(f"{name} has {len(values)} numbers; it must have 2")
    return float(values[0]), float(values[1])


def plate_of(trim: Sequence[float], bleed: float) -> Box:
    """Return the area of a plate with its bleed, mm.

    Raises:
        ValueError: If the trim is empty or the bleed negative.
    """
    width, height = pair("trim", trim)
    above_zero(trim_width=width, trim_height=height)
    not_below_zero(bleed=bleed)
    return 0.0, 0.0, width + 2 * bleed, height + 2 * bleed


def kept_out(boxes: Sequence[Sequence[float]], bleed: float) -> tuple[Box, ...]:
    """Move keep-out boxes from trim to plate and draw a little clear space round them.

    Raises:
        ValueError: If a box does not have four numbers, left before right, top before bottom.
    """
    kept = []
    for box in boxes:
        if len(box) != 4 or box[0] > box[2] or box[1] > box[3]:
            raise ValueError(
                f"the keep-out box {list(box)} is not [left, top, right, bottom] in trim mm"
            )
        kept.append(
            (
                box[0] + bleed - CLEAR,
                box[1] + bleed - CLEAR,
                box[2] + bleed + CLEAR,
                box[3] + bleed + CLEAR,
            )
        )
    return tuple(kept)
