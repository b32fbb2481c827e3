"""What a page says of itself: description, makers, date, time to read; for people and machines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from press.book.model import Chapter
from press.editions.web.plan import STATEMENT, Page, Site
from press.reading.facts import words

A_MINUTE = 230
"""Words that an adult reads silently in a minute: 238 of English fiction-free prose (Brysbaert,
2019), a little less on a screen."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says of itself."""

    title: str
    """For the tab and for search: the page first, the publication after."""
    heading: str
    """For cards in other places: the page alone."""
    description: str
    creators: tuple[str, ...]
    """Who made what stands on this page: the authors, or in a digest who made the digest."""
    address: str
    """The whole address where the site has one, else the file."""
    date: str
    """As ISO 8601 has it."""
    date_in_words: str
    minutes: int
    """How long it takes to read; 0 for what is no running text."""


def facts(site: Site, page: Page) -> PageFacts:
    """What a page says of itself; nothing that the manuscript does not say."""
    work = site.book.publication
    chapter = page.chapter
    title = " – ".join(part for part in (page.title, work.title) if part)
    return PageFacts(
        title=title if page.title else work.full_title,
        heading=page.title or work.full_title,
        description=_description(site, page),
        creators=_creators(site, chapter),
        address=site.full(page.file),
        date=work.date.isoformat(),
        date_in_words=in_words(work.date, work.language),
        minutes=minutes(chapter) if chapter else 0,
    )


def minutes(chapter: Chapter) -> int:
    """How long a section takes to read, in whole minutes; 0 where it is no running text."""
    if chapter.body is None or not chapter.section.kind.listed:
        return 0
    count = len(words(" ".join(chapter.body.itertext())))
    return max(1, round(count / A_MINUTE))


def in_words(date: dt.date, language: str) -> str:
    """A date as an English page says it; other languages have it as ISO 8601."""
    if not language.startswith("en"):
        return date.isoformat()
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def _description(site: Site, page: Page) -> str:
    """The standfirst, or the opening quote, or what the publication says of itself."""
    chapter, said = page.chapter, ""
    if page.file == STATEMENT:
        return f"What was tested of the accessibility of {site.book.publication.full_title}."
    if chapter is not None:
        opening = chapter.quotes.get("opening")
        said = chapter.section.head.standfirst or (opening.text if opening else "")
    return " ".join((said or site.book.publication.description).split())


def _creators(site: Site, chapter: Chapter | None) -> tuple[str, ...]:
    if chapter is not None and chapter.section.authors and not chapter.credit:
        return tuple(author.name for author in chapter.section.authors)
    return site.book.publication.creators
