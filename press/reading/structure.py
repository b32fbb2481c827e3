"""The structure of a tagged file, as a reader meets it: PDFium for the words, pikepdf for the tree.

It knows nothing of how the file was made: which text is of which element stands in the content of
the pages (ISO 32000-1, 14.7.4), and PDFium tells it object by object.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf
from pypdfium2 import raw

ARTIFACT = "Artifact"
DEEPEST = 60
"""Elements below each other; more is no structure of a book."""
MOST_LETTERS = 64
"""Of a mark's name that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element of the structure, in the order of reading."""

    role: str
    """Its standard type (ISO 32000-1, 14.8.4), whatever it is called by itself."""
    depth: int
    """How many elements stand above it."""
    page: int | None
    """The index of the page on which it begins; none where it holds nothing."""
    alternative: str
    """What it shows, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A piece of text that the structure holds, in the order of reading."""

    page: int
    text: str
    element: int
    """The number of its element among the elements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The structure of a file."""

    elements: tuple[Element, ...] = ()
    said: tuple[Said, ...] = ()
    loose: Mapping[int, int] = field(default_factory=dict)
    """How many pieces of each page are neither in the structure nor artifacts."""


@dataclass(slots=True)
class Content:
    """The content of one page."""

    texts: dict[int, str] = field(default_factory=dict)
    """The text of each marked piece."""
    marked: dict[int, int] = field(default_factory=dict)
    """How many objects each marked piece has."""
    bare: int = 0
    """How many objects have no mark."""


def structure(pdf: Pdf, contents: list[Content]) -> Structure:
    """Read the structure of a file; an untagged file has none.

    Args:
        pdf: the file.
        contents: the content of each page; it is used up.
    """
    root = pdf.Root.get(Name.StructTreeRoot)
    if root is None:
        return Structure()
    roles = root.get(Name.RoleMap, Dictionary())
    numbers = {page.objgen: index for index, page in enumerate(pdf.pages)}
    walk = _Walk(contents, {key: str(value) for key, value in roles.items()}, numbers)
    for kid in _kids(root):
        walk.over(kid, None, 0)
    loose = {
        page: content.bare + sum(content.marked.values()) for page, content in enumerate(contents)
    }
    return Structure(
        elements=tuple(
            Element(role=role, depth=depth, page=page, alternative=told)
            for role, depth, page, told in walk.elements
        ),
        said=tuple(walk.said),
        loose={page: count for page, count in loose.items() if count},
    )


@dataclass(slots=True)
class _Walk:
    """A walk through the tree; each piece of content is taken out of its page as it is met."""

    contents: list[Content]
    roles: Mapping[str, str]
    numbers: Mapping[Any, int]
    elements: list[tuple[str, int, int | None, str]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    def over(self, element: Any, page: int | None, depth: int) -> None:
        """Read an element and all below it."""
        if not isinstance(element, Dictionary) or Name.S not in element or depth > DEEPEST:
            return
        named = str(element.S)
        role = self.roles.get(named, named).removeprefix("/")
        page = self.page_of(element, page)
        number = len(self.elements)
        told = str(element.get(Name.Alt, ""))
        self.elements.append((role, depth, page if Name.Pg in element else None, told))
        for kid in _kids(element):
            if not isinstance(kid, Dictionary):
                self.piece(int(kid), page, number)
            elif kid.get(Name.Type) == Name.MCR:
                self.piece(int(kid.MCID), self.page_of(kid, page), number)
            else:
                self.over(kid, page, depth + 1)

    def page_of(self, thing: Any, page: int | None) -> int | None:
        """The page that an element or a piece names; else that of the element above."""
        return self.numbers.get(thing.Pg.objgen) if Name.Pg in thing else page

    def piece(self, mark: int, page: int | None, number: int) -> None:
        """Take a marked piece of a page into the structure."""
        if page is None:
            return
        self.contents[page].marked.pop(mark, None)
        text = self.contents[page].texts.pop(mark, "")
        if text:
            self.said.append(Said(page=page, text=text, element=number))


def _kids(element: Any) -> Iterator[Any]:
    kids = element.get(Name.K, Array())
    yield from kids if isinstance(kids, Array) else [kids]


def content_of(page: pypdfium2.PdfPage) -> Content:
    """What stands on a page, by its marks."""
    content = Content()
    words = page.get_textpage()
    for one in _objects(page):
        mark = raw.FPDFPageObj_GetMarkedContentID(one)
        if mark < 0:
            content.bare += not _is_artifact(one)
            continue
        content.marked[mark] = content.marked.get(mark, 0) + 1
        if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_TEXT:
            content.texts[mark] = content.texts.get(mark, "") + _text(one, words)
    return content


def _objects(page: pypdfium2.PdfPage) -> Iterator[Any]:
    """The objects of a page; of a form without a mark, those in it."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _within(raw.FPDFPage_GetObject(page, index))


def _within(one: Any) -> Iterator[Any]:
    is_form = raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_FORM
    if not is_form or raw.FPDFPageObj_CountMarks(one):
        yield one
        return
    for index in range(raw.FPDFFormObj_CountObjects(one)):
        yield from _within(raw.FPDFFormObj_GetObject(one, index))


def _is_artifact(one: Any) -> bool:
    """Whether one of an object's marks says that it is no content (ISO 32000-1, 14.8.2.2)."""
    for index in range(raw.FPDFPageObj_CountMarks(one)):
        mark = raw.FPDFPageObj_GetMark(one, index)
        name = (raw.FPDF_WCHAR * MOST_LETTERS)()
        length = ctypes.c_ulong()
        raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
        if bytes(name)[: max(length.value - 2, 0)].decode("utf-16-le") == ARTIFACT:
            return True
    return False


def _text(one: Any, words: Any) -> str:
    length = raw.FPDFTextObj_GetText(one, words, None, 0)
    text = (raw.FPDF_WCHAR * (length // 2 + 1))()
    raw.FPDFTextObj_GetText(one, words, text, length)
    return bytes(text)[: max(length - 2, 0)].decode("utf-16-le", "replace")
