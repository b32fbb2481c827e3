"""A job: what a recipe is given, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from press.assets import Face, Profile
from press.assets.lettering import Lettering
from press.book.model import Book
from press.layouts import Layout
from press.lines.hyphens import House
from press.pages import Hands, Keeping, Typesetting
from press.parts import SetLine
from press.publication import Edition, Order
from press.reading import SectionText

if TYPE_CHECKING:
    from press.manuscript.access import Record

Letters = Callable[[Iterable[str]], Lettering]
"""Cuts the letters for some lines of slug text."""


class Progress(Protocol):
    """Told of each step of long work."""

    def __call__(self, step: str, done: int, of: int, /) -> None:
        """Say which step begins, as the `done`-th `of` so many."""


def quiet(step: str, done: int, of: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What is known of a publication's accessibility."""

    record: Record | None = None
    """What was found and kept; None where nothing ever was."""
    fits: bool = False
    """Whether it was found on the very words and layout that are being made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One edition to be made."""

    order: Order
    name: str
    """The edition's name."""
    book: Book
    layout: Layout
    assets: Mapping[str, bytes]
    """Fonts (`font:…`) and figures (`figure:…`), opened and checked."""
    profile: Profile | None
    """The printing condition's profile, where the edition names one."""
    letters: Letters
    """Cuts the letters for words in the slug."""
    house: House
    """Its words that are broken in their own way, or never."""
    progress: Progress
    faces: Mapping[str, Face] = field(default_factory=dict)
    """The faces that the layout declares, for editions that carry them along."""
    store: Keeping | None = None
    """Where set parts are kept for the next run; nowhere when there is none."""
    hands: Hands | None = None
    """Who sets parts; this process when there are none."""
    others: Sequence[Typesetting] = ()
    """What the editions are set with that are made after it."""
    aside: MutableMapping[str, bytes] = field(default_factory=dict)
    """Parts that were drawn beside those of another edition, until theirs is made."""
    made: Mapping[str, Bundle] = field(default_factory=dict)
    """Other editions that stand already, for one that takes them along."""
    audited: Audited = field(default_factory=Audited)
    """What is known of its accessibility, for a site's statement."""

    @property
    def edition(self) -> Edition:
        """The edition's facts."""
        return self.order.edition(self.name)

    @property
    def physical(self) -> Edition:
        """The edition whose pages it keeps."""
        return self.order.physical(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished file, not yet published."""

    edition: str
    """The edition's name."""
    name: str
    """The file's name: `ignite-print.pdf`."""
    content: bytes
    folios: tuple[int, ...]
    """The folio of each page in the file."""
    spans: Mapping[str, tuple[int, int]]
    """The first and last folio of each section."""
    extent: int
    """How many pages the publication has with its blanks; the file may leave some out."""
    lines: tuple[SetLine, ...]
    """What stands on all pages, line by line, as it was set."""
    page_names: Mapping[int, str]
    """What the stylesheets call each page, by its folio; those that the file leaves out too."""
    anchors: Mapping[str, int]
    """The folio on which each id of the book stands."""
    starts: Mapping[str, str]
    """The side on which each section was to begin: `verso`, `recto` or `next`."""
    tokens: Mapping[str, str]
    """The layout's custom properties as the format resolves them."""
    html: str
    """All parts as one document, for measuring the engine alone."""
    fitted: Mapping[str, int]
    """The paragraphs that were set a line longer or shorter, by their texts without spaces."""
    unmended: str = ""
    """Why a tagged file has the engine's own structure; empty where it has the press's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Finished files that are no pages, not yet published."""

    edition: str
    """The edition's name."""
    files: Mapping[str, bytes]
    """Each file by its name below the edition's folder; the first is the one to open."""
    texts: Mapping[str, SectionText] = field(default_factory=dict)
    """The text of each section as a reader of the finished files meets it, by slug."""
    sections: tuple[str, ...] = ()
    """The slugs of the sections that the edition promises; each must have its text."""
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """The first and last folio of each section, where the texts have folios."""
