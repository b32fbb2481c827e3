"""What sections and the stylesheet show: art, figures and faces, each a file of the container."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from press.assets import Face, freely_named
from press.compose import Composer
from press.editions.faces import carried
from press.editions.job import Job
from press.errors import ContentError
from press.reflow import XHTML, flattened

DRAWING = re.compile(r"drawing:(?P<name>[\w-]+)(?:#xywh=(?P<view>[\d.,-]+))?")
"""A drawing, or the part of it that a view shows, in mm (Media Fragments URI 1.0, 4.2.2)."""
FACE = re.compile(r"@font-face\s*{[^}]*}")
FAMILY = re.compile(r'font-family:\s*"([^"]+)"')
FONT = re.compile(r"url\(font:([^)\s]+)\)")
ADDRESS = re.compile(r"url\((drawing:[^)]+)\)")


class Resources:
    """The files that others name, gathered while they are named."""

    def __init__(self, composer: Composer, assets: Mapping[str, bytes]) -> None:
        self._composer = composer
        self._assets = assets
        self.files: dict[str, bytes] = {}
        """Each by its name below the publication's folder."""

    def take(self, tree: etree._Element) -> None:
        """Point a section's pictures at their files."""
        for image in tree.iter(f"{{{XHTML}}}img"):
            image.set("src", self._file(image.get("src") or ""))

    def stylesheet(self, job: Job, characters: frozenset[str]) -> str:
        """The layout's stylesheet, with its art and with the faces that it sets something in.

        Args:
            job: the edition.
            characters: all that it shows.
        """
        layout, entry = self._composer.layout, self._composer.entry
        sheet = flattened(
            (text for _, text in layout.own_styles(entry)),
            layout.tokens(entry),
            layout.tokens(entry, scheme="dark"),
        )
        by_path = {face.path: face for face in job.faces.values()}
        used = FACE.sub("", sheet)
        names: dict[str, str] = {}

        def taken_along(found: re.Match[str]) -> str:
            family, font = FAMILY.search(found[0]), FONT.search(found[0])
            if family is None or font is None or f'"{family[1]}"' not in used:
                return ""
            face = _declared(font[1], by_path)
            cut = carried(job, face, characters)
            self.files[f"fonts/{cut.name}"] = cut.content
            names[family[1]] = freely_named(family[1], face.reserved)
            return found[0].replace(font[0], f'url(fonts/{cut.name}) format("woff2")')

        sheet = FACE.sub(taken_along, sheet)
        for family, name in names.items():
            sheet = sheet.replace(f'"{family}"', f'"{name}"')
        sheet = ADDRESS.sub(lambda found: f"url({self._file(found[1])})", sheet)
        return re.sub(r"\n{2,}", "\n", sheet).lstrip("\n")

    def _file(self, address: str) -> str:
        """The file under which an address goes out."""
        match = DRAWING.fullmatch(address)
        if match:
            name, view = match["name"], match["view"]
            file = f"art/{name}{'-' + re.sub(r'[^0-9]+', '-', view) if view else ''}.svg"
            if file not in self.files:
                self.files[file] = _seen(self._composer.drawn(name), view)
            return file
        if address in self._assets:
            file = f"figures/{address.partition(':')[2]}"
            self.files[file] = self._assets[address]
            return file
        return address


def _declared(path: str, faces: Mapping[str, Face]) -> Face:
    if path not in faces:
        raise ContentError(
            f"the face {path} is not among the layout's",
            hint="declare it in fonts.css too, where it is opened and checked",
        )
    return faces[path]


def _seen(svg: bytes, view: str | None) -> bytes:
    """A drawing, or a part of it as a drawing of its own."""
    if not view:
        return svg
    left, top, width, height = view.split(",")
    drawing = etree.fromstring(svg)
    drawing.set("viewBox", f"{left} {top} {width} {height}")
    drawing.set("width", f"{width}mm")
    drawing.set("height", f"{height}mm")
    return etree.tostring(drawing, encoding="utf-8") + b"\n"
