"""What a rule of preflight is given: the finished file's facts beside the order's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.finding import Spot
from press.publication import Edition
from press.reading import Box, Coverage, PrintFile, PrintPage
from press.reading.painted import Mark
from press.rule import Slip
from press.tools import Completed, NotChecked, Verdict

POINTS = 72 / 25.4
"""Points in a millimetre."""
EXACT = 0.05
"""What a box may differ by from the order and still be it, in pt; boxes are written rounded."""
MOST_PLACES = 4
"""The places of a page that are told one by one for one code; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What goes to the printer, and what was ordered."""

    facts: PrintFile
    edition: Edition
    fonts: frozenset[str]
    """The names of the layout's faces and families."""
    coverage: Mapping[int, Coverage] | NotChecked
    """The ink of each page that was counted, by its index."""
    syntax: Completed | NotChecked
    """What a second program says of the file's syntax."""
    verdict: Verdict | NotChecked | None
    """What the veraPDF engine says of it by our own rules; none where it was not asked."""
    words: Callable[[int, Box], str]
    """The words that stand in a box of a page, for telling the place."""

    @property
    def bleed(self) -> float:
        """The bleed of the order, in pt."""
        return self.edition.bleed * POINTS

    @property
    def safe(self) -> float:
        """How near to the trim the printer wants nothing, in pt."""
        return self.edition.safe_area * POINTS

    def said(self, page: PrintPage, mark: Mark) -> str:
        """The first words of a line of type, to find it by."""
        words = " ".join(self.words(page.index, mark.box).split())
        return f"“{words[:40]}”" if words else "a line of type"


def printed(page: PrintPage) -> Iterator[Mark]:
    """The marks that come onto the printed page or its bleed; not the marks for the printer."""
    return (mark for mark in page.marks if overlap(mark.box, page.bled))


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return (
        one[0] < other[2] - EXACT
        and one[2] > other[0] + EXACT
        and one[1] < other[3] - EXACT
        and one[3] > other[1] + EXACT
    )


def places(
    page: PrintPage, marks: Iterable[Mark], say: Callable[[PrintPage, Mark], str], *, remedy: str
) -> Iterator[Slip]:
    """A slip for each of the first places of a page; the last of them counts the others."""
    found = list(marks)
    for number, mark in enumerate(found[:MOST_PLACES], start=1):
        others = len(found) - MOST_PLACES if number == MOST_PLACES else 0
        yield Slip(
            message=say(page, mark) + (f" (and {others} more on this page)" if others else ""),
            remedy=remedy,
            page=page.name,
            spot=Spot(page=page.index, box=mark.box),
        )


def per_cent(plates: Sequence[float]) -> str:
    """A colour as printers write it: `C0 M10 Y40 K0`."""
    return " ".join(f"{ink}{value * 100:.0f}" for ink, value in zip("CMYK", plates, strict=True))
