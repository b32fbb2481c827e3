"""How many pages a section will have, before it is set, so that the next one can be begun.

It need not be right: what was begun at another folio than the pages then tell is set again, and
nothing but time is lost.
"""

from __future__ import annotations

from typing import Protocol

from press.compose import Part
from press.parts import DrawnPart

LETTERS = 1800
"""Signs of a page's HTML, before any section is known."""


class Remembered(Protocol):
    """What a typesetter remembers of earlier runs."""

    def __call__(self, part: Part, *, folio: int) -> int | None:
        """How many pages a part had on this side; nothing where nobody knows."""


class Foresight:
    """What is known of extents in one run."""

    def __init__(self, remembered: Remembered) -> None:
        """Know nothing yet but what the typesetter remembers."""
        self._remembered = remembered
        self._by_name: dict[str, int] = {}
        self._by_length: dict[int, int] = {}

    def learn(self, part: Part, made: DrawnPart) -> None:
        """Take note of a part that is set."""
        self._by_name[part.name] = len(made.told.pages)
        self._by_length[len(part.html)] = len(made.told.pages)

    def extent(self, part: Part, folio: int) -> int:
        """How many pages a part is likely to have.

        In this order: what it had in the round before, what it had on this side in an earlier run,
        what a part of nearly its length has in proportion.
        """
        known = self._by_name.get(part.name) or self._remembered(part, folio=folio)
        if known:
            return known
        length = len(part.html)
        if not self._by_length:
            return max(1, round(length / LETTERS))
        near = min(self._by_length, key=lambda other: (abs(other - length), other))
        return max(1, round(self._by_length[near] * length / near))
