"""A paragraph as the planner sees it: the places where its lines may end, with their widths."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum


class Kind(IntEnum):
    """What stands at the end of a line that is broken there."""

    SPACE = 0
    """A space or a dash: the line ends with a whole word."""
    HYPHEN = 1
    """A hyphen that is not in the text: the word is broken."""
    EXPLICIT = 2
    """A hyphen that the text has there."""
    FORCED = 3
    """A break that the text asks for; the paragraph's end is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """The breaks of a paragraph, in the order of its text, as columns of one table.

    Row 0 is the paragraph's beginning and the last row its end, which is `FORCED`; a line goes from
    one row to a later one. Widths are in one unit, whichever, from the paragraph's first letter.
    No cost is less than 0, for the planner leaves out what is dear already.
    """

    kinds: list[Kind] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    """Where a line that ends here ends, its last space not counted, its hyphen counted."""
    begins: list[float] = field(default_factory=list)
    """Where a line that begins here begins."""
    glue_ends: list[float] = field(default_factory=list)
    """The width of all spaces up to `ends`."""
    glue_begins: list[float] = field(default_factory=list)
    """The width of all spaces up to `begins`."""
    costs: list[float] = field(default_factory=list)
    """What breaking here costs beside its kind: a bad place, a dash that would begin a line."""
    tails: list[float] = field(default_factory=list)
    """What it costs when the last line begins here: a runt."""
    hang_ends: list[float] = field(default_factory=list)
    """How far the last sign of a line that ends here may hang out."""
    hang_begins: list[float] = field(default_factory=list)
    """How far the first sign of a line that begins here may hang out."""

    def add(
        self,
        kind: Kind,
        *,
        end: float,
        begin: float,
        glue: tuple[float, float] = (0.0, 0.0),
        cost: float = 0.0,
        tail: float = 0.0,
        hang: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        """Add a row; `glue` and `hang` are those of its end and of its beginning."""
        self.kinds.append(kind)
        self.ends.append(end)
        self.begins.append(begin)
        self.glue_ends.append(glue[0])
        self.glue_begins.append(glue[1])
        self.costs.append(cost)
        self.tails.append(tail)
        self.hang_ends.append(hang[0])
        self.hang_begins.append(hang[1])

    def __len__(self) -> int:
        return len(self.kinds)

    def natural(self, first: int, last: int) -> float:
        """The width of the line from row `first` to row `last`, without what hangs out."""
        return self.ends[last] - self.begins[first] - self.hang_begins[first] - self.hang_ends[last]
