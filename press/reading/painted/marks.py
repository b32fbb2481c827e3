"""What is painted on a page, one mark after the other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from press.reading.facts import Box
from press.reading.painted.colours import Ink, Plates

Sides = tuple[bool, bool, bool, bool]
"""Left, bottom, right and top."""
NEVER: Sides = (False, False, False, False)
ALWAYS: Sides = (True, True, True, True)


class Kind(StrEnum):
    """How a mark is made."""

    FILL = "fill"
    STROKE = "stroke"
    TEXT = "text"
    IMAGE = "image"
    SHADING = "shading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing painted on a page, as far as it can be seen."""

    kind: Kind
    box: Box
    """Its place in pt from the media box's corner, cut where it is clipped (by boxes only)."""
    ink: Ink
    """Its colour; of a picture its space alone."""
    overprint: bool = False
    """Whether it leaves the plates alone on which it has no ink (8.6.7)."""
    alpha: float = 1.0
    blend: str = "Normal"
    masked: bool = False
    """Whether a soft mask thins it."""
    straight: Sides = NEVER
    """Which of its edges run along the page's sides."""
    width: float | None = None
    """How thick a line is in pt, stroked or a thin filled rectangle; none where it is no line."""
    size: float = 0.0
    """The size of type in pt, as it comes to stand on the page."""
    font: str = ""
    resolution: float | None = None
    """Of a picture, its pixels an inch as it is placed, in its coarser direction."""
    bits: int = 0
    """Of a picture, the bits of each pixel and component."""

    @property
    def plates(self) -> Plates | None:
        """The four plates, where they can be told."""
        return self.ink.plates

    @property
    def transparent(self) -> bool:
        """Whether what lies below shows through."""
        return self.alpha < 1 or self.masked or self.blend not in {"Normal", "Compatible"}
