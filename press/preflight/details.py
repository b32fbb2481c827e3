"""Details: pictures fine enough for print, and lines thick enough."""

from __future__ import annotations

from collections.abc import Iterator

from press.finding import Severity
from press.preflight.delivery import Delivery, places, printed
from press.reading import PrintPage
from press.reading.painted import Kind, Mark
from press.rule import Slip, rule

COARSE = 0.75
"""The part of the wanted resolution below which pixels are seen."""
ROUNDING = 0.5
"""What whole pixels may take from the resolution, in pixels an inch."""
WHOLE_WIDTH = 0.005
"""What writing a line's width to two places may take from it, in pt."""


def _below(delivery: Delivery, page: PrintPage, least: float, most: float) -> list[Mark]:
    """The pictures of a page between two resolutions."""
    return [
        mark
        for mark in printed(page)
        if mark.kind is Kind.IMAGE
        and mark.resolution is not None
        and least <= mark.resolution < most
        and delivery.edition.min_resolution
    ]


def _resolution(delivery: Delivery, mark: Mark) -> str:
    return (
        f"a picture has {mark.resolution or 0:.0f} pixels an inch as it is placed; "
        f"wanted are {delivery.edition.min_resolution}"
    )


@rule("picture-coarse", Severity.ERROR)
def coarse(delivery: Delivery) -> Iterator[Slip]:
    """A picture has less than three quarters of the pixels that print needs.

    Its pixels are seen as steps, and its letters cannot be read. How large it is placed counts, not
    what the file says of itself: 600 pixels are 300 an inch over two inches and 100 over six.
    The coarser of the two directions is held against `min_resolution:`; pictures in forms, in
    patterns and in the stream itself are looked at too.
    Ask for the original, or place it smaller; making it larger by program adds no detail.
    """

    def say(_: PrintPage, mark: Mark) -> str:
        return _resolution(delivery, mark)

    limit = delivery.edition.min_resolution * COARSE
    for page in delivery.facts.pages:
        found = _below(delivery, page, 0, limit)
        yield from places(page, found, say, remedy="place a finer one, or place it smaller")


@rule("picture-soft", Severity.WARNING)
def soft(delivery: Delivery) -> Iterator[Slip]:
    """A picture has fewer pixels than the printer asks for, though more than three quarters.

    It will look soft beside others; few readers see it in a photograph, most in a drawing or a map.
    The coarser of its two directions, as it is placed, is held against `min_resolution:`.
    Look at a proof of the page. Place a finer picture, or place it smaller; silence the finding
    where the original has no more.
    """

    def say(_: PrintPage, mark: Mark) -> str:
        return _resolution(delivery, mark)

    limit = delivery.edition.min_resolution
    for page in delivery.facts.pages:
        found = _below(delivery, page, limit * COARSE, limit - ROUNDING)
        yield from places(page, found, say, remedy="place a finer one, or place it smaller")


@rule("line-thin", Severity.ERROR)
def thin(delivery: Delivery) -> Iterator[Slip]:
    """A line is thinner than the press can hold.

    Below a quarter of a point a line breaks up on the plate, and one of width 0 is as thin as the
    machine can make it (ISO 32000-1, 8.4.3.2): a hair on a platesetter, a good line on an office
    printer, so that no proof shows it.
    Stroked lines are asked with the scale at which they are drawn, and filled blocks that serve as
    lines, borders of boxes among them.
    Make it as thick as `min_line:`, in the stylesheet or the drawing.
    """

    def say(_: PrintPage, mark: Mark) -> str:
        return f"a line is {mark.width or 0:.2f} pt thick; the least is {least:g} pt"

    least = delivery.edition.min_line
    for page in delivery.facts.pages:
        found = [
            mark
            for mark in page.marks
            if mark.width is not None and mark.width < least - WHOLE_WIDTH
        ]
        yield from places(page, found, say, remedy=f"make it {least:g} pt or thicker")


RULES = (coarse, soft, thin)
