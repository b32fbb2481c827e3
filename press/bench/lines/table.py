"""The figures of each text and setting as a table, and the bounds beside what was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from press.bench.lines.settings import FIRST_FIT, FLUSH_LEFT, TOTAL_FIT, Setting
from press.lines.columns import LEGEND, cells, heads
from press.lines.figures import Figures
from press.tools import Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was measured of one setting."""

    figures: Figures
    costs: Sequence[Measured]

    @property
    def cpu(self) -> float:
        """Seconds of work."""
        return median(run.cpu for run in self.costs)

    @property
    def peak(self) -> float:
        """MB."""
        return median(run.peak for run in self.costs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a figure is to stay below."""

    title: str
    most: float
    unit: str
    """`%`, `x` for a ratio, or nothing for a count."""
    figure: Callable[[Told, Told], float]
    """Of total-fit and first-fit."""


def to_first(title: str, of: Callable[[Told], float], *, most: float) -> Bound:
    """A bound on a figure as a ratio to first-fit's."""

    def figure(our: Told, first: Told) -> float:
        other = of(first)
        return of(our) / other if other else float(of(our) > 0)

    return Bound(title=f"{title} to first-fit's", most=most, unit="x", figure=figure)


JUSTIFIED_BOUNDS = (
    Bound(title="loose lines", most=5.0, unit="%", figure=lambda our, _: 100 * our.figures.loose),
    Bound(
        title="very loose lines",
        most=0.2,
        unit="%",
        figure=lambda our, _: 100 * our.figures.very_loose,
    ),
    Bound(title="tight lines", most=6.6, unit="%", figure=lambda our, _: 100 * our.figures.tight),
    Bound(
        title="broken words", most=9.0, unit="%", figure=lambda our, _: 100 * our.figures.hyphenated
    ),
    Bound(title="ladders", most=0, unit="", figure=lambda our, _: our.figures.ladders),
    Bound(
        title="words broken over a page's end",
        most=0,
        unit="",
        figure=lambda our, _: our.figures.page_ends,
    ),
    Bound(title="runts", most=0, unit="", figure=lambda our, _: our.figures.runts),
)
"""For justified lines of a usual length."""

FLUSH_LEFT_BOUNDS = (
    Bound(
        title="broken words", most=1.0, unit="%", figure=lambda our, _: 100 * our.figures.hyphenated
    ),
    Bound(title="short lines", most=0.3, unit="%", figure=lambda our, _: 100 * our.figures.short),
    Bound(
        title="step of the right edge",
        most=3.3,
        unit="%",
        figure=lambda our, _: 100 * our.figures.step,
    ),
)

NARROW_BOUNDS = (to_first("loose lines", lambda one: one.figures.loose, most=0.5),)
"""For justified lines of few words."""

NARROW_FLUSH_LEFT_BOUNDS = (
    to_first("broken words", lambda one: one.figures.hyphenated, most=0.5),
    to_first("short lines", lambda one: one.figures.short, most=1.0),
    to_first("step of the right edge", lambda one: one.figures.step, most=1.0),
)
"""For lines of few words that are flush left."""

COST_BOUNDS = (
    to_first("CPU", lambda one: one.cpu, most=1.15),
    to_first("peak memory", lambda one: one.peak, most=1.2),
)
"""For each text as it is set otherwise, in both alignments; variants are run only once."""

TITLE = 26
DUST = 1e-9
"""What arithmetic adds to a figure that is just at its bound."""


def table(told: Mapping[Setting, Told]) -> Iterator[str]:
    """The figures of each text in each setting, then the bounds of each."""
    for text, settings in groupby(told, key=lambda setting: setting.text):
        of_text = list(settings)
        yield from ("", f"{_described(text, of_text[0]):{TITLE}}{heads()}   CPU, s  peak, MB")
        for setting in of_text:
            one = told[setting]
            yield f"{setting.title:{TITLE}}{cells(one.figures)}{one.cpu:>9.2f}{one.peak:>10.0f}"
    yield from ("", *LEGEND, "", f"{'bound of total-fit':58}{'measured':>10}{'at most':>10}")
    held = [row for setting in told if setting.way == TOTAL_FIT for row in _held(setting, told)]
    yield from (line for line, _ in held)
    yield f"{sum(reached for _, reached in held)} of {len(held)} bounds are reached"


def _described(text: str, setting: Setting) -> str:
    return f"{text}, {setting.measure:g} mm, {setting.size:g}/{setting.leading:g}"


def _held(setting: Setting, told: Mapping[Setting, Told]) -> Iterator[tuple[str, bool]]:
    """The bounds of a setting, and whether it keeps them."""
    our, first = told[setting], told[replace(setting, way=FIRST_FIT)]
    what = f"{setting.text}, {setting.variant or setting.aligned}"
    for bound in _bounds(setting):
        figure = bound.figure(our, first)
        reached = figure <= bound.most + DUST
        numbers = f"{_number(figure, bound):>10}{_number(bound.most, bound):>10}"
        yield f"{f'{what}: {bound.title}':58}{numbers}  {'' if reached else 'not '}reached", reached


def _bounds(setting: Setting) -> tuple[Bound, ...]:
    costs = () if setting.variant else COST_BOUNDS
    if setting.aligned == FLUSH_LEFT:
        return (*(NARROW_FLUSH_LEFT_BOUNDS if setting.narrow else FLUSH_LEFT_BOUNDS), *costs)
    return (*(NARROW_BOUNDS if setting.narrow else JUSTIFIED_BOUNDS), *costs)


def _number(figure: float, bound: Bound) -> str:
    return f"{figure:.2f} {bound.unit}" if bound.unit else f"{figure:.0f}"
