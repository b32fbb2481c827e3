"""What stands on the finished pages of a site, section by section, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

SECTION = "data-section"
"""The attribute of what holds a section; its value is the section's slug."""
UNREAD = frozenset({"script", "style", "template"})
WRITTEN = frozenset({"doc-noteref", "doc-backlink"})
"""Roles of what leads to a note and back; a page writes their words, no manuscript."""
IN_LINES = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "em", "i", "q", "small", "span", "strong", "sub", "sup"}
)
"""Elements that stand in a line; all others end the words before them."""


def texts(files: Mapping[str, bytes]) -> dict[str, str]:
    """The text of each section, by its slug, as the files have it."""
    found: dict[str, str] = {}
    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        page = etree.fromstring(content.decode("utf-8"), parser=etree.HTMLParser())
        for holder in page.iter():
            if isinstance(holder.tag, str) and (slug := holder.get(SECTION)):
                text = "".join(_texts(holder))
                found[slug] = f"{found[slug]}\n{text}" if slug in found else text
    return found


def _texts(element: etree._Element) -> Iterator[str]:
    """The texts inside an element; a picture says its alternative."""
    if not isinstance(element.tag, str) or element.tag in UNREAD:
        return
    if element.get("role") in WRITTEN or element.get("hidden") is not None:
        return
    apart = element.tag not in IN_LINES
    if apart:
        yield "\n"
    if element.tag == "img":
        yield element.get("alt") or ""
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    if apart:
        yield "\n"
