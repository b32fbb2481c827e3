"""Total fit: of all ways to break a paragraph, the one that costs least.

The search goes over pairs of neighbouring lines, so that what two lines cost beside each other is
counted exactly and the plan found is the best there is, not the best of its class.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from math import inf

from press.lines.costs import Balanced, Costs, Justified, Ragged
from press.lines.paragraph import Kind, Paragraph

HYPHEN, EXPLICIT, FORCED = Kind.HYPHEN, Kind.EXPLICIT, Kind.FORCED
Way = Justified | Ragged | Balanced
Measure = Callable[[int], float]
"""The width of a line, by its number in what is planned, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One planned line: from a row of the paragraph to a later one."""

    first: int
    last: int
    ratio: float
    """As its costs tell: stretched or shrunk, or short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The lines of a paragraph, and what they cost together."""

    lines: tuple[Line, ...]
    demerits: float


_Node = tuple[float, float | None, int, int, int, "_Node | None"]
"""A line that ends at a row: demerits until there, its ratio (none where the next line is not held
against it), hyphens running, its first row, its number, the node of the line before it."""


def plan(
    paragraph: Paragraph,
    costs: Way,
    *,
    measure: float,
    indent: float = 0.0,
    start: int = 0,
    barred: Container[int] = (),
    lines: int | None = None,
) -> Plan | None:
    """Plan a paragraph, or the rest of one.

    Args:
        paragraph: its breaks.
        costs: the way it is set.
        measure: the width of its lines.
        indent: what the first line is narrower by.
        start: the row at which the first line begins.
        barred: rows at which no line may end.
        lines: how many lines there must be; any number when nothing is said.

    Returns:
        The best plan; none when every way to break it has a line that is too wide.
    """
    search = _Search(paragraph, costs, measure, indent, start=start, barred=barred, lines=lines)
    # What is found among few ways is the best of all when no other way can cost less: a hyphen
    # alone costs `hyphen`, and a line beyond the limit alone costs what a line at the limit does.
    beyond = costs.line(costs.limit) if costs.limit < inf else inf
    found = search.run(hyphens=False, limit=costs.limit)
    if found is not None and found.demerits <= min(beyond, costs.hyphen):
        return found
    found = search.run(hyphens=True, limit=costs.limit)
    if found is not None and found.demerits <= beyond:
        return found
    return search.run(hyphens=True, limit=inf)


def demerits(
    paragraph: Paragraph,
    costs: Way,
    breaks: Sequence[int],
    *,
    measure: float,
    indent: float = 0.0,
    start: int = 0,
) -> float:
    """What it costs to break a paragraph at these rows, the last of them its end; `inf` if too wide."""
    total, before, run, first = 0.0, None, 0, start
    for last in breaks:
        width = measure - indent if first == start else measure
        ratio = _ratio(paragraph, costs, first, last, width)
        if ratio == -inf:
            return inf
        total += _alone(paragraph, costs, first, last, ratio)
        run = run + 1 if paragraph.kinds[last] in (HYPHEN, EXPLICIT) else 0
        total += _running(paragraph, costs, last, run)
        if before is not None and paragraph.kinds[last] != FORCED:
            total += costs.step(before, ratio)
        before = None if paragraph.kinds[last] == FORCED else ratio
        first = last
    return total


def first_fit(
    paragraph: Paragraph, *, measure: float, indent: float = 0.0, start: int = 0
) -> list[int]:
    """Where lines end that are filled one by one, each as far as it goes."""
    breaks: list[int] = []
    first = start
    for row in range(start + 1, len(paragraph)):
        width = measure - indent if first == start else measure
        while row - 1 > first and paragraph.natural(first, row) > width:
            fitting = [
                earlier
                for earlier in range(first + 1, row)
                if paragraph.natural(first, earlier) <= width
            ]
            first = max(fitting, default=first + 1)
            breaks.append(first)
            width = measure
        if paragraph.kinds[row] == FORCED:
            breaks.append(row)
            first = row
    return breaks


def _ratio(paragraph: Paragraph, costs: Costs, first: int, last: int, width: float) -> float:
    glue = paragraph.glue_ends[last] - paragraph.glue_begins[first]
    return costs.ratio(paragraph.natural(first, last), glue, width)


def _alone(paragraph: Paragraph, costs: Way, first: int, last: int, ratio: float) -> float:
    """What a line costs whatever stands before it."""
    kind = paragraph.kinds[last]
    end = len(paragraph) - 1
    if kind == FORCED:
        cost = costs.last(ratio) + (paragraph.tails[first] if last == end else 0.0)
        if paragraph.kinds[first] == HYPHEN and last == end:
            cost += costs.before_last
    else:
        cost = costs.line(ratio)
        if kind == HYPHEN:
            cost += costs.hyphen
        elif kind == EXPLICIT:
            cost += costs.explicit
    return cost + paragraph.costs[last]


def _running(paragraph: Paragraph, costs: Way, last: int, run: int) -> float:
    """What a hyphen costs after others."""
    if run < 2:
        return 0.0
    return costs.second if run == 2 else costs.third


class _Search:
    """One search through the ways to break a paragraph."""

    def __init__(
        self,
        paragraph: Paragraph,
        costs: Way,
        measure: float,
        indent: float,
        *,
        start: int,
        barred: Container[int],
        lines: int | None,
    ) -> None:
        self.paragraph = paragraph
        self.costs = costs
        self.measure = measure
        self.indent = indent
        self.start = start
        self.barred = barred
        self.lines = lines

    def run(self, *, hyphens: bool, limit: float) -> Plan | None:
        """The best plan with lines up to a limit, with words broken or none."""
        paragraph, costs, measure = self.paragraph, self.costs, self.measure
        kinds, start, end = paragraph.kinds, self.start, len(self.paragraph) - 1
        ends = [e - h for e, h in zip(paragraph.ends, paragraph.hang_ends, strict=True)]
        begins = [b + h for b, h in zip(paragraph.begins, paragraph.hang_begins, strict=True)]
        glue_ends, glue_begins = paragraph.glue_ends, paragraph.glue_begins
        ratio_of, line_cost = costs.ratio, costs.line
        nodes: dict[int, list[_Node]] = {start: [(0.0, None, 0, -1, 0, None)]}
        active = [start]
        for last in range(start + 1, end + 1):
            kind = kinds[last]
            if (kind == HYPHEN and not hyphens) or last in self.barred:
                continue
            made: list[_Node] = []
            gone = 0
            for first in active:
                width = measure - self.indent if first == start else measure
                natural = ends[last] - begins[first]
                ratio = ratio_of(natural, glue_ends[last] - glue_begins[first], width)
                if ratio == -inf:
                    # Hyphens apart, later rows are farther: what is too wide now stays too wide.
                    if kind != HYPHEN:
                        gone += 1
                    continue
                if kind != FORCED and ratio > limit:
                    break  # lines that begin later are shorter still
                if kind == Kind.SPACE:
                    alone = line_cost(ratio) + paragraph.costs[last]
                else:
                    alone = _alone(paragraph, costs, first, last, ratio)
                made += self._best(nodes[first], first, last, alone, ratio)
            if gone:
                active = active[gone:] if kind != FORCED else active
            if kind == FORCED:
                active = []
            if made:
                nodes[last] = made
                active.append(last)
            if not active:
                return None
        return self._plan(nodes.get(end, ()))

    def _best(
        self, nodes: Sequence[_Node], first: int, last: int, alone: float, ratio: float
    ) -> Iterator[_Node]:
        """The best ways to a line, for each number of hyphens running and each number of lines."""
        costs, kind = self.costs, self.paragraph.kinds[last]
        forced, hyphened = kind == FORCED, kind in (HYPHEN, EXPLICIT)
        told = None if forced else ratio
        if not hyphened and self.lines is None:
            best, least = None, inf
            step = costs.step
            for node in nodes:
                cost = node[0]
                if cost < least:
                    if node[1] is not None and not forced:
                        cost += step(node[1], ratio)
                    if cost < least:
                        least, best = cost, node
            if best is not None:
                yield (least + alone, told, 0, first, 0, best)
            return
        found: dict[tuple[int, int], _Node] = {}
        for node in nodes:
            run = min(node[2] + 1, 3) if hyphened else 0
            number = node[4] + 1 if self.lines is not None else 0
            if self.lines is not None and number > self.lines:
                continue
            cost = node[0] + alone + _running(self.paragraph, costs, last, run)
            if node[1] is not None and not forced:
                cost += costs.step(node[1], ratio)
            if (run, number) not in found or cost < found[run, number][0]:
                found[run, number] = (cost, told, run, first, number, node)
        yield from found.values()

    def _plan(self, nodes: Sequence[_Node]) -> Plan | None:
        if self.lines is not None:
            nodes = [node for node in nodes if node[4] == self.lines]
        if not nodes:
            return None
        node: _Node | None = min(nodes, key=lambda one: one[0])
        assert node is not None
        total, last = node[0], len(self.paragraph) - 1
        lines: list[Line] = []
        while node is not None and node[3] >= 0:
            first = node[3]
            width = self.measure - self.indent if first == self.start else self.measure
            ratio = _ratio(self.paragraph, self.costs, first, last, width)
            lines.append(Line(first=first, last=last, ratio=ratio))
            last, node = first, node[5]
        return Plan(lines=tuple(reversed(lines)), demerits=total)
