"""Planned lines: against every other way to break a paragraph, and by examples to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf, isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from press.lines import (
    Balanced,
    Justified,
    Kind,
    Paragraph,
    Plan,
    Ragged,
    Way,
    demerits,
    plan,
)

# Made-up paragraphs

WIDTHS = st.integers(2, 40).map(float)
DEAR = st.sampled_from([0.0, 0.0, 0.0, 40.0, 60_000.0])
WAYS = st.one_of(
    st.builds(
        Justified,
        stretch=st.sampled_from([0.4, 0.0]),
        expansion=st.sampled_from([0.02, 0.0]),
        hyphen=st.sampled_from([40_000.0, 1_000.0, 0.0, inf]),
        limit=st.sampled_from([3.0, 0.5, 0.0, inf]),
    ),
    st.builds(
        Ragged,
        hyphen=st.sampled_from([1_000.0, 10.0, 0.0]),
        limit=st.sampled_from([0.45, 0.1, 0.0]),
    ),
    st.builds(Balanced, hyphen=st.sampled_from([1e8, 100.0])),
)


@st.composite
def paragraphs(draw: st.DrawFn, *, rows: int = 9, hang: float = 2.0) -> Paragraph:
    """Words of one to three pieces, with spaces, hyphens and breaks between them."""
    paragraph = Paragraph()
    hangs = st.sampled_from([0.0, 0.0, hang / 2, hang])
    space = draw(st.sampled_from([6.0, 2.0]))
    paragraph.add(Kind.SPACE, end=0.0, begin=0.0, hang=(0.0, draw(hangs)), tail=draw(DEAR))
    kinds = draw(st.lists(st.sampled_from([0, 0, 0, 1, 1, 2, 3]), max_size=rows - 2))
    x = glue = 0.0
    for kind in [*map(Kind, kinds), Kind.FORCED]:
        x += draw(WIDTHS)
        after = space if kind == Kind.SPACE else 0.0
        paragraph.add(
            kind,
            end=x + (3.0 if kind == Kind.HYPHEN else 0.0),
            begin=x + after,
            glue=(glue, glue + after),
            cost=draw(DEAR),
            tail=draw(DEAR),
            hang=(draw(hangs), draw(hangs)),
        )
        x, glue = x + after, glue + after
    return paragraph


MEASURES = st.integers(20, 120).map(float)
INDENTS = st.sampled_from([0.0, 0.0, 12.0, -12.0, -60.0])


# The measure by which they are judged, told again


def cost_of(
    paragraph: Paragraph,
    costs: Way,
    rows: Sequence[int],
    *,
    measure: float,
    indent: float = 0.0,
) -> float:
    """What it costs to break a paragraph at these rows, from the first of them to the last."""
    end, total, running, before = len(paragraph) - 1, 0.0, 0, None
    for number, (first, last) in enumerate(pairwise(rows)):
        kind = paragraph.kinds[last]
        width = measure - (0.0 if number else indent)
        glue = paragraph.glue_ends[last] - paragraph.glue_begins[first]
        ratio = costs.ratio(paragraph.natural(first, last), glue, width)
        if ratio == -inf:
            return inf
        total += paragraph.costs[last]
        total += costs.last(ratio) if kind == Kind.FORCED else costs.line(ratio)
        total += {Kind.HYPHEN: costs.hyphen, Kind.EXPLICIT: costs.explicit}.get(kind, 0.0)
        running = running + 1 if kind in (Kind.HYPHEN, Kind.EXPLICIT) else 0
        total += (0.0, 0.0, costs.second, costs.third)[min(running, 3)]
        if last == end:
            total += paragraph.tails[first]
            total += costs.before_last if paragraph.kinds[first] == Kind.HYPHEN else 0.0
        if before is not None and kind != Kind.FORCED:
            total += costs.step(before, ratio)
        before = None if kind == Kind.FORCED else ratio
    return total


def ways(
    paragraph: Paragraph, *, start: int = 0, barred: Sequence[int] = ()
) -> Iterator[list[int]]:
    """Every way to break a paragraph from a row on: the rows at which lines begin and end."""
    end = len(paragraph) - 1
    found: list[list[int]] = [[start]]
    for row in range(start + 1, end + 1):
        taken = [] if row in barred else [[*rows, row] for rows in found]
        found = taken if paragraph.kinds[row] == Kind.FORCED else found + taken
    yield from found


def rows_of(made: Plan, start: int = 0) -> list[int]:
    return [start, *(line.last for line in made.lines)]


def same(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_way_to_break_a_paragraph_costs_less_than_the_plan(data):
    paragraph = data.draw(paragraphs())
    costs = data.draw(WAYS)
    measure, indent = data.draw(MEASURES), data.draw(INDENTS)
    end = len(paragraph) - 1
    start = data.draw(st.sampled_from([0, 0, 0, min(1, end - 1), min(2, end - 1)]))
    barred = data.draw(st.sets(st.integers(1, end), max_size=2))
    lines = data.draw(st.sampled_from([None, None, 1, 2, 3, 4, 5]))
    least = min(
        (
            cost_of(paragraph, costs, rows, measure=measure, indent=indent)
            for rows in ways(paragraph, start=start, barred=tuple(barred))
            if lines is None or len(rows) - 1 == lines
        ),
        default=inf,
    )
    made = plan(
        paragraph, costs, measure=measure, indent=indent, start=start, barred=barred, lines=lines
    )
    if made is None:
        assert least == inf
    else:
        assert same(made.demerits, least)
        rows = rows_of(made, start)
        assert same(made.demerits, cost_of(paragraph, costs, rows, measure=measure, indent=indent))
        assert same(
            made.demerits,
            demerits(paragraph, costs, rows[1:], measure=measure, indent=indent, start=start),
        )
