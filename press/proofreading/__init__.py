"""Checks of the book and of the facts of a finished file; each yields findings.

`GUARDS` stand before publishing: what they call an error stops the edition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from press.assets import Face
from press.book.model import Book
from press.finding import Finding
from press.proofreading import contents, fonts, glyphs, pull_quotes, tags, words
from press.proofreading.contents import listing
from press.proofreading.proof import Proof

GUARDS: tuple[Callable[[Proof], Iterator[Finding]], ...] = (
    contents.check,
    words.check,
    fonts.check,
    tags.check,
)
"""Checks of a finished file, in the order of their telling."""


def book_findings(book: Book, faces: Mapping[str, Face]) -> list[Finding]:
    """What can be said before any page is set."""
    return [*pull_quotes.check(book), *glyphs.check(book, faces)]


__all__ = ["GUARDS", "Proof", "book_findings", "listing"]
