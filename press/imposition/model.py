"""What is imposed, and what comes of it: sides of sheets with pages in their places, in mm."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Booklet:
    """What is imposed."""

    extent: int
    """How many pages it has, blanks and covers too."""
    width: float
    """The trimmed page's width."""
    height: float
    bleed: float = 0.0
    thickness: float = 0.0
    """How thick one leaf is."""

    @property
    def sheets(self) -> int:
        """How many sheets it is folded of."""
        return self.extent // 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle; the origin is the sheet's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def grown(self, by: float) -> Box:
        """The box with as much more on each side."""
        return Box(
            left=self.left - by, bottom=self.bottom - by, right=self.right + by, top=self.top + by
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A page in its place, upright."""

    page: int
    """Its index, counted from 0."""
    x: float
    """Where the lower left corner of its trim comes."""
    y: float
    clip: Box
    """What of it is shown; the rest is cut off."""
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a sheet, or one opening of a reader's spread."""

    width: float
    height: float
    trim: Box
    """What is left when the booklet is cut."""
    placed: tuple[Placed, ...]
    number: int
    """The number of its sheet from outside, or of the opening, counted from 1."""
    face: str = ""
    """`front` or `back`; nothing for an opening."""
    bleed: float = 0.0
    creep: float = 0.0
    """How far its pages are shifted towards the spine."""

    @property
    def fold(self) -> float:
        """Where the sheet is folded, from its left."""
        return self.width / 2

    @property
    def turned_on(self) -> str:
        """The edge on which the sheet is turned, so that its back stands head up too."""
        return "short edge" if self.width >= self.height else "long edge"
