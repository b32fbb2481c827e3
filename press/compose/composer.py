"""The composer: gives each template what it may ask for, and makes parts of what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from press.book.model import Book, Chapter
from press.compose.art import Art
from press.compose.body import body_of
from press.compose.part import Learned, Notes, Part
from press.compose.quotes import quotes_alone
from press.compose.templates import Templates
from press.layouts import Layout
from press.publication import Edition

if TYPE_CHECKING:
    from press.drawings import Drawing


class Composer:
    """Composes the parts of one book in one layout for one edition."""

    def __init__(
        self,
        book: Book,
        layout: Layout,
        *,
        entry: str,
        edition: Edition,
        physical: Edition,
        sided: bool = True,
        notes: Notes = "foot",
    ) -> None:
        """Open the layout for a format.

        Args:
            book: what is composed.
            layout: how it looks.
            entry: the format's entry stylesheet, such as `print`.
            edition: the edition that is made.
            physical: the edition whose trim it keeps; itself where it keeps its own.
            sided: whether sections begin on the side that the layout asks for.
            notes: where notes stand.
        """
        self.book = book
        self.layout = layout
        self.entry = entry
        self.edition = edition
        self.physical = physical
        self.sided = sided
        self.notes = notes
        self._art = Art(layout, entry)
        self._templates = Templates(layout, {
            "book": book,
            "publication": book.publication,
            "edition": edition,
            "spark_count": lambda number: (3**number - 1) // 2,
            "shapes": self._art.shapes,
        })  # fmt: skip

    @cached_property
    def styles(self) -> tuple[tuple[str, str], ...]:
        """The stylesheets in cascade, as (file, text), after the facts agreed with the printer."""
        width, height = self.physical.trim or (0.0, 0.0)
        facts = (
            f":root{{--trim-width:{width}mm;--trim-height:{height}mm;"
            f"--bleed:{self.edition.bleed}mm}}"
        )
        return (("publication.yaml", facts), *self.layout.stylesheets(self.entry))

    def part(self, chapter: Chapter, learned: Learned) -> Part:
        """One section as a document.

        Raises:
            ContentError: a template cannot be used, named by file and line.
        """
        body = body_of(
            chapter,
            learned,
            notes=self.notes,
            quote=lambda name: self._quote(chapter, name, learned),
        )
        content = self._content(chapter, learned, body)
        return self._whole(chapter.slug, self.start(chapter), content, chapter.section.full_title)

    def start(self, chapter: Chapter) -> str:
        """The side on which a section begins: `verso`, `recto` or `next`."""
        return self.layout.start(chapter.section.kind.name) if self.sided else "next"

    def openings(self, chapters: Iterable[Chapter]) -> Part:
        """Sections, of them the pull quotes alone, as one document.

        Set first, it tells cheaply how many lines each quote takes.
        """
        learned = Learned()
        content = "\n".join(
            self._content(chapter, learned, "".join(self._quotes_within(chapter, learned)))
            for chapter in chapters
        )
        content = quotes_alone(content)
        name = "the openings of the sections"
        return self._whole(name, "next", content, self.book.publication.full_title)

    def _content(self, chapter: Chapter, learned: Learned, body: str) -> str:
        return self._templates.filled(
            f"{chapter.section.kind.name}.html",
            chapter=chapter,
            section=chapter.section,
            head=chapter.section.head,
            body=Markup(body),
            learned=learned,
            quote=lambda name: self._quote(chapter, name, learned),
        )

    def filled(self, template: str, markup: Mapping[str, str], **values: Any) -> str:
        """Any template of the layout, filled in, for editions without pages.

        Args:
            template: its name, as `epub/essay.xhtml`.
            markup: values that are markup already, made of trees that have been checked.
            values: all other values.

        Raises:
            ContentError: the template cannot be used, named by file and line.
        """
        return self._templates.filled(
            template, **{name: Markup(text) for name, text in markup.items()}, **values
        )

    def blank(self, number: int) -> Part:
        """The nth blank page of the book, counted from 1."""
        content = self._templates.filled("blank.html", number=number)
        return self._whole(f"blank-{number}", "next", content, "")

    def sheet(self, template: str, **values: Any) -> Part:
        """What is no section: a sheet about the edition, or the spine of its cover."""
        name = template.removesuffix(".html")
        content = self._templates.filled(template, **values)
        return self._whole(name, "next", content, self.book.publication.full_title)

    def offprint(self, chapter: Chapter, *, citation: str, pages: str) -> Part:
        """The page that stands before an offprint: what it is, and what it forms part of.

        Args:
            chapter: the section that goes out alone.
            citation: how it is cited.
            pages: its folios, such as `12–17`.
        """
        content = self._templates.filled(
            "offprint.html",
            chapter=chapter,
            section=chapter.section,
            head=chapter.section.head,
            citation=citation,
            pages=pages,
        )
        return self._whole(f"{chapter.slug}--offprint", "next", content, "")

    def together(self, parts: list[Part]) -> str:
        """The same parts as one document, for the engine to set in one go."""
        content = "\n".join(part.content for part in parts)
        return self._whole("book", "next", content, self.book.publication.full_title).html

    def drawings(self) -> dict[str, bytes]:
        """The layout's generated art by address, in the colours of the format.

        Raises:
            ContentError: a drawing cannot be drawn as the layout says.
        """
        return self._art.all_drawn()

    @property
    def tokens(self) -> dict[str, str]:
        """The layout's custom properties as the format resolves them, without the two hyphens."""
        return self._art.tokens

    def drawing(self, name: str) -> Drawing:
        """A drawing of the layout as geometry, for who writes it in another way.

        Raises:
            ContentError: the layout has none of this name, or it cannot be drawn.
        """
        return self._art.drawing(name)

    def drawn(self, name: str) -> bytes:
        """One drawing of the layout, as SVG.

        Raises:
            ContentError: the layout has none of this name, or it cannot be drawn.
        """
        return self._art.drawn(name)

    def _whole(self, name: str, start: str, content: str, title: str) -> Part:
        html = self._templates.filled(
            "document.html",
            content=Markup(content),
            title=title,
            language=self.book.publication.language,
        )
        return Part(name=name, start=start, html=html, content=content)

    def _quote(self, chapter: Chapter, name: str, learned: Learned) -> Markup:
        """A pull quote as the layout sets it; nothing where the section has none of this name."""
        quote = chapter.quotes.get(name)
        if quote is None:
            return Markup("")
        html = self._templates.filled(
            "pull-quote.html",
            chapter=chapter,
            quote=quote,
            spoken=self.book.is_spoken(quote),
            words=len(quote.text.split()),
            lines=learned.quote_lines.get(f"{chapter.slug}--{name}"),
            anchor=f"{chapter.slug}--pull-quote-{name}",
        )
        return Markup(html)

    def _quotes_within(self, chapter: Chapter, learned: Learned) -> Iterator[Markup]:
        """The pull quotes that have their place in the section's text."""
        if chapter.body is not None:
            for place in chapter.body.iter("aside"):
                if name := place.get("data-quote"):
                    yield self._quote(chapter, name, learned)
