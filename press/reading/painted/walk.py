"""All pages of a file, mark by mark. Fonts, spaces, pictures and forms are read once a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import hypot
from typing import Any, TypeVar

import pikepdf
from pikepdf import Dictionary, Name

from press.reading.facts import Box
from press.reading.painted import colours
from press.reading.painted.colours import PATTERN, Ink, Space
from press.reading.painted.geometry import UNIT, Matrix, placed_box, times
from press.reading.painted.marks import ALWAYS, Kind, Mark
from press.reading.painted.painter import Painter
from press.reading.painted.pen import Drawn, TooMuchError
from press.reading.painted.state import State
from press.reading.painted.stream import name
from press.reading.painted.type import Font, read_font

DEEPEST = 12
"""Forms in forms; the engine's go to four."""
INLINE = {"W": "Width", "H": "Height", "BPC": "BitsPerComponent", "CS": "ColorSpace",
          "IM": "ImageMask", "F": "Filter", "D": "Decode", "I": "Interpolate"}  # fmt: skip
"""The short keys of inline images (ISO 32000-1, 8.9.7)."""
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """What is painted on one page."""

    marks: Sequence[Mark]
    faults: tuple[str, ...]
    """What could not be read, with the operator or the name."""
    hides: bool
    """Whether something may be seen that is no mark: what a clip takes away whole, by its box."""


@dataclass(slots=True)
class Shelf:
    """What has been read of a file and is not read again."""

    spaces: dict[tuple[Any, str], Space] = field(default_factory=dict)
    fonts: dict[Any, Font] = field(default_factory=dict)
    forms: dict[tuple[object, ...], Drawn] = field(default_factory=dict)
    placed: dict[tuple[object, ...], tuple[tuple[float, float], Drawn]] = field(
        default_factory=dict
    )
    """Each form where it was drawn last; those of a printer's marks stand there on every page."""
    open: list[Any] = field(default_factory=list)
    """The streams that are being read, one in the other."""
    faults: list[str] = field(default_factory=list)


def painted(pdf: pikepdf.Pdf, known: Mapping[int, Painted] | None = None) -> list[Painted]:
    """What is painted on each page.

    Args:
        pdf: the file.
        known: what is known of pages that need not be read, by their indices.
    """
    shelf, told = Shelf(), known or {}
    return [
        told[index] if index in told else _page(page, shelf) for index, page in enumerate(pdf.pages)
    ]


def _page(page: pikepdf.Page, shelf: Shelf) -> Painted:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    state = State(
        ctm=(1.0, 0.0, 0.0, 1.0, -left, -bottom), clip=(0.0, 0.0, right - left, top - bottom)
    )
    shelf.faults = []
    names = Names(page.obj.get(Name.Resources, Dictionary()), shelf)
    painter = Painter(names, state)
    try:
        painter.read(_contents(page))
    except TooMuchError:
        shelf.faults.append("there are too many marks to read")
    except pikepdf.PdfError as error:
        shelf.faults.append(str(error))
    return Painted(
        marks=tuple(painter.marks),
        faults=(*painter.faults, *shelf.faults),
        hides=painter.hides,
    )


def _contents(page: pikepdf.Page) -> bytes:
    contents = page.obj.get(Name.Contents)
    if isinstance(contents, pikepdf.Array):
        return b"\n".join(one.read_bytes() for one in contents)
    return contents.read_bytes() if isinstance(contents, pikepdf.Stream) else b""


class Names:
    """The resources of one stream (ISO 32000-1, 7.8.3)."""

    def __init__(self, dictionary: Any, shelf: Shelf) -> None:
        self.dictionary = dictionary
        self.shelf = shelf
        self.kept: dict[tuple[str, str], Any] = {}

    def _once(self, group: str, called: str, read: Callable[[Any], Found]) -> Found:
        """What a name stands for, read when it is first asked for."""
        if (group, called) not in self.kept:
            self.kept[group, called] = read(self.dictionary[group][called])
        found: Found = self.kept[group, called]
        return found

    def space(self, called: str) -> Space:
        """A colour space."""
        if ("/ColorSpace", called) not in self.kept:
            known = self.dictionary.get("/ColorSpace", Dictionary())
            self.kept["/ColorSpace", called] = colours.space(called, known)
        found: Space = self.kept["/ColorSpace", called]
        return found

    def settings(self, called: str) -> Any:
        """Parameters of the graphics state."""
        return self._once("/ExtGState", called, dict)

    def font(self, called: str) -> Font:
        """A font, shared by all streams that name it."""
        return self._once("/Font", called, self._font)

    def _font(self, thing: Any) -> Font:
        key = thing.objgen
        if not thing.is_indirect or key not in self.shelf.fonts:
            self.shelf.fonts[key] = read_font(thing)
        return self.shelf.fonts[key]

    def shading(self, called: str) -> Ink:
        """What a shading paints with."""
        known = self.dictionary.get("/ColorSpace", Dictionary())
        return self._once("/Shading", called, lambda thing: colours.shading(thing, known))

    def pattern(self, called: str, under: Ink, base: Matrix) -> tuple[Ink, tuple[Mark, ...]]:
        """What a pattern paints: a shading, a colour through a mask, or the marks of its cell."""
        thing = self.dictionary["/Pattern"][called]
        if int(thing.get(Name.PatternType, 1)) == 2:
            return colours.shading(thing.Shading, self.dictionary.get("/ColorSpace")), ()
        state = State(ctm=times(_matrix(thing), base), fill=under, stroke=under)
        cell = tuple(self.read(thing, state).marks)
        if int(thing.get(Name.PaintType, 1)) == 2:
            return under, cell
        return Ink(PATTERN), cell

    def drawn(self, called: str, state: State) -> Drawn:
        """What `Do` paints: a picture, or the marks of a form in their places."""
        thing = self.dictionary["/XObject"][called]
        if thing.get(Name.Subtype) == Name.Image:
            return Drawn([self._picture(dict(thing), state)])
        if thing.get(Name.Subtype) != Name.Form:
            return Drawn([])
        a, b, c, d, e, f = times(_matrix(thing), state.ctm)
        turned = (a, b, c, d, 0.0, 0.0)
        key = (thing.objgen, *(round(one, 6) for one in turned[:4]), state.inherited)
        if key not in self.shelf.forms:
            own = replace(state, ctm=turned, clip=_box(thing, turned))
            self.shelf.forms[key] = self.read(thing, own)
        placed = self.shelf.placed.get(key)
        if placed is None or placed[0] != (e, f):
            marks, hides = self.shelf.forms[key]
            moved = [replace(mark, box=_moved(mark.box, e, f)) for mark in marks]
            placed = self.shelf.placed[key] = (e, f), Drawn(moved, hides)
        return placed[1]

    def read(self, thing: Any, state: State) -> Drawn:
        """Read the stream of a form, a cell or a glyph, with its own resources."""
        key = thing.objgen
        if key in self.shelf.open:
            raise ValueError("a form draws itself")
        if len(self.shelf.open) >= DEEPEST:
            raise ValueError("forms stand too deep in forms")
        dictionary = thing.get(Name.Resources, self.dictionary)
        painter = Painter(Names(dictionary, self.shelf), state)
        self.shelf.open.append(key)
        try:
            painter.read(thing.read_bytes())
        finally:
            self.shelf.open.pop()
        self.shelf.faults += painter.faults
        return Drawn(painter.marks, painter.hides)

    def _picture(self, facts: dict[str, Any], state: State) -> Mark:
        """A picture as it is placed (8.9.5)."""
        a, b, c, d, *_ = state.ctm
        inches = hypot(a, b) / 72, hypot(c, d) / 72
        pixels = float(facts.get("/Width", 0)), float(facts.get("/Height", 0))
        sides = [px / inch for px, inch in zip(pixels, inches, strict=True) if inch > 0]
        mask = bool(facts.get("/ImageMask", False))
        known = self.dictionary.get("/ColorSpace", Dictionary())
        of = colours.space(facts.get("/ColorSpace", Name("/none")), known)
        return Mark(
            kind=Kind.IMAGE,
            box=placed_box((0.0, 0.0, 1.0, 1.0), state.ctm),
            ink=state.fill if mask else Ink(of),
            overprint=state.fill_overprint,
            alpha=state.fill_alpha,
            blend=state.blend,
            masked=state.masked or "/SMask" in facts,
            straight=ALWAYS,
            resolution=min(sides, default=0.0),
            bits=1 if mask else int(facts.get("/BitsPerComponent", 8)),
        )

    def inline(self, words: list[bytes], state: State) -> Mark:
        """A picture that stands in the stream itself."""
        facts: dict[str, Any] = {}
        for key, value in zip(words[0::2], words[1::2], strict=False):
            said = name(key)[1:]
            if value[:1] == b"/":
                read: Any = Name(name(value))
            elif value[:1] in b"[<":
                read = pikepdf.Object.parse(value)
            else:
                read = value == b"true" if value in {b"true", b"false"} else float(value)
            facts[f"/{INLINE.get(said, said)}"] = read
        return self._picture(facts, state)

    def glyphs(self, font: Font, shown: bytes, state: State) -> list[Mark]:
        """The marks of drawn glyphs (9.6.5) that have not been looked at yet."""
        found: list[Mark] = []
        names = _encoded(font.drawn)
        for code in sorted(set(shown) - font.codes_drawn):
            font.codes_drawn.add(code)
            glyph = font.drawn.CharProcs.get(names.get(code, "/.notdef"))
            if glyph is not None:
                own = replace(state, ctm=times(_matrix(font.drawn, Name.FontMatrix), state.ctm))
                names_there = Names(font.drawn.get(Name.Resources, self.dictionary), self.shelf)
                found += names_there.read(glyph, replace(own, clip=None)).marks
        return found


def _encoded(font: Any) -> dict[int, str]:
    """The names of a drawn font's glyphs by code."""
    names: dict[int, str] = {}
    code = 0
    for one in font.Encoding.get(Name.Differences, ()):
        if isinstance(one, Name):
            names[code] = str(one)
            code += 1
        else:
            code = int(one)
    return names


def _matrix(thing: Any, key: Name = Name.Matrix) -> Matrix:
    if key not in thing:
        return UNIT
    a, b, c, d, e, f = (float(one) for one in thing[key])
    return a, b, c, d, e, f


def _box(form: Any, matrix: Matrix) -> Box:
    left, bottom, right, top = (float(edge) for edge in form.BBox)
    return placed_box((left, bottom, right, top), matrix)


def _moved(box: Box, x: float, y: float) -> Box:
    return box[0] + x, box[1] + y, box[2] + x, box[3] + y
