"""Every code of the proof: said once of a fault, and never of tiny."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from press import build
from press.assets import Face
from press.finding import Finding
from press.proofreading import (
    Copy,
    Proof,
    contents,
    copy_findings,
    fonts,
    guards,
    judged,
    proof_findings,
    pull_quotes,
    tags,
    words,
)
from press.reading import PageFacts
from tests.conftest import Edition, Editions, change

SHELVES = "manuscript/tiny/essays/shelves.md"
RESERVE = "Nobody has ever asked me for a quieter library."
ORDERED = f"  reserve: {RESERVE}"


def said(checkout: Path) -> list[Finding]:
    """What is said of tiny, as it lies in a checkout, before any page is set."""
    work = build.load(checkout, "tiny")
    return copy_findings(Copy(book=work.book, faces=work.faces), guards())


@pytest.fixture(scope="module")
def screen(editions: Editions) -> Edition:
    return editions("tiny", "screen")


@pytest.mark.parametrize("name", ["print", "screen"])
def test_nothing_is_said_of_tiny(editions: Editions, name: str) -> None:
    edition = editions("tiny", name)
    assert copy_findings(edition.copy, guards()) == []
    assert proof_findings(edition.proof, guards()) == []


# Pull quotes

FAITHFUL = {
    "as it stands": RESERVE,
    "without its final stop": RESERVE[:-1],
    "with a small initial": "nobody has ever asked me for a quieter library.",
    "with a capital where the text runs on": "A juror told me, 'and now we fight for the shelf.'",
    "in double quotation marks": '"\\"We used to fight for our own,\\" a juror told me."',
    "in curly quotation marks": "‘We used to fight for our own,’ a juror told me",
    "in other marks than the text": "“We used to fight for our own,” a juror told me",
    "with a no-break space": "Nobody has ever asked\u00a0me for a quieter library.",
    "across the end of a paragraph": "a quarter of my readers had never met me. So we drew lots.",
    "through a run-in heading": "They argue. A jury of readers is not a polite body.",
    "through italics": "the reviews in The Easthaven Lamp so that others need not",
    "from a list": "large print, and not only romances",
}


@pytest.mark.parametrize("quote", FAITHFUL.values(), ids=FAITHFUL)
def test_a_faithful_quote_is_no_drift(checkout: Path, quote: str) -> None:
    typed = quote if quote.startswith('"') else "'" + quote.replace("'", "''") + "'"
    change(checkout / SHELVES, ORDERED, f"  reserve: {typed}")
    assert said(checkout) == []


DRIFTING = {
    "a word changed": ("Nobody has ever asked me for a louder library.",
                       "[text: quieter | quote: louder]"),
    "a word dropped": ("Nobody has asked me for a quieter library.",
                       "[text: ever | quote: nothing]"),
    "a word added": ("Nobody here has ever asked me for a quieter library.", "quote: here"),
    "words left out behind an ellipsis": ("Nobody … for a quieter library.", "nearest passage"),
    "a comma added": ("Nobody, has ever asked me for a quieter library.", "quote: ,"),
    "a capital inside": ("Nobody has ever asked Me for a quieter library.",
                         "[text: me | quote: Me]"),
    "a question of it": ("Nobody has ever asked me for a quieter library?", "quote: ?"),
    "words of another section": ("A bill is a good teacher.", "nearest passage"),
}  # fmt: skip


@pytest.mark.parametrize(("quote", "difference"), DRIFTING.values(), ids=DRIFTING)
def test_a_quote_that_drifts_is_told_with_the_nearest_passage(
    checkout: Path, quote: str, difference: str
) -> None:
    change(checkout / SHELVES, ORDERED, f'  reserve: "{quote}"')
    (finding,) = said(checkout)
    assert finding.code == "quote-drifts"
    assert str(finding.place) == f"{SHELVES}:14"
    assert f"the nearest passage is at {SHELVES}:" in finding.remedy
    assert difference in finding.remedy


def test_the_nearest_passage_is_named_with_its_line(checkout: Path) -> None:
    change(checkout / SHELVES, ORDERED, "  reserve: Nobody has ever asked me for a louder library.")
    lines = (checkout / SHELVES).read_text(encoding="utf-8").splitlines()
    (line,) = [number for number, text in enumerate(lines, start=1) if "I am asked whether" in text]
    (finding,) = said(checkout)
    assert f"{SHELVES}:{line}: " in finding.remedy


def test_a_text_that_drifts_from_its_quote_is_told_too(checkout: Path) -> None:
    change(checkout / SHELVES, f"chairs. {RESERVE}", "chairs. No reader wants a quieter library.")
    (finding,) = said(checkout)
    assert finding.code == "quote-drifts"


def test_a_quote_from_another_section_is_held_against_that_one(checkout: Path) -> None:
    cover = "manuscript/tiny/back/back-cover.yaml"
    change(checkout / cover, "find each other after dark", "find themselves after dark")
    (finding,) = said(checkout)
    assert finding.code == "quote-drifts"
    assert str(finding.place) == f"{cover}:3"
    assert "does not stand in manuscript/tiny/front/foreword.md" in finding.message
    assert "the nearest passage is at manuscript/tiny/front/foreword.md:" in finding.remedy
    assert "[text: each other | quote: themselves]" in finding.remedy


ELIDED = "The jury … does not choose the books it likes. It chooses the books it would miss."
BROKEN = {
    "a word changed": "The jury … does not choose the books it loves.",
    "out of order": "It chooses the books it would miss. … The jury does not choose",
    "too far apart": "For thirty years I chose the books. … Nobody has ever asked me",
    "one piece is not there": "The jury … was bored.",
}


@pytest.mark.parametrize("quote", BROKEN.values(), ids=BROKEN)
def test_an_elided_quote_keeps_to_its_text(checkout: Path, quote: str) -> None:
    change(checkout / SHELVES, ELIDED, quote)
    (finding,) = said(checkout)
    assert finding.code == "quote-elided"
    assert str(finding.place) == f"{SHELVES}:12"


@pytest.mark.parametrize(
    "quote",
    ["The jury ... does not choose the books it likes.", "… does not choose the books it likes …"],
)
def test_an_ellipsis_may_be_typed_as_dots_and_stand_at_an_end(checkout: Path, quote: str) -> None:
    change(checkout / SHELVES, ELIDED, quote)
    assert said(checkout) == []


def test_an_adapted_quote_may_say_anything_for_a_reason(screen: Edition) -> None:
    book = screen.work.book
    shelves = book.chapter("shelves")
    keys = replace(shelves.quotes["keys"], reason="")
    chapter = replace(shelves, quotes={"keys": keys})
    chapters = tuple(chapter if one is shelves else one for one in book.chapters)
    (finding,) = judged(pull_quotes.COPY, Copy(book=replace(book, chapters=chapters)))
    assert finding.code == "quote-adapted"
    assert finding.place == keys.place


# Contents, on the pages

Spoil = Callable[[Proof], Proof]


def page_with(proof: Proof, folio: int, **changes: Any) -> Proof:
    """The proof with one page read otherwise."""
    pages = [
        replace(page, **changes) if page.label == str(folio) else page for page in proof.facts.pages
    ]
    return facts_with(proof, pages=tuple(pages))


def facts_with(proof: Proof, **changes: Any) -> Proof:
    return replace(proof, facts=replace(proof.facts, **changes))


def contents_with(old: str, new: str) -> Spoil:
    """The printed contents (folio 5) with words changed."""

    def spoil(proof: Proof) -> Proof:
        page = proof.facts.page(5)
        assert page is not None
        assert page.text.count(old) == 1, page.text
        return page_with(proof, 5, text=page.text.replace(old, new))

    return spoil


def contents_and(line: str) -> Spoil:
    """The printed contents (folio 5) with a line more."""

    def spoil(proof: Proof) -> Proof:
        page = proof.facts.page(5)
        assert page is not None
        return page_with(proof, 5, text=f"{page.text}\n{line}")

    return spoil


def opening_with(old: str, new: str) -> Spoil:
    """The first page of the second essay (folio 14) with words changed."""

    def spoil(proof: Proof) -> Proof:
        page = proof.facts.page(14)
        assert page is not None
        assert page.text.count(old) == 1, page.text
        return page_with(proof, 14, text=page.text.replace(old, new))

    return spoil


def links_to(index: int | None) -> Spoil:
    """The contents' links to the second essay lead to another page, or are none."""

    def spoil(proof: Proof) -> Proof:
        (right,) = [page.index for page in proof.facts.pages if page.label == "14"]
        links = [
            replace(link, target=index) if link.target == right else link
            for link in proof.facts.links
        ]
        return facts_with(
            proof, links=tuple(link for link in links if link.target is not None or link.address)
        )

    return spoil


def marks_to(index: int | None) -> Spoil:
    """The bookmark of the second essay leads to another page, or is none."""

    def spoil(proof: Proof) -> Proof:
        marks = [
            replace(mark, page=index) if "jury in the reading" in mark.title else mark
            for mark in proof.facts.outline
        ]
        return facts_with(proof, outline=tuple(mark for mark in marks if mark.page is not None))

    return spoil


CONTENTS: dict[str, tuple[str, Spoil]] = {
    "an essay is not listed": ("contents-missing", contents_with("Who chooses the books", "")),
    "a title is another": ("contents-missing", contents_with("Who chooses", "Who buys")),
    "a subtitle is cut": ("contents-missing", contents_with("in the reading room", "")),
    "an author is not named": (
        "contents-missing", contents_with("Dr Ambrose Lantern, Easthaven College", "")),
    "an organisation is another": (
        "contents-missing", contents_with("Friends of Easthaven Library\n14", "Friends\n14")),
    "a folio is another": ("contents-folio", contents_with("14 2", "15 2")),
    "a folio is not there": ("contents-folio", contents_with("18 3", "3")),
    "a number is another": ("contents-folio", contents_with("14 2", "14 4")),
    "folios are exchanged": ("contents-folio", contents_with("14 2", "10 2")),
    "the page carries another title": ("contents-target", opening_with("Who chooses", "Who buys")),
    "no page has the folio": (
        "contents-target", lambda proof: page_with(proof, 14, label="xiv")),
    "a section that is not listed": ("contents-extra", contents_and("21 Contacts")),
    "an essay twice": ("contents-extra", contents_and("14 2 Who chooses the books")),
    "a link leads elsewhere": ("contents-link", links_to(2)),
    "a link leads nowhere": ("contents-link", links_to(None)),
    "there are no links": ("contents-link", lambda proof: facts_with(proof, links=())),
    "a bookmark leads elsewhere": ("contents-bookmark", marks_to(2)),
    "a bookmark is not there": ("contents-bookmark", marks_to(None)),
    "there are no bookmarks": ("contents-bookmark", lambda proof: facts_with(proof, outline=())),
}  # fmt: skip


@pytest.mark.parametrize(("code", "spoil"), CONTENTS.values(), ids=CONTENTS)
def test_contents_that_are_wrong_are_told(screen: Edition, code: str, spoil: Spoil) -> None:
    found = judged(contents.PROOF, spoil(screen.proof))
    assert code in {finding.code for finding in found}
    assert all(finding.severity == "error" for finding in found)


def test_a_missing_essay_is_named_with_its_file_and_line(screen: Edition) -> None:
    proof = contents_with("Who chooses the books", "")(screen.proof)
    missing = [one for one in judged(contents.PROOF, proof) if one.code == "contents-missing"]
    assert [str(one.place) for one in missing] == [f"{SHELVES}:3"]
    assert "“Who chooses the books”" in missing[0].message


def test_print_needs_no_links(editions: Editions) -> None:
    proof = editions("tiny", "print").proof
    assert not proof.facts.links
    assert judged(contents.PROOF, proof) == []


# Words

LOST: dict[str, tuple[str, str]] = {
    "a word of the text": ("retired stoker", "stoker"),
    "a sentence": ("There were failures.", ""),
    "a figure": ("£290", "£"),
    "a word broken by a line's end": ("tain. By", "By"),
}


@pytest.mark.parametrize(("old", "new"), LOST.values(), ids=LOST)
def test_words_that_are_lost_are_told(screen: Edition, old: str, new: str) -> None:
    page = screen.facts.page(11)
    assert page is not None
    assert page.text.count(old) == 1
    found = judged(words.PROOF, page_with(screen.proof, 11, text=page.text.replace(old, new)))
    assert [finding.code for finding in found] == ["words-lost"]
    assert found[0].place is not None
    assert found[0].place.file == "manuscript/tiny/essays/lamps.md"


def test_a_note_that_is_lost_is_told(screen: Edition) -> None:
    page = screen.facts.page(16)
    assert page is not None
    text = page.text.replace("the library lost 3 books a year", "")
    assert text != page.text
    (finding,) = judged(words.PROOF, page_with(screen.proof, 16, text=text))
    assert finding.code == "words-lost"


def test_words_hidden_by_a_layout_are_told(checkout: Path) -> None:
    hide(checkout, "#lamps .body p:nth-of-type(2){display:none}")
    work = build.load(checkout, "tiny")
    (finding,) = build.findings(work, build.make(work, "screen"))
    assert finding.code == "words-lost"
    assert "the pages of “lamps” lack “" in finding.message


def hide(checkout: Path, css: str) -> None:
    """Give tiny a layout of its own that extends Ignite's by a rule."""
    styles = checkout / "layouts" / "hiding" / "styles"
    styles.mkdir(parents=True)
    (styles.parent / "layout.yaml").write_text("extends: ignite\n", encoding="utf-8")
    (styles / "components.css").write_text(css, encoding="utf-8")
    change(checkout / "manuscript/tiny/publication.yaml", "layout: ignite", "layout: hiding")


def test_a_section_without_a_page_is_told(screen: Edition) -> None:
    first, last = screen.made.spans["lamps"]
    kept = [page for page in screen.facts.pages if not first <= int(page.label) <= last]
    found = judged(words.PROOF, facts_with(screen.proof, pages=tuple(kept)))
    assert [(finding.code, str(finding.place)) for finding in found] == [
        ("section-lost", "manuscript/tiny/essays/lamps.md")
    ]


@pytest.mark.parametrize(
    ("text", "label", "body"),
    [
        ("the end\n12 Barnaby Inkpen OBE", "12", "the end"),
        ("the end\nWho chooses the books 17", "17", "the end"),
        ("the end\n11", "11", "the end"),
        ("the end\nin the year 17 it rained", "17", "the end\nin the year 17 it rained"),
        ("the end of 112", "12", "the end of 112"),
        ("it was inter\x02\n12 Foreword", "12", "it was inter\x02"),
    ],
)
def test_the_foot_of_a_page_is_not_its_text(text: str, label: str, body: str) -> None:
    box = (0.0, 0.0, 1.0, 1.0)
    page = PageFacts(index=0, label=label, text=text, media=box, bleed=box, trim=box)
    assert page.body.rstrip("\n") == body


# Glyphs and fonts


def test_a_character_that_no_face_has_is_told_with_its_line(checkout: Path) -> None:
    lamps = checkout / "manuscript/tiny/essays/lamps.md"
    change(lamps, "A bill is a good teacher.", "A bill (賬單) is a good teacher.")
    found = said(checkout)
    assert [(finding.code, str(finding.place)) for finding in found] == [
        ("glyph-missing", "manuscript/tiny/essays/lamps.md:13")
    ] * 2
    assert {
        character for character in "賬單" if any(character in one.message for one in found)
    } == {*"賬單"}


def test_a_character_in_a_title_is_told_too(checkout: Path) -> None:
    change(checkout / SHELVES, "title: Who chooses the books", "title: Who chooses the 書")
    found = said(checkout)
    assert [(one.code, str(one.place)) for one in found] == [("glyph-missing", f"{SHELVES}:3")]


def test_a_font_that_is_not_in_the_file_is_told(screen: Edition) -> None:
    proof = facts_with(screen.proof, unembedded=frozenset({"Helvetica"}))
    (finding,) = judged(fonts.PROOF, proof)
    assert finding.code == "font-not-embedded"
    assert "“Helvetica”" in finding.message


# Tags


def test_a_link_outside_the_structure_is_told_once_a_page(screen: Edition) -> None:
    links = [replace(link, tagged=False) for link in screen.facts.links]
    found = judged(tags.PROOF, facts_with(screen.proof, links=tuple(links)))
    assert {finding.code for finding in found} == {"link-untagged"}
    assert len(found) == len({link.page for link in links})


def test_faces_are_read_with_the_book(screen: Edition) -> None:
    faces: Sequence[Face] = list(screen.work.faces.values())
    assert faces, "without faces no glyph could be missing"
