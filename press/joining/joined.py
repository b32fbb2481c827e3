"""The one function that joins drawn parts into a file."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from press.errors import ContentError, PressError, raise_all
from press.joining import fonts
from press.joining.objects import Objects, reference, string
from press.joining.outline import outline
from press.joining.structure import PartPages, Structure
from press.parts.drawing import Bookmark, Drawing, Leaves, Link, Page

CATALOG, PAGES = 1, 2
"""The objects of a file's root and of its tree of pages."""


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page that goes in."""

    drawing: Drawing
    page: Page
    folio: int
    number: int
    """Its object."""


@dataclass(slots=True)
class _Places:
    """Where every id stands."""

    destinations: dict[str, str] = field(default_factory=dict)
    titles: dict[str, tuple[str, int]] = field(default_factory=dict)
    """What stands there, in words, and the folio."""

    def told(self, name: str) -> str:
        """Where a link leads, in words (ISO 14289-1, 7.18.5)."""
        if name not in self.titles:
            return name
        title, folio = self.titles[name]
        return f"{title}, page {folio}" if title else f"Page {folio}"


def join(
    parts: Sequence[Leaves],
    faces: Iterable[bytes],
    *,
    elsewhere: Iterable[str] = (),
    accepted: Iterable[str] = (),
) -> bytes:
    """Join the pages of parts.

    Args:
        parts: the pages of each part that go in, in the order of the file.
        faces: the files of the layout's faces.
        elsewhere: ids that need not stand on these pages; a link to one that does not is left out,
            and its words stay.
        accepted: warnings that are not told, or pieces of them.

    Raises:
        ContentError: every link to an id that stands nowhere.
    """
    parts = [part for part in parts if part.pages]
    objects = Objects()
    catalog, pages = objects.number(), objects.number()
    objects.fonts = objects.number()
    leaves = [[_Leaf(part.drawing, part.drawing.pages[index], folio, objects.number())
               for index, folio in zip(part.pages, part.folios, strict=True)]
              for part in parts]  # fmt: skip
    flat = [leaf for some in leaves for leaf in some]
    places = _places(flat)
    _see_that_links_lead(flat, places, set(elsewhere), tuple(accepted))
    links = [_numbered(objects, some, places) for some in leaves]
    said = _Said(objects, flat, places)
    structure = None
    if flat and flat[0].drawing.structure is not None:
        structure = said.structure(parts, leaves, links)
    for some, numbers in zip(leaves, links, strict=True):
        for leaf, own in zip(some, numbers, strict=True):
            said.page(leaf, own)
    kids = " ".join(reference(leaf.number) for leaf in flat)
    objects.write(pages, f"<</Type /Pages/Kids [{kids}]/Count {len(flat)}>>")
    fonts.write(
        objects,
        (part.drawing for part in parts),
        {_digest(face): face for face in faces},
    )
    first = flat[0].drawing
    head = f"<</Type /Catalog/Pages {reference(pages)}{objects.text(first, first.catalog)}"
    objects.write(catalog, f"{head}{said.trees(structure)}>>")
    information = objects.add(f"<<{first.information}>>")
    return objects.file(root=catalog, information=information, version=first.version)


@lru_cache(maxsize=64)
def _digest(face: bytes) -> str:
    """The digest of a face's file: taken once a run, though each offprint is joined by itself."""
    return hashlib.sha256(face).hexdigest()


def _places(leaves: Iterable[_Leaf]) -> _Places:
    """The first place of each id that stands on several pages."""
    places = _Places()
    for leaf in leaves:
        for name, at in leaf.page.anchors.items():
            if name not in places.destinations:
                places.destinations[name] = f"[{reference(leaf.number)} /XYZ {at} 0]"
                if name in leaf.drawing.targets:
                    places.titles[name] = leaf.drawing.targets[name], leaf.folio
    return places


def _see_that_links_lead(
    leaves: Iterable[_Leaf], places: _Places, elsewhere: Container[str], accepted: tuple[str, ...]
) -> None:
    targets = dict.fromkeys(link.target for leaf in leaves for link in leaf.page.links)
    missing = (name for name in targets if name and name not in places.destinations)
    warnings = (f"No anchor #{name} for internal URI reference" for name in missing
                if name not in elsewhere)  # fmt: skip
    errors: list[PressError] = [
        ContentError(
            f"the engine says of the pages: {warning}",
            hint="correct the layout or the text, or accept it with a reason in layout.yaml",
        )
        for warning in warnings
        if not any(words in warning for words in accepted)
    ]
    raise_all(errors)


def _numbered(objects: Objects, leaves: Iterable[_Leaf], places: _Places) -> list[list[int | None]]:
    """The objects of the links of each page; none for a link that leads nowhere here."""
    return [
        [objects.number() if not link.target or link.target in places.destinations else None
         for link in leaf.page.links]
        for leaf in leaves
    ]  # fmt: skip


@dataclass(slots=True)
class _Said:
    """What is said of pages and of the whole file."""

    objects: Objects
    leaves: Sequence[_Leaf]
    places: _Places
    annotations: dict[int, int] = field(default_factory=dict)
    """For each annotation its place in the parent tree."""
    count: int = 0
    """How many pages are written."""

    def structure(
        self,
        parts: Sequence[Leaves],
        leaves: Sequence[Sequence[_Leaf]],
        links: Sequence[Sequence[Sequence[int | None]]],
    ) -> int:
        """Write the structure; the number of its root."""
        written = Structure(self.objects, [leaf.page.pieces for leaf in self.leaves])
        at, grown = 0, []
        roles: dict[str, str] = {}
        for part, some, numbers in zip(parts, leaves, links, strict=True):
            pages = {
                index: (place, leaf.number)
                for place, (index, leaf) in enumerate(zip(part.pages, some, strict=True), start=at)
            }
            led = {
                (index, place): number
                for index, own in zip(part.pages, numbers, strict=True)
                for place, number in enumerate(own)
                if number is not None
            }
            grown.append((part.drawing.structure or (), PartPages(pages, led)))
            roles |= part.drawing.roles
            at += len(some)
        root = written.write(grown, roles)
        self.annotations = written.annotations
        return root

    def page(self, leaf: _Leaf, links: Sequence[int | None]) -> None:
        """Write a page and its links."""
        page, objects = leaf.page, self.objects
        is_tagged = leaf.drawing.structure is not None
        standing = [number for number in links if number is not None]
        annotations = f"/Annots [{' '.join(map(reference, standing))}]" if standing else ""
        parents = f"/StructParents {self.count}" if is_tagged else ""
        objects.write(
            leaf.number,
            f"<</Type /Page/Parent {reference(PAGES)}"
            f"/Contents {reference(objects.drawn(leaf.drawing, page.content))}"
            f"/Resources {reference(objects.drawn(leaf.drawing, page.resources))}"
            f"{page.said}{parents}{annotations}>>",
        )
        for link, number in zip(page.links, links, strict=True):
            if number is not None:
                objects.write(number, self._link(link, number, is_tagged=is_tagged))
        self.count += 1

    def _link(self, link: Link, number: int, *, is_tagged: bool) -> str:
        said = link.said
        if link.target and is_tagged:
            said += f"/Contents {string(self.places.told(link.target))}"
        if number in self.annotations:
            said += f"/StructParent {self.annotations[number]}"
        return f"<<{said}>>"

    def trees(self, structure: int | None) -> str:
        """What the catalogue says of outline, destinations and structure."""
        said = ""
        root = outline(self.objects, self._bookmarks())
        if root is not None:
            said += f"/Outlines {reference(root)}"
        if self.places.destinations:
            names = " ".join(
                f"{string(name)} {at}" for name, at in sorted(self.places.destinations.items())
            )
            said += f"/Names <</Dests <</Names [{names}]>>>>"
        return said if structure is None else f"{said}/StructTreeRoot {reference(structure)}"

    def _bookmarks(self) -> Iterator[tuple[Bookmark, int]]:
        for leaf in self.leaves:
            for bookmark in leaf.page.bookmarks:
                yield bookmark, leaf.number
