"""Planned lines: against every other way to break a paragraph, and by examples to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf, isclose
from pathlib import Path
from typing import Any

import pyphen
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.lines import (
    Balanced,
    Justified,
    Kind,
    Line,
    Paragraph,
    Plan,
    Ragged,
    Spread,
    Way,
    demerits,
    first_fit,
    hyphens,
    patterns,
    plan,
    spread,
)
from press.lines.costs import CLOSE
from press.lines.figures import Figures, Set, figures
from press.lines.hyphens import House

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
        second=st.sampled_from([15_000.0, 0.0]),
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
INDENTS = st.sampled_from([0.0, 0.0, 12.0, 40.0, -12.0, -60.0])


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


# Against every way there is


@settings(max_examples=600, deadline=None)
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


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_signs_that_hang_out_by_more_than_their_width_hide_no_better_way(data):
    paragraph = data.draw(paragraphs(rows=6, hang=60.0))
    costs = data.draw(WAYS)
    measure = data.draw(st.sampled_from([20.0, 30.0, 40.0]))
    made = plan(paragraph, costs, measure=measure)
    least = min(cost_of(paragraph, costs, rows, measure=measure) for rows in ways(paragraph))
    assert same(made.demerits if made else inf, least)


def test_a_word_too_long_with_its_hyphen_may_fit_whole():
    word = Paragraph()
    word.add(Kind.SPACE, end=0.0, begin=0.0)
    word.add(Kind.HYPHEN, end=33.0, begin=30.0)
    word.add(Kind.SPACE, end=31.0, begin=33.0, glue=(0.0, 2.0))
    word.add(Kind.FORCED, end=60.0, begin=60.0, glue=(2.0, 2.0))
    made = plan(word, replace(Ragged(), hyphen=0.0), measure=31.0)
    assert made is not None
    assert rows_of(made) == [0, 2, 3]
    assert first_fit(word, measure=31.0) == [2, 3]


def test_a_word_whose_end_is_pulled_back_is_still_reached():
    pulled = Paragraph()
    pulled.add(Kind.SPACE, end=0.0, begin=0.0)
    pulled.add(Kind.SPACE, end=20.0, begin=22.0, glue=(0.0, 2.0))
    pulled.add(Kind.SPACE, end=45.0, begin=47.0, glue=(2.0, 4.0))
    pulled.add(Kind.FORCED, end=60.0, begin=60.0, glue=(4.0, 4.0), hang=(30.0, 0.0))
    made = plan(pulled, Ragged(), measure=30.0)
    assert made is not None
    assert rows_of(made) == [0, 3]


def test_a_first_line_that_hangs_out_goes_on_where_the_next_would_be_full():
    tale = Typed("In olden times when wishing still")
    made = plan(tale.paragraph, Balanced(), measure=26.0, indent=-36.0)
    assert made is not None
    assert tale.lines([row for row in rows_of(made) if row]) == [
        "In olden times when wishing still"
    ]


def test_a_line_that_begins_farther_out_than_the_one_before_it_is_still_seen():
    pulled = Paragraph()
    pulled.add(Kind.SPACE, end=0.0, begin=0.0)
    pulled.add(Kind.SPACE, end=38.0, begin=39.0, cost=1_000.0, hang=(0.0, 31.0))
    pulled.add(Kind.SPACE, end=40.0, begin=42.0)
    pulled.add(Kind.SPACE, end=80.0, begin=82.0)
    pulled.add(Kind.FORCED, end=100.0, begin=100.0)
    made = plan(pulled, Ragged(), measure=40.0)
    assert made is not None
    assert rows_of(made) == [0, 2, 3, 4]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_plan_keeps_the_whole_text_in_order_on_lines_that_fit(data):
    paragraph = data.draw(paragraphs(rows=40))
    costs = data.draw(WAYS)
    measure, indent = data.draw(MEASURES), data.draw(INDENTS)
    end = len(paragraph) - 1
    barred = data.draw(st.sets(st.integers(1, end), max_size=4))
    lines = data.draw(st.sampled_from([None, None, 4, 9]))
    made = plan(paragraph, costs, measure=measure, indent=indent, barred=barred, lines=lines)
    if made is None:
        return
    assert made.lines[0].first == 0
    assert made.lines[-1].last == end
    for line, after in pairwise(made.lines):
        assert line.last == after.first
    for number, line in enumerate(made.lines):
        assert line.first < line.last
        assert fits(paragraph, costs, line, measure - (0.0 if number else indent))
        asked = range(line.first + 1, line.last)
        assert all(paragraph.kinds[row] != Kind.FORCED for row in asked)
    assert not barred & {line.last for line in made.lines}
    assert lines in (None, len(made.lines))


def fits(paragraph: Paragraph, costs: Way, line: Line, width: float) -> bool:
    """Whether a line can be made as narrow as its measure."""
    natural = paragraph.natural(line.first, line.last)
    glue = paragraph.glue_ends[line.last] - paragraph.glue_begins[line.first]
    if isinstance(costs, Justified):
        natural -= costs.shrink * glue + costs.expansion * natural
    return natural <= width + max(CLOSE, CLOSE * width)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_plan_costs_no_more_than_lines_that_are_filled_one_by_one(data):
    paragraph = data.draw(paragraphs(rows=40))
    costs = data.draw(WAYS)
    measure, indent = data.draw(MEASURES), data.draw(INDENTS)
    breaks = first_fit(paragraph, measure=measure, indent=indent)
    filled = demerits(paragraph, costs, breaks, measure=measure, indent=indent)
    if filled < inf:
        made = plan(paragraph, costs, measure=measure, indent=indent)
        assert made is not None
        assert made.demerits <= filled or same(made.demerits, filled)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_limit_makes_the_search_short_and_no_plan_worse(data):
    paragraph = data.draw(paragraphs(rows=40))
    costs = data.draw(st.sampled_from([Justified(), Ragged()]))
    measure, indent = data.draw(MEASURES), data.draw(INDENTS)
    with_limit, without = (
        plan(paragraph, one, measure=measure, indent=indent)
        for one in (costs, replace(costs, limit=inf))
    )
    if with_limit is None or without is None:
        assert with_limit is without
    else:
        assert same(with_limit.demerits, without.demerits)


# Examples to be read

NARROW, BROAD = "iljtfr.,;:’'-", "mwMW"


class Typed:
    """A typed paragraph: `~` is where a word may be broken, a new line is asked for.

    Letters are two wide, narrow ones one and broad ones three; a space is two.
    """

    def __init__(self, text: str, *, runt: float = 0.0) -> None:
        self.paragraph = Paragraph()
        self.paragraph.add(Kind.SPACE, end=0.0, begin=0.0)
        self.pieces: list[str] = []
        x = glue = 0.0
        start = 0
        for place, sign in enumerate(text + "\n"):
            if sign not in " ~-\n":
                x += self.width(sign)
                continue
            kind = {" ": Kind.SPACE, "~": Kind.HYPHEN, "-": Kind.EXPLICIT, "\n": Kind.FORCED}[sign]
            space = 2.0 if sign == " " else 0.0
            x += self.width(sign) if sign == "-" else 0.0
            self.paragraph.add(
                kind,
                end=x + (self.width("-") if sign == "~" else 0.0),
                begin=x + space,
                glue=(glue, glue + space),
                tail=runt if place == text.rfind(" ") else 0.0,
            )
            self.pieces.append(text[start : place + 1])
            start, x, glue = place + 1, x + space, glue + space

    def width(self, sign: str) -> float:
        return 1.0 if sign in NARROW else 3.0 if sign in BROAD else 2.0

    def lines(self, breaks: Sequence[int]) -> list[str]:
        """The lines as they are read."""
        said = ["".join(self.pieces[first:last]) for first, last in pairwise([0, *breaks])]
        return [
            line.rstrip()[:-1].replace("~", "") + line.rstrip()[-1:].replace("~", "-")
            for line in said
        ]

    def filled(self, measure: float) -> list[str]:
        """The lines, filled one by one."""
        return self.lines(first_fit(self.paragraph, measure=measure))

    def planned(self, costs: Way, measure: float) -> list[str]:
        """The lines, planned."""
        made = plan(self.paragraph, costs, measure=measure)
        assert made is not None
        return self.lines([line.last for line in made.lines])

    def ratios(self, costs: Way, measure: float, breaks: Sequence[int]) -> list[float]:
        """How far each line but the last is stretched or shrunk."""
        table = self.paragraph
        return [
            costs.ratio(
                table.natural(first, last),
                table.glue_ends[last] - table.glue_begins[first],
                measure,
            )
            for first, last in pairwise([0, *breaks[:-1]])
        ]


TALE = (
    "In olden times when wishing still helped one, there lived a king whose daughters were all"
    " beautiful; and the youngest was so beautiful that the sun itself, which has seen so much,"
    " was astonished whenever it shone in her face."
)


def test_lines_filled_one_by_one_leave_a_hole_that_a_plan_does_not():
    tale = Typed(TALE)
    filled = first_fit(tale.paragraph, measure=62.0)
    assert tale.filled(62.0) == [
        "In olden times when wishing still",
        "helped one, there lived a king",
        "whose daughters were all beautiful;",
        "and the youngest was so beautiful",
        "that the sun itself, which has seen",
        "so much, was astonished",
        "whenever it shone in her face.",
    ]
    assert max(tale.ratios(Justified(), 62.0, filled)) > 5
    made = plan(tale.paragraph, Justified(), measure=62.0)
    assert made is not None
    assert tale.planned(Justified(), 62.0) == [
        "In olden times when wishing still",
        "helped one, there lived a king whose",
        "daughters were all beautiful; and the",
        "youngest was so beautiful that the",
        "sun itself, which has seen so much,",
        "was astonished whenever it shone",
        "in her face.",
    ]
    assert min(line.ratio for line in made.lines[:-1]) > -1
    assert max(line.ratio for line in made.lines[:-1]) < 0.5


MEETING = (
    "The com~mit~tee was of the opin~ion that a con~sid~er~able im~prove~ment in the light~ing"
    " of the li~brary could be made at once."
)


def test_a_word_of_flush_left_text_is_broken_where_a_line_would_be_torn_and_nowhere_else():
    meeting = Typed(MEETING)
    assert meeting.filled(56.0) == [
        "The committee was of the opin-",
        "ion that a considerable improve-",
        "ment in the lighting of the li-",
        "brary could be made at once.",
    ]
    assert meeting.planned(Ragged(), 50.0) == [
        "The committee was of the",
        "opinion that a considerable",
        "improvement in the lighting",
        "of the library could be made",
        "at once.",
    ]
    assert meeting.planned(Ragged(), 38.0) == [
        "The committee was",
        "of the opinion that a",
        "considerable improve-",
        "ment in the lighting",
        "of the library could",
        "be made at once.",
    ]


def test_no_three_lines_running_end_with_a_hyphen_while_there_is_another_way():
    words = Typed(
        "a won~der~ful im~prove~ment un~der~stood com~mit~tee con~sid~er~able ques~tion"
        " with~out any doubt at all."
    )
    eager = replace(Ragged(), hyphen=300.0)
    assert words.planned(replace(eager, second=0.0, third=0.0), 28.0) == [
        "a wonderful im-",
        "provement un-",
        "derstood com-",
        "mittee consid-",
        "erable ques-",
        "tion without any",
        "doubt at all.",
    ]
    assert words.planned(replace(eager, second=0.0), 28.0) == [
        "a wonderful im-",
        "provement un-",
        "derstood",
        "committee con-",
        "siderable ques-",
        "tion without any",
        "doubt at all.",
    ]


def test_a_last_line_of_one_short_word_is_given_company():
    said = "There was nothing for it but to go home and begin again with the whole of it."
    assert Typed(said).planned(Ragged(), 46.0)[-2:] == ["again with the whole of", "it."]
    assert Typed(said, runt=60_000.0).planned(Ragged(), 46.0) == [
        "There was nothing for it",
        "but to go home and begin",
        "again with the whole",
        "of it.",
    ]


def test_the_lines_of_a_title_share_what_is_left():
    title = Typed("The lamps of the town and the people who pay for them")
    assert title.filled(80.0) == ["The lamps of the town and the people who", "pay for them"]
    assert title.planned(Balanced(), 80.0) == [
        "The lamps of the town and",
        "the people who pay for them",
    ]
    assert title.filled(48.0)[-1] == "them"
    assert title.planned(Balanced(), 48.0) == [
        "The lamps of the",
        "town and the people",
        "who pay for them",
    ]


def test_a_title_is_broken_where_its_writer_says():
    title = Typed("Who pays\nfor the lamps of a town")
    assert title.planned(Balanced(), 80.0) == ["Who pays", "for the lamps of a town"]


def test_nothing_is_planned_where_nothing_is_left():
    word = Typed("the lamps")
    for costs in (Justified(), Ragged(), Balanced()):
        assert plan(word.paragraph, costs, measure=90.0, start=len(word.paragraph) - 1) is None


def test_a_word_wider_than_the_measure_leaves_no_plan():
    word = Typed("the antidisestablishmentarians")
    for costs in (Justified(), Ragged(), Balanced()):
        assert plan(word.paragraph, costs, measure=30.0) is None


def test_a_word_wider_than_the_measure_is_broken_where_it_may_be_even_in_a_title():
    word = Typed("the antidis~establish~mentarians")
    for costs in (Justified(), Ragged(), Balanced()):
        assert word.planned(costs, 26.0) == ["the antidis-", "establish-", "mentarians"]


def test_a_line_with_nothing_to_stretch_has_a_cost_like_any_other():
    made = plan(Typed("a b c").paragraph, replace(Justified(), expansion=0.0), measure=3.0)
    assert made is not None
    assert len(made.lines) == 3
    assert made.demerits < inf


def test_a_paragraph_can_be_asked_for_a_line_more_or_less():
    tale = Typed(TALE)
    lengths = {
        wanted: made and len(made.lines)
        for wanted in range(3, 12)
        for made in [plan(tale.paragraph, Justified(), measure=62.0, lines=wanted)]
    }
    assert {wanted for wanted, made in lengths.items() if made is None} == {3, 4, 5, 6}
    assert all(made in (None, wanted) for wanted, made in lengths.items())


def test_a_barred_row_is_gone_around():
    meeting = Typed(MEETING)
    made = plan(meeting.paragraph, Ragged(), measure=38.0)
    assert made is not None
    broken = {line.last for line in made.lines if meeting.paragraph.kinds[line.last] == Kind.HYPHEN}
    other = plan(meeting.paragraph, Ragged(), measure=38.0, barred=broken)
    assert other is not None
    assert not broken & {line.last for line in other.lines}
    assert other.demerits > made.demerits


# What a line's slack is given to

PARTS = st.floats(0.0, 1.0, allow_subnormal=False)


@st.composite
def justified_lines(draw: st.DrawFn) -> tuple[dict[str, Any], Justified]:
    """A line with spaces as `spread` is told of it, and its costs."""
    costs = Justified(expansion=draw(st.sampled_from([0.02, 0.01, 0.0])))
    natural = draw(st.floats(10.0, 500.0))
    glue = natural * (0.02 + 0.4 * draw(PARTS))
    ratio = draw(st.floats(-1.0, 20.0))
    part = costs.stretch if ratio >= 0 else costs.shrink
    measure = natural + ratio * (part * glue + costs.expansion * natural)
    spaces = draw(st.integers(1, 20))
    letters = spaces + draw(st.integers(0, 100))
    told = {"natural": natural, "glue": glue, "measure": measure, "spaces": spaces}
    told |= {"letters": letters, "apart": draw(PARTS) * 0.05 * natural / letters}
    return told, costs


def gap(told: dict[str, Any], made: Spread) -> float:
    """The gap between two words as it is drawn, a natural space being 1."""
    space: float = told["glue"] / told["spaces"]
    return (space + made.spacing + 2 * made.apart) * (1 + made.expansion) / space


@given(justified_lines())
def test_a_line_with_spaces_fills_its_measure_exactly(line):
    told, costs = line
    made = spread(**told, costs=costs)
    inside = told["natural"] + told["spaces"] * made.spacing + told["letters"] * made.apart
    assert isclose(inside * (1 + made.expansion), told["measure"], rel_tol=1e-9)


@given(justified_lines())
def test_letters_are_never_widened_or_moved_by_more_than_they_may_be(line):
    told, costs = line
    made = spread(**told, costs=costs)
    assert abs(made.expansion) <= costs.expansion + 1e-12
    assert 0 <= made.apart <= told["apart"]


@given(justified_lines())
def test_letters_are_moved_apart_only_as_far_as_keeps_gaps_from_being_seen(line):
    told, costs = line
    made = spread(**told, costs=costs)
    if made.apart > 0:
        assert gap(told, made) > 1 + costs.stretch - 0.003
    if made.apart < told["apart"] and told["letters"] > 2 * told["spaces"]:
        assert gap(told, made) <= 1 + costs.stretch + 1e-9


@given(justified_lines())
def test_no_gap_shrinks_by_more_than_it_may(line):
    told, costs = line
    made = spread(**told, costs=costs)
    assert gap(told, made) >= 1 - costs.shrink - costs.expansion - 1e-9


def test_a_line_without_spaces_is_widened_by_its_letters_as_far_as_they_go():
    costs = Justified()
    assert spread(natural=100.0, glue=0.0, spaces=0, measure=101.0, costs=costs) == Spread(
        expansion=0.01, spacing=0.0
    )
    assert spread(natural=100.0, glue=0.0, spaces=0, measure=99.0, costs=costs) == Spread(
        expansion=-0.01, spacing=0.0
    )
    short = spread(
        natural=100.0, glue=0.0, spaces=0, measure=150.0, costs=costs, letters=30, apart=0.3
    )
    assert short == Spread(expansion=0.02, spacing=0.0)


# Where words may be broken

COMMON = frozenset(("instead", "department", "together", "always", "remember", "printing"))
NOBODY: frozenset[str] = frozenset()


def breakable(text: str, names: frozenset[str] = NOBODY) -> list[str]:
    """The words that may be broken, written as they stand in the text."""
    found = list(hyphens.words(text, House(common=COMMON, names=names)))
    for word in found:
        assert text[word.place : word.place + len(word.letters)].lower() == word.letters
    return [text[word.place : word.place + len(word.letters)] for word in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the lamps", ["the"]),  # the last word stays whole
        ("remember", []),
        ("remember printing.", ["remember"]),
        ("always Carmichael here", ["always"]),  # a name
        ("the NATO UNESCO summit", ["the"]),  # capitals
        ("a McDonald PhD eBook here", ["a"]),
        ("a well-known non‑expert half‐way house", ["a"]),  # compounds, whichever their hyphen
        ("see www.example.org or ink@example.org now", ["see", "or"]),
        ("either/or and_or #lamps here", []),
        ("in 1990s co2emissions 12th place", ["in"]),  # numbers
        ("an e.g. abbreviation i.e. here", ["an", "abbreviation"]),
        ("in con\u00adservation here", ["in"]),  # its writer has said where
        ("one—together—always here", ["one", "together", "always"]),
        ("the ‘(together)’, then", ["the", "together"]),
        ("it doesn’t printing’s end", ["it", "doesn", "t", "printing", "s"]),
    ],
)
def test_what_is_no_common_word_is_left_whole(text, said):
    assert breakable(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Instead of", [("instead", False)]),
        ("so. Instead of", [("so", False), ("instead", False)]),
        ("so.’ ‘Instead of", [("so", False), ("instead", False)]),
        ("so! Instead? Always of", [("so", False), ("instead", False), ("always", False)]),
        ("the Department of", [("the", False), ("department", True)]),
        ("the Departments of", [("the", False), ("departments", True)]),
        ("so. (Instead—Always) of", [("so", False), ("instead", False), ("always", True)]),
        ("the Carmichael of", [("the", False)]),
    ],
)
def test_a_capital_is_that_of_a_sentence_or_of_a_longer_name(text, said):
    found = hyphens.words(text, House(common=COMMON))
    assert [(word.letters, word.capital) for word in found] == said


def test_a_word_of_a_name_is_whole_where_it_has_a_capital():
    assert breakable("Department and department here", frozenset({"Department"})) == [
        "and",
        "department",
    ]


def test_the_common_words_of_a_text_are_those_in_small_letters():
    assert hyphens.common("The lamps of Ely, and Lamps") == {"lamps", "of", "and"}


BRITISH = {"language": "en-GB", "limits": (6, 3, 3)}


def pieces(word: str, house: House | None = None, **said: object) -> str:
    """A word with all its breaks."""
    places = hyphens.positions(word, **{**BRITISH, "house": house or House(), **said})  # type: ignore[arg-type]
    return "-".join(word[first:last] for first, last in pairwise([0, *places, len(word)]))


def test_the_house_goes_before_the_press_and_the_press_before_the_patterns():
    assert pyphen.Pyphen(lang="en_GB", left=3, right=3).inserted("freelance") == "freel-ance"
    assert pieces("freelance") == "free-lance"
    house = House(exceptions=dict(map(hyphens.exception, ["freelance", "prin-ting"])))
    assert pieces("freelance", house) == "freelance"
    assert pieces("printing") == "print-ing"
    assert pieces("printing", house) == "prin-ting"


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ((6, 3, 3), "print-ing"),
        ((9, 3, 3), "printing"),
        ((6, 6, 2), "printing"),
        ((6, 3, 4), "printing"),
    ],
)
def test_the_limits_hold_for_the_patterns(limits, said):
    assert pieces("printing", limits=limits) == said


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ((6, 1, 2), "h-a-rbo-ur"),
        ((6, 2, 3), "ha-rbour"),
        ((6, 3, 2), "harbo-ur"),
        ((8, 1, 1), "harbour"),
    ],
)
def test_the_limits_hold_for_the_exceptions(limits, said):
    house = House(exceptions=dict([hyphens.exception("h-a-rbo-ur")]))
    assert pieces("harbour", house, limits=limits) == said


@pytest.mark.parametrize("language", ["", "xx", "zz-ZZ", "../etc", "a/b"])
def test_a_language_without_patterns_breaks_nothing(language):
    assert pieces("conservation", language=language) == "conservation"


def test_a_break_that_would_change_the_spelling_is_none():
    known = pyphen.Pyphen(lang="hu_HU", left=2, right=2)
    assert known.inserted("asszonnyal") == "asz-szony-nyal"
    assert pieces("asszonnyal", language="hu", limits=(5, 2, 2)) == "asszonnyal"


@pytest.mark.parametrize("language", ["en_GB", "en_US", "cs_CZ", "de_DE", "hu_HU", "id_ID"])
def test_patterns_are_read_as_pyphen_reads_them(language):
    """Words made of the patterns' own letters, so that many of them meet in each."""
    known = pyphen.Pyphen(lang=language)
    syllables = [letters.strip(".") for letters in list(known.hd.patterns)[::7]]
    words = ["".join(three) for three in zip(*[iter(syllables)] * 3, strict=False)]
    said = [[int(place) for place in known.hd.positions(w) if not place.data] for w in words]
    assert [patterns.positions(word, language) for word in words] == said
    assert sum(map(bool, said)) > 50, "too few of them may be broken to prove anything"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("har-bour", ("harbour", (3,))),
        ("instead", ("instead", ())),
        ("Com-mu-nity", ("community", (3, 5))),
    ],
)
def test_an_entry_shows_its_breaks(entry, said):
    assert hyphens.exception(entry) == said


LIST = Path(hyphens.__file__).with_name("hyphens-en.txt")
ENTRIES = [line for line in LIST.read_text("utf-8").splitlines() if not line.startswith("#")]


def test_the_list_of_the_press_is_letters_and_hyphens_in_order_and_says_no_word_twice():
    words = [entry.replace("-", "") for entry in ENTRIES]
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert all(all(entry.split("-")) for entry in ENTRIES)
    assert [word for word, count in Counter(words).items() if count > 1] == []
    assert words == sorted(words)


def test_every_entry_of_the_list_says_what_the_patterns_do_not():
    british, american = (pyphen.Pyphen(lang=one, left=3, right=3) for one in ("en_GB", "en_US"))
    idle = [
        entry
        for entry in ENTRIES
        if entry == british.inserted(entry.replace("-", ""))
        and entry == american.inserted(entry.replace("-", ""))
    ]
    assert idle == []


def test_every_break_of_the_list_is_one_that_the_usual_limits_allow():
    ends = [(entry, entry.split("-")[0], entry.split("-")[-1]) for entry in ENTRIES]
    assert [entry for entry, first, last in ends if min(len(first), len(last)) < 3] == []


# How evenly lines are set


def line(text: str = "a line of words", **said: object) -> Set:
    return Set(
        **{  # type: ignore[arg-type]
            "text": text,
            "block": 1,
            "page": 1,
            "space": 1.0,
            "slack": 0.0,
            "measure": 100.0,
            "broken": False,
        }
        | said
    )


def test_the_spaces_of_every_line_but_the_last_are_judged():
    spaces = [1.0, 1.4, 1.41, 1.8, 1.81, 0.85, 0.84, 1.0, 1.0, 1.0, 9.0]
    told = figures([line(space=space) for space in spaces])
    assert told.lines == 11
    assert (told.loose, told.very_loose, told.tight) == (0.3, 0.1, 0.1)


def test_broken_words_are_counted_and_hyphens_of_the_text_are_not():
    told = figures([line("a bro-", broken=True), line("well-"), line("a bro", broken=True), line()])
    assert told.hyphenated == 2 / 3


def test_a_ladder_is_three_lines_of_one_page_that_end_with_a_hyphen_whosever():
    hyphen = line("a bro-", broken=True)
    ladder = [hyphen, line("a well-"), line("a bro", broken=True)]
    assert figures([*ladder, line()]).ladders == 1
    assert figures([*ladder, hyphen, hyphen, hyphen, line()]).ladders == 1
    assert figures([*ladder, line(), *ladder, line()]).ladders == 2
    assert figures([*ladder[:2], line(), *ladder[:2], line()]).ladders == 0
    assert figures([*ladder[:2], replace(hyphen, page=2), line(page=2)]).ladders == 0
    assert figures([*ladder[:2], replace(hyphen, block=2), line(block=2)]).ladders == 0


def test_a_word_broken_over_the_end_of_a_page_is_counted():
    hyphen = line("a bro-", broken=True)
    assert figures([hyphen, line(page=2)]).page_ends == 1
    assert figures([hyphen, line()]).page_ends == 0
    assert figures([line("a well-"), line(page=2)]).page_ends == 0


def test_short_lines_and_the_steps_of_their_edge_are_measured_without_the_last():
    told = figures([line(slack=0.0), line(slack=15.0), line(slack=20.0), line(slack=90.0)])
    assert told.short == 1 / 3
    assert isclose(told.step, (0.15 + 0.05) / 2)


def test_a_runt_is_one_short_word_after_other_lines():
    assert figures([line(), line("ends.")]).runts == 1
    assert figures([line(), line("lamp-posts.")]).runts == 0
    assert figures([line(), line("it is.")]).runts == 0
    assert figures([line("ends.")]).runts == 0
    assert figures([line(), line("ends."), line(block=2), line("so.", block=2)]).runts == 2


def test_nothing_has_no_figures():
    assert figures([]) == Figures(
        lines=0, loose=0.0, very_loose=0.0, tight=0.0, hyphenated=0.0, short=0.0, step=0.0,
        ladders=0, page_ends=0, runts=0,
    )  # fmt: skip
