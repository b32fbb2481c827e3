"""What is run, each setting in a process of its own, and those whose cost is asked over again.

As in `press.bench.runs`, this process stays small: it imports no room that makes pages.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from press import tools
from press.bench.lines.settings import Setting, settings
from press.bench.lines.table import Told, table
from press.errors import UsageError
from press.lines.figures import Figures
from press.tools import Measured

LONGEST = 300.0
"""Seconds that one run may take."""


def report(root: Path, name: str, *, runs: int) -> Iterator[str]:
    """Measure, and tell the figures and the bounds as lines of plain text.

    The figures are the same in every run; the costs are medians. A setting and its other way run
    one after the other, so that what else the machine does falls on both.

    Args:
        root: the root of the repository.
        name: the publication whose running text is set beside the texts of the bench.
        runs: how often each is run, at least once.

    Raises:
        UsageError: fewer than one run.
        MachineError: a run failed; what it said last is told.
    """
    if runs < 1:
        raise UsageError("there is nothing to measure in no runs", hint="ask for --runs 3")
    module = [sys.executable, "-m"]
    asked = settings(name)
    costs: dict[Setting, list[Measured]] = {}
    with tempfile.TemporaryDirectory(prefix="press-bench-") as folder:
        prepare = [*module, "press.bench.lines.prepare", str(root), name, folder]
        tools.measured(prepare, folder=root, timeout=LONGEST)
        for run in range(runs):
            for number, setting in enumerate(asked):
                if run == 0 or not setting.variant:
                    one = [*module, "press.bench.lines.set_one", str(root), name, folder]
                    spent = tools.measured([*one, str(number)], folder=root, timeout=LONGEST)
                    costs.setdefault(setting, []).append(spent)
        told = {
            setting: Told(figures=_figures(Path(folder), number), costs=costs[setting])
            for number, setting in enumerate(asked)
        }
    yield f"{runs} runs of each text as it is set, interleaved; medians of their costs"
    yield from table(told)


def _figures(folder: Path, number: int) -> Figures:
    return Figures(**json.loads((folder / f"{number}.json").read_text(encoding="utf-8")))
