"""Imposed files, made of a finished print edition: for the press, for the office, for approval.

Nothing is set again: the edition's own pages are placed on sheets as `imposition` has planned it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from press import finish, reading
from press.editions.job import Letters, Made
from press.errors import ContentError, UsageError
from press.finish.imposed import impose
from press.imposition import (
    OFFICE,
    SHEETS,
    Booklet,
    Side,
    office,
    printers_spreads,
    readers_spreads,
    sheet_for,
)
from press.output import Draft
from press.publication import Order

FORMAT = "print-pdf"
"""The format of editions that are imposed."""
BOUND = {"perfect-bound": "is perfect-bound", "none": "is not bound"}
"""How the bindings are told that have no printer's spreads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imposed:
    """One imposed file, not yet published."""

    name: str
    """The file's name: `ignite-imposed.pdf`."""
    content: bytes
    told: str
    """What whoever prints it should know."""


def allowed(order: Order, name: str, forms: Iterable[str], sheet: str) -> None:
    """Refuse what cannot be imposed, before a page is set.

    Raises:
        UsageError: the edition is not for print, or is not saddle-stitched, or needs another sheet.
    """
    facts = order.edition(name)
    if facts.format != FORMAT:
        editions = order.publication.editions.items()
        fit = [f"-e {other}" for other, one in editions if one.format == FORMAT]
        raise UsageError(
            f"the edition “{name}” is not for print",
            place=order.place("editions", name),
            hint=f"ask for {' or '.join(fit)}" if fit else f"add one with `format: {FORMAT}`",
        )
    if "imposed" not in forms:
        return
    if facts.binding != "saddle-stitched":
        raise UsageError(
            f"the edition “{name}” {BOUND[facts.binding]}, and printer's spreads are made for "
            "saddle-stitching only",
            place=order.place("editions", name, "binding"),
            hint="send the single pages, whose signatures the bindery gathers; "
            "--spreads and --office do not mind",
        )
    sheet_for(_booklet(order, name, 4), sheet, margin=finish.marks.reach(facts.bleed))


def make(order: Order, made: Made, form: str, *, sheet: str, letters: Letters) -> Imposed:
    """Make one imposed file.

    Args:
        order: the publication's order.
        made: the print edition, finished.
        form: a name of `FORMS`.
        sheet: the sheet that was asked for; nothing for the smallest that fits.
        letters: cuts the letters for slug text.

    Raises:
        ContentError: the extent cannot be folded.
    """
    return FORMS[form](order, made, sheet, letters)


def _for_the_press(order: Order, made: Made, sheet: str, letters: Letters) -> Imposed:
    booklet = _booklet(order, made.edition, made.extent)
    name = sheet_for(booklet, sheet, margin=finish.marks.reach(booklet.bleed))
    sides = printers_spreads(booklet, name)
    lines = tuple((_work(order, made), _sheet(order, made, booklet, side)) for side in sides)
    content = impose(
        made.content,
        sides,
        labels=_sheet_labels(sides),
        slugs=finish.Slugs(lines=lines, lettering=letters(text for two in lines for text in two)),
    )
    return Imposed(
        name=_file(order.name, "imposed"),
        content=content,
        told=f"{_counted(booklet.sheets, 'sheet')} of {name}, turned on the {sides[0].turned_on}, "
        f"creep up to {sides[-1].creep:.2f} mm",
    )


def _for_the_office(order: Order, made: Made, _sheet: str, _letters: Letters) -> Imposed:
    booklet = _booklet(order, made.edition, made.extent)
    sides = office(booklet)
    edge = sides[0].turned_on
    scale = sides[0].placed[0].scale
    flip = {"short edge": "DuplexFlipShortEdge", "long edge": "DuplexFlipLongEdge"}
    content = impose(
        made.content,
        sides,
        labels=_sheet_labels(sides),
        viewer={"Duplex": flip[edge], "PrintScaling": "None"},
    )
    smaller = f", at {scale:.0%} of its size" if scale < 1 else ""
    return Imposed(
        name=_file(order.name, "office"),
        content=content,
        told=f"{_counted(booklet.sheets, 'sheet')} of {OFFICE}{smaller}: print on both sides, "
        f"flip on the {edge}, fold in the middle",
    )


def _for_approval(order: Order, made: Made, _sheet: str, _letters: Letters) -> Imposed:
    openings = readers_spreads(_booklet(order, made.edition, made.extent))
    labels = ["–".join(str(made.folios[one.page]) for one in side.placed) for side in openings]
    return Imposed(
        name=_file(order.name, "spreads"),
        content=impose(made.content, openings, labels=labels),
        told=f"{_counted(len(openings), 'opening')} as the reader turns them",
    )


FORMS: dict[str, Callable[[Order, Made, str, Letters], Imposed]] = {
    "imposed": _for_the_press,
    "office": _for_the_office,
    "spreads": _for_approval,
}
"""A row a form: what makes it."""


def standing(draft: Draft, publication: str) -> dict[str, str]:
    """The forms that stand beside the edition which a draft is to replace, each with its sheet."""
    found = {}
    for form in FORMS:
        content = draft.standing(_file(publication, form))
        if content is not None:
            found[form] = _sheet_of(content)
    return found


def _file(publication: str, form: str) -> str:
    return f"{publication}-{form}.pdf"


def _sheet_of(content: bytes) -> str:
    """The sheet that a file is for, by the size of its first page; nothing where it is none."""
    try:
        left, bottom, right, top = reading.read(content).pages[0].media
    except ContentError:
        return ""
    sides = sorted(round(edge / finish.marks.POINTS) for edge in (right - left, top - bottom))
    return next((name for name, sheet in SHEETS.items() if list(sheet) == sides), "")


def _booklet(order: Order, edition: str, extent: int) -> Booklet:
    facts = order.edition(edition)
    width, height = order.physical(edition).trim or (0.0, 0.0)
    return Booklet(
        extent=extent, width=width, height=height, bleed=facts.bleed, thickness=facts.thickness
    )


def _sheet_labels(sides: Iterable[Side]) -> list[str]:
    return [f"{side.number} {side.face}" for side in sides]


def _work(order: Order, made: Made) -> str:
    """The first line of slug text: which work, which edition, which size, which paper."""
    facts = order.edition(made.edition)
    width, height = order.physical(made.edition).trim or (0.0, 0.0)
    said = [
        order.publication.full_title,
        f"{order.name}-{made.edition}",
        order.publication.date.isoformat(),
        f"{width:g} × {height:g} mm",
        facts.stock,
    ]
    return " · ".join(part for part in said if part)


def _sheet(order: Order, made: Made, booklet: Booklet, side: Side) -> str:
    """The second line: which sheet and side, its pages, its creep, how it is turned."""
    left, right = (made.folios[one.page] for one in side.placed)
    cover = order.edition(made.edition).cover == "plus-cover" and side.number == 1
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
