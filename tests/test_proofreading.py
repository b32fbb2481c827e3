"""The rules that stand guard, and those of links: what varies of a fault, and what is none.

Each code's plain fault and near-miss are folders of `cases/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press import build, works
from press.assets import Face
from press.finding import Finding
from press.proofreading import (
    GUARDS,
    Copy,
    Proof,
    contents,
    copy_findings,
    displayed,
    judged,
    length,
    links,
    proof_findings,
    pull_quotes,
    tags,
    words,
    words_of_templates,
)
from press.reading import PageFacts
from press.reading.facts import HYPHEN
from tests.conftest import Edition, Editions, change

SHELVES = "manuscript/tiny/essays/shelves.md"
RESERVE = "Nobody has ever asked me for a quieter library."
ORDERED = f"  reserve: {RESERVE}"
NEAR = f"the nearest passage is at {SHELVES}:"


def said(checkout: Path) -> list[Finding]:
    """What is said of tiny, as it lies in a checkout, before any page is set."""
    work = works.load(checkout, "tiny")
    return copy_findings(Copy(book=work.book, faces=work.faces), GUARDS)


@pytest.fixture(scope="module")
def screen(editions: Editions) -> Edition:
    return editions("tiny", "screen")


@pytest.mark.parametrize("name", ["print", "screen"])
def test_nothing_is_said_of_tiny(editions: Editions, name: str) -> None:
    edition = editions("tiny", name)
    assert copy_findings(edition.copy, GUARDS) == []
    assert proof_findings(edition.proof, GUARDS) == []


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
    "with a stop where the text runs on": "So we drew lots. Twelve names a year.",
    "from within quotation marks": "Now we fight for the shelf.",
    "with an apostrophe at its end": "'We used to fight for our own,' a juror told me, 'and now",
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
    "words left out behind an ellipsis": ("Nobody … for a quieter library.",
                                          "[text: has ever asked me | quote: …]"),
    "a comma added": ("Nobody, has ever asked me for a quieter library.", "quote: ,"),
    "a capital inside": ("Nobody has ever asked Me for a quieter library.",
                         "[text: me | quote: Me]"),
    "a question of it": ("Nobody has ever asked me for a quieter library?",
                         "a quieter library [text: . | quote: ?]"),
    "marks inside left out": ("The jury, which one of its members calls the awkward squad",
                              "[text: ‘ | quote: nothing]"),
    "marks inside added": ("They ask for a 'longer day'", "[text: nothing | quote: ‘]"),
    "a dash for a hyphen": ("Lending to the under–16s has doubled",
                            "[text: under-16s | quote: under–16s]"),
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


NEAREST = {
    "an initial capital is no difference": (
        "A juror told us, 'and now we fight for the shelf.'", "",
        "35: a juror told [text: me | quote: us], ‘and now we … for the shelf"),
    "nor is the final stop, nor another style of marks": (
        "A juror told us, “and now we fight for the shelf”.", "",
        "35: a juror told [text: me | quote: us], ‘and now we … for the shelf"),
    "a passage that begins in the paragraph before": (
        "A quarter of my readers had never known me. So we drew lots.", "",
        "20: a quarter of … readers had never [text: met | quote: known] me. So we drew lots"),
    "words left out": (
        "Nobody for a quieter library.", "between “Nobody” and “for a quieter”",
        "39: Nobody [text: has ever asked me | quote: nothing] for a quieter library"),
    "a sentence left out, across the end of a paragraph": (
        "A quarter of my readers had never met me. Twelve names a year sit as a jury.",
        "between “never met me.” and “Twelve names a”, and between “names a year” and “sit as a”",
        "20: a quarter of … never met me. [text: So we drew lots. | quote: nothing] Twelve names"
        " a year [text: , from all who hold a ticket, | quote: nothing] sit as a jury"),
    "more words left out than the quote has": (
        "Last winter a bus driver locked up and put the keys through the letter box.",
        "between “a bus driver” and “locked up”, and between “locked up” and “and put the”",
        "44: Last winter a bus driver [text: , who had come in for the timetable and stayed for the"
        " quiet, | quote: nothing] locked up [text: at nine, tried the door twice, | quote:"
        " nothing] and put the … the letter box"),
    "words put in": (
        "They ask at every meeting for a longer day, a better lamp and the next volume.", "",
        "39: They ask [text: nothing | quote: at every meeting] for a longer … the next volume"),
    "other words first: the clause of the text is shown": (
        "What the readers want is a longer day, a better lamp and the next volume.", "",
        "39: [text: They ask for | quote: What the readers want is] a longer day … the next"
        " volume"),
    "other words last": (
        "They ask for a longer day, a better lamp and good light.", "",
        "39: They ask for … better lamp and [text: the next volume | quote: good light]"),
    "a word that only happens to stand between two changes": (
        "In its opening session it spent two days with a manual of beekeeping.", "",
        "24: In its [text: first year | quote: opening session] it spent two"
        " [text: hours on | quote: days with] a manual of beekeeping"),
    "capitals throughout": (
        "NOBODY HAS EVER ASKED ME FOR A QUIETER LIBRARY", "",
        "39: [text: Nobody has ever asked me for a quieter library | quote: NOBODY HAS EVER ASKED"
        " ME FOR A QUIETER LIBRARY]"),
}  # fmt: skip
"""A verbatim quote, where words are left out of it, and the nearest passage with its line."""


@pytest.mark.parametrize(("quote", "left_out", "passage"), NEAREST.values(), ids=NEAREST)
def test_the_nearest_passage_shows_what_an_editor_must_see(
    checkout: Path, quote: str, left_out: str, passage: str
) -> None:
    change(checkout / SHELVES, ORDERED, f'  reserve: "{quote}"')
    (finding,) = said(checkout)
    message = f"the pull quote “reserve” does not stand in {SHELVES}"
    remedy = f"the nearest passage is at {SHELVES}:{passage}"
    if left_out:
        message += f": it leaves out words without an ellipsis, {left_out}"
        remedy = f"restore them, or add an ellipsis and say `state: elided`; {remedy}"
    assert (finding.message, finding.remedy) == (message, remedy)


@pytest.mark.parametrize(
    "quote",
    ["A bill is a good teacher.", "The ferry is late again, and the dog has gone home.", "Oars!"],
)
def test_where_no_passage_is_near_none_is_shown(checkout: Path, quote: str) -> None:
    change(checkout / SHELVES, ORDERED, f'  reserve: "{quote}"')
    (finding,) = said(checkout)
    assert finding.message.endswith(f"does not stand in {SHELVES}: no passage is near it")
    assert finding.remedy == (
        "quote words of the section, or name the section they stand in with `from:`"
    )


UNSAID = {
    "between words that stand": (
        "Nobody ... for a quieter library.", "",
        "take the ellipsis away and restore what it leaves out; the nearest passage is at"
        f" {SHELVES}:39: Nobody [text: has ever asked me | quote: …] for a quieter library"),
    "at both ends": (
        "...nobody has ever asked me for a quieter library...", "",
        f"take the ellipsis away; the nearest passage is at {SHELVES}:39: Nobody has ever … a"
        " quieter library"),
    "at an end of other words": (
        "...nobody has ever asked me for a louder library...", ", and it differs from the text",
        f"take the ellipsis away; the nearest passage is at {SHELVES}:39: Nobody has ever … me for"
        " a [text: quieter | quote: louder] library"),
    "between pieces out of order": (
        "It chooses the books it would miss ... does not choose the books it likes.",
        ", and the second piece stands before the first",
        "take the ellipsis away and restore what it leaves out; put the pieces in the order of the"
        f" text; the nearest passage is at {SHELVES}:35: does not choose … books it likes, then at"
        f" {SHELVES}:35: It chooses the … it would miss"),
}  # fmt: skip


@pytest.mark.parametrize(("quote", "besides", "remedy"), UNSAID.values(), ids=UNSAID)
def test_an_ellipsis_in_a_verbatim_quote_is_named(
    checkout: Path, quote: str, besides: str, remedy: str
) -> None:
    change(checkout / SHELVES, ORDERED, f'  reserve: "{quote}"')
    (finding,) = said(checkout)
    assert finding.code == "quote-drifts"
    assert finding.message == (
        f"the pull quote “reserve” does not stand in {SHELVES}: it has an ellipsis and is not said"
        f" to be elided{besides}"
    )
    assert finding.remedy == f"say `state: elided`, or {remedy}"


def test_an_ellipsis_of_the_author_is_quoted_like_a_word(checkout: Path) -> None:
    change(checkout / SHELVES, "I think so. The jury", "I think ... perhaps. The jury")
    change(checkout / SHELVES, ORDERED, "  reserve: I think ... perhaps.")
    assert said(checkout) == []


def test_other_words_beside_an_ellipsis_of_the_author_are_told(checkout: Path) -> None:
    change(checkout / SHELVES, "is still needed. I think so.", "is still needed ... I think so.")
    change(
        checkout / SHELVES,
        ORDERED,
        "  reserve: I am asked if a librarian is still wanted ... I hope.",
    )
    (finding,) = said(checkout)
    assert finding.message.endswith(f"does not stand in {SHELVES}")
    assert finding.remedy == (
        f"{NEAR}39: I am asked [text: whether | quote: if] a librarian is still"
        " [text: needed … I think so | quote: wanted … I hope]"
    )


def test_words_marked_in_the_text_cannot_drift_for_an_ellipsis(checkout: Path) -> None:
    change(checkout / SHELVES, f"{ORDERED}\n", "")
    change(
        checkout / SHELVES, "I think so. The", "[I think ... perhaps.]{.pull-quote #reserve} The"
    )
    assert said(checkout) == []


def test_a_quote_of_an_ellipsis_says_nothing(checkout: Path) -> None:
    change(checkout / SHELVES, "I think so. The jury", "I think ... perhaps. The jury")
    change(checkout / SHELVES, ORDERED, "  reserve: ...")
    (finding,) = said(checkout)
    assert finding.message.endswith("and it has no words")
    assert finding.remedy.endswith("quote words of the section")


def test_a_text_that_drifts_from_its_quote_is_told_too(checkout: Path) -> None:
    change(checkout / SHELVES, f"chairs. {RESERVE}", "chairs. No reader wants a quieter library.")
    (finding,) = said(checkout)
    assert finding.code == "quote-drifts"


def test_a_quote_from_another_section_is_held_against_that_one(checkout: Path) -> None:
    cover = "manuscript/tiny/back/back-cover.yaml"
    change(checkout / cover, "look after it", "look for it")
    (finding,) = said(checkout)
    assert finding.code == "quote-drifts"
    assert str(finding.place) == f"{cover}:3"
    assert "does not stand in manuscript/tiny/front/foreword.md" in finding.message
    assert "the nearest passage is at manuscript/tiny/front/foreword.md:" in finding.remedy
    assert "[text: after | quote: for]" in finding.remedy


ELIDED = "The jury … does not choose the books it likes. It chooses the books it would miss."
BROKEN = {
    "a word changed": (
        "The jury … does not choose the books it loves.",
        "the second piece differs from the text",
        f"{NEAR}35: does not choose the books it [text: likes | quote: loves]"),
    "out of order": (
        "It chooses the books it would miss. … Twelve names a year",
        "the second piece stands before the first",
        f"put the pieces in the order of the text; {NEAR}22: Twelve names a year, then at"
        f" {SHELVES}:35: It chooses the … it would miss."),
    "one within the other": (
        "does not choose the books it likes … it likes. It chooses",
        "the second piece begins within the first",
        f"leave out of one of the two what both have; {NEAR}35: it likes. It chooses, then at"
        f" {SHELVES}:35: does not choose … books it likes"),
    "too far apart": (
        "For thirty years I chose the books. … They ask for a longer day",
        "the first piece and the second stand 312 words apart, and 60 is the most",
        f"quote some of the words between them, or only one of the two; {NEAR}20: For thirty years"
        " … chose the books. [text: 312 words | quote: …] They ask for a longer day"),
    "the last too far from the second": (
        "For thirty years I chose the books … had never met me … They ask for a longer day",
        "the second piece and the third stand 269 words apart, and 60 is the most",
        f"quote some of the words between them, or only one of the two; {NEAR}20: For thirty years"
        " … chose the books [text: 39 words | quote: …] had never met me [text: 269 words |"
        " quote: …] They ask for a longer day"),
    "one piece is not there": (
        "The jury … was bored.",
        "no passage is near the second piece",
        "quote words of the section, or name the section they stand in with `from:`"),
    "a capital after the ellipsis": (
        "The jury … Does not choose the books it likes.",
        "the second piece differs from the text",
        f"{NEAR}35: [text: does | quote: Does] not choose the books it likes"),
    "no ellipsis where words are left out": (
        "The jury does not choose the books it likes.",
        "the quote leaves out words without an ellipsis, between “The jury” and “does not choose”",
        f"restore them, or add an ellipsis there; {NEAR}35: The jury [text: , which one of its"
        " members calls ‘the awkward squad’, | quote: nothing] does not choose … books it likes"),
    "no second ellipsis": (
        "The jury … does not choose it likes. It chooses the books it would miss.",
        "the second piece leaves out words without an ellipsis, between “does not choose” and"
        " “it likes. It”",
        f"restore them, or add an ellipsis there; {NEAR}35: does not choose [text: the books |"
        " quote: nothing] it likes. It … it would miss"),
    "two pieces are not there": (
        "The ferry … barked at noon.",
        "no passage is near the first piece, and no passage is near the second piece",
        "quote words of the section, or name the section they stand in with `from:`"),
    "two pieces changed": (
        "For thirty years … I was trained for it … one of them must promise to read them.",
        "the second piece differs from the text, and the third piece differs from the text",
        f"{NEAR}20: I was trained [text: to do | quote: for] it; {NEAR}22: one of them … promise to"
        " read [text: it | quote: them]"),
}  # fmt: skip
"""An elided quote, what is wrong with it, and the remedy."""


@pytest.mark.parametrize(("quote", "wrong", "remedy"), BROKEN.values(), ids=BROKEN)
def test_an_elided_quote_keeps_to_its_text(
    checkout: Path, quote: str, wrong: str, remedy: str
) -> None:
    change(checkout / SHELVES, ELIDED, quote)
    (finding,) = said(checkout)
    assert finding.code == "quote-elided"
    assert str(finding.place) == f"{SHELVES}:12"
    assert finding.message == (
        f"the pieces of the pull quote “opening” do not stand in {SHELVES} as they should: {wrong}"
    )
    assert finding.remedy == remedy


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


def page_said(folio: int, old: str, new: str) -> Spoil:
    """A page with words changed; a space may be a line's end."""

    def spoil(proof: Proof) -> Proof:
        page = proof.facts.page(folio)
        assert page is not None
        pattern = r"\s".join(re.escape(word) for word in old.split())
        text, count = re.subn(pattern, new, page.text.replace("\r", ""))
        assert count == 1, text
        return page_with(proof, folio, text=text)

    return spoil


def anywhere(proof: Proof, old: str, new: str) -> Proof:
    """The proof with words changed on the one page that has them; a space may be a line's end."""
    pattern = re.compile(r"\s".join(re.escape(word) for word in old.split()))
    pages = [page for page in proof.facts.pages if pattern.search(page.text)]
    assert len(pages) == 1, [page.name for page in pages]
    text, count = pattern.subn(new, pages[0].text)
    assert count == 1, text
    return page_with(proof, int(pages[0].label), text=text)


def contents_moved(lines: str, place: int) -> Spoil:
    """The printed contents (folio 5) with lines moved to another place."""

    def spoil(proof: Proof) -> Proof:
        page = proof.facts.page(5)
        assert page is not None
        moved, _, _ = lines.partition("\n8")
        assert page.text.count(moved) >= 1, page.text
        rest = page.text.replace(f"{moved}\n", "", 1).split("\n")
        return page_with(proof, 5, text="\n".join([*rest[:place], moved, *rest[place:]]))

    return spoil


def marks_to(index: int) -> Spoil:
    """The bookmark of the second essay leads to another page."""

    def spoil(proof: Proof) -> Proof:
        marks = [
            replace(mark, page=index) if "jury in the reading" in mark.title else mark
            for mark in proof.facts.outline
        ]
        return facts_with(proof, outline=tuple(marks))

    return spoil


CONTENTS: dict[str, tuple[str, Spoil]] = {
    "a title is another": ("contents-missing", contents_with("Who chooses", "Who buys")),
    "a subtitle is cut": ("contents-missing", contents_with("in the reading room", "")),
    "an author is not named": (
        "contents-missing", contents_with("Dr Ambrose Lantern, Easthaven College", "")),
    "a title with another capital": (
        "contents-missing", contents_with("Who chooses the books", "Who Chooses the Books")),
    "an entry further down": (
        "contents-order", contents_moved("6 A light: left on\nWilhelmina Quill, Easthaven Town"
                                         " Council\nBarnaby Inkpen OBE, Friends of Easthaven"
                                         " Library", 5)),
    "authors in another order": (
        "contents-order", contents_moved("Barnaby Inkpen OBE, Friends of Easthaven Library\n8", 2)),
    "an organisation is another": (
        "contents-missing", contents_with("Friends of Easthaven Library\n14", "Friends\n14")),
    "a folio is not there": ("contents-folio", contents_with("18 3", "3")),
    "a number is another": ("contents-folio", contents_with("14 2", "14 4")),
    "folios are exchanged": ("contents-folio", contents_with("14 2", "10 2")),
    "a folio alone is another": ("label-not-folio", page_said(15, "\n15", "\n16")),
    "no page has the folio": (
        "contents-target", lambda proof: page_with(proof, 14, label="xiv")),
    "an essay twice": ("contents-extra", contents_and("14 2 Who chooses the books")),
    "a link leads elsewhere": ("contents-link", links_to(2)),
    "a link leads nowhere": ("contents-link", links_to(None)),
    "there are no links": ("contents-link", lambda proof: facts_with(proof, links=())),
    "a bookmark leads elsewhere": ("contents-bookmark", marks_to(2)),
    "there are no bookmarks": ("contents-bookmark", lambda proof: facts_with(proof, outline=())),
}  # fmt: skip


@pytest.mark.parametrize(("code", "spoil"), CONTENTS.values(), ids=CONTENTS)
def test_contents_that_are_wrong_are_told(screen: Edition, code: str, spoil: Spoil) -> None:
    found = judged(contents.PROOF, spoil(screen.proof))
    assert code in {finding.code for finding in found}
    assert all(finding.severity == "error" for finding in found)


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
    assert found[0].code == "words-lost"
    assert {one.code for one in found[1:]} <= {"words-strange"}, "what is left of a broken word"
    assert found[0].place is not None
    assert found[0].place.file == "manuscript/tiny/essays/lamps.md"


STRANGE: dict[str, tuple[str, str, str]] = {
    "words that a stage made up": (
        "back. We have", "back, as Balthazar says. We have", "as Balthazar says"),
    "a sentence twice": (
        "There were failures.", "There were failures. There were failures.", "There were failures"),
    "a figure": ("mistake. We paid", "mistake 365. We paid", "365"),
    "a number beside a template's word": (
        "Barnaby Inkpen OBE\nChair", "Barnaby Inkpen OBE\nChair 44", "44"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "named"), STRANGE.values(), ids=STRANGE)
def test_words_that_nobody_gave_are_told(screen: Edition, old: str, new: str, named: str) -> None:
    (finding,) = judged(words.PROOF, anywhere(screen.proof, old, new))
    assert finding.code == "words-strange"
    assert f"“{named}”" in finding.message
    assert finding.page.endswith("(folio 10)" if "Chair" in old else ")")


@pytest.mark.parametrize(
    ("old", "new"), [("1 spark", "121 sparks"), ("1 spark", "1,093 sparks"), ("1 spark", "")]
)
def test_words_of_the_templates_are_known(screen: Edition, old: str, new: str) -> None:
    assert judged(words.PROOF, anywhere(screen.proof, old, new)) == []


def test_a_layout_whose_templates_give_nothing_gives_no_sparks(screen: Edition) -> None:
    found = judged(words.PROOF, replace(screen.proof, layout_words={}))
    assert {finding.code for finding in found} == {"words-strange"}
    assert any("“1 spark”" in finding.message for finding in found)


def test_words_of_a_template_are_those_outside_of_tags_and_jinja(editions: Editions) -> None:
    given = words_of_templates(editions("tiny", "print").work.layout)
    assert given["essay"] == {"spark", "sparks"}
    assert given["contacts"] == {"T", "E", "W"}
    assert given["contents"] == {"00"}
    assert given["imprint"] == frozenset()


def test_words_of_the_quote_do_not_stand_in_for_the_text(screen: Edition) -> None:
    paper = "We have asked it to pay half and to let us keep the paper."
    found = judged(words.PROOF, anywhere(screen.proof, f"{paper} It hangs", "It hangs"))
    assert [finding.code for finding in found] == ["words-lost"]


def test_words_of_the_text_do_not_stand_in_for_a_name(screen: Edition) -> None:
    name = "Barnaby Inkpen OBE Friends of Easthaven Library"
    found = judged(words.PROOF, anywhere(screen.proof, name, ""))
    assert {finding.code for finding in found} == {"words-lost"}


def test_words_in_another_order_are_told(screen: Edition) -> None:
    swapped = anywhere(screen.proof, "A bill is a good teacher.", "A good bill is a teacher.")
    assert [finding.code for finding in judged(words.PROOF, swapped)] == ["words-lost"]


def test_a_note_that_is_lost_is_told(screen: Edition) -> None:
    page = screen.facts.page(16)
    assert page is not None
    text = page.text.replace("the library lost 3 books a year", "")
    assert text != page.text
    (finding,) = judged(words.PROOF, page_with(screen.proof, 16, text=text))
    assert finding.code == "words-lost"


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


PIECES = st.lists(st.sampled_from(["1", "12", "a", "b-c", " ", "\n", "\x02", "\xa0", "\xad ", "-"]))


@given(PIECES, st.sampled_from(["1", "12", "a"]))
def test_a_foot_is_what_one_expression_finds(pieces: list[str], label: str) -> None:
    """The same as the pattern that says it in one line and has to be made for each folio."""
    text, box = "".join(pieces), (0.0, 0.0, 1.0, 1.0)
    page = PageFacts(index=0, label=label, text=text, media=box, bleed=box, trim=box)
    foot = rf"(?:{label}(?:[^\S\n][^\n]*)?|[^\n\x02]*[^\S\n]{label})\s*$"
    assert page.body == re.sub(rf"(?:^|\n|(?<=\x02)){foot}", "", text)


@given(PIECES)
def test_a_hyphen_stands_between_letters(pieces: list[str]) -> None:
    text = "".join(pieces)
    between = r"(?<=\w)(?:[-\u00ad\u2010\u2011\ufffe]\s?|\x02)(?=\w)"
    assert HYPHEN.sub("", text) == re.sub(between, "", text)


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


# Tags


def test_a_link_outside_the_structure_is_told_once_a_page(screen: Edition) -> None:
    links = [replace(link, tagged=False) for link in screen.facts.links]
    found = judged(tags.PROOF, facts_with(screen.proof, links=tuple(links)))
    assert {finding.code for finding in found} == {"link-untagged"}
    assert len(found) == len({link.page for link in links})


def test_faces_are_read_with_the_book(screen: Edition) -> None:
    faces: Sequence[Face] = list(screen.work.faces.values())
    assert faces, "without faces no glyph could be missing"


# Pull quotes, on the pages


def book_with(proof: Proof, slug: str, **changes: Any) -> Proof:
    """The proof with quotes of a section changed, by name: the quote, or its new words."""
    chapter = proof.book.chapter(slug)
    quotes = {
        name: replace(quote, **changes.get(name, {})) for name, quote in chapter.quotes.items()
    }
    other = replace(chapter, quotes=quotes)
    chapters = tuple(other if one is chapter else one for one in proof.book.chapters)
    return replace(proof, book=replace(proof.book, chapters=chapters))


def codes(found: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in found]


def test_a_displayed_quote_that_is_cut_is_told(screen: Edition) -> None:
    spoil = page_said(11, "‘We have asked it to pay half and to", "‘We have asked it to")
    found = judged(displayed.PROOF, spoil(screen.proof))
    assert codes(found) == ["quote-cut"]
    assert str(found[0].place) == "manuscript/tiny/essays/lamps.md:21"


@pytest.mark.parametrize("name", ["reserve", "keys"])
def test_a_quote_that_is_not_displayed_is_told(screen: Edition, name: str) -> None:
    lines = {
        "reserve": "‘Nobody has ever asked me for a quieter\nlibrary.’\n",
        "keys": "Anyone who asks may hold the keys.\n",
    }
    found = judged(displayed.PROOF, page_said(16, lines[name], "")(screen.proof))
    assert codes(found) == ["quote-cut"]
    assert f"“{name}”" in found[0].message


def test_an_opening_quote_of_500_words_that_runs_off_its_page_is_told(checkout: Path) -> None:
    lamps = checkout / "manuscript/tiny/essays/lamps.md"
    long = " ".join(f"It hung by the door for {number} days." for number in range(100, 165))
    change(lamps, "[We have asked it to pay half and to let us keep the paper.]", f"[{long}]")
    work = works.load(checkout, "tiny")
    proof = build.proof(work, build.make(work, "screen"))
    found = codes(judged(displayed.PROOF, proof))
    assert "quote-cut" in found
    assert "quote-too-long" in found


@pytest.mark.parametrize(
    ("cover", "said"),
    [
        ("A town that can find each other after dark is still a town.", True),
        ("that can find each other after dark is still a town", True),
        ("a town that can find each other after dark", True),
        ("the lamps stayed lit, and I have never met anybody who wished them out.", False),
        ("We said yes before we knew how.", False),
    ],
)
def test_the_same_words_quoted_twice_are_told(checkout: Path, cover: str, said: bool) -> None:
    file = checkout / "manuscript/tiny/back/back-cover.yaml"
    change(file, "People who are trusted with a building look after it.", cover)
    work = works.load(checkout, "tiny")
    found = judged(displayed.COPY, build.copy_of(work))
    assert codes(found) == ["quote-twice"] * said
    if said:
        assert str(found[0].place) == "manuscript/tiny/back/back-cover.yaml:3"
        assert "manuscript/tiny/front/foreword.md:16" in found[0].message


@pytest.mark.parametrize(
    ("slug", "name", "count", "said"),
    [
        ("shelves", "reserve", 4, False),
        ("shelves", "reserve", 3, True),
        ("shelves", "opening", 75, False),
        ("shelves", "opening", 76, True),
        ("back-cover", "quote", 31, False),
        ("back-cover", "quote", 76, True),
    ],
)
def test_a_quote_has_neither_too_many_words_nor_too_few(
    screen: Edition, slug: str, name: str, count: int, said: bool
) -> None:
    proof = book_with(screen.proof, slug, **{name: {"text": " ".join(["lamp"] * count)}})
    assert codes(judged([displayed.too_long], proof)) == ["quote-too-long"] * said


def test_the_layout_says_how_long_a_quote_may_be(screen: Edition) -> None:
    proof = replace(screen.proof, tokens={"longest-quote": "8"})
    told = [finding.message for finding in judged([displayed.too_long], proof)]
    assert "the quote “reserve” has 9 words, and the layout takes at most 8" in told


def test_a_quote_right_beside_its_own_sentence_is_told(checkout: Path) -> None:
    file = checkout / "manuscript/tiny/front/introduction.md"
    hours = "It now opens for 56, at a cost that has risen by less than 10 per cent since."
    hand = "We did not save the library so much as hand it round until nobody could put it down."
    change(file, f"[{hours}]{{.pull-quote #hours}}", hours)
    change(file, hand, f"[{hand}]{{.pull-quote #hours}}")
    work = works.load(checkout, "tiny")
    proof = build.proof(work, build.make(work, "screen"))
    (finding,) = judged(displayed.PROOF, proof)
    assert finding.code == "quote-beside-itself"
    assert finding.page.endswith("(folio 8)")
    assert judged(displayed.PROOF, replace(proof, tokens={"quote-away": "1"})) == []


# Links


def links_of(screen: Edition, address: str, ask: Callable[[str], str] | None = None) -> Copy:
    """The copy, with the address in the note of the second essay changed."""
    book = screen.work.book
    shelves = book.chapter("shelves")
    assert shelves.section.body is not None
    body = deepcopy(shelves.section.body)
    (link,) = [one for one in body.iter("a") if "example.org" in one.get("href", "")]
    link.set("href", address)
    other = replace(shelves, section=replace(shelves.section, body=body))
    chapters = tuple(other if one is shelves else one for one in book.chapters)
    return Copy(book=replace(book, chapters=chapters), ask=ask)


MALFORMED = [
    "https:/example.org/report", "https://example/report", "https://example.org/a report",
    "ftp://example.org/report", "example.org/report", "mailto:desk.library.example",
    "https://example.org/report,", "https://example.org/(report",
    "https://exa..mple.org/",
]  # fmt: skip
WELL_FORMED = [
    "https://example.org/report", "http://www.example.org", "https://example.org/a(b)/",
    "https://example.org/x.pdf?page=3&n=1#top", "mailto:desk@library.example", "tel:+441632960000",
    "https://example.org:8080/",
]  # fmt: skip


@pytest.mark.parametrize("address", MALFORMED)
def test_a_malformed_address_is_told_with_its_line(screen: Edition, address: str) -> None:
    (finding,) = judged(links.COPY, links_of(screen, address))
    assert finding.code == "address-malformed"
    assert finding.place is not None
    assert finding.place.file == SHELVES


@pytest.mark.parametrize("address", WELL_FORMED)
def test_a_well_formed_address_is_not_told(screen: Edition, address: str) -> None:
    assert judged(links.COPY, links_of(screen, address)) == []


def test_the_network_is_asked_only_when_it_is_handed_in(screen: Edition) -> None:
    asked: list[str] = []

    def ask(address: str) -> str:
        asked.append(address)
        return "it answers 404 Not Found" if address.endswith("/gone") else ""

    (finding,) = judged(links.COPY, links_of(screen, "https://example.org/gone", ask))
    assert finding.code == "link-unreachable"
    assert finding.severity == "warning"
    assert "404" in finding.message
    assert len(asked) == len(set(asked)), "no address is asked twice"
    assert judged(links.COPY, links_of(screen, "https://example.org/here", ask)) == []


def test_a_link_of_the_file_that_leads_to_no_page_is_told(screen: Edition) -> None:
    first = next(link for link in screen.facts.links if link.target is not None)
    rest = [link for link in screen.facts.links if link is not first]
    proof = facts_with(screen.proof, links=(replace(first, target=None), *rest))
    (finding,) = judged(links.PROOF, proof)
    assert finding.code == "link-dead"
    assert finding.page == screen.facts.pages[first.page].name


@pytest.mark.parametrize("name", ["print", "screen"])
def test_no_link_of_tiny_is_told(editions: Editions, name: str) -> None:
    edition = editions("tiny", name)
    assert judged(links.COPY, edition.copy) == []
    assert judged(links.PROOF, edition.proof) == []


# Length


def test_length_is_told_section_by_section(screen: Edition) -> None:
    rows = length.table(screen.proof)
    assert [row.slug for row in rows] == [
        "foreword", "introduction", "lamps", "shelves", "afterword"
    ]  # fmt: skip
    lamps = rows[2]
    assert lamps.pages == 3
    assert 15 <= lamps.sentences <= 30
    assert lamps.sentence == pytest.approx(lamps.words / lamps.sentences, abs=0.051)
    assert 8 < lamps.age < 15


SYLLABLES = {
    "lamp": 1, "library": 3, "table": 2, "time": 1, "asked": 1, "wanted": 2, "places": 2,
    "makes": 1, "area": 3, "action": 2, "social": 2, "government": 3, "quiet": 2, "being": 2,
    "don’t": 1, "well-known": 2, "the": 1, "a": 1, "idea": 3,
}  # fmt: skip


@pytest.mark.parametrize(("word", "count"), SYLLABLES.items())
def test_syllables_are_counted(word: str, count: int) -> None:
    assert length.syllables(word) == count


def test_sentences_end_where_they_end() -> None:
    text = "Dr A. Lantern paid £3.10, i.e. half. ‘Why?’ It rained."
    assert [len(one) for one in length.sentences(text)] == [7, 1, 2]


def test_reading_age_is_the_grade_and_five() -> None:
    text = [["the", "lamp", "is", "lit"], ["it", "is", "late"]]
    assert length.reading_age(text) == pytest.approx(max(0, 0.39 * 3.5 + 11.8 - 15.59 + 5))
    assert length.reading_age([]) == 0
