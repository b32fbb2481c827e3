"""A pull quote and its text as words: the quote's pieces, and where in the text they stand.

What may differ between the two is settled here: an initial capital, the final stop, the style of
quotation marks, spacing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from press.manuscript import elements
from press.manuscript.section import Section

TOKEN = re.compile(r"[^\W_]+(?:['.,/-][^\W_]+)*|[^\s\w]")
SPACE = re.compile(r"\s")
FARTHEST = 60
"""Words that may lie between two pieces of an elided quote."""
AROUND = 60
"""Characters of the text that are looked at beside a quote."""
ELLIPSIS = "…"
NEW_BLOCK = "\n"
MARK = "'"
"""Every quotation mark, and the apostrophe, as a token: their style is no difference."""
MARKS = str.maketrans(dict.fromkeys('‘’“”"', MARK))
HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00ad": ""})
ASKS = {"?", "!"}
"""What ends a sentence and is no full stop."""


class Token(NamedTuple):
    """A word, or a mark of punctuation; a tuple, for a book has tens of thousands."""

    word: str
    """What is compared."""
    shown: str
    """What an editor sees of it."""
    before: str
    """What stands before it: nothing, a space, or the end of a line where a block begins."""
    line: int | None
    """The line of its block."""

    @property
    def is_word(self) -> bool:
        """Whether it is a word, and no mark."""
        return self.word[0].isalnum()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What stands of a quote between two ellipses, without marks round it and the final stop."""

    tokens: tuple[Token, ...]
    free: bool = False
    """Whether it begins the quote: its first letter may be a capital or none."""
    stopped: bool = False
    """Whether a full stop was taken from its end, for which no question may stand in the text."""

    @property
    def words(self) -> tuple[str, ...]:
        """What is compared of it."""
        return tuple(token.word for token in self.tokens)

    @property
    def firsts(self) -> set[str]:
        """The forms in which its first word may stand in the text."""
        first = self.words[0]
        turned = {f"{first[0].lower()}{first[1:]}", f"{first[0].upper()}{first[1:]}"}
        return {first, *(turned if self.free else ())}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """Places at which the pieces of a quote stand in order."""

    starts: tuple[int, ...] = ()
    gaps: tuple[int, ...] = ()
    """How many words lie between each and the next."""

    @property
    def widest(self) -> int:
        """The words in the widest of its gaps."""
        return max(self.gaps, default=0)


def tokens(text: str, line: int | None = None) -> Iterator[Token]:
    """A text as tokens."""
    text = text.translate(HYPHENS)
    end = 0
    for match in TOKEN.finditer(text.translate(MARKS)):
        start = match.start()
        before = NEW_BLOCK if not end else " " if SPACE.search(text, end, start) else ""
        end = match.end()
        yield Token(match[0], text[start:end], before, line)


def tokens_of(section: Section) -> Iterator[Token]:
    """The section's running text as tokens."""
    for leaf, text in elements.running_text(section.body):
        yield from tokens(text, leaf.sourceline)


def text_of(section: Section) -> str:
    """The section's running text as it stands, for `stands_plainly`."""
    return NEW_BLOCK.join(text for _, text in elements.running_text(section.body))


def stands_plainly(quote: str, text: str) -> bool:
    """Whether a quote stands, as one piece, where its middle stands in a text letter by letter.

    A yes is right, because no token reaches over a space. A no has not looked everywhere, as
    `starts` does among all tokens of the text, at fifty times the cost.
    """
    piece = whole(quote)
    quarter = len(quote) // 4
    middle = quote[quarter : len(quote) - quarter]
    at = text.find(middle) if piece.tokens else -1
    while at >= 0:
        begin = text.rfind(" ", 0, max(0, at - quarter - AROUND)) + 1
        end = text.find(" ", at + len(middle) + quarter + AROUND)
        found = list(tokens(text[begin:] if end < 0 else text[begin:end]))
        # What follows a quote counts too: one at the end of the stretch is judged elsewhere.
        last = len(found) - len(piece.tokens) - (end >= 0)
        if any(start <= last for start in starts(piece, found)):
            return True
        at = text.find(middle, at + 1)
    return False


def whole(quote: str) -> Piece:
    """A quote as one piece; an ellipsis in it is the author's own, and stands in the text."""
    return _trimmed([list(tokens(quote))], quote)[0]


def pieces(quote: str) -> list[Piece]:
    """The pieces of a quote between its ellipses."""
    return _trimmed([list(tokens(piece)) for piece in quote.split(ELLIPSIS)], quote)


def _trimmed(parts: list[list[Token]], quote: str) -> list[Piece]:
    """Pieces without the marks round the quote and its final stop, and without empty ones."""
    parts = [part for part in parts if part] or [[]]
    while parts[0] and parts[0][0].word == MARK:
        del parts[0][0]
    _unmark(parts[-1])
    if parts[-1] and parts[-1][-1].word == ".":
        parts[-1].pop()
        _unmark(parts[-1])
    parts = [part for part in parts if part] or [[]]
    stopped = quote.rstrip("’”'\" ").endswith(".")
    return [
        Piece(tokens=tuple(part), free=not number, stopped=stopped and number == len(parts) - 1)
        for number, part in enumerate(parts)
    ]


def _unmark(part: list[Token]) -> None:
    """Take the marks from the end of a piece."""
    while part and part[-1].word == MARK:
        part.pop()


def starts(piece: Piece, text: Sequence[Token]) -> Iterator[int]:
    """Every place at which a piece stands in a text."""
    words = piece.words
    if not words:
        return
    firsts = piece.firsts
    for index in range(len(text) - len(words) + 1):
        if text[index].word in firsts and all(
            text[index + step].word == word for step, word in enumerate(words) if step
        ):
            after = index + len(words)
            if not (piece.stopped and after < len(text) and text[after].word in ASKS):
                yield index


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reached:
    """Where a piece can stand after those before it, and the least widest gap up to there."""

    length: int
    starts: list[int]
    widest: list[int]

    def step(self, start: int, counted: Sequence[int]) -> tuple[int, int] | None:
        """Which of its places the next piece, at a start, is best reached from, and how widely."""
        best: tuple[int, int] | None = None
        for index in range(bisect_right(self.starts, start - self.length) - 1, -1, -1):
            gap = counted[start] - counted[self.starts[index] + self.length]
            if best is not None and gap >= best[1]:
                break  # further back, every gap is as wide
            widest = max(self.widest[index], gap)
            if best is None or widest < best[1]:
                best = index, widest
        return best


def arranged(parts: Sequence[Piece], text: Sequence[Token]) -> Arrangement | None:
    """The pieces in order, with the widest gap between two of them as small as can be."""
    counted = [0, *accumulate(int(token.is_word) for token in text)]
    known: dict[Piece, list[int]] = {}
    rows: list[_Reached] = []
    for piece in parts:
        if piece not in known:
            known[piece] = list(starts(piece, text))
        steps = [(one, rows[-1].step(one, counted) if rows else (0, 0)) for one in known[piece]]
        reached = [(one, step[1]) for one, step in steps if step is not None]
        if not reached:
            return None
        rows.append(
            _Reached(
                length=len(piece.tokens),
                starts=[start for start, _ in reached],
                widest=[widest for _, widest in reached],
            )
        )
    return _traced(rows, counted)


def _traced(rows: Sequence[_Reached], counted: Sequence[int]) -> Arrangement:
    """The narrowest arrangement, from its end back to its beginning."""
    last = rows[-1]
    found = [last.starts[last.widest.index(min(last.widest))]]
    gaps: list[int] = []
    for row in reversed(rows[:-1]):
        step = row.step(found[-1], counted)
        assert step is not None
        start = row.starts[step[0]]
        gaps.append(counted[found[-1]] - counted[start + row.length])
        found.append(start)
    return Arrangement(starts=tuple(reversed(found)), gaps=tuple(reversed(gaps)))
