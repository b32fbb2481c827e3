"""A section is composed again where what it asked of the pages is answered otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from press import works
from press.book.model import Chapter
from press.compose import Composed, Learned, Part
from press.editions import FORMATS
from press.editions.paged import composer_for
from tests.conftest import REPOSITORY

FIGURES = {"a": 1, "b": 2}
ASKING: dict[str, Callable[[Mapping[str, int]], object]] = {
    "one": lambda figures: figures["a"],
    "one that may be absent": lambda figures: figures.get("a"),
    "whether one is there": lambda figures: "a" in figures,
    "all": lambda figures: sorted(figures.items()),
    "how many": len,
    "whether they are those": lambda figures: figures == FIGURES,
}
OTHERS: tuple[Mapping[str, int], ...] = (
    {"a": 3, "b": 2},
    {"b": 2},
    {"a": 1, "b": 3},
    {"a": 1, "b": 2, "c": 3},
    {},
)


@pytest.mark.parametrize("asking", ASKING)
@pytest.mark.parametrize("of", ["folios", "quote_lines"])
def test_a_section_says_what_it_would_say_if_it_were_composed_again(asking: str, of: str) -> None:
    composed, times = Composed(), 0

    def compose(learned: Learned) -> Part:
        nonlocal times
        times += 1
        try:
            told = repr(ASKING[asking](getattr(learned, of)))
        except KeyError:
            told = "absent"
        return Part(name="a", start="next", html=told, content=told)

    for figures in (FIGURES, FIGURES, *OTHERS, FIGURES):
        learned = Learned(**{of: figures})
        assert composed.part("a", learned, compose) == compose(learned)
    assert times < 2 * (len(OTHERS) + 3), "what has not changed is not composed again"


def test_what_a_section_does_not_ask_for_does_not_compose_it_again() -> None:
    composed = Composed()
    parts = [
        composed.part(
            "a", Learned(folios={"a": 1, "b": folio}), lambda learned: part(learned.folio("a"))
        )
        for folio in (2, 3)
    ]
    assert parts[0] is parts[1]
    other = composed.part("a", Learned(folios={"a": 2}), lambda learned: part(learned.folio("a")))
    assert other.html == "2"


def part(folio: int | None) -> Part:
    return Part(name="a", start="next", html=str(folio), content="")


def test_sections_of_a_book_are_composed_as_they_would_be_anew() -> None:
    job = works.job_of(works.load(REPOSITORY, "ignite"), "print")
    composer, composed = composer_for(job, FORMATS["print-pdf"]), Composed()
    anchors = [chapter.slug for chapter in job.book.chapters]
    again: list[str] = []
    for first in (1, 1, 7):
        learned = Learned(folios={slug: first + 4 * at for at, slug in enumerate(anchors)})
        for chapter in job.book.chapters:
            anew = composer.part(chapter, learned)

            def compose(told: Learned, chapter: Chapter = chapter) -> Part:
                again.append(chapter.slug)
                return composer.part(chapter, told)

            assert composed.part(chapter.slug, learned, compose) == anew
    assert len(anchors) < len(again) < 2 * len(anchors)
    assert again.count("contents") == 2
