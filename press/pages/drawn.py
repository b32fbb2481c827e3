"""Drawing a part: the engine's pages as plain objects that wait to be joined with those of others.

The engine draws as it always does; what it would write of the whole file is taken as values before
it is written: fonts, links, bookmarks, structure. Two of its functions are wrapped for that, and
outside `_gathering()` they are the engine's own.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from press.errors import ContentError
from press.pages import paths
from press.pages.engine import DEFAULT_OPTIONS, VARIANTS, Document, Matrix, pdf_writing, pydyf
from press.pages.structure import MAPPED, Tagging, engines_own, targets
from press.parts.drawing import (
    FONTS,
    Bookmark,
    Drawing,
    Font,
    Link,
    Page,
    Pieces,
    Thing,
)

LEVEL = 6
"""How hard content is packed; the engine's 9 takes three times as long for a hundredth less."""
SCALE = 0.75
"""The engine's unit, a CSS pixel, in pt."""
OF_PAGES = ("Type", "Parent", "Contents", "Resources", "Annots", "StructParents")
"""Entries of a page's dictionary that the joined file has of its own."""
OF_FILES = ("Type", "Pages", "Outlines", "Names", "StructTreeRoot")
"""Entries of the catalogue of which the same is true."""
REFERENCE = re.compile(rb"\((?:[^()\\]|\\.)*\)|(?<![\w.])(\d+) 0 R(?!\w)", re.DOTALL)
"""A reference in the text of an object, or a string, in which there is none."""


@dataclass(slots=True)
class _Gathered:
    """What the engine tells while it draws."""

    fonts: Mapping[Any, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    place: Any = None
    """The dictionary that stands for the fonts of the whole file."""


_GATHERED: ContextVar[_Gathered | None] = ContextVar("gathered", default=None)
_ENGINE: dict[str, Callable[..., Any]] = {}


@contextmanager
def _gathering() -> Iterator[_Gathered]:
    gathered = _Gathered()
    token = _GATHERED.set(gathered)
    try:
        yield gathered
    finally:
        _GATHERED.reset(token)


def _build_fonts(pdf: Any, fonts: Any, *given: Any) -> Any:
    """`build_fonts_dictionary`: fonts are cut down and written when parts are joined."""
    gathered = _GATHERED.get()
    if gathered is None:
        return _ENGINE["build_fonts_dictionary"](pdf, fonts, *given)
    gathered.fonts, gathered.options = fonts, given[-1]
    gathered.place = pydyf.Dictionary()
    return gathered.place


def _resolve_links(pages: Sequence[Any]) -> Iterator[Any]:
    """`resolve_links`: links stay, wherever they lead; ids are read from the pages."""
    if _GATHERED.get() is None:
        yield from _ENGINE["resolve_links"](pages)
        return
    for page in pages:
        yield page.links, []


def install() -> None:
    """Wrap the engine's functions."""
    for name, ours in (("build_fonts_dictionary", _build_fonts), ("resolve_links", _resolve_links)):
        _ENGINE[name] = getattr(pdf_writing, name)
        setattr(pdf_writing, name, ours)
    paths.install()


def drawn(document: Document, options: Mapping[str, Any], tags: Tagging | None) -> Drawing:
    """Draw pages.

    Args:
        document: the engine's document.
        options: the engine's options for writing.
        tags: the structure that it is being given.

    Raises:
        ContentError: a page has what only a whole file can have, as a form.
    """
    with _gathering() as gathered:
        pdf = pdf_writing.generate_pdf(document, None, 1, **_options(options))
    for page in document.pages:
        if any(page.forms.values()) or any(kind == "attachment" for kind, *_ in page.links):
            raise ContentError(
                "a form or an attachment stands on a page, which no edition carries",
                hint="take it out of the layout or the text",
            )
    things = _Things(pdf, gathered.place.number)
    numbers = pdf.pages["Kids"][::3]
    structure, pieces = None, tuple(0 for _ in numbers)
    if "MarkInfo" in pdf.catalog:
        structure, pieces = (tags and tags.grown) or engines_own(pdf)
    pages = [
        _page(pdf.objects[number], page, things, count)
        for number, page, count in zip(numbers, document.pages, pieces, strict=True)
    ]
    catalog = pydyf.Dictionary(
        {key: value for key, value in pdf.catalog.items() if key not in OF_FILES}
    )
    return Drawing(
        pages=tuple(pages),
        catalog=things.pieces(catalog.data[2:-2]),
        fonts=tuple(_font(font, things, gathered.options) for font in gathered.fonts.values()),
        things=tuple(things.found),
        structure=structure,
        roles=MAPPED if tags is not None and tags.grown else {},
        targets=targets(tags.tree) if tags is not None else {},
        information=pdf.info.data[2:-2].decode("ascii"),
        version=str(gathered.options["pdf_version"] or "1.7"),
    )


def _options(given: Mapping[str, Any]) -> dict[str, Any]:
    """All options, as `Document.write_pdf` fills them in."""
    options = {**DEFAULT_OPTIONS, **given}
    if variant := options["pdf_variant"]:
        _, properties = VARIANTS[variant]
        options |= {key: value for key, value in properties.items() if options.get(key) is None}
    return options


class _Things:
    """The objects that pages are drawn of, found from page to page."""

    def __init__(self, pdf: Any, fonts: int) -> None:
        self._objects = pdf.objects
        self._numbers = {fonts: FONTS}
        self.found: list[Thing] = []

    def held(self, reference: bytes) -> Any:
        """What a reference of the engine leads to."""
        return self._objects[int(reference.split()[0])]

    def number(self, held: int) -> int:
        """The number here of an object of the engine."""
        if held not in self._numbers:
            head, body = _halves(self._objects[held])
            pieces = self.pieces(head)
            self._numbers[held] = self.add(pieces, body)
        return self._numbers[held]

    def add(self, pieces: Pieces, body: bytes | None) -> int:
        """A thing, and its number."""
        said = hashlib.sha256()
        for piece in pieces:
            if isinstance(piece, str):
                said.update(piece.encode("ascii"))
            else:
                said.update(b"\0" + (self.found[piece].digest if piece != FONTS else "").encode())
        said.update(b"\0" + (b"" if body is None else hashlib.sha256(body).digest()))
        self.found.append(Thing(said.hexdigest()[:32], pieces, body))
        return len(self.found) - 1

    def pieces(self, text: bytes) -> Pieces:
        """The text of an object and what it refers to."""
        made: list[str | int] = []
        at = 0
        for match in REFERENCE.finditer(text):
            if match[1] is not None:
                made += [text[at : match.start()].decode("ascii"), self.number(int(match[1]))]
                at = match.end()
        return (*made, text[at:].decode("ascii"))


def _halves(held: Any) -> tuple[bytes, bytes | None]:
    """The dictionary of an object, and its body where it is a stream."""
    if not isinstance(held, pydyf.Stream):
        return bytes(held.data), None
    is_packed, held.compress = held.compress, False
    _, _, rest = held.data.partition(b"\nstream\n")
    held.compress = is_packed
    body, said = rest.removesuffix(b"\nendstream"), dict(held.extra)
    if is_packed:
        body, said["Filter"] = zlib.compress(body, LEVEL), "/FlateDecode"
    return bytes(pydyf.Dictionary({**said, "Length": len(body)}).data), body


def _page(held: Any, page: Any, things: _Things, pieces: int) -> Page:
    matrix = Matrix(a=SCALE, d=-SCALE, f=page.height * SCALE)
    said = pydyf.Dictionary({key: value for key, value in held.items() if key not in OF_PAGES})
    annotations = [things.held(one) for one in held.get("Annots", ())]
    return Page(
        said=said.data[2:-2].decode("ascii"),
        content=things.number(int(held["Contents"].split()[0])),
        resources=things.number(int(held["Resources"].split()[0])),
        anchors={name: _point(matrix, at[0], at[1]) for name, at in page.anchors.items()},
        links=tuple(_link(one) for one in annotations),
        bookmarks=tuple(
            Bookmark(level, label, _point(matrix, *at), state != "closed")
            for level, label, at, state in page.bookmarks
        ),
        pieces=pieces,
    )


def _point(matrix: Any, x: float, y: float) -> str:
    return bytes(pydyf.Array(matrix.transform_point(x, y)).data[1:-1]).decode("ascii")


def _link(annotation: Any) -> Link:
    is_internal = "Dest" in annotation
    without = {"Contents", "StructParent"} if is_internal else {"StructParent"}
    said = pydyf.Dictionary({key: value for key, value in annotation.items() if key not in without})
    target = str(annotation["Dest"].string) if is_internal else ""
    return Link(target, said.data[2:-2].decode("ascii"))


def _font(font: Any, things: _Things, options: Mapping[str, Any]) -> Font:
    carried = None
    if font.press_carried is not None:
        carried = things.add(("<</Filter /FlateDecode>>",), zlib.compress(font.press_carried, 9))
    return Font(
        name=font.hash,
        program=font.press_digest,
        carried=carried,
        base=font.press_base,
        family=font.family,
        flags=font.flags,
        ascent=font.ascent,
        descent=font.descent,
        hinted=bool(options["hinting"]),
        glyphs=dict(font.to_unicode),
        widths=dict(font.widths),
        missing=tuple(font.missing.values()),
    )


install()
