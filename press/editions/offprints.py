"""Offprints: each essay as a file of its own, with the pages that it has in the screen edition.

Nothing is set again for an offprint but the page before it, which says what it forms part of and
how it is cited: the book is paginated once, and each essay's part is joined with that page ahead.
So folios are those of the book, and so is every line; tags, links and bookmarks are those of just
these pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from press import finish, reading
from press.book.citation import citation
from press.book.model import Book, Chapter
from press.compose import Composer
from press.editions.job import Bundle, Job
from press.editions.paged import composer_for, joined, sheet, typesetter_for
from press.editions.pagination import Pagination, paginate
from press.editions.screen_pdf import FORMAT
from press.pages import Typesetter
from press.parts import Leaves
from press.publication import Publication

LABEL = "Offprint"
"""The page label of the page ahead, which has no folio in the book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """An essay with its pages in the book."""

    chapter: Chapter
    leaves: Leaves

    @property
    def folios(self) -> str:
        """Its first and last folio: `12–17`."""
        first, last = self.leaves.folios[0], self.leaves.folios[-1]
        return f"{first}–{last}" if last > first else str(first)


def make(job: Job) -> Bundle:
    """Make the offprints: `<publication>-<essay>.pdf` for each essay."""
    composer = composer_for(job, FORMAT)
    typesetter = typesetter_for(job, composer, FORMAT)
    files, texts = {}, {}
    pagination = paginate(job, composer, typesetter)
    pieces = list(_pieces(job.book, pagination))
    for number, piece in enumerate(pieces):
        slug = piece.chapter.slug
        job.progress(f"drawing {slug}", number, len(pieces))
        content = _offprint(job, composer, typesetter, piece=piece)
        file = f"{job.order.name}-{slug}.pdf"
        files[file] = content
        pages = tuple(page for page in reading.read(content).pages if page.label != LABEL)
        text = reading.running_text(pages)
        texts[slug] = reading.SectionText(slug=slug, file=file, text=text, pages=pages)
    return Bundle(
        edition=job.name,
        files=files,
        texts=texts,
        sections=essays(job.book),
        spans=pagination.spans(),
    )


def essays(book: Book) -> tuple[str, ...]:
    """The sections that go out as offprints."""
    chapters = book.chapters
    return tuple(one.slug for one in chapters if one.section.kind.matter == "body")


def _pieces(book: Book, pagination: Pagination) -> Iterator[_Piece]:
    wanted = essays(book)
    for placed in pagination.parts:
        if placed.part.name in wanted:
            yield _Piece(
                chapter=book.chapter(placed.part.name),
                leaves=placed.made.leaves(FORMAT.omitted),
            )


def _offprint(job: Job, composer: Composer, typesetter: Typesetter, *, piece: _Piece) -> bytes:
    """One essay's file: the page ahead and its own pages."""
    cited = citation(job.book.publication, piece.chapter, pages=piece.folios)
    ahead = composer.offprint(piece.chapter, citation=cited, pages=piece.folios)
    first = typesetter.set(ahead, folio=max(1, piece.leaves.folios[0] - 1)).leaves()
    drawn = joined(job, [first, piece.leaves], elsewhere=job.book.anchors)
    return finish.finish(
        drawn,
        publication=_described(job.book.publication, piece.chapter),
        folios=[*(LABEL for _ in first.pages), *piece.leaves.folios],
        sheet=sheet(job),
        linked=True,
    )


def _described(publication: Publication, chapter: Chapter) -> Publication:
    """What the file says of itself: the essay as the title, the whole work as its source."""
    authors = tuple(author.name for author in chapter.section.authors)
    return publication.model_copy(
        update={
            "title": chapter.section.title,
            "subtitle": chapter.section.head.subtitle,
            "creators": publication.creators if chapter.credit or not authors else authors,
            "description": f"An offprint from {publication.full_title}.",
            "source": publication.full_title,
        }
    )
