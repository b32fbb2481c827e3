"""What the rules of access read: what judges said, what is heard, the colours, gathered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from press.access.contrast import Palette
from press.book.model import Book
from press.errors import Place
from press.layouts import Judged
from press.reading.heard import HeardPage
from press.tools import NotChecked, Sighting


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that a judge says of an edition."""

    rule: str
    """The judge's name for it."""
    message: str
    where: str
    """The file or the page, as the judge names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a judge says of an edition, or that he was not here."""

    edition: str
    judge: str
    """A row of `JUDGES`."""
    title: str
    """Who judged, with the version."""
    ran: str
    """What was looked at, and how."""
    told: tuple[Told, ...] = ()
    criteria: tuple[str, ...] = ()
    """The success criteria that something he looked at belongs to."""
    absent: NotChecked | None = None

    @property
    def word(self) -> str:
        """`passed`, `violations` or `not checked`."""
        if self.absent is not None:
            return "not checked"
        return "violations" if self.told else "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An edition as it is heard."""

    edition: str
    pages: tuple[HeardPage, ...] = ()
    """Its pages, where it reflows."""
    alternatives: tuple[str, ...] = ()
    """The words of its pictures, where it is a tagged file."""
    said: str = ""
    """All that a tagged file says, in the order of reading."""
    titles: tuple[str, ...] = ()
    """Its headings of the first level, in a tagged file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A picture of the manuscript that says something, and what it says in words."""

    slug: str
    words: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A publication before those who judge its accessibility."""

    book: Book
    verdicts: tuple[Verdict, ...] = ()
    undecided: Mapping[str, tuple[Sighting, ...]] = field(default_factory=dict)
    """What axe-core left undecided, by edition."""
    judged: tuple[Judged, ...] = ()
    """What the layout says that somebody has looked at."""
    palettes: Mapping[str, Palette] = field(default_factory=dict)
    """The colours of each edition."""
    heard: tuple[Heard, ...] = ()
    layout: Place | None = None
    """Where the layout says what it is."""


def meanings(book: Book) -> list[Meaning]:
    """The pictures that say something: figures with an alternative, and the framework's diagram."""
    found: list[Meaning] = []
    for chapter in book.chapters:
        section = chapter.section
        for image in section.body.iter("img") if section.body is not None else ():
            if words := (image.get("alt") or "").strip():
                place = section.place(image.sourceline)
                found.append(Meaning(slug=chapter.slug, words=words, place=place))
        if words := getattr(section.head, "alternative", ""):
            place = section.place(section.lines.get("alternative"))
            found.append(Meaning(slug=chapter.slug, words=words, place=place))
    return found
