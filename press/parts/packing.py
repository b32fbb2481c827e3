r"""A part as bytes: what its pages tell as JSON, and behind it the bodies of its streams.

    press part 2\n  <length of the JSON>\n  JSON  bodies, one behind the other

It goes to the store and between processes; who reads it trusts nobody: what is not such a file is
no part.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from press.parts.drawing import Bookmark, Drawing, Element, Font, Led, Link, Page, Piece, Thing
from press.parts.model import DrawnPart, SetLine, SetPage, SetPart

MARK = b"press part 2\n"
LINE = tuple(field.name for field in fields(SetLine))
FONT = tuple(field.name for field in fields(Font))


def packed(part: DrawnPart) -> bytes:
    """A part as bytes; equal parts are equal bytes."""
    bodies = [thing.body for thing in part.drawing.things if thing.body is not None]
    told = {
        "told": _told(part.told),
        "drawing": _drawing(part.drawing),
        "unmended": part.unmended,
        "bodies": [len(body) for body in bodies],
    }
    return _written(told, bodies)


def packed_told(part: SetPart) -> bytes:
    """What a part tells, as bytes; it was not drawn."""
    return _written({"told": _told(part), "bodies": []}, ())


@lru_cache(maxsize=32)
def unpacked(content: bytes) -> DrawnPart:
    """A part out of its bytes; screen, offprints and EPUB ask for the same ones one after another.

    Raises:
        ValueError: they are not a whole part.
    """
    told, bodies = _read(content)
    try:
        return DrawnPart(
            told=_read_told(told["told"]),
            drawing=_read_drawing(told["drawing"], iter(bodies)),
            unmended=told["unmended"],
        )
    except (KeyError, TypeError, IndexError, StopIteration) as error:
        raise ValueError("this is no part") from error


def unpacked_told(content: bytes) -> SetPart:
    """What a part tells, out of its bytes.

    Raises:
        ValueError: they are not a whole part.
    """
    try:
        return _read_told(_read(content)[0]["told"])
    except (KeyError, TypeError) as error:
        raise ValueError("this is no part") from error


def _written(told: dict[str, Any], bodies: Iterable[bytes]) -> bytes:
    head = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join((MARK, b"%d\n" % len(head), head, *bodies))


def _read(content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The JSON and the bodies.

    Raises:
        ValueError: they are not there, or not whole.
    """
    end = content.find(b"\n", len(MARK))
    if not content.startswith(MARK) or end < 0:
        raise ValueError("this is no part")
    start = end + 1 + int(content[len(MARK) : end])
    told = json.loads(content[end + 1 : start])
    if not isinstance(told, dict) or not isinstance(told.get("bodies"), list):
        raise ValueError("this is no part")  # noqa: TRY004  (of bytes, not of Python)
    ends = list(accumulate(told["bodies"], initial=start))
    if ends[-1] != len(content):
        raise ValueError("it is cut short")
    return told, [content[begin:stop] for begin, stop in pairwise(ends)]


def _told(part: SetPart) -> dict[str, Any]:
    return {
        "pages": [[page.folio, page.name, page.anchors, page.area] for page in part.pages],
        "quote_lines": dict(part.quote_lines),
        "lines": [[_plain(getattr(line, name)) for name in LINE] for line in part.lines],
        "fitted": dict(part.fitted),
    }


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _read_told(told: dict[str, Any]) -> SetPart:
    return SetPart(
        pages=tuple(
            SetPage(folio=folio, name=name, anchors=tuple(anchors), area=tuple(area))
            for folio, name, anchors, area in told["pages"]
        ),
        quote_lines=told["quote_lines"],
        lines=tuple(_read_lines(told["lines"])),
        fitted=told["fitted"],
    )


def _read_lines(lines: Iterable[list[Any]]) -> Iterator[SetLine]:
    """Lines; the classes that many of them have are one value."""
    known: dict[tuple[str, ...], frozenset[str]] = {}
    for line in lines:
        found = dict(zip(LINE, line, strict=True))
        for name in ("classes", "within"):
            classes = tuple(found[name])
            found[name] = known.setdefault(classes, frozenset(classes))
        for name in ("section", "page", "tag"):
            found[name] = sys.intern(found[name])
        yield SetLine(**found)


def _drawing(drawing: Drawing) -> dict[str, Any]:
    return {
        "pages": [
            [
                page.said,
                page.content,
                page.resources,
                dict(page.anchors),
                [[link.target, link.said] for link in page.links],
                [[one.level, one.label, one.at, one.is_open] for one in page.bookmarks],
                page.pieces,
            ]
            for page in drawing.pages
        ],
        "things": [[thing.digest, thing.head, thing.body is not None] for thing in drawing.things],
        "fonts": [_font(font) for font in drawing.fonts],
        "structure": None
        if drawing.structure is None
        else [_kid(element) for element in drawing.structure],
        "roles": dict(drawing.roles),
        "targets": dict(drawing.targets),
        "catalog": drawing.catalog,
        "information": drawing.information,
        "version": drawing.version,
    }


def _font(font: Font) -> list[Any]:
    plain = {name: getattr(font, name) for name in FONT}
    return list((plain | {"glyphs": list(font.glyphs.items()),
                          "widths": list(font.widths.items())}).values())  # fmt: skip


def _kid(kid: Element | Piece | Led) -> list[Any]:
    if isinstance(kid, Element):
        return [kid.role, kid.said, kid.name, [_kid(one) for one in kid.kids]]
    return [kid.page, kid.number] if isinstance(kid, Piece) else [kid.page, kid.number, "led"]


def _read_drawing(told: dict[str, Any], bodies: Iterator[bytes]) -> Drawing:
    return Drawing(
        pages=tuple(_read_page(page) for page in told["pages"]),
        things=tuple(
            Thing(digest, tuple(head), next(bodies) if has_body else None)
            for digest, head, has_body in told["things"]
        ),
        fonts=tuple(_read_font(font) for font in told["fonts"]),
        structure=None if told["structure"] is None else tuple(_elements(told["structure"])),
        roles=told["roles"],
        targets=told["targets"],
        catalog=tuple(told["catalog"]),
        information=told["information"],
        version=told["version"],
    )


def _read_page(page: list[Any]) -> Page:
    said, content, resources, anchors, links, bookmarks, pieces = page
    return Page(
        said=said,
        content=content,
        resources=resources,
        anchors=anchors,
        links=tuple(Link(*link) for link in links),
        bookmarks=tuple(Bookmark(*one) for one in bookmarks),
        pieces=pieces,
    )


def _read_font(font: list[Any]) -> Font:
    found = dict(zip(FONT, font, strict=True))
    found["glyphs"] = {int(glyph): text for glyph, text in found["glyphs"]}
    found["widths"] = {int(glyph): width for glyph, width in found["widths"]}
    found["missing"] = tuple(found["missing"])
    return Font(**found)


def _elements(kids: Iterable[list[Any]]) -> Iterator[Element]:
    for role, said, name, below in kids:
        yield Element(role, said, name, tuple(_read_kid(kid) for kid in below))


def _read_kid(kid: list[Any]) -> Element | Piece | Led:
    if isinstance(kid[0], str):
        return next(_elements([kid]))
    return Piece(*kid) if len(kid) == 2 else Led(*kid[:2])
