"""The audit of accessibility: every edition made once, judged, and told in one report.

Nothing is published but the report. What is to be said on the site is kept with the manuscript
(`access.yaml`) when it is asked for, because a site is made of files alone, wherever it is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from press import output, report, works
from press.access import Subject
from press.audit.found import found
from press.audit.heard import heard, palettes
from press.audit.judges import looked_at, verdicts
from press.audit.material import made
from press.audit.own import own
from press.audit.telling import Audit, told
from press.editions.job import Progress, quiet
from press.errors import UsageError, did_you_mean
from press.manuscript.access import FILE
from press.store import Store
from press.tools import Looked

FOLDER = "access"
PAGE, RECORD, STATEMENT = "report.html", "report.json", "statement.html"
FORMATS: dict[str, Callable[[Audit], str]] = {
    "text": lambda one: report.text(one.report),
    "json": lambda one: one.record,
    "html": lambda one: one.page,
    "sarif": lambda one: report.sarif(one.report),
    "junit": lambda one: report.junit(one.report),
}
"""A row a format."""


def chosen(name: str) -> Callable[[Audit], str]:
    """What writes a format.

    Raises:
        UsageError: there is no such format.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no format “{name}”", hint=did_you_mean(name, FORMATS))
    return FORMATS[name]


def audit(root: Path, name: str, *, progress: Progress = quiet) -> Audit:
    """Make the editions, have them judged, and gather what is said.

    Args:
        root: the root of the repository.
        name: the publication.
        progress: told of each step.

    Raises:
        PressError: the publication cannot be read or set, or a judge fails.
    """
    work = works.load(root, name, store=Store(root))
    material = made(work, progress)
    looked = {edition: looked_at(work, site, progress) for edition, site in material.sites.items()}
    subject = Subject(
        book=work.book,
        verdicts=tuple(verdicts(material, looked, work.layout.settings.judged, progress)),
        undecided={
            edition: seen.undecided for edition, seen in looked.items() if isinstance(seen, Looked)
        },
        judged=work.layout.settings.judged,
        palettes=palettes(work),
        heard=tuple(heard(material)),
        layout=work.order.place("layout"),
    )
    progress("gathering what was found", 0, 1)
    findings = found(subject, material, work.order.publication.silences)
    ours = own(work, subject, [one.finding for one in findings])
    order = list(work.order.publication.editions)
    everyone = sorted((*subject.verdicts, *ours), key=lambda one: order.index(one.edition))
    return told(work, replace(subject, verdicts=tuple(everyone)), findings)


def write(root: Path, name: str, found: Audit) -> list[Path]:
    """Write the report and the statement below `output/`."""
    pages = {PAGE: found.page, RECORD: found.record, STATEMENT: found.statement}
    return [
        output.add_file(root, name, FOLDER, name=file, content=text.encode())
        for file, text in pages.items()
    ]


def keep(root: Path, name: str, found: Audit) -> Path:
    """Write what was found into the publication's folder, for an editor to look at and commit."""
    path = root / "manuscript" / name / FILE
    path.write_text(found.kept, encoding="utf-8", newline="\n")
    return path


__all__ = ["FORMATS", "Audit", "audit", "chosen", "keep", "write"]
