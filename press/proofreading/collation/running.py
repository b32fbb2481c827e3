"""The running text of a section, and what each edition writes into it in its own way.

Words are those of the manuscript's tree. Between them stand the press's own: numbers of notes,
items and headings, where something stands, what a picture shows. No edition has them alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from press.book.model import Chapter
from press.proofreading.given import APART
from press.proofreading.printed import apart
from press.reading.facts import words

HERE = "\ue011"
"""Stands in the text where something of the press's own is written; no manuscript holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Something of the press's own, at its place in the text."""

    what: str
    """`call`, `place`, `number` or `picture`."""
    at: int
    """How many words of the text stand before it."""
    said: tuple[str, ...]
    """Its words, where they are the same in every edition; those of a place are not."""
    target: str = ""
    """The id to which a place leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A section's running text."""

    words: tuple[str, ...]
    lines: tuple[int | None, ...]
    """The line in the manuscript of each word's block."""
    written: tuple[Written, ...]


def running(chapter: Chapter) -> Running:
    """The running text of a section; nothing where it is facts alone."""
    said: list[str] = []
    lines: list[int | None] = []
    written: list[Written] = []
    for block in chapter.body if chapter.body is not None else ():
        if block.tag == "aside":
            continue
        met: list[Written] = []
        pieces = "".join(_texts(chapter, block, met)).split(HERE)
        for number, piece in enumerate(pieces):
            found = apart(words(piece))
            said += found
            lines += [block.sourceline] * len(found)
            if number < len(met):
                one = met[number]
                written.append(
                    Written(what=one.what, at=len(said), said=one.said, target=one.target)
                )
    return Running(words=tuple(said), lines=tuple(lines), written=tuple(written))


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note of the section."""

    number: str
    words: tuple[str, ...]
    line: int | None


def notes(chapter: Chapter) -> list[Note]:
    """The notes of a section, in their order."""
    found = []
    for one in chapter.body.iterchildren("aside") if chapter.body is not None else ():
        if "note" in one.get("class", "").split():
            text = "".join(_texts(chapter, one, [])).replace(HERE, " ")
            said = tuple(apart(words(text)))
            found.append(Note(number=one.get("data-number", ""), words=said, line=one.sourceline))
    return found


def _texts(chapter: Chapter, element: etree._Element, met: list[Written]) -> Iterator[str]:
    """An element's text, with a sign for each thing of the press's own, which is put aside."""
    one = _written(chapter, element)
    if one is not None:
        met.append(one)
        yield HERE
    if one is None or one.what == "number":
        yield element.text or ""
        for child in element:
            yield from _texts(chapter, child, met)
            yield child.tail or ""
    if element.tag in APART:
        yield " "


def _written(chapter: Chapter, element: etree._Element) -> Written | None:
    classes = element.get("class", "").split()
    parent = element.getparent()
    if "note-call" in classes:
        return _made("call", element.text or "")
    if "where" in classes:
        return Written(what="place", at=0, said=(), target=element.get("href", "")[1:])
    if element.tag == "img":
        return _made("picture", element.get("alt", ""))
    if element.tag in {"h2", "h3"} and "numbered" in classes:
        return _made("number", str(_numbered(chapter).index(element) + 1))
    if element.tag == "li" and parent is not None and parent.tag == "ol":
        return _made("number", str(parent.index(element) + 1))
    return None


def _made(what: str, text: str) -> Written:
    return Written(what=what, at=0, said=tuple(apart(words(text))))


def _numbered(chapter: Chapter) -> list[etree._Element]:
    headings = chapter.body.iter("h2", "h3") if chapter.body is not None else ()
    return [one for one in headings if "numbered" in one.get("class", "").split()]
