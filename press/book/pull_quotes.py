"""Pull quotes find the section that their words are taken from."""

from __future__ import annotations

from collections.abc import Sequence

from press.errors import ContentError, PressError, did_you_mean
from press.manuscript.section import Section


def unknown_sources(section: Section, sections: Sequence[Section]) -> list[PressError]:
    """Quotations `from:` a section that is not in the book."""
    slugs = {one.slug for one in sections if one.body is not None}
    return [
        ContentError(
            f"the quote “{quote.name}” is taken from “{quote.source}”, no section with text",
            place=quote.place,
            hint=did_you_mean(quote.source, slugs),
        )
        for quote in section.pull_quotes
        if quote.source not in slugs
    ]
