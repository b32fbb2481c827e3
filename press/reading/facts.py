"""Facts about a finished file: pages with their words, labels and boxes; outline and links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from press.reading.structure import Structure

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in pt."""

BREAK = "\u0002"
"""Where a word is broken at a line's end; the rest of it follows at once, or on a later line."""
HYPHEN = re.compile(
    rf"[-\u00ad\u2010\u2011\ufffe{BREAK}](?<=\w.)(?:(?<={BREAK})|(?<!{BREAK})\s?)(?=\w)"
)
"""It begins with the sign itself, so that the rest of a text is passed over quickly."""
WORD = re.compile(rf"[^\W_]+{BREAK}?")


def words(text: str) -> list[str]:
    """The words of a text as runs of letters and digits, whatever sets or breaks them.

    Hyphens inside words are dropped, because nobody can tell a word broken at a line's end from one
    that has its hyphen there: `cost-shunting` is `costshunting`. A word whose rest does not follow
    at once (a note stands between) keeps `BREAK` at its end.
    """
    return WORD.findall(HYPHEN.sub("", text))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """One page of a finished file."""

    index: int
    """Counted from 0."""
    label: str
    """The page label, which is the folio."""
    text: str
    """Its text in the order of the file, with `BREAK` where a line breaks a word."""
    media: Box
    bleed: Box
    trim: Box

    @property
    def body(self) -> str:
        """The text without the line at the foot that carries the folio.

        The line is the folio, or begins with it and a space, or ends with a space and it.
        """
        text, folio = self.text.rstrip(), self.label
        start = line = text.rfind("\n") + 1
        while folio and folio in text[start:]:
            said = text[start:]
            after, before = said[len(folio) :], said[: -len(folio)]
            begins = said.startswith(folio) and (not after or after[0].isspace())
            ends = said.endswith(folio) and before[-1:].isspace() and BREAK not in before
            if begins or ends:
                return text[: start - 1 if start == line and line else start]
            start = text.find(BREAK, start) + 1
            if not start:
                break
        return self.text

    @property
    def name(self) -> str:
        """The page as a finding names it."""
        return f"page {self.index + 1} (folio {self.label})"


def running_words(pages: Iterable[PageFacts]) -> list[str]:
    """The words of pages that follow each other, those broken over a page turn made whole."""
    return words(running_text(pages))


def running_text(pages: Iterable[PageFacts]) -> str:
    """The text of pages that follow each other, without their feet."""
    text = ""
    for page in pages:
        text += page.body if text.endswith(BREAK) else f"\n{page.body}"
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Words that are read apart from the text in which they stand."""

    what: str
    """`quote`, `call`, `back`, `where`, `apart`, `picture` or `address`."""
    text: str
    at: int = 0
    """How many characters of the text stand before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """One section of a finished edition without pages."""

    slug: str
    """Its name in the book; in an EPUB, the id of its element."""
    file: str
    """The file that was read."""
    text: str
    """Its words; of an EPUB without pull quotes, numbers of notes and references to places."""
    asides: tuple[Aside, ...] = ()
    """What is read apart from the text, in the order of reading."""
    pages: tuple[PageFacts, ...] = ()
    """The pages on which the text stands, where it has any."""

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words of its pull quotes, which repeat some of the text."""
        return tuple(aside.text for aside in self.asides if aside.what == "quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A bookmark."""

    level: int
    title: str
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link on a page: to a page of the file, or to an address outside."""

    page: int
    target: int | None
    address: str
    tagged: bool
    """Whether the file's structure holds it as a link (ISO 32000-1, 14.8.4.4.2)."""
    contents: str = ""
    """Where it leads, in words."""
    name: str = ""
    """The name of its destination, where it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One finished file."""

    pages: tuple[PageFacts, ...]
    outline: tuple[Outline, ...]
    links: tuple[Link, ...]
    fonts: frozenset[str]
    """The names of the embedded fonts, without their subset tags."""
    unembedded: frozenset[str]
    """Fonts that the file names but does not hold."""
    title: str
    language: str
    tagged: bool
    structure: Structure = field(default_factory=Structure)
    """What a tagged file says of its words; nothing in any other."""
    labelled: Mapping[str, Sequence[int]] = field(init=False, compare=False, repr=False)
    """Where among the pages those with a label stand."""

    def __post_init__(self) -> None:
        labelled: dict[str, list[int]] = {}
        for at, page in enumerate(self.pages):
            labelled.setdefault(page.label, []).append(at)
        object.__setattr__(self, "labelled", labelled)

    @property
    def extent(self) -> int:
        """How many pages there are."""
        return len(self.pages)

    def page(self, folio: int) -> PageFacts | None:
        """The page that carries a folio as its label."""
        return next((self.pages[at] for at in self.labelled.get(str(folio), ())), None)
