"""What is set for one edition is drawn for others that differ in colour alone, and no others."""

from __future__ import annotations

import multiprocessing
from collections.abc import MutableMapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from press import build, works
from press.editions import FORMATS, RECIPES, Made
from press.editions.paged import typesetting_for
from press.pages import Hands, Typesetter, Typesetting
from press.pages.alike import alike
from press.parts import packed
from press.works import Work
from tests.conftest import REPOSITORY, Editions
from tests.setting import DOT, STYLE, Words, assets, document

PAGE = "@page{size:100mm 120mm;margin:20mm;bleed:var(--bleed);background:var(--ground)}"
LOOKS = (
    "p{color:var(--ink)}h2{border-top:.5pt solid var(--ink);color:var(--accent)}"
    "ul>li::before{content:url(drawing:dot)}"
    "aside{background:var(--accent) url(drawing:dot) no-repeat;box-shadow:1mm 1mm var(--ink)}"
    "section{background:linear-gradient(var(--soft),white)}"
    "@page{@bottom-left{content:counter(page);color:var(--accent)}}"
)
PRINT = (
    ":root{--ink:device-cmyk(0% 0% 0% 100%);--accent:device-cmyk(0% 88% 100% 12%);"
    "--ground:transparent;--soft:#eee}"
)
SCREEN = ":root{--ink:#222;--accent:#CF3A12;--ground:#FBF7EF;--soft:#FFE3A8}"
TEXT = Words(
    document(
        "<section><h2>A heading</h2><p>Words that are set <em>once</em>.</p></section>"
        "<aside>Beside</aside><ul><li>An item</li></ul>"
        '<p>A picture <img src="drawing:dot" alt="a dot" style="width:9pt"> in it, and more words '
        + "to fill pages with " * 200
        + "</p>"
    )
)
RED_DOT = DOT.replace(b"<circle", b'<circle fill="#CF3A12"')


def typesetting(
    tokens: str, *, facts: str = ":root{--bleed:0mm}", looks: str = LOOKS, **given: Any
) -> Typesetting:
    """What a part is set with; the drawing has a colour of its own."""
    styles = (("facts", facts), ("a.css", STYLE + PAGE + looks), ("entry.css", tokens))
    dot = RED_DOT if tokens == SCREEN else DOT
    return Typesetting(styles=styles, assets=assets() | {"drawing:dot": dot}, **given)


ON_PAPER = typesetting(PRINT, facts=":root{--bleed:3mm}", options={"dpi": 300})
ON_SCREEN = typesetting(SCREEN, options={"pdf_variant": "pdf/ua-1", "pdf_tags": True})


def typesetter(given: Typesetting, **more: Any) -> Typesetter:
    return Typesetter(given.styles, given.assets, options=given.options, fit=given.fit, **more)


def made_beside(
    one: Typesetting, other: Typesetting, words: Words = TEXT, **more: Any
) -> tuple[bytes, bytes, bool]:
    """A part of the first, one of the second, and whether that was drawn beside the first."""
    aside: dict[str, bytes] = {}
    setter = typesetter(one, others=[other], aside=aside, **more)
    setter.begin([(words, 2), (words, 4)])
    first = setter.set(words, folio=2)
    is_beside = bool(aside)
    second = typesetter(other, aside=aside).set(words, folio=2)
    assert not aside, "what was laid aside is asked for once"
    return packed(first), packed(second), is_beside


def made_apart(one: Typesetting, other: Typesetting, words: Words = TEXT) -> tuple[bytes, bytes]:
    first, second = (packed(typesetter(given).set(words, folio=2)) for given in (one, other))
    return first, second


@pytest.mark.parametrize(
    ("one", "other"), [(ON_PAPER, ON_SCREEN), (ON_SCREEN, ON_PAPER)], ids=["print", "screen"]
)
def test_pages_that_are_inked_are_those_that_were_set(one: Typesetting, other: Typesetting) -> None:
    *parts, is_beside = made_beside(one, other)
    assert is_beside
    assert parts[0] != parts[1]
    assert tuple(parts) == made_apart(one, other)


def test_workers_draw_beside_as_well() -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        *parts, is_beside = made_beside(ON_PAPER, ON_SCREEN, hands=Hands(pool, 1))
    assert is_beside
    assert tuple(parts) == made_apart(ON_PAPER, ON_SCREEN)


def test_a_trial_serves_both() -> None:
    aside: dict[str, bytes] = {}
    told = typesetter(ON_PAPER, others=[ON_SCREEN], aside=aside).trial(TEXT, folio=1)
    assert list(aside) == [typesetter(ON_SCREEN).given.key(_take(ON_SCREEN))]
    assert typesetter(ON_SCREEN, aside=aside).trial(TEXT, folio=1) == told


def _take(given: Typesetting) -> Any:
    return given.take("trial", TEXT, 1, house=typesetter(given)._house, figures={})


# What is not alike is set for itself


@pytest.mark.parametrize(
    "other",
    [
        typesetting(SCREEN + "p{text-indent:5mm}"),
        typesetting(SCREEN + ":root{font-size:11pt}"),
        typesetting(SCREEN, facts=":root{--bleed:0mm;--size:9pt}"),
        typesetting(SCREEN, looks=LOOKS + "p{color:red}"),
        replace(ON_SCREEN, assets={**ON_SCREEN.assets, "drawing:more": DOT}),
        replace(ON_SCREEN, assets={**ON_SCREEN.assets, "font:other": b""}),
        replace(ON_SCREEN, options={"presentational_hints": True}),
    ],
    ids=["a rule", "a property", "a length", "a sheet", "a drawing", "a font", "an option"],
)
def test_what_may_reach_the_places_is_not_alike(other: Typesetting) -> None:
    sized = "p{font-size:var(--size)}"
    one = replace(ON_PAPER, styles=(*ON_PAPER.styles, ("b.css", sized)))
    other = replace(other, styles=(*other.styles, ("b.css", sized)))
    assert not alike(one, other)
    assert alike(one, replace(ON_SCREEN, styles=(*ON_SCREEN.styles, ("b.css", sized))))


@pytest.mark.parametrize(
    "looks",
    [
        "h2{margin-left:var(--bleed)}",
        "h2{--far:var(--bleed)}",
        "p::first-line{color:var(--accent)}",
        "p::first-letter{color:var(--accent)}",
        "p:first-letter{color:var(--accent)}",
    ],
)
def test_what_a_stylesheet_asks_for_beside_colours_is_not_alike(looks: str) -> None:
    one = typesetting(PRINT, facts=":root{--bleed:3mm}", looks=LOOKS + looks)
    other = typesetting(SCREEN, looks=LOOKS + looks)
    assert not alike(one, other)
    *parts, is_beside = made_beside(one, other)
    assert not is_beside
    assert tuple(parts) == made_apart(one, other)


def test_a_part_that_asks_for_the_bleed_itself_is_set_for_itself() -> None:
    words = Words(TEXT.html.replace("<h2>", '<h2 style="margin-left:var(--bleed)">'))
    *parts, is_beside = made_beside(ON_PAPER, ON_SCREEN, words)
    assert not is_beside
    assert tuple(parts) == made_apart(ON_PAPER, ON_SCREEN, words)


@pytest.mark.parametrize(
    "body",
    [
        '<svg width="9" height="9"><rect width="9" height="9"/></svg>',
        '<table style="border-collapse:collapse"><td style="border:1pt solid">1</table>',
    ],
    ids=["a drawing in the text", "collapsed borders"],
)
def test_pages_that_keep_a_look_are_set_again(body: str) -> None:
    words = Words(document(f"<p>Before</p>{body}"))
    *parts, is_beside = made_beside(ON_PAPER, ON_SCREEN, words)
    assert not is_beside
    assert tuple(parts) == made_apart(ON_PAPER, ON_SCREEN, words)


def test_a_picture_of_another_size_is_set_again() -> None:
    wide = DOT.replace(b"0 0 9 9", b"0 0 18 9")
    other = replace(ON_SCREEN, assets={**ON_SCREEN.assets, "drawing:dot": wide})
    *parts, is_beside = made_beside(ON_PAPER, other)
    assert not is_beside
    assert tuple(parts) == made_apart(ON_PAPER, other)


# Whole editions


def make(work: Work, edition: str, other: str, aside: MutableMapping[str, bytes]) -> Made:
    job = works.job_of(work, edition)
    after = works.job_of(work, other)
    given = typesetting_for(after, FORMATS[after.edition.format])
    return RECIPES[job.edition.format](replace(job, others=[given], aside=aside))


@pytest.mark.parametrize(("one", "other"), [("print", "screen"), ("screen", "print")])
def test_two_editions_set_once_are_the_two_editions(
    one: str, other: str, editions: Editions
) -> None:
    work = editions("tiny", one).work
    aside: dict[str, bytes] = {}
    assert make(work, one, other, aside) == editions("tiny", one).made
    laid = len(aside)
    assert laid > len(work.book.chapters), "all sections and blanks, and the trial"
    assert make(work, other, one, aside) == editions("tiny", other).made


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ignite", "setting-type"])
def test_a_run_of_several_editions_makes_what_single_runs_make(name: str) -> None:
    work = works.load(REPOSITORY, name)
    wanted = [one for one in works.paged(work.order) if one != "large-print"]
    for number, one in enumerate(wanted, start=1):
        together = build.make(work, one, others=wanted[number:])
        assert together == build.make(replace(work, aside={}), one), one
    assert not work.aside
