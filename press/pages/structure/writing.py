"""The structure as objects of the file: elements, parent tree, identifiers, types of our own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from press.pages.engine import pydyf
from press.pages.structure import marks as marking
from press.pages.structure.marks import Marks
from press.pages.structure.model import Linked, Node, Piece, Unfit
from press.pages.structure.naming import contents
from press.pages.structure.roles import MAPPED
from press.pages.structure.tree import Tree


class Writer:
    """Writes one structure into the engine's PDF."""

    def __init__(self, pdf: Any, tree: Tree, streams: Sequence[Any], folios: Sequence[int]) -> None:
        """Hold the structure against what was drawn; nothing is written yet but the marks.

        Raises:
            Unfit: it is not what was drawn.
        """
        if len(streams) != len(folios):
            raise Unfit("the file has other pages than those that were read")
        self.pdf = pdf
        self.tree = tree
        self.folios = folios
        marks = [Marks.of(stream) for stream in streams]
        roles = marking.hold(tree, marks)
        marking.outside(tree, marks)
        self.numbers = [one.count(roles.get(page, {})) for page, one in enumerate(marks)]
        self.parents: list[list[Any]] = [[b"null"] * len(numbers) for numbers in self.numbers]
        self.annotations: list[tuple[Any, Any]] = []
        self.names: list[tuple[str, Any]] = []

    def write(self) -> None:
        """Write the structure, and say in the catalogue that there is one."""
        root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(root)
        root["K"] = pydyf.Array([self.element(self.tree.root, root)])
        root["ParentTree"] = self.parent_tree()
        root["ParentTreeNextKey"] = len(self.parents) + len(self.annotations)
        root["RoleMap"] = pydyf.Dictionary({ours: f"/{theirs}" for ours, theirs in MAPPED.items()})
        if self.names:
            names = pydyf.Array()
            for name, reference in sorted(self.names):
                names.extend([pydyf.String(name), reference])
            root["IDTree"] = pydyf.Dictionary({"Names": names})
        self.pdf.catalog["StructTreeRoot"] = root.reference
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        self.pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    def element(self, node: Node, parent: Any) -> Any:
        """One element with all that is in it (ISO 32000-1, table 323); its reference."""
        made = pydyf.Dictionary(
            {"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference}
        )
        self.pdf.add_object(made)
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        first = page if page is not None else node.first_page()
        if first is not None:
            made["Pg"] = self.pdf.page_references[first]
        self.describe(node, made)
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                if not kid.is_empty():
                    kids.append(self.element(kid, made))
            elif isinstance(kid, Linked):
                kids.extend(self.linked(kid, made))
            elif kid.box in self.numbers[kid.page]:
                kids.append(self.content(kid, page, made))
        made["K"] = kids
        return made.reference

    def describe(self, node: Node, made: Any) -> None:
        """Write what is said of an element beside its kids."""
        above = node.parent
        while above is not None and not above.language:
            above = above.parent
        if node.language and above is not None and node.language != above.language:
            made["Lang"] = pydyf.String(node.language)
        if node.alternative:
            made["Alt"] = pydyf.String(node.alternative)
        if node.attributes:
            made["A"] = pydyf.Dictionary({
                key: pydyf.Array(value) if isinstance(value, tuple) else value
                for key, value in node.attributes.items()
            })  # fmt: skip
        if node.name and node.name not in {name for name, _ in self.names}:
            made["ID"] = pydyf.String(node.name)
            self.names.append((node.name, made.reference))

    def content(self, piece: Piece, page: int | None, made: Any) -> Any:
        """A piece of a page's content; one of another page than the first says so."""
        number = self.numbers[piece.page][piece.box]
        self.parents[piece.page][number] = made.reference
        if piece.page == page:
            return number
        return pydyf.Dictionary(
            {"Type": "/MCR", "Pg": self.pdf.page_references[piece.page], "MCID": number}
        )

    def linked(self, kid: Linked, made: Any) -> list[Any]:
        """The annotation of a link, told in words."""
        annotation = kid.box.link_annotation
        if annotation is None:
            return []
        annotation["StructParent"] = len(self.parents) + len(self.annotations)
        annotation["Contents"] = pydyf.String(contents(self.tree, self.folios, annotation))
        self.annotations.append((annotation, made.reference))
        reference = {"Type": "/OBJR", "Obj": annotation.reference}
        return [pydyf.Dictionary({**reference, "Pg": self.pdf.page_references[kid.page]})]

    def parent_tree(self) -> Any:
        """From the pieces of pages, and from annotations, to their elements (14.7.4.4)."""
        numbers = pydyf.Array()
        for page, parents in enumerate(self.parents):
            numbers.extend([page, pydyf.Array(parents)])
        for index, (_, reference) in enumerate(self.annotations, start=len(self.parents)):
            numbers.extend([index, reference])
        tree = pydyf.Dictionary({"Nums": numbers})
        self.pdf.add_object(tree)
        return tree.reference
