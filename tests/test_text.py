"""The text edition: words for reuse, equal to the manuscript's, in files that agree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from PIL import Image

from press import build, works
from press.editions import Bundle
from press.editions.text import marked, plain
from press.editions.text.blocks import Block, Run, blocks
from press.errors import ContentError, Problems, UsageError
from press.reading import sections
from press.reading.facts import words
from press.works import Work
from tests.conftest import REPOSITORY, Editions, change

PUBLICATIONS = ("ignite", "setting-type", "specimen")


@pytest.fixture(scope="module")
def work(editions: Editions) -> Work:
    return editions("tiny", "screen").work


@pytest.fixture(scope="module")
def made(work: Work) -> Bundle:
    return build.bundle(work, "text")


def said(made: Bundle, file: str) -> str:
    return made.files[file].decode()


def test_the_whole_and_each_section_are_files_of_both_forms(made: Bundle) -> None:
    alone = ["about", "imprint", "foreword", "introduction", "lamps", "shelves"]
    alone += ["afterword", "framework", "contacts"]
    stems = ["tiny", *(f"tiny-{slug}" for slug in alone)]
    assert list(made.files) == [f"{stem}.{form}" for stem in stems for form in ("txt", "md")]


def test_a_section_has_title_byline_citation_and_rights(made: Bundle) -> None:
    text = said(made, "tiny-shelves.txt")
    title = "2. Who chooses the books: a jury in the reading room"
    assert text.startswith(
        f"{title}\n{'=' * len(title)}\n\nPerpetua Shelf, Librarian, Easthaven Library\n\n"
    )
    _, _, last = text.rpartition("\n\n* * *\n\n")
    assert last.splitlines()[::2] == [
        "Perpetua Shelf, ‘Who chooses the books: a jury in the reading room’, in Open late:"
        " How Easthaven kept its library (Easthaven Lamplight Press, 2026).",
        "Open late: How Easthaven kept its library. Easthaven Lamplight Press, 2026.",
        "Text © 2026 The Press project, licensed CC BY 4.0.",
        "https://creativecommons.org/licenses/by/4.0/",
    ]


def test_a_paragraph_is_one_line(made: Bundle) -> None:
    lines = said(made, "tiny-lamps.txt").splitlines()
    (first,) = (line for line in lines if line.startswith("The first bill came to £412."))
    assert first.endswith(".")
    assert not [line for line in lines if line != line.rstrip()]


def test_lists_and_notes_are_numbered_and_links_keep_their_address(made: Bundle) -> None:
    text, mark = said(made, "tiny-shelves.txt"), said(made, "tiny-shelves.md")
    assert "\n- anything at all about damp\n" in text
    assert "has stopped.[1]\n" in text
    assert "\n[1] Between 2021 and 2025" in text
    assert "report to the town council <https://example.org/easthaven/2025-report>, pp." in text
    assert "has stopped.[^shelves-1]\n" in mark
    assert "\n[^shelves-1]: Between 2021" in mark
    assert "[report to the town council](<https://example.org/easthaven/2025-report>)" in mark
    assert "*The Easthaven Lamp*" in mark


def test_a_reference_to_a_page_names_the_section(made: Bundle) -> None:
    assert "the diagram in ‘A wheel, not a ladder’" in said(made, "tiny-shelves.txt")


def test_pull_quotes_are_left_out_but_for_adapted_ones(made: Bundle) -> None:
    text = said(made, "tiny-shelves.txt")
    assert text.count("It chooses the books it would miss.") == 1
    assert "\n  Anyone who asks may hold the keys.\n" in text


def test_the_words_are_the_manuscripts(work: Work, made: Bundle) -> None:
    assert list(build.carried(work, made)) == []


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_the_words_of_other_publications_are_theirs(name: str) -> None:
    work = works.load(REPOSITORY, name)
    assert list(build.carried(work, build.bundle(work, "text"))) == []


def test_the_markdown_is_markdown(made: Bundle) -> None:
    html = MarkdownIt().use(footnote_plugin).render(said(made, "tiny.md"))
    assert html.count("<h1>") == 12 - 1  # the back cover has no title
    assert "<li>anything at all about damp</li>" in html
    assert "<em>The Easthaven Lamp</em>" in html
    assert 'class="footnotes"' in html
    assert "[^" not in html
    assert "\\" not in html


@pytest.mark.parametrize(
    "text", ["2016. A year", "- no item", "# no heading", "a_b*c*[d]<e>`f`", "#teamBradford acts"]
)
def test_what_could_be_mistaken_for_a_sign_stays_text(text: str) -> None:
    block = Block(shape="paragraph", runs=(Run(text=text),))
    html = MarkdownIt().render(marked.written([block], "here"))
    assert html == f"<p>{text.replace('<', '&lt;').replace('>', '&gt;')}</p>\n"
    (read,) = sections(f"{marked.written([block], 'here')}\n\n* * *\n\n".encode(), marked=True)
    assert words(read) == words(text)
    assert plain.written([block]) == text


def test_lists_in_lists_stay_so() -> None:
    items = [("1", 0, "one"), ("-", 1, "inner"), ("2", 0, "two")]
    found = [
        Block(shape="item", runs=(Run(text=text),), marker=marker, depth=depth)
        for marker, depth, text in items
    ]
    assert plain.written(found) == "1. one\n  - inner\n2. two"
    html = MarkdownIt().render(marked.written(found, "here"))
    assert html.count("<ol>") == html.count("<ul>") == 1


def test_a_text_that_loses_words_is_not_published(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_notes(*told: object) -> list[Block]:
        return [one for one in blocks(*told) if one.shape != "note"]  # type: ignore[arg-type]

    monkeypatch.setattr("press.editions.text.blocks", without_notes)
    with pytest.raises(Problems, match="lack “Between 2021 and 2025"):
        list(build.publish(checkout, "tiny", form="text"))
    assert not (checkout / "output/tiny/text").exists()


def test_words_that_nobody_wrote_are_told(work: Work, made: Bundle) -> None:
    lamps = made.texts["lamps"]
    more = replace(lamps, text=f"{lamps.text}\n\nAdvertisement.")
    texts = {**made.texts, "lamps": more}
    told = replace(made, texts=texts)
    assert [(one.code, one.message.split("”")[0]) for one in build.read_back(work, told)] == [
        ("words-strange", "“Advertisement")
    ]


def test_forms_that_disagree_are_not_published(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.editions.text.marked.written", lambda *_: "nothing")
    with pytest.raises(ContentError, match=r"tiny\.md says other words than tiny\.txt"):
        list(build.publish(checkout, "tiny", form="text"))


def test_a_picture_is_told_by_what_it_shows_and_its_caption(checkout: Path) -> None:
    folder = checkout / "assets/figures/tiny"
    folder.mkdir(parents=True)
    Image.new("RGB", (8, 8)).save(folder / "lamp.png")
    shelves = checkout / "manuscript/tiny/essays/shelves.md"
    change(shelves, "[They go out", "![A lit lamp](lamp.png)\nThe last lamp.\n\n[They go out")
    work = works.load(checkout, "tiny")
    made = build.bundle(work, "text")
    assert "\n\n[A lit lamp]\n\nThe last lamp.\n\n" in said(made, "tiny-shelves.txt")
    assert list(build.carried(work, made)) == []


def test_it_is_published_with_all_its_files(checkout: Path) -> None:
    (outcome,) = build.publish(checkout, "tiny", form="text")
    folder = checkout / "output/tiny/text"
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        path.name for path in outcome.files
    )
    assert (folder / "tiny.txt").read_bytes() == outcome.path.read_bytes()


def test_a_publication_without_such_an_edition_says_so(checkout: Path) -> None:
    change(checkout / "manuscript/tiny/publication.yaml", "  text:\n    format: text\n", "")
    with pytest.raises(UsageError, match="no edition of the format “text”"):
        list(build.publish(checkout, "tiny", form="text"))


def test_the_same_sources_make_the_same_bytes(work: Work, made: Bundle) -> None:
    assert build.bundle(work, "text").files == made.files
