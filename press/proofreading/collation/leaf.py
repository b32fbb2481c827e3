"""A leaf: a section's words in one edition, from which things are set apart one by one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from press.proofreading.printed import runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Words that an edition has in its own place or its own way."""

    name: str
    """What they are: `note`, `page-number`."""
    key: str
    """Which of them: the note's number, the entry's section."""
    words: tuple[str, ...]
    at: int = 0
    """How many words of the text stand before it; of what opens a section, its place there."""
    page: str = ""
    """The page on which it begins, where there are pages."""


@dataclass(slots=True, kw_only=True)
class Leaf:
    """What is left of a section's words, and what was taken from them."""

    words: list[str]
    pages: list[str]
    """The page of each word; empty where there are none."""
    places: list[int]
    """Where each word stood when nothing had been taken."""
    taken: list[tuple[int, Thing]] = field(default_factory=list)
    """What was taken, with the place where it stood."""

    def has(self, run: Sequence[str], at: int) -> bool:
        """Whether a run of words stands at a place."""
        return at >= 0 and bool(run) and self.words[at : at + len(run)] == list(run)

    def runs(self, run: Sequence[str]) -> list[int]:
        """Everywhere a run of words stands."""
        return list(runs(run, self.words))

    def take(self, at: int, length: int, *, name: str, key: str = "") -> None:
        """Set words apart."""
        thing = Thing(
            name=name,
            key=key,
            words=tuple(self.words[at : at + length]),
            page=self.pages[at],
        )
        self.taken.append((self.places[at], thing))
        for line in (self.words, self.pages, self.places):
            del line[at : at + length]

    def put_back(self, run: Sequence[str], page: str) -> None:
        """Put words behind the last of a page."""
        last = max((at for at, name in enumerate(self.pages) if name == page), default=-1)
        place = self.places[last] if last >= 0 else 0
        self.words[last + 1 : last + 1] = run
        self.pages[last + 1 : last + 1] = [page] * len(run)
        self.places[last + 1 : last + 1] = [place] * len(run)

    def things(self) -> list[Thing]:
        """All that was taken, in the order in which it stands, with its place in what is left."""
        return [
            Thing(
                name=thing.name,
                key=thing.key,
                words=thing.words,
                at=bisect_left(self.places, place),
                page=thing.page,
            )
            for place, thing in sorted(self.taken, key=lambda one: one[0])
        ]
