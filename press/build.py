"""The run: load, read, assemble, make, check, publish. The whole staircase in one screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from press import assets, layouts, manuscript, output, preflight, publication, reading
from press.assets import Face
from press.book.assemble import assemble
from press.book.model import Book
from press.editions import BUNDLES, RECIPES, Bundle, Job, Made
from press.editions import flatplan as flatplan_pages
from press.editions.job import Progress
from press.errors import FindingsError, PressError, UsageError, raise_all
from press.finding import Finding, Severity
from press.layouts import Layout
from press.lines import hyphens
from press.lines.hyphens import House
from press.manuscript import house_style, schemas
from press.manuscript.house_style import HouseStyle
from press.manuscript.section import Section
from press.pages import UNPLANNED
from press.parts import SetLine
from press.proofreading import (
    Copy,
    Proof,
    copy_findings,
    evenness,
    guards,
    listing,
    proof_findings,
    reflowed,
    silences,
    text_findings,
    words_of_templates,
)
from press.publication import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A publication read and assembled, ready to be made."""

    root: Path
    order: Order
    book: Book
    layout: Layout
    faces: Mapping[str, Face]
    """The faces that the layout declares."""
    figures: Mapping[str, bytes]
    """The pictures that the sections show, by address."""
    style: HouseStyle
    """What the publication has chosen where English leaves a choice."""

    @property
    def assets(self) -> dict[str, bytes]:
        """Fonts and figures by the addresses under which stylesheets and text ask for them."""
        fonts = {f"font:{face.path}": face.content for face in self.faces.values()}
        return {**fonts, **self.figures}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One edition, published."""

    edition: str
    path: Path
    files: tuple[Path, ...]
    extent: int
    pages: int
    seconds: float
    findings: tuple[Finding, ...]


def quiet(step: str, done: int, of: int) -> None:
    """Progress that nobody watches."""


def load(root: Path, name: str) -> Work:
    """Read a publication and assemble its book.

    Raises:
        PressError: everything that one stage found, each with its line.
    """
    order = publication.load(root, name)
    layout = layouts.load(root, order.publication.layout, place=order.place("layout"))
    sections = manuscript.load(order, root)
    book = assemble(order.publication, sections)
    return Work(
        root=root,
        order=order,
        book=book,
        layout=layout,
        faces=assets.font_faces(root, layout.fonts(), place=layout.fonts_place),
        figures=_figures(root, order, sections),
        style=house_style.load(order, root),
    )


def _figures(root: Path, order: Order, sections: Sequence[Section]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for section in sections:
        for image in section.body.iter("img") if section.body is not None else ():
            address = image.get("src", "")
            name = address.removeprefix("figure:")
            place = section.place(image.sourceline)
            found[address] = assets.figure(root, order.name, name, place=place).content
    return found


def make(work: Work, edition: str, *, progress: Progress = quiet) -> Made:
    """Make one edition that is pages, unchecked and unpublished.

    Raises:
        UsageError: the edition is no pages.
    """
    form = work.order.edition(edition).format
    if form not in RECIPES:
        raise UsageError(
            f"the edition “{edition}” has no pages", hint=f"ask for {_or(paged(work.order))}"
        )
    return RECIPES[form](job_of(work, edition, progress))


def bundle(work: Work, edition: str, *, progress: Progress = quiet) -> Bundle:
    """Make one edition that is no pages, unchecked and unpublished."""
    return BUNDLES[work.order.edition(edition).format](job_of(work, edition, progress))


def _wanted(order: Order, form: str) -> list[str]:
    """The editions of a format, or all that are pages."""
    editions = order.publication.editions
    found = [name for name, edition in editions.items() if edition.format == form]
    if form and not found:
        raise UsageError(
            f"{order.name} has no edition of the format “{form}”",
            hint=f"add one to the editions in {order.place('editions').file}",
        )
    return found if form else paged(order)


def paged(order: Order) -> list[str]:
    """The editions of a publication that are pages."""
    editions = order.publication.editions
    return [name for name, edition in editions.items() if edition.format in RECIPES]


def _or(names: Sequence[str]) -> str:
    return " or ".join(names)


def job_of(work: Work, edition: str, progress: Progress = quiet) -> Job:
    """One edition to be made, with all that its recipe needs."""
    order = work.order
    facts = order.edition(edition)
    profile = None
    if facts.profile:
        place = order.place("editions", edition, "profile")
        profile = assets.profile(work.root, facts.profile, place=place)
    return Job(
        order=order,
        name=edition,
        book=work.book,
        layout=work.layout,
        assets=work.assets,
        profile=profile,
        letters=partial(assets.lettering, work.root),
        house=house(work),
        progress=progress,
        faces=work.faces,
    )


def house(work: Work) -> House:
    """The words that are broken in their own way, and the words of names, which never are."""
    people = [name for one in work.style.known for name in one.forms]
    people += [author.name for chapter in work.book.chapters for author in chapter.section.authors]
    bodies = [chapter.body for chapter in work.book.chapters if chapter.body is not None]
    return House(
        exceptions=dict(hyphens.exception(entry) for entry in work.style.hyphenation),
        names=frozenset(word for name in people for word in hyphens.WORD.findall(name)),
        common=hyphens.common(" ".join(text for body in bodies for text in body.itertext())),
    )


def copy_of(work: Work) -> Copy:
    """The book as it goes to the typesetter, for the rules that need no page."""
    place = work.order.place("title")
    files = (place.file, *(chapter.section.file for chapter in work.book.chapters))
    return Copy(
        book=work.book,
        faces=work.faces,
        order=place,
        style=work.style,
        sources=manuscript.sources(work.root, files),
        unplanned=UNPLANNED,
    )


def findings(work: Work, made: Made) -> list[Finding]:
    """What the checks that guard publishing say of a finished file."""
    return proof_findings(proof(work, made), guards())


def preflight_findings(work: Work, made: Made) -> list[Finding]:
    """What preflight says of a file that goes to a printer; nothing of others."""
    edition = work.order.edition(made.edition)
    if edition.format not in preflight.FORMATS:
        return []
    subject = preflight.delivery(made.content, edition=edition, faces=work.faces)
    return [found for group in preflight.findings(subject).values() for found in group]


def proof(work: Work, made: Made) -> Proof:
    """A finished file beside the book that it should hold, its facts gathered."""
    return Proof(
        book=work.book,
        facts=reading.read(made.content),
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


def carried(work: Work, made: Bundle) -> Sequence[Finding]:
    """What the rules that guard publishing say of an edition that is no pages, silences heard."""
    return silences.heard(read_back(work, made), work.order.publication.silences).findings


def read_back(work: Work, made: Bundle) -> list[Finding]:
    """What the rules of words say of what was read back from an edition that is no pages."""
    return HELD[work.order.edition(made.edition).format](work, made)


def _as_pages(work: Work, made: Bundle) -> list[Finding]:
    """Each section held as one long page, by the rules of pages and the templates of pages."""
    return text_findings(
        work.book,
        {slug: one.text for slug, one in made.texts.items()},
        promised=made.sections,
        spans=made.spans,
        layout_words=words_of_templates(work.layout),
        edition=made.edition,
    )


def _as_flow(work: Work, made: Bundle) -> list[Finding]:
    """Each section of the book, and its quotes by themselves, by the EPUB's own templates."""
    templates = words_of_templates(work.layout, "epub/*.xhtml")
    return reflowed.findings(work.book, made.texts, templates)


HELD: dict[str, Callable[[Work, Bundle], list[Finding]]] = {
    "epub": _as_flow,
    "offprints": _as_pages,
    "text": _as_pages,
}
"""A row a format that is no pages: what holds its words against the book."""


def publish(
    root: Path,
    name: str,
    edition: str | None = None,
    *,
    form: str = "",
    progress: Progress = quiet,
) -> Iterator[Outcome]:
    """Make, check and publish the editions of a publication, one by one.

    Args:
        root: the root of the repository.
        name: the publication.
        edition: the edition; all that are wanted when not said.
        form: the format of which all editions are wanted; the paged ones when not said.
        progress: told of each step.

    Raises:
        UsageError: there is no such publication or edition, or none of the format.
        FindingsError: a check found errors; the edition that stood still stands.
    """
    work = load(root, name)
    wanted = [edition] if edition else _wanted(work.order, form)
    for one in wanted:
        work.order.edition(one)
    early = guarded_copy(work)
    for one in wanted:
        began = time.perf_counter()
        with output.edition(root, name, one) as draft:
            finished = _finish(work, one, progress)
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
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finished:
    """What is published of an edition, all checks that guard it passed."""

    files: Mapping[str, bytes]
    findings: Sequence[Finding] = ()
    pages: int = 0
    extent: int = 0


def _finish(work: Work, edition: str, progress: Progress) -> _Finished:
    """Make an edition and hold it against the checks that guard publishing.

    Raises:
        FindingsError: a check found errors.
    """
    if edition not in paged(work.order):
        made_bundle = bundle(work, edition, progress=progress)
        progress("checking", 0, 1)
        found = carried(work, made_bundle)
        stop_on_errors(found)
        return _Finished(files=made_bundle.files, findings=found)
    made, found = guarded(work, edition, progress=progress)
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
    found = silences.heard(copy_findings(copy_of(work), guards()), accepted).findings
    stop_on_errors(found)
    return found


def guarded(
    work: Work, edition: str, *, progress: Progress = quiet
) -> tuple[Made, Sequence[Finding]]:
    """Make an edition that is pages and hold it against the checks that guard publishing.

    Raises:
        FindingsError: a check found errors.
    """
    made = make(work, edition, progress=progress)
    progress("checking", 0, 1)
    said = [*findings(work, made), *preflight_findings(work, made)]
    found = silences.heard(said, work.order.publication.silences).findings
    stop_on_errors(found)
    return made, found


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


def contents(root: Path, name: str, *, progress: Progress = quiet) -> Iterator[str]:
    """The contents as the finished pages have them: folio, title, authors, a line each.

    The folio is the label of the page that really carries the title, not what was written of it.
    """
    work = load(root, name)
    made = _made(work, None, progress)
    proved = proof(work, made)
    for entry, page in listing(proved):
        number = f"{entry.number}. " if entry.number else ""
        title = ": ".join(part for part in (entry.title, entry.subtitle) if part)
        authors = "; ".join(", ".join(part for part in author if part) for author in entry.authors)
        told = f"{page.label if page else '–':>4}  {number}{title}"
        yield f"{told} ({authors})" if authors else told
    stop_on_errors(proof_findings(proved, guards()))


def pages(
    root: Path, name: str, edition: str | None = None, *, progress: Progress = quiet
) -> Iterator[str]:
    """The pages of an edition: folio, section, and what the stylesheets call the page."""
    made = _made(load(root, name), edition, progress)
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
    work = load(root, name)
    made = _made(work, edition, progress)
    yield f"{name}, edition {made.edition}: the lines of running text"
    yield from evenness.told(proof(work, made), worst=worst)


def _made(work: Work, edition: str | None, progress: Progress) -> Made:
    """An edition; the first one when not said."""
    return make(work, edition or paged(work.order)[0], progress=progress)


def flatplan(
    root: Path, name: str, edition: str | None = None, *, progress: Progress = quiet
) -> Path:
    """One picture of all spreads, `output/<publication>/flatplan.png`, made afresh."""
    work = load(root, name)
    wanted = edition or next(iter(work.order.publication.editions))
    made = flatplan_pages.make(job_of(work, wanted, progress))
    progress("drawing the flatplan", 0, 1)
    sheet = reading.contact_sheet(made.content, made.folios)
    return output.write_file(root, f"{name}/flatplan.png", sheet)


SPECIMEN = "specimen"
"""The publication that shows one way of setting lines beside another."""
PAIR = "--pair-"
"""What stands in the ids of such pairs between their section and their name."""
ROOM = (3.0, 4.6, 2.4)
"""Left round a pair in its picture, in mm: beside it, over the first baseline, under the last."""


def write_pictures(root: Path) -> list[Path]:
    """Cut the specimen's pairs out of its pages into its layout's `pictures/`, for the guide."""
    work = load(root, SPECIMEN)
    made = flatplan_pages.make(job_of(work, next(iter(work.order.publication.editions)), quiet))
    named = [anchor.partition(PAIR)[2] for anchor in made.anchors if PAIR in anchor]
    kept = groupby(made.lines, key=lambda line: "side-by-side" in line.within)
    cuts = [_cut(list(lines), made.folios) for is_pair, lines in kept if is_pair]
    folder = root / "layouts" / work.layout.name / "pictures"
    folder.mkdir(exist_ok=True)
    written = []
    for name, picture in zip(named, reading.cuttings(made.content, cuts), strict=True):
        path = folder / f"{name}.png"
        path.write_bytes(picture)
        written.append(path)
    return written


def _cut(lines: Sequence[SetLine], folios: Sequence[int]) -> reading.Cut:
    beside, over, under = ROOM
    return reading.Cut(
        index=folios.index(lines[0].folio),
        left=min(line.left for line in lines) - beside,
        top=min(line.baseline for line in lines) - over,
        right=max(line.edge for line in lines) + beside,
        bottom=max(line.baseline for line in lines) + under,
    )


def write_schemas(root: Path) -> list[Path]:
    """Write the schemas that complete an editor's typing to `manuscript/schemas/`."""
    folder = root / "manuscript" / "schemas"
    folder.mkdir(exist_ok=True)
    written = []
    for name, schema in schemas.all_schemas().items():
        path = folder / name
        path.write_text(schema, encoding="utf-8", newline="\n")
        written.append(path)
    return written
