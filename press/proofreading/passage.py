"""A passage of the text held against a quote: what is the same, what differs, on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from press.proofreading.quoted import ELLIPSIS, FARTHEST, Arrangement, Piece, Token, tokens

SHOWN = 3
"""Words shown at either end of a run that is the same in both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of a passage, and what the quote has for it."""

    text: Sequence[Token]
    quote: Sequence[Token]
    same: bool

    @property
    def omits(self) -> bool:
        """Whether the quote leaves out words here, and has no others for them."""
        return not self.same and has_words(self.text) and not has_words(self.quote)

    @property
    def alike(self) -> int:
        """How many words of the quote the text has here, capitals apart."""
        pairs = zip(self.text, self.quote, strict=False)
        same = self.same or all(one.word.lower() == other.word.lower() for one, other in pairs)
        return min(count(self.text), count(self.quote)) if same else 0

    @property
    def head(self) -> str:
        """Its first words."""
        words = [number for number, token in enumerate(self.text) if token.is_word]
        return _shown(self.text[: words[SHOWN - 1] + 1] if len(words) > SHOWN else self.text)

    @property
    def tail(self) -> str:
        """Its last words."""
        words = [number for number, token in enumerate(self.text) if token.is_word]
        return _shown(self.text[words[-SHOWN] :] if len(words) > SHOWN else self.text)

    def __str__(self) -> str:
        if not self.same:
            text, quote = _shown(self.text) or "nothing", _shown(self.quote) or "nothing"
            return f"[text: {text} | quote: {quote}]"
        short = count(self.text) <= 2 * SHOWN
        return _shown(self.text) if short else f"{self.head} … {self.tail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The nearest passage, run by run."""

    runs: tuple[Run, ...]

    @property
    def line(self) -> int | None:
        """The line of the block in which it begins."""
        return next((token.line for run in self.runs for token in run.text), None)

    @property
    def left_out(self) -> list[tuple[str, str]]:
        """The words on either side of each omission, when no other words differ."""
        differing = [run for run in self.runs if not run.same]
        if any(not run.omits and has_words((*run.text, *run.quote)) for run in differing):
            return []
        around = zip(self.runs, self.runs[1:], self.runs[2:], strict=False)
        return [(before.tail, after.head) for before, run, after in around if run.omits]

    def adds(self, word: str) -> bool:
        """Whether the quote has a word, or a mark, where the passage has none."""
        return any(
            [token.word for token in run.quote].count(word)
            > [token.word for token in run.text].count(word)
            for run in self.runs
        )

    def __str__(self) -> str:
        shown = ""
        for run in self.runs:
            close = not shown or (run.same and not run.text[0].before)
            shown += f"{run}" if close else f" {run}"
        return shown


def _shown(run: Sequence[Token]) -> str:
    """Tokens as an editor reads them, on one line."""
    spaced = ((" " if number and token.before else "", token) for number, token in enumerate(run))
    return "".join(f"{space}{token.shown}" for space, token in spaced)


def count(run: Sequence[Token]) -> int:
    """How many words there are among tokens."""
    return sum(token.is_word for token in run)


def has_words(run: Sequence[Token]) -> bool:
    """Whether there is a word among tokens."""
    return any(token.is_word for token in run)


def as_found(parts: Sequence[Piece], text: Sequence[Token], found: Arrangement) -> Passage:
    """The passage in which pieces stand; where they are too far apart, wide gaps are counted."""
    most = FARTHEST if found.widest <= FARTHEST else 2 * SHOWN
    runs: list[Run] = []
    end = 0
    for part, start, gap in zip(parts, found.starts, (0, *found.gaps), strict=True):
        if runs:
            between = text[end:start] if gap <= most else list(tokens(f"{gap} words"))
            runs.append(Run(text=between, quote=list(tokens(ELLIPSIS)), same=False))
        end = start + len(part.tokens)
        runs.append(Run(text=text[start:end], quote=part.tokens, same=True))
    return Passage(runs=tuple(runs))
