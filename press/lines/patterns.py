"""Patterns of hyphenation: pyphen's dictionaries, of which only what a word asks for is read.

A dictionary has some 14,000 patterns and a book meets a tenth of them; taking all of them apart, as
pyphen does, costs as much as planning the lines of an essay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import starmap
from pathlib import Path

import pyphen

FIGURE = re.compile(r"\d")
TWO_FIGURES = re.compile(r"\d\d")
STEP = re.compile(r"(\d?)(\D?)")
"""What a pattern says of the place before a letter, and the letter."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of a language, after Liang: odd numbers break a word, even ones forbid it."""

    lines: Mapping[str, str]
    """As they are written, by their letters."""
    longest: int
    """Letters of the longest."""
    read: dict[str, list[int]] = field(default_factory=dict)
    """The numbers of those that were met, one before each letter and one behind the last."""

    def positions(self, word: str) -> list[int]:
        """Every place where a word may be broken, in letters from its beginning."""
        pointed = f".{word.lower()}."
        numbers = [0] * (len(pointed) + 1)
        for start in range(len(pointed) - 1):
            for end in range(start + 1, min(start + self.longest, len(pointed)) + 1):
                if (letters := pointed[start:end]) in self.lines:
                    said = self._read(letters)
                    numbers[start : end + 1] = map(max, said, numbers[start : end + 1])
        return [place - 1 for place, number in enumerate(numbers) if number % 2]

    def _read(self, letters: str) -> list[int]:
        if letters not in self.read:
            self.read[letters] = list(starmap(_number, STEP.findall(self.lines[letters])))
        return self.read[letters]


def _number(figure: str, _letter: str) -> int:
    return int(figure or 0)


def positions(word: str, language: str) -> list[int]:
    """Every place where a word may be broken; none where there are no patterns for its language.

    Places at which the word would be spelt otherwise, as in Hungarian, are left out.

    Args:
        word: the word.
        language: an ISO tag.
    """
    known = pyphen.language_fallback(language) if language else None
    if not known:
        return []
    patterns = _patterns(pyphen.LANGUAGES[known])
    if patterns is not None:
        return patterns.positions(word)
    return [int(place) for place in _whole(known).hd.positions(word) if not place.data]


@cache
def _patterns(file: Path) -> Patterns | None:
    """The patterns of a dictionary; None where some are more than letters and numbers."""
    with file.open("rb") as content:
        encoding = content.readline().decode().strip()
    if encoding.lower() == "microsoft-cp1251":
        encoding = "cp1251"
    written = file.read_text(encoding).partition("\n")[2].replace("0", "")  # nought says nothing
    lines = [line.strip() for line in written.split("\n")]
    text = "\n".join(line for line in lines if not line.startswith(pyphen.ignored))
    if "/" in text or "^^" in text or TWO_FIGURES.search(text):
        return None
    both = zip(FIGURE.sub("", text).split("\n"), text.split("\n"), strict=True)
    found = {letters: line for letters, line in both if line != letters}
    return Patterns(found, max(map(len, found), default=0))


@cache
def _whole(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language)
