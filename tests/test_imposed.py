"""Imposition: the sheets are printed, folded, nested and cut in code, and the booklet is read."""

from __future__ import annotations

import ctypes
import io
import math
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from press import assets, build, finish, impose, imposition, output, reading, tools
from press.editions import imposed as imposing
from press.editions.imposed import Imposed
from press.errors import ContentError, UsageError
from press.finish.imposed import impose as draw
from press.imposition import SHEETS, Booklet, Box, Placed, Side
from press.tools import NotChecked
from tests.conftest import POINTS, REPOSITORY, Edition, Editions, change

PUBLICATIONS = ("tiny", "ignite")
ORDER = "manuscript/tiny/publication.yaml"
A5 = Booklet(extent=52, width=148, height=210, bleed=3, thickness=0.1)
NEAR = 1e-6
"""What counts as nothing, in mm."""


# A bindery


@dataclass(frozen=True, kw_only=True)
class Half:
    """One page of a folded sheet, which is half of one side; measured from the fold, its spine."""

    sheet: int
    page: int
    spine: float
    """From the fold to the near edge of the page's trim; less than nothing when it is cut there."""
    outer: float
    """From the fold to the far edge of the page's trim."""
    shown: tuple[float, float]
    """From the fold: what is printed of it."""
    knife: float
    """From the fold: where the sheet is cut."""
    y: float


def halves(side: Side, width: float) -> tuple[Half, Half]:
    """The left and the right half of a side, which is held with its head up."""
    found = []
    for placed, way in zip(side.placed, (-1, 1), strict=True):
        edges = sorted(way * (x - side.fold) for x in (placed.x, placed.x + width))
        shown = sorted(way * (x - side.fold) for x in (placed.clip.left, placed.clip.right))
        found.append(
            Half(
                sheet=side.number,
                page=placed.page,
                spine=edges[0],
                outer=edges[1],
                shown=(shown[0], shown[1]),
                knife=side.trim.width / 2,
                y=placed.y,
            )
        )
    return found[0], found[1]


def folded(sides: Sequence[Side], width: float) -> list[tuple[Half, Half]]:
    """The leaves of the nested sheets from the first to the last: recto and verso of each.

    A sheet lies with its front down and is folded with the front outside. Turned about the fold,
    what is right on the front has behind it what is left on the back.
    """
    first: list[tuple[Half, Half]] = []
    last: list[tuple[Half, Half]] = []
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        assert (front.face, back.face) == ("front", "back")
        assert front.number == back.number
        front_left, front_right = halves(front, width)
        back_left, back_right = halves(back, width)
        first.append((front_right, back_left))
        last.insert(0, (back_right, front_left))
    return first + last


booklets = st.builds(
    Booklet,
    extent=st.integers(1, 24).map(lambda sheets: 4 * sheets),
    width=st.floats(50, 300).map(lambda side: round(side, 1)),
    height=st.floats(50, 400).map(lambda side: round(side, 1)),
    bleed=st.sampled_from([0.0, 2.0, 3.0, 5.0]),
    thickness=st.floats(0.03, 0.4).map(lambda side: round(side, 3)),
)


@given(booklet=booklets, asked=st.sampled_from(["", *SHEETS]))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_a_folded_booklet_reads_from_first_to_last(booklet: Booklet, asked: str) -> None:
    try:
        sheet = imposition.sheet_for(booklet, asked, margin=finish.marks.reach(booklet.bleed))
        sides = imposition.printers_spreads(booklet, sheet)
    except (UsageError, ContentError):
        assume(False)
    leaves = folded(sides, booklet.width)
    assert [half.page for leaf in leaves for half in leaf] == list(range(booklet.extent))
    assert len(sides) == booklet.extent // 2
    for recto, verso in leaves:
        assert (recto.page % 2, verso.page % 2) == (0, 1)
        for half in (recto, verso):
            creep = (half.sheet - 1) * booklet.thickness
            assert half.spine == pytest.approx(-creep, abs=NEAR), "shifted towards the spine"
            # The fold of an inner sheet lies inside the outer ones, so its edge stands out by as
            # much as its pages were shifted: from the booklet's back all pages end in one plane.
            assert creep + half.outer == pytest.approx(booklet.width, abs=NEAR)
            assert creep + half.knife == pytest.approx(booklet.width, abs=NEAR)
            assert half.shown[0] == pytest.approx(0, abs=NEAR), "cut at the fold"
            assert half.shown[1] == pytest.approx(half.outer + booklet.bleed, abs=NEAR)
        assert recto.outer == pytest.approx(verso.outer, abs=NEAR), "back stands behind front"
        assert recto.y == verso.y


@given(booklet=booklets)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_marks_and_bleed_stay_on_the_sheet_and_no_smaller_one_would_do(booklet: Booklet) -> None:
    reach = finish.marks.reach(booklet.bleed)
    try:
        sheet = imposition.sheet_for(booklet, "", margin=reach)
        sides = imposition.printers_spreads(booklet, sheet)
    except (UsageError, ContentError):
        assume(False)
    for side in sides:
        assert sorted((side.width, side.height)) == list(SHEETS[sheet])
        assert side.trim.height == pytest.approx(booklet.height)
        marked = side.trim.grown(reach)
        assert min(marked.left, marked.bottom) >= -0.001
        assert marked.right <= side.width + 0.001
        assert marked.top <= side.height + 0.001
        for placed in side.placed:
            assert placed.clip.bottom == pytest.approx(side.trim.bottom - booklet.bleed)
            assert placed.clip.top == pytest.approx(side.trim.top + booklet.bleed)
    smaller = list(SHEETS)[: list(SHEETS).index(sheet)]
    for name in smaller:
        with pytest.raises(UsageError):
            imposition.sheet_for(booklet, name, margin=reach)


@given(booklet=booklets)
@settings(max_examples=200, deadline=None)
def test_an_office_booklet_reads_from_first_to_last_and_fits_its_paper(booklet: Booklet) -> None:
    sides = imposition.office(booklet)
    scale = sides[0].placed[0].scale
    leaves = folded(sides, booklet.width * scale)
    assert [half.page for leaf in leaves for half in leaf] == list(range(booklet.extent))
    assert scale <= 1
    fits = 2 * booklet.width <= sides[0].width and booklet.height <= sides[0].height
    assert (scale == 1) is fits
    for side in sides:
        assert sorted((side.width, side.height)) == [210, 297]
        for placed in side.placed:
            assert placed.clip.width == pytest.approx(booklet.width * scale)
            assert placed.clip.height == pytest.approx(booklet.height * scale)
            assert placed.clip.left >= -NEAR
            assert placed.clip.right <= side.width + NEAR
            assert placed.clip.bottom >= -NEAR
            assert placed.clip.top <= side.height + NEAR
    for leaf in leaves:
        assert all(half.spine == pytest.approx(0, abs=NEAR) for half in leaf), "no creep"


@given(extent=st.integers(1, 96))
def test_reader_spreads_are_what_lies_open(extent: int) -> None:
    openings = imposition.openings(extent)
    assert [page for pages in openings for page in pages] == list(range(extent))
    assert openings[0] == (0,), "the cover is alone"
    for pages in openings[1:]:
        assert pages[0] % 2 == 1, "a verso is left"
        assert len(pages) == 2 or pages == (extent - 1,)


def test_creep_grows_by_a_thickness_from_sheet_to_sheet() -> None:
    sides = imposition.printers_spreads(A5, "SRA3")
    assert [round(side.creep, 3) for side in sides[::2]] == [n / 10 for n in range(13)]
    outer, inner = sides[0], sides[-1]
    assert [placed.page for placed in outer.placed] == [51, 0]
    assert [placed.page for placed in sides[1].placed] == [1, 50]
    assert [placed.page for placed in inner.placed] == [25, 26]
    assert (outer.width, outer.height, outer.turned_on) == (450, 320, "short edge")
    assert outer.placed[1].x == outer.fold
    assert inner.placed[1].x == pytest.approx(inner.fold - 1.2)


# What is refused


@pytest.mark.parametrize("extent", [0, 1, 6, 50])
def test_an_extent_that_cannot_be_folded_is_refused(extent: int) -> None:
    booklet = Booklet(extent=extent, width=148, height=210)
    plans = partial(imposition.printers_spreads, sheet="A3"), imposition.office
    for plan in plans:
        with pytest.raises(ContentError, match=r"multiple of 4") as caught:
            plan(booklet)
        assert caught.value.message.startswith(f"{extent} pages cannot be folded")


def test_a_sheet_that_is_too_small_is_told_with_those_that_fit() -> None:
    with pytest.raises(UsageError, match=r"148 × 210 mm take 312 × 226 mm") as caught:
        imposition.sheet_for(A5, "sra4", margin=8)
    assert "SRA4 has 225 × 320 mm" in caught.value.message
    assert caught.value.hint.startswith("ask for one that holds them: A3, RA3, SRA3")
    with pytest.raises(UsageError, match="did you mean “SRA3”"):
        imposition.sheet_for(A5, "SR3", margin=8)
    with pytest.raises(UsageError, match="no sheet is so large"):
        imposition.sheet_for(Booklet(extent=4, width=700, height=900), "", margin=8)


def test_paper_too_thick_for_its_sheets_is_refused() -> None:
    with pytest.raises(ContentError, match=r"24 sheets of 0.8 mm .* creep by 18.4 mm"):
        imposition.printers_spreads(Booklet(extent=96, width=148, height=210, thickness=0.8), "A3")


# Sheets of plain pages: each page a colour of its own, far over its bleed


def coloured(extent: int) -> tuple[bytes, list[tuple[int, int, int]]]:
    """A print PDF of 60 × 80 mm with 3 mm bleed; every page is flooded, and has a corner marked."""
    colours = [(40 + 20 * (n % 8), 60 + 40 * (n // 8), 200 - 10 * n) for n in range(extent)]
    with pikepdf.new() as pdf:
        for red, green, blue in colours:
            page = pdf.add_blank_page(page_size=(90 * POINTS, 110 * POINTS))
            page.TrimBox = Array([15 * POINTS, 15 * POINTS, 75 * POINTS, 95 * POINTS])
            page.BleedBox = Array([12 * POINTS, 12 * POINTS, 78 * POINTS, 98 * POINTS])
            page.Contents = pdf.make_stream(
                b"%.4f %.4f %.4f rg 0 0 900 900 re f" % (red / 255, green / 255, blue / 255)
                # black in the upper left corner of the trim: which way is up, and which way right
                + b" 0 g %.4f %.4f %.4f %.4f re f"
                % (15 * POINTS, 90 * POINTS, 5 * POINTS, 5 * POINTS)
            )
            page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link)])
        pdf.Root.PageLayout = Name.TwoPageRight
        held = io.BytesIO()
        pdf.save(held, deterministic_id=True)
    return held.getvalue(), colours


def pictures(content: bytes, *, dots_a_mm: int = 10) -> list[Any]:
    """Each page of a PDF in pixels, from the top."""
    document = pypdfium2.PdfDocument(content)
    try:
        scale = dots_a_mm / POINTS
        return [np.asarray(page.render(scale=scale).to_pil().convert("RGB")) for page in document]
    finally:
        document.close()


def is_near(pixels: Any, colour: Sequence[int]) -> Any:
    return (abs(pixels.astype(int) - list(colour)) <= 2).all(axis=-1)


@pytest.fixture(scope="module")
def plain() -> tuple[tuple[Side, ...], list[Any], list[tuple[int, int, int]]]:
    """Twelve pages on sheets of paper half a millimetre thick, in pixels."""
    content, colours = coloured(12)
    booklet = Booklet(extent=12, width=60, height=80, bleed=3, thickness=0.5)
    sides = imposition.printers_spreads(booklet, "A4")
    lines = tuple((f"sheet {side.number}", side.face) for side in sides)
    letters = assets.lettering(REPOSITORY, [text for two in lines for text in two])
    sheets = draw(
        content,
        sides,
        labels=[str(n) for n in range(6)],
        slugs=finish.Slugs(lines=lines, lettering=letters),
    )
    return sides, pictures(sheets), colours


def test_no_bleed_runs_over_the_fold_and_nothing_else_stands_inside_the_bleed(plain) -> None:
    sides, sheets, colours = plain
    for side, picture in zip(sides, sheets, strict=True):
        top = round((side.height - side.trim.top - side.bleed) * 10)
        bottom = round((side.height - side.trim.bottom + side.bleed) * 10)
        fold = round(side.fold * 10)
        outer = [round((side.trim.left - 3) * 10), round((side.trim.right + 3) * 10)]
        spans = zip(side.placed, ((outer[0], fold), (fold, outer[1])), strict=True)
        for placed, (left, right) in spans:
            area = picture[top + 1 : bottom - 1, left + 1 : right - 1]
            own = is_near(area, colours[placed.page])
            black = is_near(area, (0, 0, 0))
            assert (own | black).mean() > 0.999, "a page, its own mark, and the edge of that"
            assert own.mean() > 0.9
        rim = picture[:, outer[0] - 20 : outer[0] - 1]
        assert not any(is_near(rim, colour).any() for colour in colours), "art ends at the bleed"


def test_pages_stand_upright_where_creep_puts_them(plain) -> None:
    sides, sheets, _colours = plain
    for side, picture in zip(sides, sheets, strict=True):
        for placed in side.placed:
            x, y = placed.x, side.height - placed.y - 80
            left = max(placed.clip.left, x)
            mark = picture[round(y * 10) + 1 : round((y + 5) * 10) - 1,
                           round(left * 10) + 1 : round((x + 5) * 10) - 1]  # fmt: skip
            assert is_near(mark, (0, 0, 0)).all(), "the mark is in the upper left of the trim"
            assert mark.shape[1] >= 35
            beside = picture[round(y * 10) + 5, round((x + 5) * 10) + 2]
            assert not is_near(beside, (0, 0, 0))


def test_what_is_printed_on_the_back_stands_behind_its_front(plain) -> None:
    sides, sheets, _colours = plain
    for index in range(0, len(sides), 2):
        front, back = (
            ~is_near(picture, (255, 255, 255))[400:1600] for picture in sheets[index : index + 2]
        )
        across = slice(round((sides[index].trim.left - 3) * 10) - 2, None)
        assert (front[:, across] ^ back[:, ::-1][:, across]).mean() < 0.001


def test_marks_begin_outside_the_bleed_and_name_the_trim_and_the_fold(plain) -> None:
    sides, sheets, _colours = plain
    side, picture = sides[-1], sheets[-1]
    above = picture[round((side.height - side.trim.top - 3) * 10) - 6]  # 0.6 mm over the bleed
    dark = np.flatnonzero(above.min(axis=-1) < 128) / 10
    wanted = (side.trim.left, side.fold, side.trim.right)
    targets = [side.trim.left + side.trim.width * part / 4 for part in (1, 3)]
    for mark in (*wanted, *targets):
        assert abs(dark - mark).min() <= 0.1, f"nothing stands at {mark} mm"
    assert len(dark) <= 15, "nothing else does"


def test_without_slugs_there_are_no_marks_and_annotations_never() -> None:
    content, _colours = coloured(8)
    booklet = Booklet(extent=8, width=60, height=80)
    for sides in (imposition.readers_spreads(booklet), imposition.office(booklet)):
        made = draw(content, sides, labels=["x"] * len(sides))
        with pikepdf.open(io.BytesIO(made)) as pdf:
            assert len(pdf.pages) == len(sides)
            assert "/PageLayout" not in pdf.Root
            for page in pdf.pages:
                assert "/Annots" not in page.obj
                assert set(page.obj.Resources.keys()) == {"/XObject"}


# Tiny and Ignite, folded


Letter = tuple[str, float, float]


def letters_on(page: Any, box: tuple[float, float, float, float]) -> list[Letter]:
    """The letters whose middle is inside a box in pt, and where that is, from the box's corner."""
    text = page.get_textpage()
    left, bottom, right, top = box
    found = []
    edges = [ctypes.c_double() for _ in range(4)]
    for index in range(text.count_chars()):
        char = chr(pypdfium2.raw.FPDFText_GetUnicode(text, index))
        if char.isspace() or not char.isprintable():
            continue
        pypdfium2.raw.FPDFText_GetCharBox(text, index, *edges)  # left, right, bottom, top
        x, y = (edges[0].value + edges[1].value) / 2, (edges[2].value + edges[3].value) / 2
        if left < x < right and bottom < y < top:
            found.append((char, x - left, y - bottom))
    return found


def points(box: Box) -> tuple[float, float, float, float]:
    return (box.left * POINTS, box.bottom * POINTS, box.right * POINTS, box.top * POINTS)


def trim_of(placed: Placed, width: float, height: float) -> Box:
    return Box(
        left=placed.x,
        bottom=placed.y,
        right=placed.x + width * placed.scale,
        top=placed.y + height * placed.scale,
    )


@dataclass(frozen=True, kw_only=True)
class Pack:
    """The imposed files of an edition, and the edition."""

    edition: Edition
    files: dict[str, Imposed]


@pytest.fixture(scope="module", params=PUBLICATIONS)
def pack(request: pytest.FixtureRequest, editions: Editions) -> Pack:
    edition = editions(request.param, "print")
    return Pack(edition=edition, files={form: sheets_of(edition, form) for form in imposing.FORMS})


def sheets_of(edition: Edition, form: str, sheet: str = "SRA3") -> Imposed:
    return imposing.make(
        edition.work.order,
        edition.made,
        form,
        sheet=sheet,
        letters=lambda texts: assets.lettering(REPOSITORY, texts),
    )


def same_letters(found: list[Letter], wanted: list[Letter], scale: float = 1.0) -> bool:
    """Whether they are the same in the same order, each within a fiftieth of a millimetre."""
    if [one[0] for one in found] != [one[0] for one in wanted]:
        return False
    return all(
        math.hypot(x - x2 * scale, y - y2 * scale) < 0.06
        for (_, x, y), (_, x2, y2) in zip(found, wanted, strict=True)
    )


def test_the_folded_file_is_read_in_order_each_letter_in_its_place(pack: Pack) -> None:
    """From the file alone: halves of its pages, folded and nested, against the single pages."""
    extent, booklet = pack.edition.made.extent, A5
    document = pypdfium2.PdfDocument(pack.files["imposed"].content)
    assert len(document) == extent // 2
    first: list[list[Letter]] = []
    last: list[list[Letter]] = []
    for sheet in range(extent // 4):
        creep = sheet * booklet.thickness
        boxes = []
        for way in (-1, 1):  # the trims of single pages, shifted to the fold in the middle
            middle = 225 + way * (booklet.width / 2 - creep)
            box = Box(left=middle - 74, right=middle + 74, bottom=55, top=265)
            boxes.append((way, box))
        sides = []
        for page in (document[2 * sheet], document[2 * sheet + 1]):
            assert page.get_size() == pytest.approx((450 * POINTS, 320 * POINTS), abs=0.01)
            sides.append([half_letters(page, box, way) for way, box in boxes])
        (front_left, front_right), (back_left, back_right) = sides
        first += [front_right, back_left]
        last[:0] = [back_right, front_left]
    margin = 15 * POINTS
    for index, found in enumerate(first + last):
        page = pack.edition.pdfium[index]
        single = (margin, margin, margin + 148 * POINTS, margin + 210 * POINTS)
        assert same_letters(found, letters_on(page, single)), f"page {index + 1}"
    document.close()


def half_letters(page: Any, box: Box, way: int) -> list[Letter]:
    """The letters of one half of a sheet, from the corner of the page's trim."""
    fold = 225 * POINTS
    left, bottom, right, top = points(box)
    if way < 0:
        inside = left, bottom, min(right, fold), top
    else:
        inside = max(left, fold), bottom, right, top
    return [(char, x + inside[0] - left, y) for char, x, y in letters_on(page, inside)]


def test_the_office_booklet_and_the_spreads_hold_every_letter(pack: Pack) -> None:
    booklet = Booklet(extent=pack.edition.made.extent, width=148, height=210)
    plans = {
        "office": imposition.office(booklet),
        "spreads": imposition.readers_spreads(booklet),
    }
    margin = 15 * POINTS
    single = (margin, margin, margin + 148 * POINTS, margin + 210 * POINTS)
    for form, sides in plans.items():
        document = pypdfium2.PdfDocument(pack.files[form].content)
        assert len(document) == len(sides)
        for page, side in zip(document, sides, strict=True):
            for placed in side.placed:
                found = letters_on(page, points(trim_of(placed, 148, 210)))
                wanted = letters_on(pack.edition.pdfium[placed.page], single)
                assert same_letters(found, wanted, placed.scale), f"{form}: page {placed.page + 1}"
        document.close()


def test_the_slug_tells_sheet_side_pages_creep_and_how_to_turn(pack: Pack) -> None:
    document = pypdfium2.PdfDocument(pack.files["imposed"].content)
    extent = pack.edition.made.extent
    sheets = extent // 4
    texts = [page.get_textpage().get_text_bounded(bottom=0, top=55 * POINTS) for page in document]
    title = pack.edition.work.order.publication.full_title
    assert all(title in text for text in texts)
    assert f"sheet 1 of {sheets}, front · pages {extent} and 1 ·" in texts[0]
    assert f"sheet 1 of {sheets}, back · pages 2 and {extent - 1} ·" in texts[1]
    assert f"one signature of {extent} pages · creep 0.00 mm" in texts[0]
    assert f"creep {(sheets - 1) / 10:.2f} mm" in texts[-1]
    assert "sheetwise, turn on the short edge, head to head" in texts[0]
    document.close()


def test_what_the_edition_says_of_itself_the_sheets_say_too(pack: Pack) -> None:
    source = pikepdf.open(io.BytesIO(pack.edition.made.content))
    for imposed in pack.files.values():
        facts = reading.read(imposed.content)
        assert facts.unembedded == frozenset()
        assert facts.links == ()
        assert facts.outline == ()
        assert facts.title == pack.edition.work.order.publication.full_title
        with pikepdf.open(io.BytesIO(imposed.content)) as pdf:
            assert pdf.pdf_version == source.pdf_version
            (intent,) = pdf.Root.OutputIntents
            assert str(intent.OutputConditionIdentifier) == "FOGRA39"
            assert intent.DestOutputProfile.read_bytes() == (
                source.Root.OutputIntents[0].DestOutputProfile.read_bytes()
            )
            assert dict(pdf.docinfo.items()) == dict(source.docinfo.items())
            xmp, own = pdf.open_metadata(), source.open_metadata()  # unused as contexts: read only
            differ = {key for key in own if xmp.get(key) != own[key]}
            assert differ == {"{http://ns.adobe.com/xap/1.0/mm/}InstanceID"}
            forms = [form for page in pdf.pages for form in drawn_on(page)]
            for form in forms:
                drawn = set(re.findall(rb"(/[\w-]+) Do\b", form.read_bytes()))
                there = {key.encode() for key in form.Resources.get(Name.XObject, {})}
                assert drawn <= there
                assert not any(name.startswith(b"/Press") for name in there)


def drawn_on(page: pikepdf.Page) -> list[Any]:
    """The forms that a page of an imposed file draws."""
    drawn: Any = page.resources.XObject
    return [form for _, form in drawn.items()]


def test_boxes_lie_in_each_other_and_the_trim_is_what_the_knife_leaves(pack: Pack) -> None:
    facts = reading.read(pack.files["imposed"].content)
    for index, page in enumerate(facts.pages):
        creep = index // 2 * 0.1
        width, height = page.trim[2] - page.trim[0], page.trim[3] - page.trim[1]
        assert width / POINTS == pytest.approx(2 * (148 - creep), abs=0.001)
        assert height / POINTS == pytest.approx(210, abs=0.001)
        grown = (-3, -3, 3, 3)
        for edge, trim, by in zip(page.bleed, page.trim, grown, strict=True):
            assert (edge - trim) / POINTS == pytest.approx(by, abs=0.001)
        assert page.media[:2] == (0, 0)
        assert page.label == f"{index // 2 + 1} {('front', 'back')[index % 2]}"
    for form in ("office", "spreads"):
        for page in reading.read(pack.files[form].content).pages:
            assert page.trim == page.bleed == page.media


def test_spreads_are_labelled_with_their_folios(pack: Pack) -> None:
    facts = reading.read(pack.files["spreads"].content)
    extent = pack.edition.made.extent
    labels = [page.label for page in facts.pages]
    assert labels[:3] == ["1", "2–3", "4–5"]
    assert labels[-1] == str(extent)
    widths = [round(page.trim[2] / POINTS) for page in facts.pages]
    assert widths == [148, *[296] * (extent // 2 - 1), 148]


def test_the_office_file_asks_its_printer_to_flip_on_the_short_edge(pack: Pack) -> None:
    with pikepdf.open(io.BytesIO(pack.files["office"].content)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == Name.DuplexFlipShortEdge
        assert pdf.Root.ViewerPreferences.PrintScaling == Name("/None")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert "print on both sides, flip on the short edge" in pack.files["office"].told


def test_sheets_weigh_little_and_are_the_same_every_time(pack: Pack) -> None:
    again = sheets_of(pack.edition, "imposed")
    assert again == pack.files["imposed"]
    assert len(again.content) < 1.1 * len(pack.edition.made.content)
    other = sheets_of(pack.edition, "imposed", sheet="SRA2")
    names = []
    for imposed in (again, other, pack.files["office"], pack.files["spreads"]):
        with pikepdf.open(io.BytesIO(imposed.content)) as pdf:
            names.append(bytes(pdf.trailer.ID[0]))
    assert len(set(names)) == 4


JUDGES = {
    "qpdf": ["--check"],
    "ghostscript": ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=nullpage"],
}


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("form", imposing.FORMS)
def test_other_programs_open_them_without_a_word(
    judge: str, form: str, *, pack: Pack, tmp_path: Path
) -> None:
    file = tmp_path / "imposed.pdf"
    file.write_bytes(pack.files[form].content)
    required = os.environ.get("PRESS_REQUIRE_TOOLS") == "1"
    answer = tools.run(judge, [*JUDGES[judge], file], timeout=60, required=required)
    if isinstance(answer, NotChecked):
        pytest.skip(f"not checked: {answer.meaning}; {answer.remedy}")
    assert (answer.code, answer.err) == (0, "")
    assert judge == "qpdf" or answer.out == ""


def test_sheets_break_no_rule_of_lasting_files_that_their_edition_keeps(
    pack: Pack, tmp_path: Path
) -> None:
    """There is no free judge of PDF/X; the one of PDF/A sees fonts, colours and syntax too."""
    (tmp_path / "print.pdf").write_bytes(pack.edition.made.content)
    for form, imposed in pack.files.items():
        (tmp_path / f"{form}.pdf").write_bytes(imposed.content)
    required = os.environ.get("PRESS_REQUIRE_TOOLS") == "1"
    verdicts = tools.validate_all(sorted(tmp_path.iterdir()), "PDFA-2B", required=required)
    if isinstance(verdicts, NotChecked):
        pytest.skip(f"not checked: {verdicts.meaning}; {verdicts.remedy}")
    broken = {one.path.stem: {failure.rule for failure in one.failures} for one in verdicts}
    for form in imposing.FORMS:
        assert broken[form] <= broken["print"]


# At the desk


def standing(root: Path) -> dict[str, bytes]:
    folder = root / "output" / "tiny" / "print"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_files_stand_beside_the_edition_they_were_made_of(
    checkout: Path, editions: Editions
) -> None:
    (made,) = impose.publish(checkout, "tiny", forms=["imposed"])
    assert made[0] == checkout / "output/tiny/print/tiny-imposed.pdf"
    assert made[1] == "6 sheets of A3, turned on the short edge, creep up to 0.50 mm"
    first = standing(checkout)
    assert first["tiny-print.pdf"] == editions("tiny", "print").made.content
    list(impose.publish(checkout, "tiny", forms=["office", "spreads"]))
    second = standing(checkout)
    assert set(second) == {f"tiny-{name}.pdf" for name in ("imposed", "office", "print", "spreads")}
    assert second["tiny-imposed.pdf"] == first["tiny-imposed.pdf"], "made anew, as it was"
    change(checkout / ORDER, "    slug: 12 mm\n", "    slug: 12 mm\n    thickness: 0.2 mm\n")
    told = {path.name: told for path, told in impose.publish(checkout, "tiny", forms=["spreads"])}
    assert told["tiny-imposed.pdf"].endswith("creep up to 1.00 mm"), "nothing stale stays"
    assert standing(checkout)["tiny-imposed.pdf"] != first["tiny-imposed.pdf"]
    change(checkout / ORDER, "saddle-stitched", "perfect-bound")
    list(impose.publish(checkout, "tiny", forms=["spreads"]))
    assert set(standing(checkout)) == {f"tiny-{n}.pdf" for n in ("office", "print", "spreads")}
    list(build.publish(checkout, "tiny", "print"))
    assert set(standing(checkout)) == {"tiny-print.pdf"}


def test_a_form_that_stands_keeps_its_sheet(checkout: Path) -> None:
    list(impose.publish(checkout, "tiny", forms=["imposed"], sheet="sra2"))
    told = [told for _, told in impose.publish(checkout, "tiny", forms=["spreads"])]
    assert told[1].startswith("6 sheets of SRA2")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("saddle-stitched", "perfect-bound", "is perfect-bound, and printer's spreads are made"),
        ("saddle-stitched", "none", "is not bound"),
        ("trim: [148 mm, 210 mm]", "trim: [700 mm, 900 mm]", "no sheet is so large"),
    ],
)
def test_what_cannot_be_imposed_is_refused_before_a_page_is_set(
    old: str, new: str, told: str, *, checkout: Path
) -> None:
    change(checkout / ORDER, old, new)
    with pytest.raises(UsageError, match=told) as caught:
        list(impose.publish(checkout, "tiny", forms=["imposed"]))
    assert caught.value.hint
    assert not (checkout / "output" / "tiny").exists()


def test_an_edition_for_the_screen_is_refused(checkout: Path) -> None:
    with pytest.raises(UsageError, match="“screen” is not for print; ask for -e print"):
        list(impose.publish(checkout, "tiny", "screen", forms=["office"]))


def test_an_extent_that_cannot_be_folded_leaves_the_old_edition(checkout: Path) -> None:
    with output.edition(checkout, "tiny", "print") as draft:
        draft.write("tiny-print.pdf", b"the edition that stood")
        draft.publish()
    change(checkout / ORDER, "    extent: multiple of 4\n", "    extent: multiple of 5\n")
    with pytest.raises(ContentError, match="25 pages cannot be folded"):
        list(impose.publish(checkout, "tiny", forms=["imposed"]))
    assert standing(checkout) == {"tiny-print.pdf": b"the edition that stood"}
