"""Pull quotes cannot drift: each is held against the text it is taken from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from press.errors import Place
from press.finding import Severity
from press.manuscript import elements
from press.manuscript.section import PullQuote, Section
from press.proofreading.proof import Copy
from press.proofreading.rule import Slip, rule

FARTHEST = 60
"""Words that may lie between two pieces of an elided quote."""
TOKEN = re.compile(r"[^\W_]+(?:['.,/-][^\W_]+)*|[^\s\w]")
MARK = "'"
"""Every quotation mark, and the apostrophe, as a token: their style is no difference."""
MARKS = str.maketrans({"‘": MARK, "’": MARK, "“": MARK, "”": MARK, '"': MARK,
                       "\u2010": "-", "\u2011": "-", "\u00ad": ""})  # fmt: skip
ASKS = {"?", "!"}
"""What ends a sentence and is no full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    word: str
    line: int | None


@rule("quote-drifts", Severity.ERROR)
def drifts(copy: Copy) -> Iterator[Slip]:
    """A verbatim pull quote does not stand in the section it is taken from.

    Readers take large type for the author's words. Text and quote are edited at different hours,
    and in a printed booklet more than half of the quotes may differ from their text.
    Only an initial capital, the final stop, the style of quotation marks and spacing may differ; a
    quote may run across a paragraph end.
    The message gives the nearest passage, word by word: change the quote or the text, or say that
    the quote is `elided` or `adapted`. Words marked in the text cannot drift.
    """
    for quote, source, text in _in_state(copy, "verbatim"):
        if not _stands(quote, text):
            yield _slip(
                f"the pull quote “{quote.name}” does not stand in {source.file}",
                _nearest(quote, source, text),
                quote,
            )


@rule("quote-elided", Severity.ERROR)
def elided(copy: Copy) -> Iterator[Slip]:
    """The pieces of an elided pull quote do not stand in their text as they should.

    An ellipsis tells the reader that words are left out between two pieces, not that the pieces
    were gathered from all over: they stand in order, at most 60 words apart.
    Restore the order, or quote one passage, or say that the quote is `adapted`, and why.
    The message gives the nearest passage.
    """
    for quote, source, text in _in_state(copy, "elided"):
        if not _stands_elided(quote, text):
            yield _slip(
                f"the pieces of the pull quote “{quote.name}” do not stand in {source.file} in"
                f" this order, at most {FARTHEST} words apart",
                _nearest(quote, source, text),
                quote,
            )


@rule("quote-adapted", Severity.ERROR)
def adapted(copy: Copy) -> Iterator[Slip]:
    """An adapted pull quote gives no reason.

    Reworded large type needs the author's agreement, and the next editor must be able to see that
    it was given. Adapted quotes are set without quotation marks and listed in the proof.
    Add `reason:` to the quote at the section's head: why it was adapted, and agreed with whom.
    """
    for quote, _, _ in _in_state(copy, "adapted"):
        if not quote.reason:
            yield _slip(
                f"the pull quote “{quote.name}” is adapted and gives no reason",
                "add `reason:`, why and agreed with whom",
                quote,
            )


def _in_state(copy: Copy, state: str) -> Iterator[tuple[PullQuote, Section, Sequence[_Token]]]:
    """The pull quotes of a state, each with its source and the source's text."""
    texts: dict[str, list[_Token]] = {}
    for chapter in copy.book.chapters:
        for quote in chapter.quotes.values():
            if quote.state == state:
                source = copy.book.chapter(quote.source).section
                if source.slug not in texts:
                    texts[source.slug] = list(_tokens_of(source))
                yield quote, source, texts[source.slug]


def _stands(quote: PullQuote, text: Sequence[_Token]) -> bool:
    """Whether the whole quote stands in the text as one run."""
    pieces = _pieces(quote.text)
    if len(pieces) > 1 or "…" in quote.text:
        return False
    return any(True for _ in _starts(pieces[0], text, initial="free", end=_end(quote.text)))


def _stands_elided(quote: PullQuote, text: Sequence[_Token]) -> bool:
    """Whether the pieces stand in order, each at most `FARTHEST` words after the one before."""
    counted = [0, *accumulate(int(token.word[0].isalnum()) for token in text)]
    pieces = _pieces(quote.text)
    known: dict[tuple[tuple[str, ...], str, str], list[int]] = {}
    ends: list[int] = []  # where the pieces so far can end, ascending
    for number, piece in enumerate(pieces):
        initial = "kept" if number else "free"
        end = _end(quote.text) if number == len(pieces) - 1 else "open"
        key = (tuple(piece), initial, end)
        if key not in known:
            known[key] = list(_starts(piece, text, initial=initial, end=end))
        reached = []
        for start in known[key]:
            before = bisect_right(ends, start)
            near = before and counted[start] - counted[ends[before - 1]] <= FARTHEST
            if number == 0 or near:
                reached.append(start + len(piece))
        if not reached:
            return False
        ends = reached
    return True


def _starts(
    piece: Sequence[str], text: Sequence[_Token], *, initial: str, end: str
) -> Iterator[int]:
    """Every place at which a run of tokens stands.

    Args:
        piece: the run.
        text: where it is looked for.
        initial: `free` where its first letter may be a capital or none; else `kept`.
        end: `stopped` where a full stop was taken from its end, which may not stand for a question
            or an exclamation; else `open`.
    """
    if not piece:
        return
    first = {piece[0]}
    if initial == "free":
        first |= {f"{piece[0][:1].lower()}{piece[0][1:]}", f"{piece[0][:1].upper()}{piece[0][1:]}"}
    for index in range(len(text) - len(piece) + 1):
        if text[index].word in first and all(
            text[index + step].word == word for step, word in enumerate(piece) if step
        ):
            after = index + len(piece)
            if not (end == "stopped" and after < len(text) and text[after].word in ASKS):
                yield index


def _pieces(quote: str) -> list[list[str]]:
    """The quote's tokens between its ellipses, without marks at its ends and the final stop."""
    pieces = [_tokens(piece) for piece in quote.split("…")]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return [[]]
    while pieces[0][:1] == [MARK]:
        del pieces[0][0]
    _unmark(pieces[-1])
    if pieces[-1][-1:] == ["."]:
        pieces[-1].pop()
        _unmark(pieces[-1])
    return [piece for piece in pieces if piece] or [[]]


def _unmark(piece: list[str]) -> None:
    """Take the marks from the end of a piece."""
    while piece[-1:] == [MARK]:
        piece.pop()


def _end(quote: str) -> str:
    """Whether a quote ends with a stop, its marks apart."""
    return "stopped" if quote.rstrip("’”'\" ").endswith(".") else "open"


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(text.translate(MARKS))


def _tokens_of(section: Section) -> Iterator[_Token]:
    """The section's running text as tokens."""
    for leaf, text in elements.running_text(section.body):
        yield from (_Token(word=word, line=leaf.sourceline) for word in _tokens(text))


def _nearest(quote: PullQuote, source: Section, text: Sequence[_Token]) -> str:
    """The passage most like the quote, with the words that differ."""
    wanted = [word for piece in _pieces(quote.text) for word in piece]
    if not wanted or not text:
        return "quote words of the section"
    said = [token.word.lower() for token in text]
    matcher = SequenceMatcher(a=said, b=[word.lower() for word in wanted], autojunk=False)
    match = matcher.find_longest_match()
    start = max(0, match.a - match.b)
    passage = text[start : start + len(wanted)]
    if [token.word for token in passage] == wanted and _end(quote.text) == "stopped":
        passage, wanted = text[start : start + len(wanted) + 1], [*wanted, "."]
    place = Place(source.file, passage[0].line if passage else None)
    compared = SequenceMatcher(
        a=[token.word for token in passage], b=wanted, autojunk=False
    ).get_opcodes()
    shown = []
    for what, a, b, c, d in compared:
        if what == "equal":
            run = wanted[c:d]
            shown.append(" ".join(run if len(run) < 7 else [*run[:3], "…", *run[-3:]]))
        else:
            text_has = " ".join(token.word for token in passage[a:b])
            quote_has = " ".join(wanted[c:d])
            shown.append(f"[text: {text_has or 'nothing'} | quote: {quote_has or 'nothing'}]")
    return f"the nearest passage is at {place}: {' '.join(shown)}"


def _slip(message: str, remedy: str, quote: PullQuote) -> Slip:
    return Slip(message=message, remedy=remedy, place=quote.place)


COPY = (drifts, elided, adapted)
