"""The night plates, on which a fire grows from one spark to thousands: posters and cover."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import sin

from press.drawings.chance import chance
from press.drawings.drawing import Drawing
from press.drawings.embers import ember, scatter
from press.drawings.fire import Bed, glow, lay
from press.drawings.limits import above_zero, kept_out, not_below_zero, pair, plate_of
from press.drawings.spark import Spark, paths, standing, touches
from press.drawings.tongues import TONGUES, Blaze, Tongue, centre_of, foot_of

GIRTH = 0.18
"""Half the width of a spark placed by hand, as a share of its length."""
LOOSE_ROOM = 1.35
"""How far loose embers keep apart; 1 would let their outlines meet."""


def poster(
    *,
    count: int,
    hearth: Sequence[float],
    heat: Sequence[str],
    ground: str | None,
    placed: Sequence[Sequence[float | str]] = (),
    length: float = 0.0,
    height: float = 0.0,
    tongues: int = 0,
    figure: Sequence[Sequence[float]] = (),
    spread: float = 1.0,
    bowl: float = 0.34,
    gather: float = 0.0,
    sway: float = 0.0,
    seed: float = 0.0,
    lean: float = 0.0,
    warm: float = 0.0,
    room: float = 1.1,
    flicker: float = 0.22,
    apart: bool = False,
    meld: bool = False,
    under: float = 0.0,
    under_length: float = 1.0,
    under_room: float = 0.8,
    under_depth: float = 0.9,
    fly: float = 0.0,
    reach: float = 0.6,
    wind: float = 0.0,
    keep_out: Sequence[Sequence[float]] = (),
    trim: Sequence[float] = (148.0, 210.0),
    bleed: float = 3.0,
) -> Drawing:
    """Draw a fire of exactly *count* sparks, every one of which touches the plate.

    Sparks stand in this order: those placed by hand, those that glow behind the others, those laid
    into the tongues of the fire, and, as many as are still missing, embers blown off its tips.
    None enters a keep-out box.

    Args:
        count: How many sparks there are.
        hearth: Where the fire rises, [x, y] in trim mm.
        heat: Four colour tokens, the hottest first.
        ground: The colour token of the ground, or None.
        placed: Sparks by hand, each [x, y, lean, length, colour]: the tail to the right of and
            above the hearth in mm, the lean to the right in degrees, the length in mm, a token.
        length: The length of a spark in the fire's foot, mm; at the tips it is less than half.
        height: The height of the fire, mm.
        tongues: How many tongues it has, 1 to 7.
        figure: Tongues of its own instead, each [centre, half the width, height, phase, lag] in
            shares of the height; the phase in turns, the lag the heat it lacks.
        spread: How far they stand apart; 1 is a fire that stands free.
        bowl: How much higher the feet of the outer tongues stand.
        gather: How far the feet are drawn together on the hearth, 0 to 1.
        sway: How far the tongues swing, as a share of the height.
        seed: Where in their sway they are, in turns.
        lean: How far the highest tip is blown to the right, as a share of the height.
        warm: How much hotter, or cooler if negative, the whole fire glows; 0.25 is one colour.
        room: How far sparks keep apart; 1 lets their outlines meet.
        apart: Whether outlines are compared exactly, so that none overlap; for small fires.
        flicker: How far the colour of a spark may stray; 0.25 is one colour.
        meld: Whether tongues glow as one, without cool seams where they meet.
        under: The share of the sparks laid behind the others in the heart of the fire, each one
            colour cooler, so that embers and not the night shine through.
        under_length: How long these are, as a share of *length*.
        under_room: How far these keep apart.
        under_depth: How far from the heart they are laid, in the measure of *warm*.
        fly: The least share of the sparks that are loose embers.
        reach: How far embers rise above the tips, as a share of the height.
        wind: How far embers are blown to the right for each mm they rise.
        keep_out: Rectangles that no part of a spark enters, [x0, y0, x1, y1] in trim mm.
        trim: The trimmed page, mm.
        bleed: The bleed on every side, mm.

    Raises:
        ValueError: If the parameters are impossible, or the sparks find no place.
    """
    plate = plate_of(trim, bleed)
    boxes = kept_out(keep_out, bleed)
    x, y = pair("hearth", hearth)
    if len(heat) != 4:
        raise ValueError(f"heat has {len(heat)} colours; it must have 4, the hottest first")
    sparks = [_by_hand(each, x + bleed, y + bleed) for each in placed]
    for each, spark in zip(placed, sparks, strict=True):
        if touches(spark.box(), boxes):
            raise ValueError(f"the placed spark {list(each)} stands in a keep-out box")
    rest = count - len(sparks)
    if rest < 0 or count < 1:
        raise ValueError(f"count is {count}, but {len(sparks)} sparks are placed by hand")
    if rest:
        above_zero(length=length, height=height, room=room, spread=spread)
        not_below_zero(fly=fly, reach=reach, bowl=bowl)
        if under:
            above_zero(under_length=under_length, under_room=under_room)
        _share(fly=fly, gather=gather, under=under)
        blaze = Blaze(
            height=height,
            tongues=_tongues(tongues, figure),
            spread=spread,
            bowl=bowl,
            gather=gather,
            sway=sway,
            seed=seed,
            lean=lean,
        )
        bed = Bed(
            hearth_x=x + bleed,
            hearth_y=y + bleed,
            plate=plate,
            keep_out=boxes,
            heat=heat,
            length=length,
            warm=warm,
            room=room,
            flicker=flicker,
            apart=apart,
            meld=meld,
        )
        if under:
            deep = replace(
                bed,
                length=length * under_length,
                room=under_room,
                warm=warm - 0.26,
                depth=under_depth,
            )
            sparks += lay(blaze, deep, first=(), most=round(count * under))
        sparks += lay(
            blaze, bed, first=sparks[: len(placed)], most=rest - round(count * (fly + under))
        )
        sparks += scatter(
            _off_the_tips(blaze, bed, reach, wind),
            count - len(sparks),
            standing=sparks,
            touch=plate,
            within=None,
            keep_out=boxes,
            room=LOOSE_ROOM,
        )
    return Drawing(
        width=plate[2],
        height=plate[3],
        paths=paths(sparks, tuple(reversed(heat))),
        ground=ground,
        count=len(sparks),
    )


def _by_hand(entry: Sequence[float | str], x: float, y: float) -> Spark:
    """Make a spark from [x, y, lean, length, colour] beside the hearth at (x, y)."""
    if len(entry) != 5:
        raise ValueError(f"the placed spark {list(entry)} is not [x, y, lean, length, colour]")
    right, up, lean, length = (float(value) for value in entry[:4])
    above_zero(length=length)
    return standing(
        x=x + right,
        foot=y - up,
        angle=lean,
        length=length,
        half=length * GIRTH,
        colour=str(entry[4]),
    )


def _share(**values: float) -> None:
    """Refuse a share that is not from 0 to 1."""
    for name, value in values.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{name} is {value}; it must lie between 0 and 1")


def _tongues(count: int, figure: Sequence[Sequence[float]]) -> tuple[Tongue, ...]:
    """Return the tongues of a fire: the first of the seven, or those of its own figure."""
    if not figure:
        if not 1 <= count <= len(TONGUES):
            raise ValueError(f"tongues is {count}; a fire has 1 to {len(TONGUES)}")
        return TONGUES[:count]
    for each in figure:
        if len(each) != 5:
            raise ValueError(f"the tongue {list(each)} is not [centre, half, height, phase, lag]")
        above_zero(half=each[1], height=each[2])
    return tuple(
        Tongue(centre=c, half=half, height=height, phase=phase, lag=lag)
        for c, half, height, phase, lag in figure
    )


def _off_the_tips(blaze: Blaze, bed: Bed, reach: float, wind: float) -> Callable[[int, int], Spark]:
    """Return what makes embers: each leaves the tip of a tongue and scatters as it rises."""
    tips = [
        (centre_of(blaze, tongue, 0.9), foot_of(blaze, tongue) + 0.9 * tongue.height * blaze.height)
        for tongue in blaze.tongues
    ]

    def make(index: int, attempt: int) -> Spark:
        draw = [chance(index, 30 + attempt * 9 + each) for each in range(8)]
        tip_x, tip_y = tips[int(draw[0] * len(tips))]
        up = reach * draw[1] ** 1.4
        bell = draw[2] + draw[3] + draw[4] - 1.5
        x = tip_x + ((0.10 + 0.5 * up) * bell + wind * up) * blaze.height
        y = tip_y + up * blaze.height
        flutter = sin(0.06 * x + 0.045 * y + 6 * blaze.seed)
        fall = min(y / blaze.height, 1.4)
        return ember(
            x=bed.hearth_x + x,
            y=bed.hearth_y - y,
            angle=0.8 * flutter + 0.5 * (draw[5] - 0.5) + 0.6 * wind,
            length=bed.length * (0.74 - 0.26 * fall) * (0.85 + 0.3 * draw[7]),
            girth=draw[6],
            bow=2 * draw[7] - 1,
            colour=glow(0.6 + 0.56 * draw[6] * (0.7 + 0.4 * up), bed.heat),
        )

    return make
