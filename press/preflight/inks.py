"""Inks: how much of them comes to stand on one spot."""

from __future__ import annotations

from collections.abc import Iterator

from press.finding import Severity, Spot
from press.preflight.delivery import Delivery, per_cent, printed
from press.reading import doubtful_pages
from press.rule import Slip, rule
from press.tools import NotChecked

ROUNDING = 2.0
"""What four plates of 256 tones may be off together, in per cent."""


@rule("ink-heavy", Severity.ERROR)
def heavy(delivery: Delivery) -> Iterator[Slip]:
    """More ink comes to stand on one spot than the paper takes.

    Too much ink does not dry: it sets off on the facing page, sticks in the pile and scuffs. The
    limit belongs to the paper and the press, about 300 per cent of one ink on coated paper and 260
    on uncoated; the printer names it (`max_ink:`).
    Ghostscript makes the four plates of a page, 36 dots an inch, and they are added up inside the
    bleed; what lies over each other is seen, and pictures too. The colour of each mark is added up
    besides. `invoke preflight` counts all pages, publishing those that could have too much: no
    spot has more than one mark and what overprints, unless there is a picture, a pattern, a
    shading, something translucent or blended, or a colour that only a profile turns into inks.
    Lighten the colour: take from cyan, magenta and yellow together and add black.
    """
    limit = delivery.edition.max_ink
    told = set()
    if not isinstance(delivery.coverage, NotChecked):
        for index, ink in sorted(delivery.coverage.items()):
            page = delivery.facts.pages[index]
            if ink.heavy is not None and ink.most > limit + ROUNDING:
                told.add(index)
                yield Slip(
                    message=f"{ink.most:.0f} % of ink stand on one spot; the most is {limit} %",
                    remedy="lighten the colours that lie there",
                    page=page.name,
                    spot=Spot(page=index, box=ink.heavy),
                )
    for index in doubtful_pages(delivery.facts, limit):
        page = delivery.facts.pages[index]
        marks = [mark for mark in printed(page) if sum(mark.plates or ()) * 100 > limit + ROUNDING]
        if marks and index not in told:
            worst = max(marks, key=lambda mark: sum(mark.plates or ()))
            plates = worst.plates or ()
            yield Slip(
                message=f"a {worst.kind} has {sum(plates) * 100:.0f} % of ink "
                f"({per_cent(plates)}); the most is {limit} %",
                remedy="lighten its colour",
                page=page.name,
                spot=Spot(page=index, box=worst.box),
            )


@rule("ink-not-counted", Severity.NOTICE)
def not_counted(delivery: Delivery) -> Iterator[Slip]:
    """Ink that has to be counted was not, because Ghostscript is not on this machine.

    The colours of type and drawings are still added up one by one, but not what lies over each
    other, and no picture. A file may be too heavy and nobody has seen it, so silence would look
    like praise.
    Install Ghostscript and run preflight again, or ask the printer to look at the ink.
    """
    if isinstance(delivery.coverage, NotChecked):
        yield Slip(message=delivery.coverage.meaning, remedy=delivery.coverage.remedy)


RULES = (heavy, not_counted)
