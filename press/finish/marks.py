"""What is drawn round a page or a sheet, in the registration colour, outside all bleed.

Each function returns a piece of content stream and takes mm from the lower left corner; `resources`
gives the one colour space that all of them ask for. Join what is wanted and wrap it once, in a page
or form that has these resources:

    points = target_points(trim, bleed=3)
    drawing = dressed(crop_marks(trim, bleed=3), registration_marks(points))

`slug.slug_text` is one more such piece, and `slug.fonts` its resources.

Lengths and their places are those of the trade: marks begin 3 mm from the trim, or where the bleed
ends, and are 5 mm long and a quarter of a point wide.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, Pdf

if TYPE_CHECKING:
    from press.imposition import Box


POINTS = 72 / 25.4
"""Points in a millimetre."""
LENGTH = 5.0
"""Length of a mark, in mm."""
GAP = 3.0
"""Distance of a mark from the trim, in mm, where the bleed is not wider."""
WIDTH = 0.25
"""Width of a mark, in pt."""
DASH = 1.0
"""Length of a fold mark's dash and of the gap after it, in mm."""
CIRCLE = 0.5523
"""How far the handles of a quarter of a circle lie from its ends, as a part of the radius."""

Point = tuple[float, float]


def gap(bleed: float) -> float:
    """How far from the trim marks begin, in mm."""
    return max(bleed, GAP)


def reach(bleed: float) -> float:
    """How far from the trim marks end, in mm: the margin that a sheet needs."""
    return gap(bleed) + LENGTH


def resources(pdf: Pdf) -> Dictionary:
    """The registration colour, which is printed with every ink (ISO 32000-1, 8.6.6.4)."""
    tint = pdf.make_stream(
        b"{dup dup dup}", FunctionType=4, Domain=Array([0, 1]), Range=Array([0, 1] * 4)
    )
    everything: Any = [Name.Separation, Name.All, Name.DeviceCMYK, tint]
    return Dictionary(ColorSpace=Dictionary(All=pdf.make_indirect(Array(everything))))


def dressed(*pieces: bytes) -> bytes:
    """Pieces in one stream that leaves the state of the drawing as it was."""
    start = f"q /All CS 1 SCN /All cs 1 scn {WIDTH} w".encode()
    return b"\n".join([start, *pieces, b"Q\n"])


def crop_marks(trim: Box, *, bleed: float, length: float = LENGTH) -> bytes:
    """Two marks at each corner, in line with the trim's edges; shorter where the slug is narrow."""
    near, far = gap(bleed), gap(bleed) + length
    lines = []
    for x, way in ((trim.left, -1), (trim.right, 1)):
        lines += [((x + way * near, y), (x + way * far, y)) for y in (trim.bottom, trim.top)]
    for y, way in ((trim.bottom, -1), (trim.top, 1)):
        lines += [((x, y + way * near), (x, y + way * far)) for x in (trim.left, trim.right)]
    return _lines(lines)


def fold_marks(fold: float, trim: Box, *, bleed: float, length: float = LENGTH) -> bytes:
    """Dashed marks above and below a fold that runs from top to bottom."""
    near, far = gap(bleed), gap(bleed) + length
    lines = [
        ((fold, trim.top + near), (fold, trim.top + far)),
        ((fold, trim.bottom - near), (fold, trim.bottom - far)),
    ]
    dash = DASH * POINTS
    return b"q [%.4f] 0 d\n" % dash + _lines(lines) + b"\nQ"


def registration_marks(points: Iterable[Point]) -> bytes:
    """Targets that show whether all inks stand on each other: a cross in a circle, 5 mm across."""
    return b"\n".join(_target(x, y) for x, y in points)


def target_points(trim: Box, *, bleed: float, parts: int = 1) -> tuple[Point, ...]:
    """Where targets stand: beside the trim at half its height, and above each of its parts.

    Args:
        trim: the trim, in mm.
        bleed: the bleed round it, in mm.
        parts: 1 for a page; 2 for two pages, between which there is a fold.
    """
    away = (gap(bleed) + reach(bleed)) / 2
    middle = (trim.bottom + trim.top) / 2
    tops = [trim.left + trim.width * (2 * part + 1) / (2 * parts) for part in range(parts)]
    return (
        (trim.left - away, middle),
        (trim.right + away, middle),
        *((x, trim.top + away) for x in tops),
    )


def _lines(lines: Iterable[tuple[Point, Point]]) -> bytes:
    return "\n".join(
        "{:.4f} {:.4f} m {:.4f} {:.4f} l S".format(*(edge * POINTS for end in line for edge in end))
        for line in lines
    ).encode()


def _target(x: float, y: float) -> bytes:
    half, radius = LENGTH / 2, LENGTH * 0.3
    handle = CIRCLE * radius
    curves = [
        (x + radius, y + handle, x + handle, y + radius, x, y + radius),
        (x - handle, y + radius, x - radius, y + handle, x - radius, y),
        (x - radius, y - handle, x - handle, y - radius, x, y - radius),
        (x + handle, y - radius, x + radius, y - handle, x + radius, y),
    ]
    ring = [f"{(x + radius) * POINTS:.4f} {y * POINTS:.4f} m"]
    ring += [
        "{:.4f} {:.4f} {:.4f} {:.4f} {:.4f} {:.4f} c".format(*(edge * POINTS for edge in curve))
        for curve in curves
    ]
    cross = _lines([((x - half, y), (x + half, y)), ((x, y - half), (x, y + half))])
    return "\n".join([*ring, "s"]).encode() + b"\n" + cross
