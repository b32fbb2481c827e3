"""Marks as plain values, as they are kept; the colours that marks share stand there once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from press.reading.painted.colours import Ink, Space
from press.reading.painted.marks import Kind, Mark
from press.reading.painted.walk import Painted


def as_plain(page: Painted) -> dict[str, Any]:
    """What is painted on a page without faults, for JSON."""
    inks: dict[Ink, int] = {}
    marks = [
        [
            mark.kind.value,
            mark.box,
            inks.setdefault(mark.ink, len(inks)),
            mark.overprint,
            mark.alpha,
            mark.blend,
            mark.masked,
            mark.straight,
            mark.width,
            mark.size,
            mark.font,
            mark.resolution,
            mark.bits,
        ]
        for mark in page.marks
    ]
    return {
        "inks": [[_space(ink.space), ink.values, ink.stops] for ink in inks],
        "marks": marks,
        "hides": page.hides,
    }


def from_plain(told: Mapping[str, Any]) -> Painted:
    """The same page again."""
    inks = [
        Ink(_space_of(space), tuple(values), tuple(tuple(stop) for stop in stops))
        for space, values, stops in told["inks"]
    ]
    marks = tuple(_mark(one, inks) for one in told["marks"])
    return Painted(marks=marks, faults=(), hides=told["hides"])


def _mark(told: list[Any], inks: list[Ink]) -> Mark:
    kind, box, ink, overprint, alpha, blend, masked, straight, width, size, font, dots, bits = told
    return Mark(
        kind=Kind(kind),
        box=tuple(box),
        ink=inks[ink],
        overprint=overprint,
        alpha=alpha,
        blend=blend,
        masked=masked,
        straight=tuple(straight),
        width=width,
        size=size,
        font=font,
        resolution=dots,
        bits=bits,
    )


def _space(space: Space) -> list[Any]:
    base = None if space.base is None else _space(space.base)
    return [space.family, space.components, space.colorants, base, space.full]


def _space_of(told: list[Any]) -> Space:
    family, components, colorants, base, full = told
    return Space(
        family=family,
        components=components,
        colorants=tuple(colorants),
        base=None if base is None else _space_of(base),
        full=tuple((one[0], one[1], one[2], one[3]) for one in full),
    )
