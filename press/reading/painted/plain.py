"""Marks as plain values, as they are kept; the colours that marks share stand there once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, overload

from press.reading.painted.colours import Ink, Space
from press.reading.painted.marks import Kind, Mark
from press.reading.painted.walk import Painted


def as_bytes(page: Painted, most: float | None) -> bytes:
    """What is painted on a page without faults, and the most ink that a spot of it can have."""
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
    told = [[_space(ink.space), ink.values, ink.stops] for ink in inks]
    return b"\n".join(json.dumps(part).encode() for part in ([page.hides, most], told, marks))


def from_bytes(value: bytes) -> tuple[Painted, float | None]:
    """The same page again, its marks unpacked when they are asked for, and the most ink."""
    head, _, packed = value.partition(b"\n")
    hides, most = json.loads(head)
    return Painted(marks=Packed(packed), faults=(), hides=hides), most


class Packed(Sequence[Mark]):
    """Marks as they are kept, until somebody asks for one."""

    __slots__ = ("_marks", "_packed")

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._marks: tuple[Mark, ...] | None = None

    def _all(self) -> tuple[Mark, ...]:
        if self._marks is None:
            told, marks = map(json.loads, self._packed.split(b"\n"))
            inks = [
                Ink(_space_of(space), tuple(values), tuple(tuple(stop) for stop in stops))
                for space, values, stops in told
            ]
            self._marks, self._packed = tuple(_mark(one, inks) for one in marks), b""
        return self._marks

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, index: int) -> Mark: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mark]: ...
    def __getitem__(self, index: int | slice) -> Mark | Sequence[Mark]:
        return self._all()[index]

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())


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
