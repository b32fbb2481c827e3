"""The book: the sections assembled. Several editions share one Book, so it is only read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from press.manuscript.section import PullQuote, Section
from press.publication import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A section in its place in the book."""

    section: Section
    number: int | None
    """Its number in the contents, counted from 1; None for what is not numbered."""
    ordinal: int
    """Its place among the sections of its kind, counted from 1."""
    body: etree._Element | None
    """The section's tree with its ids made unique in the book, notes numbered, links resolved."""
    byline: str
    """How the publication words who wrote it; empty where nobody is named."""
    credit: str
    """What the byline says before the names: “from the essay by”; empty in a signed publication."""
    quotes: Mapping[str, PullQuote]
    """The pull quotes by name."""

    @property
    def slug(self) -> str:
        """The section's name in links."""
        return self.section.slug

    @property
    def label(self) -> str:
        """The small line over the title."""
        return self.section.head.label or self.section.kind.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the contents."""

    slug: str
    kind: str
    number: int | None
    ordinal: int
    title: str
    subtitle: str
    label: str
    authors: tuple[tuple[str, str], ...]
    """Names with organisations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The sections assembled."""

    publication: Publication
    chapters: tuple[Chapter, ...]
    """In the order of the spine."""
    contents: tuple[Entry, ...]
    """What the contents list, in the order of the spine."""
    anchors: Mapping[str, str]
    """Every id in the book, with the slug of the section it stands in."""

    def is_spoken(self, quote: PullQuote) -> bool:
        """Whether a pull quote is set as somebody's speech, in quotation marks."""
        return self.publication.quotes == "speech" and quote.state != "adapted"

    def chapter(self, slug: str) -> Chapter:
        """A chapter by its slug."""
        return next(chapter for chapter in self.chapters if chapter.slug == slug)
