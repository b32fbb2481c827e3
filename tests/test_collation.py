"""Editions held against each other: what differs is told, what is meant is declared, and no more.

Faults are made in what was read from finished files, one edition at a time; a few in templates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pytest

from press import build, check, reading
from press.editions import Bundle
from press.finding import Finding
from press.proofreading import words_of_templates
from press.proofreading.collation import ACROSS, DECLARED, Collation, Witness, collate
from press.proofreading.proof import Proof
from press.reading import SectionText
from press.rule import judged
from press.works import Work
from tests.conftest import REPOSITORY, Bundles, Editions

PAGED = ("print", "screen", "large-print")
PARTED = "\n\ue0ff\n"
"""Stands between pages, and before what is read apart, while words are changed."""
OTHERS = ("screen", "large-print", "offprints", "text", "epub", "web")
Change = Callable[[str], str]


def swap(old: str, new: str) -> Change:
    """Replace words that must be there."""

    def changed(text: str) -> str:
        assert old in text, f"{old!r} is not there"
        return text.replace(old, new, 1)

    return changed


def drop(old: str) -> Change:
    """Take out words that must be there."""
    return swap(old, "")


def between(first: str, then: str) -> Change:
    """Let two passages change places."""

    def changed(text: str) -> str:
        start, middle = text.index(first), text.index(then)
        assert start < middle
        whole = text[:start] + then + text[start + len(first) : middle] + first
        return whole + text[middle + len(then) :]

    return changed


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The editions of one publication, as they were read, to be changed."""

    work: Work
    proofs: Mapping[str, Callable[[], Proof]]
    bundles: Callable[[str], Bundle]

    def witness(self, edition: str, section: str = "", changed: Change | None = None) -> Witness:
        """An edition, a section of which may say something else than it does."""
        if edition in PAGED:
            proof = self.proofs[edition]()
            if changed:
                proof = _misprinted(proof, section, changed)
            return build.witness(self.work, proof)
        made = self.bundles(edition)
        if changed and edition == "web":
            files = dict(made.files)
            name = made.texts[section].file
            files[name] = changed(files[name].decode()).encode()
            made = replace(made, texts=reading.read_site(files))
        elif changed:
            texts = dict(made.texts)
            texts[section] = _reworded(texts[section], changed)
            made = replace(made, texts=texts)
        return build.witness(self.work, made)

    def collation(
        self, edition: str, section: str = "", changed: Change | None = None
    ) -> Collation:
        """An edition that may be changed, held against print; or print that is changed."""
        if edition.startswith("print:"):
            first = self.witness("print", section, changed)
            return collate(self.work.book, first, [self.witness(edition.partition(":")[2])])
        other = self.witness(edition, section, changed)
        return collate(self.work.book, self.witness("print"), [other])

    def told(self, edition: str, section: str, changed: Change) -> list[Finding]:
        """What is said of an edition that is changed."""
        return judged(ACROSS, self.collation(edition, section, changed))


def _misprinted(proof: Proof, section: str, changed: Change) -> Proof:
    """Pages of a section whose text says something else."""
    first, last = proof.made_spans[section]
    labels = [str(folio) for folio in range(first, last + 1)]
    pages = [page for page in proof.facts.pages if page.label in labels]
    texts = changed(PARTED.join(page.text for page in pages)).split(PARTED)
    new = {page.label: text for page, text in zip(pages, texts, strict=True)}
    facts = replace(
        proof.facts,
        pages=tuple(
            replace(page, text=new.get(page.label, page.text)) for page in proof.facts.pages
        ),
    )
    return replace(proof, facts=facts)


def _reworded(text: SectionText, changed: Change) -> SectionText:
    """A section that was read otherwise, on its pages and in what is read apart."""
    body = [page.text for page in text.pages] or [text.text]
    new = changed(PARTED.join([*body, *(one.text for one in text.asides)])).split(PARTED)
    told, apart = new[: len(body)], new[len(body) :]
    pages = zip(text.pages, told, strict=True) if text.pages else ()
    return replace(
        text,
        text=PARTED.join(told),
        pages=tuple(replace(page, text=one) for page, one in pages),
        asides=tuple(replace(one, text=new) for one, new in zip(text.asides, apart, strict=True)),
    )


@pytest.fixture(scope="session")
def desks(editions: Editions, bundles: Bundles) -> Callable[[str], Desk]:
    """The editions of tiny and of Ignite, each made once a session."""

    def desk(name: str) -> Desk:
        work = editions(name, "print").work
        words = words_of_templates(work.layout)

        def proof(edition: str) -> Callable[[], Proof]:
            return lambda: replace(
                editions(name, edition).proof, edition=edition, layout_words=words
            )

        return Desk(
            work=work,
            proofs={edition: proof(edition) for edition in PAGED},
            bundles=lambda edition: bundles(name, edition),
        )

    return desk


@pytest.fixture
def tiny(desks: Callable[[str], Desk]) -> Desk:
    """Tiny."""
    return desks("tiny")


# What is faultless is silent, and what is declared is met


@pytest.mark.parametrize("name", ["tiny", "ignite"])
@pytest.mark.parametrize("edition", OTHERS)
def test_faultless_editions_say_the_same(
    desks: Callable[[str], Desk], name: str, edition: str
) -> None:
    found = desks(name).collation(edition)
    assert judged(ACROSS, found) == []
    (one,) = found.editions
    assert one.words > 500
    essays = 2 if name == "tiny" else 7
    every = len(found.book.chapters)
    assert one.sections == (essays if edition == "offprints" else every)


@pytest.mark.parametrize("name", ["setting-type", "specimen"])
def test_other_layouts_say_the_same_in_all_editions(name: str) -> None:
    found = check.check(REPOSITORY, name, ["editions"])
    assert found.findings == ()
    assert len(found.compared) == len(OTHERS)


def test_screen_and_offprints_differ_in_nothing(tiny: Desk) -> None:
    for edition in ("screen", "offprints"):
        assert not tiny.collation(edition).editions[0].met


def test_every_declared_difference_is_met_in_tiny(tiny: Desk) -> None:
    met: Counter[str] = Counter()
    for edition in OTHERS:
        met += tiny.collation(edition).editions[0].met
    assert set(met) == {row.name for row in DECLARED}


# Each way in which words can differ


def lone(found: list[Finding]) -> Finding:
    (finding,) = found
    return finding


@pytest.mark.parametrize("edition", ["text", "epub", "web"])
def test_a_lost_sentence_is_told(tiny: Desk, edition: str) -> None:
    found = lone(tiny.told(edition, "lamps", drop("A bill is a good teacher.")))
    assert found.code == "editions-differ"
    assert str(found.place) == "manuscript/tiny/essays/lamps.md:13"
    assert found.page == "page 11 (folio 11)"
    assert found.message == (
        "“lamps”: “it was ours A bill is a good teacher Within a week” stands in print and not in"
        f" {edition}"
    )


@pytest.mark.parametrize("edition", ["text", "epub", "web"])
def test_an_added_word_is_told(tiny: Desk, edition: str) -> None:
    found = lone(tiny.told(edition, "lamps", swap("a good teacher", "a good old teacher")))
    assert found.message == (
        f"“lamps”: “is a good old teacher Within a” stands in {edition} and not in print"
    )


@pytest.mark.parametrize("edition", ["screen", "large-print", "offprints", "text", "epub", "web"])
def test_a_changed_figure_is_told(tiny: Desk, edition: str) -> None:
    found = lone(tiny.told(edition, "lamps", swap("84", "85")))
    assert found.code == "editions-differ"
    assert found.message.endswith(f"in print and “which of the 85 lamps were never” in {edition}")
    assert str(found.place) == "manuscript/tiny/essays/lamps.md:13"


@pytest.mark.parametrize("edition", ["text", "epub", "web"])
def test_passages_that_change_places_are_told(tiny: Desk, edition: str) -> None:
    first, then = "A bill is a good teacher", "There were failures"
    found = tiny.told(edition, "lamps", between(f"{first}.", f"{then}."))
    assert [one.code for one in found] == ["editions-differ"] * 2
    assert first in found[0].message
    assert then in found[0].message


def test_paragraphs_that_change_places_are_told_as_moved(tiny: Desk) -> None:
    text = tiny.bundles("text").texts["lamps"].text
    paragraphs = text.split("\n\n")
    first = next(one for one in paragraphs if one.startswith("There were failures"))
    then = next(one for one in paragraphs if one.startswith("The council has since"))
    found = lone(tiny.told("text", "lamps", between(first, then)))
    assert "stands after" in found.message
    assert "in print and after" in found.message


@pytest.mark.parametrize("edition", ["large-print", "offprints", "text", "epub", "web"])
def test_a_word_of_a_note_is_told(tiny: Desk, edition: str) -> None:
    found = lone(tiny.told(edition, "shelves", swap("3 books a", "4 books a")))
    assert found.code == "editions-differ"
    assert "library lost 3 books a year" in found.message
    assert "library lost 4 books a year" in found.message
    assert str(found.place) == "manuscript/tiny/essays/shelves.md:37"


@pytest.mark.parametrize(
    ("edition", "old", "new"),
    [
        ("screen", "‘Nobody has ever asked", "‘Somebody has ever asked"),
        ("large-print", "‘Nobody has", "‘Somebody has"),
        ("offprints", "‘Nobody has", "‘Somebody has"),
        ("epub", f"{PARTED}Nobody has ever asked", f"{PARTED}Somebody has ever asked"),
        ("web", "‘Nobody has ever asked", "‘Somebody has ever asked"),
    ],
)
def test_a_word_of_a_pull_quote_is_told(tiny: Desk, edition: str, old: str, new: str) -> None:
    found = lone(tiny.told(edition, "shelves", swap(old, new)))
    assert found.code == "quotes-differ"
    assert found.message == (
        "the pull quote “reserve” of “shelves” reads “Nobody has ever asked” in print and"
        f" “Somebody has ever asked” in {edition}"
    )
    assert found.place is not None
    assert found.place.file.endswith("shelves.md")


@pytest.mark.parametrize("change", [swap("stopped.[1]", "stopped.[2]"), drop("[1]")])
def test_the_number_of_a_call_is_told(tiny: Desk, change: Change) -> None:
    found = tiny.told("text", "shelves", change)
    assert found[0].code == "editions-differ"
    assert str(found[0].place) == "manuscript/tiny/essays/shelves.md:35"


def test_a_reference_that_moves_is_told(tiny: Desk) -> None:
    moved = between("instead", "in ‘A wheel, not a ladder’")
    assert tiny.told("text", "shelves", moved)


def test_a_title_in_the_contents_is_told(tiny: Desk) -> None:
    found = lone(tiny.told("web", "contents", swap(">Who chooses", ">Who shows")))
    assert found.code == "editions-differ"
    assert "Who chooses the books" in found.message
    assert "Who shows the books" in found.message
    assert found.place is not None
    assert found.place.file.endswith("shelves.md")


def test_entries_that_change_places_are_told(tiny: Desk) -> None:
    found = tiny.told(
        "epub", "contents", between("evening hours in Easthaven", "a jury in the reading room")
    )
    assert [one.code for one in found] == ["editions-differ"] * len(found)
    assert found


def test_a_section_that_is_missing_is_told(tiny: Desk) -> None:
    made = tiny.bundles("epub")
    texts = {slug: text for slug, text in made.texts.items() if slug != "about"}
    other = build.witness(tiny.work, replace(made, texts=texts))
    found = lone(judged(ACROSS, collate(tiny.work.book, tiny.witness("print"), [other])))
    assert found.code == "edition-lacks-section"
    assert found.message == "“about” is in print and not in epub"


# What comes near a declared difference, and is none

NEAR: dict[str, tuple[str, str, Change]] = {
    "folios": ("large-print", "afterword", swap("\n16", "\n15")),
    "page-numbers": ("large-print", "contents", swap("7", "8")),
    "no-page-numbers": ("print:web", "contents", swap("10", "11")),
    "places": ("text", "shelves", swap("in ‘A wheel, not a ladder’", "in ‘Some cautions’")),
    "numbers-of-notes": ("print:web", "shelves", swap("1. Between", "2. Between")),
    "ways-of-notes": ("web", "shelves", swap("Back to the text", "Back to the lamp")),
    "notes-moved": ("text", "shelves", swap("[1] Between", "[2] Between")),
    "quotes-moved": ("epub", "lamps", swap(f"{PARTED}We have asked", f"{PARTED}We had asked")),
    "quotes-left-out": ("text", "shelves", drop("Anyone who asks may hold the keys.")),
    "numbers-of-items": ("print:epub", "afterword", swap("1 It was", "7 It was")),
    "addresses": ("text", "shelves", swap("example.org/easthaven", "example.org/elsewhere")),
    "pictures-in-words": ("text", "framework", swap("is the bill;", "is the key;")),
    "cover-in-words": ("epub", "cover", swap("Cover:", "Title:")),
    "name-of-the-work": ("text", "cover", swap("kept its library", "lost its library")),
    "openings": ("web", "introduction", swap(">Librarian<", ">Libraries<")),
    "entries": ("web", "contents", swap(">Foreword<", ">Forward<")),
    "counts": ("print:text", "shelves", swap("4 sparks", "4 lamps")),
    "labels-of-ways": ("web", "contacts", swap("Telephone", "Telefax")),
    "line-of-the-back": ("web", "cover", drop('"line">Easthaven Lamplight Press')),
    "order-of-openings": (
        "text",
        "contacts",
        between("desk@library.example", "press@lamplight.example"),
    ),
    "ways-of-the-site": ("web", "lamps", swap("This essay forms", "This essay never forms")),
}


def test_each_declared_difference_is_told_to_editors() -> None:
    text = (REPOSITORY / "manuscript" / "README.md").read_text(encoding="utf-8")
    told = text.partition("## What differs between editions")[2].partition("\n## ")[0]
    assert [line.split("`")[1] for line in told.splitlines() if line.startswith("| `")] == [
        row.name for row in DECLARED
    ]
    assert all(row.reason in told for row in DECLARED)


def test_each_declared_difference_has_a_near_miss() -> None:
    assert set(NEAR) == {row.name for row in DECLARED}


@pytest.mark.parametrize("name", NEAR)
def test_what_comes_near_a_declared_difference_is_told(tiny: Desk, name: str) -> None:
    edition, section, changed = NEAR[name]
    assert tiny.told(edition, section, changed)
