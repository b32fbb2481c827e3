"""The cover of a bound book: what it measures, whose art it carries, when its spine has words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Name

from press import build, output, printer, works
from press.editions import Made
from press.editions import cover as covers
from press.editions.bound import spine_width
from press.editions.cover import Cover
from press.errors import ContentError, FindingsError, PressError, UsageError
from press.works import Work
from tests.conftest import POINTS, REPOSITORY, change, furnish

ORDER = "manuscript/tiny/publication.yaml"
STITCHED = "    binding: saddle-stitched\n"
DOTS = 10
"""Dots a millimetre, so that every fold and trim is on a whole dot."""
WIDTH, HEIGHT, BLEED, MARGIN, SPINE = 148, 210, 3, 15, 8
"""Of tiny's pages and its spine, in mm; the margin is bleed and slug."""


def bind(root: Path, *lines: str) -> Path:
    """Have tiny bound."""
    facts = "".join(f"    {line}\n" for line in ("binding: perfect-bound", *lines))
    change(root / ORDER, STITCHED, facts)
    return root


def cover_of(root: Path, name: str = "tiny") -> Cover:
    work = works.load(root, name)
    return covers.make(works.job_of(work, "print"), build.make(work, "print"))


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A bound tiny: its print edition, and its cover."""

    work: Work
    made: Made
    cover: Cover

    @cached_property
    def pikepdf(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.cover.content))

    def texts(self) -> list[str]:
        document = pypdfium2.PdfDocument(self.cover.content)
        found = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        return [" ".join(text.split()) for text in found]


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bound]:
    """Tiny with 20 inner pages, of which each leaf is 0.8 mm thick."""
    root = bind(furnish(tmp_path_factory.mktemp("bound")), "thickness: 0.8 mm")
    work = works.load(root, "tiny")
    made = build.make(work, "print")
    one = Bound(work=work, made=made, cover=covers.make(works.job_of(work, "print"), made))
    yield one
    one.pikepdf.close()


def picture(content: bytes, index: int) -> Any:
    """A page, media and all, at `DOTS` a millimetre."""
    document = pypdfium2.PdfDocument(content)
    drawn = np.asarray(document[index].render(scale=DOTS / POINTS).to_pil().convert("RGB"))
    document.close()
    return drawn.astype(int)


def window(content: bytes, index: int, left: float, bottom: float, right: float, top: float) -> Any:
    """A part of a page, in mm from its lower left corner, drawn as if it were the page."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[index]
        edges = [left * POINTS, bottom * POINTS, right * POINTS - 0.01, top * POINTS - 0.01]
        for name in (Name.MediaBox, Name.CropBox, Name.BleedBox, Name.TrimBox):
            page.obj[name] = pikepdf.Array(edges)
        held = io.BytesIO()
        pdf.save(held)
    return picture(held.getvalue(), index)[1:-1, 1:-1]


def area(drawn: Any, left: float, top: float, right: float, bottom: float) -> Any:
    """What stands between places in mm from the upper left corner of the media, less a dot."""
    return drawn[
        round(top * DOTS) + 1 : round(bottom * DOTS) - 1,
        round(left * DOTS) + 1 : round(right * DOTS) - 1,
    ]


# Measures


@pytest.mark.parametrize(
    ("extent", "thickness", "width"),
    [
        (24, 0.1, 1.0),
        (64, 0.09, 2.7),
        (104, 0.105, 5.3),  # 5.25
        (204, 0.1234, 12.3),
        (6, 0.04, 0.0),
        (300, 0.1, 14.8),
    ],
)
def test_a_spine_is_as_wide_as_its_inner_leaves(
    extent: int, thickness: float, width: float
) -> None:
    assert spine_width(extent, thickness) == width


def test_the_sheet_is_back_spine_and_front_with_bleed_and_slug_round_them(bound: Bound) -> None:
    cover = bound.cover
    assert (cover.width, cover.height, cover.spine) == (2 * WIDTH + SPINE, HEIGHT, SPINE)
    assert len(bound.pikepdf.pages) == 2, "the outside and the inside"
    for page in bound.pikepdf.pages:
        boxes = {
            name: [round(float(edge) / POINTS, 2) for edge in page.obj[Name(f"/{name}")]]
            for name in ("MediaBox", "CropBox", "BleedBox", "TrimBox")
        }
        assert boxes["MediaBox"] == boxes["CropBox"] == [0, 0, 334, 240]
        assert boxes["BleedBox"] == [12, 12, 322, 228]
        assert boxes["TrimBox"] == [15, 15, 319, 225]
        assert Name.Annots not in page.obj


def test_the_leaves_between_the_covers_are_told(bound: Bound) -> None:
    assert bound.made.extent == 24
    assert bound.cover.inner == (3, 22)
    assert bound.made.spans["cover"] == (1, 2)
    assert bound.made.spans["back-cover"] == (23, 24)


# Art


@pytest.mark.parametrize(
    ("side", "folio", "at", "over"),
    [
        (0, 24, 0, (BLEED, 0)),
        (0, 1, WIDTH + SPINE, (0, BLEED)),
        (1, 2, 0, (BLEED, 0)),
        (1, 23, WIDTH + SPINE, (0, BLEED)),
    ],
    ids=["back", "front", "inside front", "inside back"],
)
def test_the_art_is_that_of_the_edition_to_the_pixel(
    bound: Bound, side: int, folio: int, at: int, over: tuple[int, int]
) -> None:
    upright = (MARGIN - BLEED, MARGIN + HEIGHT + BLEED)
    left, right = MARGIN - over[0], MARGIN + WIDTH + over[1]
    wanted = window(bound.made.content, folio - 1, left, upright[0], right, upright[1])
    found = window(bound.cover.content, side, left + at, upright[0], right + at, upright[1])
    assert found.shape == wanted.shape
    assert wanted.std() > 0 or folio in {2, 23}, "there is art"
    assert wanted.mean() < 200, "there is ink"
    # PDFium snaps small letters to dots, and a place may round otherwise by a millionth.
    assert (np.abs(found - wanted) > 2).mean() < 0.0005


def test_no_art_runs_over_a_fold(bound: Bound) -> None:
    night = area(picture(bound.cover.content, 0), MARGIN + 3, MARGIN + 3, MARGIN + 5, MARGIN + 5)
    sheet = picture(bound.cover.content, 0)
    low = area(sheet, MARGIN + WIDTH, MARGIN + 150, MARGIN + WIDTH + SPINE, MARGIN + HEIGHT + BLEED)
    assert (low == night[0, 0]).all(), "the spine's ground is whole, to the bleed"
    inside = picture(bound.cover.content, 1)
    glue = area(inside, MARGIN + WIDTH, MARGIN, MARGIN + WIDTH + SPINE, MARGIN + HEIGHT)
    assert (glue == 255).all(), "the inside of the spine is left for the glue"


def test_nothing_is_set_twice(bound: Bound) -> None:
    outside, inside = bound.texts()
    assert outside.count("Easthaven Lamplight Press") == 2, "the covers' lines"
    assert outside.count("People who are trusted") == 1
    assert inside == ""
    for page, names in zip(bound.pikepdf.pages, (3, 2), strict=True):
        forms = [str(name) for name in page.obj.Resources.XObject.keys()]  # noqa: SIM118
        assert len(forms) == names + 1, "the placed pages, and the sheet's own marks"
        for name in forms:
            within: Any = page.obj.Resources.XObject[name].get(Name.Resources, {})
            assert "/PressMarks" not in within.get("/XObject", {}), "no page brings its marks"


# Marks


def test_marks_stand_at_the_corners_and_at_both_folds(bound: Bound) -> None:
    ink = picture(bound.cover.content, 0).min(axis=2) < 250
    slug = MARGIN - BLEED
    ink[(slug * DOTS) : (MARGIN + HEIGHT + BLEED) * DOTS,
        (slug * DOTS) : (MARGIN + 2 * WIDTH + SPINE + BLEED) * DOTS] = False  # fmt: skip
    trimmed = {MARGIN, MARGIN + 2 * WIDTH + SPINE}
    folds = {MARGIN + WIDTH, MARGIN + WIDTH + SPINE}
    upper = ink[: slug * DOTS]
    columns = {round(int(column) / DOTS) for column in np.flatnonzero(upper.any(axis=0))}
    standing = {column for column in columns if upper[:, column * DOTS - 2 : column * DOTS + 2].sum() > 20}  # noqa: E501  # fmt: skip
    assert trimmed | folds <= standing

    def dashes(x: int) -> int:
        line = upper[:, x * DOTS - 1 : x * DOTS + 2].any(axis=1)
        return int((np.diff(line.astype(int)) == 1).sum())

    assert all(dashes(x) == 1 for x in trimmed), "where it is cut, a line"
    assert all(dashes(x) >= 3 for x in folds), "where it is folded, dashes"


# The spine


def test_a_spine_reads_from_its_head_to_its_foot(bound: Bound) -> None:
    assert bound.cover.notice == ""
    assert "Open late · How Easthaven kept its library" in bound.texts()[0]
    document = pypdfium2.PdfDocument(bound.cover.content)
    words = document[0].get_textpage()
    text = words.get_text_range()
    start = text.index("Open late")
    boxes = [words.get_charbox(start + index) for index in range(4)]
    tops = [box[3] for box in boxes]
    assert tops == sorted(tops, reverse=True), "each letter stands below the one before"
    for left, bottom, right, top in boxes:
        assert (MARGIN + WIDTH) * POINTS < left < right < (MARGIN + WIDTH + SPINE) * POINTS
        assert MARGIN * POINTS < bottom < top < (MARGIN + HEIGHT) * POINTS
    ink = picture(bound.cover.content, 0)
    spine = area(ink, MARGIN + WIDTH, MARGIN + 20, MARGIN + WIDTH + SPINE, MARGIN + 40)
    ascender = np.flatnonzero((spine.max(axis=2) > 120).any(axis=0)) / DOTS
    middle = (float(ascender.min()) + float(ascender.max())) / 2
    assert abs(middle - SPINE / 2) < 0.8, "the line is in the middle of the spine"
    document.close()


@pytest.mark.parametrize(
    ("lines", "title", "said"),
    [
        (("thickness: 0.49 mm",), "", "it is 4.9 mm wide, and words need 5 mm"),
        (("thickness: 0.8 mm",), "Open late and never early " * 8, "its line would stand from"),
        (("thickness: 0.8 mm", "safe_area: 30 mm"), "", "may stand from 30 mm to 180 mm"),
    ],
    ids=["narrow", "long", "unsafe"],
)
def test_a_spine_whose_line_does_not_fit_is_blank_and_says_so(
    checkout: Path, lines: tuple[str, ...], title: str, said: str
) -> None:
    bind(checkout, *lines)
    if title:
        change(checkout / ORDER, "title: Open late", f"title: {title.strip()}")
    cover = cover_of(checkout)
    assert cover.notice.startswith("the spine is blank: ")
    assert said in cover.notice
    document = pypdfium2.PdfDocument(cover.content)
    folded = [(MARGIN + WIDTH) * POINTS, (MARGIN + WIDTH + cover.spine) * POINTS]
    within = document[0].get_textpage().get_text_bounded(left=folded[0], right=folded[1])
    document.close()
    assert within.strip() == ""
    strip = area(picture(cover.content, 0), MARGIN + WIDTH, MARGIN,
                 MARGIN + WIDTH + cover.spine, MARGIN + HEIGHT)  # fmt: skip
    assert strip.std(axis=(0, 1)).max() == 0, "the ground alone"


@pytest.mark.parametrize("layout", ["base", "galley"])
def test_every_layout_has_a_spine(checkout: Path, layout: str) -> None:
    bind(checkout, "thickness: 1 mm")
    change(checkout / ORDER, "layout: ignite", f"layout: {layout}")
    cover = cover_of(checkout)
    assert cover.notice == ""
    reader = pypdf.PdfReader(io.BytesIO(cover.content))
    assert "About this booklet" in reader.pages[1].extract_text(), "it stands on page 2"


# The file


def test_the_file_carries_its_condition_its_fonts_and_its_name(bound: Bound) -> None:
    root = bound.pikepdf.Root
    (intent,) = root.OutputIntents
    assert str(intent.OutputConditionIdentifier) == "FOGRA39"
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
    assert Name.StructTreeRoot not in root
    assert bound.pikepdf.docinfo["/Title"] == "Cover of Open late: How Easthaven kept its library"
    descriptors = [
        one for one in bound.pikepdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get(Name.Type) == Name.FontDescriptor
    ]  # fmt: skip
    assert descriptors
    assert all(Name.FontFile2 in one for one in descriptors)
    assert bound.cover.content.startswith(b"%PDF-1.6")


def test_no_colour_of_light_is_on_a_cover(bound: Bound) -> None:
    for thing in bound.pikepdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get(Name.Subtype) == Name.Form:
            operators = {str(one.operator) for one in pikepdf.parse_content_stream(thing)}
            assert operators.isdisjoint({"rg", "RG", "g", "G"})


def test_the_same_sources_make_the_same_bytes(bound: Bound) -> None:
    again = covers.make(works.job_of(bound.work, "print"), bound.made)
    assert again.content == bound.cover.content


# What is asked for, and refused


def test_a_cover_is_put_beside_the_edition(checkout: Path) -> None:
    bind(checkout, "thickness: 0.49 mm")
    lines = list(printer.cover(checkout, "tiny"))
    assert lines == [
        "output/tiny/print/tiny-cover.pdf  300.9 × 210 mm flat, spine 4.9 mm",
        "between the covers: pages 3 to 22 of tiny-print.pdf",
        "notice: the spine is blank: it is 4.9 mm wide, and words need 5 mm",
    ]
    assert (checkout / "output/tiny/print/tiny-cover.pdf").read_bytes().startswith(b"%PDF")


def test_a_stitched_booklet_has_no_spine() -> None:
    with pytest.raises(UsageError) as caught:
        list(printer.cover(REPOSITORY, "ignite"))
    assert str(caught.value).endswith(
        "a stitched booklet has no spine, and its cover is in the print file; run `invoke pdf`"
    )
    assert caught.value.place is not None
    assert caught.value.place.line
    assert caught.value.exit_code == 2


def test_an_edition_that_is_not_bound_or_not_printed_has_no_cover(checkout: Path) -> None:
    with pytest.raises(UsageError, match="the edition “screen” is not printed"):
        list(printer.cover(checkout, "tiny", "screen"))
    change(checkout / ORDER, STITCHED, "")
    with pytest.raises(UsageError, match="the edition “print” is not bound"):
        list(printer.cover(checkout, "tiny"))


def test_a_spine_is_never_guessed(checkout: Path) -> None:
    bind(checkout)
    with pytest.raises(ContentError, match="does not say how thick a leaf is") as caught:
        list(printer.cover(checkout, "tiny"))
    assert "add `thickness: " in caught.value.hint


def test_odd_pages_make_no_leaves(checkout: Path) -> None:
    bind(checkout, "thickness: 0.1 mm")
    change(checkout / ORDER, "extent: multiple of 4", "extent: multiple of 25")
    with pytest.raises(PressError, match="25 pages make no bound book"):
        cover_of(checkout)


def test_a_bound_book_has_whole_leaves_when_nothing_is_said(checkout: Path) -> None:
    bind(checkout, "thickness: 0.1 mm")
    change(checkout / ORDER, "    extent: multiple of 4\n", "")
    edition = works.load(checkout, "tiny").order.edition("print")
    assert edition.extent_step == 2


def test_the_cover_of_a_faulty_edition_is_not_made(checkout: Path) -> None:
    bind(checkout, "thickness: 0.8 mm")
    layout = checkout / "layouts/odd"
    (layout / "styles").mkdir(parents=True)
    (layout / "layout.yaml").write_text("extends: base\n", encoding="utf-8")
    change(checkout / ORDER, "layout: ignite", "layout: odd")
    with pytest.raises(FindingsError, match="opening-quote-too-near"):
        list(printer.cover(checkout, "tiny"))
    assert not (checkout / "output/tiny/print").exists()


def test_a_cover_goes_when_the_edition_is_made_anew(checkout: Path) -> None:
    output.add_file(checkout, "tiny", "print", name="tiny-cover.pdf", content=b"of older pages")
    with output.edition(checkout, "tiny", "print") as draft:
        draft.write("tiny-print.pdf", b"new pages")
        draft.publish()
    folder = checkout / "output/tiny/print"
    assert [path.name for path in folder.iterdir()] == ["tiny-print.pdf"]
