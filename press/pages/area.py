"""Where a page has its type area, for those who show pages with their margins."""

from __future__ import annotations

from dataclasses import dataclass

from press.pages.lines import MILLIMETRES
from press.pages.typesetter import SetPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A type area, in mm from the left and top edge of the trim."""

    left: float
    top: float
    width: float
    height: float


def area(page: SetPage) -> Area:
    """The type area of a page: what its `@page` margins leave."""
    box = page.drawn._page_box
    return Area(
        left=box.content_box_x() * MILLIMETRES,
        top=box.content_box_y() * MILLIMETRES,
        width=box.width * MILLIMETRES,
        height=box.height * MILLIMETRES,
    )
