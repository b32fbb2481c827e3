"""Ignite itself, read from the finished files: its contents, its words, its order, its grid."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import pikepdf
import pytest
from pikepdf import Name
from pypdfium2 import raw

from tests.conftest import POINTS, REPOSITORY, Edition, Editions, page_links

MANUSCRIPT = REPOSITORY / "manuscript" / "ignite"

CONTENTS = [
    (None, "Ignite: from a spark to a bonfire", [
        "Becky Shaw, East Sussex County Council",
        "Deborah Cadman OBE, West Midlands Combined Authority",
    ]),
    (None, "Introduction", ["Mark Lloyd, Local Government Association"]),
    (1, "Chief Executive as curator: leading change in Redbridge",
        ["Andy Donald, London Borough of Redbridge"]),
    (2, "Collaborative change: #teamBradford in action",
        ["Kersten England, City of Bradford Metropolitan District Council"]),
    (3, "Learning by doing: system leadership in Dudley",
        ["Sarah Norman, Dudley Metropolitan Borough Council"]),
    (4, "Meeting our challenges together: the Sutton Plan and integrated care",
        ["Niall Bolger, London Borough of Sutton"]),
    (5, "Engaging with complexity: our positive ambition for Haringey",
        ["Zina Etheridge, London Borough of Haringey"]),
    (6, "Creating public value: leading reform in West Dunbartonshire",
        ["Joyce White OBE, West Dunbartonshire Council"]),
    (7, "Changing places: reshaping Ealing", ["Paul Najsarek, London Borough of Ealing"]),
    (8, "Keeping it personal: the future of Ignite", ["Anna Randle, Collaborate CIC"]),
]  # fmt: skip
"""What the contents must print: number, title, authors. The folios are looked up on the pages."""
ESSAYS = ["redbridge", "bradford", "dudley", "sutton", "haringey", "west-dunbartonshire", "ealing"]


@pytest.fixture(scope="module")
def printed(editions: Editions) -> Edition:
    return editions("ignite", "print")


@pytest.fixture(scope="module")
def screen(editions: Editions) -> Edition:
    return editions("ignite", "screen")


@pytest.fixture(scope="module", params=["print", "screen"])
def either(request: pytest.FixtureRequest, editions: Editions) -> Edition:
    return editions("ignite", request.param)


# Contents


def opening_pages(edition: Edition) -> list[int]:
    """The folio of the one page that opens with each title, its subtitle and its authors' names."""
    folios = []
    for _, title, authors in CONTENTS:
        names = [author.split(",")[0] for author in authors]
        pages = [
            label
            for label, text in zip(edition.pypdf.page_labels, edition.texts, strict=True)
            if title in text[:130] and all(name in text[:250] for name in names)
            and not text.startswith("Contents")
        ]  # fmt: skip
        assert len(pages) == 1, f"“{title}” opens on {pages}"
        folios.append(int(pages[0]))
    return folios


def test_every_essay_stands_in_the_contents_with_its_folio_and_nothing_else_does(
    either: Edition,
) -> None:
    (contents,) = [text for text in either.texts if text.startswith("Contents")]
    note = re.findall(
        r"^note: (.*)$", (MANUSCRIPT / "front/contents.yaml").read_text(), re.MULTILINE
    )
    wanted = " ".join(["Contents", *note])
    for (number, title, authors), folio in zip(CONTENTS, opening_pages(either), strict=True):
        wanted += f" {folio} {f'{number} ' if number else ''}{title} {' '.join(authors)}"
    assert contents == wanted


def test_the_contents_are_in_the_order_of_the_pages(either: Edition) -> None:
    folios = opening_pages(either)
    assert folios == sorted(set(folios))
    assert len(folios) == 10


def test_each_entry_of_the_contents_is_a_link_to_its_page(screen: Edition) -> None:
    (page,) = [page for page, text in enumerate(screen.texts) if text.startswith("Contents")]
    led: list[int] = []
    for annotation in page_links(screen.pypdf.pages[page]):
        name = str(annotation["/Dest"])
        target = screen.pypdf.get_destination_page_number(screen.pypdf.named_destinations[name])
        assert target is not None
        led.append(int(screen.pypdf.page_labels[target]))
    assert [folio for folio, _ in groupby(led)] == opening_pages(screen)


def test_each_entry_of_the_contents_has_its_bookmark(either: Edition) -> None:
    marks = {(words(mark.title), mark.page) for mark in either.facts.outline}
    for (number, title, _), folio in zip(CONTENTS, opening_pages(either), strict=True):
        page = either.made.folios.index(folio)
        essay = number is not None and number < 8
        assert (words(f"{number} {title}" if essay else title), page) in marks


def test_the_finished_files_pass_their_own_checks(either: Edition) -> None:
    from press import build  # noqa: PLC0415  (what guards publishing, and nothing else, is asked)

    assert build.findings(either.work, either.made) == []


# Words


def words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", re.sub(r"(?<=[^\W\d])[-\u2010\u2011](?=\w)", "", text)))


def manuscript_words(text: str) -> Sequence[tuple[str, ...]]:
    """The words of a manuscript file: its running text, then each of its notes."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    notes = re.findall(r"^\[\^[^\]]+\]: (.*)$", text, flags=re.MULTILINE)
    text = re.sub(r"^\[\^[^\]]+\]: .*$|^:::.*$|^\{.*\}$|\[\^[^\]]+\]", "", text, flags=re.MULTILINE)
    text = re.sub(r"\[[^\]]*\]\([^)]*\)\{\.where\}", "", text)  # the press writes where it is
    text = re.sub(r"\{[^}]*\}", "", text)
    return [words(re.sub(r"\]\([^)]*\)", "]", piece)) for piece in (text, *notes)]


def missing(wanted: Sequence[str], found: Sequence[str]) -> str:
    """The first wanted words that do not follow among the found."""
    position = 0
    for index, word in enumerate(wanted):
        if word not in found[position:]:
            return " ".join(wanted[index : index + 6])
        position = found.index(word, position) + 1
    return ""


SECTIONS = sorted(path.relative_to(MANUSCRIPT) for path in MANUSCRIPT.rglob("*.md"))


@pytest.mark.parametrize("file", SECTIONS, ids=lambda file: file.stem)
def test_every_word_of_a_section_is_on_its_pages(either: Edition, file: pikepdf.Path) -> None:
    source = (MANUSCRIPT / file).read_text(encoding="utf-8")
    pages = running(either, either.folios(file.stem))
    for passage in manuscript_words(source):
        assert missing(passage, pages) == ""


def running(edition: Edition, folios: Sequence[int]) -> tuple[str, ...]:
    """The words of pages that follow each other, without feet; broken words are mended."""
    text = ""
    for folio in folios:
        index = edition.made.folios.index(folio)
        bottom = float(edition.pikepdf.pages[index].trimbox[1])
        page = edition.pdfium[index].get_textpage().get_text_bounded(bottom=bottom + 19 * POINTS)
        lines = [line for line in page.split("\r\n") if not is_foot(line, folio)]
        text += "\n".join(lines) + ("" if lines and lines[-1].endswith("\x02") else "\n")
    return words(re.sub("\x02\\s*", "", text))


def is_foot(line: str, folio: int) -> bool:
    return bool(re.fullmatch(rf"{folio}|{folio} .*|.* {folio}", line)) and len(line) < 70


def test_the_imprint_carries_the_copyright_notice(either: Edition) -> None:
    (imprint,) = [text for text in either.texts if text.startswith("Imprint")]
    assert "© Collaborate CIC and Solace 2018. All rights reserved." in imprint
    assert "© 2026 The Press project." in imprint
    assert "Creative Commons Attribution 4.0 International" in imprint
    assert "A digest, in our own words, of Ignite" in imprint
    assert "with the support of the Local Government Association" in imprint
    assert re.search("None of these bodies, and none of the .*authors, has made .*it", imprint)


def test_nothing_looks_as_if_the_originals_makers_had_made_it(either: Edition) -> None:
    with either.pikepdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "Ignite: System leadership in local government"
        assert xmp["dc:creator"] == ["The Press project"]
        assert "dc:publisher" not in xmp
        assert "Collaborate CIC and Solace, October 2018" in str(xmp["dc:source"])
    for cover in (either.texts[0], either.texts[-1]):
        assert re.search(
            "digest.* of the collection published by Collaborate CIC and Solace", cover
        )
    for slug in ESSAYS:
        poster = either.text(either.made.spans[slug][0])
        assert "From the essay by" in poster


def test_no_quote_stands_in_quotation_marks(either: Edition) -> None:
    for chapter in either.work.book.chapters:
        pages = " ".join(either.text(folio) for folio in either.folios(chapter.slug))
        for quote in chapter.quotes.values():
            assert "‘" + " ".join(quote.text.split())[:30] not in pages


# Order, numbers, references


def test_the_extent_suits_saddle_stitching(printed: Edition) -> None:
    assert printed.made.extent % 4 == 0
    assert len(printed.texts) == printed.made.extent


def test_essays_open_on_a_verso_with_their_number(either: Edition) -> None:
    for number, slug in enumerate(ESSAYS, start=1):
        folio = either.made.spans[slug][0]
        assert folio % 2 == 0
        assert str(number) in either.text(folio).split()


def test_the_sparks_are_as_many_as_the_page_says(printed: Edition) -> None:
    for number, slug in enumerate(ESSAYS, start=1):
        folio = printed.made.spans[slug][0]
        count = (3**number - 1) // 2
        said = f"{count:,} spark{'' if count == 1 else 's'}"
        assert said in printed.text(folio)
        page = printed.pikepdf.pages[printed.made.folios.index(folio)]
        shapes = list(closed_shapes(page.obj))
        assert count + 1 in shapes, (
            f"{shapes} shapes on the poster of {slug}: its night and its sparks"
        )


def closed_shapes(drawing: pikepdf.Object) -> Iterator[int]:
    """How many closed shapes each drawing on a page has, those in other drawings on their own."""
    resources = drawing.get(Name.Resources, pikepdf.Dictionary())
    for kind in (Name.XObject, Name.Pattern):
        for inner in resources.get(kind, pikepdf.Dictionary()).values():
            if isinstance(inner, pikepdf.Stream) and inner.get(Name.Subtype) != Name.Image:
                operators = [str(one.operator) for one in pikepdf.parse_content_stream(inner)]
                yield operators.count("h") + operators.count("re")
                yield from closed_shapes(inner)


def test_what_is_said_to_be_overleaf_is_overleaf(either: Edition) -> None:
    framework = either.made.spans["framework"][0]
    said = {
        folio: found[1]
        for folio in either.folios("afterword")
        if (
            found := re.search(r"themes from the framework (\w+(?: page \d+)?)", either.text(folio))
        )
    }
    ((folio, where),) = said.items()
    beside = "overleaf" if folio % 2 else "opposite"
    assert where == (beside if framework == folio + 1 else f"on page {framework}")
    assert "Four themes, one fire" in either.text(framework)


# The grid

FIRST_BASELINE = 9.8
LEADING = 13.0
BODY = {b"Source-Serif-4,", b"Source-Serif-4-Regular", b"SourceSerif4-Regular"}


def baselines(edition: Edition, folio: int) -> list[float]:
    """The baselines of lines of text, in pt from the type area's top, from the top down."""
    index = edition.made.folios.index(folio)
    page = edition.pdfium[index]
    top = float(edition.pikepdf.pages[index].trimbox[3]) - 21 * POINTS
    text = page.get_textpage()
    found: set[float] = set()
    x, y, flags, matrix = ctypes.c_double(), ctypes.c_double(), ctypes.c_int(), raw.FS_MATRIX()
    for at in range(text.count_chars()):
        name = ctypes.create_string_buffer(100)
        raw.FPDFText_GetFontInfo(text, at, name, 100, flags)
        raw.FPDFText_GetMatrix(text, at, matrix)
        if abs(raw.FPDFText_GetFontSize(text, at) * matrix.d - 9.5) < 0.05 and (
            name.value.split(b"+")[-1] in BODY and chr(raw.FPDFText_GetUnicode(text, at)).isalpha()
        ):
            raw.FPDFText_GetCharOrigin(text, at, x, y)
            found.add(round(top - y.value, 2))
    return sorted(found)


def texts_of(edition: Edition) -> Iterator[tuple[str, list[int]]]:
    """Each section with running text, and its folios without the poster."""
    for chapter in edition.work.book.chapters:
        if chapter.section.kind.listed:
            folios = edition.folios(chapter.slug)
            yield chapter.slug, folios[chapter.section.kind.name == "essay" :]


def test_every_line_of_text_stands_on_the_grid(screen: Edition) -> None:
    off = []
    lines = 0
    for slug, folios in texts_of(screen):
        for folio in folios:
            for baseline in baselines(screen, folio):
                lines += 1
                away = (baseline - FIRST_BASELINE + LEADING / 2) % LEADING - LEADING / 2
                if abs(away) > 0.15:
                    off.append(f"{slug}, folio {folio}: {baseline:.2f} pt is {away:+.2f} pt off")
    assert lines > 500
    assert not off, "\n".join(off)


def test_text_starts_on_the_same_row_in_every_section_of_a_kind(screen: Edition) -> None:
    rows = {
        slug: round((baselines(screen, folios[0])[0] - FIRST_BASELINE) / LEADING, 1) + 1
        for slug, folios in texts_of(screen)
        if slug != "foreword"  # it begins with a speaker's name
    }
    assert rows == dict.fromkeys(ESSAYS, 16) | {"introduction": 15, "afterword": 15}


def test_no_essay_ends_in_fewer_than_six_rows(screen: Edition) -> None:
    short = {
        slug: len(rows)
        for slug, folios in texts_of(screen)
        if slug in ESSAYS and len(rows := baselines(screen, folios[-1])) < 6
    }
    assert not short


def test_no_line_of_text_runs_below_the_type_area(screen: Edition) -> None:
    for slug, folios in texts_of(screen):
        for folio in folios:
            assert max(baselines(screen, folio)) <= 36 * LEADING, f"{slug}, folio {folio}"
