"""What a line costs: the measure by which one way to break a paragraph is better than another.

Knuth and Plass, “Breaking paragraphs into lines”, Software: Practice and Experience 11 (1981), with
two changes: what two neighbours cost grows with their difference, where the paper has four classes;
and lines that are set flush left have a measure of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Protocol

CLOSE = 1e-6
"""How much a line may be too wide: what floating point leaves."""
WORST = 100.0
"""The ratio of a justified line that can give nothing, such as a lone word: as bad as can be, and
still a number that the costs of other lines can be added to."""


class Costs(Protocol):
    """The costs of one way of setting; a line's ratio is 0 when it is as wide as it should be."""

    @property
    def hyphen(self) -> float:
        """A word that is broken."""

    @property
    def limit(self) -> float:
        """The ratio at which a line is first taken to be out of the question."""

    def ratio(self, natural: float, glue: float, measure: float) -> float:
        """How far a line must be changed to be as wide as it should be; `-inf` when it cannot."""

    def line(self, ratio: float) -> float:
        """What a line of this ratio costs by itself."""

    def last(self, ratio: float) -> float:
        """What a line costs at the paragraph's end or before a break that the text asks for."""

    def step(self, before: float, ratio: float) -> float:
        """What a line costs beside the one before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hyphens:
    """What hyphens cost, in every way of setting."""

    hyphen: float
    explicit: float = 400.0
    """A line that ends with a hyphen of the text."""
    second: float = 15_000.0
    """The second line running that ends with a hyphen."""
    third: float = 1e11
    """The third, and each more: a ladder."""
    before_last: float = 6_000.0
    """A word broken into the last line."""
    runt: float = 1e10
    """A last line of one short word."""
    lone: float = 20_000.0
    """A last line of one word that is longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Justified(_Hyphens):
    """Both edges straight: the spaces are stretched and shrunk, and the letters a little."""

    stretch: float = 0.40
    """Of a space's width, at ratio 1."""
    shrink: float = 0.25
    """Of a space's width, at ratio -1, which is the least."""
    expansion: float = 0.02
    """Of the line's width, at ratio 1 and -1."""
    hyphen: float = 45_000.0
    seen: tuple[float, float] = (-0.76, 0.98)
    """The ratios beyond which the spaces of a line are seen to be narrow or wide."""
    tight: float = 15_000.0
    loose: float = 12_000.0
    """What each of these costs, times the ratio."""
    tracking: float = 0.03
    """What letters may be moved apart by, in em, in a line that would be loose."""
    uneven: float = 3_000.0
    limit: float = 3.0

    def ratio(self, natural: float, glue: float, measure: float) -> float:
        """Slack, as part of what the line can give."""
        slack = measure - natural
        if slack > CLOSE:
            room = self.stretch * glue + self.expansion * natural
            return slack / room if slack < WORST * room else WORST
        if slack >= -CLOSE:
            return 0.0
        room = self.shrink * glue + self.expansion * natural
        return max(slack / room, -1.0) if -slack <= room + CLOSE else -inf

    def line(self, ratio: float) -> float:
        """The paper's demerits, and what it costs that a line is seen to be loose."""
        alone = (10.0 + 100.0 * abs(ratio) ** 3) ** 2
        if ratio > self.seen[1]:
            return alone + self.loose * ratio
        return alone if ratio > self.seen[0] else alone - self.tight * ratio

    def last(self, ratio: float) -> float:
        """Nothing but what shrinking costs: it need not reach the edge."""
        return self.line(min(ratio, 0.0))

    def step(self, before: float, ratio: float) -> float:
        """A tight line beside a loose one makes both seen."""
        jump = abs(ratio - before) - 0.5
        return self.uneven * jump * jump if jump > 0 else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ragged(_Hyphens):
    """One straight edge, and another that should be lively but never torn.

    A line's ratio is how short it is, in parts of the measure.
    """

    hyphen: float = 1_200.0
    explicit: float = 40.0
    second: float = 15_000.0
    before_last: float = 600.0
    lone: float = 500.0
    short: float = 0.15
    """From here on a line is seen to be short."""
    expansion: float = 0.01
    """What the letters of a line that is seen to be short are widened by, of their width."""
    uneven: float = 5_000.0
    limit: float = 0.45

    def ratio(self, natural: float, glue: float, measure: float) -> float:  # noqa: ARG002 (spaces keep their width)
        """How short the line is, of the measure."""
        slack = measure - natural
        if slack < -CLOSE * abs(measure):
            return -inf
        return slack / measure if measure > 0 else 0.0

    def line(self, ratio: float) -> float:
        """Slowly growing, and steep where a line is seen to be short."""
        part = ratio / self.short
        return 10.0 + 100.0 * part**3 + (4_000.0 * part - 2_000.0 if part > 1.0 else 0.0)

    def last(self, ratio: float) -> float:  # noqa: ARG002 (a last line is as long as it is)
        """A line."""
        return 10.0

    def step(self, before: float, ratio: float) -> float:
        """A step of the edge."""
        return self.uneven * (ratio - before) ** 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Balanced(Ragged):
    """As few lines as can be, all as long as each other: titles and displayed quotations."""

    hyphen: float = 1e8
    runt: float = 1e5
    expansion: float = 0.0
    limit: float = inf
    each: float = 1e6
    """A line more is worse than any raggedness."""

    def line(self, ratio: float) -> float:
        """How far from full, so that the lines share what is left."""
        return self.each + 1_000.0 * ratio * ratio

    def last(self, ratio: float) -> float:
        """The last line is a line as any other."""
        return self.line(ratio)
