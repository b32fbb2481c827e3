"""What is painted on a page: tokens, boxes, sizes, colours, on streams written for the purpose."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from press.reading.painted import Kind, Mark, Painted, painted
from press.reading.painted.stream import shown, string, tokens
from tests.print_file import form, image

HALF = Dictionary(ca=0.5, CA=0.25)


def page(content: bytes, **resources: dict[str, Any]) -> Painted:
    """What is painted on a page of 200 by 100 pt."""
    with pikepdf.new() as pdf:
        one = pdf.add_blank_page(page_size=(200, 100))
        for group, names in resources.items():
            for name, thing in names.items():
                known = one.Resources.get(f"/{group}", Dictionary())
                known[f"/{name}"] = thing(pdf) if callable(thing) else thing
                one.Resources[f"/{group}"] = known
        one.Contents = pdf.make_stream(content)
        return painted(pdf)[0]


def marks(content: bytes, **resources: dict[str, Any]) -> tuple[Mark, ...]:
    """The marks of a page on which everything can be read."""
    found = page(content, **resources)
    assert found.faults == ()
    return tuple(found.marks)


def only(content: bytes, **resources: dict[str, Any]) -> Mark:
    (mark,) = marks(content, **resources)
    return mark


def font(_: Pdf, width: int = 500) -> Dictionary:
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/Face"),
        FirstChar=32,
        Widths=Array([width] * 95),
        FontDescriptor=Dictionary(Ascent=800, Descent=-200),
    )


# Tokens


@pytest.mark.parametrize(
    ("stream", "found"),
    [
        (b"1 0 0 rg", [b"1", b"0", b"0", b"rg"]),
        (b"/a1.0gs/x Do", [b"/a1.0gs", b"/x", b"Do"]),
        (b"[3 1]0 d", [b"[3 1]", b"0", b"d"]),
        (b"(a)Tj", [b"<61>", b"Tj"]),
        (b"(a\\)(b)\\\\)Tj", [b"<612928622" + b"95c>", b"Tj"]),
        (b"(\\101\\n\\\r\n)Tj", [b"<410a>", b"Tj"]),
        (b"[(a)-20(])]TJ", [b"[<61>-20<5d>]", b"TJ"]),
        (b"1 w % 2 w (\n3 w", [b"1", b"w", b"3", b"w"]),
        (b"<61 6>Tj", [b"<61 6>", b"Tj"]),
        (b"BI /W 1 ID (\xff%)q\nEI Q", [b"BI", b"/W", b"1", b"ID", b"EI", b"Q"]),
        (b"/Span<</ActualText<61>>>BDC", [b"/Span", b"<<", b"/ActualText", b"<61>", b">>", b"BDC"]),
        (b"(never closed", [b"<6e6576657220636c6f736564>"]),
        (b"", []),
    ],
)
def test_a_stream_falls_into_tokens(stream: bytes, found: list[bytes]) -> None:
    assert tokens(stream) == found


def test_strings_are_read_with_their_odd_digits() -> None:
    assert string(b"<61 6>") == b"a`"
    assert shown(b"[<61>-20<62 6>3.5]") == (b"ab`", -16.5)
    assert shown(b"[<61>-20<62>3.5]") == (b"ab", -16.5)


def test_long_strings_cost_no_more_than_they_are_long() -> None:
    assert len(tokens(b"(" * 200_000 + b")" * 200_000)) == 1
    assert len(tokens(b"(\\" * 200_000)) == 1
    assert len(tokens(b"BI ID " * 50_000)) == 2


# Boxes


@pytest.mark.parametrize(
    ("content", "box"),
    [
        (b"10 20 30 40 re f", (10, 20, 40, 60)),
        (b"40 60 -30 -40 re f", (10, 20, 40, 60)),
        (b"2 0 0 2 10 10 cm 0 0 20 10 re f", (10, 10, 50, 30)),
        (b"0 1 -1 0 100 0 cm 10 20 30 40 re f", (40, 10, 80, 40)),
        (b"q 2 0 0 2 0 0 cm Q 10 20 30 40 re f", (10, 20, 40, 60)),
        (b"15 25 10 10 re W n 10 20 30 40 re f", (15, 25, 25, 35)),
        (b"180 80 90 90 re f", (180, 80, 200, 100)),
        (b"0 0 m 10 20 m 40 20 l 40 60 l f", (10, 20, 40, 60)),
        (b"10 20 m 10 60 40 60 40 20 c f", (10, 20, 40, 60)),
        (b"2 w 10 20 m 40 20 l S", (10, 19, 40, 21)),
        (b"2 w 1 J 10 20 m 40 20 l S", (9, 19, 41, 21)),
        (b"2 w 10 20 30 40 re S", (9, 19, 41, 61)),
    ],
)
def test_a_mark_has_its_box(content: bytes, box: tuple[float, ...]) -> None:
    assert only(content).box == pytest.approx(box)


@pytest.mark.parametrize(
    "content",
    [
        b"10 20 30 40 re n",
        b"300 20 30 40 re f",
        b"0 0 5 5 re W n 10 20 30 40 re f",
        b"10 20 m f",
        b"BT /F 10 Tf 3 Tr 10 20 Td (ab) Tj ET",
        b"BT /F 10 Tf 10 20 Td () Tj ET",
        b"/Nothing cs 1 2 3",
    ],
)
def test_what_cannot_be_seen_is_no_mark(content: bytes) -> None:
    assert page(content, Font={"F": font}).marks == ()


# Lines


@pytest.mark.parametrize(
    ("content", "width"),
    [
        (b"0.5 w 10 20 m 40 20 l S", 0.5),
        (b"0.5 0 0 0.5 0 0 cm 0.5 w 10 20 m 40 20 l S", 0.25),
        (b"0 w 10 20 m 40 50 l S", 0),
        (b"10 20 100 0.4 re f", 0.4),
        (b"0.6 0.8 -0.8 0.6 90 0 cm 10 20 50 0.4 re f", 0.4),
        (b"10 20 3 3 re f", None),
        (b"10 20 100 5 re f", None),
        (b"10 20 50 0.3 re W n 0 0 200 100 re f", 0.3),
    ],
)
def test_a_line_has_its_thickness(content: bytes, width: float | None) -> None:
    assert only(content).width == (None if width is None else pytest.approx(width))


def test_a_border_filled_even_odd_is_four_lines() -> None:
    found = marks(b"10 10 60 40 re 10.5 10.5 59 39 re f*")
    assert [mark.width for mark in found] == [pytest.approx(0.5)] * 4


def test_edges_that_a_clip_makes_are_straight() -> None:
    curve = b"0 0 m 0 50 100 50 100 0 c f"
    assert only(curve).straight == (False,) * 4
    assert only(b"20 0 90 90 re W n " + curve).straight == (True, False, False, False)
    assert only(b"10 20 30 40 re f").straight == (True,) * 4


# Type


@pytest.mark.parametrize(
    ("content", "size", "box"),
    [
        (b"/F 10 Tf 10 20 Td (ab) Tj", 10, (10, 18, 20, 27.5)),
        (b"/F 1 Tf 10 0 0 10 10 20 Tm (ab) Tj", 10, (10, 18, 20, 27.5)),
        (b"/F 10 Tf 0 10 -10 0 50 20 Tm (a) Tj", 100, (0, 20, 70, 70)),
        (b"/F 10 Tf 10 20 Td [(a)-1000(b)] TJ", 10, (10, 18, 30, 27.5)),
        (b"/F 10 Tf 2 Tc 10 20 Td (ab) Tj", 10, (10, 18, 24, 27.5)),
        (b"/F 10 Tf 3 Tw 10 20 Td (a b) Tj", 10, (10, 18, 28, 27.5)),
        (b"/F 10 Tf 50 Tz 10 20 Td (ab) Tj", 10, (10, 18, 15, 27.5)),
        (b"/F 10 Tf 3 Ts 10 20 Td (ab) Tj", 10, (10, 21, 20, 30.5)),
        (b"/F 10 Tf 12 TL 10 32 Td T* (ab) Tj", 10, (10, 18, 20, 27.5)),
        (b"/F 10 Tf 12 TL 10 32 Td (ab) '", 10, (10, 18, 20, 27.5)),
    ],
)
def test_type_has_its_size_and_its_box(content: bytes, size: float, box: Any) -> None:
    mark = only(b"BT " + content + b" ET", Font={"F": font})
    assert mark.kind is Kind.TEXT
    assert mark.size == pytest.approx(size)
    assert mark.box == pytest.approx(box)


def test_strings_follow_each_other() -> None:
    first, second = marks(b"BT /F 10 Tf 10 20 Td (ab) Tj (cd) Tj ET", Font={"F": font})
    assert first.box[2] == second.box[0] == pytest.approx(20)


def composite(_: Pdf) -> Dictionary:
    inner = Dictionary(
        Subtype=Name.CIDFontType2, DW=1000, W=Array([3, Array([250, 750]), 10, 12, 500])
    )
    return Dictionary(
        Subtype=Name.Type0,
        BaseFont=Name("/ABCDEF+Two"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([inner]),
    )


@pytest.mark.parametrize(
    ("shown", "width"),
    [(b"<0003>", 2.5), (b"<00030004>", 10), (b"<000b>", 5), (b"<0099>", 10), (b"<000300>", 2.5)],
)
def test_widths_of_composite_fonts_are_read(shown: bytes, width: float) -> None:
    mark = only(b"BT /F 10 Tf 10 20 Td " + shown + b" Tj ET", Font={"F": composite})
    assert mark.box[2] - mark.box[0] == pytest.approx(width)
    assert mark.font == "ABCDEF+Two"


# Colours and settings


@pytest.mark.parametrize(
    ("content", "plates"),
    [
        (b"", (0, 0, 0, 1)),
        (b"0.25 g", (0, 0, 0, 0.75)),
        (b"0.1 0.2 0.3 0.4 k", (0.1, 0.2, 0.3, 0.4)),
        (b"/DeviceCMYK cs", (0, 0, 0, 1)),
        (b"/DeviceCMYK cs 0.1 0.2 0.3 0.4 scn", (0.1, 0.2, 0.3, 0.4)),
        (b"q 1 0 0 0 k Q", (0, 0, 0, 1)),
        (b"1 0 0 rg", None),
    ],
)
def test_a_mark_has_its_plates(content: bytes, plates: Any) -> None:
    mark = only(content + b" 10 20 30 40 re f")
    assert mark.plates == (None if plates is None else pytest.approx(plates))


def test_settings_of_the_state_are_read() -> None:
    mark = only(b"/S gs 10 20 30 40 re f", ExtGState={"S": HALF})
    assert (mark.alpha, mark.transparent) == (0.5, True)
    line = only(b"/S gs 10 20 m 90 20 l S", ExtGState={"S": HALF})
    assert line.alpha == 0.25
    over = only(b"/S gs 10 20 30 40 re f", ExtGState={"S": Dictionary(OP=True, op=False)})
    assert over.overprint is False
    multiplied = only(b"/S gs 10 20 30 40 re f", ExtGState={"S": Dictionary(BM=Name.Multiply)})
    assert multiplied.transparent
    masked = only(b"/S gs 10 20 30 40 re f", ExtGState={"S": Dictionary(SMask=Dictionary())})
    assert masked.masked


# Forms and pictures


def test_a_form_is_placed_wherever_it_is_drawn() -> None:
    drawing = form(b"0.5 w 0 10 m 50 10 l S", Matrix=Array([2, 0, 0, 2, 0, 0]))
    found = marks(
        b"q 1 0 0 1 10 20 cm /N Do Q q 1 0 0 1 60 20 cm /N Do Q q 0.1 0 0 0.1 0 0 cm /N Do Q",
        XObject={"N": drawing},
    )
    assert [mark.width for mark in found] == [1, 1, pytest.approx(0.1)]
    assert found[0].box == pytest.approx((10, 39.5, 110, 40.5))
    assert found[1].box == pytest.approx((60, 39.5, 160, 40.5))
    assert found[2].box == pytest.approx((0, 1.95, 10, 2.05))


def test_a_form_takes_over_colours_and_is_cut_by_its_box() -> None:
    drawing = form(b"-50 -50 400 400 re f")
    black, red = marks(b"/N Do 0 1 1 0 k /N Do", XObject={"N": drawing})
    assert black.plates == pytest.approx((0, 0, 0, 1))
    assert red.plates == pytest.approx((0, 1, 1, 0))
    assert black.box == pytest.approx((0, 0, 200, 100))


def test_a_picture_has_the_coarser_of_its_resolutions() -> None:
    def picture(pdf: Pdf) -> Any:
        return pdf.make_stream(bytes(300 * 100), **image(300, 100, Name.DeviceGray))

    mark = only(b"72 0 0 36 10 20 cm /P Do", XObject={"P": picture})
    assert mark.resolution == pytest.approx(200)
    assert mark.box == pytest.approx((10, 20, 82, 56))
    turned = only(b"0 72 -36 0 60 20 cm /P Do", XObject={"P": picture})
    assert turned.resolution == pytest.approx(200)


def test_a_stencil_is_painted_with_the_colour_of_the_moment() -> None:
    def stencil(pdf: Pdf) -> Any:
        return pdf.make_stream(b"\0" * 8, Subtype=Name.Image, Width=8, Height=8, ImageMask=True)

    mark = only(b"0 1 1 0 k 9 0 0 9 10 20 cm /P Do", XObject={"P": stencil})
    assert mark.bits == 1
    assert mark.plates == pytest.approx((0, 1, 1, 0))


# What is not what it should be


@pytest.mark.parametrize(
    "content",
    [b"1 2 re f", b"/Nobody gs", b"/Nobody Do", b"Q", b"w", b"10 l", b"/F 9 Tf", b"1 0 0 cm"],
)
def test_what_cannot_be_read_is_told_and_passed_over(content: bytes) -> None:
    found = page(content + b"\n10 20 30 40 re f")
    assert len(found.faults) == 1
    assert found.marks[-1].box == pytest.approx((10, 20, 40, 60))


def test_forms_that_multiply_are_not_read_to_their_end() -> None:
    with pikepdf.new() as pdf:
        one = pdf.add_blank_page(page_size=(200, 100))
        inner = form(b"0 0 9 9 re f " * 100)(pdf)
        for _ in range(6):
            inner = form(b"/N Do " * 100, Resources=Dictionary(XObject=Dictionary(N=inner)))(pdf)
        one.Resources = Dictionary(XObject=Dictionary(N=inner))
        one.Contents = pdf.make_stream(b"/N Do")
        (found,) = painted(pdf)
    assert found.faults == ("there are too many marks to read",)


def test_forms_too_deep_in_forms_are_told() -> None:
    with pikepdf.new() as pdf:
        one = pdf.add_blank_page(page_size=(200, 100))
        inner = form(b"0 0 9 9 re f")(pdf)
        for _ in range(30):
            inner = form(b"/N Do", Resources=Dictionary(XObject=Dictionary(N=inner)))(pdf)
        one.Resources = Dictionary(XObject=Dictionary(N=inner))
        one.Contents = pdf.make_stream(b"/N Do")
        (found,) = painted(pdf)
    assert any("too deep" in fault for fault in found.faults)
