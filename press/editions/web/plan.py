"""The plan of a site: which pages it has, what stands on which, and how they follow each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.book.model import Book, Chapter
from press.publication import Order

HOME = "index.html"
AT_HOME = frozenset({"cover", "contents", "back-cover"})
"""Kinds of section that a book's binding asks for; on a site the home page is all of them."""
OFFPRINTS = "offprints"
"""The format of the edition whose files the pages link to, where the order has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the site."""

    file: str
    chapter: Chapter | None
    """The section that it is; None for the home page."""
    offprint: str = ""
    """Where the section's offprint lies, from here; nothing where none is made."""

    @property
    def title(self) -> str:
        """Its title on one line; empty for the home page."""
        return self.chapter.section.full_title if self.chapter else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All pages, and what leads from one to another."""

    book: Book
    address: str
    """Where it will stand, with a slash at its end; empty where nobody has said."""
    pages: tuple[Page, ...]
    """The home page first, then the sections in the order of the spine."""
    read: tuple[Page, ...]
    """Those that are read one after another."""

    def page(self, slug: str) -> Page:
        """The page on which a section stands."""
        return next(
            (page for page in self.pages if page.chapter and page.chapter.slug == slug),
            self.pages[0],
        )

    def beside(self, page: Page) -> tuple[Page | None, Page | None]:
        """The pages before and after one, in the order of reading."""
        if page not in self.read:
            return None, None
        at = self.read.index(page)
        before = self.read[at - 1] if at else None
        return before, self.read[at + 1] if at + 1 < len(self.read) else None

    def link(self, here: Page, target: str, anchors: Mapping[str, str]) -> str:
        """What leads from a page to an id of the book."""
        slug = anchors[target]
        there = self.page(slug)
        if there is here:
            return f"#{target}"
        whole = target == slug and there.chapter is not None
        return there.file if whole else f"{there.file}#{target}"

    def full(self, file: str) -> str:
        """A file's whole address; the file alone where the site has none."""
        return f"{self.address}{'' if file == HOME and self.address else file}"


def plan(order: Order, book: Book, edition: str) -> Site:
    """The pages of a site."""
    pages = [Page(file=HOME, chapter=None)]
    pages += [
        Page(file=_file(chapter.slug), chapter=chapter, offprint=_offprint(order, chapter))
        for chapter in book.chapters
        if chapter.section.kind.name not in AT_HOME
    ]
    address = order.edition(edition).address
    return Site(
        book=book,
        address=address if not address or address.endswith("/") else f"{address}/",
        pages=tuple(pages),
        read=tuple(page for page in pages if page.chapter and _is_read(page.chapter)),
    )


def _is_read(chapter: Chapter) -> bool:
    return chapter.section.kind.listed or chapter.section.kind.name == "framework"


def _file(slug: str) -> str:
    return f"{slug}.html" if f"{slug}.html" != HOME else f"{slug}-section.html"


def _offprint(order: Order, chapter: Chapter) -> str:
    """Where the offprint lies: in the edition that makes them, beside this one in `output/`."""
    editions = order.publication.editions.items()
    folders = [name for name, one in editions if str(one.format) == OFFPRINTS]
    if not folders or chapter.section.kind.matter != "body":
        return ""
    return f"../{folders[0]}/{order.name}-{chapter.slug}.pdf"
