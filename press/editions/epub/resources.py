"""What sections and the stylesheet show: art, figures and faces, each a file of the container."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from press.compose import Composer
from press.editions.faces import carried
from press.editions.job import Job
from press.layouts import without_comments
from press.reflow import XHTML, flattened

DRAWING = re.compile(r"drawing:(?P<name>[\w-]+)(?:#xywh=(?P<view>[\d.,-]+))?")
"""A drawing, or the part of it that a view shows, in mm (Media Fragments URI 1.0, 4.2.2)."""
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
        faces = carried(job, without_comments(sheet), characters)
        self.files |= faces.fonts
        return ADDRESS.sub(lambda found: f"url({self._file(found[1])})", faces.sheet)

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
