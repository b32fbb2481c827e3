"""What is run, each in a process of its own, one after the other and then all over again.

This process stays small and imports no room that makes pages: a child's peak of memory counts what
its parent held when it was started.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from press import tools
from press.bench import scripts
from press.bench.table import (
    AFRESH,
    ALL,
    ALONE,
    BOUNDS,
    CHECKED,
    EDITED,
    FULL,
    GUARDED,
    LIST,
    LONG_BOUNDS,
    PLAIN,
    PREFLIGHT,
    STANDS,
    WARM_PUBLISHED,
    WARM_SETTLED,
    WARM_SHOWN,
    table,
)
from press.errors import UsageError
from press.tools import Measured

LONGEST, LONGEST_LONG = 300.0, 3000.0
"""Seconds that one run may take, of a booklet and of a long book."""
TIMES = 16
"""How many times the text a long book has."""
LEFT = {
    "shown.json": WARM_SHOWN,
    "settled.json": WARM_SETTLED,
    "published.json": WARM_PUBLISHED,
}
"""What a run that stays leaves of the part that is measured."""


def report(root: Path, name: str, edition: str, *, runs: int) -> Iterator[str]:
    """Measure, and tell the figures and the bounds as lines of plain text.

    Args:
        root: the root of the repository.
        name: the publication.
        edition: the edition that is made.
        runs: how often each is run, at least once.

    Raises:
        UsageError: fewer than one run.
        MachineError: a run failed; what it said last is told.
    """
    _must_run(runs)
    with tempfile.TemporaryDirectory(prefix="press-bench-") as folder:
        prepare = [sys.executable, "-m", "press.bench.prepare", str(root), name, edition, folder]
        tools.measured(prepare, folder=root, timeout=LONGEST)
        first = [sys.executable, "-c", scripts.EDITED_RUN, f"{folder}/root", name, edition]
        tools.measured(first, folder=root, timeout=LONGEST)
        measured = _interleaved(root, folder, _commands(root, name, edition, folder), runs)
    yield f"{name}, edition {edition}: {runs} runs of each, interleaved; median (least to most)"
    yield from table(measured, BOUNDS)


def report_long(root: Path, name: str, edition: str, *, runs: int) -> Iterator[str]:
    """Measure a book of sixteen times the text, and tell it in the same way.

    Args:
        root: the root of the repository.
        name: the publication whose body is repeated, in other words each time.
        edition: the edition that is made.
        runs: how often each is run, at least once.

    Raises:
        UsageError: fewer than one run.
        MachineError: a run failed; what it said last is told.
    """
    _must_run(runs)
    with tempfile.TemporaryDirectory(prefix="press-bench-") as folder:
        book = f"{folder}/book"
        lengthen = [sys.executable, "-m", "press.bench.lengthen", str(root), name, book, str(TIMES)]
        tools.measured(lengthen, folder=root, timeout=LONGEST)
        prepare = [sys.executable, "-m", "press.bench.prepare", book, name, edition, folder]
        tools.measured(prepare, folder=root, timeout=LONGEST_LONG)
        where = [f"{folder}/root", name, edition]
        first = [sys.executable, "-c", scripts.EDIT, *where]
        tools.measured(first, folder=root, timeout=LONGEST)
        commands = {
            PLAIN: [sys.executable, "-c", scripts.PLAIN_RUN, folder],
            AFRESH: [sys.executable, "-c", scripts.AFRESH_RUN, *where],
            EDITED: [sys.executable, "-c", scripts.EDITED_RUN, *where],
        }
        measured = _interleaved(root, folder, commands, runs, longest=LONGEST_LONG)
    yield (
        f"{name}, edition {edition}, {TIMES} times the text, {os.cpu_count()} cores: "
        f"{runs} run(s) of each, interleaved; median (least to most)"
    )
    yield from table(measured, LONG_BOUNDS)


def _must_run(runs: int) -> None:
    if runs < 1:
        raise UsageError("there is nothing to measure in no runs", hint="ask for --runs 5")


def _interleaved(
    root: Path,
    folder: str,
    commands: Mapping[str, Sequence[str]],
    runs: int,
    *,
    longest: float = LONGEST,
) -> dict[str, list[Measured]]:
    """What each run cost, one after the other and then all over again."""
    measured: dict[str, list[Measured]] = {}
    for _ in range(runs):
        for what, command in commands.items():
            figures = tools.measured(
                command, folder=root, timeout=longest, surroundings=_surroundings(root)
            )
            for row, cost in _rows(what, figures, Path(folder)):
                measured.setdefault(row, []).append(cost)
    return measured


def _rows(what: str, figures: Measured, folder: Path) -> Iterator[tuple[str, Measured]]:
    """The rows of a run: itself; of one that stays, the parts of it that were measured."""
    left = {row: folder / file for file, row in LEFT.items() if (folder / file).is_file()}
    if not left:
        yield what, figures
    for row, file in left.items():
        told = json.loads(file.read_text("utf-8"))
        file.unlink()
        yield row, replace(figures, wall=told["wall"], cpu=told["cpu"])


def _commands(root: Path, name: str, edition: str, folder: str) -> dict[str, list[str]]:
    invoke = [sys.executable, "-m", "invoke"]
    warm = [f"{folder}/root", name, edition, folder]
    return {
        PLAIN: [sys.executable, "-c", scripts.PLAIN_RUN, folder],
        ALONE: [sys.executable, "-c", scripts.ALONE_RUN, str(root), name, edition, folder],
        ALL: [sys.executable, "-c", scripts.ALL_RUN, str(root), name],
        CHECKED: [sys.executable, "-c", scripts.CHECKED_RUN, str(root), name, edition, folder],
        PREFLIGHT: [sys.executable, "-c", scripts.PREFLIGHT_RUN, str(root), name, edition, folder],
        GUARDED: [sys.executable, "-c", scripts.GUARDED_RUN, f"{folder}/root", name, edition],
        FULL: [*invoke, "pdf", "-p", name, "-e", edition, "--afresh"],
        EDITED: [sys.executable, "-c", scripts.EDITED_RUN, f"{folder}/root", name, edition],
        WARM_SHOWN: [sys.executable, "-c", scripts.WARM_TABLE_RUN, *warm],
        WARM_PUBLISHED: [sys.executable, "-c", scripts.WARM_PUBLISHED_RUN, *warm],
        STANDS: [*invoke, "pdf", "-p", name, "-e", edition],
        LIST: [*invoke, "--list"],
    }


def _surroundings(root: Path) -> Mapping[str, str]:
    """The fonts of the machine are hidden from the plain run as from the press."""
    return {"FONTCONFIG_FILE": str(root / "press" / "pages" / "fonts.conf")}
