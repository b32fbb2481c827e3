"""Imposed files, made of a finished print edition: for the press, for the office, for approval.

Nothing is set again: the edition's own pages are placed on sheets as `imposition` has planned it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from press import finish
from press.assets.lettering import Lettering
from press.editions.job import Job, Made
from press.errors import UsageError
from press.imposition import (
    OFFICE,
    Booklet,
    Side,
    office,
    printers_spreads,
    readers_spreads,
    sheet_for,
)
from press.publication import Edition

BOUND = {"perfect-bound": "is perfect-bound", "none": "is not bound"}
"""How the bindings are told that have no printer's spreads."""

Letters = Callable[[Iterable[str]], Lettering]
"""Cuts the letters for some lines of slug text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imposed:
    """One imposed file, not yet published."""

    name: str
    """The file's name: `ignite-imposed.pdf`."""
    content: bytes
    told: str
    """What whoever prints it should know."""


def allowed(job: Job, forms: Iterable[str], sheet: str) -> None:
    """Refuse what cannot be imposed, before a page is set.

    Raises:
        UsageError: the edition is not for print, or is not saddle-stitched, or needs another sheet.
    """
    facts = job.edition
    if facts.format != "print-pdf":
        fit = [name for name, one in _editions(job).items() if one.format == "print-pdf"]
        raise UsageError(
            f"the edition “{job.name}” is not for print",
            place=job.order.place("editions", job.name),
            hint=f"ask for {' or '.join(f'-e {name}' for name in fit)}" if fit else "add one",
        )
    if "imposed" not in forms:
        return
    if facts.binding != "saddle-stitched":
        raise UsageError(
            f"the edition “{job.name}” {BOUND[facts.binding]}, and printer's spreads are made for "
            "saddle-stitching only",
            place=job.order.place("editions", job.name, "binding"),
            hint="send the single pages, whose signatures the bindery gathers; "
            "--spreads and --office do not mind",
        )
    sheet_for(_booklet(job, 4), sheet, margin=finish.marks.reach(facts.bleed))


def make(job: Job, made: Made, form: str, *, sheet: str, letters: Letters) -> Imposed:
    """Make one imposed file.

    Args:
        job: the edition's facts.
        made: the print edition, finished.
        form: a name of `FORMS`.
        sheet: the sheet that was asked for; nothing for the smallest that fits.
        letters: cuts the letters for slug text.

    Raises:
        ContentError: the extent cannot be folded.
    """
    return FORMS[form](job, made, sheet, letters)


def _for_the_press(job: Job, made: Made, sheet: str, letters: Letters) -> Imposed:
    booklet = _booklet(job, made.extent)
    name = sheet_for(booklet, sheet, margin=finish.marks.reach(booklet.bleed))
    sides = printers_spreads(booklet, name)
    lines = tuple((_work(job), _sheet(job, made, booklet, side)) for side in sides)
    content = finish.impose(
        made.content,
        sides,
        labels=_sheet_labels(sides),
        slugs=finish.Slugs(lines=lines, lettering=letters(text for two in lines for text in two)),
    )
    return Imposed(
        name=f"{job.order.name}-imposed.pdf",
        content=content,
        told=f"{_counted(booklet.sheets, 'sheet')} of {name}, turned on the {sides[0].turned_on}, "
        f"creep up to {sides[-1].creep:.2f} mm",
    )


def _for_the_office(job: Job, made: Made, _sheet: str, _letters: Letters) -> Imposed:
    booklet = _booklet(job, made.extent)
    sides = office(booklet)
    edge = sides[0].turned_on
    scale = sides[0].placed[0].scale
    flip = {"short edge": "DuplexFlipShortEdge", "long edge": "DuplexFlipLongEdge"}
    content = finish.impose(
        made.content,
        sides,
        labels=_sheet_labels(sides),
        viewer={"Duplex": flip[edge], "PrintScaling": "None"},
    )
    smaller = f", at {scale:.0%} of its size" if scale < 1 else ""
    return Imposed(
        name=f"{job.order.name}-office.pdf",
        content=content,
        told=f"{_counted(booklet.sheets, 'sheet')} of {OFFICE}{smaller}: print on both sides, "
        f"flip on the {edge}, fold in the middle",
    )


def _for_approval(job: Job, made: Made, _sheet: str, _letters: Letters) -> Imposed:
    openings = readers_spreads(_booklet(job, made.extent))
    labels = ["–".join(str(made.folios[one.page]) for one in side.placed) for side in openings]
    return Imposed(
        name=f"{job.order.name}-spreads.pdf",
        content=finish.impose(made.content, openings, labels=labels),
        told=f"{_counted(len(openings), 'opening')} as the reader turns them",
    )


FORMS: dict[str, Callable[[Job, Made, str, Letters], Imposed]] = {
    "imposed": _for_the_press,
    "office": _for_the_office,
    "spreads": _for_approval,
}
"""A row a form: what makes it."""


def names(publication: str) -> tuple[str, ...]:
    """The files that may stand beside an edition."""
    return tuple(f"{publication}-{form}.pdf" for form in FORMS)


def _editions(job: Job) -> dict[str, Edition]:
    return job.order.publication.editions


def _booklet(job: Job, extent: int) -> Booklet:
    facts = job.edition
    width, height = job.physical.trim or (0.0, 0.0)
    return Booklet(
        extent=extent, width=width, height=height, bleed=facts.bleed, thickness=facts.thickness
    )


def _sheet_labels(sides: Iterable[Side]) -> list[str]:
    return [f"{side.number} {side.face}" for side in sides]


def _work(job: Job) -> str:
    """The first line of slug text: which work, which edition, which size, which paper."""
    facts = job.edition
    width, height = job.physical.trim or (0.0, 0.0)
    said = [
        job.book.publication.full_title,
        f"{job.order.name}-{job.name}",
        job.book.publication.date.isoformat(),
        f"{width:g} × {height:g} mm",
        facts.stock,
    ]
    return " · ".join(part for part in said if part)


def _sheet(job: Job, made: Made, booklet: Booklet, side: Side) -> str:
    """The second line: which sheet and side, its pages, its creep, how it is turned."""
    left, right = (made.folios[one.page] for one in side.placed)
    cover = job.edition.cover == "plus-cover" and side.number == 1
    said = [
        f"sheet {side.number} of {booklet.sheets}, {side.face}",
        "cover, on a stock of its own" if cover else "",
        f"pages {left} and {right}",
        f"one signature of {booklet.extent} pages",
        f"creep {side.creep:.2f} mm",
        f"sheetwise, turn on the {side.turned_on}, head to head",
    ]
    return " · ".join(part for part in said if part)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
