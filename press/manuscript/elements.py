"""An element is made with its line in the manuscript, so that every later stage can name it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

HOLDERS = {"p", "li", "dt", "dd", "ul", "ol"}
"""What may hold lines of text inside a block."""


def make(tag: str, *, line: int, **attributes: str) -> etree._Element:
    """An element that remembers its line; `class_` stands for `class`."""
    element = etree.Element(tag, {name.rstrip("_"): said for name, said in attributes.items()})
    element.sourceline = line  # type: ignore[misc]  # the stubs take it to be read-only
    return element


def put(parent: etree._Element, tag: str, *, line: int) -> etree._Element:
    """An element at the end of another."""
    element = make(tag, line=line)
    parent.append(element)
    return element


def classes(element: etree._Element) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def text_of(element: etree._Element) -> str:
    """The words of an element in one line, without the numbers of notes."""
    parts = [element.text or ""]
    for child in element:
        if "note-call" not in classes(child):
            parts.append(" " if child.tag == "br" else text_of(child))
        parts.append(child.tail or "")
    return "".join(parts)


def leaves(block: etree._Element) -> Iterator[etree._Element]:
    """The elements that hold lines of text: paragraphs, headings, items without paragraphs."""
    inner = [child for child in block if child.tag in HOLDERS]
    if not inner:
        yield block
    for child in inner:
        yield from leaves(child)


def running_text(body: etree._Element | None) -> Iterator[tuple[etree._Element, str]]:
    """Each leaf with its words; places of quotes, notes and their calls are not running text."""
    for block in body if body is not None else ():
        if block.tag != "aside":
            for leaf in leaves(block):
                yield leaf, text_of(leaf)
