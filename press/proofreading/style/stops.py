"""Stops: full stops at the ends of paragraphs, and items that end alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from press.errors import Place
from press.finding import Severity
from press.manuscript.elements import classes
from press.manuscript.section import Section
from press.proofreading.proof import Copy
from press.proofreading.style.passages import GONE, WORD, british, foreign, own_text, shown
from press.rule import Slip, rule

CLOSERS = "[)\\]’”'\"′″]*"
STOPPED = re.compile(rf"[.!?…]{CLOSERS}$")
COLON = re.compile(rf":{CLOSERS}$")
LINKED = re.compile(r"[;,](?: (?:and|or|but|then))?$")
FOLLOWS_A_COLON = frozenset({"ul", "ol", "dl", "blockquote", "figure"})
OPENS_SPEECH = ("‘", "“")
FEWEST_WORDS = 4
"""A paragraph of fewer is a signature, a place or a date."""
LONGEST_TAIL = 30
LINE_BY_LINE = frozenset({"imprint"})
"""Kinds of section that give facts, not sentences."""
ENDS = {"stop": "a full stop", "none": "no stop", "link": "a comma or semicolon"}


@rule("stop-missing", Severity.WARNING)
def missing(copy: Copy) -> Iterator[Slip]:
    """A paragraph or a note does not end with a full stop.

    Where the last sentence has no stop, words may have been lost with it: a paragraph was cut,
    or pasted in part.
    A question mark, an exclamation mark or an ellipsis ends a paragraph too, also inside a
    closing quotation mark or bracket. A colon does where a list, a quotation or a picture follows.
    Headings, captions, labelled entries, items of lists, paragraphs of up to three words and
    those that end in an address are not told, nor are imprints and what is set line by line.
    End the sentence, and see whether anything is missing.
    """
    for chapter in copy.book.chapters if british(copy) else ():
        section = chapter.section
        if section.body is None or section.kind.name in LINE_BY_LINE:
            continue
        for block in section.body:
            if block.tag == "p" and not foreign(block):
                yield from _paragraph(block, section, copy)
            elif "note" in classes(block) and not foreign(block):
                last = [one for one in block.iter() if one.tag == "p"] or [block]
                yield from _paragraph(last[-1], section, copy)


def _paragraph(block: etree._Element, section: Section, copy: Copy) -> Iterator[Slip]:
    text = own_text(block)
    if STOPPED.search(text) or text.endswith(GONE) or block.find(".//br") is not None:
        return
    words = WORD.findall(text)
    if len(words) < FEWEST_WORDS or all(word[:1].isupper() for word in words):
        return
    following = next((one for one in block.itersiblings() if one.tag != "aside"), None)
    place = Place(section.file, _last_line(copy, section, block))
    if COLON.search(text):
        if following is None or not (
            following.tag in FOLLOWS_A_COLON or own_text(following).startswith(OPENS_SPEECH)
        ):
            yield Slip(
                message="a paragraph ends with a colon and nothing follows that it could lead to",
                remedy="write a full stop, or see what is missing",
                place=place,
            )
        return
    yield Slip(
        message=f"a paragraph ends with “{_tail(text)}” and no full stop",
        remedy="end the sentence, and see whether words are missing",
        place=place,
    )


def _last_line(copy: Copy, section: Section, block: etree._Element) -> int:
    """The line on which a paragraph ends."""
    line = block.sourceline or 1
    lines = copy.sources.get(section.file, "").split("\n")
    while line < len(lines) and lines[line].strip():
        line += 1
    return line


@rule("list-stops", Severity.WARNING)
def items(copy: Copy) -> Iterator[Slip]:
    """The items of one list do not end alike.

    Items that are sentences end with full stops; items that are fragments end with none, or with
    semicolons and one full stop after the last. Readers do not name the slip but see an untidy
    list, and the odd item is often one that was moved here from another list.
    Question marks and exclamation marks count as stops. Lists are judged one by one, so one list
    of a text may have sentences and the next fragments.
    Give the item that the message names the end that the others have.
    """
    for chapter in copy.book.chapters if british(copy) else ():
        section = chapter.section
        for found in section.body.iter("ul", "ol") if section.body is not None else ():
            ends = [
                (item, text, _end(text))
                for item in found
                if item.tag == "li" and (text := _item(item)) and not foreign(item)
            ]
            yield from _list(ends, section, copy)


def _list(
    ends: Sequence[tuple[etree._Element, str, str]], section: Section, copy: Copy
) -> Iterator[Slip]:
    """The items that end otherwise than most; the last one may close the list with a stop."""
    kinds = [end for _, _, end in ends]
    if len(set(kinds)) < 2 or "colon" in kinds:
        return
    if kinds[-1] == "stop" and set(kinds[:-1]) == {"link"}:
        return
    usual = Counter(kinds).most_common(1)[0][0]
    for item, text, end in ends:
        closing = item is ends[-1][0] and usual == "link" and end == "stop"
        if end != usual and not closing:
            yield Slip(
                message=f"an item of this list ends with {ENDS[end]} (“{_tail(text)}”), most with"
                f" {ENDS[usual]}",
                remedy="end the items of one list alike",
                place=Place(section.file, _last_line_of_item(copy, section, item)),
            )


def _last_line_of_item(copy: Copy, section: Section, item: etree._Element) -> int:
    """The line on which an item ends: before the next item, list or empty line."""
    line = item.sourceline or 1
    lines = copy.sources.get(section.file, "").split("\n")
    while line < len(lines) and re.match(r"\s+(?![-*+] |\d+[.)] )\S", lines[line]):
        line += 1
    return line


def _item(item: etree._Element) -> str:
    """The words at an item's end; nothing where it ends in another list or in an address."""
    inner = [child for child in item if child.tag in {"p", "ul", "ol"}]
    if inner:
        return own_text(inner[-1]) if inner[-1].tag == "p" else ""
    text = own_text(item)
    return "" if text.endswith(GONE) else text


def _tail(text: str) -> str:
    """The last words of a text, whole."""
    return shown(text if len(text) <= LONGEST_TAIL else text[-LONGEST_TAIL:].partition(" ")[2])


def _end(text: str) -> str:
    if STOPPED.search(text):
        return "stop"
    if COLON.search(text):
        return "colon"
    return "link" if LINKED.search(text) else "none"


COPY = (missing, items)
