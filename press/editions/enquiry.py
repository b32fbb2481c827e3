"""The printer's enquiry: what a printer is asked for, from the order and the made edition.

What the order does not say is to be agreed, with the key that will say it. Nothing is guessed: of
the order's own defaults, none is told as a fact, and the extent is that of the made pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from press.editions.bound import COVER_PAGES, inner_pages, spine_width
from press.editions.job import Job, Made
from press.publication import Edition
from press.reading.printing import PrintFacts

SIZES = {(105, 148): "A6", (148, 210): "A5", (210, 297): "A4", (297, 420): "A3"}
"""The finished sizes that have a name (ISO 216), portrait, in mm."""
INKS = ("no ink", "one ink", "two inks", "three inks", "four process inks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that is asked for."""

    label: str
    value: str = ""
    """What the order says; empty where that is to be agreed."""
    key: str = ""
    """The key of the edition that would say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """What a printer is asked for."""

    heading: str
    title: str
    subtitle: str
    groups: tuple[tuple[Row, ...], ...]
    """The rows, those together that belong together."""
    agreed: str
    """The words for what is to be agreed."""
    note: str
    """Where the keys go; empty where nothing is to be agreed."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in order."""
        return tuple(row for group in self.groups for row in group)


def enquiry(job: Job, made: Made, file: PrintFacts) -> Enquiry:
    """Gather what a printer is asked for.

    Args:
        job: the edition, with its order.
        made: the edition as it was made.
        file: what its finished file says.
    """
    publication, order = job.order.publication, job.order
    groups = (
        tuple(_product(job, made.extent)),
        tuple(_paper(job.edition)),
        tuple(_ink(job)),
        tuple(_after(job.edition)),
        tuple(_files(job, made, file)),
    )
    open_ones = any(not row.value for group in groups for row in group)
    where = order.place("editions", job.name).file
    return Enquiry(
        heading="Enquiry for printing",
        title=publication.title,
        subtitle=publication.subtitle,
        groups=groups,
        agreed="to be agreed",
        note=f"What is to be agreed is written into {where}, below editions, {job.name}, "
        "by the key that stands beside it."
        if open_ones
        else "",
    )


def _said(edition: Edition, key: str, label: str, value: str = "") -> Row:
    """A row of what the order says, or of what is to be agreed."""
    said = value or str(getattr(edition, key))
    return Row(label=label, value=said if edition.says(key) else "", key=key)


def _product(job: Job, extent: int) -> Iterator[Row]:
    edition = job.edition
    width, height = job.physical.trim or (0.0, 0.0)
    copies = f"{edition.quantity or 0:,} {'copy' if edition.quantity == 1 else 'copies'}"
    yield _said(edition, "quantity", "Quantity", copies)
    yield Row(label="Finished size", value=f"{size(width, height)}{_named(width, height)}")
    yield _flat(edition, extent, (width, height))
    yield Row(label="Extent", value=_extent(edition, extent))
    yield _said(edition, "binding", "Binding", _binding(edition))


def size(width: float, height: float) -> str:
    """A size as the trade writes it, width first, in mm."""
    return f"{_mm(width)} × {_mm(height)}\u00a0mm"


def _mm(length: float) -> str:
    return f"{round(length, 2):g}"


def _named(width: float, height: float) -> str:
    short, long = sorted((round(width), round(height)))
    name = SIZES.get((short, long), "")
    shape = "square" if width == height else "portrait" if width < height else "landscape"
    return f", {name} {shape}" if name else f", {shape}"


def _flat(edition: Edition, extent: int, trim: tuple[float, float]) -> Row:
    """The size before folding."""
    width, height = trim
    label = "Flat size"
    if edition.binding == "saddle-stitched":
        return Row(label=label, value=f"{size(2 * width, height)}, folded once")
    if edition.binding == "perfect-bound":
        wide = spine_width(extent, edition.thickness)
        flat = f"cover {size(2 * width + wide, height)} with a spine of {_mm(wide)}\u00a0mm"
        return _said(edition, "thickness", label, flat)
    return _said(edition, "binding", label, f"{size(width, height)}, not folded")


def _extent(edition: Edition, extent: int) -> str:
    """All pages, and what they are of: leaves of two, folded sheets of four."""
    pages, inner = extent, ""
    bound = edition.binding == "perfect-bound"
    if bound or (edition.says("cover") and edition.cover == "plus-cover"):
        pages = inner_pages(extent)
        inner = f"{COVER_PAGES} of cover and {pages} inner pages, "
    told = f"{extent} pages: {inner}" if inner else f"{extent} pages with the cover, "
    if edition.binding == "none":
        told = f"{extent} pages, "
    if edition.binding == "saddle-stitched" and not pages % 4:
        return f"{told}{_counted(pages // 4, 'sheet')} of 4 pages, folded once"
    return f"{told}{_counted(-(-pages // 2), 'leaf')} of 2 pages"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing if number == 1 else {'leaf': 'leaves'}.get(thing, f'{thing}s')}"


def _binding(edition: Edition) -> str:
    return "not bound" if edition.binding == "none" else edition.binding


def _paper(edition: Edition) -> Iterator[Row]:
    own = "plus cover, of a stock of its own"
    same = "self-cover, of the stock of the inner pages"
    yield _said(edition, "cover", "Cover", own if edition.cover == "plus-cover" else same)
    yield _said(edition, "stock", "Stock")
    leaf = f"{edition.thickness:g}\u00a0mm a leaf"
    yield _said(edition, "thickness", "Thickness", leaf)
    if edition.cover == "plus-cover":
        yield _said(edition, "cover_stock", "Cover stock")


def _ink(job: Job) -> Iterator[Row]:
    edition = job.edition
    front, back = (INKS[int(count)] for count in edition.colours.split("/"))
    sides = f"{front} on both sides" if front == back else f"{front} in front, {back} behind"
    yield _said(edition, "colours", "Colours", f"{edition.colours}: {sides}")
    condition = edition.condition or ""
    if job.profile is not None and job.profile.description != condition:
        condition += f" ({job.profile.description})" if condition else job.profile.description
    key = "condition" if edition.condition or job.profile is None else "profile"
    yield _said(edition, key, "Printing condition", condition)
    yield _said(edition, "max_ink", "Maximum ink", f"{edition.max_ink} per cent on one spot")


def _after(edition: Edition) -> Iterator[Row]:
    yield _said(edition, "finishing", "Finishing")
    yield _said(edition, "delivery", "Delivery")


def _files(job: Job, made: Made, file: PrintFacts) -> Iterator[Row]:
    edition = job.edition
    yield Row(label="File", value=f"{made.name}, {file.pages} single pages in their order")
    if edition.binding == "perfect-bound":
        outside = f"{job.order.name}-cover.pdf, laid flat: outside, inside"
        yield Row(label="Cover’s file", value=outside)
    form = file.standard or f"PDF {file.version}"
    made_for = f"{form} for {file.condition}, with its profile" if file.condition else ""
    yield Row(label="Made as", value=made_for, key="profile")
    over = f"{_mm(edition.bleed)}\u00a0mm on all sides" if edition.bleed else "none"
    yield _said(edition, "bleed", "Bleed", over)
    marks = f"crop marks outside the bleed; sheet {size(*file.media)}" if edition.slug else "none"
    yield _said(edition, "slug", "Marks", marks)
    safe = f"{_mm(edition.safe_area)}\u00a0mm inside the trim without text or rules"
    yield _said(edition, "safe_area", "Safe area", safe)
