"""What may be looked at before anything goes out: contents, pages, lines, the flat plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from press import build, output, works
from press.editions import Made
from press.editions import flatplan as flatplan_pages
from press.editions.job import Progress, quiet
from press.errors import UsageError
from press.proofreading import GUARDS, evenness, listing, proof_findings
from press.reading.contact_sheet import contact_sheet
from press.store import Store
from press.works import Work


def contents(root: Path, name: str, *, progress: Progress = quiet) -> Iterator[str]:
    """The contents as the finished pages have them: folio, title, authors, a line each.

    The folio is the label of the page that really carries the title, not what was written of it.
    """
    work = works.load(root, name, store=Store(root))
    made = _made(work, None, progress)
    proved = build.proof(work, made)
    for entry, page in listing(proved):
        number = f"{entry.number}. " if entry.number else ""
        title = ": ".join(part for part in (entry.title, entry.subtitle) if part)
        authors = "; ".join(", ".join(part for part in author if part) for author in entry.authors)
        told = f"{page.label if page else '–':>4}  {number}{title}"
        yield f"{told} ({authors})" if authors else told
    build.stop_on_errors(proof_findings(proved, GUARDS))


def pages(
    root: Path, name: str, edition: str | None = None, *, progress: Progress = quiet
) -> Iterator[str]:
    """The pages of an edition: folio, section, and what the stylesheets call the page."""
    made = _made(works.load(root, name, store=Store(root)), edition, progress)
    for folio in made.folios:
        slugs = [slug for slug, (first, last) in made.spans.items() if first <= folio <= last]
        yield f"{folio:>4}  {''.join(slugs):24}{made.page_names[folio]}".rstrip()


def lines(
    root: Path,
    name: str,
    edition: str | None = None,
    *,
    worst: int,
    progress: Progress = quiet,
) -> Iterator[str]:
    """How evenly the lines of an edition are set: figures a section, and the worst lines.

    Raises:
        UsageError: fewer than no lines are asked for.
    """
    if worst < 0:
        raise UsageError(f"there are no {worst} worst lines", hint="ask for --worst 10, or 0")
    work = works.load(root, name, store=Store(root))
    made = _made(work, edition, progress)
    yield f"{name}, edition {made.edition}: the lines of running text"
    yield from evenness.told(build.proof(work, made), worst=worst)


def _made(work: Work, edition: str | None, progress: Progress) -> Made:
    """An edition; the first one when not said."""
    return build.make(work, edition or works.paged(work.order)[0], progress=progress)


def flatplan(
    root: Path, name: str, edition: str | None = None, *, progress: Progress = quiet
) -> Path:
    """One picture of all spreads, `output/<publication>/flatplan.png`, made afresh."""
    work = works.load(root, name, store=Store(root))
    wanted = edition or works.paged(work.order)[0]
    works.must_have_pages(work.order, wanted)
    made = flatplan_pages.make(works.job_of(work, wanted, progress))
    progress("drawing the flatplan", 0, 1)
    sheet = contact_sheet(made.content, made.folios)
    return output.write_file(root, f"{name}/flatplan.png", sheet)
