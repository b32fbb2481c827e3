"""Links between files, and words for what pages say with “overleaf”."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from press.book.model import Book
from press.manuscript import elements
from press.reflow.trees import XHTML


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """Where a link inside the book leads."""

    book: Book
    file: Callable[[str], str]
    """The file of a section, by its slug; `#` and an id behind it where others stand there too."""

    def address(self, anchor: str, here: str) -> str:
        """The address of an id of the book, seen from a section."""
        slug = self.book.anchors.get(anchor, here)
        if slug == here:
            return f"#{anchor}"
        file = self.file(slug)
        return file if anchor == slug else f"{file.partition('#')[0]}#{anchor}"


def to_files(tree: etree._Element, targets: Targets, here: str) -> None:
    """Point every link inside the book at the file in which its target stands."""
    for link in _links(tree):
        address = link.get("href") or ""
        if address.startswith("#"):
            link.set("href", targets.address(address[1:], here))


def where_to_words(tree: etree._Element, book: Book, here: str) -> None:
    """Say where a reference leads without pages: in which section, or above or below in this one.

    The words stand in a link, so that they need not be followed by eye.
    """
    order = [element.get("id") for element in tree.iter() if element.get("id")]
    for link in _links(tree):
        if "where" not in elements.classes(link):
            continue
        anchor = (link.get("href") or "")[1:]
        slug = book.anchors.get(anchor, here)
        for child in list(link):
            link.remove(child)
        if slug != here:
            link.text = f"in ‘{_title(book, slug)}’"
        elif anchor in order and order.index(anchor) < order.index(link.get("id")):
            link.text = "above"
        else:
            link.text = "below"


def _title(book: Book, slug: str) -> str:
    chapter = book.chapter(slug)
    return chapter.section.title or chapter.label or chapter.section.kind.noun


def _links(tree: etree._Element) -> list[etree._Element]:
    return list(tree.iter(f"{{{XHTML}}}a", "a"))
