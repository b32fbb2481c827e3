"""The drawings room: what is drawn, how often, where, and always the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from math import dist
from pathlib import Path
from typing import Any

import pytest
import yaml

from press.drawings import DRAWINGS, Drawing

ORDERS: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "layouts/ignite/layout.yaml").read_text(encoding="utf-8")
)["drawings"]
TOKENS = {
    "night": "#131A2E",
    "ember": "#CF3A12",
    "flame": "#F7A01E",
    "straw": "#FFE3A8",
    "char": "#7A2318",
    "ink": "#1B1A1C",
}
COUNTS = {f"poster-{n}": (3**n - 1) // 2 for n in range(1, 8)} | {"cover": 3280, "back": 60}
DRIFTS = [name for name, order in ORDERS.items() if order["kind"] == "drift"]
BLEED = 3.0

Point = tuple[float, float]


def draw(name: str, **changes: Any) -> Drawing:
    order = ORDERS[name] | changes
    return DRAWINGS[order["kind"]](**{key: order[key] for key in order if key != "kind"})


def sparks(drawing: Drawing) -> Iterator[list[Point]]:
    """Walk round each spark of a drawing of sparks, in plate mm."""
    for path in drawing.paths:
        pen = (0.0, 0.0)
        for spark in path.data.split("z")[:-1]:
            numbers = [float(text) for text in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", spark)]
            assert len(numbers) == 10, f"not a spark: {spark}"
            pen = (pen[0] + numbers[0], pen[1] + numbers[1])
            tip = (pen[0] + numbers[4], pen[1] + numbers[5])
            yield [*_curve(pen, numbers[2:6]), *_curve(tip, numbers[6:10])]


def _curve(start: Point, numbers: list[float]) -> Iterator[Point]:
    ax, ay, bx, by = numbers
    for step in range(12):
        t = step / 12
        yield (
            start[0] + 2 * t * (1 - t) * ax + t * t * bx,
            start[1] + 2 * t * (1 - t) * ay + t * t * by,
        )


def inside(point: Point, outline: list[Point]) -> bool:
    x, y = point
    hit = False
    for (x0, y0), (x1, y1) in zip(outline, outline[1:] + outline[:1], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            hit = not hit
    return hit


@pytest.mark.parametrize("name", ORDERS)
def test_every_ordered_drawing_is_drawn_in_declared_colours_and_always_the_same(name: str) -> None:
    drawing = draw(name)
    assert set(drawing.tokens) <= set(TOKENS)
    assert drawing.svg(TOKENS) == draw(name).svg(TOKENS)


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_a_plate_shows_exactly_its_number_of_sparks_and_all_touch_the_plate(
    name: str, count: int
) -> None:
    drawing = draw(name)
    outlines = list(sparks(drawing))
    assert len(outlines) == drawing.count == count
    assert (drawing.width, drawing.height, drawing.ground) == (154.0, 216.0, "night")
    for outline in outlines:
        assert any(-0.5 < x < 154.5 and -0.5 < y < 216.5 for x, y in outline)
        assert all(-15 < x < 169 and -15 < y < 231 for x, y in outline)


@pytest.mark.parametrize("name", [name for name in COUNTS if "keep_out" in ORDERS[name]])
def test_no_part_of_a_spark_stands_in_a_keep_out_box(name: str) -> None:
    for x0, y0, x1, y1 in ORDERS[name]["keep_out"]:
        for outline in sparks(draw(name)):
            assert not any(x0 <= x - BLEED <= x1 and y0 <= y - BLEED <= y1 for x, y in outline)


@pytest.mark.parametrize("height", [90, 120])
def test_a_taller_title_block_moves_sparks_but_takes_none_away(height: int) -> None:
    drawing = draw("poster-6", keep_out=[[0, 0, 134, height]])
    outlines = list(sparks(drawing))
    assert len(outlines) == 364
    assert not any(x < 137 and y < height + 3 for outline in outlines for x, y in outline)


@pytest.mark.parametrize("name", [*(f"poster-{n}" for n in range(2, 7)), "back", *DRIFTS])
def test_no_two_sparks_overlap_where_each_can_be_counted(name: str) -> None:
    for one, other in combinations(sparks(draw(name)), 2):
        if dist(one[0], other[0]) > 25:
            continue
        assert not any(inside(point, other) for point in one)
        assert not any(inside(point, one) for point in other)


@pytest.mark.parametrize("name", ["poster-5", "poster-6", "poster-7"])
def test_no_stray_ember_flies_beside_the_title(name: str) -> None:
    for outline in sparks(draw(name)):
        assert not any(x - BLEED > 100 and y - BLEED < 100 for x, y in outline)


def test_the_heart_of_the_cover_is_backed_by_cooler_sparks() -> None:
    whole, bare = draw("cover"), draw("cover", under=0)
    assert whole.count == bare.count
    lengths = [{path.colour: len(path.data) for path in each.paths} for each in (whole, bare)]
    assert lengths[0]["ember"] != lengths[1]["ember"]


def test_a_drift_has_seventeen_embers_in_the_safe_area_and_each_page_its_own() -> None:
    seen = set()
    for name in DRIFTS:
        drawing = draw(name)
        outlines = list(sparks(drawing))
        assert len(outlines) == drawing.count == 17
        assert drawing.ground is None
        assert all(11 <= x <= 143 and 11 <= y <= 205 for outline in outlines for x, y in outline)
        seen.add(drawing.paths)
    assert len(seen) == len(DRIFTS)


@pytest.mark.parametrize("number", range(1, 8))
def test_the_icon_of_an_essay_has_as_many_sparks_as_its_number(number: int) -> None:
    drawing = draw(f"icon-{number}")
    outlines = list(sparks(drawing))
    assert len(outlines) == number
    assert all(
        0 <= x <= drawing.width and 0 <= y <= drawing.height for each in outlines for x, y in each
    )


def test_the_flames_stand_on_the_base_and_the_tallest_is_painted_last() -> None:
    drawing = draw("framework")
    assert [path.colour for path in drawing.paths] == ["char", "flame", "ember", "straw"]
    base, *flames = sparks(drawing)
    for flame in flames:
        assert max(y for _, y in flame) == pytest.approx(153 + BLEED)
        assert max(y for _, y in flame) < min(y for _, y in base)
    assert {round(y, 1) for x, y in base if x in (min(base)[0], max(base)[0])} == {175.0}


@pytest.mark.parametrize("name", ["logotype-night", "logotype-white"])
def test_the_logotype_keeps_the_descender_and_the_tip_of_the_spark_in_view(name: str) -> None:
    drawing = draw(name)
    letters, dot = drawing.paths
    assert drawing.height / drawing.width == pytest.approx(1140 / 2310, abs=0.001)
    (spark,) = sparks(Drawing(width=1, height=1, paths=(dot,), ground=None, count=1))
    assert min(y for _, y in spark) > 0
    heights = [float(y) for y in re.findall(r"[MLQ][\d.]+ ([\d.]+)", letters.data)]
    assert 0 < min(heights) < 0.8 * drawing.height < max(heights) < drawing.height


def test_a_missing_colour_is_named() -> None:
    with pytest.raises(ValueError, match="no colour is given for night, flame"):
        draw("poster-1").svg({})


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("poster-4", {"count": 0}, "count is 0"),
        ("poster-4", {"height": 0}, "height is 0"),
        ("poster-4", {"tongues": 8}, "1 to 7"),
        ("cover", {"figure": [[0, 1]]}, "the tongue [0, 1] is not"),
        ("cover", {"figure": [[0, 0, 1, 0, 0]]}, "half is 0"),
        ("cover", {"under": 2}, "under is 2"),
        ("poster-4", {"heat": ["flame"]}, "it must have 4"),
        ("poster-4", {"keep_out": [[0, 9, 9, 0]]}, "keep-out box"),
        ("poster-4", {"placed": [], "keep_out": [[-3, -3, 151, 213]]}, "finds no place"),
        ("poster-2", {"placed": [[0, 0, 0]]}, "placed spark"),
        ("poster-2", {"keep_out": [[90, 160, 94, 165]]}, "stands in a keep-out box"),
        ("drift-1", {"lengths": [6.5]}, "lengths has 1 numbers"),
        ("drift-1", {"colours": []}, "colours is empty"),
        ("icon-7", {"width": 5}, "does not fit"),
        ("bullet", {"lean": 3}, "spark_width"),
        ("framework", {"shapes": [{"role": "flame"}]}, "lacks colour, centre, height, half"),
        ("logotype-white", {"width": 0}, "width is 0"),
        ("note-rule", {"height": 0}, "height"),
    ],
)
def test_the_impossible_is_refused_in_words(name: str, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        draw(name, **changes)
