"""How a section is cited: who wrote it, what it is called, what it forms part of."""

from __future__ import annotations

from collections.abc import Sequence

from press.book.model import Chapter
from press.publication import Publication


def citation(publication: Publication, chapter: Chapter, *, pages: str = "") -> str:
    """One line by which a section is cited, as British books have it.

    Who wrote a digest is not who wrote the piece that it reports, so there the makers of the
    publication come first and the byline after the title.

    Args:
        publication: what the section forms part of.
        chapter: the section.
        pages: its folios, such as `12–17`; nothing where there are no pages.
    """
    authors = [author.name for author in chapter.section.authors]
    makers = listed(authors if authors and not chapter.credit else publication.creators)
    title = f"‘{chapter.section.full_title}’"
    byline = chapter.byline if chapter.credit else ""
    year = str(publication.date.year)
    imprint = f"({', '.join([*publication.publishers, year])})"
    work = f"in {publication.full_title} {imprint}"
    numbers = "p. " if pages.isdecimal() else "pp. "
    parts = [makers, title, byline, work, f"{numbers}{pages}" if pages else ""]
    return f"{', '.join(part for part in parts if part)}."


def listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: `A, B and C`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
