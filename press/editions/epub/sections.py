"""Sections as XHTML files: composed, their pages marked, their links led to files."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from press.book.model import Chapter
from press.compose import Composer, Learned, write_where
from press.editions.epub.resources import Resources
from press.errors import Place
from press.manuscript.section import PullQuote
from press.reflow import (
    XHTML,
    XML,
    Targets,
    Turn,
    mark_notes,
    mark_turns,
    markup,
    parsed,
    place_quotes,
    to_files,
    where_to_words,
    written,
)

MATTERS = {"front": "frontmatter", "body": "bodymatter", "back": "backmatter"}
"""What a section is part of (EPUB 3 Structural Semantics Vocabulary, 3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One section as a file."""

    chapter: Chapter
    name: str
    content: bytes
    folios: tuple[int, ...]
    """The pages of the print edition that begin in it."""
    has_svg: bool
    """Whether it holds a drawing in itself, which the manifest must say (EPUB 3.3, D.6.5)."""


def file_of(slug: str) -> str:
    """The name of a section's file."""
    return f"{slug}.xhtml"


class Sections:
    """Makes the files of one edition's sections."""

    def __init__(self, composer: Composer, learned: Learned, resources: Resources) -> None:
        """Open the layout.

        Args:
            composer: fills the templates.
            learned: where places stand on the print edition's pages.
            resources: takes in what the sections show.
        """
        self._composer = composer
        self._learned = learned
        self._resources = resources
        self._targets = Targets(book=composer.book, file=file_of)

    def file(self, chapter: Chapter, turns: Sequence[Turn]) -> File:
        """Make one section's file.

        Args:
            chapter: the section.
            turns: its pages in the print edition, those without words left out.

        Raises:
            ContentError: a template cannot be used, or a page's words are not found.
        """
        book = self._composer.book
        tree = self._composed(chapter)
        section = next(one for one in tree.iterfind(f"{{{XHTML}}}body/*") if one.get("id"))
        place = Place(chapter.section.file)
        folios = mark_turns(section, turns, place, exactly=chapter.body is not None)
        where_to_words(tree, book, chapter.slug)
        to_files(tree, self._targets, chapter.slug)
        self._resources.take(tree)
        for element in tree.iter():
            if element.get("lang"):
                element.set(f"{{{XML}}}lang", element.get("lang") or "")
        return File(
            chapter=chapter,
            name=file_of(chapter.slug),
            content=written(tree),
            folios=tuple(folios),
            has_svg=next(tree.iter("{http://www.w3.org/2000/svg}svg"), None) is not None,
        )

    def _composed(self, chapter: Chapter) -> etree._Element:
        kind = chapter.section.kind.name
        quotes = chapter.quotes if chapter.body is None else {}
        content = self._composer.filled(
            f"epub/{kind}.xhtml",
            {
                "body": self._body(chapter),
                "quote": "".join(self._quote(chapter, quote) for quote in quotes.values()),
            },
            chapter=chapter,
            section=chapter.section,
            head=chapter.section.head,
            file=file_of,
        )
        whole = self._composer.filled(
            "epub/document.xhtml",
            {"content": content},
            title=chapter.section.full_title or chapter.label,
            language=self._composer.book.publication.language,
            matter=MATTERS.get(chapter.section.kind.matter, ""),
            kind=kind,
        )
        return parsed(whole, Place(f"layouts/{self._composer.layout.name}/templates/epub"))

    def _body(self, chapter: Chapter) -> str:
        """The section's tree as XHTML, its references worded as on the pages."""
        if chapter.body is None:
            return ""
        body = deepcopy(chapter.body)
        write_where(chapter, body, self._learned)
        way = self._composer.layout.settings.reflowed_quotes or "after-text"
        place_quotes(chapter, body, way, lambda quote: self._element(chapter, quote))
        mark_notes(body, chapter.slug)
        return markup(body)

    def _quote(self, chapter: Chapter, quote: PullQuote) -> str:
        return self._composer.filled(
            "epub/pull-quote.xhtml",
            {},
            chapter=chapter,
            quote=quote,
            spoken=self._composer.book.is_spoken(quote),
            anchor=f"{chapter.slug}--pull-quote-{quote.name}",
        )

    def _element(self, chapter: Chapter, quote: PullQuote) -> etree._Element:
        """A quote as an element of a section's tree, whose elements have no namespace."""
        text = self._quote(chapter, quote).strip()
        place = Place(f"layouts/{self._composer.layout.name}/templates/epub/pull-quote.xhtml")
        element = parsed(f'<div xmlns:epub="http://www.idpf.org/2007/ops">{text}</div>', place)[0]
        element.tail = None
        return element
