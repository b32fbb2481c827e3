"""The EPUB: the sections as files that reflow, with the print edition's pages marked in them.

EPUB 3.3 (W3C Recommendation, 2024). The print edition is paginated once more for what only pages
tell: where each of them begins, and what its cover looks like.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from press import reading
from press.compose import Composer, Learned
from press.editions.epub.container import PACKAGE, zipped
from press.editions.epub.package import COVER, NAV, STYLE, navigation, package
from press.editions.epub.resources import Resources
from press.editions.epub.sections import File, Sections
from press.editions.faces import shown
from press.editions.job import Bundle, Job
from press.editions.paged import joined, typesetter_for
from press.editions.pagination import Pagination, paginate
from press.editions.screen_pdf import FORMAT as ON_SCREEN
from press.parts import SetLine
from press.reflow import Turn

ENTRY = "epub"
ELSEWHERE = {"footnote", "pull-quote"}
"""Classes of blocks that stand elsewhere in the flow than on pages."""
COVER_WIDTH = 1600
"""Dots, as shops and shelves ask for."""


def make(job: Job) -> Bundle:
    """Make the EPUB."""
    pages = Composer(
        job.book, job.layout, entry=ON_SCREEN.entry, edition=job.edition, physical=job.physical
    )
    typesetter = typesetter_for(job, pages, ON_SCREEN)
    pagination = paginate(job, pages, typesetter)
    job.progress("composing sections", 0, 1)
    composer = Composer(
        job.book, job.layout, entry=ENTRY, edition=job.edition, physical=job.physical
    )
    resources = Resources(composer, job.assets)
    composing = Sections(composer, Learned(folios=pagination.anchors()), resources)
    sections = [
        composing.file(chapter, list(_turns(pagination, chapter.slug)))
        for chapter in job.book.chapters
    ]
    job.progress("binding", 0, 1)
    name = f"{job.order.name}-{job.name}.epub"
    content = _bound(job, sections, resources, _cover(job, pagination))
    texts = {one.slug: one for one in reading.read_epub(content)}
    return Bundle(edition=job.name, files={name: content}, texts=texts)


def _bound(job: Job, sections: list[File], resources: Resources, cover: bytes) -> bytes:
    """All files in their container: first what says where the others are."""
    nav = navigation(job, sections)
    said = [nav, *(one.content for one in sections)]
    style = resources.stylesheet(job, shown(one.decode() for one in said)).encode()
    others = {NAV: nav, STYLE: style, COVER: cover, **dict(sorted(resources.files.items()))}
    files = {PACKAGE: package(job, sections, others)}
    files |= {NAV: nav}
    files |= {one.name: one.content for one in sections}
    return zipped(files | others)


def _cover(job: Job, pagination: Pagination) -> bytes:
    """The print edition's first page, as a picture."""
    first = pagination.parts[0].made.leaves()
    return reading.picture(joined(job, [first]), width=COVER_WIDTH)


def _turns(pagination: Pagination, slug: str) -> Iterable[Turn]:
    """The pages of a section that carry words."""
    placed = next(one for one in pagination.parts if one.part.name == slug)
    lines = [line for line in placed.lines if not line.tag.startswith("@")]
    from_text = [line for line in lines if line.line is not None and not _is_elsewhere(line)]
    running = from_text or lines
    broken = {
        after.folio
        for line, after in pairwise(running)
        if line.broken and line.folio != after.folio
    }
    for page in placed.pages:
        if page.name not in ON_SCREEN.omitted:
            here = [line for line in running if line.folio == page.folio]
            yield Turn(
                folio=page.folio,
                lines=tuple(line.text for line in here),
                broken=page.folio in broken,
            )


def _is_elsewhere(line: SetLine) -> bool:
    return bool(ELSEWHERE & (line.classes | line.within))
