"""How much ink a page can have, told of its marks: never less than Ghostscript counts.

What publishing finds by counting doubtful pages is what counting all of them finds.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

from press import preflight, reading, tools
from press.finding import Finding
from press.preflight import inks
from press.preflight.inks import ROUNDING
from press.rule import judged
from press.tools import NotChecked
from tests.conftest import POINTS, Editions
from tests.print_faults import RGB, calibrated, each, tint
from tests.print_file import BLEED, TRIM, bytes_of, delivery, form, image, paint, sound
from tests.test_preflight_programs import here, softly

LIMIT = 300.0
PICTURE = b"q 48 0 0 48 40 100 cm /P Do Q"
BLOCK = b" 50 60 40 30 re f "
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
OVER = {"N": Dictionary(OP=True, op=True, OPM=1)}


def plain(*spoils: Callable[[pikepdf.Pdf], object]) -> bytes:
    """A sound file without its pictures, and with something more."""
    with sound() as pdf:
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            assert PICTURE in content
            page.Contents = pdf.make_stream(content.replace(PICTURE, b""))
        for spoil in spoils:
            spoil(pdf)
        return bytes_of(pdf)


def painted(content: bytes, **resources: Any) -> bytes:
    return plain(paint(content, **resources))


def bounds(content: bytes) -> list[float | None]:
    return list(reading.read_print(content).bounds)


def heavy(content: bytes, pages: preflight.Counted) -> tuple[list[Finding], list[int]]:
    """What is said of the ink when some pages are counted, and which they were."""
    here("ghostscript")
    subject = delivery(content)
    wanted = list(pages(subject.facts, LIMIT))
    ink = reading.coverage(
        content,
        within={index: subject.facts.pages[index].bled for index in wanted},
        limit=LIMIT,
        plates=subject.facts.is_plates,
    )
    return judged(inks.RULES, replace(subject, coverage=ink)), wanted


# Bounds


@pytest.mark.parametrize(
    ("content", "most"),
    [
        (b"", 1.0),
        (b"0.9 0.8 0.7 0.3 k" + BLOCK, 2.7),
        (b"0.9 0.8 0.7 0.3 k" + BLOCK + b"0 0 0 1 k" + BLOCK, 2.7),
        (b"0 g" + BLOCK, 1.0),
        (b"2 1 -1 0.5 k" + BLOCK, 2.5),
        (b"0.9 0.9 0 0 k" + BLOCK + b"/N gs 0 0 0.8 0.8 k" + BLOCK, 3.4),
        (b"/N gs 0 0 0.8 0.8 k" + BLOCK + b"0 0.9 0.9 0 k 150 60 40 30 re f", 2.8),
        (b"/N gs 0 0.2 0 0 K 3 w 40 60 m 90 60 l S", 1.2),
    ],
)
def test_the_most_ink_of_a_page_is_told(content: bytes, most: float) -> None:
    first, *others = bounds(painted(content, ExtGState=OVER))
    assert first == pytest.approx(most)
    assert others == [pytest.approx(1.0)] * 3


def test_marks_for_the_printer_are_no_load() -> None:
    crop = b"/All CS 1 SCN 0.25 w %f 0 m %f 0 l S" % (-BLEED * POINTS - 14, -BLEED * POINTS)
    ring = b"/All CS 1 SCN 0.25 w -30 60 m -30 70 -20 70 -20 60 c -20 50 -30 50 -30 60 c s"
    all_plates = {"All": tint("All")}
    for mark in (crop, ring):
        assert bounds(painted(mark, ColorSpace=all_plates))[0] == pytest.approx(1.0)
    near = ring.replace(b"-20", b"-8.6")
    inside = b"/All cs 1 scn 40 60 9 9 re f"
    for mark in (near, inside):
        assert bounds(painted(mark, ColorSpace=all_plates))[0] is None


DOUBTFUL: dict[str, bytes] = {
    "a picture": painted(
        b"20 0 0 20 60 30 cm /N Do",
        XObject={"N": lambda pdf: pdf.make_stream(bytes(4), **image(1, 1, Name.DeviceCMYK))},
    ),
    "a stencil": painted(
        b"20 0 0 20 60 30 cm BI /W 8 /H 1 /IM true /BPC 1 ID \x00 EI",
    ),
    "a shading": painted(
        b"0 0 20 20 re W n /N sh",
        Shading={"N": Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK)},
    ),
    "a pattern": painted(
        b"/Pattern cs /N scn" + BLOCK,
        Pattern={
            "N": form(
                b"1 1 1 1 k 0 0 5 5 re f",
                PatternType=1,
                PaintType=1,
                XStep=9,
                YStep=9,
                TilingType=1,
            )
        },
    ),
    "a colour of light": painted(b"1 0 0 rg" + BLOCK),
    "a profile's colour": painted(
        b"/N cs 0.9 0.4 0.3 0.2 scn" + BLOCK,
        ColorSpace={"N": calibrated("ICCBased", components=4)},
    ),
    "a separation": painted(b"/N cs 0.7 scn" + BLOCK, ColorSpace={"N": tint("Gold")}),
    "something translucent": painted(
        b"/N gs 0.9 0.4 0.3 0.2 k" + BLOCK, ExtGState={"N": Dictionary(ca=0.5)}
    ),
    "a soft mask": painted(b"/N gs 0.9 0.4 0.3 0.2 k" + BLOCK, ExtGState=softly()),
    "what a clip hides": painted(b"0 0 9 9 re W n 1 1 1 1 k" + BLOCK),
    "what a clip hides in a form": painted(
        b"/N Do", XObject={"N": form(b"0 0 9 9 re W n 1 1 1 1 k" + BLOCK)}
    ),
    "a dot of no size": painted(b"1 1 1 1 K 60 w 1 J 50 60 m h S"),
    "a dot that is closed as it is drawn": painted(b"1 1 1 1 K 60 w 1 J 50 60 m s"),
    "what cannot be read": painted(b"/Nowhere Do"),
    "a note": plain(
        lambda pdf: pdf.pages[0].__setitem__(
            "/Annots", Array([Dictionary(Subtype=Name.Square, Rect=Array([9, 9, 20, 20]))])
        )
    ),
    "a page that is turned": plain(lambda pdf: pdf.pages[0].__setitem__("/Rotate", 90)),
    "a page of another unit": plain(lambda pdf: pdf.pages[0].__setitem__("/UserUnit", 2)),
}
EVERYWHERE: dict[str, bytes] = {
    "a blend mode": painted(b"", ExtGState={"N": Dictionary(BM=Name.Multiply)}),
    "one of several blend modes": painted(
        b"", ExtGState={"N": Dictionary(BM=Array([Name.Multiply, Name.Normal]))}
    ),
    "a group in light": painted(
        b"/N Do", XObject={"N": form(b"", Group=Dictionary(S=Name.Transparency, CS=RGB))}
    ),
    "a space in place of the device's": painted(
        b"", ColorSpace={"DefaultCMYK": calibrated("ICCBased", components=4)}
    ),
    "a transfer function": painted(
        b"", ExtGState={"N": Dictionary(TR=Dictionary(FunctionType=4))}
    ),
    "letters that are drawings": plain(
        each(lambda page: page.Resources.__setitem__("/Font", Dictionary(F=Dictionary(
            Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(), Encoding=Dictionary(),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), FirstChar=0, Widths=Array([]),
        ))))
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", DOUBTFUL)
def test_a_page_of_which_nobody_is_sure_has_no_bound(what: str) -> None:
    assert bounds(DOUBTFUL[what]) == [None, *[pytest.approx(1.0)] * 3]


@pytest.mark.parametrize("what", EVERYWHERE)
def test_what_may_work_on_any_page_leaves_none_with_a_bound(what: str) -> None:
    assert bounds(EVERYWHERE[what]) == [None] * 4


@pytest.mark.parametrize(
    "gs",
    [
        Dictionary(BM=Name.Normal, ca=1),
        Dictionary(BM=Name.Compatible),
        Dictionary(TR=Name.Identity, HT=Name.Default),
    ],
)
def test_what_says_that_all_is_usual_takes_no_bound_away(gs: Dictionary) -> None:
    content = painted(b"/N gs" + BLOCK, ExtGState={"N": gs})
    assert bounds(content)[0] == pytest.approx(1.0)


def test_a_bound_at_the_limit_is_believed_and_none_beyond_it() -> None:
    def doubtful(content: bytes) -> list[int]:
        return list(reading.doubtful_pages(reading.read_print(painted(content)), LIMIT))

    assert doubtful(b"1 1 0.5 0.5 k" + BLOCK) == []
    assert doubtful(b"1 1 0.5 0.501 k" + BLOCK) == [0]


# What publishing finds


def multiplied() -> dict[str, Any]:
    return {"N": Dictionary(BM=Name.Multiply)}


HEAVY: dict[str, bytes] = {
    "one colour": painted(b"1 1 1 0.5 k" + BLOCK),
    "overprinting": painted(
        b"0.9 0.9 0 0 k" + BLOCK + b"/N gs 0 0 0.8 0.8 k" + BLOCK, ExtGState=OVER
    ),
    "overprinting in a form": painted(
        b"0.9 0.9 0 0 k" + BLOCK + b"/N gs /F Do",
        ExtGState=OVER,
        XObject={"F": form(b"0 0 0.8 0.8 k" + BLOCK)},
    ),
    "multiplying": painted(
        b"0.9 0.9 0.2 0 k" + BLOCK + b"/N gs 0 0 0.9 0.8 k" + BLOCK, ExtGState=multiplied()
    ),
    "a group that is multiplied": painted(
        b"0.9 0.9 0.2 0 k" + BLOCK + b"/N gs /F Do",
        ExtGState=multiplied(),
        XObject={
            "F": form(
                b"/N gs 0 0 0.9 0.8 k" + BLOCK,
                Group=Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK),
                Resources=Dictionary(ExtGState=Dictionary(N=Dictionary(BM=Name.Normal))),
            )
        },
    ),
    "a picture": painted(
        b"20 0 0 20 60 30 cm /N Do",
        XObject={
            "N": lambda pdf: pdf.make_stream(b"\xff" * 1600, **image(20, 20, Name.DeviceCMYK))
        },
    ),
    "a pattern": painted(
        b"/Pattern cs /N scn" + BLOCK,
        Pattern={
            "N": form(
                b"1 1 1 0.4 k 0 0 9 9 re f", PatternType=1, PaintType=1, XStep=9, YStep=9,
                TilingType=1,
            )
        },
    ),
    "a profile's colour": painted(
        b"/N cs 0 0 0 scn" + BLOCK,
        ColorSpace={"N": lambda pdf: Array([Name.ICCBased, pdf.make_stream(
            SRGB, N=3, Alternate=Name.DeviceRGB)])},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", HEAVY)
def test_publishing_finds_too_much_ink_however_it_came_there(what: str) -> None:
    limit = {"a profile's colour": 250.0}.get(what, LIMIT)
    subject = delivery(HEAVY[what], max_ink=int(limit))
    guarding, telling = (
        judged(
            (inks.heavy,),
            replace(
                subject,
                coverage=reading.coverage(
                    HEAVY[what],
                    within={
                        index: subject.facts.pages[index].bled
                        for index in pages(subject.facts, limit)
                    },
                    limit=limit,
                    plates=subject.facts.is_plates,
                ),
            ),
        )
        for pages in (preflight.GUARDING, preflight.TELLING)
    )
    here("ghostscript")
    assert [one.code for one in guarding] == ["ink-heavy"]
    assert guarding == telling


def test_a_sound_file_without_pictures_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> None:
        raise AssertionError("a program was started")

    monkeypatch.setattr(tools, "started", nobody)
    content = plain()
    assert heavy(content, preflight.GUARDING) == ([], [])


def test_where_ghostscript_is_absent_it_is_said_if_a_page_had_to_be_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tools.programs, "_found", lambda _: None)

    def said(content: bytes) -> list[str]:
        subject = delivery(content)
        wanted = preflight.GUARDING(subject.facts, LIMIT)
        ink = reading.coverage(
            content, within=dict.fromkeys(wanted, TRIM), limit=LIMIT, plates=True
        )
        assert isinstance(ink, NotChecked) == bool(wanted)
        return [one.code for one in judged(inks.RULES, replace(subject, coverage=ink))]

    assert said(plain()) == []
    assert said(bytes_of(sound())) == ["ink-not-counted"]


def test_on_real_pages_the_bound_holds_and_both_ways_agree(editions: Editions) -> None:
    for name in ("ignite", "tiny"):
        content = editions(name, "print").made.content
        file = reading.read_print(content)
        here("ghostscript")
        everything = reading.coverage(
            content,
            within={page.index: page.bled for page in file.pages},
            limit=200,
            plates=file.is_plates,
        )
        assert not isinstance(everything, NotChecked)
        assert len(everything) == len(file.pages)
        for index, bound in enumerate(file.bounds):
            assert bound is not None
            assert everything[index].most <= bound * 100 + ROUNDING
        for limit in (200.0, 280.0, LIMIT):
            wanted = reading.doubtful_pages(file, limit)
            over = {index for index, one in everything.items() if one.most > limit + ROUNDING}
            assert over <= set(wanted)
        assert reading.doubtful_pages(file, 200) != []
        some = reading.coverage(
            content,
            within={index: file.pages[index].bled for index in reading.doubtful_pages(file, 200)},
            limit=200,
            plates=file.is_plates,
        )
        assert some == {index: everything[index] for index in reading.doubtful_pages(file, 200)}


def test_many_pages_are_counted_in_two_pieces_to_the_same_end(
    editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    here("ghostscript")
    content = editions("tiny", "print").made.content
    file = reading.read_print(content)
    within = {page.index: page.bled for page in file.pages if page.index != 3}

    def counted() -> object:
        return reading.coverage(content, within=within, limit=LIMIT)

    whole = counted()
    pieces: list[str] = []
    started = tools.started

    def start(tool: str, args: Any, **named: Any) -> object:
        pieces.extend(word for word in args if "PageList" in str(word))
        return started(tool, args, **named)

    monkeypatch.setattr(tools, "started", start)
    monkeypatch.setattr(sys.modules["press.reading.coverage"], "MANY", 5)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert counted() == whole
    assert len(pieces) == 2
    assert pieces[0].startswith("-sPageList=1-3,5-")


# Any marks


def colour() -> st.SearchStrategy[str]:
    ink = st.sampled_from(["0", "0.3", "0.7", "1"])
    return st.tuples(ink, ink, ink, ink).map(" ".join)


def mark() -> st.SearchStrategy[str]:
    place = st.integers(20, 160)
    side = st.integers(5, 90)
    block = st.tuples(place, place, side, side).map("{0[0]} {0[1]} {0[2]} {0[3]} re".format)
    over = st.sampled_from(["/Over gs", "/Knock gs"])
    filled = st.tuples(over, colour(), block).map("{0[0]} {0[1]} k {0[2]} f".format)
    stroked = st.tuples(over, colour(), block).map("{0[0]} {0[1]} K 6 w {0[2]} S".format)
    line = st.tuples(colour(), place, place).map(
        "{0[0]} k BT /F 40 Tf {0[1]} {0[2]} Td (Lamps) Tj ET".format
    )
    drawn = st.tuples(over, st.integers(-20, 60)).map("{0[0]} q 1 0 0 1 {0[1]} 9 cm /M Do Q".format)
    return st.one_of(filled, stroked, line, drawn)


STATES = Dictionary(Over=Dictionary(OP=True, op=True, OPM=1), Knock=Dictionary(OP=False, op=False))


@settings(
    max_examples=6,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(st.lists(mark(), min_size=1, max_size=6), min_size=16, max_size=16))
def test_no_spot_of_any_page_has_more_than_its_bound(pages: list[list[str]]) -> None:
    here("ghostscript")
    with sound(len(pages)) as pdf:
        resources = pdf.pages[0].Resources
        resources.ExtGState = STATES
        block = form(b"0.3 0.7 0.3 0 k 30 30 60 60 re f")(pdf)
        resources.XObject = Dictionary(M=pdf.make_indirect(block))
        for page, marks in zip(pdf.pages, pages, strict=True):
            start = b"1 0 0 1 %f %f cm\n" % TRIM[:2]
            page.Contents = pdf.make_stream(start + "\n".join(marks).encode())
        content = bytes_of(pdf)
    file = reading.read_print(content)
    counted = reading.coverage(
        content,
        within={page.index: page.bled for page in file.pages},
        limit=LIMIT,
        plates=file.is_plates,
    )
    assert not isinstance(counted, NotChecked)
    for index, bound in enumerate(file.bounds):
        assert bound is not None
        assert counted[index].most <= bound * 100 + ROUNDING
