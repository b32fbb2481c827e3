"""A part, and what the pages have told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Notes = Literal["foot", "end"]
"""Where notes stand: at the foot of the page with their call, or at the end of the section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What the pages have told so far."""

    folios: Mapping[str, int] = field(default_factory=dict)
    """The folio on which each anchor stands."""
    quote_lines: Mapping[str, int] = field(default_factory=dict)
    """How many lines each pull quote takes, by `slug/name`."""

    def folio(self, anchor: str) -> int | None:
        """The folio of an anchor; None before the first round."""
        return self.folios.get(anchor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is set alone: a section, or a blank page."""

    name: str
    """The section's slug; `blank-3` for the third blank page."""
    start: str
    """The side it begins on: `verso`, `recto` or `next`."""
    html: str
    """The whole document."""
    content: str
    """What stands in the document's body."""
