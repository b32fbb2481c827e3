"""What is run, each in a process of its own, one after the other and then all over again.

This process stays small and imports no room that makes pages: a child's peak of memory counts what
its parent held when it was started.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from press import tools
from press.bench.table import (
    ALL,
    ALONE,
    CHECKED,
    EDITED,
    FULL,
    GUARDED,
    LIST,
    PLAIN,
    PREFLIGHT,
    STANDS,
    table,
)
from press.errors import UsageError
from press.tools import Measured

LONGEST = 300.0
"""Seconds that one run may take."""
PLAIN_RUN = """
import json, os, sys
from pathlib import Path
import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse

folder = Path(sys.argv[1])
told = json.loads((folder / "told.json").read_text("utf-8"))

class Assets(URLFetcher):
    def fetch(self, url, headers=None):
        file, media = told["assets"][url]
        return URLFetcherResponse(
            url, body=(folder / file).read_bytes(), headers={"Content-Type": media} if media else {}
        )

fetcher = Assets()
fonts = weasyprint.text.fonts.FontConfiguration()
base = {"base_url": told["base"], "url_fetcher": fetcher}
sheets = [weasyprint.CSS(string=sheet, font_config=fonts, **base) for sheet in told["sheets"]]
page = weasyprint.HTML(string=(folder / "book.html").read_text("utf-8"), **base)
page.write_pdf(folder / "plain.pdf", stylesheets=sheets, font_config=fonts, **told["options"])
"""
"""The engine used as its own documentation uses it.

A text and no module: it imports nothing of the press, and the press nothing of the engine here.
"""

ALONE_RUN = """
import sys
from pathlib import Path
from press import build, works

root, name, edition, folder = sys.argv[1:]
made = build.make(works.load(Path(root), name), edition)
(Path(folder) / "alone.pdf").write_bytes(made.content)
"""
"""One edition, unchecked and unpublished; a module here would load these measurements as well."""

ALL_RUN = """
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from press import build, works
from press.store import Store

root, name = Path(sys.argv[1]), sys.argv[2]
with TemporaryDirectory() as nothing:
    work = works.load(root, name, store=Store(Path(nothing)))
    bundles = {}
    editions = list(work.order.publication.editions)
    for number, edition in enumerate(editions, start=1):
        if edition in works.paged(work.order):
            build.make(work, edition, others=editions[number:])
        else:
            bundles[edition] = build.bundle(work, edition, made=bundles)
"""
"""Every edition, from nothing but what the others have set; unchecked and unpublished."""

CHECKED_RUN = (
    ALONE_RUN
    + """
from press.proofreading import judged
from press.proofreading.families import FAMILIES
from press.proofreading.style import spelling

work = works.load(Path(root), name)
copy, proof = build.copy_of(work), build.proof(work, made)
for family in FAMILIES.values():
    judged([rule for rule in family.copy if rule not in spelling.COPY], copy)
    judged(family.proof, proof)
"""
)
"""The same, and every check of it but spelling, which asks dictionaries and an outside program."""

PREFLIGHT_RUN = (
    ALONE_RUN
    + """
from press import preflight

work = works.load(Path(root), name)
facts = work.order.edition(edition)
preflight.findings(preflight.delivery(made.content, edition=facts, faces=work.faces))
"""
)
"""The same, and all that preflight asks of it, whatever it then says; programs count too."""


EDIT = """
import os, sys
from pathlib import Path

root, name, edition = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
essay = max((root / "manuscript" / name).rglob("*.md"), key=lambda file: file.stat().st_size)
words = essay.read_text("utf-8").partition("\\n\\nThis is run ")[0]
essay.write_text(f"{words}\\n\\nThis is run {os.getpid()}.\\n", "utf-8")
"""
"""One more paragraph in the longest section, another one in each run."""

GUARDED_RUN = (
    EDIT
    + """
from dataclasses import replace
from press import build, works
from press.store import Store

work = works.load(root, name)
made, warm = build.make(work, edition), replace(work, store=Store(root))
build.findings(warm, made)
build.preflight_findings(warm, made)
"""
)
"""That section edited, all set, and what guards publishing, with what was kept of other pages."""

EDITED_RUN = (
    EDIT
    + """
from press import renew

list(renew.publish(root, name, edition))
"""
)
"""That section edited, and the edition published, with all that was kept."""


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
    if runs < 1:
        raise UsageError("there is nothing to measure in no runs", hint="ask for --runs 5")
    measured: dict[str, list[Measured]] = {}
    with tempfile.TemporaryDirectory(prefix="press-bench-") as folder:
        prepare = [sys.executable, "-m", "press.bench.prepare", str(root), name, edition, folder]
        tools.measured(prepare, folder=root, timeout=LONGEST)
        first = [sys.executable, "-c", EDITED_RUN, f"{folder}/root", name, edition]
        tools.measured(first, folder=root, timeout=LONGEST)
        for _ in range(runs):
            for what, command in _commands(root, name, edition, folder).items():
                figures = tools.measured(
                    command, folder=root, timeout=LONGEST, surroundings=_surroundings(root)
                )
                measured.setdefault(what, []).append(figures)
    yield f"{name}, edition {edition}: {runs} runs of each, interleaved; median (least to most)"
    yield from table(measured)


def _commands(root: Path, name: str, edition: str, folder: str) -> dict[str, list[str]]:
    invoke = [sys.executable, "-m", "invoke"]
    return {
        PLAIN: [sys.executable, "-c", PLAIN_RUN, folder],
        ALONE: [sys.executable, "-c", ALONE_RUN, str(root), name, edition, folder],
        ALL: [sys.executable, "-c", ALL_RUN, str(root), name],
        CHECKED: [sys.executable, "-c", CHECKED_RUN, str(root), name, edition, folder],
        PREFLIGHT: [sys.executable, "-c", PREFLIGHT_RUN, str(root), name, edition, folder],
        GUARDED: [sys.executable, "-c", GUARDED_RUN, f"{folder}/root", name, edition],
        FULL: [*invoke, "pdf", "-p", name, "-e", edition, "--afresh"],
        EDITED: [sys.executable, "-c", EDITED_RUN, f"{folder}/root", name, edition],
        STANDS: [*invoke, "pdf", "-p", name, "-e", edition],
        LIST: [*invoke, "--list"],
    }


def _surroundings(root: Path) -> Mapping[str, str]:
    """The fonts of the machine are hidden from the plain run as from the press."""
    return {"FONTCONFIG_FILE": str(root / "press" / "pages" / "fonts.conf")}
