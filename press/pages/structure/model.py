"""An element of the structure, before it is written: its role, its kids, what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias


class Unfit(Exception):
    """What was drawn is not what the press knows; the engine's own structure is to stand."""


@dataclass(slots=True, eq=False)
class Piece:
    """A box that is drawn: a text on a line, or a picture."""

    page: int
    """The page's index in the file."""
    box: Any


@dataclass(slots=True, eq=False)
class Linked:
    """A box for which the engine makes an annotation."""

    page: int
    box: Any
    contents: str = ""
    """Where it leads, in words."""


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure (ISO 32000-1, 14.7.2)."""

    role: str
    parent: Node | None
    element: Any = None
    """The element of the book that it is; None for one that only holds words together."""
    kids: list[Kid] = field(default_factory=list)
    language: str = ""
    """The language of its words; the nearest other one above it where it says nothing."""
    alternative: str | None = None
    """What a picture shows, in words."""
    name: str = ""
    """Its identifier in the file."""
    attributes: dict[str, Any] = field(default_factory=dict)
    """What is said of its layout, its list or its table, with the owner (14.8.5)."""
    listing: bool = False
    """Whether lists in it are tables of contents."""

    def within(self, role: str) -> Node | None:
        """Itself, or the nearest element above it, that has a role."""
        node: Node | None = self
        while node is not None and node.role != role:
            node = node.parent
        return node

    def first_page(self) -> int | None:
        """The page on which what it holds begins; none where it holds nothing."""
        found = (kid.first_page() if isinstance(kid, Node) else kid.page for kid in self.kids)
        return next((page for page in found if page is not None), None)

    def is_empty(self) -> bool:
        """Whether it holds nothing that is drawn or leads anywhere."""
        return all(isinstance(kid, Node) and kid.is_empty() for kid in self.kids)


Kid: TypeAlias = Node | Piece | Linked
