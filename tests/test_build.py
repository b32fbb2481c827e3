"""The run: what is published, what is refused, and what an editor at the desk is told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from press import build, output, show, works
from press.editions import BUNDLES
from press.errors import ContentError, FindingsError, LockedError, Problems, UsageError
from press.proofreading import GUARDS, Copy, copy_findings
from tests.conftest import REPOSITORY, Editions, change

LAMPS = "manuscript/tiny/essays/lamps.md"
SHELVES = "manuscript/tiny/essays/shelves.md"
ORDER = "manuscript/tiny/publication.yaml"
RESERVE = "  reserve: Nobody has ever asked me for a quieter library."


def standing(root: Path) -> dict[str, bytes]:
    """Everything in output/ but the locks, and the store, which keeps what a failed run parsed."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted((root / "output").rglob("*"))
        if path.is_file() and not {".locks", ".store"} & set(path.parts)
    }


def put_an_old_edition(root: Path) -> dict[str, bytes]:
    for name in ("print", "screen"):
        with output.edition(root, "tiny", name) as draft:
            draft.write(f"tiny-{name}.pdf", b"the edition that stood")
            draft.publish()
    return standing(root)


# Publishing


def test_an_edition_is_published_where_it_belongs(checkout: Path, editions: Editions) -> None:
    told: list[str] = []
    (outcome,) = build.publish(
        checkout, "tiny", "screen", progress=lambda step, _done, _of: told.append(step)
    )
    assert (outcome.edition, outcome.extent, outcome.pages) == ("screen", 24, 19)
    assert outcome.findings == ()
    assert outcome.path == checkout / "output/tiny/screen/tiny-screen.pdf"
    assert standing(checkout) == {
        "output/tiny/screen/tiny-screen.pdf": editions("tiny", "screen").made.content
    }
    assert told[0].startswith("setting cover")
    assert told[-1] == "checking"


def test_a_fault_in_the_text_leaves_the_old_edition(checkout: Path) -> None:
    old = put_an_old_edition(checkout)
    change(checkout / LAMPS, "There were failures.", "There were <b>failures.")
    with pytest.raises(ContentError):
        list(build.publish(checkout, "tiny"))
    assert standing(checkout) == old


def test_a_quote_that_drifts_leaves_the_old_edition(checkout: Path) -> None:
    old = put_an_old_edition(checkout)
    change(checkout / SHELVES, RESERVE, "  reserve: Nobody asked.")
    with pytest.raises(FindingsError, match="quote-drifts"):
        list(build.publish(checkout, "tiny"))
    assert standing(checkout) == old


def test_a_fault_on_the_finished_pages_leaves_the_old_edition(checkout: Path) -> None:
    old = put_an_old_edition(checkout)
    spoil_the_contents(checkout)
    with pytest.raises(Problems) as caught:
        list(build.publish(checkout, "tiny", "screen"))
    assert standing(checkout) == old
    assert any("contents-folio" in error.message for error in caught.value.errors)
    assert caught.value.exit_code == 1


def spoil_the_contents(checkout: Path) -> None:
    """Give tiny a layout whose contents print each folio one too high."""
    templates = checkout / "layouts" / "spoilt" / "templates"
    templates.mkdir(parents=True)
    (templates.parent / "layout.yaml").write_text("extends: ignite\n", encoding="utf-8")
    shutil.copy(checkout / "layouts/ignite/templates/contents.html", templates)
    change(
        templates / "contents.html",
        "learned.folio(entry.slug)",
        "(learned.folio(entry.slug) or 0) + 1",
    )
    change(checkout / ORDER, "layout: ignite", "layout: spoilt")


def test_contents_that_leave_an_essay_out_are_never_published(checkout: Path) -> None:
    spoil_the_contents(checkout)
    contents = checkout / "layouts/spoilt/templates/contents.html"
    text = contents.read_text(encoding="utf-8").replace("(learned.folio(entry.slug) or 0) + 1",
                                                        "learned.folio(entry.slug)")  # fmt: skip
    contents.write_text(
        text.replace("in book.contents %}", 'in book.contents if entry.slug != "shelves" %}'),
        encoding="utf-8",
    )
    with pytest.raises((FindingsError, Problems), match="contents-missing") as caught:
        list(build.publish(checkout, "tiny", "print"))
    (error, *_) = [one for one in caught.value.errors if "contents-missing" in one.message]
    assert str(error).startswith(f"{SHELVES}:3: error: contents-missing: the contents lack")
    assert standing(checkout) == {}


def test_the_errors_of_a_stage_are_told_together_in_their_order(checkout: Path) -> None:
    change(checkout / SHELVES, "So we drew lots.", "So we drew <i>lots</i>.")
    change(checkout / LAMPS, "There were failures.", "There were `failures`.")
    change(checkout / "manuscript/tiny/front/about.md", "kind: about", "kind: abut")
    with pytest.raises(Problems) as caught:
        list(build.publish(checkout, "tiny"))
    files = [error.place.file for error in caught.value.errors if error.place]
    assert files == sorted(files)
    assert set(files) == {LAMPS, SHELVES, "manuscript/tiny/front/about.md"}


def test_findings_are_told_together(checkout: Path) -> None:
    change(checkout / SHELVES, RESERVE, "  reserve: Nobody asked.")
    change(checkout / "manuscript/tiny/back/back-cover.yaml", "look after it", "look for it")
    change(checkout / LAMPS, "A bill is", "A bill (單) is")
    with pytest.raises(Problems) as caught:
        list(build.publish(checkout, "tiny"))
    codes = [error.message.split(":")[0] for error in caught.value.errors]
    assert sorted(codes) == ["glyph-missing", "quote-drifts", "quote-drifts"]


@pytest.mark.parametrize(
    ("publication", "edition", "hint"),
    [
        ("tinny", None, "tiny"),
        ("tiny", "prnt", "print"),
        ("tiny", "audio", "known: epub, large-print, offprints, print, screen, text"),
    ],
)
def test_what_does_not_exist_is_told_with_what_does(
    checkout: Path, publication: str, edition: str | None, hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        list(build.publish(checkout, publication, edition))
    assert hint in caught.value.hint


def test_a_second_run_of_the_same_edition_is_told_to_wait(checkout: Path) -> None:
    with output.edition(checkout, "tiny", "print"), pytest.raises(LockedError):
        list(build.publish(checkout, "tiny", "print"))


def test_the_contents_are_told_as_the_pages_have_them(checkout: Path) -> None:
    assert [" ".join(line.split()) for line in show.contents(checkout, "tiny")] == [
        "6 A light: left on (Wilhelmina Quill, Easthaven Town Council; "
        "Barnaby Inkpen OBE, Friends of Easthaven Library)",
        "8 Introduction (Perpetua Shelf, Easthaven Library)",
        "10 1. Who pays for the lamps: evening hours in Easthaven "
        "(Barnaby Inkpen OBE, Friends of Easthaven Library)",
        "14 2. Who chooses the books: a jury in the reading room "
        "(Perpetua Shelf, Easthaven Library)",
        "18 3. Some cautions: before you copy us (Dr Ambrose Lantern, Easthaven College)",
    ]


OTHERS = sorted(
    path.parent.name
    for path in (REPOSITORY / "manuscript").glob("*/publication.yaml")
    if path.parent.name != "ignite"  # asked at length in test_ignite.py
)


@pytest.mark.parametrize("name", OTHERS)
def test_every_publication_passes_its_own_checks(name: str) -> None:
    work = works.load(REPOSITORY, name)
    assert copy_findings(Copy(book=work.book, faces=work.faces), GUARDS) == []
    for edition in work.order.publication.editions:
        if edition not in works.paged(work.order):
            assert build.read_back(work, build.bundle(work, edition)) == []
            continue
        made = build.make(work, edition)
        assert build.findings(work, made) == [], edition
        assert made.extent % work.order.physical(edition).extent_step == 0


def test_no_format_goes_out_unchecked() -> None:
    assert build.HELD.keys() == BUNDLES.keys()


# The desk


@pytest.fixture
def desk(checkout: Path) -> Path:
    """A checkout with the press in it, as an editor has it."""
    shutil.copytree(
        REPOSITORY / "press", checkout / "press", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(REPOSITORY / "tasks.py", checkout)
    return checkout


def invoke(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "invoke", *words],
        cwd=root,
        env={**os.environ, "PYTHONWARNINGS": "error", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def errors_of(run: subprocess.CompletedProcess[str]) -> list[str]:
    """What was said besides progress."""
    return [line for line in run.stderr.splitlines() if not line.startswith("press: ")]


def test_an_editors_mistake_is_one_line_and_exit_1(desk: Path) -> None:
    old = put_an_old_edition(desk)
    change(desk / LAMPS, "There were failures.", "There were <b>failures.")
    run = invoke(desk, "pdf", "-p", "tiny")
    (line,) = errors_of(run)
    assert line.startswith(f"{LAMPS}:19: error: ")
    assert "; " in line, "the line ends with what to do"
    assert run.returncode == 1
    assert run.stdout == ""
    assert standing(desk) == old


def test_a_finding_is_one_line_and_exit_1(desk: Path) -> None:
    change(desk / SHELVES, RESERVE, "  reserve: Nobody asked.")
    run = invoke(desk, "pdf", "-p", "tiny")
    (line,) = errors_of(run)
    assert line.startswith(
        f"{SHELVES}:14: error: quote-drifts: the pull quote “reserve” does not stand"
    )
    assert run.returncode == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("-p", "tinny"),
            "error: there is no publication “tinny” in manuscript/; did you mean “tiny”?",
        ),
        (("-p", "tiny", "-e", "prin"), "error: tiny has no edition “prin”; did you mean “print”?"),
    ],
)
def test_asking_for_what_does_not_exist_is_one_line_and_exit_2(
    desk: Path, words: tuple[str, ...], said: str
) -> None:
    run = invoke(desk, "pdf", *words)
    assert errors_of(run) == [said]
    assert run.returncode == 2


def test_the_cover_of_a_stitched_booklet_is_one_line_and_exit_2(desk: Path) -> None:
    run = invoke(desk, "cover", "-p", "tiny")
    (line,) = errors_of(run)
    assert line.startswith(f"{ORDER}:")
    assert "a stitched booklet has no spine" in line
    assert (run.returncode, run.stdout) == (2, "")


def test_the_enquiry_is_printed_for_whoever_asks(desk: Path) -> None:
    run = invoke(desk, "spec", "-p", "tiny")
    assert errors_of(run) == []
    assert "Finished size       148 × 210 mm, A5 portrait\n" in run.stdout
    assert run.stdout.endswith("output/tiny/print/tiny-spec.pdf\n")
    assert (desk / "output/tiny/print/tiny-spec.pdf").is_file()


def test_the_tasks_are_told_in_words(desk: Path) -> None:
    listed = invoke(desk, "--list").stdout
    names = (
        *("pdf", "contents", "pages", "flatplan", "imposed", "spec", "cover", "doctor", "schema"),
        *("pictures", "clean", "test", "check.all (check)", "bench.costs (bench)", "bench.lines"),
    )
    for name in names:
        assert f"  {name} " in listed
    helped = invoke(desk, "pdf", "--help").stdout
    assert "-p" in helped
    assert "-e" in helped
    assert "the publication, a folder in manuscript/" in " ".join(helped.split())


def test_the_desk_tells_how_evenly_lines_are_set(desk: Path) -> None:
    run = invoke(desk, "pages", "-p", "tiny", "--lines", "--worst", "2")
    assert run.returncode == 0, run.stderr
    said = run.stdout.splitlines()
    assert said[0] == "tiny, edition print: the lines of running text"
    assert any(line.startswith("all ") for line in said)
    assert sum("  manuscript/tiny/" in line for line in said[-2:]) == 2


@pytest.mark.parametrize("task", ["bench", "bench.costs", "bench.lines"])
def test_a_bench_of_no_runs_is_one_line_and_exit_2(desk: Path, task: str) -> None:
    run = invoke(desk, task, "--runs", "0")
    (line,) = errors_of(run)
    assert line.startswith("error: there is nothing to measure in no runs; ask for --runs")
    assert run.returncode == 2
