"""What spoils a sound print file in one place, and what comes near it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.print_file import MARGIN, OVER, TRIM, Spoil, form, grown, image, paint

PLAIN = pikepdf.ObjectStreamMode.disable
"""How a file is saved whose bytes a test changes."""
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
    def made(_: Pdf) -> Any:
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


def loop(pdf: Pdf) -> None:
    """Let a form draw itself."""
    paint(b"/N Do", XObject={"N": form(b"/N Do", Resources=Dictionary())})(pdf)
    own = pdf.pages[0].Resources.XObject.N
    own.Resources.XObject = Dictionary(N=own)
