"""Marks in the content of pages: which piece of content is which, and what is an artifact.

The engine marks each text and each picture as it draws it, `/Span <</MCID 3>> BDC`, and the mark
stands in the stream's list of instructions until the file is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from press.pages.engine import pydyf
from press.pages.structure.model import Node, Piece, Unfit
from press.pages.structure.tree import Tree

SIDES: Mapping[str, tuple[str, str]] = {
    "@top": ("/Header", "/Top"),
    "@bottom": ("/Footer", "/Bottom"),
}
"""What stands in a page's margin, and to which edge it is attached (ISO 32000-1, table 330)."""


@dataclass(slots=True)
class Marks:
    """The marks of one page."""

    stream: Any
    """The engine's stream of the page."""
    places: dict[Any, int] = field(default_factory=dict)
    """Where the mark of each box stands in the stream."""

    @classmethod
    def of(cls, stream: Any) -> Marks:
        """Find the marks of a page.

        Raises:
            Unfit: a text stands where no mark of the page reaches, as in a translucent group.
        """
        given = {kept["mcid"]: box for box, kept in stream._tags.items()}
        made = cls(stream)
        drawn = stream.stream
        for index, item in enumerate(drawn):
            if item == b"BDC" and isinstance(drawn[index - 1], dict):
                box = given.pop(drawn[index - 1].get("MCID"), None)
                if box is None:
                    raise Unfit("a mark stands on a page that the engine has not told")
                made.places[box] = index
        if given:
            raise Unfit("marked content stands in a group, where its page does not see it")
        return made

    def set_outside(self, box: Any, margin: str = "") -> None:
        """Make of a piece an artifact: of pagination where it stands in a margin (14.8.2.2)."""
        place = self.places.pop(box, None)
        if place is None:
            return
        said: dict[str, Any] = {"Type": "/Layout"}
        if margin:
            said = {"Type": "/Pagination"}
            for start, (kind, edge) in SIDES.items():
                if margin.startswith(start):
                    said |= {"Subtype": kind, "Attached": pydyf.Array([edge])}
        self.stream.stream[place - 2] = "/Artifact"
        self.stream.stream[place - 1] = pydyf.Dictionary(said)

    def count(self, roles: Mapping[Any, str]) -> dict[Any, int]:
        """Number the pieces that are left, in the order of drawing, and name what they are of.

        Args:
            roles: the role of the element that holds each box.
        """
        numbers: dict[Any, int] = {}
        for box, place in self.places.items():
            numbers[box] = len(numbers)
            self.stream.stream[place - 2] = f"/{roles[box]}"
            self.stream.stream[place - 1] = pydyf.Dictionary({"MCID": numbers[box]})
        return numbers


def hold(tree: Tree, marks: Sequence[Marks]) -> dict[int, dict[Any, str]]:
    """Hold the structure against what was drawn, before anything is changed.

    Returns:
        The role of the element that holds each box, page by page.

    Raises:
        Unfit: something is drawn that is in no element and not outside them.
    """
    roles = _roles(tree)
    held = {piece.box for piece, _ in tree.furniture} | {piece.box for piece in tree.blanks}
    for page, one in enumerate(marks):
        known = roles.get(page, {})
        if any(box not in known and box not in held for box in one.places):
            raise Unfit("something is drawn that stands in no element")
    return roles


def outside(tree: Tree, marks: Sequence[Marks]) -> None:
    """Set furniture and blanks outside the structure."""
    for piece, margin in tree.furniture:
        marks[piece.page].set_outside(piece.box, margin)
    for piece in tree.blanks:
        marks[piece.page].set_outside(piece.box)


def _roles(tree: Tree) -> dict[int, dict[Any, str]]:
    """The role under which each box of each page stands."""
    found: dict[int, dict[Any, str]] = {}
    waiting = [tree.root]
    while waiting:
        node = waiting.pop()
        for kid in node.kids:
            if isinstance(kid, Piece):
                found.setdefault(kid.page, {})[kid.box] = node.role
            elif isinstance(kid, Node):
                waiting.append(kid)
    return found
