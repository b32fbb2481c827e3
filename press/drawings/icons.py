"""Small drawings: the single spark and the fan of sparks that numbers an essay."""

from __future__ import annotations

from math import cos, degrees, sin

from press.drawings.drawing import Drawing, Path, plain
from press.drawings.limits import above_zero, not_below_zero
from press.drawings.spark import Spark, paths, standing


def spark(*, width: float, height: float, colour: str, lean: float = 0.0) -> Drawing:
    """Draw one standing spark that fills its area: bullet, end mark, index mark.

    Args:
        width: The width of the area, mm.
        height: The height of the area, mm.
        colour: The colour token.
        lean: How far the tip stands right of the tail, mm; the spark grows slimmer by as much.

    Raises:
        ValueError: If the area is empty or the lean leaves no spark.
    """
    above_zero(width=width, height=height, spark_width=width - abs(lean))
    length = (height * height + lean * lean) ** 0.5
    one = Spark(
        x=width / 2,
        y=height / 2,
        right=lean / length,
        down=-height / length,
        length=length,
        half=(width - abs(lean)) / 2,
        bow=0.0,
        colour=colour,
    )
    return Drawing(width=width, height=height, paths=paths([one], [colour]), ground=None, count=1)


def icon(
    *,
    count: int,
    colour: str,
    width: float,
    height: float,
    pivot: float,
    step: float,
    radius: float,
    length: float,
    half: float,
    taper: float = 0.0,
) -> Drawing:
    """Draw a fan of sparks that can be counted.

    Args:
        count: How many sparks the fan has.
        colour: The colour token.
        width: The width of the area, mm; the fan is centred in it.
        height: The height of the area, mm.
        pivot: How far below the top of the area the fan turns, mm.
        step: The angle from spark to spark, in radians.
        radius: How far from the pivot the tails are, mm.
        length: The length of the middle spark, mm.
        half: Half the width of a spark, mm.
        taper: How much shorter the outermost of seven would be, as a share of the length.

    Raises:
        ValueError: If the parameters are impossible or the fan leaves its area.
    """
    above_zero(
        count=count, width=width, height=height, step=step, radius=radius, length=length, half=half
    )
    not_below_zero(taper=taper)
    fan = []
    for each in range(count):
        aside = each - (count - 1) / 2
        angle = aside * step
        fan.append(
            standing(
                x=width / 2 + radius * sin(angle),
                foot=pivot - radius * cos(angle),
                angle=degrees(angle),
                length=length * (1 - taper * (aside / 3) ** 2),
                half=half,
                colour=colour,
            )
        )
    for one in fan:
        left, top, right, bottom = one.box()
        if left < -0.01 or top < -0.01 or right > width + 0.01 or bottom > height + 0.01:
            raise ValueError(f"a fan of {count} sparks does not fit into {width} by {height} mm")
    return Drawing(width=width, height=height, paths=paths(fan, [colour]), ground=None, count=count)


def rule(*, width: float, height: float, colour: str) -> Drawing:
    """Draw a rule: a filled rectangle, such as stands above footnotes.

    Args:
        width: Its length, mm.
        height: Its thickness, mm; not less than 0.05.
        colour: The colour token.

    Raises:
        ValueError: If it would be invisible.
    """
    above_zero(width=width, height=height - 0.049)
    data = f"M0 0h{plain(width)}v{plain(height)}H0z"
    path = Path(colour=colour, data=data)
    return Drawing(width=width, height=height, paths=(path,), ground=None, count=0)
