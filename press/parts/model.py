"""What a set part tells: its pages, and what stands on them, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from press.parts.drawing import Drawing, Leaves

HYPHENS = ("-", "\u2010")
"""What stands at a line's end where a word is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """One line as it was set. Lengths are in mm from the left and top edge of the trim."""

    section: str
    """The slug of its section."""
    folio: int
    page: str
    """The page's name in the stylesheets, empty where it has none."""
    top: float
    """Where the page's type area begins."""
    text: str
    """Its text, with the hyphen at its end where it has one."""
    left: float
    """Where its first letter begins, indents and hanging marks counted."""
    right: float
    """Where its last letter ends."""
    edge: float
    """Where its measure ends."""
    baseline: float
    space: float
    """How wide its word spaces are, natural ones being 1."""
    size: float
    """The size of its largest letters, in pt."""
    block: int
    """The number of its block (a paragraph, an item, a heading) in the part, counted from 1."""
    number: int
    """Its number in the block, counted from 1, over pages."""
    last: bool
    """Whether it is the last of its block."""
    broken: bool
    """Whether its last word is broken by the engine and goes on in the next line."""
    tag: str
    """The block's tag; the name of the margin box, such as `@bottom-left`, in a page's margins."""
    classes: frozenset[str]
    """The block's classes."""
    within: frozenset[str]
    """The classes of all that the block stands in."""
    line: int | None
    """The block's line in the manuscript, where it comes from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPage:
    """One page as it was set."""

    folio: int
    name: str
    """The page's name in the stylesheets (`page: poster`), empty where it has none."""
    anchors: tuple[str, ...]
    """The ids that stand on it."""
    area: tuple[float, float, float, float]
    """Its type area: left, top, width and height in mm, from the left and top edge of the trim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPart:
    """The pages of one part, and what they tell."""

    pages: tuple[SetPage, ...]
    quote_lines: Mapping[str, int]
    """How many lines each pull quote takes, by `slug--name`."""
    lines: tuple[SetLine, ...]
    """What stands on the pages, line by line."""
    fitted: Mapping[str, int] = field(default_factory=dict)
    """The paragraphs that were made a line longer or shorter, by their texts without spaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPart:
    """A part that is set and drawn: all that the rest of the press asks of it."""

    told: SetPart
    drawing: Drawing
    unmended: str = ""
    """Why it has the engine's own structure; empty where it has ours, or none is asked for."""

    def leaves(self, omitted: Iterable[str] = ()) -> Leaves:
        """Its pages that go into a file.

        Args:
            omitted: the names of pages that do not.
        """
        out = set(omitted)
        kept = [(number, page.folio) for number, page in enumerate(self.told.pages)
                if page.name not in out]  # fmt: skip
        return Leaves(
            drawing=self.drawing,
            pages=tuple(number for number, _ in kept),
            folios=tuple(folio for _, folio in kept),
        )
