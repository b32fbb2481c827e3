"""Offprints: each essay alone, with the pages, the tags and the folios of the screen edition."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from press import build, reading
from press.editions import Bundle
from press.errors import Problems
from press.reading import Facts
from press.works import Work
from tests.conftest import Editions, change


@pytest.fixture(scope="module")
def work(editions: Editions) -> Work:
    return editions("tiny", "screen").work


@pytest.fixture(scope="module")
def made(work: Work) -> Bundle:
    return build.bundle(work, "offprints")


@pytest.fixture(scope="module")
def facts(made: Bundle) -> dict[str, Facts]:
    return {name: reading.read(content) for name, content in made.files.items()}


def test_each_essay_is_a_file(made: Bundle) -> None:
    assert list(made.files) == ["tiny-lamps.pdf", "tiny-shelves.pdf"]


def test_its_pages_are_those_of_the_screen_edition(made: Bundle, editions: Editions) -> None:
    screen = editions("tiny", "screen")
    file = pypdfium2.PdfDocument(made.files["tiny-shelves.pdf"])
    folios = screen.folios("shelves")
    assert len(file) == 1 + len(folios)
    for index, folio in enumerate(folios, start=1):
        there = screen.pdfium[screen.made.folios.index(folio)]
        one, other = (page.render(scale=1).to_pil() for page in (file[index], there))
        assert ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox() is None
        texts = [page.get_textpage().get_text_bounded() for page in (file[index], there)]
        assert texts[0] == texts[1]
    file.close()


def test_its_labels_are_the_folios_of_the_book(facts: dict[str, Facts], editions: Editions) -> None:
    folios = editions("tiny", "screen").folios("shelves")
    labels = [page.label for page in facts["tiny-shelves.pdf"].pages]
    assert labels == ["Offprint", *(str(folio) for folio in folios)]


def test_the_page_ahead_says_what_it_forms_part_of_and_how_it_is_cited(
    facts: dict[str, Facts],
) -> None:
    said = " ".join(facts["tiny-shelves.pdf"].pages[0].text.split())
    for words in (
        "Open late How Easthaven kept its library",
        "Who chooses the books: a jury in the reading room",
        "Perpetua Shelf",
        "This essay forms part of Open late: How Easthaven kept its library.",
        "Cite as: Perpetua Shelf, ‘Who chooses the books: a jury in the reading room’, in Open"
        " late: How Easthaven kept its library (Easthaven Lamplight Press, 2026), pp. 14–17.",
        "Text © 2026 The Press project, licensed CC BY 4.0.",
    ):
        assert words in said


def test_it_is_tagged_and_names_itself(facts: dict[str, Facts], made: Bundle) -> None:
    found = facts["tiny-shelves.pdf"]
    assert found.tagged
    assert found.title == "Who chooses the books: a jury in the reading room"
    assert [(mark.level, mark.page) for mark in found.outline] == [(1, 1)]
    assert found.links
    assert all(link.tagged for link in found.links)
    with pikepdf.open(io.BytesIO(made.files["tiny-shelves.pdf"])) as pdf:
        xmp = pdf.open_metadata()
        assert xmp["dc:creator"] == ["Perpetua Shelf"]
        assert xmp["dc:source"] == "Open late: How Easthaven kept its library"


def test_a_link_to_a_section_that_stays_away_is_left_out(
    facts: dict[str, Facts], editions: Editions
) -> None:
    screen = editions("tiny", "screen")
    first, _ = screen.made.spans["framework"]
    assert f"on page {first}" in " ".join(screen.text(one) for one in screen.folios("shelves"))
    for link in facts["tiny-shelves.pdf"].links:
        assert link.address or link.target is not None


def test_its_words_are_the_manuscripts(work: Work, made: Bundle) -> None:
    assert made.sections == ("lamps", "shelves")
    assert list(build.carried(work, made)) == []


def test_an_offprint_that_loses_words_is_not_published(checkout: Path) -> None:
    folder = checkout / "layouts/other"
    (folder / "styles").mkdir(parents=True)
    (folder / "layout.yaml").write_text("extends: ignite\n")
    (folder / "styles/screen.css").write_text(".body p:nth-of-type(2){display:none}")
    change(checkout / "manuscript/tiny/publication.yaml", "layout: ignite", "layout: other")
    with pytest.raises(Problems, match=r"words-lost: .*“lamps” lack “a good teacher"):
        list(build.publish(checkout, "tiny", form="offprints"))
    assert not (checkout / "output/tiny/offprints").exists()


def test_an_offprint_that_is_missing_is_told(work: Work, made: Bundle) -> None:
    less = Bundle(
        edition=made.edition,
        files=made.files,
        texts={"lamps": made.texts["lamps"]},
        sections=made.sections,
        spans=made.spans,
    )
    assert [one.code for one in build.read_back(work, less)] == ["section-lost"]


def test_the_same_sources_make_the_same_bytes(work: Work, made: Bundle) -> None:
    assert build.bundle(work, "offprints").files == made.files
