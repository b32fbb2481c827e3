"""Where a word may be broken: patterns, and what no patterns know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from press.lines import patterns

WORD = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(r"[@/\\_#\u00ad\d]|\w\.\w|\w[-\u2010\u2011]")
"""What makes a run of signs an address, a compound or a number, which are left whole.

A word with a soft hyphen is broken there or not at all: its writer has said where.
"""
STOPS, CLOSING = frozenset(".?!"), "’”)'\""
"""What ends a sentence, and what may stand after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the house knows of its words."""

    exceptions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Where a word may be broken, in letters from its beginning; it is written in small letters."""
    names: frozenset[str] = frozenset()
    """Words of names, with their capitals: they are never broken."""
    common: frozenset[str] = frozenset()
    """Words that occur in small letters, and so are no names."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that may be broken."""

    place: int
    """Of its first letter in the text."""
    letters: str
    capital: bool
    """Whether it has a capital though it is a common word: part of a name of several words."""


def words(text: str, house: House) -> Iterator[Word]:
    """The words that may be broken, but for the last of the text.

    Compounds, addresses, numbers and what touches them are left whole, and so are names and
    abbreviations. A word with a capital is no name of its own when it begins a sentence, or when
    it is part of a longer one (“Department of Conservation”), and is a common word besides.
    """
    runs = list(re.finditer(r"\S+", text))
    begins = True
    for run in runs[:-1]:
        if not ADDRESS.search(run[0]):
            for number, found in enumerate(WORD.finditer(run[0])):
                word, place = found[0], run.start() + found.start()
                if word.islower():
                    yield Word(place, word, capital=False)
                elif word[1:].islower() and _is_common(word, house):
                    yield Word(place, word.lower(), capital=bool(number) or not begins)
        begins = run[0].rstrip(CLOSING)[-1:] in STOPS


def _is_common(word: str, house: House) -> bool:
    small = word.lower()
    known = small in house.common or small.removesuffix("s") in house.common
    return known and word not in house.names


def common(text: str) -> frozenset[str]:
    """The words of a text that occur in small letters."""
    return frozenset(word for word in set(WORD.findall(text)) if word.islower())


def positions(
    word: str, *, language: str, limits: tuple[int, int, int], house: House
) -> tuple[int, ...]:
    """Where a word may be broken, in letters from its beginning.

    Args:
        word: in small letters.
        language: an ISO tag; one without patterns breaks nothing.
        limits: the least length of the word, of what stands before the break, and after it.
        house: its own list goes before the press's, and that before the patterns.
    """
    total, left, right = limits
    if len(word) < total:
        return ()
    said = house.exceptions.get(word)
    if said is None:
        said = own(language).get(word)
    if said is not None:
        return tuple(place for place in said if left <= place <= len(word) - right)
    return _patterns(word, language, left, right)


def exception(entry: str) -> tuple[str, tuple[int, ...]]:
    """An entry of the house's list: `har-bour` may be broken there alone, `instead` nowhere."""
    pieces = entry.lower().split("-")
    places, place = [], 0
    for piece in pieces[:-1]:
        place += len(piece)
        places.append(place)
    return "".join(pieces), tuple(places)


@cache
def own(language: str) -> Mapping[str, tuple[int, ...]]:
    """The press's own list for a language: `hyphens-en.txt`, an entry a line."""
    name = language.partition("-")[0].lower()
    file = Path(__file__).with_name(f"hyphens-{name}.txt") if name.isalpha() else None
    if file is None or not file.exists():
        return {}
    lines = file.read_text(encoding="utf-8").splitlines()
    return dict(exception(line) for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=20_000)
def _patterns(word: str, language: str, left: int, right: int) -> tuple[int, ...]:
    places = patterns.positions(word, language)
    return tuple(place for place in places if left <= place <= len(word) - right)
