"""The engine's own structure as plain elements, where ours does not fit what was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from press.pages.engine import pydyf
from press.parts.drawing import Element, Led, Piece

HELD = ("Type", "S", "P", "Pg", "K", "ID")
"""Entries of an element that the joined file has of its own."""


def engines_own(pdf: Any) -> tuple[tuple[Element, ...], tuple[int, ...]]:
    """The elements below the engine's document, and how many marked pieces each page has."""
    root = _held(pdf, pdf.catalog["StructTreeRoot"])
    reading = _Reading(pdf)
    found = [kid for kid in reading.kids(_held(pdf, root["K"][0])) if isinstance(kid, Element)]
    numbers = _held(pdf, root["ParentTree"])["Nums"]
    return tuple(found), tuple(len(held) for held in numbers[1::2] if isinstance(held, list))


def _held(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


class _Reading:
    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.pages = {bytes(one): page for page, one in enumerate(pdf.page_references)}
        self.links = {
            bytes(reference): Led(page, index)
            for page, one in enumerate(pdf.page_references)
            for index, reference in enumerate(_held(pdf, one).get("Annots", ()))
        }

    def kids(self, element: Any) -> Iterator[Element | Piece | Led]:
        for kid in element["K"]:
            if isinstance(kid, int):
                yield Piece(self.pages[element["Pg"]], kid)
                continue
            held = _held(self.pdf, kid)
            if held["Type"] == "/OBJR":
                yield self.links[held["Obj"]]
            elif below := tuple(self.kids(held)):
                said = pydyf.Dictionary({k: v for k, v in held.items() if k not in HELD})
                name = str(held["ID"].string) if "ID" in held else ""
                yield Element(held["S"][1:], said.data[2:-2].decode("ascii"), name, below)
