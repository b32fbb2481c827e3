"""What goes to the printer beside the edition: the enquiry, and the cover of a bound book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from press import build, output, works
from press.editions import cover as bound_cover
from press.editions import enquiry, enquiry_sheet
from press.editions.bound import must_have_a_spine
from press.editions.job import Progress, quiet
from press.errors import UsageError
from press.proofreading import silences
from press.publication import Order
from press.reading import printing
from press.store import Store

PRINT = "print-pdf"
"""The format of what is printed."""


def spec(
    root: Path, name: str, edition: str | None = None, *, progress: Progress = quiet
) -> Iterator[str]:
    """Write a printer's enquiry, `output/<publication>/<edition>/<publication>-spec.pdf`.

    Yields:
        The enquiry for a terminal, line by line, and the file's path.

    Raises:
        UsageError: there is no such edition, or it is not printed.
        ContentError: the edition cannot be made, or the enquiry holds too much for a page.
    """
    work = works.load(root, name, store=Store(root))
    wanted = printed(work.order, edition)
    job = works.job_of(work, wanted, progress)
    made = build.make(work, wanted, progress=progress)
    asked = enquiry.enquiry(job, made, printing.print_facts(made.content))
    sheet = enquiry_sheet.page(job, asked)
    path = output.add_file(root, name, wanted, name=f"{name}-spec.pdf", content=sheet)
    yield from enquiry_sheet.lines(asked)
    yield ""
    yield path.relative_to(root).as_posix()


def cover(
    root: Path, name: str, edition: str | None = None, *, progress: Progress = quiet
) -> Iterator[str]:
    """Make a bound book's cover, `output/<publication>/<edition>/<publication>-cover.pdf`.

    It is made of the print edition as that would be published now, so what stops that stops it.

    Yields:
        The file's path with its measures, which pages lie between the covers, and a notice.

    Raises:
        UsageError: there is no such edition, or it has no spine.
        ContentError: the edition cannot be made, or its order does not say how thick a leaf is.
        FindingsError: a check found errors in the edition.
    """
    work = works.load(root, name, store=Store(root))
    wanted = printed(work.order, edition)
    must_have_a_spine(work.order, wanted)
    made = build.make(work, wanted, progress=progress)
    progress("checking", 0, 1)
    accepted = work.order.publication.silences
    build.stop_on_errors(silences.heard(build.findings(work, made), accepted).findings)
    progress("wrapping", 0, 1)
    wrapped = bound_cover.make(works.job_of(work, wanted), made)
    path = output.add_file(root, name, wanted, name=wrapped.name, content=wrapped.content)
    size = enquiry.size(wrapped.width, wrapped.height).replace("\u00a0", " ")
    yield f"{path.relative_to(root).as_posix()}  {size} flat, spine {wrapped.spine:g} mm"
    yield f"between the covers: pages {wrapped.inner[0]} to {wrapped.inner[1]} of {made.name}"
    if wrapped.notice:
        yield f"notice: {wrapped.notice}"


def printed(order: Order, edition: str | None) -> str:
    """The edition that is meant: the one that is named, or the first that is printed.

    Raises:
        UsageError: there is none, or it is not printed.
    """
    known = [one for one, facts in order.publication.editions.items() if facts.format == PRINT]
    wanted = edition or next(iter(known), "")
    if wanted and order.edition(wanted).format == PRINT:
        return wanted
    raise UsageError(
        f"the edition “{wanted}” is not printed" if wanted else f"{order.name} is not printed",
        place=order.place("editions", wanted) if wanted else order.place("editions"),
        hint=f"name one that is: {', '.join(known)}" if known else f"add one of format {PRINT}",
    )
