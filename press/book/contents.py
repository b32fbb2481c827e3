"""The contents and the bylines: who and what, as the publication words them."""

from __future__ import annotations

from collections.abc import Sequence

from press.book.model import Chapter, Entry
from press.manuscript.section import Section
from press.publication import Publication


def entries(chapters: Sequence[Chapter]) -> tuple[Entry, ...]:
    """The lines of the contents, in the order of the spine."""
    return tuple(
        Entry(
            slug=chapter.slug,
            kind=chapter.section.kind.name,
            number=chapter.number,
            ordinal=chapter.ordinal,
            title=chapter.section.head.title,
            subtitle=chapter.section.head.subtitle,
            label=chapter.label,
            authors=tuple((one.name, one.organisation) for one in chapter.section.authors),
        )
        for chapter in chapters
        if chapter.section.kind.listed
    )


def byline(publication: Publication, section: Section) -> str:
    """Who wrote it, as the publication words it: “from the essay by Andy Donald”."""
    names = [author.name for author in section.authors]
    if not names:
        return ""
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    return publication.bylines.format(kind=section.kind.noun, authors=listed)


def credit(publication: Publication, section: Section) -> str:
    """What the byline says before the names: “from the essay by”."""
    before = publication.bylines.partition("{authors}")[0]
    return before.format(kind=section.kind.noun).strip() if section.authors else ""
