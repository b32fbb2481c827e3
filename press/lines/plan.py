"""Total fit: of all ways to break a paragraph, the one that costs least.

The search goes over pairs of neighbouring lines, so that what two lines cost beside each other is
counted exactly and the plan found is the best there is, not the best of its class.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from operator import le

from press.lines.costs import Balanced, Costs, Justified, Ragged
from press.lines.paragraph import Kind, Paragraph

SPACE, HYPHEN, EXPLICIT, FORCED = Kind.SPACE, Kind.HYPHEN, Kind.EXPLICIT, Kind.FORCED
HYPHENED = (HYPHEN, EXPLICIT)
Way = Justified | Ragged | Balanced


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
    whole: Plan | None = None,
    most: float = inf,
) -> Plan | None:
    """Plan a paragraph, or the rest of one.

    Args:
        paragraph: its breaks.
        costs: the way it is set.
        measure: the width of its lines.
        indent: what the first line is narrower by.
        start: the row at which the first line begins.
        barred: rows at which no line may end; a break that the text asks for is not one to bar,
            for then there is no plan.
        lines: how many lines there must be; any number when nothing is said.
        whole: the best plan that breaks no word, where it is known already.
        most: what a plan may cost; a dearer one is none, and is not looked for.

    Returns:
        The best plan; none when every way to break it has a line that is too wide, or too many or
        too few lines, and when it begins at its end.
    """
    search = _Search(paragraph, costs, measure, indent, start=start, barred=barred, lines=lines)
    # What is found among few ways is the best of all when no other way can cost less: a hyphen
    # alone costs `hyphen`, and a line beyond the limit alone costs what a line at the limit does.
    beyond = costs.line(costs.limit) if costs.limit < inf else inf
    breakable = HYPHEN in paragraph.kinds
    hyphens, limit = whole is not None and breakable, costs.limit
    least = min(whole.demerits, most) if whole is not None else most
    while True:
        found = search.run(hyphens=hyphens, limit=limit, most=least)
        least = found.demerits if found is not None else most
        if breakable and not hyphens and least > costs.hyphen:
            hyphens = True
        elif limit < inf and least > beyond:
            limit = inf
        else:
            return found


def demerits(
    paragraph: Paragraph,
    costs: Way,
    breaks: Sequence[int],
    *,
    measure: float,
    indent: float = 0.0,
    start: int = 0,
) -> float:
    """What it costs to break a paragraph at these rows, the last of them its end.

    `inf` when a line is too wide.
    """
    total, before, run, first = 0.0, None, 0, start
    for last in breaks:
        width = measure - indent if first == start else measure
        ratio = _ratio(paragraph, costs, first, last, width=width)
        if ratio == -inf:
            return inf
        total += _alone(paragraph, costs, first, last, ratio=ratio)
        run = run + 1 if paragraph.kinds[last] in HYPHENED else 0
        total += _running(costs, run)
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
        if paragraph.kinds[row] == HYPHEN:
            continue  # whether the word must be broken is known at its end
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


def _ratio(paragraph: Paragraph, costs: Costs, first: int, last: int, *, width: float) -> float:
    glue = paragraph.glue_ends[last] - paragraph.glue_begins[first]
    return costs.ratio(paragraph.natural(first, last), glue, width)


def _alone(paragraph: Paragraph, costs: Way, first: int, last: int, *, ratio: float) -> float:
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


def _running(costs: Way, run: int) -> float:
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
        hangs = paragraph.hang_ends, paragraph.hang_begins
        self.ends = [x - hang for x, hang in zip(paragraph.ends, hangs[0], strict=True)]
        self.begins = [x + hang for x, hang in zip(paragraph.begins, hangs[1], strict=True)]
        self.ordered = self._is_ordered()

    def _is_ordered(self) -> bool:
        """Whether lines grow as they end later, and shrink as they begin later, as in most texts.

        A sign that hangs out by more than its width can prevent it, or a box that is pulled back.
        A broken word may, with its hyphen, end later than the whole word does.
        """
        paragraph = self.paragraph
        glue_begins = paragraph.glue_begins
        after = [x - glue for x, glue in zip(self.begins, glue_begins, strict=True)]
        if not all(all(map(le, column, column[1:])) for column in (glue_begins, after)):
            return False
        known_words = known_glue = -inf
        for x, glue, kind in zip(self.ends, paragraph.glue_ends, paragraph.kinds, strict=True):
            words = x - glue
            if words < known_words or glue < known_glue:
                return False
            if kind != HYPHEN:
                known_words, known_glue = words, glue
        return True

    def run(self, *, hyphens: bool, limit: float, most: float) -> Plan | None:
        """The best plan with lines up to a limit, with words broken or none, that costs no more."""
        kinds, barred, start = self.paragraph.kinds, self.barred, self.start
        nodes: dict[int, Sequence[_Node]] = {start: [(0.0, None, 0, -1, 0, None)]}
        active = [start]
        for last in range(start + 1, len(kinds)):
            kind = kinds[last]
            if last in barred or (kind == HYPHEN and not hyphens):
                if kind == FORCED:
                    return None
                continue
            fitting, active = self._fitting(last, active, limit)
            if kind in HYPHENED or self.lines is not None:
                made = self._several(nodes, fitting, last, most=most)
            else:
                made = self._best(nodes, fitting, last, most=most)
            if made:
                nodes[last] = made
                active.append(last)
            if not active:
                return None
        return self._plan(nodes.get(len(kinds) - 1, ()))

    def _fitting(
        self, last: int, active: list[int], limit: float
    ) -> tuple[list[tuple[int, float]], list[int]]:
        """The lines that end at a row, by where they begin, and where later lines may begin yet."""
        paragraph, ratio_of, begins = self.paragraph, self.costs.ratio, self.begins
        glue_begins, start, ordered = paragraph.glue_begins, self.start, self.ordered
        kind, end, glue = paragraph.kinds[last], self.ends[last], paragraph.glue_ends[last]
        limit = inf if kind == FORCED else limit
        fitting: list[tuple[int, float]] = []
        gone: list[int] = []
        for first in active:
            width = self.measure - self.indent if first == start else self.measure
            ratio = ratio_of(end - begins[first], glue - glue_begins[first], width)
            if ratio == -inf:
                gone.append(first)
            elif ratio <= limit:
                fitting.append((first, ratio))
            elif ordered:
                # Lines that begin later are shorter still; and where a first line that hangs out is
                # too short, none can begin later yet.
                break
        if kind == FORCED:
            return fitting, []
        if gone and ordered and kind != HYPHEN:  # later rows are farther
            return fitting, [first for first in active if first not in gone]
        return fitting, active

    def _best(
        self,
        nodes: Mapping[int, Sequence[_Node]],
        fitting: Sequence[tuple[int, float]],
        last: int,
        *,
        most: float,
    ) -> list[_Node]:
        """The best way to each of some lines that costs no more than so much."""
        paragraph, step, line = self.paragraph, self.costs.step, self.costs.line
        kind, here = paragraph.kinds[last], paragraph.costs[last]
        made: list[_Node] = []
        for first, ratio in fitting:
            told = None if kind == FORCED else ratio
            if kind == SPACE:
                alone = line(ratio) + here
            else:
                alone = _alone(paragraph, self.costs, first, last, ratio=ratio)
            best, least = None, inf
            for node in nodes[first]:
                cost, before = node[0], node[1]
                if cost < least:
                    if before is not None and told is not None:
                        cost += step(before, ratio)
                    if cost < least:
                        least, best = cost, node
            total = least + alone
            if total <= most and total < inf:
                made.append((total, told, 0, first, 0, best))
        return made

    def _several(
        self,
        nodes: Mapping[int, Sequence[_Node]],
        fitting: Sequence[tuple[int, float]],
        last: int,
        *,
        most: float,
    ) -> list[_Node]:
        """The best ways to some lines, one for each number of hyphens running and of lines."""
        paragraph, costs, step, line = self.paragraph, self.costs, self.costs.step, self.costs.line
        kind, count, here = paragraph.kinds[last], self.lines, paragraph.costs[last]
        hyphened, running = kind in HYPHENED, [_running(costs, run) for run in range(4)]
        broken = costs.hyphen if kind == HYPHEN else costs.explicit if kind == EXPLICIT else 0.0
        made: list[_Node] = []
        for first, ratio in fitting:
            told = None if kind == FORCED else ratio
            if kind == FORCED:
                alone = _alone(paragraph, costs, first, last, ratio=ratio)
            else:
                alone = line(ratio) + broken + here
            found: dict[tuple[int, int], _Node] = {}
            for node in nodes[first]:
                run = min(node[2] + 1, 3) if hyphened else 0
                number = node[4] + 1 if count is not None else 0
                if count is not None and number > count:
                    continue
                cost = node[0] + alone + running[run]
                if node[1] is not None and told is not None:
                    cost += step(node[1], ratio)
                known = found.get((run, number))
                if cost <= most and cost < (inf if known is None else known[0]):
                    found[run, number] = (cost, told, run, first, number, node)
            made += found.values()
        return made

    def _plan(self, nodes: Sequence[_Node]) -> Plan | None:
        if self.lines is not None:
            nodes = [node for node in nodes if node[4] == self.lines]
        if not nodes or self.start == len(self.paragraph) - 1:
            return None
        node: _Node | None = min(nodes, key=lambda one: one[0])
        assert node is not None
        total, last = node[0], len(self.paragraph) - 1
        lines: list[Line] = []
        while node is not None and node[3] >= 0:
            first = node[3]
            width = self.measure - self.indent if first == self.start else self.measure
            ratio = _ratio(self.paragraph, self.costs, first, last, width=width)
            lines.append(Line(first=first, last=last, ratio=ratio))
            last, node = first, node[5]
        return Plan(lines=tuple(reversed(lines)), demerits=total)
