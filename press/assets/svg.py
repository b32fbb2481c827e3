"""SVG: read through defusedxml and written anew from what is known to draw and nothing else.

What could fetch, run or move is refused. What only an editor of drawings wants (metadata, layers'
names, guides) is left out. What the engine would drop without a word (filters, foreignObject) is
refused, because a figure that silently loses a part is worse than none.
Inline styles become presentation attributes, so that a web edition needs no inline styles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree import ElementTree as ET

import defusedxml
from defusedxml.ElementTree import DefusedXMLParser

from press.assets.picture import Picture, Refusal
from press.assets.svg_vocabulary import (
    ELEMENTS,
    GEOMETRY,
    HOLD_TEXT,
    LEFT_OUT,
    LOST,
    NOTHING,
    OUTLINE,
    POINT,
    PROPERTIES,
    REFUSED,
)

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

MOST_ELEMENTS = 20_000
DEEPEST = 60
MOST_DRAWN = 100_000
"""How many elements may be drawn when every `use`, pattern and marker is followed."""
LONGEST_SIDE = 20_000.0

ID = re.compile(r"[A-Za-z_][\w.:-]{0,120}")
LOCAL = re.compile(r"#([A-Za-z_][\w.:-]{0,120})")
URL = re.compile(r"url\(\s*(['\"]?)#([A-Za-z_][\w.:-]{0,120})\1\s*\)")
FUNCTION = re.compile(r"([A-Za-z_-]+)\s*\(")
UNSAFE = re.compile(r"[\\@<>{};&]|url|://|[\x00-\x08]", re.IGNORECASE)
FUNCTIONS = frozenset(
    [
        "url",
        "rgb",
        "rgba",
        "hsl",
        "hsla",
        "device-cmyk",
        "matrix",
        "translate",
        "scale",
        "rotate",
        "skewx",
        "skewy",
        "calc",
    ]
)
UNITS = {
    "": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4
}  # fmt: skip
LENGTH = re.compile(r"\s*(\d{1,7}(?:\.\d*)?|\.\d+)\s*([a-z]{0,2})\s*")
NO_COLOURS = {"none", "currentcolor", "inherit", "transparent"}
COLOURS = ("fill", "stroke", "stop-color", "color", "flood-color")
EXPORT = "export it as a plain SVG from a drawing program"


def drawing(content: bytes) -> Picture:
    """An SVG with nothing in it but what draws.

    Raises:
        Refusal: not SVG, or with something that fetches, runs, moves, explodes or gets lost.
    """
    taker = _Taker()
    parser = DefusedXMLParser(target=taker, forbid_entities=True, forbid_external=True)
    taker.line_of = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(content)
        root = parser.close()
    except defusedxml.DefusedXmlException as error:
        raise Refusal(
            f"line {taker.line_of()} declares an entity",
            "write the value out where it is used, or " + EXPORT,
        ) from error
    except ET.ParseError as error:
        raise Refusal(f"line {error.position[0]} is not XML", EXPORT) from error
    except (ValueError, LookupError) as error:
        raise Refusal("its encoding is not known", "save it as UTF-8") from error
    _References(root).count(root)
    width, height = _size(root)
    return Picture(
        width=width,
        height=height,
        inks=_inks(root),
        content=_written(root),
        words=" ".join("".join(text.itertext()) for text in root.iter("text")),
    )


class _Taker:
    """Takes the parser's events and keeps the elements and attributes that draw."""

    def __init__(self) -> None:
        self.line_of: Callable[[], int] = lambda: 1
        self.root: ET.Element | None = None
        self.within: list[ET.Element] = []
        self.skipped = 0
        self.count = 0
        self.ids: set[str] = set()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise Refusal(f"it has more than {MOST_ELEMENTS} elements", "simplify the drawing")
        if len(self.within) + self.skipped > DEEPEST:
            raise self.refusal("is nested too deeply", "ungroup the drawing")
        space, _, name = tag.rpartition("}")
        if self.root is None and (space, name) != ("{" + SVG, "svg"):
            raise Refusal("it is not an SVG drawing", EXPORT)
        if self.skipped or space != "{" + SVG or name in LEFT_OUT:
            self.skipped += 1
            return
        if name in REFUSED or name.startswith("fe"):
            raise self.refusal(*REFUSED.get(name, REFUSED["filter"]))
        if name not in ELEMENTS:
            raise self.refusal(f"has the unknown element “{name}”", EXPORT)
        element = ET.Element(name, self.attributes(name, attributes))
        if self.root is None:
            self.root = element
        else:
            self.within[-1].append(element)
        self.within.append(element)

    def end(self, _tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
        else:
            self.within.pop()

    def data(self, text: str) -> None:
        if self.skipped or not self.within or self.within[-1].tag not in HOLD_TEXT:
            return
        element = self.within[-1]
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text

    def pi(self, target: str, _text: str | None = None) -> None:
        if target.lower() == "xml-stylesheet":
            raise self.refusal(*REFUSED["style"])

    def close(self) -> ET.Element:
        if self.root is None:
            raise Refusal("it is empty", EXPORT)
        return self.root

    def refusal(self, message: str, hint: str) -> Refusal:
        return Refusal(f"line {self.line_of()} {message}", hint)

    def attributes(self, element: str, written: Mapping[str, str]) -> dict[str, str]:
        """The attributes that draw; those that could fetch or run are refused."""
        kept: dict[str, str] = {}
        for name, value in written.items():
            space, _, local = name.rpartition("}")
            if local.lower().startswith("on") and not space:
                raise self.refusal(f"runs a script (“{local}”)", "remove the attribute")
            if name == f"{{{XML}}}base":
                raise self.refusal("has a base address", "remove “xml:base”")
            if local == "href" and space in {"", "{" + XLINK}:
                self.keep_reference(kept, element, value)
            elif name in {f"{{{XML}}}space", f"{{{XML}}}lang"}:
                kept[name] = value
            elif not space and local == "id":
                self.keep_id(kept, value)
            elif not space and (local in GEOMETRY or local in PROPERTIES or local in LOST):
                self.keep(kept, local, value)
        for name, value in _declarations(written.get("style", "")):
            self.keep(kept, name, value)
        return kept

    def keep_id(self, kept: dict[str, str], value: str) -> None:
        if value in self.ids:
            raise self.refusal(f"has the id “{value}” a second time", "give each its own")
        if ID.fullmatch(value):
            self.ids.add(value)
            kept["id"] = value

    def keep_reference(self, kept: dict[str, str], element: str, value: str) -> None:
        if not LOCAL.fullmatch(value.strip()):
            raise self.refusal("points outside the drawing", "draw everything in the one file")
        if element in POINT:
            kept["href"] = value.strip()

    def keep(self, kept: dict[str, str], name: str, value: str) -> None:
        """Keep what draws; refuse what would be lost, fetched, or worked on without end."""
        value = value.strip()
        if name in LOST:
            if value.lower() not in NOTHING:
                raise self.refusal(f"uses “{name}”, which no page shows", OUTLINE)
            return
        if name not in GEOMETRY and name not in PROPERTIES:
            return
        if not _is_plain(value):
            raise self.refusal(f"has a “{name}” that cannot be taken", EXPORT)
        if name == "spreadMethod" and value != "pad":
            raise self.refusal("repeats a gradient", "draw the gradient once, over its whole way")
        kept[name] = value


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    """The declarations of a `style` attribute, in their order."""
    for declaration in re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL).split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name.strip().lower(), re.sub(r"\s*!\s*important\s*$", "", value)


def _is_plain(value: str) -> bool:
    """Whether a value is numbers, words and known functions, and points only inside."""
    rest = URL.sub("", value)
    functions = {match.lower() for match in FUNCTION.findall(rest)}
    return not (UNSAFE.search(rest) or functions - FUNCTIONS)


class _References:
    """Every reference hits, none leads round in a circle, and all together stay drawable."""

    def __init__(self, root: ET.Element) -> None:
        self.by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
        self.drawn: dict[ET.Element, int] = {}
        """How many elements each one draws; 0 while it is being counted."""

    def count(self, element: ET.Element, *, level: int = 0) -> int:
        """How many elements are drawn for this one."""
        if element not in self.drawn:
            self.drawn[element] = 0
            self.drawn[element] = self.weigh(element, level=level + 1)
        if not self.drawn[element] or level > DEEPEST * 4:
            raise Refusal("it draws itself within itself", "break the circle of its references")
        return self.drawn[element]

    def weigh(self, element: ET.Element, *, level: int) -> int:
        """An element, its children, what it uses, and its patterns and markers as often as set."""
        total = 1 + sum(self.count(child, level=level) for child in element)
        for name in LOCAL.findall(element.get("href", "")):
            total += self.count(self.target(name), level=level)
        corners = len(element.get("d", element.get("points", ""))) // 4 + 1
        for attribute, value in element.attrib.items():
            times = corners if attribute.startswith("marker") else 1
            for _, name in URL.findall(value):
                total += self.count(self.target(name), level=level) * total * times
        if total > MOST_DRAWN:
            raise Refusal("it grows too large when its parts are repeated", "simplify the drawing")
        return total

    def target(self, name: str) -> ET.Element:
        if name not in self.by_id:
            raise Refusal(f"it points to “#{name}”, which is not in it", EXPORT)
        return self.by_id[name]


def _size(root: ET.Element) -> tuple[float, float]:
    """Width and height in CSS pixels; written into the drawing where it lacks them."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        inner = [float(number) for number in box] if len(box) == 4 else []
    except ValueError:
        inner = []
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    if inner:
        ratio = inner[2] / inner[3] if inner[3] > 0 else 0.0
        width = width or (height * ratio if height else inner[2])
        height = height or (width / ratio if ratio > 0 else 0.0)
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE):
        raise Refusal("it has no usable size", "give its first element a “viewBox”")
    if not inner:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    return width, height


def _pixels(length: str) -> float:
    """A length in CSS pixels; 0 where there is none, or one that depends on the page."""
    match = LENGTH.fullmatch(length)
    return float(match[1]) * UNITS[match[2]] if match and match[2] in UNITS else 0.0


def _inks(root: ET.Element) -> str:
    """`CMYK` where every colour is written in it, and `RGB` otherwise."""
    written = {element.get(name, "none").lower() for element in root.iter() for name in COLOURS}
    named = {value for value in written if value not in NO_COLOURS and "url(" not in value}
    cmyk = named and all(value.startswith("device-cmyk(") for value in named)
    return "CMYK" if cmyk else "RGB"


def _written(root: ET.Element) -> bytes:
    root.set("xmlns", SVG)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
