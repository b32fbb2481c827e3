"""A section's text as a web page has it: links to pages, quotes in their places, notes at the end.

The trees of the book are only read; each page gets a copy.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from press.book.model import Chapter
from press.editions.web.plan import Page, Site
from press.manuscript import elements

CALL, BACK = "Note", "Back to the text"


def body(site: Site, page: Page, chapter: Chapter) -> etree._Element | None:
    """A section's running text, its notes left out."""
    if chapter.body is None:
        return None
    tree = deepcopy(chapter.body)
    for note in _notes(tree):
        tree.remove(note)
    for place in tree.xpath(".//aside[@data-quote]"):
        made = _quoted(site, chapter, place.get("data-quote") or "")
        made.tail = place.tail
        place.getparent().replace(place, made)
    _point_links(site, page, tree)
    return tree


def notes(site: Site, page: Page, chapter: Chapter) -> list[dict[str, object]]:
    """A section's notes: the tree of each, its id, and the id of its first call."""
    if chapter.body is None:
        return []
    found: list[dict[str, object]] = []
    for note in _notes(deepcopy(chapter.body)):
        anchor = note.get("id") or ""
        _point_links(site, page, note)
        paragraph = etree.Element("div")
        paragraph.text = None
        holder = etree.SubElement(paragraph, "span")
        holder.text = note.text
        holder.extend(list(note))
        found.append({"id": anchor, "text": paragraph, "call": f"{anchor}--call"})
    return found


def quote(site: Site, chapter: Chapter, name: str) -> etree._Element | None:
    """A pull quote inside a tree of its own; None where the section has none of this name."""
    if name not in chapter.quotes:
        return None
    holder = etree.Element("div")
    holder.append(_quoted(site, chapter, name))
    return holder


def _quoted(site: Site, chapter: Chapter, name: str) -> etree._Element:
    """A pull quote (DPUB-ARIA 1.1, doc-pullquote); marks are letters here, so they are copied."""
    said = chapter.quotes[name]
    spoken = site.book.publication.quotes == "speech" and said.state != "adapted"
    aside = etree.Element("aside")
    aside.set("class", "pull-quote spoken" if spoken else "pull-quote")
    aside.set("role", "doc-pullquote")
    if len(chapter.quotes) > 1:  # told apart in a list of what stands beside the text
        aside.set("aria-label", f"Pull quote {list(chapter.quotes).index(name) + 1}")
    paragraph = etree.SubElement(aside, "p")
    paragraph.text = f"‘{said.text}’" if spoken else said.text
    return aside


def _notes(tree: etree._Element) -> list[etree._Element]:
    return [one for one in tree.iterchildren("aside") if "note" in elements.classes(one)]


def _point_links(site: Site, page: Page, tree: etree._Element) -> None:
    """Point links at pages; what a book says with a page number, a site says with a title."""
    called: set[str] = set()
    for link in tree.iter("a"):
        target = link.get("href") or ""
        if not target.startswith("#"):
            continue
        classes = elements.classes(link)
        link.set("href", site.link(page, target[1:], site.book.anchors))
        if "note-call" in classes:
            link.set("role", "doc-noteref")
            link.set("aria-label", f"{CALL} {link.text}")
            if target not in called:
                link.set("id", f"{target[1:]}--call")
            called.add(target)
        if "where" in classes:
            _write_where(site, page, link, target[1:])


def _write_where(site: Site, page: Page, link: etree._Element, target: str) -> None:
    there = site.page(site.book.anchors[target])
    for child in list(link):
        link.remove(child)
    link.text = "on this page" if there is page else f"under ‘{there.title or 'Contents'}’"
