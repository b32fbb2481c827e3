"""Planned lines on pages: how pages end, the house's words, copyfitting, other engines."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from press import build, works
from press.bench import texts
from press.editions import paged
from press.lines.hyphens import House
from press.pages import Typesetter
from press.pages.copyfit import Fit, bad_ends, joined
from press.parts import SetLine, SetPart
from tests.conftest import REPOSITORY, Editions
from tests.setting import MARGIN, STYLE, Words, assets, document, lay

ROW = 13 * 25.4 / 72
"""The height of a line, in mm."""
WORDS = (
    *("the", "office", "of", "international", "development", "considers", "responsibilities"),
    *(
        "typography",
        "environment",
        "conversation",
        "understanding",
        "harbour",
        "instead",
        "economy",
    ),
    *("efficient", "finally", "to", "a", "I", "and", "which", "lamp", "library", "between"),
    *("considerable", "afterwards", "representation", "shelves", "quietly", "morning", "afternoon"),
)
NOTED = ".note{float:footnote;font-size:7pt;line-height:9pt;text-align:justify;hyphens:auto}"


def story(seed: int, paragraphs: int, *, most: int = 90, notes: bool = False) -> str:
    """Paragraphs of many lengths, the same for the same seed."""
    chance = random.Random(seed)
    told = []
    for _ in range(paragraphs):
        words = chance.choices(WORDS, k=chance.randint(20, most))
        if notes and chance.random() < 0.5:
            place = chance.randrange(len(words))
            words[place] += f'<span class="note">{" ".join(chance.choices(WORDS, k=12))}.</span>'
        told.append(f"<p>{' '.join(words)}.</p>")
    return "".join(told)


def paragraphs(lines: tuple[SetLine, ...]) -> list[list[SetLine]]:
    """The lines of each paragraph."""
    found = groupby((line for line in lines if line.tag == "p"), key=lambda line: line.block)
    return [list(block) for _, block in found]


# How pages end


@pytest.mark.parametrize("measure", [48, 70])
def test_no_page_ends_with_a_broken_word_and_no_three_lines_running_do(measure: int) -> None:
    body, ends, broken = story(measure, 24), 0, 0
    for lines in range(8, 22, 3):
        laid = lay(body, measure=measure, height=lines * ROW + 0.1)
        for block in paragraphs(laid.part.lines):
            for line, after in pairwise(block):
                ends += line.folio != after.folio
                broken += line.broken
                assert not (line.broken and line.folio != after.folio), line.text
            hyphened = [line.text.endswith("-") for line in block]
            assert not any(map(all, zip(hyphened, hyphened[1:], hyphened[2:], strict=False)))
            assert len(block) == 1 or len(block[-1].text.split()) > 1 or len(block[-1].text) >= 8
    assert ends > 30
    assert broken > 20


@pytest.mark.parametrize("asked", [2, 3])
def test_pages_keep_the_lines_together_that_a_layout_asks_for(asked: int) -> None:
    body = story(3, 20)
    for lines in range(9, 16, 2):
        css = f"html{{orphans:{asked};widows:{asked}}}"
        laid = lay(body, css, measure=60, height=lines * ROW + 0.1)
        for block in paragraphs(laid.part.lines):
            pages = [len(list(there)) for _, there in groupby(block, key=lambda line: line.folio)]
            if len(pages) > 1:
                assert pages[0] >= asked
                assert pages[-1] >= asked


def test_a_page_with_footnotes_ends_with_a_whole_word_and_has_its_notes() -> None:
    body = story(5, 20, notes=True)
    calls = body.count('class="note"')
    for lines in range(12, 20):
        laid = lay(body, NOTED, measure=60, height=lines * ROW + 0.1)
        for block in paragraphs(laid.part.lines):
            for line, after in pairwise(block):
                assert not (line.broken and line.folio != after.folio), line.text
        noted = {line.block: line.folio for line in laid.part.lines if "note" in line.classes}
        assert len(noted) == calls


def test_columns_end_with_whole_words() -> None:
    columns = "div{columns:2;column-gap:6mm}"
    for height in (60, 75, 90):
        laid = lay(f"<div>{story(8, 12)}</div>", columns, measure=110, height=height)
        for block in paragraphs(laid.part.lines):
            for line, after in pairwise(block):
                assert not (line.broken and after.baseline < line.baseline), line.text


# The house's words


def test_names_and_words_with_a_capital_are_never_broken() -> None:
    text = "<p>" + "Rosalinda Featherstonehaugh-Cholmondeley and Featherington considered it. " * 9
    house = House(names=frozenset({"Rosalinda"}), common=frozenset({"rosalinda"}))
    for measure in range(40, 80, 5):
        page = f"@page{{size:{measure + 2 * MARGIN}mm 200mm;margin:{MARGIN}mm}}"
        setter = Typesetter([("names.css", STYLE + page)], assets(), house=house)
        lines = setter.set(Words(document(text)), folio=1).told.lines
        for line in lines:
            if line.broken:
                assert line.text.split()[-1].islower(), line.text


def broken_words(lines: tuple[SetLine, ...]) -> set[tuple[str, str]]:
    """What stands before and after each hyphen that is no letter."""
    found = set()
    for line, after in pairwise(lines):
        if line.broken:
            left = re.search(r"(\w+)-$", line.text)
            right = re.match(r"\w+", after.text)
            if left and right:
                found.add((left[1].lower(), right[0].lower()))
    return found


def test_the_house_style_says_where_words_are_broken(checkout: Path) -> None:
    styles = checkout / "layouts/base/styles/base.css"
    narrow = ".body p{margin-right:45mm;text-align:justify;hyphenate-limit-chars:6 3 3}"
    styles.write_text(styles.read_text(encoding="utf-8") + narrow, encoding="utf-8")
    before = broken_words(build.make(works.load(checkout, "tiny"), "screen").lines)
    assert len(before) > 5
    words = {left + right for left, right in before}
    style = checkout / "manuscript/tiny/house-style.yaml"
    text = style.read_text(encoding="utf-8")
    style.write_text(f"{text}hyphenation: [{', '.join(sorted(words))}]\n", encoding="utf-8")
    after = broken_words(build.make(works.load(checkout, "tiny"), "screen").lines)
    assert after
    assert not {left + right for left, right in after} & words


def test_a_word_is_broken_only_where_its_entry_says() -> None:
    text = "<p>" + "Responsibilities, conversations; the understanding representations. " * 12
    seen = set()
    for measure in range(40, 60, 4):
        page = f"@page{{size:{measure + 2 * MARGIN}mm 200mm;margin:{MARGIN}mm}}"
        entries = {"conversations": (5,), "understanding": (), "representations": (9,)}
        house = House(exceptions=entries)
        setter = Typesetter([("words.css", STYLE + page)], assets(), house=house)
        seen |= broken_words(setter.set(Words(document(text)), folio=1).told.lines)
    of_entries = {one for one in seen if "".join(one) in entries}
    assert of_entries == {("conve", "rsations"), ("represent", "ations")}


# Copyfitting

FIT = Fit(unit=ROW, least_last_lines=5, uneven_rows=0)
MENDED, LEFT = (12, 24, 96), 36
"""Chapters of a real text, by their first paragraphs, of which a page ends badly."""


def fitting(fit: Fit | None = FIT) -> Typesetter:
    """A typesetter for pages of 22 rows, that wants them to end well."""
    size = f"{112 + 2 * MARGIN}mm {22 * ROW + 0.1 + 2 * MARGIN}mm"
    page = f"@page{{size:{size};margin:{MARGIN}mm}}"
    return Typesetter([("paragraphs.css", STYLE + page)], assets(), fit=fit)


@cache
def chapter(first: int) -> Words:
    """Twelve paragraphs of “Persuasion”."""
    told = texts.paragraphs(next(text for text in texts.TEXTS if text.name == "persuasion"))
    return Words(document(f'<div class="body">{"".join(told[first : first + 12])}</div>'))


def count(part: SetPart) -> dict[str, int]:
    """How many lines each paragraph has, by its text."""
    return {joined(block): len(block) for block in paragraphs(part.lines)}


@pytest.fixture(scope="module")
def fitted() -> list[tuple[SetPart, SetPart]]:
    """Chapters as they come, and fitted."""
    plain, fit = fitting(None), fitting()
    return [
        (plain.set(chapter(first), folio=2).told, fit.set(chapter(first), folio=2).told)
        for first in MENDED
    ]


def test_pages_that_end_badly_are_mended_where_paragraphs_can_give_a_line(
    fitted: list[tuple[SetPart, SetPart]],
) -> None:
    kinds = set()
    for before, after in fitted:
        bad = list(bad_ends(before.lines, FIT))
        last = max(line.folio for line in before.lines)
        kinds |= {"few lines" if one.folio == last else "uneven feet" for one in bad}
        assert not list(bad_ends(after.lines, FIT))
    assert kinds == {"few lines", "uneven feet"}


def test_what_is_fitted_is_a_line_longer_or_shorter_and_nothing_else_is(
    fitted: list[tuple[SetPart, SetPart]],
) -> None:
    for before, after in fitted:
        was, has = count(before), count(after)
        assert list(was) == list(has)
        for text, more in after.fitted.items():
            assert has[text] - was[text] == more
        assert sum(has.values()) - sum(was.values()) == pytest.approx(
            sum(after.fitted.values()), abs=1
        )  # a page's end that falls elsewhere may cost a line


def test_a_section_is_fitted_in_the_same_way_each_time(
    fitted: list[tuple[SetPart, SetPart]],
) -> None:
    again = fitting().set(chapter(MENDED[0]), folio=2).told
    assert (again.fitted, again.lines) == (fitted[0][1].fitted, fitted[0][1].lines)


def test_a_section_in_which_nothing_can_give_is_left_alone() -> None:
    before, after = (fitting(fit).set(chapter(LEFT), folio=2).told for fit in (None, FIT))
    assert list(bad_ends(before.lines, FIT))
    assert after.fitted == {}
    assert after.lines == before.lines


def test_a_layout_switches_copyfitting_off(editions: Editions) -> None:
    tokens = editions("tiny", "screen").made.tokens
    assert paged._fit(tokens) is not None
    assert paged._fit({**tokens, "copyfit": "none"}) is None


# Another engine

OTHER = """
import os, sys, pathlib
os.environ["FONTCONFIG_FILE"] = str(pathlib.Path("press/pages/fonts.conf").resolve())
import warnings
warnings.simplefilter("ignore")
from weasyprint.layout import inline
own = inline.split_text_box
def split_text_box(context, box, available_width, skip, is_line_start=True, hyphenate=None):
    return own(context, box, available_width, skip, is_line_start)
inline.split_text_box = split_text_box
warnings.resetwarnings()
from press import pages
assert pages.unplanned() == "its weasyprint.layout.inline.split_text_box takes other parameters"
assert inline.split_text_box is split_text_box
from invoke.main import program
sys.argv = ["invoke", "check.words", "--edition", "screen"]
program.run()
"""


def test_with_an_engine_that_is_another_lines_are_first_fit_and_one_notice_says_so(
    checkout: Path,
) -> None:
    for name in ("press", "tasks.py"):
        (checkout / name).symlink_to(REPOSITORY / name)
    run = subprocess.run(
        [sys.executable, "-c", OTHER],
        cwd=checkout,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.count("lines-first-fit") == 1, run.stderr
    assert "split_text_box takes other parameters" in run.stdout
    assert " error: " not in run.stdout
    assert run.returncode == 0, run.stdout
