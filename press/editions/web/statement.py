"""The accessibility statement of a site: what was found, by whom, and what nobody has assessed.

It follows the model statement of the UK public sector (Central Digital and Data Office, 2020) in
what it tells, and claims no conformance, because machines cannot. All of it is what the record
(`access.yaml`) and the order say; where the record is of other words or another layout, the
statement says so, and tells none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from press.compose import Composer
from press.criteria import CRITERIA, PRINCIPLES, STANDARD, Criterion
from press.editions.job import Audited, Job
from press.editions.web.facts import facts
from press.editions.web.plan import STATEMENT, Page, Site, plan
from press.manuscript.access import Known, Verdict
from press.publication import Assessment, Order

TITLES = {
    "print-pdf": "Print file",
    "screen-pdf": "PDF for the screen",
    "large-print-pdf": "Large-print PDF",
    "offprints": "Offprints (PDF)",
    "epub": "EPUB",
    "text": "Plain text and Markdown",
    "web": "Web pages",
}
"""What a reader calls an edition, by its format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An edition, and what was tested of it."""

    title: str
    verdicts: tuple[Verdict, ...]
    known: tuple[Known, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A criterion of which a machine has seen a part."""

    criterion: Criterion
    where: str
    """In which editions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """The criteria of a principle that nobody has assessed."""

    name: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the template is given."""

    checked: str
    """`now`; `before`, where words or layout have changed since; `never`."""
    standard: str
    forms: tuple[Form, ...]
    known: int
    """How many things are known that do not work."""
    touched: tuple[Touched, ...]
    assessed: tuple[tuple[Criterion, Assessment], ...]
    """By a person."""
    nobody: tuple[Principle, ...]
    count: int
    """How many criteria nobody has assessed, not even a machine in part."""
    contact: str
    address: str
    """Of the contact, as a link has it."""
    contacts: Page | None
    """The page of the organisations that the publication names."""


def words(job: Job, audited: Audited) -> str:
    """The statement's words as HTML, without a page round them; links to pages are relative."""
    site = plan(job.order, job.book, job.name, {})
    composer = Composer(
        job.book, job.layout, entry="web", edition=job.edition, physical=job.physical
    )
    page = next(page for page in site.pages if page.file == STATEMENT)
    told = stated(site, job.order, audited)
    return composer.filled("web/statement.html", {}, statement=told, facts=facts(site, page))


def stated(site: Site, order: Order, audited: Audited) -> Statement:
    """What can be said of a publication's accessibility."""
    record = audited.record if audited.fits else None
    verdicts = record.verdicts if record else ()
    known = record.known if record else ()
    said = order.publication.access
    criteria = {one.number: one for one in CRITERIA}
    by_people = {one.criterion for one in said.assessed}
    touched = tuple(_touched(order, verdicts))
    left = by_people | {one.criterion.number for one in touched}
    nobody = [one for one in CRITERIA if one.number not in left]
    return Statement(
        checked="now" if record else ("before" if audited.record else "never"),
        standard=STANDARD,
        forms=tuple(
            Form(
                title=_title(order, name),
                verdicts=tuple(one for one in verdicts if one.edition == name),
                known=tuple(one for one in known if one.edition == name),
            )
            for name in order.publication.editions
        ),
        known=len(known),
        touched=touched,
        assessed=tuple((criteria[one.criterion], one) for one in said.assessed),
        nobody=tuple(
            Principle(name=PRINCIPLES[number], criteria=tuple(group))
            for number, group in groupby(nobody, key=lambda one: one.number[0])
        ),
        count=len(nobody),
        contact=said.contact,
        address=f"mailto:{said.contact}" if "@" in said.contact else said.contact,
        contacts=next((page for page in site.pages if _is_contacts(page)), None),
    )


def _touched(order: Order, verdicts: Sequence[Verdict]) -> list[Touched]:
    """The criteria that something was asked of by a machine that was here."""
    where: dict[str, dict[str, None]] = {}
    for verdict in verdicts:
        for number in verdict.criteria if verdict.verdict != "not checked" else ():
            where.setdefault(number, {})[_title(order, verdict.edition)] = None
    return [
        Touched(criterion=one, where=", ".join(where[one.number]))
        for one in CRITERIA
        if one.number in where
    ]


def _title(order: Order, edition: str) -> str:
    editions = order.publication.editions
    if edition not in editions:
        return edition
    form = editions[edition].format
    alone = sum(one.format == form for one in editions.values()) == 1
    return TITLES[form] if alone else f"{TITLES[form]}, {edition}"


def _is_contacts(page: Page) -> bool:
    return page.chapter is not None and page.chapter.section.kind.name == "contacts"
