"""How many pages a section will have, before it is set, so that the next one can be begun.

It need not be right: what was begun at another folio than the pages then tell is set again, and
nothing but time is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from press.compose import Part
from press.parts import DrawnPart, SetPart

LETTERS = 1800
"""Signs of a page's HTML, before any section is known."""


class Sets(Protocol):
    """Sets parts: a typesetter, or one who keeps what is set over several paginations."""

    @property
    def ahead(self) -> int:
        """How many parts may be begun before they are asked for."""

    def set(self, part: Part, *, folio: int) -> DrawnPart:
        """Set a part that begins on a folio, and draw it."""

    def trial(self, part: Part, *, folio: int) -> SetPart:
        """Set a part for what it tells."""

    def begin(self, parts: Sequence[tuple[Part, int]]) -> None:
        """Begin with parts that are likely to be asked for, each with its folio."""

    def begin_trials(self, parts: Sequence[Part]) -> None:
        """Begin with parts that will be asked for what they tell."""

    def extent(self, part: Part, *, folio: int) -> int | None:
        """How many pages a part had when it was set on this side."""


class Foresight:
    """What is known of extents in one run."""

    def __init__(self, typesetter: Sets) -> None:
        """Know nothing yet but what the typesetter remembers."""
        self._typesetter = typesetter
        self._by_name: dict[str, int] = {}
        self._by_length: dict[int, int] = {}
        self._before: dict[tuple[str, int], int | None] = {}
        """What parts had on a side in an earlier run, as far as was asked."""

    def learn(self, part: Part, made: DrawnPart) -> None:
        """Take note of a part that is set."""
        self._by_name[part.name] = len(made.told.pages)
        self._by_length[len(part.html)] = len(made.told.pages)

    def extent(self, part: Part, folio: int) -> int:
        """How many pages a part is likely to have.

        In this order: what it had in the round before, what it had on this side in an earlier run,
        what a part of nearly its length has in proportion.
        """
        known = self._by_name.get(part.name) or self._extent_before(part, folio)
        if known:
            return known
        length = len(part.html)
        if not self._by_length:
            return max(1, round(length / LETTERS))
        near = min(self._by_length, key=lambda other: (abs(other - length), other))
        return max(1, round(self._by_length[near] * length / near))

    def _extent_before(self, part: Part, folio: int) -> int | None:
        key = part.html, folio % 2
        if key not in self._before:
            self._before[key] = self._typesetter.extent(part, folio=folio)
        return self._before[key]
