"""The book: sections ordered, numbered, noted and cross-referenced."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from press import manuscript, publication
from press.book.assemble import assemble
from press.book.model import Book
from press.compose import where
from press.errors import ContentError, Place, Problems
from tests.conftest import change, furnish

ORDER = """\
title: One
date: 2026-11-22
creators: [Nobody]
bylines: "{bylines}"
spine: [{spine}]
editions:
  print:
    format: print-pdf
    trim: [148 mm, 210 mm]
"""


def book(root: Path, name: str) -> Book:
    order = publication.load(root, name)
    return assemble(order.publication, manuscript.load(order, root))


def write(root: Path, texts: dict[str, str], *, bylines: str = "{authors}") -> Book:
    """A publication of small sections: a name and its kind, and the text."""
    folder = root / "manuscript" / "one"
    folder.mkdir(parents=True)
    spine = ", ".join(f"{name.split()[0]}.md" for name in texts)
    (folder / "publication.yaml").write_text(
        ORDER.replace("{bylines}", bylines).replace("{spine}", spine), encoding="utf-8"
    )
    for heading, text in texts.items():
        name, kind = heading.split()
        authors = (
            "authors:\n  - name: Ada Quill\n    organisation: Guild\n" if kind == "essay" else ""
        )
        (folder / f"{name}.md").write_text(
            f"---\nkind: {kind}\ntitle: The {name}\n{authors}---\n{text}", encoding="utf-8"
        )
    return book(root, "one")


def html(one: Book, slug: str) -> str:
    body = one.chapter(slug).body
    assert body is not None
    return etree.tostring(body, encoding="unicode").replace("\u00a0", "~")[5:-6]


@pytest.fixture
def tiny(tmp_path: Path) -> Book:
    return book(furnish(tmp_path), "tiny")


# Order, numbers, contents


def test_the_contents_list_what_belongs_there_in_the_order_of_the_spine(tiny: Book) -> None:
    assert [(entry.number, entry.slug, entry.kind) for entry in tiny.contents] == [
        (None, "foreword", "foreword"),
        (None, "introduction", "introduction"),
        (1, "lamps", "essay"),
        (2, "shelves", "essay"),
        (3, "afterword", "afterword"),
    ]
    assert [(entry.ordinal, entry.slug) for entry in tiny.contents if entry.kind == "essay"] == [
        (1, "lamps"),
        (2, "shelves"),
    ]
    foreword = tiny.contents[0]
    assert foreword.title == "A light"
    assert foreword.subtitle == "left on"
    assert foreword.authors == (
        ("Wilhelmina Quill", "Easthaven Town Council"),
        ("Barnaby Inkpen\u00a0OBE", "Friends of Easthaven Library"),
    )


def test_a_byline_reads_as_the_publication_words_it(tmp_path: Path, tiny: Book) -> None:
    assert tiny.chapter("lamps").byline == "Barnaby Inkpen\u00a0OBE"
    assert tiny.chapter("lamps").credit == ""
    assert tiny.chapter("foreword").byline == "Wilhelmina Quill and Barnaby Inkpen\u00a0OBE"
    digest = write(tmp_path, {"a essay": "Words."}, bylines="from the {kind} by {authors}")
    assert digest.chapter("a").byline == "from the essay by Ada Quill"
    assert digest.chapter("a").credit == "from the essay by"


# Ids, links, notes


def test_ids_are_unique_in_the_book_and_links_follow_them(tmp_path: Path) -> None:
    one = write(tmp_path, {
        "a text": "{#end}\n## End\n\n[mine](#end), [the next](#b), [its end](#b--end)",
        "b text": "{#end}\n## End\n\n[mine](#end)",
    })  # fmt: skip
    assert 'id="a--end"' in html(one, "a")
    assert 'href="#a--end"' in html(one, "a")
    assert 'href="#b"' in html(one, "a")
    assert 'href="#b--end"' in html(one, "a")
    assert 'href="#b--end"' in html(one, "b")
    assert one.anchors["a--end"] == "a"


def test_an_anchor_of_its_own_section_comes_before_a_section_of_the_same_name(
    tmp_path: Path,
) -> None:
    one = write(tmp_path, {"a text": "{#b}\n## B\n\n[which](#b)", "b text": "Words."})
    assert 'href="#a--b"' in html(one, "a")


def test_links_that_lead_nowhere_are_told_together(tmp_path: Path) -> None:
    root = furnish(tmp_path)
    change(root / "manuscript/tiny/essays/shelves.md", "(#framework)", "(#framwork)")
    lamps = root / "manuscript/tiny/essays/lamps.md"
    change(lamps, "The first bill", "The [first](#nowhere-at-all) bill")
    with pytest.raises(Problems) as caught:
        book(root, "tiny")
    far, close = caught.value.errors
    assert close.place == Place("manuscript/tiny/essays/shelves.md", 44)
    assert close.message == "the link “#framwork” leads nowhere"
    assert close.hint == "did you mean “framework”?"
    assert far.place == Place("manuscript/tiny/essays/lamps.md", 11)
    assert far.hint.startswith("known: ")


def test_notes_are_numbered_in_the_order_of_their_calls(tmp_path: Path) -> None:
    one = write(tmp_path, {
        "a text": "Once[^b], twice[^a], and once more[^b].\n\n[^a]: Second.\n\n[^b]: First.\n",
    })  # fmt: skip
    text = html(one, "a")
    calls = [link.text for link in one.chapter("a").body.iter("a")]  # type: ignore[union-attr]
    assert calls == ["1", "2", "1"]
    assert text.index("First.") < text.index("Second.")


def test_numbers_of_notes_begin_anew_in_each_section(tmp_path: Path) -> None:
    text = "A note[^a].\n\n[^a]: Here.\n"
    one = write(tmp_path, {"a text": text, "b text": text})
    for slug in ("a", "b"):
        assert f'href="#{slug}--note-a"' in html(one, slug)
        assert 'data-number="1"' in html(one, slug)


# Pull quotes


def test_a_quote_from_a_section_that_is_not_there_is_told(tmp_path: Path) -> None:
    root = furnish(tmp_path)
    change(root / "manuscript/tiny/back/back-cover.yaml", "from: foreword", "from: forward")
    with pytest.raises(ContentError) as caught:
        book(root, "tiny")
    assert caught.value.place is not None
    assert caught.value.place.file == "manuscript/tiny/back/back-cover.yaml"
    assert caught.value.hint == "did you mean “foreword”?"


def test_a_quote_from_a_section_without_text_is_told(tmp_path: Path) -> None:
    root = furnish(tmp_path)
    change(root / "manuscript/tiny/back/back-cover.yaml", "from: foreword", "from: contacts")
    with pytest.raises(ContentError, match="no section with text"):
        book(root, "tiny")


# Openings and ends


@pytest.mark.parametrize(
    ("text", "lead_in"),
    [
        ("When the library opened, nobody came.", "When the library opened,"),
        ("Administrative responsibilities multiplied quickly.",
         "Administrative responsibilities multiplied"),
        ("Ada came.", None),
        ("*Ada* came in late.", None),
        ("The NHS and the council met.", "The NHS and the"),
    ],
)  # fmt: skip
def test_the_first_words_are_a_lead_in(tmp_path: Path, text: str, lead_in: str | None) -> None:
    body = write(tmp_path, {"a text": f"{text}\n\nMore words follow here."}).chapter("a").body
    assert body is not None
    found = ["".join(one.itertext()) for one in body.iter("span") if one.get("class") == "lead-in"]
    assert found == ([lead_in] if lead_in else [])


def test_each_speaker_has_a_lead_in(tiny: Book) -> None:
    body = tiny.chapter("foreword").body
    assert body is not None
    leads = [one.text for one in body.iter("span") if one.get("class") == "lead-in"]
    assert leads == ["When I was elected,", "My part was smaller"]


def test_the_last_word_is_marked_as_the_end(tiny: Book) -> None:
    ends = {}
    for chapter in tiny.chapters:
        if chapter.body is not None:
            marked = [one.text for one in chapter.body.iter("span") if one.get("class") == "end"]
            ends[chapter.slug] = marked
    assert ends["lamps"] == ["is\u00a0£3.10."], "what does not break is one word"
    assert ends["shelves"] == ["evening."], "a note that stands last is not the end"
    assert ends["imprint"] == []


def test_marking_changes_no_word(tmp_path: Path, tiny: Book) -> None:
    order = publication.load(tmp_path, "tiny")
    for section in manuscript.load(order, tmp_path):
        body = tiny.chapter(section.slug).body
        if section.body is not None and body is not None:
            before = " ".join("".join(section.body.itertext()).split())
            assert " ".join("".join(body.itertext()).split()) == before


# Where things lie


@pytest.mark.parametrize(
    ("here", "there", "words"),
    [
        (47, 48, "overleaf"),
        (46, 47, "opposite"),
        (47, 46, "opposite"),
        (46, 46, "on this page"),
        (46, 48, "on page\u00a048"),
        (48, 47, "on page\u00a047"),
        (1, 2, "overleaf"),
        (2, 1, "on page\u00a01"),
    ],
)
def test_where_a_page_lies_as_seen_from_another(here: int, there: int, words: str) -> None:
    assert where(here, there) == words
