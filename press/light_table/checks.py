"""The findings of a build: every family of rules, of the copy first, then of the finished pages.

They run in a fork of the worker, which has all that is set in its memory and is ended without harm
when somebody saves again. Where a process must not be forked they run in the worker itself.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from press import build
from press.editions.job import Made
from press.errors import PressError
from press.finding import Finding
from press.light_table.state import Note
from press.parts import SetLine
from press.proofreading import copy_findings, proof_findings, silences
from press.proofreading.families import FAMILIES
from press.works import Work

FORKS = sys.platform.startswith("linux")
"""Elsewhere the system's own libraries do not live through a fork."""
PAGE = re.compile(r"page (\d+)")
UNFINISHED = Note(
    weight="stop",
    code="",
    message="the checks ended before their time",
    remedy="save again, or run invoke check",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """On which page a line of a file stands, as the pages are now."""

    lines: Sequence[SetLine]
    files: Mapping[str, str]
    """Each file's section, by slug."""
    folios: Sequence[int] = ()
    """The folio of each page of the finished file."""

    def of_place(self, file: str, line: int | None) -> tuple[str, int | None, float | None]:
        """Section, folio and height from the trim's top of a line of a file."""
        section = self.files.get(file, "")
        if not section:
            return "", None, None
        own = [one for one in self.lines if one.section == section]
        before = [one for one in own if one.line is not None and one.line <= (line or 0)]
        if not before:  # the head of the file, or the whole of it
            return section, own[0].folio if own else None, None
        nearest = max(before, key=lambda one: (one.line or 0, -one.number))
        return section, nearest.folio, nearest.baseline


def note_of_error(error: PressError, where: Whereabouts) -> Note:
    """What stopped a build, as a note."""
    file = error.place.file if error.place else ""
    line = error.place.line if error.place else None
    section, folio, y = where.of_place(file, line)
    return Note(
        weight="stop",
        code="",
        message=error.message,
        remedy=error.hint,
        file=file,
        line=line,
        section=section,
        folio=folio,
        y=y,
    )


def note_of_bug(error: BaseException) -> Note:
    """A fault of the press itself, as a note: the table stays open."""
    return Note(
        weight="stop",
        code="",
        message=f"the press itself fails: {type(error).__name__}: {error}",
        remedy="report this with what was changed last",
    )


def note_of_finding(finding: Finding, where: Whereabouts) -> Note:
    """A finding as a note, beside its page."""
    file = finding.place.file if finding.place else ""
    line = finding.place.line if finding.place else None
    section, folio, y = where.of_place(file, line)
    said = PAGE.match(finding.page)
    if said and 0 < int(said[1]) <= len(where.folios):
        there = where.folios[int(said[1]) - 1]
        y = y if folio == there else None
        folio = there
    if folio is not None and not section:
        section = next((one.section for one in where.lines if one.folio == folio), "")
    return Note(
        weight=finding.severity.value,
        code=finding.code,
        message=finding.message,
        remedy=finding.remedy,
        file=file,
        line=line,
        section=section,
        folio=folio,
        y=y,
    )


def judged(work: Work, make: Callable[[], Made], lines: Sequence[SetLine]) -> Iterator[list[Note]]:
    """All notes so far, again and again, until all checks are through."""
    files = {chapter.section.file: chapter.slug for chapter in work.book.chapters}
    where = Whereabouts(lines=lines, files=files)
    found: list[Finding] = []

    def notes() -> list[Note]:
        left = silences.heard(found, work.order.publication.silences).findings
        return [note_of_finding(one, where) for one in left]

    made = make()
    where = Whereabouts(lines=lines, files=files, folios=made.folios)
    found += proof_findings(build.proof(work, made), FAMILIES)
    yield notes()
    found += copy_findings(build.copy_of(work), FAMILIES)
    yield notes()
    found += build.preflight_findings(work, made)
    yield notes()


def make_ready(work: Work, make: Callable[[], Made]) -> None:
    """Have at hand what checks read once, such as dictionaries; each fork would read it anew.

    What is wrong with it is told by the checks.
    """
    with suppress(Exception):
        copy_findings(build.copy_of(work), FAMILIES)
        build.proof(work, make())


class Fork:
    """Checks that run beside the worker."""

    def __init__(self, notes: Iterator[list[Note]], shut: Sequence[Connection]) -> None:
        """Begin.

        Args:
            notes: what is worked through, beside the worker.
            shut: connections of the worker, which are not this one's to hold open.
        """
        self.told, ours = Pipe(duplex=False)
        self.process = os.fork()
        if self.process == 0:
            _beside(notes, ours, [*shut, self.told])
        ours.close()

    def read(self) -> tuple[list[Note], bool] | None:
        """What was found so far and whether that is all; none when it ended before its time."""
        try:
            said: tuple[list[Note], bool] = self.told.recv()
        except EOFError:
            return None
        return said

    def end(self) -> None:
        """End it, wherever it is."""
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.process, 0)
        self.told.close()


def _beside(notes: Iterator[list[Note]], told: Connection, shut: Sequence[Connection]) -> Any:
    """The fork's whole life; it never returns into the worker's."""
    status = 1
    try:
        for one in shut:
            one.close()
        held: list[Note] = []
        try:
            for held in notes:
                told.send((held, False))
        except PressError as error:
            where = Whereabouts(lines=(), files={})
            held = [*held, *(note_of_error(one, where) for one in error.errors)]
        except Exception as error:  # noqa: BLE001 (a fault here must not close the table)
            held = [*held, note_of_bug(error)]
        told.send((held, True))
        status = 0
    finally:
        os._exit(status)
