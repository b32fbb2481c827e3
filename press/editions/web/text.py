"""A section's text as a web page has it: links to pages, quotes in their places, notes at the end.

The trees of the book are only read; each page gets a copy.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from press.book.model import Chapter
from press.compose import Learned, write_where
from press.editions.web.plan import Site
from press.manuscript import elements
from press.manuscript.section import PullQuote
from press.reflow import mark_calls, notes_of, place_quotes, to_files, where_to_words

CALL = "Note"


def body(site: Site, chapter: Chapter) -> etree._Element | None:
    """A section's running text, its notes left out."""
    if chapter.body is None:
        return None
    tree = deepcopy(chapter.body)
    write_where(chapter, tree, Learned())
    mark_calls(tree, chapter.slug)
    for note in notes_of(tree):
        tree.remove(note)

    def quoted(said: PullQuote) -> etree._Element:
        return _quoted(site, chapter, said.name)

    # An opening quote stands where the template has it.
    place_quotes(chapter, tree, "as-placed", quoted, opening=False)
    _point_links(site, tree, chapter.slug)
    return tree


def notes(site: Site, chapter: Chapter) -> list[dict[str, object]]:
    """A section's notes: the tree of each, its id, and the id of its first call."""
    if chapter.body is None:
        return []
    tree = deepcopy(chapter.body)
    calls = mark_calls(tree, chapter.slug)
    found: list[dict[str, object]] = []
    for note in notes_of(tree):
        anchor = note.get("id") or ""
        _point_links(site, note, chapter.slug)
        paragraph = etree.Element("div")
        holder = etree.SubElement(paragraph, "span")
        holder.text = note.text
        holder.extend(list(note))
        found.append({"id": anchor, "text": paragraph, "call": calls.get(anchor, "")})
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
    spoken = site.book.is_spoken(said)
    aside = etree.Element("aside")
    aside.set("class", "pull-quote spoken" if spoken else "pull-quote")
    aside.set("role", "doc-pullquote")
    if len(chapter.quotes) > 1:  # told apart in a list of what stands beside the text
        aside.set("aria-label", f"Pull quote {list(chapter.quotes).index(name) + 1}")
    paragraph = etree.SubElement(aside, "p")
    paragraph.text = f"‘{said.text}’" if spoken else said.text
    return aside


def _point_links(site: Site, tree: etree._Element, slug: str) -> None:
    """Point links at pages; what a book says with a page number, a site says with a title."""
    for call in tree.iter("a"):
        if "note-call" in elements.classes(call):
            call.set("aria-label", f"{CALL} {call.text}")
    where_to_words(tree, site.book, slug)
    to_files(tree, site.targets, slug)
