"""The layout's art as a site has it: plates without their ground, cropped to what is drawn on them.

On paper a plate fills its page; on a screen its shapes stand on the page's own ground, at one scale
for all plates, and their coordinates are whole tenths of a millimetre, which halves their weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from press.colour import contrast
from press.compose import Composer
from press.drawings import Drawing, Path

FOLDER = "art"
ASKED = re.compile(r"(?:(?<=src=\")|(?<=href=\")|(?<=url\())(drawing|figure):([\w.-]+)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
SPARKS = re.compile(r"(?:m[-\d. ]+q[-\d. ]+q[-\d. ]+z)+")
"""The data of a path that is all sparks: `press.drawings.spark` writes ten numbers for each."""
LIGHT = re.compile(r"#[0-9A-Fa-f]{6}")
PIXELS = 96 / 25.4
"""CSS pixels in a millimetre (CSS Values 4, 6.2)."""
EDGE = 1.0
"""What is left of a plate on the left of its shapes and over them, in mm."""
FLOOR = 12.0
"""And below them, where the plate has so much; at its right a plate keeps its own edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a drawing stands on a page, in CSS pixels."""

    width: int
    height: int

    def scaled(self, share: float) -> Size:
        """The same, smaller or larger."""
        return Size(width=max(1, round(self.width * share)), height=round(self.height * share))


class Gallery:
    """The drawings of one layout, each drawn once, when it is first asked for."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._hung: dict[str, Drawing] = {}
        self._boxes: dict[str, tuple[int, int, int, int]] = {}

    def drawing(self, name: str) -> Drawing:
        """A drawing as geometry."""
        if name not in self._hung:
            self._hung[name] = self._composer.drawing(name)
        return self._hung[name]

    def size(self, name: str) -> Size:
        """How large it stands on a page."""
        drawing = self.drawing(name)
        if not _is_plate(drawing):
            return Size(width=round(drawing.width * PIXELS), height=round(drawing.height * PIXELS))
        left, top, right, bottom = self._box(name)
        tenth = PIXELS / 10
        return Size(width=round((right - left) * tenth), height=round((bottom - top) * tenth))

    def svg(self, name: str) -> bytes:
        """A drawing as an SVG of its own."""
        drawing, colours = self.drawing(name), self._composer.tokens
        if not _is_plate(drawing):
            return drawing.svg(colours).encode()
        left, top, right, bottom = self._box(name)
        size = self.size(name)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{size.width}" height="{size.height}"'
            f' viewBox="{left} {top} {right - left} {bottom - top}">'
        )
        paths = [
            f'<path fill="{colours[path.colour]}" d="{_in_tenths(path)}"/>'
            for path in drawing.paths
        ]
        return "\n".join([head, *paths, "</svg>\n"]).encode()

    def _box(self, name: str) -> tuple[int, int, int, int]:
        """What holds every spark of a plate, and the plate's right edge, in tenths of a mm."""
        if name not in self._boxes:
            drawing = self.drawing(name)
            points = [point for path in drawing.paths for spark in _sparks(path) for point in spark]
            edge = round(EDGE * 10)
            self._boxes[name] = (
                max(0, min(x for x, _ in points) - edge),
                max(0, min(y for _, y in points) - edge),
                round(drawing.width * 10),
                min(round(drawing.height * 10), max(y for _, y in points) + round(FLOOR * 10)),
            )
        return self._boxes[name]

    def diagram(self, name: str) -> list[dict[str, str]]:
        """The shapes of a framework, in the order of its records, for a page to write in itself."""
        if name not in self._composer.layout.settings.drawings:
            return []
        records = self._composer.layout.settings.drawings[name]["shapes"]
        painted = self.drawing(name).paths
        order = sorted(
            range(len(records)),
            key=lambda at: (records[at]["role"] != "base", float(records[at]["height"])),
        )
        paint = dict(zip(order, enumerate(painted), strict=True))
        return [self._shape(*paint[at]) for at in range(len(records))]

    def _shape(self, paint: int, path: Path) -> dict[str, str]:
        colours = self._composer.tokens
        points = [point for spark in _sparks(path) for point in spark]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        fill = colours[path.colour]
        return {
            "data": _in_tenths(path),
            "fill": fill,
            "text": max(self._lights(), key=lambda one: contrast(one, fill)),
            "x": str((min(xs) + max(xs)) // 2),
            "y": str((min(ys) + max(ys)) // 2),
            "left": str(min(xs)), "right": str(max(xs)),
            "top": str(min(ys)), "bottom": str(max(ys)),
            "paint": str(paint),
        }  # fmt: skip

    def _lights(self) -> list[str]:
        """The layout's colours, in which the numbers on shapes may be written."""
        return [one for one in self._composer.tokens.values() if LIGHT.fullmatch(one)]


def asked(texts: Iterable[str]) -> frozenset[str]:
    """The addresses of drawings and figures that pages and stylesheets ask for."""
    return frozenset(f"{found[1]}:{found[2]}" for text in texts for found in ASKED.finditer(text))


def readdressed(text: str) -> str:
    """A page or stylesheet that asks for files of the site."""
    return ASKED.sub(lambda found: _file(found[1], found[2]), text)


def drawn(gallery: Gallery, addresses: Iterable[str]) -> dict[str, bytes]:
    """The drawings that are asked for, as files."""
    names = sorted(one.partition(":")[2] for one in addresses if one.startswith("drawing:"))
    return {_file("drawing", name): gallery.svg(name) for name in names}


def figures(assets: Mapping[str, bytes], addresses: Iterable[str]) -> dict[str, bytes]:
    """The figures that the sections show, as files."""
    wanted = sorted(one for one in addresses if one.startswith("figure:"))
    return {_file("figure", one.partition(":")[2]): assets[one] for one in wanted}


def _file(kind: str, name: str) -> str:
    return f"{FOLDER}/{name}.svg" if kind == "drawing" else f"{FOLDER}/figures/{name}"


@lru_cache(maxsize=64)
def _is_plate(drawing: Drawing) -> bool:
    return drawing.ground is not None and all(SPARKS.fullmatch(path.data) for path in drawing.paths)


@lru_cache(maxsize=64)
def _sparks(path: Path) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The four points of each spark, in tenths of a mm: tail, control, tip, control."""
    numbers = [round(float(one) * 100) for one in NUMBER.findall(path.data)]
    found = []
    x = y = 0
    for at in range(0, len(numbers), 10):
        ten = numbers[at : at + 10]
        x, y = x + ten[0], y + ten[1]
        tip = x + ten[4], y + ten[5]
        points = [(x, y), (x + ten[2], y + ten[3]), tip, (tip[0] + ten[6], tip[1] + ten[7])]
        found.append(tuple([(round(a / 10), round(b / 10)) for a, b in points]))
    return tuple(found)


def _in_tenths(path: Path) -> str:
    """The data of a path of sparks in whole tenths of a mm; places are rounded, never steps."""
    written = []
    x = y = 0
    for tail, one, tip, other in _sparks(path):
        written.append(
            f"m{_steps((x, y), tail)}q{_steps(tail, one, tip)}q{_steps(tip, other, tail)}z"
        )
        x, y = tail
    return "".join(written)


def _steps(start: tuple[int, int], *points: tuple[int, int]) -> str:
    """Points as steps from a start; a minus sign parts numbers as well as a space does."""
    left, top = start
    return " ".join([f"{x - left} {y - top}" for x, y in points]).replace(" -", "-")
