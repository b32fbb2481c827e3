"""The plan of a site: which pages it has, what stands on which, and how they follow each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.book.model import Book, Chapter
from press.publication import Order
from press.reflow import Targets

HOME = "index.html"
AT_HOME = frozenset({"cover", "contents", "back-cover"})
"""Kinds of section that a book's binding asks for; on a site the home page is all of them."""
STATEMENT = "accessibility.html"
"""The accessibility statement, which is no section."""
OFFPRINTS = "offprints"
"""The folder of the essays' own PDFs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offprint:
    """A section's own PDF, to be taken along."""

    file: str
    size: int
    """In bytes, told beside the link."""

    @property
    def kilobytes(self) -> int:
        """The size in kB, for readers."""
        return max(1, round(self.size / 1000))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the site."""

    file: str
    chapter: Chapter | None
    """The section that it is; None for the home page and for the statement."""
    offprint: Offprint | None = None
    """The section's own PDF, where one is made."""

    @property
    def kind(self) -> str:
        """Its kind of section; `home`, or `statement`."""
        if self.chapter:
            return self.chapter.section.kind.name
        return "statement" if self.file == STATEMENT else "home"

    @property
    def title(self) -> str:
        """Its title on one line; empty for the home page."""
        if self.chapter:
            return self.chapter.section.full_title
        return "Accessibility" if self.file == STATEMENT else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All pages, and what leads from one to another."""

    book: Book
    address: str
    """Where it will stand, with a slash at its end; empty where nobody has said."""
    pages: tuple[Page, ...]
    """The home page first, then the sections in the order of the spine, then the statement."""
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

    @property
    def targets(self) -> Targets:
        """Where links inside the book lead."""
        return Targets(book=self.book, file=self._where)

    def _where(self, slug: str) -> str:
        """The file of a section; what stands on the home page is led to there."""
        page = self.page(slug)
        return page.file if page.chapter else f"{page.file}#{slug}"

    def full(self, file: str) -> str:
        """A file's whole address; the file alone where the site has none."""
        return f"{self.address}{'' if file == HOME and self.address else file}"


def plan(order: Order, book: Book, edition: str, offprints: Mapping[str, bytes]) -> Site:
    """The pages of a site.

    Args:
        order: the publication's facts.
        book: what the pages hold.
        edition: the edition's name.
        offprints: the essays' own PDFs, by their files' names.
    """
    pages = [Page(file=HOME, chapter=None)]
    pages += [
        Page(
            file=_file(chapter.slug), chapter=chapter, offprint=_offprint(order, chapter, offprints)
        )
        for chapter in book.chapters
        if chapter.section.kind.name not in AT_HOME
    ]
    pages.append(Page(file=STATEMENT, chapter=None))
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
    return f"{slug}.html" if f"{slug}.html" not in {HOME, STATEMENT} else f"{slug}-section.html"


def _offprint(order: Order, chapter: Chapter, offprints: Mapping[str, bytes]) -> Offprint | None:
    name = f"{order.name}-{chapter.slug}.pdf"
    if name not in offprints:
        return None
    return Offprint(file=f"{OFFPRINTS}/{name}", size=len(offprints[name]))
