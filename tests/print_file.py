"""A small sound print file, drawn for the purpose, and what spoils it in one place."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, String

from press import reading
from press.preflight import GROUPS, Delivery
from press.preflight.delivery import POINTS
from press.publication import Edition
from press.reading import Box
from press.rule import judged
from press.tools import Completed
from tests.conftest import REPOSITORY

WIDTH, HEIGHT, BLEED, SLUG = 100.0, 150.0, 3.0, 12.0
"""In mm."""
MARGIN = (BLEED + SLUG) * POINTS
TRIM: Box = (MARGIN, MARGIN, MARGIN + WIDTH * POINTS, MARGIN + HEIGHT * POINTS)
OVER = BLEED * POINTS
FACE = REPOSITORY / "assets" / "fonts" / "source-sans-3" / "SourceSans3-Regular.ttf"
PROFILE = REPOSITORY / "assets" / "profiles" / "FOGRA39L_coated.icc"
PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
ORDER: dict[str, Any] = {
    "format": "print-pdf",
    "trim": ("100 mm", "150 mm"),
    "bleed": "3 mm",
    "slug": "12 mm",
    "binding": "saddle-stitched",
    "profile": "FOGRA39L_coated",
    "condition": "FOGRA39",
}
XMP = {
    "dc:title": "Lamps",
    "pdf:Producer": "the press",
    "xmp:CreateDate": "2026-11-22T00:00:00Z",
    "xmp:ModifyDate": "2026-11-22T00:00:00Z",
    "xmp:MetadataDate": "2026-11-22T00:00:00Z",
    "xmpMM:DocumentID": "uuid:1",
    "xmpMM:VersionID": "1",
    "xmpMM:RenditionClass": "default",
    PDFX: "PDF/X-4",
}
INFORMATION = {
    "/Title": String("Lamps"),
    "/Producer": String("the press"),
    "/CreationDate": String("D:20261122000000Z"),
    "/ModDate": String("D:20261122000000Z"),
    "/Trapped": Name("/False"),
}
CONTENT = b"""
q 0 0 0 0.1 k -8.504 -8.504 300.473 442.205 re f Q
0 0 0 1 k BT /F 9 Tf 40 200 Td (Lamps) Tj ET
0 0 0 1 K 0.5 w 40 190 m 200 190 l S
q 48 0 0 48 40 100 cm /P Do Q
"""
"""A tint to the bleed, a line of type, a rule and a picture; from the trim's corner."""

Spoil = Callable[[Pdf], None]


def sound(pages: int = 4) -> Pdf:
    """A file without a fault."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(_font(pdf))
    picture = pdf.make_stream(bytes(200 * 200), **image(200, 200, Name.DeviceGray))
    resources = pdf.make_indirect(
        Dictionary(Font=Dictionary(F=font), XObject=Dictionary(P=picture))
    )
    size = (TRIM[2] + MARGIN, TRIM[3] + MARGIN)
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=size)
        page.TrimBox = Array(TRIM)
        page.BleedBox = Array(grown(TRIM, OVER))
        page.Resources = resources
        page.Contents = pdf.make_stream(b"1 0 0 1 %f %f cm\n" % (MARGIN, MARGIN) + CONTENT)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key, value in XMP.items():
            xmp[key] = value
    for key, thing in INFORMATION.items():
        pdf.docinfo[key] = thing
    profile = pdf.make_stream(PROFILE.read_bytes(), N=4)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String("FOGRA39"),
                RegistryName=String("http://www.color.org"),
                DestOutputProfile=profile,
            )
        ]
    )
    return pdf


def _font(pdf: Pdf) -> Dictionary:
    program = FACE.read_bytes()
    face = TTFont(FACE)
    names, widths = face.getBestCmap(), face["hmtx"].metrics
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/ABCDEF+SourceSans3-Regular"),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=126,
        Widths=Array([round(widths[names[code]][0]) for code in range(32, 127)]),
        FontDescriptor=pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=Name("/ABCDEF+SourceSans3-Regular"),
                FontFamily=String("Source Sans 3"),
                Flags=32,
                ItalicAngle=0,
                StemV=80,
                FontBBox=Array([0, -250, 1000, 750]),
                Ascent=750,
                Descent=-250,
                CapHeight=660,
                FontFile2=pdf.make_stream(program, Length1=len(program)),
            )
        ),
    )


def image(width: int, height: int, space: Any) -> dict[str, Any]:
    """The keys of a picture of 8 bits."""
    return {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": width,
        "Height": height,
        "ColorSpace": space,
        "BitsPerComponent": 8,
    }


def grown(box: Box, by: float) -> Box:
    """A box with so much more on each side."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def paint(content: bytes, **resources: dict[str, Any]) -> Spoil:
    """Paint something more on the first page, from the trim's corner, with names of its own."""

    def spoil(pdf: Pdf) -> None:
        page = pdf.pages[0]
        for group, names in resources.items():
            known = page.Resources.get(f"/{group}", Dictionary())
            for name, thing in names.items():
                known[f"/{name}"] = thing(pdf) if callable(thing) else thing
            page.Resources[f"/{group}"] = known
        page.contents_add(pdf.make_stream(b"\nq " + content + b"\nQ"))

    return spoil


def form(content: bytes, **keys: Any) -> Callable[[Pdf], Any]:
    """A form that paints something; what is callable is made when the file is there."""

    def made(pdf: Pdf) -> Any:
        return pdf.make_stream(
            content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 200, 200]),
            **{key: value(pdf) if callable(value) else value for key, value in keys.items()},
        )

    return made


def bytes_of(pdf: Pdf, **how: Any) -> bytes:
    """The file, its streams as they were made."""
    held = io.BytesIO()
    pdf.save(
        held,
        **{
            "deterministic_id": True,
            "min_version": "1.6",
            "fix_metadata_version": False,
            "stream_decode_level": pikepdf.StreamDecodeLevel.none,
            **how,
        },
    )
    return held.getvalue()


def delivery(content: bytes, **order: Any) -> Delivery:
    """What the rules are given of a file, but for what outside programs say."""
    return Delivery(
        facts=reading.read_print(content),
        edition=Edition.model_validate(ORDER | order),
        fonts=frozenset({"SourceSans3-Regular", "Source Sans 3"}),
        coverage={},
        syntax=Completed(code=0, out="", err=""),
        verdict=None,
        words=lambda _page, _box: "Lamps",
    )


def said(content: bytes, **order: Any) -> list[str]:
    """The codes of all that is found, but for notices."""
    subject = delivery(content, **order)
    rules = [rule for group in GROUPS.values() for rule in group.rules]
    return [finding.code for finding in judged(rules, subject)]
