"""The laid-out lines: what stands where on the pages, gathered in one walk when a part is set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from press.pages.engine import boxes
from press.pages.even.shaping import space
from press.parts import HYPHENS, SetLine

MILLIMETRES, POINTS = 25.4 / 96, 72 / 96
"""The engine's unit, a CSS pixel, in each."""
Gathered = tuple[tuple[SetLine, ...], dict[str, int]]
"""The lines of a part, and how many lines each element with `data-quote` has, by what that says."""
FIRST_PIECE = re.compile(r"\S+$")
REST = re.compile(r"\w+")


@dataclass(slots=True)
class _Found:
    """A line box with what its surroundings tell."""

    box: Any
    tag: str
    within: frozenset[str]
    line: int | None
    folio: int
    page: str
    top: float
    edge: float
    text: str = ""
    left: float = float("inf")
    right: float = float("-inf")
    size: float = 0.0
    spaces: int = 0
    widened: float = 0.0
    """What its spaces are wider by than natural ones, each counted as 1, together."""

    @property
    def space(self) -> float:
        return 1.0 + self.widened / self.spaces if self.spaces else 1.0


@dataclass(slots=True)
class _Walk:
    """One walk over the pages of a part, in their order."""

    found: list[_Found] = field(default_factory=list)
    folio: int = 0
    page: str = ""
    top: float = 0.0
    edge: float = 0.0

    def over(self, box: Any, tag: str, within: frozenset[str], line: int | None) -> None:
        element = box.element
        if isinstance(box, boxes.LineBox):
            one = _Found(box, tag, within, line, self.folio, self.page, self.top, self.edge)
            apart: list[Any] = []
            _read(box, one, apart)
            if one.text.strip():
                self.found.append(one)
            for other in apart:
                self.over(other, tag, within | _classes(element), line)
            return
        if element is not None:
            tag = box.element_tag
            line = int(element.get("data-line") or 0) or line
        elif isinstance(box, boxes.MarginBox):
            tag = box.at_keyword
        for child in getattr(box, "children", ()):
            if isinstance(child, boxes.LineBox):
                self.edge = box.content_box_x() + box.width
            inside = child.element is not element and element is not None
            self.over(child, tag, within | _classes(element) if inside else within, line)


def _classes(element: Any) -> frozenset[str]:
    return frozenset((element.get("class") or "").split()) if element is not None else frozenset()


def _read(box: Any, one: _Found, apart: list[Any]) -> None:
    """Read a line's text and its ends; what is positioned in it stands apart."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            one.text += child.text
            if child.text.strip():
                one.left = min(one.left, child.position_x)
                one.right = max(one.right, child.position_x + child.width)
                one.size = max(one.size, child.style["font_size"])
                _read_spaces(child, one)
        elif not isinstance(child, boxes.Box):
            apart.append(child)
        elif hasattr(child, "children"):
            _read(child, one, apart)


def _read_spaces(box: Any, one: _Found) -> None:
    count = box.text.count(" ") + box.text.count("\u00a0")
    if not count:
        return
    one.spaces += count
    expansion = box.__dict__.get("press_expansion", 0.0)
    apart = box.__dict__.get("press_apart", 0.0)
    if box.justification_spacing or expansion:
        natural = space(box.style)
        if natural:
            # Letters that are moved apart leave a gap before a space and another behind it.
            wide = (natural + box.justification_spacing + 2 * apart) * (1.0 + expansion)
            one.widened += count * (wide / natural - 1.0)


def area(box: Any) -> tuple[float, float, float, float]:
    """The type area of a page, what its margins leave: left, top, width and height in mm."""
    edges = (box.content_box_x(), box.content_box_y(), box.width, box.height)
    left, top, width, height = (round(edge * MILLIMETRES, 3) for edge in edges)
    return left, top, width, height


def gather(section: str, pages: Iterable[tuple[int, str, Any]]) -> Gathered:
    """Gather the lines of a part.

    Args:
        section: the slug of its section.
        pages: the folio, the name and the engine's box of each page, in order.
    """
    walk = _Walk()
    for walk.folio, walk.page, box in pages:
        walk.top = box.content_box_y() * MILLIMETRES
        walk.over(box, "", frozenset(), None)
    return tuple(_lines(section, walk.found)), _quotes(walk.found)


def _lines(section: str, found: list[_Found]) -> Iterator[SetLine]:
    blocks: dict[Any, list[_Found]] = {}
    for one in found:
        key = (one.tag, one.folio) if one.box.element is None else one.box.element
        blocks.setdefault(key, []).append(one)
    numbers = {id(one): (block, number)
               for block, lines in enumerate(blocks.values(), start=1)
               for number, one in enumerate(lines, start=1)}  # fmt: skip
    following = {id(one): after for lines in blocks.values()
                 for one, after in pairwise(lines)}  # fmt: skip
    for one in found:
        element = one.box.element
        block, number = numbers[id(one)]
        after = following.get(id(one))
        yield SetLine(
            section=section,
            folio=one.folio,
            page=one.page,
            top=one.top,
            text=one.text,
            left=one.left * MILLIMETRES,
            right=one.right * MILLIMETRES,
            edge=one.edge * MILLIMETRES,
            baseline=(one.box.position_y + one.box.baseline) * MILLIMETRES,
            space=one.space,
            size=one.size * POINTS,
            block=block,
            number=number,
            last=after is None,
            broken=after is not None and _is_broken(one, after),
            tag=one.tag,
            classes=_classes(element),
            within=one.within,
            line=one.line,
        )


def _is_broken(one: _Found, after: _Found) -> bool:
    """Whether the hyphen at a line's end is the engine's, and not one that the text has there."""
    if not one.text.endswith(HYPHENS) or one.box.element is None:
        return False
    piece, rest = FIRST_PIECE.search(one.text), REST.match(after.text)
    if piece is None or rest is None:
        return False
    return f"{piece[0]}{rest[0]}" not in "".join(one.box.element.itertext())


def _quotes(found: list[_Found]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for one in found:
        name = one.box.element.get("data-quote") if one.box.element is not None else None
        if name:
            counted[name] = counted.get(name, 0) + 1
    return counted
