"""Edges: what runs over the trim runs far enough, and what stays inside keeps away from it."""

from __future__ import annotations

from collections.abc import Iterator

from press.finding import Severity
from press.preflight.delivery import EXACT, POINTS, Delivery, overlap, places, printed
from press.reading import Box, PrintPage
from press.reading.painted import Kind, Mark
from press.rule import Slip, rule

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


@rule("bleed-short", Severity.ERROR)
def short(delivery: Delivery) -> Iterator[Slip]:
    """Art reaches the trim and stops before the end of the bleed.

    The guillotine is right to half a millimetre. Art that ends at the trim, or a little beyond,
    shows a white line along the edge of some copies.
    Looked at are edges that run along the page's side: blocks of colour, pictures, rules, and
    whatever a frame cuts off. An edge on the trim or in the bleed must stand at the end of the
    bleed. A round form that happens to cross the trim is left alone.
    Let the element run over the trim by the bleed, in the layout's stylesheet or the drawing.
    """
    for page in delivery.facts.pages if delivery.bleed else ():
        found = [mark for mark in printed(page) if page.bleed and _ends_short(page, mark)]
        yield from places(page, found, _short, remedy="let it run to the end of the bleed")


def _ends_short(page: PrintPage, mark: Mark) -> bool:
    return mark.kind is not Kind.TEXT and not _is_paper(mark) and bool(_short_sides(page, mark))


def _short_sides(page: PrintPage, mark: Mark) -> list[int]:
    if not overlap(mark.box, page.trimmed):
        return []
    from_trim = _distances(mark.box, page.trimmed)
    from_bleed = _distances(mark.box, page.bled)
    return [
        side
        for side in range(4)
        if mark.straight[side] and from_trim[side] <= TOUCH and from_bleed[side] > TOUCH
    ]


def _short(page: PrintPage, mark: Mark) -> str:
    sides = " and ".join(SIDES[side] for side in _short_sides(page, mark))
    beyond = -min(_distances(mark.box, page.trimmed)[side] for side in _short_sides(page, mark))
    return f"a {mark.kind} ends {max(0.0, beyond) / POINTS:.1f} mm beyond the trim at the {sides}"


def _is_paper(mark: Mark) -> bool:
    """Whether it has no ink, and so no edge that anybody sees."""
    return mark.plates is not None and sum(mark.plates) == 0


@rule("text-near-trim", Severity.ERROR)
def text_near(delivery: Delivery) -> Iterator[Slip]:
    """Type stands nearer to the trim than the printer allows.

    What stands close to the edge is cut into when paper moves, and looks askew long before that.
    In a saddle-stitched book the inner pages are pushed out of the fold, so their outer margins
    come out narrower than they were set.
    Each line of type is measured from the trim, with the letters' usual height, and held against
    `safe_area:`. Type outside the trim, such as a slug's, is left alone.
    Move it in, in the layout's stylesheet; folios and thumb words are the usual ones.
    """

    def say(page: PrintPage, mark: Mark) -> str:
        return (
            f"{delivery.said(page, mark)} stands {_nearest(page, mark)} mm from the trim; "
            f"the printer wants {delivery.edition.safe_area:g} mm"
        )

    for page in delivery.facts.pages:
        found = [
            mark
            for mark in page.marks
            if mark.kind is Kind.TEXT
            and overlap(mark.box, page.trimmed)
            and min(_distances(mark.box, page.trimmed)) < delivery.safe - LETTERS
        ]
        yield from places(page, found, say, remedy="move it in")


@rule("rule-near-trim", Severity.WARNING)
def rule_near(delivery: Delivery) -> Iterator[Slip]:
    """A line stands beside the trim, nearer than the printer allows, and does not bleed off.

    A line along the edge shows every fault of cutting and folding: half a millimetre beside five is
    seen, and on facing pages twice. A frame round the page never comes out even.
    Looked at are stroked lines and thin filled blocks along the page's sides; a line that runs over
    the trim to the end of the bleed is meant to be cut.
    Move it in as far as `safe_area:` says, or let it bleed off.
    """

    def say(page: PrintPage, mark: Mark) -> str:
        return (
            f"a line of {mark.width:.2f} pt stands {_nearest(page, mark)} mm from the trim; "
            f"the printer wants {delivery.edition.safe_area:g} mm"
        )

    for page in delivery.facts.pages:
        found = [mark for mark in printed(page) if _is_near(page, mark, delivery.safe)]
        yield from places(page, found, say, remedy="move it in, or let it bleed off")


def _is_near(page: PrintPage, mark: Mark, safe: float) -> bool:
    if mark.width is None or not any(mark.straight) or not overlap(mark.box, page.trimmed):
        return False
    from_trim = _distances(mark.box, page.trimmed)
    return any(EXACT < one < safe - TOUCH for one in from_trim)


def _nearest(page: PrintPage, mark: Mark) -> str:
    distances = _distances(mark.box, page.trimmed)
    inside = [one for one in distances if one > EXACT] or [0.0]
    nearest = min(distances) if mark.kind is Kind.TEXT else min(inside)
    return f"{nearest / POINTS:.1f}"


RULES = (short, text_near, rule_near)
