"""Edges: what runs over the trim runs far enough, and what stays inside keeps away from it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from press.finding import Severity
from press.preflight.delivery import EXACT, POINTS, Alone, Here, overlap, page_rule, places
from press.reading import Box, Side
from press.reading.painted import Kind, Mark

TOUCH = 0.3
"""How near to the trim an edge counts as standing on it, in pt: a tenth of a millimetre."""
LETTERS = 0.5
"""What a line of type may be nearer than it seems, in pt: its height is the font's, not its own."""
SIDES = ("left", "foot", "right", "head")


def _distances(inner: Box, outer: Box) -> tuple[float, float, float, float]:
    """How far the sides of one box lie inside another's, in pt; negative outside."""
    return (
        inner[0] - outer[0],
        inner[1] - outer[1],
        outer[2] - inner[2],
        outer[3] - inner[3],
    )


@page_rule("bleed-short", Severity.ERROR)
def short(page: Alone) -> Iterator[Here]:
    """Art reaches the trim and stops before the end of the bleed.

    The guillotine is right to half a millimetre. Art that ends at the trim, or a little beyond,
    shows a white line along the edge of some copies.
    Looked at are edges that run along the page's side: blocks of colour, pictures, rules, and
    whatever a frame cuts off. An edge on the trim or in the bleed must stand at the end of the
    bleed. A round form that happens to cross the trim is left alone.
    Let the element run over the trim by the bleed, in the layout's stylesheet or the drawing.
    """
    side = page.side
    if page.bleed and side.bleed:
        found = [mark for mark in page.printed if _ends_short(side, mark)]
        yield from places(found, partial(_short, side), remedy="let it run to the end of the bleed")


def _ends_short(side: Side, mark: Mark) -> bool:
    return mark.kind is not Kind.TEXT and not _is_paper(mark) and bool(_short_sides(side, mark))


def _short_sides(side: Side, mark: Mark) -> list[int]:
    if not overlap(mark.box, side.trimmed):
        return []
    from_trim = _distances(mark.box, side.trimmed)
    from_bleed = _distances(mark.box, side.bled)
    return [
        edge
        for edge in range(4)
        if mark.straight[edge] and from_trim[edge] <= TOUCH and from_bleed[edge] > TOUCH
    ]


def _short(side: Side, mark: Mark) -> str:
    short = _short_sides(side, mark)
    sides = " and ".join(SIDES[edge] for edge in short)
    beyond = -min(_distances(mark.box, side.trimmed)[edge] for edge in short)
    return f"a {mark.kind} ends {max(0.0, beyond) / POINTS:.1f} mm beyond the trim at the {sides}"


def _is_paper(mark: Mark) -> bool:
    """Whether it has no ink, and so no edge that anybody sees."""
    return mark.plates is not None and sum(mark.plates) == 0


@page_rule("text-near-trim", Severity.ERROR)
def text_near(page: Alone) -> Iterator[Here]:
    """Type stands nearer to the trim than the printer allows.

    What stands close to the edge is cut into when paper moves, and looks askew long before that.
    In a saddle-stitched book the inner pages are pushed out of the fold, so their outer margins
    come out narrower than they were set.
    Each line of type is measured from the trim, with the letters' usual height, and held against
    `safe_area:`. Type outside the trim, such as a slug's, is left alone.
    Move it in, in the layout's stylesheet; folios and thumb words are the usual ones.
    """

    def say(mark: Mark) -> str:
        return (
            f"{page.said(mark)} stands {_nearest(page.side, mark)} mm from the trim; "
            f"the printer wants {page.edition.safe_area:g} mm"
        )

    trimmed, safe = page.side.trimmed, page.safe - LETTERS
    found = [
        mark
        for mark in page.side.marks
        if mark.kind is Kind.TEXT
        and overlap(mark.box, trimmed)
        and min(_distances(mark.box, trimmed)) < safe
    ]
    yield from places(found, say, remedy="move it in")


@page_rule("rule-near-trim", Severity.WARNING)
def rule_near(page: Alone) -> Iterator[Here]:
    """A line stands beside the trim, nearer than the printer allows, and does not bleed off.

    A line along the edge shows every fault of cutting and folding: half a millimetre beside five is
    seen, and on facing pages twice. A frame round the page never comes out even.
    Looked at are stroked lines and thin filled blocks along the page's sides; a line that runs over
    the trim to the end of the bleed is meant to be cut.
    Move it in as far as `safe_area:` says, or let it bleed off.
    """

    def say(mark: Mark) -> str:
        return (
            f"a line of {mark.width:.2f} pt stands {_nearest(page.side, mark)} mm from the trim; "
            f"the printer wants {page.edition.safe_area:g} mm"
        )

    found = [mark for mark in page.printed if _is_near(page.side, mark, page.safe)]
    yield from places(found, say, remedy="move it in, or let it bleed off")


def _is_near(side: Side, mark: Mark, safe: float) -> bool:
    if mark.width is None or not any(mark.straight) or not overlap(mark.box, side.trimmed):
        return False
    from_trim = _distances(mark.box, side.trimmed)
    return any(EXACT < one < safe - TOUCH for one in from_trim)


def _nearest(side: Side, mark: Mark) -> str:
    distances = _distances(mark.box, side.trimmed)
    inside = [one for one in distances if one > EXACT] or [0.0]
    nearest = min(distances) if mark.kind is Kind.TEXT else min(inside)
    return f"{nearest / POINTS:.1f}"


RULES = (short, text_near, rule_near)
