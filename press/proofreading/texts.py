"""Editions without pages: every word of the manuscript stands in the text that a reader meets.

What differs by design: references to pages lead by titles, folios and running heads are absent,
the numbers of notes are the page's own. All else of a section must be there, in its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from press.book.model import Book, Chapter
from press.errors import Place
from press.finding import Finding, Severity
from press.proofreading import given
from press.proofreading.account import display, first_lost, uncounted
from press.proofreading.printed import apart
from press.reading.facts import words
from press.rule import Slip, judged, rule

SHOWN = 6
"""How many words a message shows."""


@rule("text-lost", Severity.ERROR)
def lost(read: tuple[Book, Mapping[str, str]]) -> Iterator[Slip]:
    """An edition without pages lacks words of a section, or a pull quote, or has them disordered.

    Asked of what was read back from the finished files, as `words-lost` is of pages. Displayed
    quotes are taken away first, so that their words do not stand in for those of the text.
    See whether a template leaves the passage out.
    """
    book, texts = read
    for chapter in book.chapters:
        yield from _lost(chapter, texts.get(chapter.slug))


def text_findings(book: Book, texts: Mapping[str, str]) -> list[Finding]:
    """What is said of an edition without pages."""
    return judged((lost,), (book, texts))


def _lost(chapter: Chapter, text: str | None) -> Iterator[Slip]:
    file = chapter.section.file
    if text is None:
        yield Slip(
            message=f"“{chapter.slug}” stands on no page",
            remedy="see that its template holds it in an element with `data-section`",
            place=Place(file),
        )
        return
    found = apart(words(text))
    passages = list(given.passages(chapter))
    running = [word for one in passages if one.text for word in one.words]
    torn = first_lost(running, found)
    for name, said in given.quotes(chapter):
        start = display(said, running, found, torn)
        if start is None:
            yield Slip(
                message=f"the quote “{name}” of “{chapter.slug}” does not stand whole",
                remedy="see whether the template shows it",
                place=chapter.quotes[name].place,
            )
        else:
            del found[start : start + len(said)]
    bag = Counter(found)
    for passage in sorted(passages, key=lambda one: not one.text):
        missing, short = first_lost(passage.words, found), uncounted(passage.words, bag)
        at = short if missing is None else missing
        if at is not None:
            shown = " ".join(passage.words[at : at + SHOWN])
            yield Slip(
                message=f"the text of “{chapter.slug}” lacks “{shown} …”",
                remedy="see whether a template leaves the passage out",
                place=Place(file, passage.line),
            )
