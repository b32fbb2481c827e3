"""Converting what is drawn in light to inks: pictures, and the colours of vector drawings.

The layouts' own colours are inks from the beginning; what comes in light are figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name, Operator, Pdf, PdfImage

from press.assets.inks import Inks

LIGHT = {"rg": "k", "RG": "K"}
"""The operators that choose a colour in light, and those for inks (ISO 32000-1, 8.6.8)."""
CHOOSES = (b"rg", b"RG")


def convert(pdf: Pdf, profile: bytes) -> None:
    """Convert every picture and every colour operator in DeviceRGB, in pages and in forms.

    Transparent groups are blended in inks too (ISO 32000-1, 11.4.7): blended in light, they would
    come out in other inks than were asked for.
    """
    inks = Inks(profile)
    for thing in list(pdf.objects):
        if not isinstance(thing, pikepdf.Stream):
            continue
        if Name.Group in thing:
            thing.Group.CS = Name.DeviceCMYK
        if thing.get(Name.Subtype) == Name.Image:
            if _is_light(thing):
                _convert_picture(thing, inks)
        elif thing.get(Name.Subtype) == Name.Form or Name.PatternType in thing:
            _convert_drawing(thing, inks)
    for stream in _page_contents(pdf):
        _convert_drawing(stream, inks)


def _page_contents(pdf: Pdf) -> Iterator[pikepdf.Stream]:
    for page in pdf.pages:
        contents = page.obj.get(Name.Contents)
        if isinstance(contents, pikepdf.Array):
            yield from contents  # type: ignore[misc]
        elif isinstance(contents, pikepdf.Stream):
            yield contents


def _is_light(picture: Any) -> bool:
    space = picture.get(Name.ColorSpace)
    if space == Name.DeviceRGB:
        return True
    if isinstance(space, pikepdf.Array) and len(space):
        if space[0] == Name.ICCBased:
            return int(space[1].get(Name.N, 0)) == 3
        return space[0] in (Name.Indexed, Name.CalRGB) and Name.Mask not in picture
    return False


def _convert_picture(picture: Any, inks: Inks) -> None:
    content = PdfImage(picture).as_pil_image()
    picture.write(inks.picture(content))
    picture.ColorSpace = Name.DeviceCMYK
    picture.BitsPerComponent = 8
    for key in (Name.DecodeParms, Name.Decode, Name.Intent):
        if key in picture:
            del picture[key]


def _convert_drawing(stream: Any, inks: Inks) -> None:
    content = stream.read_bytes()
    if not any(operator in content for operator in CHOOSES):
        return
    instructions: list[Any] = []
    changed = False
    for instruction in pikepdf.parse_content_stream(stream):
        name = str(instruction.operator)
        if name in LIGHT:
            changed = True
            light = [float(one) for one in instruction.operands]
            given = [pikepdf.Object.parse(f"{one:.4f}".encode()) for one in inks.colour(*light)]
            instructions.append(pikepdf.ContentStreamInstruction(given, Operator(LIGHT[name])))
        else:
            instructions.append(instruction)
    if changed:
        stream.write(pikepdf.unparse_content_stream(instructions))
