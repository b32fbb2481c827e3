"""Every code of preflight: a file with that one fault, and one that comes near it and is sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from press.preflight import GROUPS
from tests.print_file import (
    MARGIN,
    OVER,
    PDFX,
    TRIM,
    Spoil,
    bytes_of,
    form,
    grown,
    image,
    paint,
    said,
    sound,
)

ELSEWHERE = {"ink-heavy", "ink-not-counted", "syntax-broken", "syntax-not-checked"}
"""Codes that outside programs are asked for; `test_preflight_programs.py` has them."""
PLAIN = pikepdf.ObjectStreamMode.disable
RGB = Name.DeviceRGB
CMYK = Name.DeviceCMYK


@dataclass(frozen=True, kw_only=True)
class Case:
    """A fault, and the near miss beside it."""

    code: str
    fault: Spoil
    near: Spoil | None = None
    order: dict[str, Any] = field(default_factory=dict)
    how: dict[str, Any] = field(default_factory=dict)
    """How the faulty file is saved."""
    name: str = ""


def each(change: Callable[[pikepdf.Page], object]) -> Spoil:
    """Change every page."""

    def spoil(pdf: Pdf) -> None:
        for page in pdf.pages:
            change(page)

    return spoil


def boxes(trim: Any, bleed: float = OVER) -> Spoil:
    """Give every page another trim, and a bleed round it."""

    def change(page: pikepdf.Page) -> None:
        page.TrimBox = Array(trim)
        page.BleedBox = Array(grown(trim, bleed))

    return each(change)


def on_first(key: Name, value: Any) -> Spoil:
    """Give the first page a key."""

    def spoil(pdf: Pdf) -> None:
        pdf.pages[0][key] = value

    return spoil


def root(**keys: Any) -> Spoil:
    """Give the catalogue keys."""

    def spoil(pdf: Pdf) -> None:
        for key, value in keys.items():
            pdf.Root[f"/{key}"] = value

    return spoil


def xmp(key: str, value: str | None) -> Spoil:
    """Say something else in the metadata stream, or nothing."""

    def spoil(pdf: Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as data:
            if value is None:
                del data[key]
            else:
                data[key] = value

    return spoil


def information(key: str, value: Any) -> Spoil:
    """Say something else in the information dictionary."""

    def spoil(pdf: Pdf) -> None:
        pdf.docinfo[key] = value

    return spoil


def intent(**keys: Any) -> Spoil:
    """Say something else of the printing condition."""

    def spoil(pdf: Pdf) -> None:
        for key, value in keys.items():
            pdf.Root.OutputIntents[0][f"/{key}"] = value(pdf) if callable(value) else value

    return spoil


def font(name: str, family: str = "Source Sans 3", *, held: bool = True) -> Spoil:
    """Give the font another name; take its program out."""

    def spoil(pdf: Pdf) -> None:
        thing = pdf.pages[0].Resources.Font.F
        thing.BaseFont = thing.FontDescriptor.FontName = Name(f"/{name}")
        thing.FontDescriptor.FontFamily = String(family)
        if not held:
            del thing.FontDescriptor.FontFile2

    return spoil


def holds(**keys: Any) -> Spoil:
    """Put a dictionary of the kind into the file, as the catalogue's private data."""
    return root(PieceInfo=Dictionary(**keys))


def uneven(pdf: Pdf) -> None:
    page = pdf.pages[2]
    page.MediaBox = Array([0, 0, *(edge + MARGIN + 10 for edge in TRIM[2:])])
    page.TrimBox = Array([edge + 10 for edge in TRIM])
    page.BleedBox = Array([edge + 10 for edge in grown(TRIM, OVER)])


def calibrated(kind: str, *, components: int = 3) -> Callable[[Pdf], Any]:
    def made(pdf: Pdf) -> Any:
        if kind == "ICCBased":
            return Array([Name.ICCBased, pdf.make_stream(b"profile", N=components)])
        return Array([Name(f"/{kind}"), Dictionary(WhitePoint=Array([0.96, 1, 0.82]))])

    return made


def tint(name: str, base: Any = CMYK) -> Callable[[Pdf], Any]:
    def made(pdf: Pdf) -> Any:
        ends = (4, [0, 0.5, 1, 0]) if base == CMYK else (3, [1, 0.5, 0])
        function = Dictionary(
            FunctionType=2,
            Domain=Array([0, 1]),
            N=1,
            C0=Array([0] * ends[0]),
            C1=Array(ends[1]),
        )
        return Array([Name.Separation, Name(f"/{name}"), base, function])

    return made


def indexed(base: Any) -> Callable[[Pdf], Any]:
    def made(_: Pdf) -> Any:
        return Array([Name.Indexed, base, 0, String(b"\0" * (3 if base == RGB else 4))])

    return made


def picture(side: int, space: Any, *, components: int = 1) -> Callable[[Pdf], Any]:
    def made(pdf: Pdf) -> Any:
        of = space(pdf) if callable(space) else space
        return pdf.make_stream(bytes(side * side * components), **image(side, side, of))

    return made


def shading(space: Any, *, components: int) -> Any:
    function = Dictionary(
        FunctionType=2,
        Domain=Array([0, 1]),
        N=1,
        C0=Array([0] * components),
        C1=Array([0.5] * components),
    )
    coordinates = Array([0, 0, 100, 0])
    return Dictionary(ShadingType=2, ColorSpace=space, Coords=coordinates, Function=function)


def cell(content: bytes) -> Callable[[Pdf], Any]:
    def made(pdf: Pdf) -> Any:
        return pdf.make_stream(
            content,
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=Array([0, 0, 9, 9]),
            XStep=9,
            YStep=9,
            Resources=Dictionary(),
        )

    return made


def drawn_font(content: bytes) -> Callable[[Pdf], Any]:
    def made(pdf: Pdf) -> Any:
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            BaseFont=Name("/SourceSans3-Regular"),
            FontBBox=Array([0, 0, 9, 9]),
            FontMatrix=Array([0.1, 0, 0, 0.1, 0, 0]),
            FirstChar=65,
            LastChar=65,
            Widths=Array([10]),
            Encoding=Dictionary(Differences=Array([65, Name.a])),
            CharProcs=Dictionary(a=pdf.make_stream(content)),
            Resources=Dictionary(),
        )

    return made


def in_light(name: str, content: bytes, near: bytes, **resources: dict[str, Any]) -> Case:
    """A colour of light somewhere in the file, and inks in the same place."""
    return Case(
        code="colour-not-ink",
        name=name,
        fault=paint(content, **resources),
        near=paint(near, **resources),
    )


BLOCK = b"50 50 20 20 re f"
PLACED = b"48 0 0 48 60 20 cm /N Do"
LINE = b"BT /F %d Tf 40 30 Td (Small) Tj ET"
FAULTS = (
    Case(
        code="box-missing",
        fault=each(lambda page: page.__delitem__("/BleedBox")),
        near=each(lambda page: page.__setitem__("/ArtBox", Array(TRIM))),
    ),
    Case(
        code="box-trim",
        fault=boxes((*TRIM[:2], TRIM[2] - 3, TRIM[3])),
        near=boxes((*TRIM[:2], TRIM[2] - 0.02, TRIM[3])),
    ),
    Case(
        code="box-bleed",
        fault=boxes(TRIM, OVER - 2),
        near=boxes(tuple(round(edge, 2) for edge in TRIM)),
    ),
    Case(
        code="box-media",
        fault=each(lambda page: page.__setitem__("/CropBox", Array(TRIM))),
        near=each(lambda page: page.__setitem__("/CropBox", page.BleedBox)),
    ),
    Case(
        code="pages-uneven",
        fault=uneven,
        near=lambda pdf: pdf.pages[1].__setitem__("/TrimBox", Array([e + 0.02 for e in TRIM])),
    ),
    Case(
        code="extent-odd",
        fault=lambda pdf: pdf.pages.__delitem__(3),
        near=lambda pdf: pdf.pages.extend([pdf.pages[index] for index in range(4)]),
    ),
    Case(
        code="extent-odd",
        name="perfect-bound",
        fault=lambda pdf: pdf.pages.__delitem__(3),
        near=lambda pdf: pdf.pages.__delitem__(slice(2, 4)),
        order={"binding": "perfect-bound"},
    ),
    Case(
        code="bleed-short",
        fault=paint(b"0 0 0 1 k 0 50 60 60 re f"),
        near=paint(b"0 0 0 1 k -8.504 50 60 60 re f 60 200 m -3 210 -3 220 60 230 c f"),
    ),
    Case(
        code="bleed-short",
        name="cut by a frame",
        fault=paint(b"q -4 300 80 80 re W n 0 0 0 1 k 80 300 m -40 320 -40 360 80 380 c f Q"),
        near=paint(b"q -8.6 300 80 80 re W n 0 0 0 1 k 80 300 m -40 320 -40 360 80 380 c f Q"),
    ),
    Case(
        code="bleed-short",
        name="a picture",
        fault=paint(b"48 0 0 48 -5 20 cm /P Do"),
        near=paint(b"1 0 0 1 5 20 cm 48 0 0 48 0 0 cm /P Do"),
    ),
    Case(
        code="text-near-trim",
        fault=paint(b"0 0 0 1 k BT /F 9 Tf 8 30 Td (Folio) Tj ET"),
        near=paint(b"0 0 0 1 k BT /F 9 Tf 14.3 30 Td (Folio) Tj 0 -60 Td (Slug) Tj ET"),
    ),
    Case(
        code="rule-near-trim",
        fault=paint(b"0 0 0 1 K 100 10 m 200 10 l S"),
        near=paint(b"0 0 0 1 K 100 15 m 200 15 l S -8.504 40 m 30 40 l S"),
    ),
    Case(
        code="rule-near-trim",
        name="a thin block",
        fault=paint(b"0 0 0 1 k 100 8 90 0.5 re f"),
        near=paint(b"0 0 0 1 k 100 8 90 9 re f"),
    ),
    in_light("rg", b"1 0 0 rg " + BLOCK, b"0 g " + BLOCK),
    in_light("RG", b"1 0 0 RG 50 50 20 20 re S", b"0 0 0 1 K 50 50 20 20 re S"),
    *(
        in_light(
            kind,
            b"/N cs 0.2 0.2 0.2 scn " + BLOCK,
            b"/M cs 0 0 0 0.2 scn " + BLOCK,
            ColorSpace={"N": calibrated(kind), "M": calibrated("ICCBased", components=4)},
        )
        for kind in ("ICCBased", "CalRGB", "Lab")
    ),
    in_light(
        "a palette",
        b"/N cs 0 scn " + BLOCK,
        b"/M cs 0 scn " + BLOCK,
        ColorSpace={"N": indexed(RGB), "M": indexed(CMYK)},
    ),
    in_light(
        "a picture",
        PLACED,
        b"48 0 0 48 60 20 cm /M Do",
        XObject={"N": picture(200, RGB, components=3), "M": picture(200, CMYK, components=4)},
    ),
    in_light(
        "a picture's palette",
        PLACED,
        b"48 0 0 48 60 20 cm /M Do",
        XObject={"N": picture(200, indexed(RGB)), "M": picture(200, indexed(CMYK))},
    ),
    in_light(
        "a picture in the stream",
        b"0.2 0 0 0.2 60 20 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID ab( EI",
        b"0.2 0 0 0.2 60 20 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK ID ab(d EI",
    ),
    in_light(
        "a form",
        b"/N Do",
        b"/M Do",
        XObject={"N": form(b"1 0 0 rg " + BLOCK), "M": form(b"0 0 0 1 k " + BLOCK)},
    ),
    in_light(
        "a cell of a pattern",
        b"/Pattern cs /N scn " + BLOCK,
        b"/Pattern cs /M scn " + BLOCK,
        Pattern={"N": cell(b"1 0 0 rg 0 0 5 5 re f"), "M": cell(b"0 0 0 1 k 0 0 5 5 re f")},
    ),
    in_light(
        "a shading",
        b"50 50 20 20 re W n /N sh",
        b"50 50 20 20 re W n /M sh",
        Shading={"N": shading(RGB, components=3), "M": shading(CMYK, components=4)},
    ),
    in_light(
        "a shading as a pattern",
        b"/Pattern cs /N scn " + BLOCK,
        b"/Pattern cs /M scn " + BLOCK,
        Pattern={
            "N": Dictionary(PatternType=2, Shading=shading(RGB, components=3)),
            "M": Dictionary(PatternType=2, Shading=shading(CMYK, components=4)),
        },
    ),
    in_light(
        "a drawn glyph",
        b"BT /N 20 Tf 40 30 Td (A) Tj ET",
        b"BT /M 20 Tf 40 30 Td (A) Tj ET",
        Font={
            "N": drawn_font(b"10 0 d0 1 0 0 rg 0 0 5 5 re f"),
            "M": drawn_font(b"10 0 d0 0 g 0 0 5 5 re f"),
        },
    ),
    in_light(
        "under a separation",
        b"/N cs 1 scn " + BLOCK,
        b"/M cs 1 scn " + BLOCK,
        ColorSpace={"N": tint("Black", RGB), "M": tint("Black")},
    ),
    Case(
        code="colour-spot",
        fault=paint(b"/N cs 1 scn " + BLOCK, ColorSpace={"N": tint("PANTONE 172 C")}),
        near=paint(b"/N cs 1 scn " + BLOCK, ColorSpace={"N": tint("Cyan")}),
    ),
    Case(
        code="registration-inside",
        fault=paint(b"/N cs 0.2 scn " + BLOCK, ColorSpace={"N": tint("All")}),
        near=paint(b"/N CS 1 SCN -30 0 m -12 0 l S", ColorSpace={"N": tint("All")}),
    ),
    Case(
        code="plate-not-ordered",
        fault=paint(b"0 0.4 0 0 k " + BLOCK),
        near=paint(b"0.4 g " + BLOCK),
        order={"colours": "1/1"},
    ),
    Case(
        code="plate-not-ordered",
        name="a picture",
        fault=paint(PLACED, XObject={"N": picture(200, CMYK, components=4)}),
        near=paint(PLACED, XObject={"N": picture(200, Name.DeviceGray)}),
        order={"colours": "1/1"},
    ),
    Case(
        code="plate-not-ordered",
        name="a third ink of two",
        fault=paint(b"0 0.4 0 0 k " + BLOCK + b" 0.1 0.4 0 0 k " + BLOCK),
        near=paint(b"0 0.4 0 0.2 k " + BLOCK),
        order={"colours": "2/1"},
    ),
    Case(
        code="text-rich-black",
        fault=paint(b"0.6 0.4 0.4 1 k " + LINE % 9),
        near=paint(b"0.6 0.4 0.4 1 k " + LINE % 14 + b" 0 0.43 0.95 0 k " + LINE % 9),
    ),
    Case(
        code="text-rich-black",
        name="made small by its place",
        fault=paint(b"1 0.9 0.9 0 k 0.5 0 0 0.5 40 40 cm " + LINE % 20),
        near=paint(b"0 0 0 0.75 k 0.5 0 0 0.5 40 40 cm " + LINE % 20),
    ),
    Case(
        code="white-overprint",
        fault=paint(b"/N gs 0 0 0 0 k " + BLOCK, ExtGState={"N": Dictionary(OP=True, OPM=1)}),
        near=paint(b"/N gs 0 0 0 1 k " + BLOCK, ExtGState={"N": Dictionary(OP=True, OPM=1)}),
    ),
    Case(
        code="blend-not-ink",
        fault=paint(
            b"/N Do",
            XObject={"N": form(b"", Group=Dictionary(S=Name.Transparency, CS=RGB))},
        ),
        near=paint(
            b"/N Do",
            XObject={"N": form(b"", Group=Dictionary(S=Name.Transparency, CS=CMYK))},
        ),
    ),
    Case(
        code="blend-not-ink",
        name="of a page",
        fault=on_first(Name.Group, Dictionary(S=Name.Transparency, CS=RGB)),
        near=paint(
            b"/N gs",
            ExtGState={
                "N": lambda pdf: Dictionary(
                    SMask=Dictionary(
                        S=Name.Luminosity,
                        G=form(b"", Group=Dictionary(S=Name.Transparency, CS=RGB))(pdf),
                    )
                )
            },
        ),
    ),
    Case(
        code="picture-coarse",
        fault=paint(PLACED, XObject={"N": picture(140, Name.DeviceGray)}),
        near=paint(PLACED, XObject={"N": picture(200, Name.DeviceGray)}),
    ),
    Case(
        code="picture-coarse",
        name="turned, in a form",
        fault=paint(
            b"/N Do",
            XObject={
                "N": form(
                    b"0 48 -48 0 100 20 cm /P Do",
                    Resources=lambda pdf: Dictionary(
                        XObject=Dictionary(P=picture(100, Name.DeviceGray)(pdf))
                    ),
                )
            },
        ),
        near=paint(b"0 48 -48 0 100 20 cm /P Do"),
    ),
    Case(
        code="picture-soft",
        fault=paint(PLACED, XObject={"N": picture(180, Name.DeviceGray)}),
        near=paint(PLACED, XObject={"N": picture(180, Name.DeviceGray)}),
        order={"min_resolution": 300},
    ),
    Case(
        code="line-thin",
        fault=paint(b"0.1 w 40 60 m 90 60 l S"),
        near=paint(b"0.25 w 40 60 m 90 60 l S"),
    ),
    Case(
        code="line-thin",
        name="as thin as can be",
        fault=paint(b"0 w 40 60 m 90 70 l S"),
        near=paint(b"0.4 w 40 60 m 90 70 l S"),
    ),
    Case(
        code="line-thin",
        name="made thin by its scale",
        fault=paint(b"0.2 0 0 0.2 40 40 cm 1 w 0 0 m 90 0 l S"),
        near=paint(b"0.3 0 0 0.3 40 40 cm 1 w 0 0 m 90 0 l S"),
    ),
    Case(
        code="line-thin",
        name="a filled block",
        fault=paint(b"40 60 80 0.15 re f"),
        near=paint(b"40 60 0.4 0.15 re f"),
    ),
    Case(
        code="line-thin",
        name="a filled block that leans",
        fault=paint(b"40 60 m 90 80 l 90.05 79.9 l 40.05 59.9 l h f"),
        near=paint(b"40 60 m 90 80 l 91 78 l 41 58 l h f"),
    ),
    Case(
        code="line-thin",
        name="a box's border",
        fault=paint(b"40 60 40 40 re 40.1 60.1 39.8 39.8 re f*"),
        near=paint(b"40 60 40 40 re 40.5 60.5 39 39 re f*"),
    ),
    Case(
        code="line-thin",
        name="the rest of a block",
        fault=paint(b"40 60 40 0.1 re W n 0 0 200 200 re f"),
        near=paint(b"40 60 40 0.5 re W n 0 0 200 200 re f"),
    ),
    Case(
        code="font-outside",
        fault=font("ABCDEF+SourceSans3-Regular", held=False),
        near=font("GHIJKL+SourceSans3-Regular"),
    ),
    Case(
        code="font-whole",
        fault=font("SourceSans3-Regular"),
        near=font("XYZXYZ+SourceSans3-Regular", family=""),
    ),
    Case(
        code="font-foreign",
        fault=font("ABCDEF+DejaVuSans", family="DejaVu Sans"),
        near=font("ABCDEF+Source-Sans-3,"),
    ),
    Case(code="x-version", fault=xmp(PDFX, "PDF/X-3:2002"), near=xmp(PDFX, "PDF/X-4")),
    Case(code="x-version", name="not said", fault=xmp(PDFX, None)),
    Case(
        code="x-pdf-version",
        fault=lambda _: None,
        near=lambda _: None,
        how={"force_version": "1.4", "object_stream_mode": PLAIN},
    ),
    Case(
        code="x-trapped",
        fault=information("/Trapped", Name.Unknown),
        near=information("/Trapped", Name("/True")),
    ),
    Case(
        code="x-trapped",
        name="a string",
        fault=information("/Trapped", Name("/False_")),
        near=xmp("pdf:Trapped", "False"),
    ),
    Case(
        code="x-trapped",
        name="two answers",
        fault=xmp("pdf:Trapped", "True"),
        near=xmp("pdf:Trapped", "False"),
    ),
    Case(
        code="x-intent",
        fault=intent(OutputConditionIdentifier=String("FOGRA51")),
        near=intent(Info=String("FOGRA51 is another")),
    ),
    Case(
        code="x-intent",
        name="no profile",
        fault=intent(DestOutputProfile=lambda pdf: pdf.make_stream(b"none", N=3)),
    ),
    Case(
        code="x-intent",
        name="for an archive",
        fault=intent(S=Name.GTS_PDFA1),
        near=lambda pdf: pdf.Root.OutputIntents.append(Dictionary(S=Name.GTS_PDFA1)),
    ),
    Case(code="x-intent", name="registry", fault=intent(RegistryName=String("http://x"))),
    Case(
        code="x-metadata",
        fault=xmp("xmpMM:DocumentID", None),
        near=xmp("xmpMM:DocumentID", "urn:x"),
    ),
    Case(
        code="x-metadata",
        name="two dates",
        fault=xmp("xmp:CreateDate", "2026-11-23T00:00:00Z"),
        near=xmp("xmp:CreateDate", "2026-11-22"),
    ),
    Case(
        code="x-encrypted",
        fault=lambda _: None,
        near=lambda _: None,
        how={
            "encryption": pikepdf.Encryption(owner="printer", user=""),
            "deterministic_id": False,
            "stream_decode_level": None,
        },
    ),
    Case(
        code="x-annotation",
        fault=on_first(Name.Annots, Array([Dictionary(Subtype=Name.Link, Rect=Array(TRIM))])),
        near=on_first(
            Name.Annots, Array([Dictionary(Subtype=Name.TrapNet, Rect=Array([0, 0, 30, 30]))])
        ),
    ),
    Case(
        code="x-active",
        fault=root(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        near=root(PageLabels=Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))),
    ),
    Case(code="x-active", name="a form", fault=root(AcroForm=Dictionary(Fields=Array()))),
    Case(code="x-active", name="of a page", fault=on_first(Name.AA, Dictionary(O=Dictionary()))),
    Case(
        code="x-attachment",
        fault=lambda pdf: pdf.attachments.__setitem__("notes.txt", b"not for the printer"),
        near=root(Names=Dictionary(Dests=Dictionary(Names=Array()))),
    ),
    Case(
        code="x-screening",
        fault=paint(b"/N gs", ExtGState={"N": Dictionary(TR=Dictionary(FunctionType=4))}),
        near=paint(b"/N gs", ExtGState={"N": Dictionary(TR=Name.Identity, TR2=Name.Default)}),
    ),
    Case(
        code="x-screening",
        name="a halftone",
        fault=paint(b"/N gs", ExtGState={"N": Dictionary(HT=Dictionary(HalftoneType=1))}),
        near=paint(b"/N gs", ExtGState={"N": Dictionary(HT=Name.Default)}),
    ),
    *(
        Case(code="x-elsewhere", name=key, fault=holds(**{key: Dictionary()}), near=holds(Own=1))
        for key in ("OPI", "Ref", "Alternates")
    ),
    Case(
        code="x-elsewhere",
        name="PostScript",
        fault=root(PieceInfo=Dictionary(Subtype=Name.PS)),
        near=root(PieceInfo=Dictionary(Subtype=Name.Form)),
    ),
    Case(code="content-unreadable", fault=paint(b"0 0 1 k " + BLOCK), near=paint(b"h n")),
    Case(code="content-unreadable", name="no such form", fault=paint(b"/Nobody Do")),
    Case(code="content-unreadable", name="too many Q", fault=paint(b"Q Q Q")),
    Case(
        code="content-unreadable",
        name="a form that draws itself",
        fault=lambda pdf: paint(
            b"/N Do", XObject={"N": form(b"/N Do", Resources=Dictionary())}
        )(pdf) or _loop(pdf),
        near=paint(b"/N Do /N Do", XObject={"N": form(b"0 0 0 1 k " + BLOCK)}),
    ),
)


def _loop(pdf: Pdf) -> None:
    own = pdf.pages[0].Resources.XObject.N
    own.Resources.XObject = Dictionary(N=own)


def name(case: Case) -> str:
    return " ".join(filter(None, (case.code, case.name)))


def test_the_sound_file_is_sound() -> None:
    assert said(bytes_of(sound())) == []


@pytest.mark.parametrize("case", FAULTS, ids=name)
def test_a_fault_is_found_and_nothing_else(case: Case) -> None:
    with sound() as pdf:
        case.fault(pdf)
        assert {*said(bytes_of(pdf, **case.how), **case.order)} == {case.code}


@pytest.mark.parametrize("case", [one for one in FAULTS if one.near], ids=name)
def test_what_comes_near_is_let_pass(case: Case) -> None:
    with sound() as pdf:
        assert case.near is not None
        case.near(pdf)
        order = case.order if case.code != "picture-soft" else {"min_resolution": 270}
        assert said(bytes_of(pdf), **order) == []


def test_a_file_without_identifier_is_found() -> None:
    content = bytes_of(sound(), object_stream_mode=PLAIN)
    assert said(content.replace(b"/ID [", b"/IX [")) == ["x-identifier"]
    assert said(content) == []


def test_a_file_with_a_part_in_lzw_is_found() -> None:
    with sound() as pdf:
        pdf.Root.PieceInfo = pdf.make_stream(b"\x80\x0b`P", Filxer=Name.LZWDecode)
        content = bytes_of(pdf, compress_streams=False, object_stream_mode=PLAIN)
    assert said(content.replace(b"/Filxer", b"/Filter")) == ["x-compression"]
    assert said(content) == []


def test_every_code_has_a_fault_and_a_near_miss() -> None:
    codes = {rule.code for group in GROUPS.values() for rule in group.rules}
    assert codes - ELSEWHERE - {"x-identifier", "x-compression"} == {case.code for case in FAULTS if case.near}
