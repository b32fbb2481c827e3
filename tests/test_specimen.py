"""The specimen: each pair shows what its names say, and the designers' guide has its picture."""

from __future__ import annotations

from itertools import groupby

import pytest

from press import build, upkeep, works
from press.parts import SetLine
from tests.conftest import REPOSITORY

PICTURES = REPOSITORY / "layouts" / "specimen" / "pictures"
NAMES = ("total-fit", "expansion", "protrusion", "flush-left", "balanced")


@pytest.fixture(scope="module")
def pairs() -> dict[str, list[list[SetLine]]]:
    """The two settings of each pair, all lines but the last of each."""
    made = build.make(works.load(REPOSITORY, "specimen"), "screen")
    named = [name.partition(upkeep.PAIR)[2] for name in made.anchors if upkeep.PAIR in name]
    assert tuple(named) == NAMES
    kept = groupby(made.lines, key=lambda line: "side-by-side" in line.within)
    found = []
    for is_pair, lines in kept:
        if is_pair:
            blocks = groupby((line for line in lines if line.tag == "dd"), key=lambda x: x.block)
            found.append([list(block)[:-1] for _, block in blocks])
    return dict(zip(named, found, strict=True))


def widest(lines: list[SetLine]) -> float:
    return max(line.space for line in lines)


@pytest.mark.parametrize("name", ["total-fit", "expansion"])
def test_the_second_setting_has_no_hole(pairs: dict[str, list[list[SetLine]]], name: str) -> None:
    first, second = pairs[name]
    assert widest(second) < 1.7
    assert widest(first) > widest(second) + 1


def test_marks_hang_in_the_second_setting_alone(pairs: dict[str, list[list[SetLine]]]) -> None:
    first, second = pairs["protrusion"]
    for lines, hung in ((first, False), (second, True)):
        assert any(line.right > line.edge + 0.1 for line in lines) is hung
        assert (max(line.left for line in lines) - min(line.left for line in lines) > 0.1) is hung


def test_flush_left_words_are_broken_in_the_first_setting(
    pairs: dict[str, list[list[SetLine]]],
) -> None:
    broken = [sum(line.broken for line in lines) for lines in pairs["flush-left"]]
    assert broken[0] > 2
    assert broken[1] == 0


def test_balanced_lines_are_as_long_as_each_other(pairs: dict[str, list[list[SetLine]]]) -> None:
    first, second = ([line.right for line in lines] for lines in pairs["balanced"])
    assert max(first) - min(first) > 5
    assert max(second) - min(second) < 1


def test_the_guide_shows_every_pair() -> None:
    guide = (REPOSITORY / "layouts" / "README.md").read_text(encoding="utf-8")
    assert sorted(path.stem for path in PICTURES.iterdir()) == sorted(NAMES)
    for name in NAMES:
        assert f"](specimen/pictures/{name}.png)" in guide
        assert (PICTURES / f"{name}.png").stat().st_size < 60_000
