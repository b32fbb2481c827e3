"""Laid-out lines as the figures of evenness take them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from press.lines.figures import Set
from press.parts import SetLine


def counted(lines: Iterable[SetLine]) -> Iterator[Set]:
    """The lines, paragraph by paragraph, each paragraph with a number of its own.

    A line's measure is from its first letter to where it may end, so an indent is no slack.
    """
    paragraphs = groupby(
        sorted(lines, key=lambda line: (line.section, line.block, line.number)),
        key=lambda line: (line.section, line.block),
    )
    for block, (_, of_block) in enumerate(paragraphs):
        for line in of_block:
            yield Set(
                text=line.text,
                block=block,
                page=line.folio,
                space=line.space,
                slack=slack(line),
                measure=measure(line),
                broken=line.broken,
            )


def measure(line: SetLine) -> float:
    """How long a line may be, in mm."""
    return line.edge - line.left


def slack(line: SetLine) -> float:
    """What a line is short of its measure, in mm; less than nothing where a stop hangs out."""
    return line.edge - line.right
