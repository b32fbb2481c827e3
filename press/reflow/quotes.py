"""Pull quotes where nothing has pages: in the flow, behind the text that they are taken from."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from press.book.model import Chapter
from press.manuscript import elements
from press.manuscript.attributes import QUOTE_SOURCE
from press.manuscript.section import PullQuote

OPENING = "opening"
LISTS = {"ul", "ol", "dl"}
"""Blocks that a paragraph before them leads into, and no quote may part from it."""


def place_quotes(
    chapter: Chapter,
    body: etree._Element,
    way: str,
    render: Callable[[PullQuote], etree._Element],
    *,
    opening: bool = True,
) -> None:
    """Put each pull quote of a section into its text.

    A quote repeats words, so it stands behind the paragraph that has them and never before: whoever
    hears the text meets them first in their place. Words from another section have no such
    paragraph; they stand where the editor placed them.

    Args:
        chapter: the section.
        body: its tree, with the places that the editor gave; changed.
        way: `after-text`, `as-placed` or `none`.
        render: makes the element of a quote.
        opening: whether an opening quote that has its place ahead of the text stands in it too.
    """
    places = {place.get("data-quote"): place for place in body.xpath(".//aside[@data-quote]")}
    found = {} if way != "after-text" else {
        name: block
        for name, quote in chapter.quotes.items()
        if (block := _end_of(chapter, body, quote)) is not None
    }  # fmt: skip
    for name, quote in chapter.quotes.items():
        place, block = places.get(name), found.get(name)
        ahead = opening and name == OPENING and chapter.section.kind.opening == "zone"
        if way == "none" or not (ahead or place is not None):
            continue
        element = render(quote)
        if block is not None:
            _behind(block, element)
        elif place is not None:
            place.addprevious(element)
        else:
            body.insert(0, element)
        element.tail = "\n"
    for place in places.values():
        place.getparent().remove(place)


def _behind(block: etree._Element, quote: etree._Element) -> None:
    """Behind a block, and behind the list that it leads into."""
    after = block.getnext()
    while after is not None and after.tag == "aside" and after.get("data-quote"):
        after = after.getnext()
    (after if after is not None and after.tag in LISTS else block).addnext(quote)


def _end_of(chapter: Chapter, body: etree._Element, quote: PullQuote) -> etree._Element | None:
    """The block of the body in which the words of a quote end; none where they do not stand."""
    if quote.source != chapter.slug:
        return None
    blocks = [block for block in body if block.tag != "aside"]
    for block in blocks:
        for span in block.iter("span"):
            marked = span.get("id") == f"{chapter.slug}--quote-{quote.name}"
            if marked and QUOTE_SOURCE in elements.classes(span):
                return block
    last = _letters(quote.text.rpartition("…")[2])
    ends, text = [], ""
    for block in blocks:
        text += _letters(elements.text_of(block))
        ends.append(len(text))
    at = text.find(last)
    if at < 0 or not last:
        return None
    return next(block for block, end in zip(blocks, ends, strict=True) if end >= at + len(last))


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).casefold()
