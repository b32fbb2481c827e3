"""Where a word may be broken: patterns, and what no patterns know."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache

import pyphen

WORD = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(r"[@/\\_#]|\w\.\w|\w-|\w‑|\d")
"""What makes a run of signs an address, a compound or a number, which are left whole."""
STOPS, CLOSING = frozenset(".?!"), "’”)'\""
"""What ends a sentence, and what may stand after it."""
CAPITALISED = ("de",)
"""Languages whose common nouns have capitals; elsewhere a capital is a name or begins a sentence."""


def words(text: str, common: Container[str]) -> Iterator[tuple[int, str]]:
    """The words that may be broken, each with its place, but for the last of the text.

    Compounds, addresses, numbers and what touches them are left whole. A word that begins a
    sentence is given in small letters when it is a common one, since it cannot be a name then.

    Args:
        text: a paragraph.
        common: words that occur in small letters.
    """
    runs = list(re.finditer(r"\S+", text))
    begins = True
    for run in runs[:-1]:
        if not ADDRESS.search(run[0]):
            for word in WORD.finditer(run[0]):
                small = word[0].lower()
                yield run.start() + word.start(), small if begins and small in common else word[0]
        begins = run[0].rstrip(CLOSING)[-1:] in STOPS


def common(text: str) -> frozenset[str]:
    """The words of a text that occur in small letters."""
    return frozenset(word for word in WORD.findall(text) if word.islower())


def positions(
    word: str,
    *,
    language: str,
    limits: tuple[int, int, int],
    exceptions: Mapping[str, tuple[int, ...]],
) -> tuple[int, ...]:
    """Where a word may be broken, in letters from its beginning.

    Args:
        word: letters alone.
        language: an ISO tag; one without patterns breaks nothing.
        limits: the least length of the word, of what stands before the break, and after it.
        exceptions: the house's own, by the word in small letters.
    """
    total, left, right = limits
    if len(word) < total or not _may(word, language):
        return ()
    said = exceptions.get(word.lower())
    if said is not None:
        return tuple(place for place in said if left <= place <= len(word) - right)
    return _patterns(word.lower(), language, left, right)


def exception(entry: str) -> tuple[str, tuple[int, ...]]:
    """An entry of the house's list: `har-bour` may be broken there alone, `instead` nowhere."""
    pieces = entry.lower().split("-")
    places, place = [], 0
    for piece in pieces[:-1]:
        place += len(piece)
        places.append(place)
    return "".join(pieces), tuple(places)


def _may(word: str, language: str) -> bool:
    """Whether the word is neither a name nor an abbreviation."""
    if language.split("-")[0].lower() in CAPITALISED:
        return word[1:].islower()
    return word.islower()


@lru_cache(maxsize=20_000)
def _patterns(word: str, language: str, left: int, right: int) -> tuple[int, ...]:
    dictionary = _dictionary(language, left, right)
    return tuple(int(place) for place in dictionary.positions(word)) if dictionary else ()


@lru_cache(maxsize=16)
def _dictionary(language: str, left: int, right: int) -> pyphen.Pyphen | None:
    known = pyphen.language_fallback(language) if language else None
    return pyphen.Pyphen(lang=known, left=left, right=right) if known else None
