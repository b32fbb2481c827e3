"""What a section's manuscript gives to its pages: words that must stand there, and words that may.

They are read from the manuscript's tree and its head, never from what was composed of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from press.book.model import Chapter
from press.manuscript.section import Section
from press.proofreading.printed import apart
from press.proofreading.proof import Proof
from press.reading.facts import words

UNSAID = {"note-call", "where"}
"""Classes of elements whose words the press writes."""
CALL = "\ue010"
"""Stands before and after the number of a note's call; no manuscript holds it."""
CALLED = re.compile(rf"(?<=\d){CALL}(\d+){CALL}")
"""A call after a figure: `2019` with the call 2 is `20192` on the page."""
CALLS = re.compile(rf"{CALL}\d*{CALL}")
APART = {"li", "dt", "dd", "br", "p", "h2", "h3", "figcaption"}
"""Elements whose words do not run on into the next."""
PLACES = ("on this page", "overleaf", "opposite", "on page")
"""What the press writes of where something stands."""
NEVER_SET = {"pull_quotes", "quote", "kind"}
"""Keys of a head whose words no template sets, or whose words are quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of words that must stand on the pages."""

    words: list[str]
    line: int | None
    """Its line in the manuscript."""
    text: bool = False
    """Whether it is the running text; else a part of the head, or a note."""


def passages(chapter: Chapter, *, close: bool) -> Iterator[Passage]:
    """The runs of words that must stand on the pages: the head, each note, the text.

    Args:
        chapter: the section.
        close: whether a note's number stands so close to a figure that both are read as one.
    """
    section = chapter.section
    yield from _head(section)
    if section.body is None:
        return
    calls = _numbers_of_notes(chapter) if close else {}
    running: list[str] = []
    line = None
    for block in section.body:
        if block.tag == "aside":
            if "note" in block.get("class", "").split():
                yield Passage(words=_block_words(block, calls), line=block.sourceline)
            continue
        line = line or block.sourceline
        running += _block_words(block, calls)
    yield Passage(words=running, line=line, text=True)


def _block_words(block: etree._Element, calls: Mapping[str, str]) -> list[str]:
    """A block's words; numbers of notes and words that the press writes are left out."""
    text = "".join(_texts(block, calls))
    if CALL in text:
        text = CALLS.sub(" ", CALLED.sub(r"\1 ", text))
    return apart(words(text))


def _numbers_of_notes(chapter: Chapter) -> dict[str, str]:
    """The number of each note, which the book gives it, by the note's own name."""
    found = {}
    for note in chapter.body.iterchildren("aside") if chapter.body is not None else ():
        name = (note.get("id") or "").removeprefix(f"{chapter.slug}--")
        found[f"#{name}"] = note.get("data-number") or ""
    return found


def optional(proof: Proof, chapter: Chapter) -> Iterator[list[str]]:
    """Runs of words that may stand on the pages, as often as the layout sets them."""
    head = chapter.section.head
    work = proof.book.publication
    said = [chapter.label, chapter.byline, chapter.credit, *PLACES]
    said += [work.title, work.subtitle, work.kind, *work.creators, *work.publishers]
    said += _strings(head.model_dump(exclude=NEVER_SET))
    said += [f"in {title}" for title in _referred(proof, chapter)]
    if chapter.body is not None:
        said += [image.get("alt", "") for image in chapter.body.iter("img")]
    if chapter.section.kind.name == "contents":
        for entry in proof.book.contents:
            said += [entry.title, entry.subtitle, entry.label]
            said += [part for author in entry.authors for part in author]
    seen: set[tuple[str, ...]] = set()
    for one in said:
        run = apart(words(one))
        forms = [[first, *run[1:]] for first in {*run[:1], *(_turned(word) for word in run[:1])}]
        for form in forms:
            if tuple(form) not in seen:
                seen.add(tuple(form))
                yield form


def _referred(proof: Proof, chapter: Chapter) -> Iterator[str]:
    """The titles by which a text without pages says where something stands."""
    for link in chapter.body.iter("a") if chapter.body is not None else ():
        if "where" in link.get("class", "").split():
            slug = proof.book.anchors.get(link.get("href", "")[1:], "")
            titles = (one.section.full_title for one in proof.book.chapters if one.slug == slug)
            yield next(titles, "")


def numbers(proof: Proof, chapter: Chapter) -> Iterator[str]:
    """Numbers that the press sets, each as often as it may stand: of notes, items, headings."""
    told = [chapter.number] if chapter.number else []
    if chapter.section.kind.name == "contents":
        for entry in proof.book.contents:
            told += [proof.made_spans[entry.slug][0], *([entry.number] if entry.number else [])]
    yield from (str(one) for one in told)
    if chapter.body is None:
        return
    body = chapter.body
    for listed in body.iter("ol"):
        yield from (str(index + 1) for index in range(len(listed)))
    headings = [one for one in body.iter("h2", "h3") if "numbered" in one.get("class", "").split()]
    yield from (str(index + 1) for index in range(len(headings)))
    for note in body.iterchildren("aside"):
        yield note.get("data-number") or ""
    for link in body.iter("a"):
        classes = link.get("class", "").split()
        if "note-call" in classes:
            yield link.text or ""
        if "where" in classes:
            first, last = proof.made_spans.get(
                proof.book.anchors.get(link.get("href", "")[1:], ""), (0, -1)
            )
            yield from (str(folio) for folio in range(first, last + 1))


def quotes(chapter: Chapter) -> Iterator[tuple[str, list[str]]]:
    """The words of each pull quote, with its name; the longest first."""
    found = {name: apart(words(quote.text)) for name, quote in chapter.quotes.items()}
    yield from sorted(found.items(), key=lambda one: -len(one[1]))


def _head(section: Section) -> Iterator[Passage]:
    lines = section.lines
    told = []
    if section.kind.listed or section.kind.matter == "back":
        told += [(lines.get("title"), section.head.title)]
        told += [(lines.get("subtitle"), section.head.subtitle)]
    for author in section.authors:
        told += [(lines.get("authors"), author.name), (lines.get("authors"), author.organisation)]
    for line, text in told:
        if said := apart(words(text)):
            yield Passage(words=said, line=line)


def _texts(element: etree._Element, calls: Mapping[str, str]) -> Iterator[str]:
    classes = set(element.get("class", "").split())
    if "note-call" in classes:
        yield f"{CALL}{calls.get(element.get('href', ''), '')}{CALL}"
    elif not UNSAID & classes:
        yield element.text or ""
        for child in element:
            yield from _texts(child, calls)
            yield child.tail or ""
    if element.tag in APART:
        yield " "


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in _strings(item)]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in _strings(item)]
    return [str(value)] if isinstance(value, int) else []


def _turned(word: str) -> str:
    """A word with its first letter the other way up."""
    return f"{word[:1].swapcase()}{word[1:]}"
