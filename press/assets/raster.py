"""PNG and JPEG: walked, fully decoded, and kept without anything that does not draw.

The pixels are coded anew only where they must be turned or brought to sRGB: a picture loses nothing
here, a CMYK JPEG stays one, and the same file gives the same bytes everywhere.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin

from press.assets.picture import Picture, Refusal

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 20_000
MOST_SCANS = 100
"""A progressive JPEG of thousands of scans costs as many whole decodings."""
MOST_PROFILE = 4_000_000

EXPORT = "open it in a picture editor and export it again"
BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error, zlib.error)

PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_DRAWS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}

# The codes of JPEG's segments: ITU-T T.81, table B.1.
FRAMES = {0xC0, 0xC1, 0xC2}
TABLES = {0xC4, 0xDB, 0xDD}
SCAN = 0xDA
AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
"""JFIF's segment without resolution and thumbnail."""
ORIENTATION = 0x0112

GREY = {"1", "L", "LA", "I", "I;16", "I;16B"}


@dataclass(slots=True, kw_only=True)
class _Parts:
    """A picture's file taken apart: what draws it, and what says how to see it."""

    drawing: list[bytes]
    size: tuple[int, int] = (0, 0)
    profile: bytes = b""
    orientation: int = 1


def png(content: bytes) -> Picture:
    """A PNG without its metadata.

    Raises:
        Refusal: broken, cut short, moving or too large.
    """
    parts = _png_parts(content)
    image = _decoded(parts, "PNG")
    shown = _in_srgb(image, parts.profile)
    if shown is image:
        return _picture(image, b"".join(parts.drawing))
    return _picture(shown, _saved(shown, "PNG", compress_level=3))


def jpeg(content: bytes) -> Picture:
    """A JPEG without its metadata, turned as its camera meant it.

    Raises:
        Refusal: broken, cut short, of a rare kind or too large.
    """
    parts = _jpeg_parts(content)
    image = _decoded(parts, "JPEG")
    assert isinstance(image, JpegImagePlugin.JpegImageFile)
    tables, sampling = image.quantization, JpegImagePlugin.get_sampling(image)
    shown = _turned(_in_srgb(image, parts.profile), parts.orientation)
    if shown is image:
        return _picture(image, b"".join(parts.drawing))
    return _picture(shown, _saved(shown, "JPEG", qtables=tables, subsampling=sampling))


def _picture(image: Image.Image, content: bytes) -> Picture:
    inks = "grey" if image.mode in GREY else "CMYK" if image.mode == "CMYK" else "RGB"
    return Picture(width=image.width, height=image.height, inks=inks, content=content)


def _check_size(width: int, height: int) -> tuple[int, int]:
    if not width or not height:
        raise Refusal("it has no size", EXPORT)
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise Refusal(
            f"it is too large: {width} × {height} pixels",
            f"bring it below {MOST_PIXELS // 1_000_000} million pixels, "
            f"with no side above {LONGEST_SIDE}",
        )
    return width, height


def _decoded(parts: _Parts, kind: str) -> Image.Image:
    """All pixels, so that what is broken shows here and not in the engine."""
    try:
        image = Image.open(io.BytesIO(b"".join(parts.drawing)), formats=(kind,))
        image.load()
    except BROKEN as error:
        raise Refusal("it is broken or cut short", EXPORT) from error
    return image


def _png_parts(content: bytes) -> _Parts:
    parts = _Parts(drawing=[PNG_START])
    for kind, chunk in _chunks(content):
        if kind == b"IHDR":
            width, height = struct.unpack(">II", chunk[8:16])
            parts.size = _check_size(width, height)
        elif kind == b"acTL":
            raise Refusal("it is a moving picture", "save one of its frames as a still picture")
        elif kind == b"iCCP":
            parts.profile = _unpacked(chunk[8:-4])
        if kind in PNG_DRAWS:
            parts.drawing.append(chunk)
        elif kind[0] & 0x20 == 0:  # a capital first: no reader may skip what it does not know
            raise Refusal("it is broken", EXPORT)
    return parts


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, from IHDR to IEND; what stands behind is left."""
    at = len(PNG_START)
    kind = b""
    while kind != b"IEND":
        first = not kind
        length = int.from_bytes(content[at : at + 4], "big")
        kind, chunk = content[at + 4 : at + 8], content[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise Refusal("it is cut short", EXPORT)
        if (kind == b"IHDR") != first or (first and length != 13):
            raise Refusal("it is broken", EXPORT)
        if zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:], "big"):
            raise Refusal("it is broken", EXPORT)  # the decoder would not always notice
        yield kind, chunk
        at += len(chunk)


def _unpacked(chunk: bytes) -> bytes:
    """The profile in an iCCP chunk, within bounds; nothing where it is broken."""
    _, _, packed = chunk.partition(b"\0")
    try:
        return zlib.decompressobj().decompress(packed[1:], MOST_PROFILE)
    except zlib.error:
        return b""


def _jpeg_parts(content: bytes) -> _Parts:
    parts = _Parts(drawing=[b"\xff\xd8"])
    profiles: list[tuple[int, bytes]] = []
    scans = 0
    for code, segment in _segments(content):
        body = segment[4:]
        if code in FRAMES:
            if parts.size != (0, 0) or len(body) < 6 or body[0] != 8:
                raise Refusal("it is of a kind that few programs read", EXPORT)
            height, width = struct.unpack(">HH", body[1:5])
            parts.size = _check_size(width, height)
        elif code == SCAN:
            scans += 1
            if scans > MOST_SCANS:
                raise Refusal(f"it has more than {MOST_SCANS} scans", EXPORT)
        elif code == 0xE1 and body.startswith(b"Exif\0\0"):
            parts.orientation = _orientation(body)
        elif code == 0xE2 and body.startswith(b"ICC_PROFILE\0"):
            profiles.append((body[12] if len(body) > 12 else 0, body[14:]))
        parts.drawing.append(_what_draws(code, segment))
    if not scans or parts.size == (0, 0):
        raise Refusal("it holds no picture", EXPORT)
    parts.drawing.append(b"\xff\xd9")
    parts.profile = b"".join(part for _, part in sorted(profiles))
    return parts


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG, a scan's with its pixels; what stands behind the end is left."""
    at = 2
    while True:
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        marker = content[at : at + 2]
        if marker == b"\xff\xd9":
            return
        if len(marker) < 2 or marker[0] != 0xFF or marker[1] < 0xC0:
            raise Refusal("it is broken or cut short", EXPORT)
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if end > len(content) or end < at + 4:
            raise Refusal("it is cut short", EXPORT)
        if marker[1] == SCAN:
            after = AFTER_SCAN.search(content, end)
            if after is None:
                raise Refusal("it is cut short", EXPORT)
            end = after.start()
        yield marker[1], content[at:end]
        at = end


def _what_draws(code: int, segment: bytes) -> bytes:
    """A segment as it is kept: whole, made plain, or not at all."""
    body = segment[4:]
    if code in FRAMES or code in TABLES or code == SCAN:
        return segment
    if code == 0xE0 and body.startswith(b"JFIF\0"):
        return JFIF
    if code == 0xEE and body.startswith(b"Adobe"):
        return b"\xff\xee\x00\x0e" + body[:12].ljust(12, b"\0")  # how the colours are coded
    if code >= 0xE0:
        return b""
    raise Refusal("it is of a kind that few programs read", EXPORT)


def _orientation(body: bytes) -> int:
    """How the camera was held: 1 to 8, and 1 where that cannot be read."""
    exif = Image.Exif()
    try:
        exif.load(body)
        found = exif.get(ORIENTATION, 1)
    except BROKEN:
        return 1
    return found if found in range(1, 9) else 1


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    if orientation == 1:
        return image
    image.getexif()[ORIENTATION] = orientation
    return ImageOps.exif_transpose(image)


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture as its RGB profile means it; the same picture where nothing need be done."""
    plain = profile[16:20] != b"RGB " or b"sRGB" in profile.replace(b"\0", b"")
    if plain or image.mode not in {"P", "RGB", "RGBA"}:
        return image
    full = image
    if image.mode == "P":
        full = image.convert("RGBA" if "transparency" in image.info else "RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        shown = ImageCms.profileToProfile(full, source, ImageCms.createProfile("sRGB"))
    except (*BROKEN, ImageCms.PyCMSError):
        return image  # a broken profile is no profile
    return image if shown is None else shown


def _saved(image: Image.Image, kind: str, **how: Any) -> bytes:
    """A picture that had to be coded anew, with nothing but its pixels."""
    image.info = {}
    saved = io.BytesIO()
    image.save(saved, kind, exif=b"", **how)
    return saved.getvalue()
