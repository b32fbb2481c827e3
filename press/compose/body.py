"""What is written into a section's tree before it is set: lines, places, notes, quotes, links."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from press.book.model import Chapter
from press.compose.part import Learned, Notes

BLOCKS = ("p", "li", "dt", "dd", "h2", "h3", "aside", "figcaption")
"""Elements of a body that hold lines."""
LONG_EMPHASIS = 6
"""Words of an emphasis that is more than a few: a layout may set it otherwise."""


def body_of(
    chapter: Chapter, learned: Learned, *, notes: Notes, quote: Callable[[str], str]
) -> str:
    """A section's tree as HTML, with what the pages have told written in.

    Args:
        chapter: the section.
        learned: what the pages have told.
        notes: where its notes stand.
        quote: a pull quote as HTML, by its name.
    """
    if chapter.body is None:
        return ""
    body = deepcopy(chapter.body)
    _write_lines(body)
    write_where(chapter, body, learned)
    _mark_long_emphasis(body)
    if notes == "foot":
        _notes_to_the_foot(body)
    _links_to_leaves(body)
    for place in body.xpath(".//aside[@data-quote]"):
        html = str(quote(place.get("data-quote")))
        element = etree.fromstring(html.strip(), parser=etree.HTMLParser())[0][0]
        element.tail = place.tail
        element.set("data-line", place.get("data-line", ""))
        place.getparent().replace(place, element)
    return "".join(etree.tostring(child, method="html", encoding="unicode") for child in body)


def _write_lines(body: etree._Element) -> None:
    """Write into each block its line in the manuscript, for what is said of the finished pages."""
    for block in body.iter(*BLOCKS):
        if block.sourceline:
            block.set("data-line", str(block.sourceline))


def write_where(chapter: Chapter, body: etree._Element, learned: Learned) -> None:
    """Write where a reference's target stands, seen from the page on which the reference stands."""
    for index, link in enumerate(body.xpath(".//a[contains(@class, 'where')]"), start=1):
        anchor = f"{chapter.slug}--where-{index}"
        link.set("id", anchor)
        here, there = learned.folio(anchor), learned.folio(link.get("href")[1:])
        if here is not None and there is not None:
            for child in link:
                link.remove(child)
            link.text = where(here, there)


def where(here: int, there: int) -> str:
    """Where one folio lies as seen from another, in the words of a bound book."""
    if here == there:
        return "on this page"
    if here % 2 == 1 and there == here + 1:
        return "overleaf"
    if here // 2 == there // 2:
        return "opposite"
    return f"on page\u00a0{there}"


def _mark_long_emphasis(body: etree._Element) -> None:
    """Let a layout that sets short emphasis in another way tell it from a long one."""
    for emphasis in body.iter("em"):
        if len("".join(emphasis.itertext()).split()) > LONG_EMPHASIS:
            emphasis.set("class", f"{emphasis.get('class', '')} long".strip())


def _links_to_leaves(body: etree._Element) -> None:
    """Let each link hold text alone: `<a><em>x</em></a>` becomes `<span><em><a>x</a></em></span>`.

    The engine makes an annotation for every box inside a link, and tags only the link's own as Link
    (ISO 14289-1, 7.18.5).
    """
    for link in body.xpath(".//a[*]"):
        address = link.attrib.pop("href")
        link.tag = "span"
        _link_texts(link, address)


def _link_texts(element: etree._Element, address: str) -> None:
    for child in list(element):
        _link_texts(child, address)
        if child.tail:
            leaf = etree.Element("a", href=address)
            leaf.text, child.tail = child.tail, None
            child.addnext(leaf)
    if element.text:
        leaf = etree.Element("a", href=address)
        leaf.text, element.text = element.text, None
        element.insert(0, leaf)


def _notes_to_the_foot(body: etree._Element) -> None:
    """Move each note's words to its call, where the engine takes them to the foot of the page."""
    notes = {note.get("id"): note for note in body.xpath("./aside[contains(@class, 'note')]")}
    for call in body.xpath(".//a[contains(@class, 'note-call')]"):
        note = notes.pop(call.get("href")[1:], None)
        if note is None:
            continue
        foot = etree.Element(
            "span",
            {
                "class": "footnote",
                "id": note.get("id"),
                "data-line": note.get("data-line", ""),
            },
        )
        foot.text = note.text
        foot.extend(list(note))
        foot.tail = call.tail
        body.remove(note)
        call.getparent().replace(call, foot)
