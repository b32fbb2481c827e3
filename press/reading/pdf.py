"""Reading a PDF: pikepdf for its structure, pypdfium2 for its text and its pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Name, Pdf

from press.errors import ContentError
from press.reading.facts import Box, Facts, Link, Outline, PageFacts
from press.reading.kept import Kept
from press.reading.structure import Content, Structure, content_of, structure


def read(content: bytes, kept: Kept | None = None) -> Facts:
    """Gather the facts of a PDF.

    Args:
        content: the file.
        kept: what was read of the same pages before.

    Raises:
        ContentError: the file does not open.
    """
    try:
        with Pdf.open(io.BytesIO(content)) as pdf:
            return _facts(pdf, *_read(pdf, content, kept))
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        raise ContentError(
            "the finished file does not open as a PDF", hint="make it again"
        ) from error


def pictures(content: bytes, *, dots: float) -> Iterator[Any]:
    """The pages as Pillow images, at trim size.

    Args:
        content: the PDF.
        dots: dots an inch.
    """
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            left, bottom, right, top = page.get_trimbox()
            width, height = page.get_size()
            crop = (left, bottom, width - right, height - top)
            yield page.render(scale=dots / 72, crop=crop).to_pil()
    finally:
        document.close()


def first_picture(content: bytes, *, width: int) -> Any:
    """The first page as a Pillow image, drawn as wide as it is asked for.

    Args:
        content: the PDF, whose page is at trim size.
        width: of the picture, in dots.
    """
    document = pypdfium2.PdfDocument(content)
    try:
        page = document[0]
        wide, _ = page.get_size()
        # PDFium counts a dot that is begun: no error of rounding may begin one more.
        return page.render(scale=width / wide * (1 - 1e-9)).to_pil()
    finally:
        document.close()


def sheets(content: bytes, *, dots: float) -> Iterator[bytes]:
    """The pages with all that lies round them, as JPEGs of the whole media box.

    Args:
        content: the PDF.
        dots: dots an inch.
    """
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            page.set_cropbox(*page.get_mediabox())
            held = io.BytesIO()
            page.render(scale=dots / 72).to_pil().save(held, "JPEG", quality=80)
            yield held.getvalue()
    finally:
        document.close()


def words_in(content: bytes, page: int, box: Box) -> str:
    """The words that stand in a box of a page, in pt from the media box's corner."""
    document = pypdfium2.PdfDocument(content)
    try:
        x, y, *_ = document[page].get_mediabox()
        edges = (box[0] + x, box[1] + y, box[2] + x, box[3] + y)
        return str(document[page].get_textpage().get_text_bounded(*edges))
    finally:
        document.close()


def _read(pdf: Pdf, content: bytes, kept: Kept | None) -> tuple[list[str], Structure]:
    """The text of each page inside its trim (what is cut off cannot be read), and the structure."""
    what = "tagged text" if Name.StructTreeRoot in pdf.Root else "text"
    pages = kept.pages(content).pages if kept else ()
    told = kept.found(what, pages) if kept else {}
    left = [index for index in range(len(pdf.pages)) if index not in told]
    read = _pages(content, left, what) if left else {}
    if kept:
        kept.keep(what, pages, read)
    each = [(told | read)[index] for index in range(len(pdf.pages))]
    return [text for text, *_ in each], structure(pdf, [_content(*rest) for _, *rest in each])


def _pages(content: bytes, wanted: list[int], what: str) -> dict[int, Any]:
    """The text of some pages, and in a tagged file their content, as plain values."""
    document = pypdfium2.PdfDocument(content)
    try:
        found: dict[int, Any] = {}
        for index in wanted:
            page = document[index]
            text = page.get_textpage().get_text_bounded(*page.get_trimbox()).replace("\r\n", "\n")
            held = content_of(page) if what == "tagged text" else Content()
            marks = [list(held.texts.items()), list(held.marked.items())]
            found[index] = [text, *marks, held.bare]
        return found
    finally:
        document.close()


def _content(texts: Any, marked: Any, bare: int) -> Content:
    return Content(dict(map(tuple, texts)), dict(map(tuple, marked)), bare)


def _facts(pdf: Pdf, texts: list[str], read: Structure) -> Facts:
    numbers = {page.objgen: index for index, page in enumerate(pdf.pages)}
    destinations = _named_destinations(pdf)
    embedded, bare = _fonts(pdf)
    root = pdf.Root
    title = ""
    with pdf.open_metadata() as xmp:
        title = str(xmp.get("dc:title", ""))
    return Facts(
        pages=tuple(
            PageFacts(
                index=index,
                label=str(page.label),
                text=texts[index],
                media=_box(page.mediabox),
                bleed=_box(page.obj.get(Name.BleedBox, page.mediabox)),
                trim=_box(page.trimbox),
            )
            for index, page in enumerate(pdf.pages)
        ),
        outline=tuple(_outline(pdf, numbers, destinations)),
        links=tuple(_links(pdf, numbers, destinations)),
        fonts=frozenset(embedded),
        unembedded=frozenset(bare),
        title=title,
        language=str(root.get(Name.Lang, "")),
        tagged=Name.StructTreeRoot in root,
        structure=read,
    )


def _box(array: Any) -> Box:
    left, bottom, right, top = (float(edge) for edge in array)
    return left, bottom, right, top


def _named_destinations(pdf: Pdf) -> dict[str, Any]:
    names = pdf.Root.get(Name.Names)
    if names is None or Name.Dests not in names:
        return {}
    return {str(key): value for key, value in pikepdf.NameTree(names.Dests).items()}


def _target(destination: Any, numbers: dict[Any, int], named: dict[str, Any]) -> int | None:
    if isinstance(destination, (pikepdf.String, Name)):
        destination = named.get(str(destination))
    if isinstance(destination, pikepdf.Dictionary):
        destination = destination.get(Name.D)
    if isinstance(destination, pikepdf.Array) and len(destination):
        return numbers.get(destination[0].objgen)
    return None


def _links(pdf: Pdf, numbers: dict[Any, int], named: dict[str, Any]) -> Iterator[Link]:
    parents = _structure_parents(pdf)
    for index, page in enumerate(pdf.pages):
        for annotation in page.obj.get(Name.Annots, ()):
            if annotation.get(Name.Subtype) != Name.Link:
                continue
            action = annotation.get(Name.A, pikepdf.Dictionary())
            destination = annotation.get(Name.Dest, action.get(Name.D))
            yield Link(
                page=index,
                target=_target(destination, numbers, named),
                address=str(action.get(Name.URI, "")),
                tagged=_is_link(parents.get(int(annotation.get(Name.StructParent, -1)))),
                contents=str(annotation.get(Name.Contents, "")),
                name=str(destination) if isinstance(destination, pikepdf.String) else "",
            )


def _structure_parents(pdf: Pdf) -> Mapping[int, Any]:
    """The structure elements by the numbers under which annotations name them."""
    root = pdf.Root.get(Name.StructTreeRoot)
    if root is None or Name.ParentTree not in root:
        return {}
    return dict(pikepdf.NumberTree(root.ParentTree).items())


def _is_link(element: Any) -> bool:
    return isinstance(element, pikepdf.Dictionary) and element.get(Name.S) == Name.Link


def _outline(pdf: Pdf, numbers: dict[Any, int], named: dict[str, Any]) -> Iterator[Outline]:
    with pdf.open_outline() as outline:
        waiting = [(1, item) for item in reversed(outline.root)]
        while waiting:
            level, item = waiting.pop()
            destination: Any = item.destination
            if destination is None and item.action is not None:
                destination = item.action.get(Name.D)
            yield Outline(level=level, title=item.title, page=_target(destination, numbers, named))
            waiting += [(level + 1, child) for child in reversed(item.children)]


def _fonts(pdf: Pdf) -> tuple[set[str], set[str]]:
    embedded: set[str] = set()
    bare: set[str] = set()
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get(Name.Type) != Name.FontDescriptor:
            continue
        name = str(thing.get(Name.FontName, "")).lstrip("/")
        held = any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        (embedded if held else bare).add(re.sub(r"^[A-Z]{6}\+", "", name))
    return embedded, bare
