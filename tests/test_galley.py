"""A part that is set again of the same boxes is the part that is set again from nothing."""

from __future__ import annotations

from typing import Any

import pytest

from press import works
from press.compose import Learned
from press.editions import FORMATS
from press.editions.paged import composer_for, typesetter_for
from press.pages import Typesetter, copyfit
from press.pages.compositor import Compositor
from press.pages.typesetting import Take
from press.parts import packed
from tests.conftest import REPOSITORY
from tests.setting import STYLE, Words, assets, document

PAGE = "@page{size:100mm 80mm;margin:15mm}.note{float:footnote}"


def compositor_and_take(publication: str, edition: str, section: str) -> tuple[Compositor, Take]:
    work = works.load(REPOSITORY, publication)
    job = works.job_of(work, edition)
    form = FORMATS[job.edition.format]
    composer = composer_for(job, form)
    setter = typesetter_for(job, composer, form)
    part = composer.part(work.book.chapter(section), Learned())
    return setter._compositor, setter._take("set", part, 16)


def drawn(one: Compositor, take: Take, galley: Any, wanted: dict[str, int]) -> bytes:
    return packed(one._drawn(take, one._paged(take, galley, wanted)[0]))


def orders(met: list[str]) -> list[dict[str, int]]:
    """Lines more and fewer, here and there, and none again."""
    return [
        dict.fromkeys(met[::3], 1),
        dict.fromkeys(met[1::4], -1),
        {},
        {text: (1, -1)[number % 2] for number, text in enumerate(met)},
    ]


def must_be_the_same(one: Compositor, take: Take) -> None:
    galley = one._galley(take)
    assert galley.is_lasting
    laid, setting = one._paged(take, galley, {})
    first = packed(one._drawn(take, laid))
    made = [first]
    for wanted in orders(list(setting.met)):
        again = drawn(one, take, galley, wanted)
        assert again == drawn(one, take, one._galley(take), wanted), wanted
        made.append(again)
    assert len(set(made)) > 1, "some are longer, some shorter"
    assert made[3] == first, "what was asked for before is forgotten"


@pytest.mark.parametrize(
    ("publication", "edition", "section"),
    [
        ("ignite", "print", "bradford"),
        ("ignite", "screen", "afterword"),
        ("setting-type", "print", "quotes"),
        ("specimen", "print", "hyphens"),
    ],
)
def test_sections_set_again(publication: str, edition: str, section: str) -> None:
    must_be_the_same(*compositor_and_take(publication, edition, section))


@pytest.mark.parametrize("accepted", [0, 1, 2])
def test_whichever_try_is_accepted_is_drawn_whole(
    accepted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, take = compositor_and_take("ignite", "screen", "afterword")
    _, setting = one._paged(take, one._galley(take), {})
    tries = [{}, *orders(list(setting.met))[:2]]

    def fit(*_: Any, again: Any, **__: Any) -> dict[str, int]:
        for wanted in tries[1:]:
            again(wanted)
        return tries[accepted]

    monkeypatch.setattr(copyfit, "fit", fit)
    made = packed(one.drawn(take))
    assert made == drawn(one, take, one._galley(take), tries[accepted])


def test_pictures_notes_and_floats_set_again() -> None:
    words = "A paragraph of many words that runs over some lines and gives one of them. " * 6
    note = "<span class=note>A note that stands at the foot.</span>"
    picture = '<img src="drawing:dot" style="width:9pt">'
    text = f"<p>{words}{picture} and{note} {words}</p><ul><li>{words}</li></ul>" * 4
    setter = Typesetter([("page.css", STYLE + PAGE)], assets())
    must_be_the_same(setter._compositor, setter._take("set", Words(document(text)), 2))


def test_boxes_that_ask_for_other_pages_are_made_anew() -> None:
    css = STYLE + PAGE + "a::after{content:target-counter(attr(href),page)}"
    setter = Typesetter([("page.css", css)], assets())
    text = Words(document('<p><a href="#there">See page </a></p><p id="there">Here.</p>'))
    galley = setter._compositor._galley(setter._take("set", text, 2))
    galley.pages()
    assert not galley.is_lasting
