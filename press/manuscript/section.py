"""A section: one manuscript file, parsed. Its body is semantic HTML as a tree from the start."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from press.errors import Place
from press.manuscript.kinds import Author, FrontMatter, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PullQuote:
    """Words of a section set large, with the state in which they follow its text."""

    name: str
    """Its name in the section; `opening` is the opening one."""
    text: str
    """The words, in the typography of the text, without quotation marks round them."""
    state: str
    """`verbatim`, `elided` or `adapted`."""
    reason: str
    """Why the words were adapted, and agreed with whom."""
    source: str
    """The slug of the section in which the words stand."""
    place: Place
    marked: bool
    """Whether an editor marked the words in the text, so that they cannot drift from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One manuscript file, parsed."""

    slug: str
    """Its name in links and on disk: the file's stem."""
    kind: Kind
    file: str
    """The file, relative to the root."""
    head: FrontMatter
    """What stands at its head, as the kind's model has it, in the typography of the text."""
    body: etree._Element | None
    """`<div>` of block elements; every element's `sourceline` is its line in the file.
    Ids are the editor's own (not yet made unique in the book). A note's call is
    `<a class="note-call" href="#note-LABEL">`, its text `<aside class="note" id="note-LABEL">`
    at the end.
    The place of a pull quote is `<aside class="pull-quote" data-quote="NAME"/>`; words marked as
    one are
    `<span class="pull-quote-source" id="quote-NAME">`."""
    typed: str
    """The file as it was typed, for those who judge the typing."""
    pull_quotes: tuple[PullQuote, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)
    """Lines of the head's keys, joined by dots: `pull_quotes.opening`."""

    @property
    def title(self) -> str:
        """The title, without the subtitle."""
        return self.head.title

    @property
    def full_title(self) -> str:
        """Title and subtitle on one line."""
        return ": ".join(part for part in (self.head.title, self.head.subtitle) if part)

    @property
    def authors(self) -> tuple[Author, ...]:
        """Who wrote it, in order."""
        return self.head.authors

    def place(self, line: int | None = None) -> Place:
        """A place in the section's file."""
        return Place(self.file, line)
