"""The structure of a joined file: the parts' elements below one document.

Elements of which nothing is left, because their pages stay out, stay out too. Pages, annotations
and identifiers get their places in the trees that lead back to the elements (ISO 32000-1, 14.7.4.4
and 14.7.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from press.joining.objects import Objects, reference, string
from press.parts.drawing import Element, Led, Piece


@dataclass(slots=True)
class PartPages:
    """Where the pages of a part and the links on them have gone."""

    pages: Mapping[int, tuple[int, int]]
    """For each page that goes in, by its index in the part: its index in the file, its object."""
    links: Mapping[tuple[int, int], int]
    """The object of each link that stands, by page and index on it."""


@dataclass(slots=True)
class Structure:
    """A structure that is being written."""

    objects: Objects
    pieces: Sequence[int]
    """How many marked pieces each page of the file has."""
    parents: list[list[str]] = field(default_factory=list)
    """For each page the element of each of its pieces."""
    annotations: dict[int, int] = field(default_factory=dict)
    """For each annotation, by its object, its place in the parent tree."""
    _holders: list[int] = field(default_factory=list)
    """The elements that hold the annotations, in the order of their places."""
    _names: dict[str, int] = field(default_factory=dict)

    def write(
        self, parts: Iterable[tuple[Sequence[Element], PartPages]], roles: Mapping[str, str]
    ) -> int:
        """Write all of it; the number of its root."""
        self.parents = [["null"] * count for count in self.pieces]
        root, document = self.objects.number(), self.objects.number()
        kids, first = [], None
        for elements, pages in parts:
            for element in elements:
                made = self._element(element, document, pages)
                if made is not None:
                    kids.append(reference(made[0]))
                    first = first if first is not None else made[1]
        page = f"/Pg {reference(first)}" if first is not None else ""
        self.objects.write(
            document,
            f"<</Type /StructElem/S /Document/P {reference(root)}{page}/K [{' '.join(kids)}]>>",
        )
        tree = self.objects.add(f"<</Nums [{' '.join(self._numbered())}]>>")
        mapped = "".join(f"/{ours} /{theirs}" for ours, theirs in roles.items())
        self.objects.write(
            root,
            f"<</Type /StructTreeRoot/K [{reference(document)}]/ParentTree {reference(tree)}"
            f"/ParentTreeNextKey {len(self.parents) + len(self._holders)}"
            f"{f'/RoleMap <<{mapped}>>' if mapped else ''}{self._identifiers()}>>",
        )
        return root

    def _element(
        self, element: Element, parent: int, part: PartPages
    ) -> tuple[int, int | None] | None:
        """Write an element with all that is in it.

        Returns:
            Its object and that of the page on which it begins; none where nothing of it is left.
        """
        number = self.objects.number()
        is_named = bool(element.name) and element.name not in self._names
        if is_named:
            self._names[element.name] = number
        own = next((part.pages[kid.page] for kid in element.kids
                    if not isinstance(kid, Element) and self._stands(kid, part)), None)  # fmt: skip
        page = own[1] if own else None
        kids: list[str] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                made = self._element(kid, number, part)
                if made is not None:
                    kids.append(reference(made[0]))
                    page = page if page is not None else made[1]
            elif self._stands(kid, part):
                kids.append(self._held(kid, number, own, part))
        if not kids:
            if is_named:
                del self._names[element.name]
            return None
        at = f"/Pg {reference(page)}" if page is not None else ""
        name = f"/ID {string(element.name)}" if is_named else ""
        self.objects.write(
            number,
            f"<</Type /StructElem/S /{element.role}/P {reference(parent)}{at}{element.said}{name}"
            f"/K [{' '.join(kids)}]>>",
        )
        return number, page

    def _stands(self, kid: Piece | Led, part: PartPages) -> bool:
        if isinstance(kid, Led):
            return (kid.page, kid.number) in part.links
        return kid.page in part.pages

    def _held(
        self, kid: Piece | Led, holder: int, own: tuple[int, int] | None, part: PartPages
    ) -> str:
        """A piece of content, or the annotation of a link, in the element that holds it."""
        index, page = part.pages[kid.page]
        if isinstance(kid, Led):
            annotation = part.links[kid.page, kid.number]
            self.annotations[annotation] = len(self.pieces) + len(self._holders)
            self._holders.append(holder)
            return f"<</Type /OBJR/Obj {reference(annotation)}/Pg {reference(page)}>>"
        self.parents[index][kid.number] = reference(holder)
        if own is not None and index == own[0]:
            return str(kid.number)
        return f"<</Type /MCR/Pg {reference(page)}/MCID {kid.number}>>"

    def _numbered(self) -> Iterable[str]:
        """From the pieces of pages, and from annotations, to their elements."""
        for page, parents in enumerate(self.parents):
            yield f"{page} [{' '.join(parents)}]"
        for place, holder in enumerate(self._holders, start=len(self.parents)):
            yield f"{place} {reference(holder)}"

    def _identifiers(self) -> str:
        names = " ".join(
            f"{string(name)} {reference(number)}" for name, number in sorted(self._names.items())
        )
        return f"/IDTree <</Names [{names}]>>" if names else ""
