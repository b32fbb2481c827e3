"""Words: what the manuscript says stands on the pages, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from press.book.model import Chapter
from press.errors import Place
from press.finding import Severity
from press.manuscript.section import Section
from press.proofreading.proof import Proof
from press.proofreading.rule import Slip, rule
from press.reading.facts import BREAK, running_words, words

SHOWN = 6
"""How many words a message shows."""
UNSAID = {"note-call", "where"}
"""Classes of elements whose words the press writes."""
CALL = "\ue010"
"""Stands before and after the number of a note's call; no manuscript holds it."""
CALLED = re.compile(rf"(?<=\d){CALL}(\d+){CALL}")
"""A call after a figure: `2019` with the call 2 is `20192` on the page."""
CALLS = re.compile(rf"{CALL}\d*{CALL}")
FIGURES = re.compile(rf"\d+{BREAK}?|\D+")
APART = {"li", "dt", "dd", "br", "p", "h2", "h3"}
"""Elements whose words do not run on into the next."""


@rule("section-lost", Severity.ERROR)
def section_lost(proof: Proof) -> Iterator[Slip]:
    """A section has no page in the finished file.

    Every section of the spine goes out in every edition; only pages without words may stay out.
    The press knows on which folios it set the section and looks for them among the page labels.
    This is a fault of the press: report it with the file.
    """
    for chapter in proof.book.chapters:
        if not proof.pages(chapter.slug):
            yield Slip(
                message=f"“{chapter.slug}” has no page in the finished file",
                remedy="this is a fault of the press: report it",
                place=Place(chapter.section.file),
            )


@rule("words-lost", Severity.ERROR)
def words_lost(proof: Proof) -> Iterator[Slip]:
    """The pages of a section lack words of its manuscript.

    The words are read from the finished file, inside the trim, and not from any stage before it, so
    that a stage that loses words cannot hide it. Between them others may stand: a running foot, a
    pull quote, a note.
    See whether the layout leaves the passage out, hides it, or lets it be cut off at the trim.
    """
    for chapter in proof.book.chapters:
        pages = proof.pages(chapter.slug)
        if not pages:
            continue
        on_pages = apart(running_words(pages))
        for line, wanted in passages(chapter):
            lost = first_lost(wanted, on_pages)
            if lost is not None:
                shown = " ".join(wanted[lost : lost + SHOWN])
                yield Slip(
                    message=f"the pages of “{chapter.slug}” lack “{shown} …”",
                    remedy="see whether the layout leaves the passage out or lets it be cut off",
                    place=Place(chapter.section.file, line),
                )


def passages(chapter: Chapter) -> Iterator[tuple[int | None, list[str]]]:
    """The runs of words that must stand on the pages: the head, the text, each note."""
    section = chapter.section
    yield from _head(section)
    if section.body is None:
        return
    running: list[str] = []
    line = None
    for block in section.body:
        if block.tag == "aside":
            if "note" in block.get("class", "").split():
                yield block.sourceline, block_words(block)
            continue
        line = line or block.sourceline
        running += block_words(block)
    yield line, running


def block_words(block: etree._Element) -> list[str]:
    """A block's words; numbers of notes and words that the press writes are left out."""
    text = CALLS.sub(" ", CALLED.sub(r"\1 ", "".join(_texts(block))))
    return apart(words(text))


def apart(found: Sequence[str]) -> list[str]:
    """Words with their figures apart, because a note's number is set close to the word before."""
    return [piece for word in found for piece in FIGURES.findall(word)]


def _texts(element: etree._Element) -> Iterator[str]:
    classes = set(element.get("class", "").split())
    if "note-call" in classes:
        yield f"{CALL}{element.text or ''}{CALL}"
    elif not UNSAID & classes:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""
    if element.tag in APART:
        yield " "


def _head(section: Section) -> Iterator[tuple[int | None, list[str]]]:
    lines = section.lines
    if section.kind.listed or section.kind.matter == "back":
        yield lines.get("title"), apart(words(section.head.title))
        yield lines.get("subtitle"), apart(words(section.head.subtitle))
    for author in section.authors:
        yield lines.get("authors"), apart(words(author.name))
        yield lines.get("authors"), apart(words(author.organisation))


def first_lost(wanted: Sequence[str], found: Sequence[str]) -> int | None:
    """Where the wanted words stop standing in order among the found; None when all do.

    Between two wanted words others may stand: a running foot, a pull quote, a note.
    """
    left = list(found)
    position = 0
    for index, word in enumerate(wanted):
        after = _after(word, left, position)
        if after is None:
            return index
        position = after
    return None


def _after(word: str, left: list[str], position: int) -> int | None:
    """The index after a word; a word broken over a page turn is found in its two pieces."""
    whole = left.index(word, position) if word in left[position:] else len(left)
    for index in range(position, whole):
        start = left[index].removesuffix(BREAK)
        rest = word.removeprefix(start)
        if start != left[index] and rest != word and rest in left[index + 1 :]:
            del left[left.index(rest, index + 1)]
            return index + 1
    return whole + 1 if whole < len(left) else None


PROOF = (section_lost, words_lost)
