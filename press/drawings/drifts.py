"""Embers on the wind: the drifts of the blank pages, and the back, over whose fold they blow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, pi, sin

from press.drawings.chance import chance
from press.drawings.drawing import Drawing
from press.drawings.embers import ember, scatter
from press.drawings.limits import above_zero, kept_out, not_below_zero, pair, plate_of
from press.drawings.spark import Spark, paths

ROOM = 1.6
"""How far embers on the wind keep apart; 1 would let their outlines meet."""


def drift(
    *,
    count: int,
    start: Sequence[float],
    height: float,
    lean: float,
    lengths: Sequence[float],
    colours: Sequence[str],
    seed: int,
    width: float = 0.12,
    swing: float = 0.08,
    crowding: float = 1.0,
    ground: str | None = None,
    margin: float | None = None,
    keep_out: Sequence[Sequence[float]] = (),
    trim: Sequence[float] = (148.0, 210.0),
    bleed: float = 3.0,
) -> Drawing:
    """Draw embers rising in one loose stream; no two overlap.

    Args:
        count: How many embers there are.
        start: Where the stream begins, [x, y] in trim mm.
        height: How high it rises, mm.
        lean: How far it is blown to the right for each mm it rises; to the left if negative.
        lengths: The length of the first and of the last ember, mm.
        colours: Colour tokens in paint order; which ember has which is dealt by the seed.
        seed: Another number, another drift.
        width: How far embers stray from the stream, as a share of the height.
        swing: How far the stream itself swings, as a share of the height.
        crowding: 1 spaces the embers evenly; a greater number crowds them near the start.
        ground: The colour token of the ground, or None.
        margin: How far inside the trim every ember stays, mm; None lets them run off the plate.
        keep_out: Rectangles that no part of an ember enters, [x0, y0, x1, y1] in trim mm.
        trim: The trimmed page, mm.
        bleed: The bleed on every side, mm.

    Raises:
        ValueError: If the parameters are impossible, or the embers find no place.
    """
    plate = plate_of(trim, bleed)
    above_zero(count=count, height=height, crowding=crowding)
    not_below_zero(width=width, swing=swing)
    first, last = pair("lengths", lengths)
    above_zero(first_length=first, last_length=last)
    if not colours:
        raise ValueError("colours is empty; a drift needs at least one")
    x, y = pair("start", start)
    within = None
    if margin is not None:
        edge = bleed + margin
        within = (edge, edge, plate[2] - edge, plate[3] - edge)
    stream = _Stream(
        x=x + bleed,
        y=y + bleed,
        height=height,
        lean=lean,
        first=first,
        last=last,
        colours=tuple(colours),
        seed=seed,
        width=width,
        swing=swing,
        crowding=crowding,
        count=count,
    )
    sparks = scatter(
        stream.ember,
        count,
        standing=(),
        touch=plate,
        within=within,
        keep_out=kept_out(keep_out, bleed),
        room=ROOM,
    )
    return Drawing(
        width=plate[2],
        height=plate[3],
        paths=paths(sparks, tuple(dict.fromkeys(colours))),
        ground=ground,
        count=len(sparks),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stream:
    """A stream of embers: where it starts, how it swings, what it carries."""

    x: float
    y: float
    height: float
    lean: float
    first: float
    last: float
    colours: tuple[str, ...]
    seed: int
    width: float
    swing: float
    crowding: float
    count: int

    def ember(self, index: int, attempt: int) -> Spark:
        """Make ember *index*; each try lets it stray a little further."""
        key = 1000 + self.seed * 7919 + attempt * 11
        draw = [chance(index, key + each) for each in range(6)]
        share = (index + draw[0]) / self.count
        up = share**self.crowding
        stray = (draw[1] + draw[2] - 1) * self.width * (0.3 + 1.1 * up) * (1 + 0.02 * attempt)
        x = self.x + (self._middle(up) + stray) * self.height
        y = self.y - up * self.height
        ahead = (self._middle(up + 0.05) - self._middle(up - 0.05)) / 0.1
        kind = chance(index, 77 + self.seed)
        return ember(
            x=x,
            y=y,
            angle=atan2(ahead, 1.0) + 1.1 * (draw[3] - 0.5) + 0.25 * sin(9 * up + self.seed),
            length=(self.first + (self.last - self.first) * up**0.8) * (0.88 + 0.24 * draw[4]),
            girth=draw[4],
            bow=2 * draw[5] - 1,
            colour=self.colours[int(kind * len(self.colours))],
        )

    def _middle(self, up: float) -> float:
        """Return how far the stream has gone sideways, as a share of the height."""
        phase = chance(self.seed, 5)
        turns = 0.55 + 0.5 * chance(self.seed, 6)
        bend = sin(2 * pi * (turns * up + phase)) - sin(2 * pi * phase)
        return self.lean * up * (0.85 + 0.15 * up) + self.swing * bend
