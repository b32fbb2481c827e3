"""The differences between editions that are meant, a row each. What is in no row is a fault.

A row names things that were set apart exactly (`apart.py`, `opening.py`), so it excuses those words
in that place, and no others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from press.book.model import Chapter
from press.proofreading.collation.leaf import Thing
from press.proofreading.collation.witness import Witness


class Held(StrEnum):
    """What must be the same all the same."""

    MOVED = "the same words, in another place"
    WORDED = "as many, each edition in its own words"
    LEFT_OUT = "the same words, or none in one of the two"
    FREE = "each edition its own, or none"
    ORDERED = "the same pieces, in another order"


Meant = Callable[[Thing, Chapter, Witness], bool]
"""Whether a thing of a section may differ in an edition."""


def _always(_: Thing, __: Chapter, ___: Witness) -> bool:
    return True


def _is_left_out(thing: Thing, chapter: Chapter, witness: Witness) -> bool:
    """Text leaves out quotes whose words stand in its text; an EPUB does where its layout says."""
    if witness.format == "text":
        quote = chapter.quotes.get(thing.key)
        return quote is not None and quote.state != "adapted"
    return witness.quotes_left_out


def _is_said_on_the_cover(thing: Thing, chapter: Chapter, witness: Witness) -> bool:
    """A site has cover and back on one page, and does not say their line twice."""
    return chapter.section.kind.name == "back-cover" and any(
        set(thing.words) <= set(account.words)
        for account in witness.accounts.values()
        if account.chapter.section.kind.name == "cover"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A difference that is meant."""

    name: str
    things: frozenset[str]
    """The names of what differs, as it was set apart."""
    formats: frozenset[str]
    """The formats that may differ in it from the first edition with pages."""
    held: Held
    """What must be the same all the same."""
    known_by: str
    """How it is recognised, in one sentence."""
    reason: str
    """Why it is meant, in one sentence."""
    meant: Meant = _always
    """Whether it is meant of this thing, where its name does not settle it."""


NO_PAGES = frozenset({"text", "epub", "web"})
OTHER_PAGES = frozenset({"large-print-pdf"})

DECLARED: tuple[Declared, ...] = (
    Declared(
        name="folios",
        things=frozenset({"foot"}),
        formats=NO_PAGES | OTHER_PAGES,
        held=Held.FREE,
        known_by="the last line of a page: its own label, alone or beside a running head.",
        reason="Editions have their own pages, or none.",
    ),
    Declared(
        name="page-numbers",
        things=frozenset({"page-number"}),
        formats=OTHER_PAGES,
        held=Held.WORDED,
        known_by="in the contents, the folio on which this edition begins the entry's section.",
        reason="The same section begins on another page.",
    ),
    Declared(
        name="no-page-numbers",
        things=frozenset({"page-number"}),
        formats=NO_PAGES,
        held=Held.LEFT_OUT,
        known_by="the same, in the one of the two editions that has pages.",
        reason="Where nothing has pages, the contents lead by links.",
    ),
    Declared(
        name="places",
        things=frozenset({"place"}),
        formats=NO_PAGES | OTHER_PAGES,
        held=Held.WORDED,
        known_by="where the text has a reference: what this edition says of that very target.",
        reason="“Overleaf” is true of one pagination; elsewhere a title and a link say it.",
    ),
    Declared(
        name="numbers-of-notes",
        things=frozenset({"note-number"}),
        formats=frozenset({"web"}),
        held=Held.LEFT_OUT,
        known_by="a note's own number, right before its words; not where it is called.",
        reason="A site's list of notes counts by itself.",
    ),
    Declared(
        name="ways-of-notes",
        things=frozenset({"way-back", "heading-of-notes"}),
        formats=frozenset({"web"}),
        held=Held.FREE,
        known_by="words of the site's templates over the first note, or as the link back.",
        reason="Notes at the end of a page need a heading, and a way back to the text.",
    ),
    Declared(
        name="notes-moved",
        things=frozenset({"footnote", "note-number"}),
        formats=NO_PAGES | OTHER_PAGES,
        held=Held.MOVED,
        known_by="exactly the note's words, with the number before them.",
        reason="Notes stand at the foot of a page, or at the end of the section.",
    ),
    Declared(
        name="quotes-moved",
        things=frozenset({"quote"}),
        formats=NO_PAGES | OTHER_PAGES,
        held=Held.MOVED,
        known_by="exactly the quote's words, displayed besides the text or marked as a quote.",
        reason="On pages a quote stands where it looks well, elsewhere behind its own sentence.",
    ),
    Declared(
        name="quotes-left-out",
        things=frozenset({"quote"}),
        formats=frozenset({"text", "epub"}),
        held=Held.LEFT_OUT,
        known_by="the same, of a quote that was not adapted, or where the layout leaves all out.",
        reason="Their words stand in the text, and a plain text would only say them twice.",
        meant=_is_left_out,
    ),
    Declared(
        name="numbers-of-items",
        things=frozenset({"item-number", "theme-number"}),
        formats=frozenset({"epub", "web"}),
        held=Held.LEFT_OUT,
        known_by="the number that an item or a numbered heading has, right before its words.",
        reason="A browser and a reading system count by themselves.",
    ),
    Declared(
        name="addresses",
        things=frozenset({"address"}),
        formats=frozenset({"text"}),
        held=Held.FREE,
        known_by="behind the words of a link, exactly where it leads.",
        reason="In a plain text nobody can press a link.",
    ),
    Declared(
        name="pictures-in-words",
        things=frozenset({"picture", "alternative"}),
        formats=NO_PAGES | OTHER_PAGES,
        held=Held.LEFT_OUT,
        known_by="exactly the alternative that the manuscript gives, or the title on a mark.",
        reason="A page shows what another edition has to say.",
    ),
    Declared(
        name="cover-in-words",
        things=frozenset({"label-of-cover"}),
        formats=frozenset({"epub"}),
        held=Held.FREE,
        known_by="the word “Cover” in the description of a cover that is a picture.",
        reason="An EPUB's cover is a picture, which says what it is.",
    ),
    Declared(
        name="name-of-the-work",
        things=frozenset({"work-title", "work-subtitle", "work-kind", "work-creator"}),
        formats=NO_PAGES,
        held=Held.LEFT_OUT,
        known_by="on the cover or in the note on the work, exactly its title, kind or makers.",
        reason="A cover, or a mark, says as much of the work as its design has room for.",
    ),
    Declared(
        name="openings",
        things=frozenset(
            {"number", "label", "role", "organisation", "place-of-piece", "standfirst", "joining"}
        ),
        formats=NO_PAGES,
        held=Held.LEFT_OUT,
        known_by="before the text, exactly a field of the section's head.",
        reason="What an opening says besides title and names is the layout's choice.",
    ),
    Declared(
        name="entries",
        things=frozenset({"entry-number", "entry-label"}),
        formats=NO_PAGES,
        held=Held.LEFT_OUT,
        known_by="in the contents, exactly the entry's number or label, beside its title.",
        reason="A site's cards say what a piece is, and number only the essays.",
    ),
    Declared(
        name="counts",
        things=frozenset({"count"}),
        formats=NO_PAGES,
        held=Held.LEFT_OUT,
        known_by="before the text, a figure with a word of the template behind it.",
        reason="The number of sparks belongs to a poster's art.",
    ),
    Declared(
        name="labels-of-ways",
        things=frozenset({"way-label"}),
        formats=frozenset({"text", "web"}),
        held=Held.FREE,
        known_by="a template's word right before a telephone number, an address or a name.",
        reason="“T” saves room on a page, “Telephone” is heard better, and a text needs neither.",
    ),
    Declared(
        name="line-of-the-back",
        things=frozenset({"line"}),
        formats=frozenset({"web"}),
        held=Held.LEFT_OUT,
        known_by="the back cover's line, where the site's cover says it.",
        reason="On a site cover and back are one page.",
        meant=_is_said_on_the_cover,
    ),
    Declared(
        name="order-of-openings",
        things=frozenset(),
        formats=NO_PAGES | OTHER_PAGES,
        held=Held.ORDERED,
        known_by="the same pieces of a head, authors, entries and addresses each in their order.",
        reason="A page paints its art and its columns in an order of its own.",
    ),
    Declared(
        name="ways-of-the-site",
        things=frozenset({"site"}),
        formats=frozenset({"web"}),
        held=Held.FREE,
        known_by="set apart by its template, and made of its words, of titles, dates and figures.",
        reason="Each page of a site says what it is part of, and leads to those beside it.",
    ),
)
"""All differences that are meant, in the order of their telling."""
ORDER = next(row for row in DECLARED if row.held is Held.ORDERED)


def rows(thing: Thing, chapter: Chapter, witness: Witness) -> list[Declared]:
    """The rows that say how a thing may differ in an edition."""
    return [
        row
        for row in DECLARED
        if thing.name in row.things
        and witness.format in row.formats
        and row.meant(thing, chapter, witness)
    ]
