"""Figures: named in a manuscript, found in `assets/figures/<publication>/`, made safe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from press.assets import opening, raster, svg
from press.assets.picture import Picture, Refusal
from press.errors import ContentError, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture that may be set: decoded, bounded, without metadata."""

    name: str
    """Its file's name."""
    media_type: str
    width: float
    """In CSS pixels for an SVG, in its own pixels otherwise."""
    height: float
    inks: str
    """`grey`, `RGB` or `CMYK`; an SVG is `RGB` unless all its colours are `device-cmyk()`."""
    content: bytes
    words: str = ""
    """The text that an SVG sets: its characters need faces as any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of picture that is taken, and who makes it safe."""

    name: str
    media_type: str
    most_bytes: int
    made_safe: Callable[[bytes], Picture]


JPEG = Format(name="JPEG", media_type="image/jpeg", most_bytes=40_000_000, made_safe=raster.jpeg)
FORMATS = {
    ".png": Format(name="PNG", media_type="image/png", most_bytes=60_000_000, made_safe=raster.png),
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".svg": Format(
        name="SVG", media_type="image/svg+xml", most_bytes=2_000_000, made_safe=svg.drawing
    ),
}

STARTS = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"%!PS", "PostScript"),
    (b"PK\3\4", "a ZIP archive"),
    (b"\x1f\x8b", "compressed"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\0\0\0", "HEIC or another film format"),
)


def figure(root: Path, publication: str, name: str, *, place: Place) -> Figure:
    """A figure by its name.

    Args:
        root: the repository.
        publication: whose figures.
        name: as the manuscript writes it.
        place: the line that asks for it.

    Raises:
        ContentError: missing, wrong in case, corrupt, too large, or what may not be set.
        MachineError: it cannot be read.
    """
    folder = ("assets", "figures", publication)
    plain = opening.plain_name(name, folder=folder, place=place)
    suffix = PurePosixPath(plain).suffix.lower()
    if not suffix:
        known = opening.names_in(root, folder)
        raise opening.missing(plain, known, folder=folder, place=place)
    if suffix not in FORMATS:
        raise ContentError(
            f"“{plain}” is not a PNG, JPEG or SVG",
            place=place,
            hint="save photographs as JPEG, drawings as SVG, all else as PNG",
        )
    kind = FORMATS[suffix]
    content = opening.content(root, folder, plain, most_bytes=kind.most_bytes, place=place)
    inside = _inside(content)
    if inside != kind.name and not (inside is None and kind.name == "SVG"):
        but = f"; it is {inside}" if inside else ""
        raise ContentError(
            f"“{plain}” is not {kind.name} inside{but}",
            place=place,
            hint=f"save it as {kind.name}; changing the name's ending is not enough",
        )
    try:
        picture = kind.made_safe(content)
    except Refusal as refusal:
        raise ContentError(
            f"“{plain}” cannot be set: {refusal.message}", place=place, hint=refusal.hint
        ) from refusal
    return Figure(
        name=plain,
        media_type=kind.media_type,
        width=picture.width,
        height=picture.height,
        inks=picture.inks,
        content=picture.content,
        words=picture.words,
    )


def _inside(content: bytes) -> str | None:
    """What a file's first bytes say it is."""
    for start, name in STARTS:
        if content.startswith(start):
            return name
    return None
