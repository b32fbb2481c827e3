"""The text edition: the words alone, for reuse and quotation, as plain text and as Markdown.

The whole work is one file of each form, and each section that is read by itself another. A
paragraph is one line: what is quoted brings no line ends along, a search never misses a phrase
because a line ends in it, and every editor wraps lines by itself. UTF-8, without a byte order mark.

Every file is read back. The Markdown must say the same words as the plain text, a section's file
the same as the whole, and the plain text is held against the manuscript before it is published.
Pull quotes are left out, because their words stand in the text; one that was adapted stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from press import reading
from press.book.citation import citation
from press.book.model import Book, Chapter
from press.editions.job import Bundle, Job
from press.editions.text import marked, plain
from press.editions.text.blocks import blocks
from press.errors import ContentError
from press.publication import Publication
from press.reading import Aside, SectionText
from press.reading.facts import words

ALONE = {"cover", "contents", "back-cover"}
"""Kinds of section that make no sense outside the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A section in both forms."""

    chapter: Chapter
    plain: str
    marked: str


def make(job: Job) -> Bundle:
    """Make the text edition: `<publication>.txt` and `.md`, and both again for each section."""
    told = list(_told(job.book))
    name, work = job.order.name, job.book.publication
    files = {
        f"{name}.txt": _file([one.plain for one in told], plain.colophon(_rights(work))),
        f"{name}.md": _file([one.marked for one in told], marked.colophon(_rights(work))),
    }
    for one in told:
        if one.chapter.section.kind.name not in ALONE:
            lines = [citation(work, one.chapter), *_rights(work)]
            stem = f"{name}-{one.chapter.slug}"
            files[f"{stem}.txt"] = _file([one.plain], plain.colophon(lines))
            files[f"{stem}.md"] = _file([one.marked], marked.colophon(lines))
    slugs = tuple(one.slug for one in job.book.chapters)
    whole = f"{name}.txt"
    said = zip(slugs, reading.sections(files[whole]), reading.addresses(files[whole]), strict=True)
    texts = {
        slug: SectionText(
            slug=slug,
            file=whole,
            text=text,
            asides=tuple(Aside(what="address", text=one) for one in addresses),
        )
        for slug, text, addresses in said
    }
    _see_that_all_agree(name, files, texts)
    return Bundle(edition=job.name, files=files, texts=texts, sections=slugs)


def _told(book: Book) -> Iterator[_Told]:
    for chapter in book.chapters:
        found = list(blocks(book, chapter))
        yield _Told(
            chapter=chapter,
            plain=plain.written(found),
            marked=marked.written(found, chapter.slug),
        )


def _file(sections: list[str], colophon: str) -> bytes:
    return f"\n\n{reading.PARTED}\n\n".join([*sections, colophon]).encode() + b"\n"


def _rights(work: Publication) -> list[str]:
    """Where the text comes from and what may be done with it."""
    made = ", ".join([*work.publishers, str(work.date.year)])
    return [line for line in (f"{work.full_title}. {made}.", work.rights, work.licence) if line]


def _see_that_all_agree(name: str, files: dict[str, bytes], texts: dict[str, SectionText]) -> None:
    """Read every file back; each must say of a section what the whole plain text says of it.

    Raises:
        ContentError: one says other words.
    """
    said = {slug: words(one.text) for slug, one in texts.items()}
    for file, content in files.items():
        stem, _, form = file.rpartition(".")
        slug = stem.removeprefix(name).removeprefix("-")
        due = [said[slug]] if slug else list(said.values())
        found = [words(text) for text in reading.sections(content, marked=form == "md")]
        if found != due:
            raise ContentError(
                f"{file} says other words than {name}.txt",
                hint="this is a fault of the press: report it",
            )
