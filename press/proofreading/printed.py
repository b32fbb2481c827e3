"""What stands on a section's pages: its words with their places, and its feet apart from them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import overload

from press.book.model import Chapter
from press.proofreading.proof import Proof
from press.publication import Publication
from press.reading import PageFacts
from press.reading.facts import BREAK, HYPHEN, words

WORD = re.compile(rf"[^\W_]+(?:(?:[-\u00ad\u2010\u2011\ufffe]\s?|{BREAK})[^\W_]+)*{BREAK}?")
"""A word as it is set: broken at a line's end, or with a hyphen of its own."""
LINE_END = re.compile(rf"\n|{BREAK}")
FIGURES = re.compile(rf"\d+{BREAK}?|\D+")
FOOT = re.compile(r"(?P<folio>\d+)(?:[^\S\n]+(?P<verso>.*))?|(?P<recto>.*?)[^\S\n]+(?P<last>\d+)")
"""A line with a number at its outer end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """The line at the foot of a page."""

    folio: str
    """The number that is printed."""
    said: str
    """The running head; empty on a page that carries the folio alone."""
    start: int
    """Where the line begins in the page's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a word stands."""

    page: PageFacts
    line: int
    """Counted from 0 down the page, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Spots(Sequence[Spot]):
    """Where words stand, each looked up when it is asked for, which few are."""

    places: Sequence[int]
    """Where each word begins in the text of all pages."""
    starts: Sequence[int]
    """Where each page begins there."""
    pages: Sequence[PageFacts]
    ends: Sequence[int]
    """Where lines end there."""

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Spot: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Spot]: ...
    def __getitem__(self, index: int | slice) -> Spot | Sequence[Spot]:
        if isinstance(index, slice):
            return replace(self, places=self.places[index])
        place = self.places[index]
        page = bisect_right(self.starts, place) - 1
        line = bisect_left(self.ends, place) - bisect_left(self.ends, self.starts[page])
        return Spot(page=self.pages[page], line=line)

    def only(self, kept: Iterable[int]) -> Spots:
        """Those of some words alone, by their indices."""
        return replace(self, places=[self.places[index] for index in kept])


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The words of a section's pages, without their feet; figures stand apart from letters."""

    words: tuple[str, ...]
    spots: Spots
    """Where each word begins."""
    feet: tuple[tuple[PageFacts, Foot], ...] = ()
    """The line at the foot of each page that has one."""


def apart(found: Sequence[str]) -> list[str]:
    """Words with their figures apart, because a note's number is set close to the word before."""
    if "".join(found).isalpha():
        return list(found)
    return [
        piece for word in found for piece in ((word,) if word.isalpha() else FIGURES.findall(word))
    ]


def printed(proof: Proof, chapter: Chapter) -> Printed:
    """What stands on a section's pages; words broken over a page turn are whole."""
    known = running_heads(proof.book.publication, chapter)
    text = ""
    feet: list[tuple[PageFacts, Foot]] = []
    pages: list[tuple[int, PageFacts]] = []
    for page in proof.pages(chapter.slug):
        foot = foot_of(page, known)
        feet += [(page, foot)] if foot is not None else []
        text += "" if not text or text.endswith(BREAK) else "\n"
        pages.append((len(text), page))
        text += (page.text if foot is None else page.text[: foot.start]).rstrip("\n")
    matches = list(WORD.finditer(text))
    found, places = [match[0] for match in matches], [match.start() for match in matches]
    for index in reversed([at for at, word in enumerate(found) if not word.isalpha()]):
        pieces = apart([HYPHEN.sub("", found[index])])
        found[index : index + 1] = pieces
        places[index : index + 1] = [places[index]] * len(pieces)
    ends = [end.start() for end in LINE_END.finditer(text)]
    spots = Spots(places, [start for start, _ in pages], [page for _, page in pages], ends)
    return Printed(words=tuple(found), spots=spots, feet=tuple(feet))


def running_heads(work: Publication, chapter: Chapter) -> list[list[str]]:
    """What the foot of a section's page may say, as words."""
    head = chapter.section.head
    said = (
        head.title, chapter.section.full_title, chapter.label, chapter.byline,
        f"{chapter.byline[:1].upper()}{chapter.byline[1:]}", work.title, work.full_title,
    )  # fmt: skip
    return [words(one) for one in said if one]


def foot_of(page: PageFacts, known: Sequence[Sequence[str]]) -> Foot | None:
    """The page's last line, where it is a folio, alone or with a running head.

    A line that carries the page's own label beside words that nobody knows is a foot too; what
    another number ends or begins is text.
    """
    text = page.text.rstrip()
    start = max(text.rfind("\n"), text.rfind(BREAK)) + 1
    match = FOOT.fullmatch(text[start:].strip())
    if match is None:
        return None
    folio = match["folio"] or match["last"]
    said = match["verso"] or match["recto"] or ""
    if said and (not words(said) or said.isdigit()):
        return None
    if said and words(said) not in known and folio != page.label:
        return None
    return Foot(folio=folio, said=said, start=start)


def runs(wanted: Sequence[str], found: Sequence[str]) -> Iterator[int]:
    """Every index at which a run of words stands."""
    sought, size = list(wanted), len(wanted)
    last = len(found) - size + 1
    index = -1
    with suppress(ValueError):
        while sought:
            index = found.index(sought[0], index + 1, last)
            if list(found[index : index + size]) == sought:
                yield index
