"""Words where nothing has pages: what the manuscript says, section by section, and nothing else.

The codes are those of the pages' words. What a page would say otherwise is declared: numbers of
notes, the way back from them and references to places (“overleaf”) are no manuscript's; pull quotes
repeat words of the text and are held against their own.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from press.book.model import Book, Chapter
from press.errors import Place
from press.finding import Finding, Severity
from press.proofreading import given
from press.proofreading.account import Account, lost
from press.proofreading.printed import apart
from press.proofreading.proof import Proof
from press.proofreading.words import SHOWN, stretches, unclaimed
from press.reading import Facts, SectionText
from press.reading.facts import words

NO_PAGES = Facts(
    pages=(),
    outline=(),
    links=(),
    fonts=frozenset(),
    unembedded=frozenset(),
    title="",
    language="",
    tagged=False,
)


def findings(
    book: Book, texts: Mapping[str, SectionText], templates: Mapping[str, Container[str]]
) -> list[Finding]:
    """What sections lack of their manuscript, and what they have that nobody gave.

    Args:
        book: what the edition should hold.
        texts: its sections' texts, read from the finished files, by slug.
        templates: the words that the layout's templates give, by kind of section.
    """
    proof = Proof(
        book=book,
        facts=NO_PAGES,
        made_spans={chapter.slug: (0, -1) for chapter in book.chapters},
        layout_words=templates,
    )
    return [finding for chapter in book.chapters for finding in _section(proof, chapter, texts)]


def account_of_text(chapter: Chapter, found: SectionText) -> Account:
    """The account of a section that has no pages; what is read apart is none of its words."""
    return Account(
        chapter=chapter,
        passages=tuple(given.passages(chapter)),
        words=tuple(apart(words(found.text))),
        spots=(),
        displayed={},
        cut=(),
    )


def _section(proof: Proof, chapter: Chapter, texts: Mapping[str, SectionText]) -> Iterator[Finding]:
    found = texts.get(chapter.slug)
    if found is None:
        yield _finding(
            "section-lost",
            f"“{chapter.slug}” is not in the finished file",
            "this is a fault of the press: report it",
            Place(chapter.section.file),
        )
        return
    account = account_of_text(chapter, found)
    yield from _lost(account)
    yield from _strange(proof, account)
    yield from _misquoted(chapter, found)


def _lost(account: Account) -> Iterator[Finding]:
    for passage, index in lost(account):
        shown = " ".join(passage.words[index : index + SHOWN])
        yield _finding(
            "words-lost",
            f"“{account.chapter.slug}” lacks “{shown} …” in the edition without pages",
            "see whether the layout's template leaves the passage out",
            Place(account.chapter.section.file, passage.line),
        )


def _strange(proof: Proof, account: Account) -> Iterator[Finding]:
    for start, end in stretches(account.words, unclaimed(proof, account)):
        shown = " ".join(account.words[start : min(end, start + 2 * SHOWN)])
        yield _finding(
            "words-strange",
            f"“{shown}” stands in no manuscript and in no template",
            "find what sets it, and take it out there",
            Place(account.chapter.section.file),
        )


def _misquoted(chapter: Chapter, found: SectionText) -> Iterator[Finding]:
    """Quotes that are set otherwise than the section has them."""
    given_words = {tuple(said) for _, said in given.quotes(chapter)}
    for quote in found.quotes:
        if tuple(apart(words(quote))) not in given_words:
            yield _finding(
                "words-strange",
                f"the pull quote “{quote[:60]}” is none of the section's",
                "find what sets it, and take it out there",
                Place(chapter.section.file),
            )


def _finding(code: str, message: str, remedy: str, place: Place) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, message=message, remedy=remedy, place=place)
