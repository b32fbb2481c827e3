"""The measurements: the form of the report, and plausible figures of a run. No test is timed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from press import tools
from press.bench import report, runs
from press.bench.table import ALONE, CHECKED, FULL, LIST, PLAIN, PREFLIGHT, table
from press.errors import MachineError, UsageError
from press.tools import Measured

SCRIPTS = [runs.PLAIN_RUN, runs.ALONE_RUN, runs.CHECKED_RUN, runs.PREFLIGHT_RUN]
ROOT = Path(__file__).resolve().parent.parent


def figures(*cpu: float, peak: float = 100.0) -> list[Measured]:
    return [Measured(wall=1.5 * seconds, cpu=seconds, peak=peak) for seconds in cpu]


def test_the_report_gives_medians_spreads_ratios_and_bounds() -> None:
    lines = list(
        table(
            {
                PLAIN: figures(2.0, 4.0, 3.0),
                ALONE: figures(3.6, 3.9, 3.3),
                CHECKED: figures(5.1, 5.2, 5.0),
                PREFLIGHT: figures(4.8, 4.7, 4.9),
                FULL: figures(6.1, 6.0, 6.3, peak=180.4),
                LIST: figures(0.1, 0.12, 0.11),
            }
        )
    )
    assert lines == [
        "                                        wall, s               CPU, s             peak, MB",
        "the engine, plain           4.50 (3.00 to 6.00)  3.00 (2.00 to 4.00)     100 (100 to 100)",
        "the press, edition alone    5.40 (4.95 to 5.85)  3.60 (3.30 to 3.90)     100 (100 to 100)",
        "the same, all checks        7.65 (7.50 to 7.80)  5.10 (5.00 to 5.20)     100 (100 to 100)",
        "the same, preflight         7.20 (7.05 to 7.35)  4.80 (4.70 to 4.90)     100 (100 to 100)",
        "invoke pdf                  9.15 (9.00 to 9.45)  6.10 (6.00 to 6.30)     180 (180 to 180)",
        "invoke --list               0.17 (0.15 to 0.18)  0.11 (0.10 to 0.12)     100 (100 to 100)",
        "",
        "bound                                     measured   at most",
        "CPU, edition alone to plain engine          1.20 x    1.30 x  reached",
        "CPU, invoke pdf to plain engine             2.03 x    2.00 x  not reached",
        "CPU, all checks but spelling to edition     0.42 x    0.40 x  not reached",
        "CPU, preflight to edition                   0.33 x    0.50 x  reached",
        "peak memory of invoke pdf                   180 MB    180 MB  not reached",
        "wall time of invoke --list                  0.17 s    0.40 s  reached",
    ]  # fmt: skip


def test_runs_are_interleaved_and_told_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def measured(command: Sequence[str], **_: object) -> Measured:
        words = ("prepare", "plain", "judged", "delivery", "alone", "pdf", "--list")
        asked.append(next(word for word in words if any(word in part for part in command)))
        return Measured(wall=1.0, cpu=1.0, peak=50.0)

    monkeypatch.setattr(tools, "measured", measured)
    lines = list(report(ROOT, "tiny", "screen", runs=2))
    assert asked == ["prepare", *["plain", "alone", "judged", "delivery", "pdf", "--list"] * 2]
    assert lines[0] == ("tiny, edition screen: 2 runs of each, interleaved; median (least to most)")
    assert [line.split("  ")[0] for line in lines[2:8]] == [
        PLAIN,
        ALONE,
        CHECKED,
        PREFLIGHT,
        FULL,
        LIST,
    ]


def test_no_runs_are_refused() -> None:
    with pytest.raises(UsageError, match="nothing to measure"):
        list(report(ROOT, "tiny", "screen", runs=0))


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_scripts_are_python(script: str) -> None:
    compile(script, "script", "exec")


def test_the_plain_run_knows_nothing_of_the_press() -> None:
    assert "press" not in runs.PLAIN_RUN


def test_a_measured_child_tells_plausible_figures(tmp_path: Path) -> None:
    work = "held = bytearray(60_000_000)\nfor _ in range(1_000_000): pass"
    told = tools.measured([sys.executable, "-c", work], folder=tmp_path, timeout=60)
    assert told.wall > 0
    assert told.cpu > 0
    assert 60 < told.peak < 2000


def test_a_measured_child_runs_in_its_folder_with_its_surroundings(tmp_path: Path) -> None:
    work = "import os; open('told', 'w').write(os.environ['SAID'])"
    tools.measured(
        [sys.executable, "-c", work], folder=tmp_path, timeout=60, surroundings={"SAID": "here"}
    )
    assert (tmp_path / "told").read_text() == "here"


def test_a_child_that_fails_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no paper')"]
    with pytest.raises(MachineError, match="ended with 1: no paper"):
        tools.measured(command, folder=tmp_path, timeout=60)


def test_a_child_out_of_time_is_stopped(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    with pytest.raises(MachineError, match="ended with -9"):
        tools.measured(command, folder=tmp_path, timeout=0.3)


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="cannot be started"):
        tools.measured([str(tmp_path / "absent")], folder=tmp_path, timeout=1)


def test_the_list_of_tasks_loads_no_room_that_makes_pages() -> None:
    script = (
        "import sys, tasks, press.bench\n"
        "heavy = {'weasyprint', 'pydantic', 'lxml', 'pikepdf', 'jinja2', 'rich', 'press.build'}\n"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    tools.measured([sys.executable, "-c", script], folder=ROOT, timeout=60)
