"""The order of work that makes a book of sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from press.book import contents, crossrefs, notes, openings, pull_quotes
from press.book.model import Book, Chapter
from press.errors import PressError, raise_all
from press.manuscript.section import Section
from press.publication import Publication

WORK = (
    notes.number,
    openings.mark_lead_ins,
    openings.mark_end,
    crossrefs.make_ids_unique,
)
"""What is done to each section's tree, in this order."""


def assemble(publication: Publication, sections: Sequence[Section]) -> Book:
    """Order, number and cross-reference the sections.

    Raises:
        PressError: every reference that leads nowhere and every quotation from a section that is
        not
            there, each with its line.
    """
    bodies = [_worked(section) for section in sections]
    anchors = crossrefs.anchors(sections, bodies)
    errors: list[PressError] = []
    for section, body in zip(sections, bodies, strict=True):
        errors += crossrefs.resolve(section, body, anchors)
        errors += pull_quotes.unknown_sources(section, sections)
    raise_all(errors)
    chapters = _chapters(publication, sections, bodies)
    return Book(
        publication=publication,
        chapters=chapters,
        contents=contents.entries(chapters),
        anchors=anchors,
    )


def _worked(section: Section) -> etree._Element | None:
    if section.body is None:
        return None
    body = deepcopy(section.body)
    for step in WORK:
        step(section, body)
    return body


def _chapters(
    publication: Publication,
    sections: Sequence[Section],
    bodies: Sequence[etree._Element | None],
) -> tuple[Chapter, ...]:
    seen: Counter[str] = Counter()
    number = 0
    chapters = []
    for section, body in zip(sections, bodies, strict=True):
        seen[section.kind.name] += 1
        number += section.kind.numbered
        chapters.append(
            Chapter(
                section=section,
                number=number if section.kind.numbered else None,
                ordinal=seen[section.kind.name],
                body=body,
                byline=contents.byline(publication, section),
                credit=contents.credit(publication, section),
                quotes={quote.name: quote for quote in section.pull_quotes},
            )
        )
    return tuple(chapters)
