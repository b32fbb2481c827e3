"""Pull quotes cannot drift: each is held against the text it is taken from.

`quote-drifts`: a verbatim quote does not stand in its section. Only an initial capital, the final
stop, the style of quotation marks and spacing may differ; it may run across a paragraph end.
`quote-elided`: an elided quote's pieces do not stand in order, or more than 60 words lie between
two.
`quote-adapted`: an adapted quote gives no reason, and so nobody can know who agreed to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from lxml import etree

from press.book.model import Book
from press.errors import Place
from press.finding import Finding, Severity
from press.manuscript.section import PullQuote, Section

FARTHEST = 60
"""Words that may lie between two pieces of an elided quote."""
TOKEN = re.compile(r"[^\W_]+(?:['.,/-][^\W_]+)*|[^\s\w]")
MARKS = str.maketrans({"‘": "'", "’": "'", "“": "'", "”": "'", '"': "'", "\u00a0": " ",
                       "\u202f": " ", "–": "-", "—": "-", "\u00ad": ""})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    word: str
    line: int | None


def check(book: Book) -> Iterator[Finding]:
    """Every pull quote of the book that does not follow its text."""
    texts: dict[str, list[_Token]] = {}
    for chapter in book.chapters:
        for quote in chapter.quotes.values():
            source = book.chapter(quote.source).section
            if source.slug not in texts:
                texts[source.slug] = list(_tokens_of(source))
            yield from _judged(quote, source, texts[source.slug])


def _judged(quote: PullQuote, source: Section, text: Sequence[_Token]) -> Iterator[Finding]:
    if quote.state == "adapted":
        if not quote.reason:
            yield _finding(
                "quote-adapted",
                f"the pull quote “{quote.name}” is adapted and gives no reason",
                "add `reason:`, why and agreed with whom",
                quote,
            )
        return
    if quote.state == "elided":
        if not _stands_elided(_pieces(quote.text), text):
            yield _finding(
                "quote-elided",
                f"the pieces of the pull quote “{quote.name}” do not stand in {source.file} in"
                f" this order, at most {FARTHEST} words apart",
                _nearest(quote, source, text),
                quote,
            )
        return
    if _stands(_pieces(quote.text)[0] if "…" not in quote.text else [], text, 0) is None:
        yield _finding(
            "quote-drifts",
            f"the pull quote “{quote.name}” does not stand in {source.file}",
            _nearest(quote, source, text),
            quote,
        )


def _stands_elided(pieces: Sequence[Sequence[str]], text: Sequence[_Token]) -> bool:
    """Whether the pieces stand in order, each at most `FARTHEST` words after the one before."""
    counted = [0, *accumulate(int(token.word[0].isalnum()) for token in text)]
    known: dict[tuple[str, ...], list[int]] = {}
    ends: list[int] = []  # where the pieces so far can end, ascending
    for number, piece in enumerate(pieces):
        if tuple(piece) not in known:
            known[tuple(piece)] = list(_starts(piece, text))
        reached = []
        for start in known[tuple(piece)]:
            before = bisect_right(ends, start)
            near = before and counted[start] - counted[ends[before - 1]] <= FARTHEST
            if number == 0 or near:
                reached.append(start + len(piece))
        if not reached:
            return False
        ends = reached
    return True


def _starts(piece: Sequence[str], text: Sequence[_Token]) -> Iterator[int]:
    """Every place at which a run of tokens stands."""
    found = _stands(piece, text, 0)
    while found is not None:
        yield found[0]
        found = _stands(piece, text, found[0] + 1)


def _stands(piece: Sequence[str], text: Sequence[_Token], start: int) -> tuple[int, int] | None:
    """Where a run of tokens stands, an initial capital apart."""
    if not piece:
        return None
    first = {piece[0], piece[0][:1].lower() + piece[0][1:], piece[0][:1].upper() + piece[0][1:]}
    for index in range(start, len(text) - len(piece) + 1):
        if text[index].word in first and all(
            text[index + step].word == word for step, word in enumerate(piece) if step
        ):
            return index, index + len(piece)
    return None


def _pieces(quote: str) -> list[list[str]]:
    """The quote's tokens between its ellipses, without the final stop."""
    pieces = [_tokens(piece) for piece in quote.translate(MARKS).split("…")]
    pieces = [piece for piece in pieces if piece]
    if pieces and pieces[-1][-1:] == ["."]:
        pieces[-1].pop()
    return pieces or [[]]


def _tokens(text: str) -> list[str]:
    return [token for token in TOKEN.findall(text.translate(MARKS)) if token != "'"]


def _tokens_of(section: Section) -> Iterator[_Token]:
    """The section's running text as tokens; places of quotes and calls of notes are not text."""
    for block in section.body if section.body is not None else ():
        if block.tag != "aside":
            for leaf in _leaves(block):
                text = "".join(_said(leaf))
                yield from (_Token(word=word, line=leaf.sourceline) for word in _tokens(text))


def _leaves(block: etree._Element) -> Iterator[etree._Element]:
    """The elements that hold lines of text: paragraphs, headings, items without paragraphs."""
    inner = [child for child in block if child.tag in {"p", "li", "dt", "dd", "ul", "ol"}]
    if not inner:
        yield block
    for child in inner:
        yield from _leaves(child)


def _said(element: etree._Element) -> Iterator[str]:
    if "note-call" not in element.get("class", "").split():
        yield element.text or ""
        for child in element:
            yield from _said(child)
            yield child.tail or ""


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


def _finding(code: str, message: str, remedy: str, quote: PullQuote) -> Finding:
    return Finding(
        code=code, severity=Severity.ERROR, message=message, remedy=remedy, place=quote.place
    )
