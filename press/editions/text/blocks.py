"""A section as blocks of text: what stands on a page of its words, without the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from lxml import etree

from press.book.model import Book, Chapter
from press.manuscript.section import PullQuote

Shape = Literal["title", "heading", "subheading", "paragraph", "item", "quote", "note"]
STYLES = {"em": "em", "i": "em", "strong": "strong", "b": "strong"}
HEADINGS: dict[str, Shape] = {"h2": "heading", "h3": "subheading"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of one style."""

    text: str
    style: str = ""
    """`em`, `strong`, or nothing."""
    address: str = ""
    """Where a link out of the book leads."""
    call: str = ""
    """The number of the note that is called here; there are no words then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, item or note."""

    shape: Shape
    runs: tuple[Run, ...]
    marker: str = ""
    """The number of an item, heading or note; `-` for a bullet."""
    depth: int = 0
    """How many lists an item stands in, besides its own."""


def blocks(book: Book, chapter: Chapter) -> Iterator[Block]:
    """The blocks of a section, in the order in which they are read."""
    yield from _FACTS.get(chapter.section.kind.name, _piece)(book, chapter)


def _block(shape: Shape, *texts: str, marker: str = "") -> Iterator[Block]:
    """A block of plain words; nothing where there are none."""
    said = ", ".join(text for text in texts if text)
    if said:
        yield Block(shape=shape, runs=(Run(text=said),), marker=marker)


def _piece(book: Book, chapter: Chapter) -> Iterator[Block]:
    section = chapter.section
    number = str(chapter.number) if chapter.number else ""
    yield from _block("title", section.full_title, marker=number)
    authors = "; ".join(
        ", ".join(part for part in (author.name, author.role, author.organisation) if part)
        for author in section.authors
    )
    credit = f"{chapter.credit[:1].upper()}{chapter.credit[1:]}"
    yield from _block("paragraph", " ".join(part for part in (credit, authors) if part))
    for quote in chapter.quotes.values():
        if quote.state == "adapted":
            yield from _quoted(quote)
    if chapter.body is not None:
        yield from _Reader(book).body(chapter.body)


def _quoted(quote: PullQuote) -> Iterator[Block]:
    return _block("quote", quote.text)


def _cover(book: Book, chapter: Chapter) -> Iterator[Block]:
    head: Any = chapter.section.head
    work = book.publication
    yield from _block("title", work.full_title)
    yield from _block("paragraph", work.kind)
    yield from _block("paragraph", *work.creators)
    yield from _block("paragraph", head.line)


def _contents(book: Book, chapter: Chapter) -> Iterator[Block]:
    head: Any = chapter.section.head
    yield from _block("title", head.title)
    yield from _block("paragraph", head.note)
    for entry in book.contents:
        title = ": ".join(part for part in (entry.title, entry.subtitle) if part)
        authors = "; ".join(", ".join(part for part in one if part) for one in entry.authors)
        number = f"{entry.number} " if entry.number else ""
        yield from _block("item", f"{number}{title}", authors, marker="-")


def _framework(_: Book, chapter: Chapter) -> Iterator[Block]:
    head: Any = chapter.section.head
    yield from _block("title", head.title)
    yield from _block("paragraph", head.alternative)
    for theme in head.themes:
        gloss = f". {theme.gloss}" if theme.gloss else ""
        yield from _block("item", f"{theme.label}{gloss}", marker=str(theme.number))


def _contacts(_: Book, chapter: Chapter) -> Iterator[Block]:
    head: Any = chapter.section.head
    yield from _block("title", head.title)
    yield from _block("paragraph", head.note)
    for one in head.organisations:
        yield from _block("heading", one.name)
        yield from _block("paragraph", *one.address)
        for way in (one.telephone, one.email, one.web, one.social):
            yield from _block("item", way, marker="-")


def _back_cover(_: Book, chapter: Chapter) -> Iterator[Block]:
    head: Any = chapter.section.head
    for quote in chapter.quotes.values():
        yield from _quoted(quote)
    yield from _block("paragraph", head.line)


_FACTS: dict[str, Callable[[Book, Chapter], Iterator[Block]]] = {
    "cover": _cover,
    "contents": _contents,
    "framework": _framework,
    "contacts": _contacts,
    "back-cover": _back_cover,
}
"""What the kinds are made of that are facts alone."""


class _Reader:
    """Reads a section's tree."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.numbered = 0

    def body(self, body: etree._Element) -> Iterator[Block]:
        for element in body:
            yield from self.element(element)

    def element(self, element: etree._Element, shape: Shape = "paragraph") -> Iterator[Block]:
        """The blocks of an element; what holds blocks hands them its shape."""
        classes = element.get("class", "").split()
        if element.tag in HEADINGS:
            self.numbered += "numbered" in classes
            marker = str(self.numbered) if "numbered" in classes else ""
            yield self.made(HEADINGS[element.tag], element, marker)
        elif element.tag in {"ul", "ol"}:
            yield from self.list(element, 0)
        elif element.tag == "aside":
            yield from self.aside(element)
        elif element.tag == "blockquote":
            for child in element:
                yield from self.element(child, "quote")
        elif element.tag == "dt":
            yield Block(shape=shape, runs=(Run(text=_said(element), style="strong"),))
        elif element.tag in {"dl", "div", "figure", "dd"} and not _is_line(element):
            for child in element:
                yield from self.element(child, shape)
        elif element.tag == "img":
            yield from _block(shape, f"[{element.get('alt', '')}]")
        else:
            yield self.made(shape, element)

    def aside(self, element: etree._Element) -> Iterator[Block]:
        """A note; the place of a pull quote says nothing of its own."""
        if "note" in element.get("class", "").split():
            yield self.made("note", element, element.get("data-number", ""))

    def list(self, element: etree._Element, depth: int) -> Iterator[Block]:
        for index, item in enumerate(element, start=1):
            marker = str(index) if element.tag == "ol" else "-"
            inner = [child for child in item if child.tag in {"ul", "ol"}]
            yield Block(shape="item", runs=self.joined(item), marker=marker, depth=depth)
            for child in inner:
                yield from self.list(child, depth + 1)

    def made(self, shape: Shape, element: etree._Element, marker: str = "") -> Block:
        return Block(shape=shape, runs=self.joined(element), marker=marker)

    def joined(self, element: etree._Element) -> tuple[Run, ...]:
        """The runs of a block; those of one style that follow each other are one."""
        found: list[Run] = []
        for run in self.runs(element, ""):
            last = found[-1] if found else None
            alike = last is not None and last.style == run.style
            if last is None or not alike or run.address or run.call or last.address or last.call:
                found.append(run)
            else:
                found[-1] = Run(text=f"{last.text}{run.text}", style=run.style)
        return tuple(found)

    def runs(self, element: etree._Element, style: str) -> Iterator[Run]:
        """The runs of an element's words; lists in it are blocks of their own."""
        yield from _run(element.text, style)
        for child in element:
            yield from self.inline(child, style)
            yield from _run(child.tail, style)

    def inline(self, child: etree._Element, style: str) -> Iterator[Run]:
        classes = child.get("class", "").split()
        address = child.get("href", "") if child.tag == "a" else ""
        if child.tag in {"ul", "ol"}:
            return
        if child.tag in {"br", "p"}:
            yield Run(text=" ")
        if "note-call" in classes:
            yield Run(text="", call=child.text or "")
        elif "where" in classes:
            yield Run(text=self.where(address), style=style)
        elif address and not address.startswith("#"):
            yield Run(text=_said(child), style=style, address=address)
        else:
            yield from self.runs(child, STYLES.get(str(child.tag), style))

    def where(self, address: str) -> str:
        """Where a reference leads, in a text that has no pages: to a section, by its title."""
        slug = self.book.anchors.get(address[1:], "")
        return f"in ‘{self.book.chapter(slug).section.full_title}’"


def _run(text: str | None, style: str) -> Iterator[Run]:
    if text:
        yield Run(text=text, style=style)


def _said(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def _is_line(element: etree._Element) -> bool:
    """Whether an element that may hold blocks holds words alone."""
    return element.tag == "dd" and not any(
        child.tag in {"p", "ul", "ol", "figure", "blockquote"} for child in element
    )


def joined(blocks: Iterable[Block], write: Callable[[Block], str]) -> str:
    """Blocks in either form, one below the other; items of a list without a blank line."""
    told = before = ""
    for block in blocks:
        gap = "\n" if block.shape == before == "item" else "\n\n"
        told += (gap if told else "") + write(block)
        before = block.shape
    return told
