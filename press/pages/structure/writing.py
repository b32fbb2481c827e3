"""The structure as plain elements, as they go into the joined file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from press.pages.engine import pydyf
from press.pages.structure import marks as marking
from press.pages.structure.marks import Marks
from press.pages.structure.model import Node, Unfit
from press.pages.structure.model import Piece as Drawn
from press.pages.structure.tree import Tree
from press.parts.drawing import Element, Led, Piece


class Writer:
    """Writes one structure out of what the engine has drawn."""

    def __init__(self, pdf: Any, tree: Tree, streams: Sequence[Any]) -> None:
        """Hold the structure against what was drawn; nothing is changed yet but the marks.

        Raises:
            Unfit: it is not what was drawn.
        """
        numbers = pdf.pages["Kids"][::3]
        if len(streams) != len(numbers):
            raise Unfit("the file has other pages than those that were read")
        self.pdf = pdf
        self.tree = tree
        marks = [Marks.of(stream) for stream in streams]
        roles = marking.hold(tree, marks)
        marking.outside(tree, marks)
        self.numbers = [one.count(roles.get(page, {})) for page, one in enumerate(marks)]
        self.links = {
            int(reference.split()[0]): Led(page, index)
            for page, number in enumerate(numbers)
            for index, reference in enumerate(pdf.objects[number].get("Annots", ()))
        }

    @property
    def pieces(self) -> tuple[int, ...]:
        """How many marked pieces each page has."""
        return tuple(len(numbers) for numbers in self.numbers)

    def elements(self) -> tuple[Element, ...]:
        """The elements below the document; and the catalogue says that there are some."""
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        self.pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        return tuple(kid for kid in self.kids(self.tree.root) if isinstance(kid, Element))

    def kids(self, node: Node) -> list[Element | Piece | Led]:
        """What an element holds: elements in which something is left, pieces, links."""
        made: list[Element | Piece | Led] = []
        for kid in node.kids:
            if isinstance(kid, Node):
                below = self.kids(kid)
                if below:
                    made.append(Element(kid.role, described(kid), kid.name, tuple(below)))
            elif isinstance(kid, Drawn):
                if kid.box in self.numbers[kid.page]:
                    made.append(Piece(kid.page, self.numbers[kid.page][kid.box]))
            elif kid.box.link_annotation is not None:
                made.append(self.links[kid.box.link_annotation.number])
        return made


def described(node: Node) -> str:
    """What is said of an element beside its kids (ISO 32000-1, table 323)."""
    said = pydyf.Dictionary()
    above = node.parent
    while above is not None and not above.language:
        above = above.parent
    if node.language and above is not None and node.language != above.language:
        said["Lang"] = pydyf.String(node.language)
    if node.alternative:
        said["Alt"] = pydyf.String(node.alternative)
    if node.attributes:
        said["A"] = pydyf.Dictionary({
            key: pydyf.Array(value) if isinstance(value, tuple) else value
            for key, value in node.attributes.items()
        })  # fmt: skip
    return str(said.data[2:-2].decode("ascii"))
