"""What a rule is given: the copy before any page is set, and the proof after."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from press.assets import Face
from press.book.model import Book
from press.errors import Place
from press.manuscript.house_style import HouseStyle
from press.parts import SetLine
from press.reading import Facts, PageFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The book as it goes to the typesetter."""

    book: Book
    faces: Mapping[str, Face] = field(default_factory=dict)
    """The faces of the layout, by their names."""
    order: Place | None = None
    """Where the publication's own words stand."""
    ask: Callable[[str], str] | None = None
    """Asks the network why an address does not answer, empty where it does; None offline."""
    style: HouseStyle = field(default_factory=HouseStyle)
    """What the publication has chosen where English leaves a choice."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """The files that editors typed, by their names: the sections' and the order's."""
    unplanned: str = ""
    """Why paragraphs are not planned as a whole; empty where they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A finished file beside the book that it should hold."""

    book: Book
    facts: Facts
    made_spans: Mapping[str, tuple[int, int]]
    """The first and last folio that each section was given."""
    edition: str = ""
    """The edition's name."""
    extent: int = 0
    """How many pages the publication has, blanks among them; a file may leave some out."""
    extent_step: int = 1
    """The number of which the extent must be a multiple."""
    tokens: Mapping[str, str] = field(default_factory=dict)
    """The layout's custom properties for this format, without the two hyphens: its thresholds."""
    bound: bool = False
    """Whether the file goes to a binder, and so holds every page, blanks too."""
    lines: tuple[SetLine, ...] = ()
    """What stands on all pages, line by line, as it was set."""
    page_names: Mapping[int, str] = field(default_factory=dict)
    """What the stylesheets call each page, by its folio; those that the file leaves out too."""
    anchors: Mapping[str, int] = field(default_factory=dict)
    """The folio on which each id of the book stands."""
    starts: Mapping[str, str] = field(default_factory=dict)
    """The side on which the layout wants each section to begin: `verso`, `recto` or `next`."""
    layout_words: Mapping[str, Container[str]] = field(default_factory=dict)
    """The words that the layout's templates give by themselves, by kind of section."""
    calls_close: bool = True
    """Whether a note's number is raised and close, so that behind a figure both are read as one."""
    unmended: str = ""
    """Why a tagged file has the engine's own structure; empty where it has the press's."""
    shared: dict[str, Any] = field(init=False, default_factory=dict, compare=False, repr=False)
    """What one rule has worked out and others use."""

    def pages(self, slug: str) -> list[PageFacts]:
        """The pages of a section, as the file's labels have them."""
        first, last = self.made_spans[slug]
        labelled = self.facts.labelled
        found = [at for folio in range(first, last + 1) for at in labelled.get(str(folio), ())]
        return [self.facts.pages[at] for at in sorted(found)]
