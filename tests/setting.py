"""Sets plain paragraphs for tests of their lines, and reads the finished file glyph by glyph."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import pikepdf

from press.joining import join
from press.lines.hyphens import House
from press.pages import Typesetter
from press.parts import SetPart
from tests.conftest import POINTS, REPOSITORY

FACES = (
    ("Serif", "source-serif-4/SourceSerif4-Regular.ttf", 400, "normal"),
    ("Serif", "source-serif-4/SourceSerif4-It.ttf", 400, "italic"),
    ("Serif", "source-serif-4/SourceSerif4-Semibold.ttf", 700, "normal"),
    ("Sans", "source-sans-3/SourceSans3-Regular.ttf", 400, "normal"),
)
STYLE = (
    "".join(
        f"@font-face{{font-family:{family};src:url(font:{file});font-weight:{weight};font-style:{slope}}}"
        for family, file, weight, slope in FACES
    )
    + """
html{font:9.5pt/13pt Serif;orphans:2;widows:2}
body,p,h2,ul,ol,section{margin:0;padding:0}
h2{font:700 9.5pt/13pt Serif;bookmark-level:1}
p{text-indent:4mm;text-align:justify;hyphens:auto;hyphenate-limit-chars:6 3 3}
"""
)
DOT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'
)
MARGIN = 20
"""Of the page, in mm, on all sides."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is set."""

    html: str
    name: str = "the paragraphs"


@dataclass(frozen=True)
class Laid:
    """A part as it was set, with the file that is joined of it when it is asked for."""

    setter: Typesetter
    words: Words
    part: SetPart

    @cached_property
    def pdf(self) -> bytes:
        return join([self.setter.set(self.words, folio=1).leaves()], assets().values())

    def texts(self, tag: str = "p") -> list[list[str]]:
        """The lines of each block of a kind."""
        blocks: dict[int, list[str]] = {}
        for line in self.part.lines:
            if line.tag == tag:
                blocks.setdefault(line.block, []).append(line.text)
        return list(blocks.values())


@cache
def assets() -> dict[str, bytes]:
    """The faces and one drawing, by their addresses."""
    folder = REPOSITORY / "assets" / "fonts"
    return {f"font:{file}": (folder / file).read_bytes() for _, file, _, _ in FACES} | {
        "drawing:dot": DOT
    }


@cache
def typesetter(
    css: str, measure: float, height: float, names: frozenset[str] = frozenset()
) -> Typesetter:
    """A typesetter for pages of a measure and a height of text, in mm."""
    page = f"@page{{size:{measure + 2 * MARGIN}mm {height + 2 * MARGIN}mm;margin:{MARGIN}mm}}"
    return Typesetter(
        [("paragraphs.css", STYLE + page + css)],
        assets(),
        options={"pdf_variant": "pdf/ua-1"},
        house=House(names=names),
    )


def document(body: str, language: str = "en-GB") -> str:
    """A whole document."""
    return f'<html lang="{language}"><head><title>Lines</title></head><body>{body}</body></html>'


def lay(
    body: str, css: str = "", *, measure: float = 80, height: float = 170, way: str = "total-fit"
) -> Laid:
    """Set paragraphs, and write the file."""
    setter = typesetter(f"{css} html{{--line-breaking:{way}}}", measure, height)
    words = Words(document(body))
    return Laid(setter, words, setter.trial(words, folio=1))


@dataclass(slots=True)
class Run:
    """What one operator shows: glyphs that stand on a line."""

    page: int
    left: float
    """Where its first glyph begins, in points."""
    right: float
    """Where its last glyph's advance ends; what moves letters apart is not counted there."""
    base: float
    """Its baseline."""
    wider: float
    """The `a` entry of its matrix: 1.02 is 2 % wider."""
    apart: float
    """`Tc`, in points."""
    size: float
    first: float
    """The width of its first glyph."""
    last: float
    """The width of its last glyph."""


@dataclass(slots=True)
class _Text:
    """The state of text while a page's operators are read."""

    runs: list[Run] = field(default_factory=list)
    stack: list[tuple[pikepdf.Matrix, float]] = field(default_factory=list)
    page: int = 0
    ctm: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    matrix: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    widths: dict[int, float] = field(default_factory=dict)
    size: float = 0.0
    apart: float = 0.0

    def show(self, pieces: Sequence[Any]) -> None:
        """`TJ`: glyphs of two bytes, and moves between them in thousandths of the size."""
        x = end = 0.0
        wide: list[float] = []
        for piece in pieces:
            if not isinstance(piece, pikepdf.String):
                x -= float(piece) / 1000 * self.size
                continue
            codes = bytes(piece)
            for high, low in zip(codes[::2], codes[1::2], strict=True):
                wide.append(self.widths[high * 256 + low] / 1000 * self.size)
                end = x + wide[-1]
                x = end + self.apart
        whole = self.matrix @ self.ctm
        left, right = whole.transform((0, 0)), whole.transform((end, 0))
        scale = abs(whole.d)
        self.runs.append(
            Run(
                self.page, left[0], right[0], left[1], whole.a / scale,
                self.apart * scale, self.size * scale, wide[0] * whole.a, wide[-1] * whole.a,
            )
        )  # fmt: skip
        self.matrix = pikepdf.Matrix(1, 0, 0, 1, x, 0) @ self.matrix


def runs(content: bytes) -> list[Run]:
    """Every run of glyphs of a file, in the order in which it is shown."""
    text = _Text()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for text.page, page in enumerate(pdf.pages):
            text.ctm = pikepdf.Matrix()
            named: Any = page.obj.Resources.Font
            faces = {name: dict(_widths(font)) for name, font in named.items()}
            for instruction in pikepdf.parse_content_stream(page):
                _read(text, faces, str(instruction.operator), list(instruction.operands))
    return text.runs


def _read(text: _Text, faces: dict[str, dict[int, float]], operator: str, given: list[Any]) -> None:
    match operator:
        case "q":
            text.stack.append((text.ctm, text.apart))
        case "Q":
            text.ctm, text.apart = text.stack.pop()
        case "cm":
            text.ctm = pikepdf.Matrix(*map(float, given)) @ text.ctm
        case "Tm":
            text.matrix = pikepdf.Matrix(*map(float, given))
        case "Tf":
            text.widths, text.size = faces[str(given[0])], float(given[1])
        case "Tc":
            text.apart = float(given[0])
        case "TJ":
            text.show(list(given[0]))


def _widths(font: Any) -> Iterator[tuple[int, float]]:
    """`W`: the first glyph of a run, and the widths of the run."""
    told = list(font.DescendantFonts[0].W)
    for first, run in zip(told[::2], told[1::2], strict=True):
        for number, width in enumerate(run):
            yield int(first) + number, float(width)


@dataclass(frozen=True, slots=True)
class Row:
    """The glyphs on one baseline of a page, in points from the left edge of the measure."""

    page: int
    base: float
    left: float
    right: float
    runs: tuple[Run, ...]


def rows(content: bytes) -> list[Row]:
    """Every line of a file, from head to foot."""
    found: dict[tuple[int, float], list[Run]] = {}
    for run in runs(content):
        found.setdefault((run.page, round(run.base, 1)), []).append(run)
    edge = MARGIN * POINTS
    return [
        Row(page, base, min(one.left for one in there) - edge,
            max(one.right for one in there) - edge, tuple(there))
        for (page, base), there in sorted(found.items(), key=lambda one: (one[0][0], -one[0][1]))
    ]  # fmt: skip
