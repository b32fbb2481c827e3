"""A part that is set again of the same boxes is the part that is set again from nothing."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Mapping
from copy import copy
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from press import works
from press.compose import Learned
from press.editions import FORMATS
from press.editions.paged import composer_for, typesetter_for
from press.pages import Typesetter, copyfit
from press.pages.anew import layout
from press.pages.compositor import Compositor
from press.pages.galley import Galley
from press.pages.makeup import MakeUp
from press.pages.typesetting import Take
from press.parts import packed
from tests.conftest import REPOSITORY
from tests.setting import STYLE, Words, assets, document

PAGE = "@page{size:100mm 80mm;margin:15mm}.note{float:footnote}"
WORDS = "A paragraph of many words that runs over some lines and gives one of them. " * 6
NOTE = "<span class=note>A note that stands at the foot.</span>"
PICTURE = '<img src="drawing:dot" style="width:9pt">'


def compositor_and_take(publication: str, edition: str, section: str) -> tuple[Compositor, Take]:
    work = works.load(REPOSITORY, publication)
    job = works.job_of(work, edition)
    form = FORMATS[job.edition.format]
    composer = composer_for(job, form)
    setter = typesetter_for(job, composer, form)
    part = composer.part(work.book.chapter(section), Learned())
    return setter._compositor, setter._take("set", part, 16)


def of(css: str, text: str) -> tuple[Compositor, Take]:
    setter = Typesetter([("page.css", STYLE + PAGE + css)], assets())
    return setter._compositor, setter._take("set", Words(document(text)), 2)


def drawn(one: Compositor, made: MakeUp) -> bytes:
    return packed(one._drawn(made.take, made.laid()))


def from_nothing(one: Compositor, made: MakeUp, wanted: Mapping[str, int]) -> bytes:
    other = copy(made)
    other._galley = one._galley(made.take)
    other.again(wanted)
    return drawn(one, other)


def orders(met: list[str]) -> list[dict[str, int]]:
    """Lines more and fewer, here and there, and none again."""
    return [
        dict.fromkeys(met[::3], 1),
        dict.fromkeys(met[1::4], -1),
        {},
        {text: (1, -1)[number % 2] for number, text in enumerate(met)},
    ]


def must_be_the_same(one: Compositor, take: Take) -> None:
    made = one._made_up(take)
    assert made._galley.is_lasting
    first = drawn(one, made)
    finished = [first]
    for wanted in orders(list(made.setting.met)):
        made.again(wanted)
        again = drawn(one, made)
        assert again == from_nothing(one, made, wanted), wanted
        finished.append(again)
    assert len(set(finished)) > 1, "some are longer, some shorter"
    assert finished[3] == first, "what was asked for before is forgotten"


SECTIONS = [
    ("ignite", "print", "bradford"),
    ("ignite", "screen", "afterword"),
    ("setting-type", "print", "quotes"),
    ("specimen", "print", "hyphens"),
]


@pytest.mark.parametrize(("publication", "edition", "section"), SECTIONS)
def test_sections_set_again(publication: str, edition: str, section: str) -> None:
    must_be_the_same(*compositor_and_take(publication, edition, section))


@pytest.mark.parametrize("accepted", [0, 1, 2])
def test_whichever_try_is_accepted_is_drawn_whole(
    accepted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, take = compositor_and_take("ignite", "screen", "afterword")
    other = one._made_up(take)
    tries = [{}, *orders(list(other.setting.met))[:2]]

    def fit(*_: Any, again: Any, **__: Any) -> dict[str, int]:
        for wanted in tries[1:]:
            again(wanted)
        return tries[accepted]

    monkeypatch.setattr(copyfit, "fit", fit)
    made = packed(one.drawn(take))
    assert made == from_nothing(one, other, tries[accepted])


def test_pictures_notes_and_floats_set_again() -> None:
    text = f"<p>{WORDS}{PICTURE} and{NOTE} {WORDS}</p><ul><li>{WORDS}</li></ul>" * 4
    must_be_the_same(*of("", text))


def test_boxes_that_ask_for_other_pages_are_made_anew() -> None:
    css = "a::after{content:target-counter(attr(href),page)}"
    one, take = of(css, '<p><a href="#there">See page </a></p><p id="there">Here.</p>')
    made = one._made_up(take)
    assert not made._galley.is_lasting
    boxes = made._galley
    made.again({})
    assert made._galley is not boxes


# Pages that do not change


HEADS = """
@page{@top-left{content:counter(page) " of " counter(pages)}@top-right{content:string(head)}
@bottom-left{content:element(mark)}}
@page wide{size:120mm 80mm;margin:15mm 5mm 15mm 20mm}
@page wide:first{margin-top:30mm}
h2{string-set:head content();break-after:avoid}
.mark{position:running(mark)}
.wide{page:wide}
.together{break-inside:avoid}
.aside{float:right;width:20mm}
.over{position:absolute;right:0;width:15mm}
.frame{position:fixed;bottom:0}
.drop::first-letter{font-size:24pt}
td,th{border:1pt solid;padding:1mm}
.columns{columns:2}
"""
KINDS = {
    "text": "<p>{words}</p>",
    "picture": f"<p>{{words}}{PICTURE} {{words}}</p>",
    "note": f"<p>{{words}}{NOTE} and on.</p>",
    "notes": "<p>{words}" + NOTE.replace("</", WORDS + "</") * 2 + " {words}</p>",
    "head": "<h2>Of {number}</h2><p>{words}</p>",
    "mark": "<div class=mark>Mark {number}</div><p>{words}</p>",
    "wide": "<section class=wide><p>{words}</p><p>{words} Wider.</p></section>",
    "together": "<p class=together>{words}</p>",
    "items": "<ul><li>{words}</li><li>{words} Too.</li></ul>",
    "aside": "<p class=aside>{number} aside</p><p>{words}</p>",
    "over": "<p>{words}<span class=over>{number}</span></p>",
    "frame": "<div class=frame>{number}</div><p>{words}</p>",
    "drop": "<p class=drop>{words}</p>",
    "table": "<table><thead><tr><th>Head</th></tr></thead>"
    "<tr><td><p>{words}</p></td></tr><tr><td><p>{words} Row.</p></td></tr></table>",
    "columns": "<div class=columns><p>{words}</p><p>{words} Column.</p></div>",
    "tall": "<div style='height:60mm'></div><p>{words}</p>",
}
BODY = st.lists(
    st.tuples(st.sampled_from(sorted(KINDS)), st.integers(1, 5)), min_size=8, max_size=20
)
ORDERS = st.lists(
    st.dictionaries(st.integers(0, 40), st.sampled_from([1, -1]), max_size=4),
    min_size=1,
    max_size=5,
)


def body(pieces: list[tuple[str, int]]) -> str:
    texts = []
    for number, (kind, length) in enumerate(pieces, start=1):
        words = f"Number {number} has words. {' '.join(WORDS.split()[: 16 * length])}"
        texts.append(KINDS[kind].format(number=number, words=words))
    return "".join(texts)


class Counting:
    """Counts the pages that the engine makes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.engine = layout.page.remake_page
        monkeypatch.setattr(layout.page, "remake_page", self)

    def __call__(self, *given: Any) -> Any:
        self.count += 1
        return self.engine(*given)


def must_go_on_the_same(one: Compositor, take: Take, wishes: list[dict[int, int]]) -> None:
    made = one._made_up(take)
    met = list(made.setting.met)
    for wish in wishes:
        wanted = {met[number % len(met)]: more for number, more in wish.items()} if met else {}
        made.again(wanted)
    assert drawn(one, made) == from_nothing(one, made, wanted)


@settings(max_examples=24, deadline=None, derandomize=True, phases=[Phase.generate])
@given(pieces=BODY, wishes=ORDERS)
def test_pages_go_on_from_those_before_as_from_nothing(
    pieces: list[tuple[str, int]], wishes: list[dict[int, int]]
) -> None:
    must_go_on_the_same(*of(HEADS, body(pieces)), wishes)


@pytest.mark.parametrize(("publication", "edition", "section"), SECTIONS)
def test_sections_go_on_from_pages_before(publication: str, edition: str, section: str) -> None:
    one, take = compositor_and_take(publication, edition, section)
    must_go_on_the_same(one, take, [{9: 1}, {4: -1, 9: 1}, {7: -1}, {12: 1, 3: 1}, {12: 1}])


def test_pages_before_a_change_are_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    one, take = of(HEADS, body([("text", 5), ("note", 3)] * 12))
    made = one._made_up(take)
    pages, met = len(made._galley.boxes), list(made.setting.met)
    first = made._galley.boxes[0]
    counting = Counting(monkeypatch)
    made.again({met[-2]: 1})
    assert counting.count <= 3 < pages
    assert made._galley.boxes[0] is first
    made.again({met[0]: 1})
    assert counting.count >= pages, "everything after it may move"
    made.laid()
    counting.count = 0
    made.again({met[0]: 1, met[-2]: 1})
    assert counting.count == pages, "nobody goes on from finished pages"


@pytest.mark.parametrize(
    ("kind", "are_kept"),
    [("text", True), ("note", True), ("over", False), ("table", False)],
)
def test_pages_behind_a_change_stay_where_they_are_as_before(
    kind: str, are_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is positioned and what shares columns is made again with what stands before it."""
    section = "<section style='break-before:page'>{}</section>"
    text = "".join(section.format(body([(kind, 3)] * 2)) for _ in range(5))
    mark = KINDS["mark"].format(number=0, words="It runs.")
    one, take = of(HEADS, mark + text.replace("Number 1 ", "First ", 1))
    made = one._made_up(take)
    pages, met = len(made._galley.boxes), list(made.setting.met)
    last = made._galley.boxes[-1]
    counting = Counting(monkeypatch)
    made.again({met[1]: 1})
    assert (made._galley.boxes[-1] is last) is are_kept
    assert (counting.count < pages / 2) is are_kept
    assert drawn(one, made) == from_nothing(one, made, {met[1]: 1})


def test_what_was_known_of_a_part_goes_when_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture is kept for the parts that show it, and must not keep the first of them."""
    made: list[weakref.ref[Any]] = []
    engines = Galley.of

    def watched(*given: Any) -> Galley:
        galley = engines(*given)
        made.append(weakref.ref(galley.context))
        return galley

    monkeypatch.setattr(Galley, "of", watched)
    one, take = of(HEADS, body([("picture", 2), ("note", 2), ("over", 2), ("table", 2)]))
    one.drawn(take)
    gc.collect()
    assert one.pictures
    assert [context() for context in made] == [None]
