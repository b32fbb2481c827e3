"""The slips of a printed booklet, in our own words: exactly they are found; mended, nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from press import build, check, works
from press.book.model import Book
from press.finding import Finding, Severity
from press.proofreading import copy_findings
from press.proofreading.families import FAMILIES
from tests.conftest import REPOSITORY, change

SLIPS = REPOSITORY / "tests" / "publications" / "slips"
FOLDER = "manuscript/slips/"

QUOTES = (
    # comparative changed, between two ellipses
    ("quote-drifts", "front/foreword.md:13", "front/foreword.md:22",
     ["[text: become even | quote: never been] plainer"]),
    # the end cut, and its last word bent
    ("quote-drifts", "front/introduction.md:10", "front/introduction.md:16",
     ["a ferry must … its moorings with [text: other boats | quote: others]"]),
    # a subject for a pronoun
    ("quote-drifts", "pieces/tickets.md:12", "pieces/tickets.md:23",
     ["[text: it | quote: Selling tickets] is about leaving"]),
    # two passages joined, a word of ours between them
    ("quote-elided", "pieces/crew.md:11", "pieces/crew.md:22",
     ["[text: A good rota | quote: it] makes room for … and it remembers"]),
    # a subject for half a sentence
    ("quote-drifts", "pieces/fog.md:10", "pieces/fog.md:21",
     ["[text: bringing a boat home in the white | quote: Seamanship] asks for patience"]),
    # words in another order
    ("quote-drifts", "pieces/engine.md:10", "pieces/engine.md:21",
     ["21: the quiet hour [text: lent by | quote: nothing] the lock-keeper",
      "the lock-keeper [text: nothing | quote: has lent] has given me"]),
    # a verb swapped, on the back cover
    ("quote-drifts", "back/back-cover.yaml:3", "back/afterword.md:15",
     ["a crossing [text: looks | quote: is] less like"]),
)  # fmt: skip
"""The seven quotes that drift: code, place, place of the nearest passage, the words that differ."""
AUTHORS = ("authors-order", "front/foreword.md:5")
PLAN = (("name-article", "pieces/quays.md:4"), ("name-article", "pieces/quays.md:23"))
"""A name with its article in two forms: in the title, and in the text."""
RIGHT = {
    "verbatim": ("crew/river", "tide/opening", "afterword/opening"),
    "but for an initial capital": ("quays/opening", "night/opening"),
}
"""The five quotes that do not drift."""

MABEL = "  - name: Mabel Thwaite\n    organisation: Withy Reach Parish Council\n"
CONRAD = "  - name: Conrad Pell MBE\n    organisation: Reach Ferry Trust\n"

MENDED: dict[str, tuple[str, dict[str, str]]] = {
    # the words put right, and the state declared
    "front/foreword.md:13": ("front/foreword.md", {
        "has never been plainer": "has become even plainer", "state: verbatim": "state: elided"}),
    "front/introduction.md:10": ("front/introduction.md", {
        "with others...": "with other boats...", "state: verbatim": "state: elided"}),
    "pieces/crew.md:11": ("pieces/crew.md", {"spare hands ...it makes": "spare hands ... makes"}),
    "pieces/tickets.md:12": ("pieces/tickets.md", {
        "state: verbatim": "state: adapted\n    reason: agreed with Tobias Rook"}),
    # the quote put right
    "pieces/fog.md:10": ("pieces/fog.md", {
        "Seamanship asks": "Bringing a boat home in the white asks"}),
    "pieces/engine.md:10": ("pieces/engine.md", {
        "hour the lock-keeper has lent": "hour lent by the lock-keeper"}),
    # the text put right
    "back/back-cover.yaml:3": ("back/afterword.md", {"crossing looks less": "crossing is less"}),
    # the authors in the order in which they speak
    "front/foreword.md:5": ("front/foreword.md", {MABEL: "", CONRAD: CONRAD + MABEL}),
    # the name as the house style has it
    "pieces/quays.md:4": ("pieces/quays.md", {"subtitle: The Osier": "subtitle: the Osier"}),
    "pieces/quays.md:23": ("pieces/quays.md", {"that The Osier": "that the Osier"}),
}  # fmt: skip
"""What a proof-reader would do about each slip: the file, and what shall stand for what."""


@pytest.fixture(scope="module")
def slips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that holds the slips."""
    return furnish(tmp_path_factory.mktemp("slips"))


@pytest.fixture(scope="module")
def said(slips: Path) -> tuple[Finding, ...]:
    """What all checks together say of print and screen, notices apart."""
    return judged(slips)


def furnish(root: Path) -> Path:
    shutil.copytree(SLIPS, root / FOLDER)
    for room in ("layouts", "assets"):
        shutil.copytree(REPOSITORY / room, root / room)
    return root


def judged(root: Path) -> tuple[Finding, ...]:
    report = check.check(root, "slips")
    assert report.editions == ("print", "screen")
    return tuple(one for one in report.findings if one.severity is not Severity.NOTICE)


def where(finding: Finding) -> tuple[str, str]:
    return finding.code, str(finding.place or finding.page).removeprefix(FOLDER)


def test_exactly_the_slips_are_found(said: tuple[Finding, ...]) -> None:
    wanted = [(code, place) for code, place, _, _ in QUOTES] + [AUTHORS, *PLAN]
    assert sorted(where(one) for one in said) == sorted(wanted)


@pytest.mark.parametrize(
    ("code", "place", "nearest", "differing"), QUOTES, ids=[one[1] for one in QUOTES]
)
def test_the_nearest_passage_is_shown_with_the_words_that_differ(
    said: tuple[Finding, ...], code: str, place: str, nearest: str, differing: list[str]
) -> None:
    (finding,) = [one for one in said if where(one) == (code, place)]
    assert f"the nearest passage is at {FOLDER}{nearest}: " in finding.remedy
    for words in differing:
        assert words in finding.remedy


def test_both_orders_of_the_authors_are_told(said: tuple[Finding, ...]) -> None:
    (finding,) = [one for one in said if where(one) == AUTHORS]
    assert "named as Mabel Thwaite, Conrad Pell MBE and speak as Conrad Pell MBE, Mabel" in str(
        finding
    )


def test_there_are_twelve_quotes_and_five_of_them_are_right(slips: Path) -> None:
    book = works.load(slips, "slips").book
    names = {f"{chapter.slug}/{name}" for chapter in book.chapters for name in chapter.quotes}
    right = {name for names in RIGHT.values() for name in names}
    assert len(names) == 12
    assert right < names
    assert len(names - right) == len(QUOTES)
    assert all(stands(book, name, change=str) for name in RIGHT["verbatim"])
    for name in RIGHT["but for an initial capital"]:
        assert not stands(book, name, change=str)
        assert stands(book, name, change=lambda text: text[0].lower() + text[1:])


def stands(book: Book, name: str, *, change: Callable[[str], str]) -> bool:
    """Whether a quote stands in its text to the letter."""
    slug, _, quote = name.partition("/")
    chapter = book.chapter(slug)
    assert chapter.section.body is not None
    text = " ".join(" ".join(chapter.section.body.itertext()).split())
    return change(" ".join(chapter.quotes[quote].text.split())) in text


def mend(root: Path, file: str, changes: dict[str, str]) -> None:
    for old, new in changes.items():
        change(root / FOLDER / file, old, new)


def test_mended_it_is_clean(tmp_path: Path) -> None:
    root = furnish(tmp_path)
    for file, changes in MENDED.values():
        mend(root, file, changes)
    assert judged(root) == ()


@pytest.mark.parametrize("slip", MENDED)
def test_what_is_not_mended_is_found_and_nothing_else(tmp_path: Path, slip: str) -> None:
    root = furnish(tmp_path)
    for place, (file, changes) in MENDED.items():
        if place != slip:
            mend(root, file, changes)
    found = copy_findings(build.copy_of(works.load(root, "slips")), FAMILIES)
    assert [where(one)[1] for one in found if one.severity is not Severity.NOTICE] == [slip]
