"""How evenly lines are set: the figures by which one setting is held against another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

LOOSE, VERY_LOOSE, TIGHT = 1.4, 1.8, 0.85
"""Word spaces, natural ones being 1."""
SHORT = 0.15
"""How short a line is, of its measure, when it is seen to be."""
LADDER = 3
RUNT = 8
"""A last line of one word with fewer signs is a runt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """One line as it was set. Widths are in one unit, whichever."""

    text: str
    block: int
    """Its paragraph."""
    page: int
    space: float
    """Its word spaces, natural ones being 1."""
    slack: float
    """What it is short of its measure."""
    measure: float
    broken: bool
    """Whether it ends with a hyphen that is not in the text."""

    @property
    def hyphened(self) -> bool:
        """Whether it ends with a hyphen, whosever."""
        return self.broken or self.text.endswith(("-", "\u2010"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of many lines. Parts are of all lines but the last of each paragraph."""

    lines: int
    loose: float
    """The part with word spaces of more than 1.4 times their natural width."""
    very_loose: float
    """More than 1.8 times."""
    tight: float
    """Less than 0.85 times."""
    hyphenated: float
    """The part that ends with a broken word."""
    short: float
    """The part that is short of its measure by more than 15 %."""
    step: float
    """The mean step of the right edge from line to line, as a part of the measure."""
    ladders: int
    """Runs of three lines or more that end with a hyphen, on one page."""
    page_ends: int
    """Words broken over the end of a page."""
    runts: int
    """Last lines of one short word."""


def figures(lines: Iterable[Set]) -> Figures:
    """Count."""
    paragraphs = [list(block) for _, block in groupby(lines, key=lambda line: line.block)]
    full = [line for block in paragraphs for line in block[:-1]]
    steps = [
        abs(line.slack - after.slack) / line.measure
        for block in paragraphs
        for line, after in pairwise(block[:-1])
    ]
    return Figures(
        lines=sum(map(len, paragraphs)),
        loose=_part(full, [line.space > LOOSE for line in full]),
        very_loose=_part(full, [line.space > VERY_LOOSE for line in full]),
        tight=_part(full, [line.space < TIGHT for line in full]),
        hyphenated=_part(full, [line.broken for line in full]),
        short=_part(full, [line.slack > SHORT * line.measure for line in full]),
        step=sum(steps) / len(steps) if steps else 0.0,
        ladders=sum(map(_ladders, paragraphs)),
        page_ends=sum(
            line.broken and line.page != after.page
            for block in paragraphs
            for line, after in pairwise(block)
        ),
        runts=sum(map(_is_runt, paragraphs)),
    )


def _part(lines: Sequence[Set], found: Sequence[bool]) -> float:
    return sum(found) / len(lines) if lines else 0.0


def _ladders(block: Sequence[Set]) -> int:
    runs = groupby(block[:-1], key=lambda line: (line.page, line.hyphened))
    return sum(hyphened and len(list(run)) >= LADDER for (_, hyphened), run in runs)


def _is_runt(block: Sequence[Set]) -> bool:
    said = block[-1].text.split()
    return len(block) > 1 and len(said) == 1 and len(said[0]) < RUNT
