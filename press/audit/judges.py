"""The outside judges are asked, each once for all that is his."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from press import tools
from press.access import CLAUSES, Told, Verdict, unjudged
from press.audit.material import Material
from press.criteria import in_order
from press.editions.job import Progress
from press.layouts import Judged
from press.tools import Complaint, Looked, NotChecked
from press.works import Work

PROFILE = "PDFUA-1"
Answer = tuple[Complaint, ...] | NotChecked


def looked_at(work: Work, site: Mapping[str, bytes], progress: Progress) -> Looked | NotChecked:
    """What axe-core sees of a site."""
    progress("looking at the pages in Chromium", 0, 1)
    selectors = [one.part for one in work.layout.settings.judged]
    return tools.judge_pages(site, required=False, selectors=selectors)


def verdicts(
    material: Material,
    looked: Mapping[str, Looked | NotChecked],
    rows: Sequence[Judged],
    progress: Progress,
) -> Iterator[Verdict]:
    """What every outside judge says of every edition that is his.

    Args:
        material: the editions.
        looked: what axe-core saw of each site.
        rows: what the layout says that somebody has looked at.
        progress: told of each step.
    """
    with tempfile.TemporaryDirectory(prefix="press-audit-") as folder:
        if material.pdfs:
            progress("asking veraPDF", 0, 1)
            yield from _vera(Path(folder), material.pdfs)
        for name, content in material.epubs.items():
            file = Path(folder, f"{name}.epub")
            file.write_bytes(content)
            progress("asking EPUBCheck", 0, 1)
            said = tools.validate_epub(file, required=False)
            yield _complained(name, "epubcheck", "EPUB 3.3: container, package, every file", said)
            progress("asking Ace", 0, 1)
            said = tools.judge_access(file, required=False)
            yield _complained(name, "ace", "metadata, navigation and every section", said)
    for name, site in material.sites.items():
        yield _axe(name, looked[name], rows)
        progress("asking the Nu HTML Checker", 0, 1)
        pages = sum(file.endswith(".html") for file in site)
        said = tools.validate_html(site, required=False)
        yield _complained(name, "vnu", f"{pages} pages and their stylesheet", said)


def _vera(folder: Path, pdfs: Mapping[str, Mapping[str, bytes]]) -> Iterator[Verdict]:
    """The engine is started once for the files of all editions."""
    paths = {}
    for edition, files in pdfs.items():
        for file, content in files.items():
            paths[edition, file] = folder / f"{edition}-{file}"
            paths[edition, file].write_bytes(content)
    answer = tools.validate_all(list(paths.values()), PROFILE, required=False)
    for edition, files in pdfs.items():
        if isinstance(answer, NotChecked):
            yield _complained(edition, "verapdf", "PDF/UA-1", answer)
            continue
        mine = {paths[edition, file] for file in files}
        verdicts = [one for one in answer if one.path in mine]
        checks = sum(one.checks for one in verdicts)
        many = f"{len(files)} files, " if len(files) > 1 else ""
        told = tuple(
            Told(
                rule=failure.rule,
                message=f"{failure.description} ({failure.count} times)",
                where=one.path.name.removeprefix(f"{edition}-"),
            )
            for one in verdicts
            for failure in one.failures
        )
        ran = f"PDF/UA-1, {many}{checks:,} checks"
        yield _verdict(edition, "verapdf", ran, told=told, criteria=CLAUSES)


def _axe(edition: str, seen: Looked | NotChecked, rows: Sequence[Judged]) -> Verdict:
    if isinstance(seen, NotChecked):
        return _complained(edition, "axe", "every page, narrow and wide, light and dark", seen)
    title = f"axe-core {seen.axe} in Chromium {seen.chromium}"
    told = tuple(
        Told(
            rule=one.rule,
            message=f"{one.message} at {one.target or one.html or 'the page'}",
            where=f"{one.page} ({', '.join(one.views)})" if one.views else one.page,
        )
        for one in seen.violations
    )
    doubts, left = len(seen.undecided), len(unjudged(seen.undecided, rows))
    doubtful = f"; left undecided: {doubts}, of these looked at: {doubts - left}" if doubts else ""
    criteria = {number for rule in seen.rules.values() for number in rule}
    return Verdict(
        edition=edition,
        judge="axe",
        title=title,
        ran=f"{len(seen.pages)} pages at 320 and 1280 CSS pixels, light and dark; "
        f"{len(seen.rules)} rules had something to look at{doubtful}",
        told=told,
        criteria=tuple(sorted(criteria, key=in_order)),
    )


def _complained(edition: str, judge: str, ran: str, said: Answer) -> Verdict:
    if isinstance(said, NotChecked):
        title = tools.TOOLS[judge].title
        return Verdict(edition=edition, judge=judge, title=title, ran=ran, absent=said)
    told = tuple(Told(rule=one.code, message=one.message, where=one.file) for one in said)
    return _verdict(edition, judge, ran, told=told)


def _verdict(
    edition: str, judge: str, ran: str, *, told: tuple[Told, ...], criteria: tuple[str, ...] = ()
) -> Verdict:
    found = tools.probe(judge)
    title = f"{found.name} {found.version}"
    return Verdict(edition=edition, judge=judge, title=title, ran=ran, told=told, criteria=criteria)
