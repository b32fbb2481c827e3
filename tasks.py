"""The desk: what an editor, a designer or a machine may ask of the press.

Each task parses the request, calls the press and tells what came. There is no logic here.
"""

from __future__ import annotations

import io
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from invoke import Collection, Context, Exit, task

ROOT = Path(__file__).resolve().parent
PUBLICATION = "the publication, a folder in manuscript/ (the first one when not said)"
EDITION = "the edition, as publication.yaml names it (all when not said)"
AFRESH = "make it even where nothing has changed"


@contextmanager
def _told() -> Iterator[None]:
    """Show what stopped the run in one line each, and exit as it says."""
    from press.errors import PressError

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may know no curly quotes
    try:
        yield
    except PressError as error:
        print(error, file=sys.stderr)
        raise Exit(code=error.exit_code) from error
    except KeyboardInterrupt:
        print("error: stopped by hand; the editions in output/ stand", file=sys.stderr)
        raise Exit(code=130) from None


def _say(line: object) -> None:
    """Print a line of the answer, and say so when nobody takes it."""
    from press.errors import MachineError

    try:
        print(line, flush=True)
    except OSError as error:
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())  # else Python complains at its end
        reason = (error.strerror or str(error)).lower()
        raise MachineError(
            f"the answer cannot be written: {reason}", hint="see where the output is sent"
        ) from error


def _name(asked: str | None) -> str:
    from press.names import names

    return asked or next(iter(names(ROOT)), "")


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar in a terminal; a plain line a stage when piped."""
    if not sys.stderr.isatty():
        told: list[str] = []

        def line(step: str, _done: int, _of: int) -> None:
            stage = step.split(" ", 1)[0]
            if stage not in told[-1:]:
                told.append(stage)
                print(f"press: {step}", file=sys.stderr, flush=True)

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn())
    console = Console(stderr=True)
    # Without a thread that draws: processes that set pages are not forked among threads.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bars:
        bar = bars.add_task("reading", total=1)
        yield lambda step, done, of: bars.update(
            bar, description=step, completed=done, total=of, refresh=True
        )


def _took(made: Any) -> str:
    """How long an edition took, or that it stands."""
    return "stands; nothing has changed" if made.stood else f"{made.seconds:.1f} s"


@task(help={"publication": PUBLICATION, "edition": EDITION, "afresh": AFRESH})
def pdf(
    _: Context,
    publication: str | None = None,
    edition: str | None = None,
    afresh: bool = False,
) -> None:
    """Make the booklet: every edition's PDF, checked and published under output/.

    invoke pdf                 the print, the screen and the large-print edition
    invoke pdf -e large-print  one of them
    invoke pdf --afresh        all of them, also those that stand because nothing has changed
    """
    from press import renew

    with _told(), _progress() as progress:
        name = _name(publication)
        for made in renew.publish(ROOT, name, edition, afresh=afresh, progress=progress):
            path = made.path.relative_to(ROOT)
            left_out = made.extent - made.pages
            extent = (
                f"{made.extent} pages"
                if not left_out
                else (
                    f"{made.pages} pages ({left_out} of {made.extent} carry no words and stay out)"
                )
            )
            _say(f"{path}  {extent}  {_took(made)}")


def _publish(
    publication: str | None, form: str, afresh: bool, tell: Callable[[Any], list[str]]
) -> None:
    from press import renew

    with _told(), _progress() as progress:
        name = _name(publication)
        for made in renew.publish(ROOT, name, form=form, afresh=afresh, progress=progress):
            for line in tell(made):
                _say(line)


def _each_file(made: Any) -> list[str]:
    files = [str(path.relative_to(ROOT)) for path in made.files]
    return [*files, f"{len(files)} files  {_took(made)}"]


def _size(made: Any) -> list[str]:
    size = made.path.stat().st_size / 1000
    return [f"{made.path.relative_to(ROOT)}  {size:,.0f} kB  {_took(made)}"]


def _count(made: Any) -> list[str]:
    return [f"{made.path.relative_to(ROOT)}  {len(made.files)} files  {_took(made)}"]


@task(help={"publication": PUBLICATION, "afresh": AFRESH})
def epub(_: Context, publication: str | None = None, afresh: bool = False) -> None:
    """Make the EPUB: reflowable, with the print edition's pages marked, checked and published."""
    _publish(publication, "epub", afresh, _size)


@task(help={"publication": PUBLICATION, "afresh": AFRESH})
def offprints(_: Context, publication: str | None = None, afresh: bool = False) -> None:
    """Make each essay's own PDF, with its pages, its folios and how it is cited."""
    _publish(publication, "offprints", afresh, _each_file)


@task(help={"publication": PUBLICATION, "afresh": AFRESH})
def text(_: Context, publication: str | None = None, afresh: bool = False) -> None:
    """Make the words alone, as plain text and as Markdown, for reuse and quotation."""
    _publish(publication, "text", afresh, _each_file)


@task(help={"publication": PUBLICATION, "afresh": AFRESH})
def html(_: Context, publication: str | None = None, afresh: bool = False) -> None:
    """Make the web edition: a folder of pages to open in a browser or to put on a server."""
    _publish(publication, "web", afresh, _count)


@task(help={"publication": PUBLICATION})
def contents(_: Context, publication: str | None = None) -> None:
    """Print the contents as the finished pages have them."""
    from press import show

    with _told(), _progress() as progress:
        for line in show.contents(ROOT, _name(publication), progress=progress):
            _say(line)


@task(
    help={
        "publication": PUBLICATION,
        "edition": "the edition, as publication.yaml names it (the first one when not said)",
        "lines": "tell how evenly the lines are set, and the worst of them, with their places",
        "worst": "how many of the loosest and of the shortest lines are told",
    }
)
def pages(
    _: Context,
    publication: str | None = None,
    edition: str | None = None,
    lines: bool = False,
    worst: int = 10,
) -> None:
    """Print what stands on which page; with --lines, how evenly the lines are set.

    invoke pages --lines             figures of each section, the ten loosest and shortest lines
    invoke pages --lines --worst 30  thirty of each
    """
    from press import show

    with _told(), _progress() as progress:
        name = _name(publication)
        told = (
            show.lines(ROOT, name, edition, worst=worst, progress=progress)
            if lines
            else show.pages(ROOT, name, edition, progress=progress)
        )
        for line in told:
            _say(line)


@task(help={"publication": PUBLICATION, "edition": EDITION})
def flatplan(_: Context, publication: str | None = None, edition: str | None = None) -> None:
    """Make one picture of all spreads, output/PUBLICATION/flatplan.png."""
    from press import show

    with _told(), _progress() as progress:
        path = show.flatplan(ROOT, _name(publication), edition, progress=progress)
        _say(path.relative_to(ROOT))


@task(
    help={
        "publication": PUBLICATION,
        "edition": "the edition that is shown first (the first one that is pages when not said)",
        "port": "where it is served (any that is free when not said)",
        "open": "open the browser; --no-open only tells the address",
        "editor": "an address that opens a file at its line: vscode://file/{path}:{line}",
    }
)
def watch(
    _: Context,
    publication: str | None = None,
    edition: str | None = None,
    port: int = 0,
    open: bool = True,  # noqa: A002 (the flag's name)
    editor: str = "",
) -> None:
    """Lay the book on the light table: its spreads in the browser, live while you save files.

    The pages of the section that changed are there first, then all others, then what the checks
    say. The last good pages stay where something is wrong. Press ? in the browser for its keys,
    and Ctrl-C here to put the light out. Only this machine can see it.
    """
    import webbrowser

    from press import light_table

    def served(address: str) -> None:
        _say(f"{address}  Ctrl-C puts the light out")
        if open:
            webbrowser.open(address)

    with _told(), suppress(KeyboardInterrupt):
        light_table.watch(ROOT, _name(publication), edition, port=port, editor=editor, told=served)


@task(
    help={
        "publication": PUBLICATION,
        "edition": "the print edition, as publication.yaml names it (the first one when not said)",
        "sheet": "the printer's sheet: A3, SRA3, SRA2, ... (the smallest that fits when not said)",
        "office": "for an office printer: two pages a side of A4, without marks and bleed",
        "spreads": "for approval on the screen: pages side by side as the reader turns them",
    }
)
def imposed(
    _: Context,
    publication: str | None = None,
    edition: str | None = None,
    sheet: str = "",
    office: bool = False,
    spreads: bool = False,
) -> None:
    """Make sheets to fold into a booklet: for the printer, or --office, or --spreads.

    Without a flag, printer's spreads for saddle-stitching: two pages a side in the order in which
    the folded sheets are read, with bleed, creep, crop, fold and registration marks.
    The files stand beside the print edition, which is made anew with them.
    --office and --spreads may be asked for together, and --sheet asks for the printer's too.
    """
    from press import impose

    flags = {
        "imposed": bool(sheet) or not (office or spreads),
        "office": office,
        "spreads": spreads,
    }
    forms = [form for form, asked in flags.items() if asked]
    with _told(), _progress() as progress:
        made = impose.publish(
            ROOT, _name(publication), edition, forms=forms, sheet=sheet, progress=progress
        )
        for path, told in made:
            _say(f"{path.relative_to(ROOT)}  {told}")


PRINTED = "the edition that is printed (the first one when not said)"


@task(help={"publication": PUBLICATION, "edition": PRINTED})
def spec(_: Context, publication: str | None = None, edition: str | None = None) -> None:
    """Print what to ask a printer for, and write it as a page: PUBLICATION-spec.pdf.

    The facts are those of the edition in publication.yaml, the extent is that of the pages as they
    are set now. What publication.yaml does not say is to be agreed, with the key that will say it;
    manuscript/README.md has a table of all keys. The page is in output/PUBLICATION/EDITION/ until
    the edition is made anew.
    """
    from press import printer

    with _told(), _progress() as progress:
        for line in printer.spec(ROOT, _name(publication), edition, progress=progress):
            _say(line)


@task(help={"publication": PUBLICATION, "edition": PRINTED})
def cover(_: Context, publication: str | None = None, edition: str | None = None) -> None:
    """Make the cover of a bound book, back, spine and front flat: PUBLICATION-cover.pdf.

    For an edition with `binding: perfect-bound` and the `thickness:` of a leaf. The spine is as
    wide as the inner leaves are thick together; it has its line where it is at least 5 mm wide and
    the line clears the safe area. The second page is the inside. A stitched booklet has no spine,
    and its cover is in the print file: exit 2. The cover is in output/PUBLICATION/EDITION/ until
    the edition is made anew.
    """
    from press import printer

    with _told(), _progress() as progress:
        for line in printer.cover(ROOT, _name(publication), edition, progress=progress):
            _say(line)


@task
def doctor(_: Context) -> None:
    """Say what is installed, and what it means when something is not."""
    from press import tools

    with _told():
        for title, found in tools.survey().items():
            _say(title)
            for one in found:
                told = one.version or f"absent: {one.meaning}; {one.remedy}"
                _say(f"  {one.name:<22} {told}")


@task
def schema(_: Context) -> None:
    """Write the schemas that complete an editor's typing to manuscript/schemas/."""
    from press import upkeep

    with _told():
        for path in upkeep.write_schemas(ROOT):
            _say(path.relative_to(ROOT))


@task
def pictures(_: Context) -> None:
    """Cut the specimen's pairs out of its pages, for layouts/README.md."""
    from press import upkeep

    with _told():
        for path in upkeep.write_pictures(ROOT):
            _say(path.relative_to(ROOT))


@task(help={"publication": PUBLICATION})
def clean(_: Context, publication: str | None = None) -> None:
    """Remove what was made: one publication's editions, or all of output/."""
    from press import output

    with _told():
        for path in output.clean(ROOT, publication):
            _say(f"removed {path.relative_to(ROOT)}")


RUNS = "how often each is measured; the medians are told"
MEASURED = "the edition of pages that is measured, as publication.yaml names it"


@task(
    name="costs",
    default=True,
    help={"publication": PUBLICATION, "edition": MEASURED, "runs": RUNS},
)
def bench_costs(
    _: Context, publication: str | None = None, edition: str = "screen", runs: int = 5
) -> None:
    """Measure the press against one plain run of the engine, interleaved.

    The edition from nothing, with its checks, after one essay was edited, and when nothing was;
    then warm: on the light table, and published again by one process. A bound that is not reached
    is told and fails nothing. It takes some minutes.

    invoke bench           the screen edition
    invoke bench -e print  the print edition, its preflight included
    invoke bench.long      sixteen times the text
    """
    from press import bench as measure

    with _told():
        for line in measure.report(ROOT, _name(publication), edition, runs=runs):
            _say(line)


@task(
    name="long",
    help={"publication": PUBLICATION, "edition": MEASURED, "runs": RUNS},
)
def bench_long(
    _: Context, publication: str | None = None, edition: str = "screen", runs: int = 1
) -> None:
    """Measure a book of sixteen times the text, some 700 pages, against a plain run of the engine.

    The publication's numbered sections are repeated, in other words each time. It is made from
    nothing by a process a core, with all that guards publishing, then again after one section was
    edited. Every run takes a minute or two, and the making ready as much again.
    """
    from press import bench as measure

    with _told():
        for line in measure.report_long(ROOT, _name(publication), edition, runs=runs):
            _say(line)


@task(name="lines", help={"publication": PUBLICATION, "runs": RUNS})
def bench_lines(_: Context, publication: str | None = None, runs: int = 3) -> None:
    """Measure how even the lines are, and what they cost, beside the engine's own.

    The publication's running text and the three texts of press/bench/texts are set justified and
    flush left, first-fit and total-fit; then narrow and in large print. A bound that is not
    reached is told and fails nothing. It takes some minutes.
    """
    from press import bench as measure

    with _told():
        for line in measure.lines.report(ROOT, _name(publication), runs=runs):
            _say(line)


FAMILIES = {
    "pull-quotes": "Hold every pull quote against the text it is taken from.",
    "contents": "Prove the contents on the finished pages.",
    "pages": "Read the finished pages as a proof-reader would.",
    "style": "Hold the text against the house style: spelling, names, dates, marks.",
    "links": "See that links lead somewhere.",
    "words": "See that every word of the manuscript stands on the pages, and no other.",
    "editions": "Hold the words of all editions against each other, section by section.",
    "length": "Tell words, pages and reading age of each section.",
}
"""The families of checks that can be asked for alone; press/proofreading has their rules."""

CHECK_HELP = {
    "publication": PUBLICATION,
    "edition": EDITION,
    "format": "text, json, sarif or junit",
    "output": "write to this file instead of the screen",
}


def _check(
    families: tuple[str, ...],
    publication: str | None,
    edition: str | None,
    form: str,
    file: str,
    *,
    online: bool = False,
) -> None:
    from press import check as checking
    from press import report

    with _told():
        write = report.chosen(form)
        with _progress() as progress:
            found = checking.check(
                ROOT, _name(publication), families, edition, online=online, progress=progress
            )
        if file:
            Path(file).write_text(write(found), encoding="utf-8")
            print(f"{file}: {report.counted(found.findings) or 'clean'}", file=sys.stderr)
        else:
            _say(write(found).rstrip("\n"))
        if not found.clean:
            raise Exit(code=1)


@task(
    name="all",
    default=True,
    help={
        **CHECK_HELP,
        "explain": "tell what a code means",
        "online": "ask addresses outside whether they answer",
    },
)
def check_all(
    _: Context,
    publication: str | None = None,
    edition: str | None = None,
    format: str = "text",  # noqa: A002 (the flag's name)
    output: str = "",
    explain: str = "",
    online: bool = False,
) -> None:
    """Check everything: quotes, contents, words, pages, style, links; exit 1 on a finding.

    Notices never change the exit code. A finding that is right as it stands is silenced in
    publication.yaml, with its code, its place and a reason.
    """
    if explain:
        from press import check as checking

        with _told():
            _say(checking.explain(explain))
        return
    _check((), publication, edition, format, output, online=online)


@task(
    name="access",
    help={
        "publication": PUBLICATION,
        "format": "text, json, html, sarif or junit",
        "output": "write to this file instead of the screen",
        "keep": "keep what was found in manuscript/PUBLICATION/access.yaml, for the statement",
    },
)
def check_access(
    _: Context,
    publication: str | None = None,
    format: str = "text",  # noqa: A002 (the flag's name)
    output: str = "",
    keep: bool = False,
) -> None:
    """Have the editions judged for accessibility, and write the statement; exit 1 on a finding.

    Judges: veraPDF of tagged PDFs, EPUBCheck and Ace of the EPUB, axe-core in Chromium and the Nu
    HTML Checker of the site; our own rules of contrast, headings, links, pictures and order.
    A judge who is absent makes “not checked”, never “passed”; `invoke doctor` says who is here.
    report.html, report.json and statement.html are written to output/PUBLICATION/access/.

    invoke check.access         a minute or two; nothing in manuscript/ is changed
    invoke check.access --keep  keeps what was found, for the accessibility page of the web edition:
                                look at the change, commit it, then make the site with invoke html
    """
    from press import audit, report

    with _told():
        write = audit.chosen(format)
        name = _name(publication)
        with _progress() as progress:
            found = audit.audit(ROOT, name, progress=progress)
        paths = audit.write(ROOT, name, found)
        paths += [audit.keep(ROOT, name, found)] if keep else []
        if output:
            Path(output).write_text(write(found), encoding="utf-8")
            print(f"{output}: {report.counted(found.report.findings) or 'clean'}", file=sys.stderr)
        else:
            _say(write(found).rstrip("\n"))
        for path in paths:
            print(f"press: {path.relative_to(ROOT)}", file=sys.stderr)
        if not found.report.clean:
            raise Exit(code=1)


@task
def guide(_: Context) -> None:
    """Write the guides to all codes, of press/proofreading and of press/preflight."""
    from press import check as checking

    with _told():
        for path, text in checking.guides().items():
            (ROOT / path).write_text(text, encoding="utf-8")
            _say(path)


@task(
    help={
        "publication": PUBLICATION,
        "edition": "the print edition, as publication.yaml names it (all when not said)",
        "file": "hold this file against the edition's order, instead of its own",
        "format": "text, json or html",
        "output": "write to this file instead of the screen",
        "explain": "tell what a code means",
    }
)
def preflight(
    _: Context,
    publication: str | None = None,
    edition: str | None = None,
    format: str = "text",  # noqa: A002 (the flag's name)
    output: str = "",
    file: str = "",
    explain: str = "",
) -> None:
    """Hold the finished print file against the order; exit 1 on a finding.

    The report, preflight.html and preflight.json, is written beside the file. These are our own
    checks; no free program certifies PDF/X.
    """
    from press import check as checking
    from press import handover

    with _told():
        if explain:
            _say(checking.explain(explain))
            return
        write = handover.chosen(format)
        given = Path(file).absolute() if file else None
        told = list(handover.preflights(ROOT, _name(publication), edition, file=given))
        text = "\n".join(write(one).rstrip("\n") for one in told) + "\n"
        if output:
            Path(output).write_text(text, encoding="utf-8")
        else:
            _say(text.rstrip("\n"))
        if not all(one.report.clean for one in told):
            raise Exit(code=1)


def _family(name: str, sentence: str) -> Any:
    def run(
        _: Context,
        publication: str | None = None,
        edition: str | None = None,
        format: str = "text",  # noqa: A002 (the flag's name)
        output: str = "",
    ) -> None:
        _check((name,), publication, edition, format, output)

    run.__doc__ = sentence
    return task(name=name, help=CHECK_HELP)(run)


PROOF = (
    ("format", "ruff format --check ."),
    ("lint", "ruff check ."),
    ("types", "mypy"),
    ("imports", "lint-imports"),
    ("dependencies", "deptry ."),
    ("tests", "pytest -n auto --dist loadfile"),  # a file by one process: it shares what it made
)


def _quoted(folder: Path, command: str) -> str:
    program, _, words = command.partition(" ")
    return f"{shlex.quote(str(folder / program))} {words}"


@task
def test(context: Context) -> None:
    """Run the whole proof: format, lint, types, imports, dependencies, tests."""
    binaries = Path(sys.executable).parent
    failed = []
    for name, command in PROOF:
        began = time.perf_counter()
        print(f"== {name}: {command}", flush=True)
        with context.cd(str(ROOT)):
            result: Any = context.run(_quoted(binaries, command), warn=True, pty=False)
        print(f"== {name}: {time.perf_counter() - began:.1f} s", flush=True)
        if not result.ok:
            failed.append(name)
    if failed:
        raise Exit(f"failed: {', '.join(failed)}", code=1)


check = Collection("check", check_all, check_access, guide)
for _name_of, _sentence in FAMILIES.items():
    check.add_task(_family(_name_of, _sentence))
bench = Collection("bench", bench_costs, bench_long, bench_lines)
namespace = Collection(
    pdf,
    epub,
    html,
    offprints,
    text,
    contents,
    pages,
    flatplan,
    watch,
    imposed,
    spec,
    cover,
    preflight,
    check,
    doctor,
    schema,
    pictures,
    clean,
    bench,
    test,
)
