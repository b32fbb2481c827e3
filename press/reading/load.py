"""How much ink can come to stand on a spot of a page, told of its marks without painting them.

What is painted later covers what lies below it; only what overprints leaves plates of it standing.
So no spot has more than one mark and, on each plate, what overprints at most (ISO 32000-1, 8.6.7).
Where anything else has a say there is no bound, and the page has to be counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.reading.facts import Box
from press.reading.painted import Kind, Mark, Plates
from press.reading.painted.geometry import common, grown
from press.reading.painted.marks import ALWAYS

TELLING = {"DeviceCMYK", "DeviceGray"}
"""The families whose numbers come onto the plates as they are, whoever paints them."""
SPIKE = 10.0
"""How far a bent line may reach beyond its box, in its widths; twice what is usual (8.4.3.5)."""
TOUCH = 0.05
"""What two boxes may share and only touch, in pt; boxes are written rounded."""
NONE: Plates = (0.0, 0.0, 0.0, 0.0)


def most_ink(marks: Sequence[Mark], bled: Box) -> float | None:
    """The most ink that marks can bring onto a spot, 1 for a whole plate; None without a bound.

    Args:
        marks: all that is painted on a page.
        bled: the box inside which ink is counted.
    """
    covering, over = {NONE}, NONE
    for colour in _colours(marks, bled):
        if colour is None:
            return None
        plates, overprints = colour
        if overprints:
            over = _each(over, plates)
        covering.add(plates)
    return max(sum(_each(plates, over)) for plates in covering)


def _colours(marks: Sequence[Mark], bled: Box) -> Iterator[tuple[Plates, bool] | None]:
    """The plates of each colour of marks, and whether it overprints; None where unsure."""
    told: set[tuple[int, bool]] = set()
    for mark in marks:
        if (id(mark.ink), mark.overprint) in told and _is_plain(mark):
            continue
        plates = mark.plates if mark.ink.space.family in TELLING and _is_plain(mark) else None
        if plates is not None:
            told.add((id(mark.ink), mark.overprint))
            cyan, magenta, yellow, black = (min(1.0, max(0.0, one)) for one in plates)
            yield (cyan, magenta, yellow, black), mark.overprint
        elif not _is_beside(mark, bled):
            yield None


def _is_plain(mark: Mark) -> bool:
    """Whether it lies on what is below as one colour."""
    return mark.kind not in {Kind.IMAGE, Kind.SHADING} and not mark.transparent


def _is_beside(mark: Mark, bled: Box) -> bool:
    """Whether a mark for the printer stays outside the bleed, however it is drawn out."""
    reach = 0.0
    if mark.kind is Kind.TEXT:
        reach = mark.size
    elif mark.kind is Kind.STROKE and mark.straight != ALWAYS:
        reach = SPIKE * (mark.width or 0.0)
    return common(grown(mark.box, reach), grown(bled, -TOUCH)) is None


def _each(one: Plates, other: Plates) -> Plates:
    """On each plate the more of two."""
    cyan, magenta, yellow, black = map(max, one, other)
    return cyan, magenta, yellow, black
