"""What an element without pages says: the words of its section, its pull quotes put aside.

What the press writes and no manuscript has is left out. The list is short, and each row is a
difference from the pages that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main",
    "nav", "ol", "p", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
"""Elements whose words do not run on into what stands round them."""
UNSAID = {"doc-noteref", "doc-backlink", "doc-pagebreak"}
"""Roles of what the press writes: numbers of notes and ways back, which no manuscript has."""
WHERE = "where"
"""The class of references whose words the press writes."""
APART = "data-apart"
"""The attribute of what is not the section's own: the way to the next page, a reading time."""
QUOTE = "doc-pullquote"


def said(element: etree._Element, quotes: list[str]) -> str:
    """The words of an element; those of its pull quotes are added to `quotes`."""
    return "".join(_said(element, quotes))


def _said(element: etree._Element, quotes: list[str]) -> Iterator[str]:
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if element.get("role") == QUOTE:
        quotes.append(" ".join("".join(element.itertext()).split()))
        yield "\n"
        return
    gap = "\n" if name in BLOCKS else ""
    yield gap
    if name and name != "svg" and not _is_unsaid(element):
        yield element.text or ""
        for child in element:
            yield from _said(child, quotes)
            yield child.tail or ""
    yield gap


def _is_unsaid(element: etree._Element) -> bool:
    ours = element.get("role") in UNSAID or element.get(APART) is not None
    return ours or WHERE in element.get("class", "").split()
