"""Pull quotes cannot drift: each is held against the text it is taken from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from press.finding import Severity
from press.manuscript.section import PullQuote, Section
from press.proofreading import drift
from press.proofreading.proof import Copy
from press.proofreading.quoted import (
    FARTHEST,
    Token,
    arranged,
    pieces,
    stands_plainly,
    starts,
    text_of,
    tokens_of,
    whole,
)
from press.rule import Slip, rule

Read = TypeVar("Read")


@rule("quote-drifts", Severity.ERROR)
def drifts(copy: Copy) -> Iterator[Slip]:
    """A verbatim pull quote does not stand in the section it is taken from.

    Readers take large type for the author's words. Text and quote are edited at different hours,
    and in a printed booklet more than half of the quotes may differ from their text.
    Only an initial capital, the final stop, the style of quotation marks and spacing may differ; a
    quote may run across a paragraph end.
    The message names an ellipsis that is missing or not declared, and gives the nearest passage,
    word by word: change the quote or the text, or say that the quote is `elided` or `adapted`.
    Words marked in the text cannot drift.
    """
    plain, read = _once(text_of), _once(_tokens)
    for quote, source in _in_state(copy, "verbatim"):
        if _says(quote) and stands_plainly(quote.text, plain(source)):
            continue
        if not _stands(quote, read(source)):
            fault = drift.of_verbatim(quote.text, source, read(source))
            message = f"the pull quote “{quote.name}” does not stand in {source.file}"
            yield _slip(_named(message, fault), fault.remedy, quote)


@rule("quote-elided", Severity.ERROR)
def elided(copy: Copy) -> Iterator[Slip]:
    """The pieces of an elided pull quote do not stand in their text as they should.

    An ellipsis tells the reader that words are left out between two pieces, not that the pieces
    were gathered from all over: they stand in order, at most 60 words apart.
    Restore the order, or quote one passage, or say that the quote is `adapted`, and why.
    The message says which piece is wrong and how, and gives the nearest passage.
    """
    read = _once(_tokens)
    for quote, source in _in_state(copy, "elided"):
        if not _stands_elided(quote, read(source)):
            fault = drift.of_elided(quote.text, source, read(source))
            message = f"the pieces of the pull quote “{quote.name}” do not stand in {source.file}"
            yield _slip(_named(f"{message} as they should", fault), fault.remedy, quote)


@rule("quote-adapted", Severity.ERROR)
def adapted(copy: Copy) -> Iterator[Slip]:
    """An adapted pull quote gives no reason.

    Reworded large type needs the author's agreement, and the next editor must be able to see that
    it was given. Adapted quotes are set without quotation marks and listed in the proof.
    Add `reason:` to the quote at the section's head: why it was adapted, and agreed with whom.
    """
    for quote, _ in _in_state(copy, "adapted"):
        if not quote.reason:
            yield _slip(
                f"the pull quote “{quote.name}” is adapted and gives no reason",
                "add `reason:`, why and agreed with whom",
                quote,
            )


def _in_state(copy: Copy, state: str) -> Iterator[tuple[PullQuote, Section]]:
    """The pull quotes of a state, each with its source."""
    sections = {chapter.slug: chapter.section for chapter in copy.book.chapters}
    for chapter in copy.book.chapters:
        for quote in chapter.quotes.values():
            if quote.state == state:
                yield quote, sections[quote.source]


def _once(read: Callable[[Section], Read]) -> Callable[[Section], Read]:
    """What is read of a section, read when it is asked for and not again."""
    known: dict[str, Read] = {}

    def told(section: Section) -> Read:
        if section.slug not in known:
            known[section.slug] = read(section)
        return known[section.slug]

    return told


def _tokens(section: Section) -> Sequence[Token]:
    return tuple(tokens_of(section))


def _says(quote: PullQuote) -> bool:
    """Whether a quote has words, and not an ellipsis alone."""
    return bool(pieces(quote.text)[0].tokens)


def _stands(quote: PullQuote, text: Sequence[Token]) -> bool:
    """Whether the whole quote stands in the text as one run, with an ellipsis of the author's."""
    return _says(quote) and any(True for _ in starts(whole(quote.text), text))


def _stands_elided(quote: PullQuote, text: Sequence[Token]) -> bool:
    """Whether the pieces stand in order, each at most `FARTHEST` words after the one before."""
    found = arranged(pieces(quote.text), text)
    return found is not None and found.widest <= FARTHEST


def _named(message: str, fault: drift.Fault) -> str:
    """A message, with the fault where it has a name."""
    return f"{message}: {fault.what}" if fault.what else message


def _slip(message: str, remedy: str, quote: PullQuote) -> Slip:
    return Slip(message=message, remedy=remedy, place=quote.place)


COPY = (drifts, elided, adapted)
