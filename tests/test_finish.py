"""Finishing: boxes, marks, labels and identifiers, on small PDFs drawn for the purpose."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from press import assets, finish
from press.publication import Publication
from tests.conftest import POINTS, REPOSITORY

PUBLICATION = Publication.model_validate(
    {
        "title": "Lamps",
        "subtitle": "A short history",
        "date": "2026-11-22",
        "creators": ("Ada Quill", "Bo Inkpen"),
        "spine": ("one.md",),
        "editions": {"print": {"format": "print-pdf", "trim": ("100 mm", "150 mm")}},
    }
)
TRIM = finish.Sheet(width=100, height=150)
PRINT = finish.Sheet(width=100, height=150, bleed=3, slug=12)


def drawn(pages: int = 1, *, bleed: float = 0.0, words: bytes = b"") -> bytes:
    """Pages as the engine hands them over: the origin at the trim's corner, bleed outside it."""
    width, height, over = 100 * POINTS, 150 * POINTS, bleed * POINTS
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=(width, height))
            page.MediaBox = Array([-over, -over, width + over, height + over])
            page.TrimBox = Array([0, 0, width, height])
            # A black square in the trim's lower left corner, and art that runs far over the bleed.
            page.Contents = pdf.make_stream(
                words + b"0 g 0 0 10 10 re f 0.5 g %f 200 500 20 re f" % (width - 10)
            )
            page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link)])
        held = io.BytesIO()
        pdf.save(held, deterministic_id=True)
    return held.getvalue()


def finished(
    content: bytes, folios: tuple[int, ...] = (1,), sheet: finish.Sheet = TRIM, linked: bool = True
) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(bytes_of(content, folios, sheet, linked)))


def bytes_of(
    content: bytes, folios: tuple[int, ...] = (1,), sheet: finish.Sheet = TRIM, linked: bool = True
) -> bytes:
    return finish.finish(
        content, publication=PUBLICATION, folios=folios, sheet=sheet, linked=linked
    )


# Labels


@pytest.mark.parametrize(
    ("folios", "ranges"),
    [
        ((1, 2, 3, 4), [0, 1]),
        ((1, 3, 4, 5, 7), [0, 1, 1, 3, 4, 7]),
        ((6, 7, 8), [0, 6]),
        ((1, 3, 5), [0, 1, 1, 3, 2, 5]),
        ((9,), [0, 9]),
    ],
)
def test_a_range_of_labels_begins_wherever_folios_jump(
    folios: tuple[int, ...], ranges: list[int]
) -> None:
    with finished(drawn(len(folios)), folios) as pdf:
        written = [
            int(one) if index % 2 == 0 else int(one.St)
            for index, one in enumerate(pdf.Root.PageLabels.Nums)
        ]
        assert written == ranges
        assert [str(page.label) for page in pdf.pages] == [str(folio) for folio in folios]


# Boxes and marks


def test_the_medias_origin_is_zero_and_the_drawing_is_moved_along() -> None:
    content = bytes_of(drawn(bleed=3), sheet=PRINT)
    document = pypdfium2.PdfDocument(content)
    picture = document[0].render(scale=1).to_pil().convert("L")
    corner = round(15 * POINTS)
    assert picture.getpixel((corner + 5, picture.height - corner - 5)) == 0
    assert picture.getpixel((corner - 5, picture.height - corner - 5)) == 255
    document.close()


def test_art_is_cut_at_the_bleed() -> None:
    document = pypdfium2.PdfDocument(bytes_of(drawn(bleed=3), sheet=PRINT))
    picture = document[0].render(scale=1).to_pil().convert("L")
    y = picture.height - round(15 * POINTS) - 210
    assert picture.getpixel((round(117 * POINTS), y)) < 200, "art runs over the trim"
    assert picture.getpixel((round(119 * POINTS), y)) == 255, "and not over the bleed"
    document.close()


@pytest.mark.parametrize(
    ("bleed", "slug", "length"), [(3, 12, 5), (5, 12, 5), (0, 6, 3), (3, 4, 4)]
)
def test_marks_point_at_the_trim_and_keep_off_the_bleed(
    bleed: float, slug: float, length: float
) -> None:
    sheet = finish.Sheet(width=100, height=150, bleed=bleed, slug=slug)
    with finished(drawn(bleed=bleed), sheet=sheet) as pdf:
        form = pdf.pages[0].obj.Resources.XObject.PressMarks
        points = [
            tuple(float(operand) / POINTS for operand in one.operands)
            for one in pikepdf.parse_content_stream(form)
            if str(one.operator) in {"m", "l"}
        ][:16]  # targets follow
    margin = bleed + slug
    gap = max(bleed, 3)
    edges = {margin, margin + 100}, {margin, margin + 150}
    lines = list(zip(points[::2], points[1::2], strict=True))
    assert len(lines) == 8
    for (x, y), (x2, y2) in lines:
        along = 0 if round(y, 3) == round(y2, 3) else 1
        start, end = ((x, y)[along], (x2, y2)[along])
        assert round((x, y)[1 - along], 3) in edges[1 - along], "a mark is in line with the trim"
        assert round(min(abs(start - edge) for edge in edges[along]), 3) == gap
        assert abs(end - start) == pytest.approx(length, abs=0.001)
        assert min(x, x2, y, y2) >= 0, "a mark stays on the sheet"
        assert max(x, x2) <= 100 + 2 * margin + 0.001
        assert max(y, y2) <= 150 + 2 * margin + 0.001


@pytest.mark.parametrize(("slug", "targets"), [(12, 3), (5, 3), (4, 0)])
def test_targets_stand_where_the_slug_has_room_for_them(slug: float, targets: int) -> None:
    sheet = finish.Sheet(width=100, height=150, bleed=3, slug=slug)
    with finished(drawn(bleed=3), sheet=sheet) as pdf:
        form = pdf.pages[0].obj.Resources.XObject.PressMarks
        arcs = [str(one.operator) for one in pikepdf.parse_content_stream(form)].count("c")
    assert arcs == 4 * targets


def test_each_page_has_its_own_words_in_the_slug() -> None:
    lines = ("Lamps, page 1", "Lamps, page 2", "Lamps, page 3")
    words = finish.Slugs(
        lines=tuple((line,) for line in lines), lettering=assets.lettering(REPOSITORY, lines)
    )
    content = finish.finish(
        drawn(3, bleed=3), publication=PUBLICATION, folios=(1, 2, 3), sheet=PRINT, linked=False,
        words=words,
    )  # fmt: skip
    document = pypdfium2.PdfDocument(content)
    for page, line in zip(document, lines, strict=True):
        text = page.get_textpage()
        assert text.get_text_bounded().strip() == line
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert max(top for _, _, _, top in boxes) < (15 - 8) * POINTS, "below the crop marks"
        assert min(bottom for _, bottom, _, _ in boxes) > 0
    document.close()


def test_without_a_slug_there_are_no_marks() -> None:
    with finished(drawn(), sheet=TRIM) as pdf:
        assert Name.XObject not in pdf.pages[0].obj.get(Name.Resources, Dictionary())


def test_links_stay_only_where_they_are_wanted() -> None:
    with finished(drawn(2), (1, 2), linked=True) as pdf:
        assert all(Name.Annots in page.obj for page in pdf.pages)
    with finished(drawn(2), (1, 2), linked=False) as pdf:
        assert not any(Name.Annots in page.obj for page in pdf.pages)


# Metadata and identifiers


def test_what_is_not_known_is_not_written() -> None:
    with finished(drawn()) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "Lamps: A short history"
        assert xmp["dc:creator"] == ["Ada Quill", "Bo Inkpen"]
        assert {"dc:publisher", "dc:subject", "dc:source", "dc:description"}.isdisjoint(xmp)
        assert "/Subject" not in pdf.docinfo
        assert str(pdf.docinfo["/Author"]) == "Ada Quill, Bo Inkpen"
        assert PUBLICATION.date == date(2026, 11, 22)


def test_the_same_content_has_the_same_identifier_and_other_content_another() -> None:
    contents = [bytes_of(drawn(words=words)) for words in (b"", b"", b"0 0 m ")]
    assert contents[0] == contents[1]
    identifiers = []
    for content in contents:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            identifiers.append([bytes(one) for one in pdf.trailer.ID])
    assert identifiers[0] == identifiers[1]
    assert identifiers[0][0] != identifiers[2][0]
    assert all(len(one) == 16 for pair in identifiers for one in pair)


def test_the_output_intent_holds_the_profile() -> None:
    content = finish.finish(
        drawn(),
        publication=PUBLICATION,
        folios=(1,),
        sheet=PRINT,
        intent=finish.Intent(condition="FOGRA39", description="Coated FOGRA39", profile=b"profile"),
        linked=False,
    )
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert str(intent.Info) == "Coated FOGRA39"
        assert intent.DestOutputProfile.read_bytes() == b"profile"


# Inks

PROFILE = (REPOSITORY / "assets/profiles/FOGRA39L_coated.icc").read_bytes()
INTENT = finish.Intent(condition="FOGRA39", description="FOGRA39L", profile=PROFILE)


def in_inks(words: bytes, *, picture: bytes = b"") -> pikepdf.Pdf:
    """A page with a drawing, and a picture of one pixel, finished for the printer."""
    with pikepdf.open(io.BytesIO(drawn(bleed=3, words=words))) as pdf:
        if picture:
            pixel = pdf.make_stream(
                picture, Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
                BitsPerComponent=8, ColorSpace=Name.DeviceRGB,
            )  # fmt: skip
            pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Pixel=pixel))
        held = io.BytesIO()
        pdf.save(held)
    content = finish.finish(
        held.getvalue(), publication=PUBLICATION, folios=(1,), sheet=PRINT, intent=INTENT,
        linked=False,
    )  # fmt: skip
    return pikepdf.open(io.BytesIO(content))


def operators(pdf: pikepdf.Pdf) -> list[tuple[str, list[float]]]:
    """The operators of the page that choose a colour, with their numbers."""
    return [
        (str(one.operator), [float(number) for number in one.operands])
        for one in pikepdf.parse_content_stream(pdf.pages[0])
        if str(one.operator) in {"rg", "RG", "k", "K", "g", "G"}
    ]


def test_a_drawing_in_light_is_printed_in_inks() -> None:
    with in_inks(b"1 0 0 rg 0 0 9 9 re f 0 0 1 RG 0 0 m 9 9 l S ") as pdf:
        (red, blue), rest = operators(pdf)[:2], operators(pdf)[2:]
    assert red[0] == "k"
    assert red[1][0] < 0.1 < 0.8 < min(red[1][1:3])
    assert blue[0] == "K"
    assert min(blue[1][:2]) > 0.6
    assert [name for name, _ in rest] == ["g", "g"]


@pytest.mark.parametrize(("grey", "black"), [("0 0 0", 1.0), ("0.5 0.5 0.5", 0.5), ("1 1 1", 0.0)])
def test_a_grey_is_printed_with_black_alone(grey: str, black: float) -> None:
    with in_inks(f"{grey} rg 0 0 9 9 re f ".encode()) as pdf:
        assert operators(pdf)[0] == ("k", [0, 0, 0, pytest.approx(black, abs=0.01)])


def test_a_picture_in_light_is_printed_in_inks() -> None:
    with in_inks(b"", picture=b"\xff\x00\x00") as pdf:
        pixel = pdf.pages[0].Resources.XObject.Pixel
        assert pixel.ColorSpace == Name.DeviceCMYK
        cyan, magenta, yellow, _ = pixel.read_bytes()
    assert cyan < 30 < 200 < min(magenta, yellow)


def test_a_file_for_the_printer_says_that_it_is_a_pdf_x() -> None:
    with in_inks(b"") as pdf:
        assert pdf.pdf_version == "1.6"
        assert pdf.docinfo["/Trapped"] == Name("/False")
        with pdf.open_metadata() as xmp:
            assert xmp["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
            assert xmp["pdf:Trapped"] == "False"
            assert str(xmp["xmpMM:DocumentID"]).startswith("uuid:")
    with in_inks(b"0.3 g ") as other, in_inks(b"") as again, in_inks(b"") as same:
        versions = []
        for one in (other, again, same):
            with one.open_metadata() as xmp:
                versions.append((xmp["xmpMM:DocumentID"], xmp["xmpMM:InstanceID"]))
    assert versions[1] == versions[2]
    assert versions[0][0] == versions[1][0]
    assert versions[0][1] != versions[1][1]
