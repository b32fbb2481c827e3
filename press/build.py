"""The run: load, read, assemble, make, check, publish. The whole staircase in one screen."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from press import manuscript, output, preflight, reading, works
from press.editions import BUNDLES, FORMATS, RECIPES, Bundle, Made
from press.editions.job import Progress, quiet
from press.editions.paged import typesetting_for
from press.errors import FindingsError, PressError, UsageError, raise_all
from press.finding import Finding, Severity
from press.forks import beside
from press.names import names
from press.pages import Hands, unplanned, workers
from press.proofreading import (
    GUARDS,
    Copy,
    Proof,
    copy_findings,
    proof_findings,
    silences,
    words_of_templates,
)
from press.publication import Order
from press.reading import Kept
from press.standing import Outcome
from press.store import Store
from press.tools import Answer
from press.works import Work

if TYPE_CHECKING:
    from press.proofreading.collation import Witness


def make(
    work: Work, edition: str, *, others: Sequence[str] = (), progress: Progress = quiet
) -> Made:
    """Make one edition that is pages, unchecked and unpublished.

    Args:
        work: the publication.
        edition: the edition.
        others: editions that are made after it; what they set alike is set once.
        progress: told of each step.

    Raises:
        UsageError: the edition is no pages.
    """
    works.must_have_pages(work.order, edition)
    job = works.job_of(work, edition, progress)
    paged = works.paged(work.order)
    after = [works.job_of(work, other) for other in others if other in paged]
    others_set = [typesetting_for(one, FORMATS[one.edition.format]) for one in after]
    return RECIPES[job.edition.format](replace(job, others=others_set))


def bundle(
    work: Work,
    edition: str,
    *,
    made: Mapping[str, Bundle] | None = None,
    progress: Progress = quiet,
) -> Bundle:
    """Make one edition that is no pages, unchecked and unpublished.

    Args:
        work: the publication.
        edition: the edition.
        made: other editions that stand already; what one takes along is not made again.
        progress: told of each step.
    """
    job = replace(works.job_of(work, edition, progress), made=made or {})
    return BUNDLES[work.order.edition(edition).format](job)


def _wanted(order: Order, form: str) -> list[str]:
    """The editions of a format, or all that are pages."""
    editions = order.publication.editions
    found = [name for name, edition in editions.items() if edition.format == form]
    if form and not found:
        raise UsageError(
            f"{order.name} has no edition of the format “{form}”",
            hint=f"add one to the editions in {order.place('editions').file}",
        )
    return found if form else works.paged(order)


def copy_of(work: Work) -> Copy:
    """The book as it goes to the typesetter, for the rules that need no page."""
    place = work.order.place("title")
    return Copy(
        book=work.book,
        faces=work.faces,
        order=place,
        style=work.style,
        sources={
            **manuscript.sources(work.root, [place.file]),
            **{chapter.section.file: chapter.section.typed for chapter in work.book.chapters},
        },
        unplanned=unplanned(),
    )


def findings(work: Work, made: Made) -> list[Finding]:
    """What the checks that guard publishing say of a finished file."""
    return proof_findings(proof(work, made), GUARDS)


def preflight_findings(work: Work, made: Made) -> list[Finding]:
    """What preflight says of a file that goes to a printer; nothing of others."""
    with _syntax_read(work, made) as syntax:
        return _preflight_findings(work, made, syntax)


@contextmanager
def _syntax_read(work: Work, made: Made) -> Iterator[Answer | None]:
    """The syntax of a file that goes to a printer, read beside us."""
    if work.order.edition(made.edition).format not in preflight.FORMATS:
        yield None
        return
    with preflight.syntax_read(made.content) as answer:
        yield answer


def _preflight_findings(work: Work, made: Made, syntax: Answer | None) -> list[Finding]:
    if syntax is None:
        return []
    subject = preflight.delivery(
        made.content,
        edition=work.order.edition(made.edition),
        faces=work.faces,
        counted=preflight.GUARDING,
        syntax=syntax,
        kept=_kept(work),
    )
    return [found for group in preflight.findings(subject).values() for found in group]


def proof(work: Work, made: Made) -> Proof:
    """A finished file beside the book that it should hold, its facts gathered."""
    return Proof(
        book=work.book,
        facts=reading.read(made.content, _kept(work)),
        made_spans=made.spans,
        edition=made.edition,
        extent=made.extent,
        extent_step=work.order.physical(made.edition).extent_step,
        tokens=made.tokens,
        layout_words=words_of_templates(work.layout),
        bound=work.order.edition(made.edition).binding != "none",
        lines=made.lines,
        page_names=made.page_names,
        anchors=made.anchors,
        unmended=made.unmended,
        starts=made.starts,
    )


def _kept(work: Work) -> Kept | None:
    """What was read on pages before."""
    return Kept(work.store) if work.store is not None else None


def carried(work: Work, made: Bundle) -> Sequence[Finding]:
    """What the rules that guard publishing say of an edition that is no pages, silences heard."""
    return silences.heard(read_back(work, made), work.order.publication.silences).findings


def read_back(work: Work, made: Bundle) -> list[Finding]:
    """What the rules of words say of what was read back from an edition that is no pages."""
    return HELD[work.order.edition(made.edition).format](work, made)


def _as_pages(work: Work, made: Bundle) -> list[Finding]:
    """Each section held as one long page, by the rules of pages and the templates of pages."""
    from press.proofreading.texts import text_findings  # noqa: PLC0415 (no pages are held so)

    return text_findings(
        work.book,
        {slug: one.text for slug, one in made.texts.items()},
        promised=made.sections,
        spans=made.spans,
        layout_words=words_of_templates(work.layout),
        edition=made.edition,
    )


def _as_flow(templates: str, work: Work, made: Bundle) -> list[Finding]:
    """Each section of the book, and its quotes by themselves, by the edition's own templates."""
    from press.proofreading import reflowed  # noqa: PLC0415 (no pages are held so)

    return reflowed.findings(work.book, made.texts, words_of_templates(work.layout, templates))


FLOWING = {"epub": "epub/*.xhtml", "web": "web/*.html"}
"""The formats that reflow, with the templates that are theirs."""
HELD: dict[str, Callable[[Work, Bundle], list[Finding]]] = {
    "epub": partial(_as_flow, FLOWING["epub"]),
    "offprints": _as_pages,
    "text": _as_pages,
    "web": partial(_as_flow, FLOWING["web"]),
}
"""A row a format that is no pages: what holds its words against the book."""


def witness(work: Work, made: Proof | Bundle) -> Witness:
    """What an edition says, for holding editions against each other."""
    from press.proofreading import collation  # noqa: PLC0415 (publishing holds none against others)

    edition = made.edition
    form = work.order.edition(edition).format
    if isinstance(made, Proof):
        return collation.of_pages(made, form)
    if form in FLOWING:
        return collation.of_flow(
            work.book,
            made.texts,
            form=form,
            edition=edition,
            templates=words_of_templates(work.layout, FLOWING[form]),
            quotes_left_out=form == "epub" and work.layout.settings.reflowed_quotes == "none",
        )
    return collation.of_texts(
        work.book,
        made.texts,
        form=form,
        edition=edition,
        promised=made.sections,
        spans=made.spans,
        templates=words_of_templates(work.layout),
    )


def publish(
    root: Path,
    name: str,
    edition: str | None = None,
    *,
    form: str = "",
    stood: Mapping[str, Outcome] = MappingProxyType({}),
    store: Store | None = None,
    hands: Hands | None = None,
    progress: Progress = quiet,
) -> Iterator[Outcome]:
    """Make, check and publish the editions of a publication, one by one.

    Args:
        root: the root of the repository.
        name: the publication.
        edition: the edition; all that are wanted when not said.
        form: the format of which all editions are wanted; the paged ones when not said.
        stood: those that need not be made, by their names.
        store: what was made and read before; without it all is made from nothing.
        hands: who sets the parts; when not said this process, or for a long work one a core.
        progress: told of each step.

    Raises:
        UsageError: there is no such publication or edition, or none of the format.
        FindingsError: a check found errors; the edition that stood still stands.
    """
    with _hands(root, name, hands, store) as setters:
        work = works.load(root, name, store=store, hands=setters)
        wanted = [edition] if edition else _wanted(work.order, form)
        for one in wanted:
            work.order.edition(one)
        early = guarded_copy(work)
        for number, one in enumerate(wanted, start=1):
            if one in stood:
                yield stood[one]
                continue
            others = [other for other in wanted[number:] if other not in stood]
            began = time.perf_counter()
            with output.edition(root, name, one) as draft:
                finished = _finish(work, one, others, progress)
                for file, content in finished.files.items():
                    draft.write(file, content)
                folder = draft.publish()
            yield Outcome(
                edition=one,
                path=folder / next(iter(finished.files)),
                files=tuple(folder / file for file in finished.files),
                extent=finished.extent,
                pages=finished.pages,
                seconds=time.perf_counter() - began,
                findings=(*early, *finished.findings),
                digests={
                    file: sha256(content).hexdigest() for file, content in finished.files.items()
                },
            )


LONG = 300_000
"""Bytes of manuscript, some 200 pages, that are worth the second in which processes begin."""


@contextmanager
def _hands(
    root: Path, name: str, hands: Hands | None, store: Store | None
) -> Iterator[Hands | None]:
    """Who sets the parts: whoever is given, for a long work a process a core, or this process."""
    count = os.cpu_count() or 1
    if hands is not None or count < 2 or _extent(root, name) < LONG:
        yield hands
        return
    with workers(count, is_all_new=store is None or store.blind) as own:
        yield own


def _extent(root: Path, name: str) -> int:
    """How many bytes of manuscript there seem to be; nothing is read, and nothing judged."""
    folder = root / "manuscript" / name
    return sum(file.stat().st_size for file in folder.rglob("*.md")) if name in names(root) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finished:
    """What is published of an edition, all checks that guard it passed."""

    files: Mapping[str, bytes]
    findings: Sequence[Finding] = ()
    pages: int = 0
    extent: int = 0


def _finish(work: Work, edition: str, others: Sequence[str], progress: Progress) -> _Finished:
    """Make an edition, others to follow, and hold it against the checks that guard publishing.

    Raises:
        FindingsError: a check found errors.
    """
    if edition not in works.paged(work.order):
        made_bundle = bundle(work, edition, progress=progress)
        progress("checking", 0, 1)
        found = carried(work, made_bundle)
        stop_on_errors(found)
        return _Finished(files=made_bundle.files, findings=found)
    made, found = guarded(work, edition, others=others, progress=progress)
    return _Finished(
        files={made.name: made.content},
        findings=found,
        pages=len(made.folios),
        extent=made.extent,
    )


def guarded_copy(work: Work) -> Sequence[Finding]:
    """Hold the copy against the checks that guard publishing, before a page is set.

    Raises:
        FindingsError: a check found errors.
    """
    accepted = work.order.publication.silences
    found = silences.heard(copy_findings(copy_of(work), GUARDS), accepted).findings
    stop_on_errors(found)
    return found


def guarded(
    work: Work, edition: str, *, others: Sequence[str] = (), progress: Progress = quiet
) -> tuple[Made, Sequence[Finding]]:
    """Make an edition that is pages and hold it against the checks that guard publishing.

    Raises:
        FindingsError: a check found errors.
    """
    made = make(work, edition, others=others, progress=progress)
    progress("checking", 0, 1)
    said = _guards(work, made)
    found = silences.heard(said, work.order.publication.silences).findings
    stop_on_errors(found)
    return made, found


def _guards(work: Work, made: Made) -> list[Finding]:
    """What checks of finished pages say; of a long work that is all new both kinds at a time."""
    with _syntax_read(work, made) as syntax:
        if work.hands is None or not work.hands.is_all_new:
            return [*findings(work, made), *_preflight_findings(work, made, syntax)]
        if (kept := _kept(work)) is not None:
            kept.pages(made.content)  # once for both
        with beside(partial(findings, work, made)) as found:
            preflight_said = _preflight_findings(work, made, syntax)
            return [*found(), *preflight_said]


def stop_on_errors(found: Sequence[Finding]) -> None:
    """Raise what is an error among findings, and let the rest be."""
    errors: list[PressError] = [
        FindingsError(
            f"{finding.code}: {finding.message}"
            if not finding.page
            else f"{finding.code} on {finding.page}: {finding.message}",
            place=finding.place,
            hint=finding.remedy,
        )
        for finding in found
        if finding.severity is Severity.ERROR
    ]
    raise_all(errors)
