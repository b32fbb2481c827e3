"""The measurements: the form of the report, and plausible figures of a run. No test is timed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from press import build, tools, works
from press.bench import lengthen, lines, report, report_long, scripts
from press.bench.lines import prepare, set_one
from press.bench.lines import table as line_table
from press.bench.lines.settings import (
    FIRST_FIT,
    FLUSH_LEFT,
    JUSTIFIED,
    TOTAL_FIT,
    Setting,
    settings,
)
from press.bench.lines.table import Told
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
from press.bench.texts import TEXTS, paragraphs
from press.errors import MachineError, UsageError
from press.lines.figures import Figures
from press.tools import Measured, memory
from tests.conftest import Editions

SCRIPTS = [text for name, text in vars(scripts).items() if name.endswith("_RUN")]
ROOT = Path(__file__).resolve().parent.parent


def figures(*cpu: float, peak: float = 100.0) -> list[Measured]:
    return [Measured(wall=1.5 * seconds, cpu=seconds, peak=peak) for seconds in cpu]


def test_the_report_gives_medians_spreads_ratios_and_bounds() -> None:
    lines = list(
        table(
            {
                PLAIN: figures(2.0, 4.0, 3.0),
                ALONE: figures(3.6, 3.9, 3.3),
                ALL: figures(6.2, 6.0, 6.4),
                CHECKED: figures(5.1, 5.2, 5.0),
                PREFLIGHT: figures(4.8, 4.7, 4.9),
                GUARDED: figures(4.1, 4.0, 4.3),
                FULL: figures(6.1, 6.0, 6.3, peak=180.4),
                EDITED: figures(4.5, 4.4, 4.6),
                WARM_SHOWN: figures(0.4, 0.3, 0.5),
                WARM_SETTLED: figures(0.9, 0.8, 0.9),
                WARM_PUBLISHED: figures(1.5, 1.4, 1.6),
                STANDS: figures(0.2, 0.3, 0.3),
                LIST: figures(0.1, 0.12, 0.11),
            },
            BOUNDS,
        )
    )
    assert lines == [
        "                                        wall, s               CPU, s             peak, MB",
        "the engine, plain           4.50 (3.00 to 6.00)  3.00 (2.00 to 4.00)     100 (100 to 100)",
        "the press, edition alone    5.40 (4.95 to 5.85)  3.60 (3.30 to 3.90)     100 (100 to 100)",
        "all editions                9.30 (9.00 to 9.60)  6.20 (6.00 to 6.40)     100 (100 to 100)",
        "the same, all checks        7.65 (7.50 to 7.80)  5.10 (5.00 to 5.20)     100 (100 to 100)",
        "the same, preflight         7.20 (7.05 to 7.35)  4.80 (4.70 to 4.90)     100 (100 to 100)",
        "the same, guards kept       6.15 (6.00 to 6.45)  4.10 (4.00 to 4.30)     100 (100 to 100)",
        "invoke pdf                  9.15 (9.00 to 9.45)  6.10 (6.00 to 6.30)     180 (180 to 180)",
        "one essay edited            6.75 (6.60 to 6.90)  4.50 (4.40 to 4.60)     100 (100 to 100)",
        "warm: its pages shown       0.60 (0.45 to 0.75)  0.40 (0.30 to 0.50)     100 (100 to 100)",
        "warm: all pages settled     1.35 (1.20 to 1.35)  0.90 (0.80 to 0.90)     100 (100 to 100)",
        "warm: edition published     2.25 (2.10 to 2.40)  1.50 (1.40 to 1.60)     100 (100 to 100)",
        "nothing changed             0.45 (0.30 to 0.45)  0.30 (0.20 to 0.30)     100 (100 to 100)",
        "invoke --list               0.17 (0.15 to 0.18)  0.11 (0.10 to 0.12)     100 (100 to 100)",
        "",
        "bound                                     measured   at most",
        "CPU, edition alone to plain engine          1.20 x    1.30 x  reached",
        "CPU, invoke pdf to plain engine             2.03 x    2.00 x  not reached",
        "CPU, all editions to edition alone          1.72 x    2.50 x  reached",
        "CPU, all checks but spelling to edition     0.42 x    0.40 x  not reached",
        "CPU, preflight to edition                   0.33 x    0.50 x  reached",
        "CPU, one essay's guards to plain engine     0.17 x    0.20 x  reached",
        "CPU, one essay edited to plain engine       1.50 x    0.60 x  not reached",
        "CPU, warm, its pages shown to plain         0.13 x    0.15 x  reached",
        "CPU, warm, edition published to plain       0.50 x    0.45 x  not reached",
        "CPU, nothing changed to plain engine        0.10 x    0.15 x  reached",
        "peak memory of invoke pdf                   180 MB    180 MB  not reached",
        "wall time of invoke --list                  0.17 s    0.40 s  reached",
    ]  # fmt: skip


def test_a_long_book_is_held_to_wall_time_memory_and_an_edit() -> None:
    told = list(
        table(
            {
                PLAIN: [Measured(wall=60.0, cpu=59.0, peak=500.0)],
                AFRESH: [Measured(wall=33.0, cpu=61.0, peak=510.0)],
                EDITED: [Measured(wall=9.0, cpu=8.0, peak=300.0)],
            },
            LONG_BOUNDS,
        )
    )
    assert "the engine, plain           60.0 (60.0 to 60.0)  59.0 (59.0 to 59.0)" in told[1]
    assert told[-3:] == [
        "wall time, from nothing to plain engine     0.55 x    0.60 x  reached",
        "peak memory, from nothing to plain          1.02 x    1.00 x  not reached",
        "CPU, one section edited to plain engine     0.14 x    0.15 x  reached",
    ]


class Stand:
    """Stands in for the measuring, and keeps in which order it was asked."""

    WORDS = (
        *("lengthen", "prepare", "plain", "judged", "delivery", "alone", "bundles", "warm,"),
        *("light_table", "published.json", "afresh=True", "renew", "--afresh", "pdf", "--list"),
        "This is run",
    )

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, command: Sequence[str], **_: object) -> Measured:
        word = next(word for word in self.WORDS if any(word in part for part in command))
        self.asked.append(word)
        told = json.dumps({"wall": 2.0, "cpu": 0.5})
        if word == "light_table":
            (Path(command[-1]) / "shown.json").write_text(told, encoding="utf-8")
            (Path(command[-1]) / "settled.json").write_text(told, encoding="utf-8")
        if word == "published.json":
            (Path(command[-1]) / "published.json").write_text(told, encoding="utf-8")
        return Measured(wall=1.0, cpu=1.0, peak=50.0)


def test_runs_are_interleaved_and_told_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    stand = Stand()
    monkeypatch.setattr(tools, "measured", stand)
    told = list(report(ROOT, "tiny", "screen", runs=2))
    each = ["plain", "alone", "bundles", "judged", "delivery", "warm,", "--afresh", "renew"]
    each += ["light_table", "published.json", "pdf", "--list"]
    assert stand.asked == ["prepare", "renew", *each * 2]
    assert told[0] == ("tiny, edition screen: 2 runs of each, interleaved; median (least to most)")
    rows = [PLAIN, ALONE, ALL, CHECKED, PREFLIGHT, GUARDED, FULL, EDITED, WARM_SHOWN, WARM_SETTLED,
            WARM_PUBLISHED, STANDS, LIST]  # fmt: skip
    assert [line.split("  ")[0] for line in told[2 : 2 + len(rows)]] == rows
    warm = next(line for line in told if line.startswith(WARM_SHOWN))
    assert "2.00" in warm, "what the run leaves is told, not the run"
    assert "0.50" in warm
    assert "50 (50 to 50)" in warm, "memory is that of the whole run"


def test_a_long_book_is_made_first_and_then_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    stand = Stand()
    monkeypatch.setattr(tools, "measured", stand)
    told = list(report_long(ROOT, "tiny", "screen", runs=2))
    each = ["plain", "afresh=True", "renew"]
    assert stand.asked == ["lengthen", "prepare", "This is run", *each * 2]
    assert told[0].startswith("tiny, edition screen, 16 times the text, ")
    assert [line.split("  ")[0] for line in told[2:5]] == [PLAIN, AFRESH, EDITED]
    with pytest.raises(UsageError, match="nothing to measure"):
        list(report_long(ROOT, "tiny", "screen", runs=0))


def test_a_long_book_can_be_made_and_says_nothing_twice(
    checkout: Path, tmp_path: Path, editions: Editions
) -> None:
    long = tmp_path / "long"
    lengthen.lengthen(checkout, "tiny", long, 3)
    work, short = works.load(long, "tiny"), works.load(checkout, "tiny")
    body = [one for one in work.book.chapters if one.section.kind.matter == "body"]
    before = [one for one in short.book.chapters if one.section.kind.matter == "body"]
    assert len(body) == 3 * len(before)
    assert len({one.section.full_title for one in body}) == len(body)
    texts = ["".join(one.body.itertext()) for one in body if one.body is not None]
    assert len(set(texts)) == len(texts) == len(body)
    assert build.guarded_copy(work) == build.guarded_copy(short)
    assert build.make(work, "screen").extent > editions("tiny", "screen").made.extent


def test_no_runs_are_refused() -> None:
    with pytest.raises(UsageError, match="nothing to measure"):
        list(report(ROOT, "tiny", "screen", runs=0))


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_scripts_are_python(script: str) -> None:
    compile(script, "script", "exec")


def test_the_plain_run_knows_nothing_of_the_press() -> None:
    assert "press" not in scripts.PLAIN_RUN


def test_a_measured_child_tells_plausible_figures(tmp_path: Path) -> None:
    work = "held = bytearray(60_000_000)\nfor _ in range(1_000_000): pass"
    told = tools.measured([sys.executable, "-c", work], folder=tmp_path, timeout=60)
    assert told.wall > 0
    assert told.cpu > 0
    assert 60 < told.peak < 2000


HOLD = "held = bytearray(200_000_000); held[::4096] = b'a' * len(held[::4096]); "
TWO = f"""
import subprocess, sys, time
one = [sys.executable, "-c", {HOLD + "print(flush=True); input()"!r}]
said = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE)
children = [subprocess.Popen(one, start_new_session=True, **said) for _ in range(2)]
for child in children: child.stdout.readline()
print(flush=True)
time.sleep(0.5)
for child in children: child.communicate(b"\\n")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells it")
def test_memory_is_that_of_all_processes_that_were_started(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TWO]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        tree = [*memory.tree(process.pid)]
        held = [memory.held(one) for one in tree]
    assert len(tree) == 3
    assert held[0] < 100
    assert 380 < sum(held) < 500
    assert [memory.held(one) for one in tree] == [0, 0, 0], "they have ended"
    assert tools.measured(command, folder=tmp_path, timeout=60).peak > 380


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


# The lines

EVEN = Figures(lines=1000, loose=0.05, very_loose=0.002, tight=0.066, hyphenated=0.09, short=0.0,
               step=0.002, ladders=0, page_ends=0, runts=0)  # fmt: skip
"""Just what the bounds allow."""
UNEVEN = Figures(lines=1040, loose=0.448, very_loose=0.145, tight=0.014, hyphenated=0.249,
                 short=0.004, step=0.034, ladders=14, page_ends=6, runts=21)  # fmt: skip


def own(**changes: str | float) -> Setting:
    """A publication's text in the setting that is asked for."""
    first, *_ = settings("tiny")
    return replace(first, **changes)  # type: ignore[arg-type]


def both(setting: Setting, first: Figures, total: Figures) -> dict[Setting, Told]:
    """A setting, first-fit in 2 s and 100 MB, total-fit in 2.3 s and 121 MB."""
    return {
        setting: Told(figures=first, costs=figures(1.9, 2.0, 9.0)),
        replace(setting, way=TOTAL_FIT): Told(figures=total, costs=figures(2.3, peak=121.0)),
    }


def bounds(told: dict[Setting, Told]) -> list[list[str]]:
    """Each bound that is told, with its figures and what is said of it."""
    said = list(line_table.table(told))
    head = next(number for number, line in enumerate(said) if line.startswith("bound"))
    return [line.split("  ", 1) for line in said[head + 1 : -1]]


def test_figures_and_costs_are_told_a_row_a_setting() -> None:
    said = list(line_table.table(both(own(), UNEVEN, EVEN)))
    assert said[:4] == [
        "",
        "tiny, 112 mm, 9.5/13        lines   >1.4   >1.8  <0.85  broken  short   step  ladders"
        "  page ends  runts   CPU, s  peak, MB",
        "justified, first-fit        1,040   44.8  14.50    1.4    24.9   0.40   3.40       14"
        "          6     21     2.00       100",
        "justified, total-fit        1,000    5.0   0.20    6.6     9.0   0.00   0.20        0"
        "          0      0     2.30       121",
    ]


def test_bounds_of_justified_lines_are_reached_to_the_last_line() -> None:
    told = bounds(both(own(), UNEVEN, EVEN))
    assert [title for title, _ in told] == [
        f"tiny, justified: {what}"
        for what in ("loose lines", "very loose lines", "tight lines", "broken words", "ladders",
                     "words broken over a page's end", "runts", "CPU to first-fit's",
                     "peak memory to first-fit's")
    ]  # fmt: skip
    assert [" ".join(said.split()) for _, said in told] == [
        "5.00 % 5.00 % reached",
        "0.20 % 0.20 % reached",
        "6.60 % 6.60 % reached",
        "9.00 % 9.00 % reached",
        "0 0 reached",
        "0 0 reached",
        "0 0 reached",
        "1.15 x 1.15 x reached",
        "1.21 x 1.20 x not reached",
    ]


def test_bounds_that_are_not_reached_are_told_and_counted() -> None:
    told = both(own(), UNEVEN, UNEVEN)
    assert [said.split()[-2:] == ["not", "reached"] for _, said in bounds(told)] == [
        True, True, False, True, True, True, True, False, True
    ]  # fmt: skip
    assert list(line_table.table(told))[-1] == "2 of 9 bounds are reached"


def test_flush_left_lines_have_bounds_of_their_own() -> None:
    told = both(own(aligned=FLUSH_LEFT), UNEVEN, replace(UNEVEN, hyphenated=0.01, short=0.003))
    assert [(title.partition(": ")[2], " ".join(said.split())) for title, said in bounds(told)] == [
        ("broken words", "1.00 % 1.00 % reached"),
        ("short lines", "0.30 % 0.30 % reached"),
        ("step of the right edge", "3.40 % 3.30 % not reached"),
        ("CPU to first-fit's", "1.15 x 1.15 x reached"),
        ("peak memory to first-fit's", "1.21 x 1.20 x not reached"),
    ]


@pytest.mark.parametrize(
    ("first", "total", "said"),
    [(0.4, 0.2, "0.50 x 0.50 x reached"), (0.4, 0.22, "0.55 x 0.50 x not reached"),
     (0.0, 0.0, "0.00 x 0.50 x reached"), (0.0, 0.1, "1.00 x 0.50 x not reached")],
)  # fmt: skip
def test_narrow_lines_are_held_against_the_engines(first: float, total: float, said: str) -> None:
    told = both(own(variant="85 mm", measure=85), replace(UNEVEN, loose=first),
                replace(EVEN, loose=total))  # fmt: skip
    ((title, numbers),) = bounds(told)
    assert title == "tiny, 85 mm: loose lines to first-fit's"
    assert " ".join(numbers.split()) == said


def test_each_text_is_set_in_four_ways_and_narrow_both_ways() -> None:
    asked = settings("tiny")
    assert len(set(asked)) == len(asked)
    assert [one.text for one in asked if one.way == FIRST_FIT and one.aligned == FLUSH_LEFT] == [
        "tiny", *(text.name for text in TEXTS)
    ]  # fmt: skip
    for first, total in zip(asked[::2], asked[1::2], strict=True):
        assert first.way == FIRST_FIT
        assert total == replace(first, way=TOTAL_FIT)
    narrow = {(one.text, one.variant) for one in asked if one.narrow}
    assert {text for text, variant in narrow if not variant} == {"wonderland"}
    assert {text for text, variant in narrow if variant == "85 mm"} == {
        "tiny", "persuasion", "workshop"
    }  # fmt: skip
    assert {text for text, variant in narrow if variant == "12/16 pt"} == {
        "tiny", *(text.name for text in TEXTS)
    }  # fmt: skip


def test_the_style_asks_for_what_the_setting_says() -> None:
    style = set_one.style(own(way=TOTAL_FIT))
    assert "text-align:justify" in style
    assert "--line-breaking:total-fit" in style
    assert "--protrusion:1" in style
    assert "size:152mm 210mm" in style
    assert "--protrusion" not in set_one.style(own())
    assert "--protrusion" not in set_one.style(own(aligned=FLUSH_LEFT, way=TOTAL_FIT))


def test_settings_run_interleaved_and_variants_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def measured(command: Sequence[str], **_: object) -> Measured:
        module, root, name, folder, *number = command[2:]
        assert (root, name) == (str(ROOT), "tiny")
        asked.append("".join(number) or module)
        for one in number:
            told = Path(folder) / f"{one}.json"
            told.write_text(json.dumps(asdict(EVEN)), encoding="utf-8")
        return Measured(wall=1.0, cpu=1.0, peak=50.0)

    monkeypatch.setattr(tools, "measured", measured)
    said = list(lines.report(ROOT, "tiny", runs=2))
    rows = settings("tiny")
    every = [str(number) for number in range(len(rows))]
    usual = [str(number) for number, one in enumerate(rows) if not one.variant]
    assert asked == ["press.bench.lines.prepare", *every, *usual]
    assert sum(line.startswith("justified, total-fit") for line in said) == 1 + len(TEXTS)
    assert "bounds are reached" in said[-1]


def test_no_runs_of_lines_are_refused() -> None:
    with pytest.raises(UsageError, match="nothing to measure"):
        list(lines.report(ROOT, "tiny", runs=0))


def test_a_publication_is_set_as_plain_paragraphs_of_its_running_text(checkout: Path) -> None:
    said = list(prepare.running(checkout, "tiny"))
    assert all(one.startswith('<p lang="en-GB">') for one in said)
    assert all(one.count("<") == 2 for one in said)
    whole = " ".join(said)
    assert "£290\u00a0–" in whole, "spaces that do not break stay"
    assert whole.count("We tried a raffle in which the first prize was a book.") == 1
    assert "Friends of Easthaven Library, Chair" not in whole


def test_a_text_is_set_and_leaves_its_figures(tmp_path: Path) -> None:
    text = "\n".join(paragraphs(TEXTS[0])[:12])
    (tmp_path / "persuasion.html").write_text(text, encoding="utf-8")
    first = next(one for one in settings("tiny") if one.text == "persuasion")
    assert (first.aligned, first.way) == (JUSTIFIED, FIRST_FIT)
    told = []
    for number, setting in enumerate([first, replace(first, way=TOTAL_FIT)]):
        set_one.set_one(ROOT, tmp_path, number, setting)
        assert (tmp_path / f"{number}.pdf").read_bytes().startswith(b"%PDF")
        told.append(Figures(**json.loads((tmp_path / f"{number}.json").read_text("utf-8"))))
    engine, ours = told
    assert 100 < ours.lines <= engine.lines
    assert engine.loose > 0.3
    assert ours.loose < engine.loose / 2
    assert ours.hyphenated < engine.hyphenated
