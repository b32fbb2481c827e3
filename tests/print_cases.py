"""Faults in what is painted, and what comes near them: edges, colours, pictures, lines."""

from __future__ import annotations

from pikepdf import Dictionary, Name

from tests.print_faults import (
    CMYK,
    RGB,
    Case,
    calibrated,
    cell,
    drawn_font,
    in_light,
    indexed,
    loop,
    on_first,
    picture,
    shading,
    tint,
)
from tests.print_file import form, paint

BLOCK = b"50 50 20 20 re f"
PLACED = b"48 0 0 48 60 20 cm /N Do"
LINE = b"BT /F %d Tf 40 30 Td (Small) Tj ET"
PAINTED = (
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
    Case(code="content-unreadable", fault=paint(b"0 0 1 k " + BLOCK), near=paint(b"h n")),
    Case(code="content-unreadable", name="no such operator", fault=paint(b"1 2 nonsense")),
    Case(code="content-unreadable", name="no such form", fault=paint(b"/Nobody Do")),
    Case(code="content-unreadable", name="too many Q", fault=paint(b"Q Q Q")),
    Case(
        code="content-unreadable",
        name="a form that draws itself",
        fault=loop,
        near=paint(b"/N Do /N Do", XObject={"N": form(b"0 0 0 1 k " + BLOCK)}),
    ),
)
"""A row a fault."""
