"""Tiny through the print and the screen edition: the finished files are asked, not their makers."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Name
from pypdfium2 import raw

from tests.conftest import POINTS, REPOSITORY, Edition, Editions, page_links

TRIM = (148.0, 210.0)
BLEED, SLUG = 3.0, 12.0
MARGIN = BLEED + SLUG


@pytest.fixture(scope="module")
def printed(editions: Editions) -> Edition:
    return editions("tiny", "print")


@pytest.fixture(scope="module")
def screen(editions: Editions) -> Edition:
    return editions("tiny", "screen")


@pytest.fixture(scope="module", params=["print", "screen"])
def either(request: pytest.FixtureRequest, editions: Editions) -> Edition:
    return editions("tiny", request.param)


def box(page: pikepdf.Page, name: str) -> list[float]:
    """A box in mm."""
    return [round(float(edge) / POINTS, 2) for edge in page.obj[Name(f"/{name}")]]


# Boxes and marks


def test_a_print_page_has_bleed_and_slug_round_its_trim(printed: Edition) -> None:
    for page in printed.pikepdf.pages:
        assert box(page, "MediaBox") == [0, 0, 178, 240]
        assert box(page, "CropBox") == [0, 0, 178, 240]
        assert box(page, "BleedBox") == [12, 12, 166, 228]
        assert box(page, "TrimBox") == [15, 15, 163, 225]


def test_a_screen_page_is_the_trim(screen: Edition) -> None:
    for page in screen.pikepdf.pages:
        for name in ("MediaBox", "CropBox", "BleedBox", "TrimBox"):
            assert box(page, name) == [0, 0, 148, 210]


def test_the_extent_suits_saddle_stitching(printed: Edition) -> None:
    assert len(printed.pikepdf.pages) == printed.made.extent
    assert printed.made.extent % 4 == 0
    assert printed.made.folios == tuple(range(1, printed.made.extent + 1))


def test_marks_stand_in_the_slug_and_nothing_else_does(printed: Edition) -> None:
    scale = 8 * POINTS  # dots a millimetre

    def area(left: float, top: float, right: float, bottom: float) -> tuple[slice, slice]:
        across = slice(max(0, round(left * scale) - 2), round(right * scale) + 2)
        return slice(max(0, round(top * scale) - 2), round(bottom * scale) + 2), across

    for index in (0, 3, printed.made.folios.index(9)):  # full bleed, white, blank with a drift
        ink = np.asarray(printed.pdfium[index].render(scale=8).to_pil().convert("L")) < 250
        allowed = np.zeros_like(ink)
        bleed_box = area(SLUG, SLUG, SLUG + TRIM[0] + 2 * BLEED, SLUG + TRIM[1] + 2 * BLEED)
        allowed[bleed_box] = True
        marks = []
        for x in (MARGIN, MARGIN + TRIM[0]):
            marks += [(x, SLUG - 5, x, SLUG), (x, 240 - SLUG, x, 240 - SLUG + 5)]
        for y in (MARGIN, MARGIN + TRIM[1]):
            marks += [(SLUG - 5, y, SLUG, y), (178 - SLUG, y, 178 - SLUG + 5, y)]
        for mark in marks:
            middle = ink[area(*mark)]
            assert middle.sum() > 4 * scale, f"no mark at {mark} on page {index + 1}"
            allowed[area(*mark)] = True
        targets = [(9.5, 120), (178 - 9.5, 120), (89, 9.5)]
        marks = [(x - 2.5, y - 2.5, x + 2.5, y + 2.5) for x, y in targets]
        marks.append((17, 240 - 6, 163, 240 - 2))  # words, below the marks
        for mark in marks:
            assert ink[area(*mark)].any(), f"nothing at {mark} on page {index + 1}"
            allowed[area(*mark)] = True
        assert not (ink & ~allowed).any(), f"ink in the slug of page {index + 1}"


def test_no_mark_is_drawn_inside_the_bleed(printed: Edition) -> None:
    forms = {page.obj.Resources.XObject.PressMarks.objgen for page in printed.pikepdf.pages}
    assert len(forms) == 1, "the marks are one form that all pages share"
    form = printed.pikepdf.pages[0].obj.Resources.XObject.PressMarks
    low, right, top = SLUG, SLUG + TRIM[0] + 2 * BLEED, SLUG + TRIM[1] + 2 * BLEED
    points = [
        [float(operand) / POINTS for operand in one.operands]
        for one in pikepdf.parse_content_stream(form)
        if str(one.operator) in {"m", "l"}
    ]
    assert len(points) > 16
    for x, y in points:
        assert not (low + 0.01 < x < right - 0.01 and low + 0.01 < y < top - 0.01)


# Folios


def test_labels_are_the_folios(either: Edition) -> None:
    assert either.pypdf.page_labels == [str(folio) for folio in either.made.folios]


def test_labels_are_what_is_printed_at_the_foot(either: Edition) -> None:
    for chapter in either.work.book.chapters:
        if not chapter.section.kind.listed:
            continue
        folios = either.folios(chapter.slug)
        if chapter.section.kind.name == "essay":
            assert foot(either, folios.pop(0)) == "", "a poster carries no folio"
        for folio in folios:
            words = foot(either, folio).split()
            assert words[0 if folio % 2 == 0 else -1] == str(folio)


def foot(edition: Edition, folio: int) -> str:
    """What stands below the type area of the page that is labelled with a folio."""
    index = edition.made.folios.index(folio)
    bottom = float(edition.pikepdf.pages[index].trimbox[1])
    page = edition.pdfium[index].get_textpage()
    return str(page.get_text_bounded(bottom=bottom, top=bottom + 24 * POINTS)).strip()


def test_the_screen_leaves_out_pages_without_words_and_keeps_the_labels(
    printed: Edition, screen: Edition
) -> None:
    left_out = set(printed.made.folios) - set(screen.made.folios)
    assert left_out == {2, 9, 13, 22, 23}, "endpapers and blanks"
    assert all(printed.text(folio) == "" for folio in left_out)
    assert all(text for text in screen.texts)
    for folio in screen.made.folios:
        assert screen.text(folio) == printed.text(folio)
    assert screen.made.extent == printed.made.extent


# Fonts


def test_the_only_fonts_are_those_of_the_layout_and_all_are_embedded(either: Edition) -> None:
    fonts = REPOSITORY / "assets" / "fonts"
    declared = {
        postscript_name((fonts / file).read_bytes()) for file in either.work.layout.fonts().values()
    }
    found = set()
    for thing in either.pikepdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get(Name.Type) == Name.FontDescriptor:
            assert Name.FontFile2 in thing, f"{thing.FontName} is not embedded"
            name = postscript_name(thing.FontFile2.read_bytes())
            found.add(name or str(thing.FontName).split("+")[1])
    assert {"SourceSerif4-Regular", "SourceSans3-Regular"} <= found <= declared


def postscript_name(program: bytes) -> str:
    """What a font calls itself; the name in the PDF is the engine's own making."""
    with TTFont(io.BytesIO(program), lazy=True) as font:
        return str(font["name"].getDebugName(6)) if "name" in font else ""


# Outline, links, annotations


def test_the_outline_leads_to_every_section_of_the_contents(either: Edition) -> None:
    marks = dict(outline(either))
    assert marks["A light: left on"] == "6"
    assert marks["Introduction"] == "8"
    assert marks["1 Who pays for the lamps: evening hours in Easthaven"] == "10"
    assert marks["2 Who chooses the books: a jury in the reading room"] == "14"
    assert marks["Some cautions: before you copy us"] == "18"
    assert marks["It was not planned"] == "18"


def outline(edition: Edition) -> Iterator[tuple[str, str]]:
    """Each bookmark with the label of its page."""

    def walk(items: list[Any]) -> Iterator[tuple[str, str]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item)
            else:
                page = edition.pypdf.get_destination_page_number(item)
                assert page is not None
                title = " ".join(str(item.title).split())
                yield title, edition.pypdf.page_labels[page]

    return walk(edition.pypdf.outline)


def test_print_has_no_annotations(printed: Edition) -> None:
    assert not any(Name.Annots in page.obj for page in printed.pikepdf.pages)


def test_links_in_the_contents_lead_to_their_sections(screen: Edition) -> None:
    contents = screen.pypdf.pages[screen.made.folios.index(5)]
    led: dict[str, str] = {}
    for annotation in page_links(contents):
        name = str(annotation["/Dest"])
        page = screen.pypdf.get_destination_page_number(screen.pypdf.named_destinations[name])
        assert page is not None
        led[name] = screen.pypdf.page_labels[page]
    assert led == {
        "foreword": "6", "introduction": "8", "lamps": "10", "shelves": "14", "afterword": "18"
    }  # fmt: skip


def test_a_reference_leads_to_the_page_that_it_names(screen: Edition) -> None:
    assert "the diagram on page 20" in screen.text(16)
    (link,) = [link for link in screen.facts.links if link.name == "framework"
               and not link.address]  # fmt: skip
    assert link.target == screen.made.folios.index(20)


def test_links_outside_are_those_of_the_manuscript(screen: Edition) -> None:
    assert {link.address for link in screen.facts.links if link.address} == {
        "https://creativecommons.org/licenses/by/4.0/",
        "https://example.org/easthaven/2025-report",
        "mailto:desk@library.example",
        "http://www.library.example",
        "mailto:press@lamplight.example",
    }


# Tags and reading order


def test_the_screen_edition_is_tagged_and_says_so(screen: Edition) -> None:
    root = screen.pikepdf.Root
    assert Name.StructTreeRoot in root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "en-GB"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with screen.pikepdf.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"


def test_every_figure_is_told_in_words_and_every_link_too(screen: Edition) -> None:
    figures = [tag for tag in tags(screen.pikepdf) if Name("/Figure") == tag.S]
    assert figures
    assert all(str(figure.get(Name.Alt, "")) for figure in figures)
    links = [one for page in screen.pikepdf.pages for one in page.obj.get(Name.Annots, ())]
    assert all(str(link.get(Name.Contents, "")) for link in links)


def test_there_is_one_first_heading_a_section(screen: Edition) -> None:
    headings = [text for tag, _, text in spoken(screen) if tag == "H1"]
    assert [" ".join(heading.split()) for heading in headings] == [
        "",  # the cover's logotype, told by its alternative text
        "About this booklet",
        "Imprint",
        "Contents",
        "A light: left on",
        "Introduction",
        "1 Who pays for the lamps: evening hours in Easthaven",
        "2 Who chooses the books: a jury in the reading room",
        "Some cautions: before you copy us",
        "A wheel, not a ladder",
        "Contacts",
    ]


def test_a_page_is_read_in_its_order(screen: Edition) -> None:
    said = [text for _, folio, text in spoken(screen) if folio in {14, 15, 16}]
    starts = [
        "2 Who chooses the books: a jury in the reading room",
        "Perpetua Shelf",
        "Librarian",
        "Easthaven Library",
        "4 sparks",
        "‘The jury … does not choose the books it likes.",
        "For thirty years I chose the books.",
        "So we drew lots.",
        "They argue.",
        "They go out.",
        "large print, and not only romances",
        "anything at all about damp",
        "the bus timetable for 2025–26",
        "‘Nobody has ever asked me",
        "They learn.",
        "I am asked whether a librarian is still needed.",
        "Anyone who asks may hold the keys.",
        "What I gave up was the pleasure of choosing.",
    ]
    position = 0
    for start in starts:
        places = [at for at, text in enumerate(said) if text.startswith(start)]
        assert places, f"not read: {start}"
        assert places[0] >= position, f"read too early: {start}"
        position = places[0]


def test_text_is_copied_in_its_order(screen: Edition) -> None:
    text = screen.text(16)
    first, quote, last, note = (
        text.index(words)
        for words in (
            "They go out.",
            "‘Nobody has ever",
            "What I gave up",
            "1. Between 2021 and 2025",
        )
    )
    assert first < quote < last < note
    assert "the NHS when" in text, "small capitals are copied as they were typed"


def tags(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every element of the tag tree, in reading order."""
    waiting: list[Any] = [pdf.Root.StructTreeRoot]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Dictionary):
            if Name.S in one:
                yield one
            kids = one.get(Name.K, pikepdf.Array())
            waiting += reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids])


BLOCKS = {"/H1", "/H2", "/H3", "/P", "/LBody"}


def spoken(edition: Edition) -> Iterator[tuple[str, int, str]]:
    """What is read out, in order: each block's tag, the folio it begins on and its words."""
    marked = [dict(marked_text(page)) for page in edition.pdfium]
    numbers = {page.obj.objgen: index for index, page in enumerate(edition.pikepdf.pages)}

    def walk(one: Any, page: int) -> Iterator[tuple[int, str]]:
        if isinstance(one, pikepdf.Array):
            for kid in one:
                yield from walk(kid, page)
        elif isinstance(one, pikepdf.Dictionary):
            page = numbers[one.Pg.objgen] if Name.Pg in one else page
            if one.get(Name.Type) == Name.MCR:
                yield from walk(one.MCID, page)
            elif Name.K in one:
                yield from walk(one.K, page)
        else:
            yield page, marked[page].get(int(one), "")

    for tag in tags(edition.pikepdf):
        if str(tag.S) in BLOCKS:
            parts = list(walk(tag.get(Name.K, pikepdf.Array()), numbers[tag.Pg.objgen]))
            pages = [page for page, _ in parts]
            text = " ".join("".join(f"{text} " for _, text in parts).replace("\x02 ", "").split())
            folio = edition.made.folios[pages[0] if pages else numbers[tag.Pg.objgen]]
            yield str(tag.S)[1:], folio, re.sub(r" (?=[:,.’])|(?<=‘) ", "", text)


def marked_text(page: pypdfium2.PdfPage) -> Iterator[tuple[int, str]]:
    """The text of each piece of marked content of a page."""
    words = page.get_textpage()
    found: dict[int, str] = {}
    for index in range(words.count_chars()):
        held = raw.FPDFText_GetTextObject(words, index)
        if held:
            content = raw.FPDFPageObj_GetMarkedContentID(held)
            character = chr(raw.FPDFText_GetUnicode(words, index))
            found[content] = found.get(content, "") + character
    yield from found.items()


# Metadata


def test_metadata_is_the_publications(either: Edition) -> None:
    title = "Open late: How Easthaven kept its library"
    with either.pikepdf.open_metadata() as xmp:
        assert xmp["dc:title"] == title
        assert xmp["dc:creator"] == [
            "Wilhelmina Quill", "Barnaby Inkpen OBE", "Perpetua Shelf", "Ambrose Lantern"
        ]  # fmt: skip
        assert xmp["dc:publisher"] == {"Easthaven Lamplight Press"}
        assert xmp["dc:subject"] == {"Public libraries"}
        assert xmp["dc:language"] == {"en-GB"}
        assert str(xmp["dc:description"]).startswith("Four people of the town of Easthaven")
        assert str(xmp["dc:rights"]).startswith("Text © 2026")
        assert xmp["dc:date"] == ["2026-11-22"]
        assert "dc:source" not in xmp, "tiny is made from no other work"
        for date in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            assert str(xmp[date]).startswith("2026-11-22T00:00:00"), date
    information = either.pypdf.metadata
    assert information is not None
    assert information.title == title
    assert information.author == (
        "Wilhelmina Quill, Barnaby Inkpen OBE, Perpetua Shelf, Ambrose Lantern"
    )
    assert information.creation_date == dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    assert information.modification_date == information.creation_date


# Colour

INKS = {"/DeviceCMYK", "/DeviceGray", "/Separation /All"}


def test_every_colour_in_print_is_ink(printed: Edition) -> None:
    used = set()
    for page in printed.pikepdf.pages:
        found = set(colours(page.obj, page.obj.Resources))
        assert found <= INKS, f"{found - INKS} on page {page.label}"
        used |= found
    assert used == {"/DeviceCMYK", "/Separation /All"}


def test_the_screen_edition_is_light_which_proves_that_colours_are_seen(screen: Edition) -> None:
    page = screen.pikepdf.pages[0]
    assert set(colours(page.obj, page.obj.Resources)) == {"/DeviceRGB"}


def test_the_printing_condition_is_named_and_held(printed: Edition, screen: Edition) -> None:
    (intent,) = printed.pikepdf.Root.OutputIntents
    assert intent.S == Name.GTS_PDFX
    assert str(intent.OutputConditionIdentifier) == "FOGRA39"
    assert str(intent.RegistryName) == "http://www.color.org"
    profile = REPOSITORY / "assets" / "profiles" / "FOGRA39L_coated.icc"
    assert intent.DestOutputProfile.read_bytes() == profile.read_bytes()
    assert int(intent.DestOutputProfile.N) == 4
    assert [intent.S for intent in screen.pikepdf.Root.OutputIntents] == [Name("/GTS_PDFA1")]


PLAIN = {"rg": "/DeviceRGB", "g": "/DeviceGray", "k": "/DeviceCMYK"}


def colours(drawing: Any, resources: Any) -> Iterator[str]:
    """The colour spaces that a drawing uses, with those of all the drawings in it."""
    for one in pikepdf.parse_content_stream(drawing):
        operator = str(one.operator)
        if operator.lower() in PLAIN:
            yield PLAIN[operator.lower()]
        elif operator.lower() == "cs":
            name = str(one.operands[0])
            yield space(resources.get(Name.ColorSpace, {}).get(name, one.operands[0]))
        elif operator == "BI":
            yield "an image in the line"
    for shading in resources.get(Name.Shading, {}).values():
        yield space(shading.ColorSpace)
    for inner in inner_drawings(resources):
        if Name("/Shading") in inner:
            yield space(inner.Shading.ColorSpace)
        elif inner.get(Name.Subtype) == Name.Image:
            yield space(inner.get(Name.ColorSpace, "a stencil"))
        else:
            yield from colours(inner, inner.get(Name.Resources, resources))


def inner_drawings(resources: Any) -> Iterator[Any]:
    """Forms, images, patterns and soft masks."""
    yield from resources.get(Name.Pattern, {}).values()
    yield from resources.get(Name.XObject, {}).values()
    for state in resources.get(Name.ExtGState, {}).values():
        if isinstance(state.get(Name.SMask), pikepdf.Dictionary):
            yield state.SMask.G


def space(named: Any) -> str:
    """A colour space in words: its family, its ink, how many components a profile has."""
    if not isinstance(named, pikepdf.Array):
        return str(named)
    family = str(named[0])
    if family == "/Separation":
        return f"{family} {named[1]}"
    return f"{family} {named[1].N}" if family == "/ICCBased" else family
