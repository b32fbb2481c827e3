"""What is set, and how: each text justified and flush left, by the engine's lines and by ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from press.bench.texts import TEXTS, Text

JUSTIFIED, FLUSH_LEFT = "justified", "flush left"
FIRST_FIT, TOTAL_FIT = "first-fit", "total-fit"
WIDE = range(100, 113)
"""The measures, in mm, that the bounds are meant for; narrower lines are held to first-fit's."""
NARROW = 85.0
LARGE, LARGE_LEADING = 12.0, 16.0
"""Large print, in pt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One text set in one way."""

    text: str
    """Its name."""
    aligned: str
    """`JUSTIFIED` or `FLUSH_LEFT`."""
    way: str
    """`FIRST_FIT`, the engine's own, or `TOTAL_FIT`."""
    measure: float
    """In mm."""
    family: str
    faces: tuple[str, ...]
    """Files below `assets/fonts/`: the upright and, where words are italic, the italic."""
    size: float
    """In pt, as is the leading."""
    leading: float
    variant: str = ""
    """What sets it apart from how the text is set otherwise; empty where nothing does."""

    @property
    def title(self) -> str:
        """What it is called in the table."""
        return f"{self.variant or self.aligned}, {self.way}"

    @property
    def narrow(self) -> bool:
        """Whether its lines have so few words that they are only held against the engine's."""
        return bool(self.variant) or self.measure not in WIDE


def settings(publication: str) -> list[Setting]:
    """All that is set, both ways of each next to each other.

    Args:
        publication: whose running text is set beside the texts of the bench.
    """
    own = Setting(
        text=publication,
        aligned=JUSTIFIED,
        way=FIRST_FIT,
        measure=112,
        family="Source Serif 4",
        faces=("source-serif-4/SourceSerif4-Regular.ttf",),
        size=9.5,
        leading=13,
    )
    return [one for row in (own, *map(_row, TEXTS)) for one in _both(row)]


def _row(text: Text) -> Setting:
    return Setting(
        text=text.name,
        aligned=JUSTIFIED,
        way=FIRST_FIT,
        measure=text.measure,
        family=text.family,
        faces=text.faces,
        size=text.size,
        leading=text.leading,
    )


def _both(row: Setting) -> Iterator[Setting]:
    variants = [row, replace(row, aligned=FLUSH_LEFT)]
    if row.measure > NARROW:
        variants.append(replace(row, measure=NARROW, variant=f"{NARROW:.0f} mm"))
    variants.append(
        replace(
            row, size=LARGE, leading=LARGE_LEADING, variant=f"{LARGE:.0f}/{LARGE_LEADING:.0f} pt"
        )
    )
    for variant in variants:
        yield variant
        yield replace(variant, way=TOTAL_FIT)
