"""Details: pictures fine enough for print, and lines thick enough."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from press.finding import Severity
from press.preflight.delivery import Alone, Here, page_rule, places
from press.reading.painted import Kind, Mark

COARSE = 0.75
"""The part of the wanted resolution below which pixels are seen."""
ROUNDING = 0.5
"""What whole pixels may take from the resolution, in pixels an inch."""
WHOLE_WIDTH = 0.005
"""What writing a line's width to two places may take from it, in pt."""


def _below(page: Alone, least: float, most: float) -> list[Mark]:
    """The pictures of a page between two resolutions."""
    return [
        mark
        for mark in page.printed
        if mark.kind is Kind.IMAGE
        and mark.resolution is not None
        and least <= mark.resolution < most
        and page.edition.min_resolution
    ]


def _resolution(page: Alone, mark: Mark) -> str:
    return (
        f"a picture has {mark.resolution or 0:.0f} pixels an inch as it is placed; "
        f"wanted are {page.edition.min_resolution}"
    )


@page_rule("picture-coarse", Severity.ERROR)
def coarse(page: Alone) -> Iterator[Here]:
    """A picture has less than three quarters of the pixels that print needs.

    Its pixels are seen as steps, and its letters cannot be read. How large it is placed counts, not
    what the file says of itself: 600 pixels are 300 an inch over two inches and 100 over six.
    The coarser of the two directions is held against `min_resolution:`; pictures in forms, in
    patterns and in the stream itself are looked at too.
    Ask for the original, or place it smaller; making it larger by program adds no detail.
    """
    say, limit = partial(_resolution, page), page.edition.min_resolution * COARSE
    yield from places(_below(page, 0, limit), say, remedy="place a finer one, or place it smaller")


@page_rule("picture-soft", Severity.WARNING)
def soft(page: Alone) -> Iterator[Here]:
    """A picture has fewer pixels than the printer asks for, though more than three quarters.

    It will look soft beside others; few readers see it in a photograph, most in a drawing or a map.
    The coarser of its two directions, as it is placed, is held against `min_resolution:`.
    Look at a proof of the page. Place a finer picture, or place it smaller; silence the finding
    where the original has no more.
    """
    say, limit = partial(_resolution, page), page.edition.min_resolution
    found = _below(page, limit * COARSE, limit - ROUNDING)
    yield from places(found, say, remedy="place a finer one, or place it smaller")


@page_rule("line-thin", Severity.ERROR)
def thin(page: Alone) -> Iterator[Here]:
    """A line is thinner than the press can hold.

    Below a quarter of a point a line breaks up on the plate, and one of width 0 is as thin as the
    machine can make it (ISO 32000-1, 8.4.3.2): a hair on a platesetter, a good line on an office
    printer, so that no proof shows it.
    Stroked lines are asked with the scale at which they are drawn, and filled blocks that serve as
    lines, borders of boxes among them.
    Make it as thick as `min_line:`, in the stylesheet or the drawing.
    """

    def say(mark: Mark) -> str:
        return f"a line is {mark.width or 0:.2f} pt thick; the least is {least:g} pt"

    least = page.edition.min_line
    found = [
        mark
        for mark in page.side.marks
        if mark.width is not None and mark.width < least - WHOLE_WIDTH
    ]
    yield from places(found, say, remedy=f"make it {least:g} pt or thicker")


RULES = (coarse, soft, thin)
