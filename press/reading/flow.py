"""What an element without pages says: the words of its section, and what is read apart from them.

What the press writes and no manuscript has is put aside under its name, and so are pull quotes and
what pictures say. Each name is a difference from the pages that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from press.reading.facts import Aside

BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main",
    "nav", "ol", "p", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
"""Elements whose words do not run on into what stands round them."""
ROLES = {
    "doc-pullquote": "quote",
    "doc-noteref": "call",
    "doc-backlink": "back",
    "doc-pagebreak": "page break",
}
"""What is read apart, by its role (DPUB-ARIA 1.1)."""
WHERE = "where"
"""The class of references whose words the press writes."""
APART = "data-apart"
"""The attribute of what is not the section's own: the way to the next page, a reading time."""


def said(element: etree._Element) -> tuple[str, tuple[Aside, ...]]:
    """The words of an element, and what is read apart from them."""
    asides: list[Aside] = []
    text = ""
    for piece in _said(element):
        if isinstance(piece, Aside):
            asides.append(replace(piece, at=len(text)))
        else:
            text += piece
    return text, tuple(asides)


def _said(element: etree._Element) -> Iterator[str | Aside]:
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    gap = "\n" if name in BLOCKS else ""
    yield gap
    if what := _apart(element, name):
        text = element.get("alt", "") if name == "img" else "".join(_whole(element))
        if text.split():
            yield Aside(what=what, text=" ".join(text.split()))
    elif name:
        yield element.text or ""
        for child in element:
            yield from _said(child)
            yield child.tail or ""
    yield gap


def _apart(element: etree._Element, name: str) -> str:
    """What an element is read as, apart from the text; nothing for what is the text."""
    if name in {"img", "svg"}:
        return "picture"
    if element.get(APART) is not None:
        return "apart"
    if WHERE in element.get("class", "").split():
        return "where"
    return ROLES.get(element.get("role", ""), "")


def _whole(element: etree._Element) -> Iterator[str]:
    """All words of an element, blocks kept apart."""
    if isinstance(element.tag, str):
        drawn = etree.QName(element).namespace == "http://www.w3.org/2000/svg"
        gap = " " if drawn or etree.QName(element).localname in BLOCKS else ""
        yield gap + (element.text or "")
        for child in element:
            yield from _whole(child)
            yield child.tail or ""
        yield gap
