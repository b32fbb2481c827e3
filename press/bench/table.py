"""The figures of the runs as a table, and the bounds beside what was measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from press.tools import Measured

PLAIN = "the engine, plain"
ALONE = "the press, edition alone"
ALL = "all editions"
CHECKED = "the same, all checks"
PREFLIGHT = "the same, preflight"
GUARDED = "the same, guards kept"
FULL = "invoke pdf"
EDITED = "one essay edited"
STANDS = "nothing changed"
WARM_SHOWN = "warm: its pages shown"
WARM_SETTLED = "warm: all pages settled"
WARM_PUBLISHED = "warm: edition published"
AFRESH = "all from nothing"
LIST = "invoke --list"

Runs = Mapping[str, Sequence[Measured]]
"""What was measured, by what was run."""

QUANTITIES: Mapping[str, Callable[[Measured], float]] = {
    "wall, s": lambda run: run.wall,
    "CPU, s": lambda run: run.cpu,
    "peak, MB": lambda run: run.peak,
}
"""A column each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a figure is to stay below."""

    title: str
    most: float
    unit: str
    """`s`, `MB`, or `x` for a ratio."""
    figure: Callable[[Runs], float]


BOUNDS = (
    Bound(
        title="CPU, edition alone to plain engine",
        most=1.3,
        unit="x",
        figure=lambda runs: _cpu(runs, ALONE) / _cpu(runs, PLAIN),
    ),
    Bound(
        title="CPU, invoke pdf to plain engine",
        most=2.0,
        unit="x",
        figure=lambda runs: _cpu(runs, FULL) / _cpu(runs, PLAIN),
    ),
    Bound(
        title="CPU, all editions to edition alone",
        most=2.5,
        unit="x",
        figure=lambda runs: _cpu(runs, ALL) / _cpu(runs, ALONE),
    ),
    Bound(
        title="CPU, all checks but spelling to edition",
        most=0.4,
        unit="x",
        figure=lambda runs: _cpu(runs, CHECKED) / _cpu(runs, ALONE) - 1,
    ),
    Bound(
        title="CPU, preflight to edition",
        most=0.5,
        unit="x",
        figure=lambda runs: _cpu(runs, PREFLIGHT) / _cpu(runs, ALONE) - 1,
    ),
    Bound(
        title="CPU, one essay's guards to plain engine",
        most=0.2,
        unit="x",
        figure=lambda runs: (_cpu(runs, GUARDED) - _cpu(runs, ALONE)) / _cpu(runs, PLAIN),
    ),
    Bound(
        title="CPU, one essay edited to plain engine",
        most=0.6,
        unit="x",
        figure=lambda runs: _cpu(runs, EDITED) / _cpu(runs, PLAIN),
    ),
    Bound(
        title="CPU, warm, its pages shown to plain",
        most=0.15,
        unit="x",
        figure=lambda runs: _cpu(runs, WARM_SHOWN) / _cpu(runs, PLAIN),
    ),
    Bound(
        title="CPU, warm, edition published to plain",
        most=0.45,
        unit="x",
        figure=lambda runs: _cpu(runs, WARM_PUBLISHED) / _cpu(runs, PLAIN),
    ),
    Bound(
        title="CPU, nothing changed to plain engine",
        most=0.15,
        unit="x",
        figure=lambda runs: _cpu(runs, STANDS) / _cpu(runs, PLAIN),
    ),
    Bound(
        title="peak memory of invoke pdf",
        most=180.0,
        unit="MB",
        figure=lambda runs: _peak(runs, FULL),
    ),
    Bound(
        title="wall time of invoke --list",
        most=0.4,
        unit="s",
        figure=lambda runs: _wall(runs, LIST),
    ),
)
"""What the press is to keep. A bound that is not reached is told; it fails nothing."""

LONG_BOUNDS = (
    Bound(
        title="wall time, from nothing to plain engine",
        most=0.6,
        unit="x",
        figure=lambda runs: _wall(runs, AFRESH) / _wall(runs, PLAIN),
    ),
    Bound(
        title="peak memory, from nothing to plain",
        most=1.0,
        unit="x",
        figure=lambda runs: _peak(runs, AFRESH) / _peak(runs, PLAIN),
    ),
    Bound(
        title="CPU, one section edited to plain engine",
        most=0.15,
        unit="x",
        figure=lambda runs: _cpu(runs, EDITED) / _cpu(runs, PLAIN),
    ),
)
"""Of a book of sixteen times the text."""


def table(runs: Runs, bounds: Sequence[Bound]) -> Iterator[str]:
    """The figures of each thing run, then the bounds."""
    yield f"{'':26}" + "".join(f"{title:>21}" for title in QUANTITIES)
    for what, figures in runs.items():
        cells = [
            _spread([of(run) for run in figures], most=0 if "MB" in title else 2)
            for title, of in QUANTITIES.items()
        ]
        yield f"{what:26}" + "".join(f"{cell:>21}" for cell in cells)
    yield ""
    yield f"{'bound':40}{'measured':>10}{'at most':>10}"
    for bound in bounds:
        figure = bound.figure(runs)
        said = "reached" if figure <= bound.most else "not reached"
        numbers = f"{_number(figure, bound):>10}{_number(bound.most, bound):>10}"
        yield f"{bound.title:40}{numbers}  {said}"


def _cpu(runs: Runs, what: str) -> float:
    return median(run.cpu for run in runs[what])


def _wall(runs: Runs, what: str) -> float:
    return median(run.wall for run in runs[what])


def _peak(runs: Runs, what: str) -> float:
    return median(run.peak for run in runs[what])


def _spread(figures: Sequence[float], *, most: int) -> str:
    """The median between the ends, with so many places at most, and three digits in all."""
    places = min(most, 2 - sum(max(figures) >= ten for ten in (10, 100)))
    low, high = (f"{figure:.{places}f}" for figure in (min(figures), max(figures)))
    return f"{median(figures):.{places}f} ({low} to {high})"


def _number(figure: float, bound: Bound) -> str:
    return f"{figure:.0f} {bound.unit}" if bound.unit == "MB" else f"{figure:.2f} {bound.unit}"
