"""The printer's enquiry: what it says, what it leaves to be agreed, and its one page."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Name

from press import build, output, printer, reading, tools, works
from press.editions import enquiry, enquiry_sheet
from press.editions.enquiry import Enquiry
from press.errors import ContentError, LockedError, UsageError
from press.publication import Edition
from press.reading.printing import print_facts
from press.tools import NotChecked
from tests.conftest import POINTS, REPOSITORY, Editions, change

ORDER = "manuscript/tiny/publication.yaml"
STITCHED = "    binding: saddle-stitched\n"
WHOLE = """\
    binding: perfect-bound
    stock: matt-coated, 115 g/m²
    thickness: 0.12 mm
    cover: plus-cover
    cover_stock: matt-coated, 300 g/m²
    quantity: 1500
    colours: 4/0
    max_ink: 280
    safe_area: 4 mm
    finishing: matt lamination on the outside of the cover
    delivery: The Old Foundry, Easthaven, by 4 December 2026
"""
AFTER = ("finishing", "delivery")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An enquiry as it was made, and its page."""

    enquiry: Enquiry
    page: bytes

    def row(self, label: str) -> str:
        """What stands beside a label."""
        (found,) = [row for row in self.enquiry.rows if row.label == label]
        return enquiry_sheet._words(self.enquiry, found).replace("\u00a0", " ")

    @property
    def text(self) -> str:
        return " ".join(pypdf.PdfReader(io.BytesIO(self.page)).pages[0].extract_text().split())


def ask(root: Path, name: str = "tiny") -> Asked:
    work = works.load(root, name)
    job = works.job_of(work, "print")
    made = build.make(work, "print")
    asked = enquiry.enquiry(job, made, print_facts(made.content))
    return Asked(enquiry=asked, page=enquiry_sheet.page(job, asked))


def say(root: Path, facts: str) -> Path:
    change(root / ORDER, STITCHED, facts)
    return root


@pytest.fixture(scope="module")
def plain(editions: Editions) -> Asked:
    """What tiny's own order says, which is little."""
    tiny = editions("tiny", "print")
    job = works.job_of(tiny.work, "print")
    asked = enquiry.enquiry(job, tiny.made, print_facts(tiny.made.content))
    return Asked(enquiry=asked, page=enquiry_sheet.page(job, asked))


@pytest.fixture
def opened(plain: Asked) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(plain.page)) as pdf:
        yield pdf


# What it says


def test_what_the_order_does_not_say_is_to_be_agreed(plain: Asked) -> None:
    open_ones = {row.key for row in plain.enquiry.rows if not row.value}
    assert open_ones == {
        "quantity", "cover", "stock", "thickness", "colours", "max_ink", "finishing", "delivery",
        "safe_area",
    }  # fmt: skip
    assert open_ones <= set(Edition.model_fields)
    assert plain.row("Quantity") == "to be agreed (quantity:)"
    assert "manuscript/tiny/publication.yaml" in plain.enquiry.note


def test_what_stands_is_told_as_the_trade_tells_it(plain: Asked) -> None:
    assert plain.row("Finished size") == "148 × 210 mm, A5 portrait"
    assert plain.row("Flat size") == "296 × 210 mm, folded once"
    assert plain.row("Extent") == "24 pages with the cover, 6 sheets of 4 pages, folded once"
    assert plain.row("Binding") == "saddle-stitched"
    assert plain.row("Printing condition") == "FOGRA39 (FOGRA39L Coated)"
    assert plain.row("File") == "tiny-print.pdf, 24 single pages in their order"
    assert plain.row("Made as").endswith(" for FOGRA39, with its profile")
    assert plain.row("Bleed") == "3 mm on all sides"
    assert plain.row("Marks") == "crop marks outside the bleed; sheet 178 × 240 mm"


def test_a_whole_order_leaves_nothing_open(checkout: Path) -> None:
    asked = ask(say(checkout, WHOLE))
    assert all(row.value for row in asked.enquiry.rows)
    assert asked.enquiry.note == ""
    told = {
        "Quantity": "1,500 copies",
        "Flat size": "cover 297.2 × 210 mm with a spine of 1.2 mm",
        "Extent": "24 pages: 4 of cover and 20 inner pages, 10 leaves of 2 pages",
        "Cover": "plus cover, of a stock of its own",
        "Thickness": "0.12 mm a leaf",
        "Cover stock": "matt-coated, 300 g/m²",
        "Colours": "4/0: four process inks in front, no ink behind",
        "Maximum ink": "280 per cent on one spot",
        "Finishing": "matt lamination on the outside of the cover",
        "Safe area": "4 mm inside the trim without text or rules",
        "Cover’s file": "tiny-cover.pdf, laid flat: outside, inside",
    }
    assert {label: asked.row(label) for label in told} == told
    for row in asked.enquiry.rows:
        assert row.value.replace("\u00a0", " ") in asked.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("facts", "extent", "flat"),
    [
        (
            "    binding: saddle-stitched\n    cover: plus-cover\n",
            "24 pages: 4 of cover and 20 inner pages, 5 sheets of 4 pages, folded once",
            "296 × 210 mm, folded once",
        ),
        ("    binding: none\n", "24 pages, 12 leaves of 2 pages", "148 × 210 mm, not folded"),
        ("", "24 pages, 12 leaves of 2 pages", "to be agreed (binding:)"),
        (
            "    binding: perfect-bound\n",
            "24 pages: 4 of cover and 20 inner pages, 10 leaves of 2 pages",
            "to be agreed (thickness:)",
        ),
    ],
    ids=["plus cover", "not bound", "not said", "no thickness"],
)
def test_the_extent_is_told_as_it_is_bound(
    checkout: Path, facts: str, extent: str, flat: str
) -> None:
    work = works.load(say(checkout, facts), "tiny")
    made = build.make(work, "print")
    file = print_facts(made.content)
    asked = Asked(enquiry=enquiry.enquiry(works.job_of(work, "print"), made, file), page=b"")
    assert (asked.row("Extent"), asked.row("Flat size")) == (extent, flat)


def test_the_file_is_told_as_it_declares_itself(editions: Editions) -> None:
    content = editions("tiny", "print").made.content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] = "PDF/X-4"
        held = io.BytesIO()
        pdf.save(held)
    facts = print_facts(held.getvalue())
    assert (facts.standard, facts.condition, facts.pages) == ("PDF/X-4", "FOGRA39", 24)
    assert [round(side) for side in facts.media] == [178, 240]


def test_the_extent_is_that_of_the_pages_as_they_are_set(checkout: Path) -> None:
    before = ask(checkout).row("Extent")
    lamps = checkout / "manuscript/tiny/essays/lamps.md"
    with lamps.open("a", encoding="utf-8") as file:
        file.write("\n\nThe lamps were counted again, and again they were nine.\n" * 160)
    after = ask(checkout).row("Extent")
    assert before.startswith("24 pages")
    assert after.startswith("28 pages with the cover, 7 sheets")


# Its page


def test_the_page_is_one_of_a4_tagged_and_in_black(opened: pikepdf.Pdf) -> None:
    (page,) = opened.pages
    assert [round(float(edge) / POINTS) for edge in page.mediabox] == [0, 0, 210, 297]
    assert str(opened.docinfo["/Title"]).startswith("Enquiry for printing: Open late")
    inks = [
        [float(operand) for operand in one.operands]
        for one in pikepdf.parse_content_stream(page)
        if str(one.operator) in {"scn", "SCN", "k", "K", "rg", "RG", "g", "G"}
    ]
    assert inks
    assert all(ink == [0, 0, 0, 1] for ink in inks)


def test_the_table_has_a_header_for_each_cell(opened: pikepdf.Pdf, plain: Asked) -> None:
    kinds: dict[str, int] = {}
    for thing in opened.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get(Name.Type) == Name.StructElem:
            kinds[str(thing.S)] = kinds.get(str(thing.S), 0) + 1
            if thing.S == Name.TH:
                assert thing.A.Scope == Name.Row, "each header is its row's"
    rows = len(plain.enquiry.rows)
    assert (kinds["/Table"], kinds["/TH"], kinds["/TD"], kinds["/H1"]) == (1, rows, rows, 1)


def test_the_page_is_accessible(plain: Asked, tmp_path: Path) -> None:
    file = tmp_path / "spec.pdf"
    file.write_bytes(plain.page)
    required = os.environ.get("PRESS_REQUIRE_TOOLS") == "1"
    verdict = tools.validate(file, "PDFUA-1", required=required)
    if isinstance(verdict, NotChecked):
        pytest.skip(f"not checked: {verdict.meaning}; {verdict.remedy}")
    assert verdict.failures == ()


@pytest.mark.parametrize("layout", ["base", "galley"])
def test_the_page_follows_the_layouts_fonts(checkout: Path, layout: str) -> None:
    change(checkout / ORDER, "layout: ignite", f"layout: {layout}")
    asked = ask(checkout)
    assert "Enquiry for printing Open late" in asked.text
    facts = reading.read(asked.page)
    assert facts.unembedded == frozenset()
    assert facts.extent == 1


@pytest.mark.parametrize("times", [4, 12, 36])
def test_long_values_stand_closer_and_stay_on_one_page(checkout: Path, times: int) -> None:
    words = "Wrapped in paper by the fifty, on one pallet, to the yard behind the library. " * times
    facts = WHOLE.replace("matt lamination on the outside of the cover", words.strip())
    asked = ask(say(checkout, facts.replace("115 g/m²", "x" * 120)))
    reader = pypdf.PdfReader(io.BytesIO(asked.page))
    assert len(reader.pages) == 1
    assert asked.text.count("behind the library") == times
    assert "Safe area" in asked.text


def test_what_no_page_can_hold_is_refused_where_it_is_written(checkout: Path) -> None:
    facts = WHOLE.replace("matt lamination", "matt lamination and so on " * 900)
    with pytest.raises(ContentError, match="the enquiry does not go on one page") as caught:
        ask(say(checkout, facts))
    assert caught.value.place is not None
    assert "finishing:" in (checkout / ORDER).read_text().splitlines()[caught.value.place.line - 1]  # type: ignore[operator]
    assert "`finishing:`" in caught.value.hint


def test_the_same_sources_make_the_same_page(plain: Asked, editions: Editions) -> None:
    job = works.job_of(editions("tiny", "print").work, "print")
    assert enquiry_sheet.page(job, plain.enquiry) == plain.page


# At the desk


def test_it_is_printed_and_put_beside_the_edition(checkout: Path) -> None:
    lines = list(printer.spec(checkout, "tiny"))
    assert lines[:2] == ["Open late: How Easthaven kept its library", "Enquiry for printing"]
    assert "Quantity            to be agreed (quantity:)" in lines
    assert lines[-1] == "output/tiny/print/tiny-spec.pdf"
    assert all(len(line) <= enquiry_sheet.LINE for line in lines)
    assert [path.name for path in (checkout / "output/tiny/print").iterdir()] == ["tiny-spec.pdf"]


def test_a_faulty_text_may_be_asked_for(checkout: Path) -> None:
    shelves = checkout / "manuscript/tiny/essays/shelves.md"
    change(shelves, "  reserve: Nobody has ever asked me for a quieter library.",
           "  reserve: Nobody asked.")  # fmt: skip
    assert list(printer.spec(checkout, "tiny"))


def test_what_is_not_printed_has_no_enquiry(checkout: Path) -> None:
    with pytest.raises(UsageError, match="the edition “screen” is not printed") as caught:
        list(printer.spec(checkout, "tiny", "screen"))
    assert caught.value.hint == "name one that is: print"
    with pytest.raises(UsageError, match="did you mean “print”"):
        list(printer.spec(checkout, "tiny", "prin"))


def test_another_run_of_the_edition_is_waited_for(checkout: Path) -> None:
    with output.edition(checkout, "tiny", "print"), pytest.raises(LockedError):
        list(printer.spec(checkout, "tiny"))


def test_a_half_made_switch_is_put_right_before_a_file_is_added(tmp_path: Path) -> None:
    old = tmp_path / "output/tiny/.print.old"
    old.mkdir(parents=True)
    (old / "tiny-print.pdf").write_bytes(b"the edition that stood")
    output.add_file(tmp_path, "tiny", "print", name="tiny-spec.pdf", content=b"spec")
    folder = tmp_path / "output/tiny/print"
    assert sorted(path.name for path in folder.iterdir()) == ["tiny-print.pdf", "tiny-spec.pdf"]


def test_every_key_of_the_printer_stands_in_the_guide() -> None:
    guide = (REPOSITORY / "manuscript/README.md").read_text(encoding="utf-8")
    for key in Edition.model_fields:
        assert f"| `{key}` |" in guide, key
