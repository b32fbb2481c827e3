"""What opens a section, and what facts alone are made of: the pieces, each exactly as it is given.

Layouts set them in their own order and their own choice; so each piece is told by its words, and
words that are no piece's are loose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from press.book.model import Book, Chapter, Entry
from press.proofreading.collation.leaf import Leaf
from press.proofreading.printed import apart
from press.reading.facts import words

GROUPS = {
    "subtitle": "title",
    "organisation-name": "organisations",
    "address-line": "organisations",
    "telephone": "ways",
    "email": "ways",
    "web": "ways",
    "social": "ways",
    "way-label": "ways",
    "theme": "themes",
    "gloss": "themes",
    "entry-number": "entry-numbers",
    "entry-title": "entries",
    "entry-subtitle": "entries",
    "entry-author": "entries",
    "entry-label": "entries",
}
"""Pieces that keep their order among each other; any other piece is a group by itself."""
LOOSE = "loose"
"""The name of words that are no piece's."""
WAYS = ("telephone", "email", "web", "social")
NAMES = frozenset(
    {
        *GROUPS, "title", "number", "label", "credit", "standfirst", "place-of-piece", "line",
        "note", "alternative", "author", "role", "organisation", "joining", "theme-number",
        "work-title", "work-subtitle", "work-kind", "work-creator", "page-number", "count",
        "label-of-cover", "heading-of-notes", LOOSE,
    }
)  # fmt: skip
"""The names of all pieces, and of words between them."""
NAMES_THE_WORK = {"cover", "about"}
"""Kinds of section that say what the whole work is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece, or several that only stand together."""

    parts: tuple[tuple[str, str, tuple[str, ...]], ...]
    """The name, key and words of each."""

    @property
    def words(self) -> list[str]:
        """All its words."""
        return [word for _, _, said in self.parts for word in said]

    @property
    def same(self) -> tuple[str, ...]:
        """What its forms have in common: the name and key of its last part, and its words."""
        name, key, said = self.parts[-1]
        return (name, key, *(word.casefold() for word in said))


def pieces(book: Book, chapter: Chapter, spans: dict[str, str]) -> list[Piece]:
    """All pieces that may open a section, the longest first.

    Args:
        book: the book.
        chapter: the section.
        spans: the first folio of each section, as the edition has it; none where it has no pages.
    """
    if chapter.section.kind.name == "contents":
        told = [*_head(chapter), *(one for entry in book.contents for one in _entry(entry, spans))]
    else:
        told = [*_head(chapter), *_number(chapter), *_facts(chapter.section.head)]
        if chapter.section.kind.name in NAMES_THE_WORK:
            told += _work(book)
    found = [form for piece in told for form in _forms(piece) if form.words]
    return sorted(found, key=lambda piece: -len(piece.words))


def set_apart(leaf: Leaf, start: int, end: int, known: Sequence[Piece]) -> None:
    """Set apart all pieces that stand between two places, and what is loose there, word by word."""
    left = end - start
    spare = list(known)
    while left > 0:
        piece = next(
            (one for one in spare if len(one.words) <= left and leaf.has(one.words, start)), None
        )
        parts = piece.parts if piece else ((LOOSE, "", (leaf.words[start],)),)
        if piece:  # stands once, in one of its forms
            spare = [one for one in spare if one.same != piece.same]
        for name, key, said in parts:
            leaf.take(start, len(said), name=name, key=key)
            left -= len(said)


def titles(chapter: Chapter) -> list[Piece]:
    """The number with title and subtitle, as they stand together, the longest first."""
    number = ("number", "", tuple(str(chapter.number or "").split()))
    title = ("title", "", _said(chapter.section.title))
    subtitle = ("subtitle", "", _said(chapter.section.head.subtitle))
    rows = [(number, title, subtitle), (title, subtitle), (number, title), (title,)]
    found = [Piece(parts=tuple(part for part in row if part[2])) for row in rows]
    return [piece for piece in found if piece.words]


def _said(text: str) -> tuple[str, ...]:
    return tuple(apart(words(text)))


def _piece(name: str, text: str, key: str = "") -> Piece:
    return Piece(parts=((name, key, _said(text)),))


def _head(chapter: Chapter) -> Iterator[Piece]:
    head: Any = chapter.section.head
    yield _piece("title", head.title)
    yield _piece("subtitle", head.subtitle)
    yield _piece("label", chapter.label)
    yield _piece("credit", chapter.credit)
    yield _piece("standfirst", head.standfirst)
    yield _piece("place-of-piece", head.place)
    yield _piece("line", getattr(head, "line", ""))
    yield _piece("note", getattr(head, "note", ""))
    yield _piece("alternative", getattr(head, "alternative", ""))
    for author in chapter.section.authors:
        yield _piece("author", author.name)
        yield _piece("role", author.role)
        yield _piece("organisation", author.organisation)
    if chapter.byline:
        names = [author.name for author in chapter.section.authors]
        rest = chapter.byline.removeprefix(chapter.credit)
        for name in names:
            rest = rest.replace(name, " ", 1)
        yield from (_piece("joining", word) for word in rest.split())


def _number(chapter: Chapter) -> Iterator[Piece]:
    if chapter.number:
        yield _piece("number", str(chapter.number))


def _facts(head: Any) -> Iterator[Piece]:
    for theme in getattr(head, "themes", ()):
        yield _piece("theme-number", str(theme.number))
        yield _piece("theme", theme.label)
        yield _piece("gloss", theme.gloss)
    for one in getattr(head, "organisations", ()):
        yield _piece("organisation-name", one.name)
        yield from (_piece("address-line", line) for line in one.address)
        yield from (_piece(way, getattr(one, way)) for way in WAYS)


def _work(book: Book) -> Iterator[Piece]:
    work = book.publication
    yield _piece("work-title", work.title)
    yield _piece("work-subtitle", work.subtitle)
    yield _piece("work-kind", work.kind)
    yield from (_piece("work-creator", one) for one in work.creators)


def _entry(entry: Entry, spans: dict[str, str]) -> Iterator[Piece]:
    title = ("entry-title", entry.slug, _said(entry.title))
    page = ("page-number", entry.slug, _said(spans.get(entry.slug, "")))
    if entry.number:  # a number by itself is none of the entry's
        number = ("entry-number", entry.slug, (str(entry.number),))
        yield Piece(parts=(number, title))
        if page[2]:
            yield Piece(parts=(number, page))
    yield Piece(parts=(title,))
    yield _piece("entry-subtitle", entry.subtitle, entry.slug)
    yield _piece("entry-label", entry.label, entry.slug)
    for author in entry.authors:
        yield from (_piece("entry-author", part, entry.slug) for part in author)
    yield Piece(parts=(page,))


def _forms(piece: Piece) -> Iterator[Piece]:
    """A piece, and the same with its first letter the other way up."""
    yield piece
    (name, key, said), *others = piece.parts
    if said and said[0][0].isalpha():
        turned = (f"{said[0][0].swapcase()}{said[0][1:]}", *said[1:])
        yield Piece(parts=((name, key, turned), *others))
