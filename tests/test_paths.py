"""Paths that are read at once draw what the engine draws of them."""

from __future__ import annotations

from collections import deque
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weasyprint.svg.path import path as engines_path

from press import layouts
from press.drawings import DRAWINGS
from press.pages import paths
from press.pages.engine import pydyf
from tests.conftest import REPOSITORY

NUMBERS = st.one_of(
    st.integers(-300, 300).map(str),
    st.floats(-300, 300).map(lambda number: f"{number:.2f}"),
    st.floats(-1, 1).map(lambda number: f"{number:.3f}".replace("0.", ".")),
    st.sampled_from(["0", "-0", "-0.0", "1e2", "2.5E-1", "7."]),
)


@st.composite
def commands(draw: Any) -> str:
    """A command with the numbers that it takes, once or more often."""
    letter = draw(st.sampled_from("mMlLhHvVqQcCzZ"))
    count = paths.COUNTS[letter.lower()] * draw(st.integers(1, 2))
    numbers = draw(st.lists(NUMBERS, min_size=count, max_size=count))
    between: str = draw(st.sampled_from([" ", ",", " , "]))
    return str(letter) + between.join(numbers)


def by_the_engine(data: str) -> bytes:
    stream = pydyf.Stream()
    svg = SimpleNamespace(stream=stream, point=lambda x, y, _: (float(x or 0), float(y or 0)))
    node = SimpleNamespace(vertices=deque(), get={"d": data}.get)
    engines_path(svg, node, 12)
    return b"\n".join(stream.stream)


@given(st.lists(commands(), min_size=1, max_size=8), st.sampled_from(["", " "]))
def test_a_plain_path_is_drawn_as_the_engine_draws_it(pieces: list[str], between: str) -> None:
    data = between.join(pieces)
    assert paths.drawn_path(data) == by_the_engine(data)


def test_a_drawing_of_ours_is_plain() -> None:
    asked = dict(layouts.load(REPOSITORY, "ignite").settings.drawings["poster-4"])
    poster = DRAWINGS[asked.pop("kind")](**asked)
    assert poster.paths
    for path in poster.paths:
        assert paths.drawn_path(path.data) == by_the_engine(path.data)


@pytest.mark.parametrize(
    "data",
    ["", "nothing", "M0 0a5 5 0 0 1 9 9", "M0 0s1 2 3 4", "M0 0t3 4", "M1", "M0 0q1 2 3", "z1",
     "M1cm 2", "M0 0l1% 2", "M0 0l.5.5.5"],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_engine(data: str) -> None:
    assert paths.drawn_path(data) is None


def test_a_path_with_markers_is_left_to_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(paths, "_ENGINE", [lambda *_: asked.append(1)])
    svg = SimpleNamespace(stream=pydyf.Stream())
    plain, marked = {"d": "M0 0h1"}, {"d": "M0 0h1", "marker-end": "url(#a)"}
    for attributes in (plain, marked):
        node = SimpleNamespace(attrib=attributes, get=attributes.get)
        paths._path(svg, node, 12)
    assert asked == [1]
    assert svg.stream.stream == [b"0 0 m\n0 0 m\n1 0 l"]
