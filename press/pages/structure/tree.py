"""From boxes to the structure: one walk over the pages, in which each element is met once or more.

The order of the boxes is the order of the composed document, whatever is painted first; so the
structure is read in the manuscript's order (ISO 14289-1, 7.1), and a note after the block that
calls it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from press.pages.engine import AbsolutePlaceholder, boxes
from press.pages.structure.model import Kid, Linked, Node, Piece, Unfit
from press.pages.structure.roles import GROUPING, INLINE, NUMBERING, role_of

POINTS = 0.75
"""The engine's unit, a CSS pixel, in pt."""
UNSEEN = " \t\n\r\f\u00a0\u200b"
"""Characters of which nothing is drawn."""
ITEMS = {"li", "dt", "dd"}
NOTED = ("::footnote-call", "::footnote-marker")
"""What leads to a note and back."""


@dataclass(slots=True)
class Tree:
    """The structure of a file, and what of its pages stands outside."""

    root: Node = field(default_factory=lambda: Node("Document", None))
    furniture: list[tuple[Piece, str]] = field(default_factory=list)
    """Pieces in the margins of pages, with the name of their margin box."""
    blanks: list[Piece] = field(default_factory=list)
    """Pieces of which nothing is heard: spaces between elements, pictures that decorate."""
    targets: dict[str, tuple[Any, int]] = field(default_factory=dict)
    """The element and the page of each anchor."""
    labels: dict[Any, str] = field(default_factory=dict)
    """The titles of headings, as the bookmarks have them, by element."""
    sections: dict[Any, Any] = field(default_factory=dict)
    """The element of the section in which each anchored element stands."""
    calls: dict[Any, tuple[int, Any]] = field(default_factory=dict)
    """The first box of each note's call with its page, by the note's element."""
    markers: list[tuple[int, Any, Any]] = field(default_factory=list)
    """Page, box and element of each note's number at its foot."""
    nodes: dict[Any, Node] = field(default_factory=dict)
    """Elements of the structure by what they are made of."""


def grown(pages: Iterable[Any]) -> Tree:
    """The structure of pages.

    Args:
        pages: the engine's pages, in order.

    Raises:
        Unfit: something stands on them that the press does not know.
    """
    tree = Tree()
    for number, page in enumerate(pages):
        walk = _Walk(tree, number, float(page.width), float(page.height))
        for child in page._page_box.children:
            walk.over(child, tree.root, None)
    return tree


@dataclass(slots=True)
class _Walk:
    """A walk over one page."""

    tree: Tree
    page: int
    width: float
    """In the engine's unit, as the height."""
    height: float

    def over(self, box: Any, node: Node, block: Any) -> None:
        """Put a box and what is in it below an element.

        Args:
            box: the engine's box.
            node: the element that it stands in.
            block: the element of the nearest block.
        """
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.MarginBox):
            self.furniture(box, box.at_keyword)
            return
        if isinstance(box, boxes.TextBox):
            self.piece(box, node, block, seen=bool(box.text.strip(UNSEEN)))
            return
        if box.is_input():
            raise Unfit("there is a form on a page")
        if box.element is not None:
            self.note_down(box, node)
            node = self.node(box, node, block)
            if isinstance(box, boxes.BlockLevelBox):
                block = box.element
        if isinstance(box, boxes.ReplacedBox):
            self.figure(box, node, block)
            return
        for child in box.children:
            self.over(child, node, block)

    def furniture(self, box: Any, margin: str) -> None:
        """What stands in the margin of a page is an artifact, whatever elements it is made of."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, (boxes.TextBox, boxes.ReplacedBox)):
            self.tree.furniture.append((Piece(self.page, box), margin))
        for child in getattr(box, "children", ()):
            self.furniture(child, margin)

    def note_down(self, box: Any, node: Node) -> None:
        """Keep what links need to know of their targets."""
        tree = self.tree
        if anchor := box.style["anchor"]:
            tree.targets.setdefault(anchor, (box.element, self.page))
            section = node.within("Sect")
            if section is not None:
                tree.sections.setdefault(box.element, section.element)
        if box.bookmark_label:
            tree.labels.setdefault(box.element, box.bookmark_label)

    def node(self, box: Any, node: Node, block: Any) -> Node:
        """The element in which a box's words stand, made when it is first met."""
        tag, element = box.element_tag, box.element
        if tag in {"html", "body"}:
            node.language = node.language or box.style["lang"] or ""
            return node
        found = self.tree.nodes.get((element, tag))
        if found is None:
            role = role_of(element, tag, listing=node.listing)
            if tag.endswith("::footnote-call"):
                self.tree.calls.setdefault(element, (self.page, box))
            elif tag.endswith("::footnote-marker"):
                self.tree.markers.append((self.page, box, element))
            elif (element, f"{tag}::footnote-call") in self.tree.nodes:
                role = "Note"
            found = self.made(box, role, node, block)
        if box.link or tag.endswith(NOTED) or found.within("Link") is not None:
            found = self.link(box, found, block)
        return found

    def made(self, box: Any, role: str, node: Node, block: Any) -> Node:
        """A new element below another; the other itself for what is nothing of itself."""
        tag, element = box.element_tag, box.element
        language = box.style["lang"] or ""
        if tag in ITEMS and node.role in {"L", "TOC"}:
            found = self.item(tag, element, node)
        elif tag.endswith("::marker") and node.role == "LBody" and node.parent is not None:
            found = _added(Node("Lbl", node.parent, element), before=node)
            _numbered(node.parent, box)
        elif role == "Note":
            found = self.note(element, node)
        elif role or (language and language != _language(node)):
            role = role or ("Div" if node.role in GROUPING and _is_block(box) else "Span")
            below = self.paragraph(node, block) if role in INLINE else node
            found = _added(Node(role, below, element))
            found.listing = below.listing or element.get("role") == "doc-toc"
        else:
            return node
        found.language = language
        if found.role in {"Sect", "Note"} and "::" not in tag:
            found.name = element.get("id") or ""
        if found.role == "TH":
            way = "/Row" if element.get("scope") == "row" else "/Column"
            found.attributes = {"O": "/Table", "Scope": way}
        self.tree.nodes[element, tag] = found
        return found

    def item(self, tag: str, element: Any, listed: Node) -> Node:
        """The body of an item, or the term that a definition follows (14.8.4.3.3)."""
        if listed.role == "TOC":
            node = _added(Node("TOCI", listed, element))
            node.listing = True
            return node
        last = listed.kids[-1] if listed.kids else None
        if tag == "dd" and isinstance(last, Node) and last.role == "LI":
            return _added(Node("LBody", last, element))
        item = _added(Node("LI", listed, element))
        return _added(Node("Lbl" if tag == "dt" else "LBody", item, element))

    def note(self, element: Any, node: Node) -> Node:
        """A note, after the block that calls it."""
        call = self.tree.nodes[element, f"{element.tag}::footnote-call"]
        while call.role in INLINE and call.parent is not None:
            call = call.parent
        if call.role in {"LBody", "TD", "TH"} or call.parent is None:
            return _added(Node("Note", call if call.parent is not None else node, element))
        last: Kid = call
        kids = call.parent.kids
        for kid in kids[kids.index(call) + 1 :]:
            if not isinstance(kid, Node) or kid.role != "Note":
                break
            last = kid
        return _added(Node("Note", call.parent, element), after=last)

    def link(self, box: Any, node: Node, block: Any) -> Node:
        """The link in which a box stands; one inside the book is a reference (14.8.4.4)."""
        key = (box.element, box.element_tag, "link")
        found = node.within("Link") or self.tree.nodes.get(key)
        if found is None:
            below = self.paragraph(node, block)
            if below.role not in {"Reference", "Lbl"} and box.link[1][0] == "internal":
                below = _added(Node("Reference", below, box.element))
            found = self.tree.nodes[key] = _added(Node("Link", below, box.element))
        if not isinstance(box, boxes.LineBox):
            found.kids.append(Linked(self.page, box))
        return found

    def figure(self, box: Any, node: Node, block: Any) -> None:
        """A picture, told in words; one whose words are said to be none decorates."""
        told = box.element.get("alt")
        if box.element.tag.endswith("}svg"):
            title = box.element.find("{http://www.w3.org/2000/svg}title")
            told = title.text if title is not None else None
        if told == "":
            self.tree.blanks.append(Piece(self.page, box))
            return
        below = node if isinstance(box, boxes.BlockLevelBox) else self.paragraph(node, block)
        figure = _added(Node("Figure", below, box.element))
        figure.alternative = told
        left, top = box.content_box_x(), box.content_box_y()
        right, bottom = min(left + box.width, self.width), min(top + box.height, self.height)
        edges = (max(left, 0.0), self.height - bottom, right, self.height - max(top, 0.0))
        figure.attributes = {"O": "/Layout", "BBox": tuple(POINTS * edge for edge in edges)}
        if isinstance(box, boxes.BlockLevelBox):
            figure.attributes["Placement"] = "/Block"
        figure.kids.append(Piece(self.page, box))

    def piece(self, box: Any, node: Node, block: Any, *, seen: bool) -> None:
        """A text on a line."""
        one = Piece(self.page, box)
        if seen:
            self.paragraph(node, block).kids.append(one)
        else:
            self.tree.blanks.append(one)

    def paragraph(self, node: Node, block: Any) -> Node:
        """Where words of an element stand: in itself, or in a paragraph of a block's own words."""
        if node.role not in GROUPING:
            return node
        for kid in reversed(node.kids):
            if isinstance(kid, Node) and kid.role == "P" and kid.element is block:
                if (block, "words", id(kid)) in self.tree.nodes:
                    return kid
                break
            if not isinstance(kid, Node) or kid.role != "Note":
                break
        made = _added(Node("P", node, block))
        made.language = _language(node)
        self.tree.nodes[block, "words", id(made)] = made
        return made


def _added(node: Node, *, before: Node | None = None, after: Kid | None = None) -> Node:
    """An element, put among its parent's kids; last where nothing is said."""
    if node.parent is None:
        raise Unfit("an element stands in nothing")
    kids = node.parent.kids
    if before is not None:
        kids.insert(kids.index(before), node)
    elif after is not None:
        kids.insert(kids.index(after) + 1, node)
    else:
        kids.append(node)
    return node


def _numbered(item: Node, marker: Any) -> None:
    """Say of a list how its items are labelled."""
    style = marker.style["list_style_type"]
    if item.parent is not None and isinstance(style, str) and style in NUMBERING:
        item.parent.attributes = {"O": "/List", "ListNumbering": f"/{NUMBERING[style]}"}


def _language(node: Node) -> str:
    """The language of an element's words."""
    above: Node | None = node
    while above is not None and not above.language:
        above = above.parent
    return above.language if above is not None else ""


def _is_block(box: Any) -> bool:
    return isinstance(box, boxes.BlockLevelBox)
