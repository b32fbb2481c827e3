"""What a rule is given: the copy before any page is set, and the proof after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from press.assets import Face
from press.book.model import Book
from press.errors import Place
from press.reading import Facts, PageFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The book as it goes to the typesetter."""

    book: Book
    faces: Mapping[str, Face] = field(default_factory=dict)
    """The faces of the layout, by their names."""
    order: Place | None = None
    """Where the publication's own words stand."""


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

    def pages(self, slug: str) -> list[PageFacts]:
        """The pages of a section, as the file's labels have them."""
        first, last = self.made_spans[slug]
        wanted = {str(folio) for folio in range(first, last + 1)}
        return [page for page in self.facts.pages if page.label in wanted]
