"""What is run, each in a process of its own, one after the other and then all over again.

This process stays small and imports no room that makes pages: a child's peak of memory counts what
its parent held when it was started.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    measured = _measured(
        root, name, edition, runs, first=scripts.EDITED_RUN, commands=_commands, longest=LONGEST
    )
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
    measured = _measured(
        root, name, edition, runs, first=scripts.EDIT, commands=_commands_of_long_book,
        longest=LONGEST_LONG, times=TIMES,
    )  # fmt: skip
    yield (
        f"{name}, edition {edition}, {TIMES} times the text, {os.cpu_count()} cores: "
        f"{runs} run(s) of each, interleaved; median (least to most)"
    )
    yield from table(measured, LONG_BOUNDS)


Commands = Callable[[Path, str, str, str], Mapping[str, Sequence[str]]]
"""Gives the command of each run, of the root, a publication, an edition, and a folder for it."""


def _measured(
    root: Path,
    name: str,
    edition: str,
    runs: int,
    *,
    first: str,
    commands: Commands,
    longest: float,
    times: int = 1,
) -> Mapping[str, Sequence[Measured]]:
    """Run commands on a publication, or a book of so many times its text, prepared by a first."""
    if runs < 1:
        raise UsageError("there is nothing to measure in no runs", hint="ask for --runs 5")
    with tempfile.TemporaryDirectory(prefix="press-bench-") as folder:
        book = str(root)
        if times > 1:
            book = f"{folder}/book"
            lengthen = ["-m", "press.bench.lengthen", str(root), name, book, str(times)]
            tools.measured([sys.executable, *lengthen], folder=root, timeout=LONGEST)
        for before in (
            ["-m", "press.bench.prepare", book, name, edition, folder],
            ["-c", first, f"{folder}/root", name, edition],
        ):
            tools.measured([sys.executable, *before], folder=root, timeout=longest)
        asked = commands(root, name, edition, folder)
        return _interleaved(root, folder, asked, runs, longest=longest)


def _interleaved(
    root: Path,
    folder: str,
    commands: Mapping[str, Sequence[str]],
    runs: int,
    *,
    longest: float,
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


def _commands_of_long_book(
    _root: Path, name: str, edition: str, folder: str
) -> dict[str, list[str]]:
    where = [f"{folder}/root", name, edition]
    return {
        PLAIN: [sys.executable, "-c", scripts.PLAIN_RUN, folder],
        AFRESH: [sys.executable, "-c", scripts.AFRESH_RUN, *where],
        EDITED: [sys.executable, "-c", scripts.EDITED_RUN, *where],
    }


def _surroundings(root: Path) -> Mapping[str, str]:
    """The fonts of the machine are hidden from the plain run as from the press."""
    return {"FONTCONFIG_FILE": str(root / "press" / "pages" / "fonts.conf")}
