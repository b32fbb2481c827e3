"""What the table shows: a frozen value, and one pure function from an event to the next value.

Lengths are in mm. Pages are told apart by section and number in it, because folios move.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import singledispatch
from typing import Any, Literal

Standing = Literal["fresh", "setting", "stale", "error"]
"""How a section stands: as it is written; being set; older than its file; its file is at fault."""
Weight = Literal["stop", "error", "warning", "notice"]
"""What a note weighs: `stop` stopped the build, the others are the severities of findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it was drawn last."""

    folio: int
    section: str
    """The slug of its section; `blank-3` for the third blank page."""
    number: int
    """Its number in the section, counted from 1."""
    name: str
    """What the stylesheets call it."""
    picture: str
    """The digest of its picture."""
    lines: str
    """The digest of what is told of its lines."""
    width: float
    height: float
    bleed: float
    """What the picture shows on each side of the trim."""
    area: tuple[float, float, float, float]
    """Its type area: left, top, width, height, from the trim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A line of the outline."""

    slug: str
    label: str
    """What stands over its title, such as “Foreword”; or its number."""
    title: str
    file: str
    words: int
    standing: Standing = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An error or a finding, beside the page that it concerns."""

    weight: Weight
    code: str
    """Empty for what stopped a build."""
    message: str
    remedy: str
    file: str = ""
    line: int | None = None
    section: str = ""
    folio: int | None = None
    """The page that it stands beside; none for what concerns the whole."""
    y: float | None = None
    """How far down that page, from the trim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What overlays are drawn by."""

    unit: float = 0.0
    """From one line of the baseline grid to the next; 0 where the layout has none."""
    first: float = 0.0
    """From the top of the type area to the first line of the grid."""
    safe: float = 0.0
    """How near to the trim the printer wants no text and no rule."""
    loose: float = 0.0
    """The word space from which a line is loose, natural ones being 1."""


Touched = tuple[Page | None, Page | None]
"""A page before and after; none before where it is new, none after where it went."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All that is shown of one edition."""

    publication: str
    edition: str
    editions: tuple[str, ...]
    title: str = ""
    doing: str = "opening"
    """What is being done, in words; empty when nothing is."""
    outcome: Literal["", "settled", "failed"] = ""
    """How the last build ended."""
    checked: bool = False
    """Whether the findings are those of the pages that are shown."""
    chapters: tuple[Chapter, ...] = ()
    pages: tuple[Page, ...] = ()
    stops: tuple[Note, ...] = ()
    """What stopped the last build."""
    findings: tuple[Note, ...] = ()
    touched: tuple[Touched, ...] = ()
    """The pages whose pixels the last change moved."""
    changed: tuple[str, ...] = ()
    """The files of the last change."""
    seconds: float = 0.0
    """From the bell to the first page of the last build, as the worker counts."""
    measure: Measure = field(default_factory=Measure)
    settled: tuple[Page, ...] = ()
    """The pages of the last build that ended well."""

    @property
    def pictures(self) -> frozenset[str]:
        """The digests of all that may be asked for."""
        pages = [*self.pages, *self.settled]
        pages += [page for pair in self.touched for page in pair if page is not None]
        return frozenset(page.picture for page in pages) | {page.lines for page in pages}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that the worker tells of a build."""

    edition: str
    build: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Began(Event):
    """A build began: something rang, or somebody asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Same(Event):
    """Nothing that is shown has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Event):
    """The sources were read."""

    title: str
    editions: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    changed: tuple[str, ...]
    """The files that changed since the last build that read them all."""
    stale: frozenset[str]
    """The slugs of the sections that have to be set again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Event):
    """A section is being set."""

    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Event):
    """Pages of one part are drawn; the others stay as they are."""

    section: str
    pages: tuple[Page, ...]
    """All its pages."""
    whole: bool
    """Whether all of them are as they are now; else some still show what they were."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled(Event):
    """All pages agree and are drawn."""

    pages: tuple[Page, ...]
    measure: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked(Event):
    """What the checks found so far."""

    notes: tuple[Note, ...]
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(Event):
    """The build stopped; the pages stay."""

    notes: tuple[Note, ...]


@singledispatch
def after(event: Event, table: Table) -> Table:
    """The table after an event."""
    raise TypeError(f"{type(event).__name__} tells {type(table).__name__} nothing")


@after.register
def _(_: Began, table: Table) -> Table:
    return replace(table, doing="reading")


@after.register
def _(_: Same, table: Table) -> Table:
    return table


@after.register
def _(event: Read, table: Table) -> Table:
    before = {one.slug: one.standing for one in table.chapters}

    def standing(slug: str) -> Standing:
        old = before.get(slug, "stale")
        return "stale" if slug in event.stale or old == "error" else old

    return replace(
        table,
        title=event.title,
        editions=event.editions,
        chapters=tuple(replace(one, standing=standing(one.slug)) for one in event.chapters),
        changed=event.changed or table.changed,
        stops=(),
        checked=False,
        doing="setting",
    )


@after.register
def _(event: Setting, table: Table) -> Table:
    title = next((one.title for one in table.chapters if one.slug == event.section), "")
    doing = f"setting {title}".strip()
    return replace(table, chapters=_standing(table, {event.section: "setting"}), doing=doing)


@after.register
def _(event: Shown, table: Table) -> Table:
    return replace(
        table,
        pages=_placed(table.pages, event),
        chapters=_standing(table, {event.section: "fresh"} if event.whole else {}),
        seconds=event.seconds or table.seconds,
    )


@after.register
def _(event: Settled, table: Table) -> Table:
    return replace(
        table,
        pages=event.pages,
        touched=touched(table.settled, event.pages) if table.settled else (),
        settled=event.pages,
        chapters=_standing(table, {one.slug: "fresh" for one in table.chapters}),
        measure=event.measure,
        outcome="settled",
        doing="checking",
    )


@after.register
def _(event: Checked, table: Table) -> Table:
    return replace(
        table,
        findings=event.notes,
        checked=event.done,
        doing="" if event.done else table.doing,
    )


@after.register
def _(event: Failed, table: Table) -> Table:
    faulty = {note.file for note in event.notes}
    wrong: dict[str, Standing] = {one.slug: "error" for one in table.chapters if one.file in faulty}
    wrong |= {
        one.slug: "stale"
        for one in table.chapters
        if one.slug not in wrong and one.standing == "setting"
    }
    return replace(
        table,
        stops=event.notes,
        chapters=_standing(table, wrong),
        outcome="failed",
        doing="",
    )


def touched(before: Iterable[Page], now: Iterable[Page]) -> tuple[Touched, ...]:
    """The pages whose pixels moved, in the order of the book as it is now; those that went last."""
    old = {(page.section, page.number): page for page in before}
    pairs: list[Touched] = []
    for page in now:
        was = old.pop((page.section, page.number), None)
        if was is None or was.picture != page.picture:
            pairs.append((was, page))
    pairs += [(page, None) for page in old.values()]
    return tuple(pairs)


def told(table: Table) -> dict[str, Any]:
    """The table in plain values, for JSON."""
    plain = asdict(table)
    del plain["settled"]
    return plain


def _standing(table: Table, wanted: Mapping[str, Standing]) -> tuple[Chapter, ...]:
    return tuple(
        replace(one, standing=wanted[one.slug]) if one.slug in wanted else one
        for one in table.chapters
    )


def _placed(pages: tuple[Page, ...], event: Shown) -> tuple[Page, ...]:
    """The pages with those of one section replaced, where they stand or where they belong."""
    at = next((i for i, page in enumerate(pages) if page.section == event.section), None)
    if at is None:
        first = event.pages[0].folio if event.pages else 0
        at = sum(page.folio < first for page in pages)
    kept = [page for page in pages if page.section != event.section]
    return (*kept[:at], *event.pages, *kept[at:])
