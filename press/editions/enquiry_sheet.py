"""The enquiry as it goes out: lines for a terminal, and one page of A4 in the layout's fonts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from press import finish
from press.compose import Composer
from press.editions.enquiry import Enquiry, Row
from press.editions.job import Job
from press.editions.paged import Format, joined, typesetter_for
from press.errors import ContentError

FORMAT = Format(
    entry="sheet",
    options={"pdf_variant": "pdf/ua-1", "pdf_tags": True},
    omitted=frozenset(),
    linked=False,
)
A4 = (210.0, 297.0)
"""Width and height of the page, in mm."""
DENSITIES = 5
"""How closely the rows may stand, from 0; the page takes the first at which all are on it."""
LABEL, LINE = 20, 88
"""The width of the labels, and of a line in a terminal, in letters."""


def lines(asked: Enquiry) -> Iterator[str]:
    """The enquiry for a terminal."""
    yield from _wrapped("", ": ".join(part for part in (asked.title, asked.subtitle) if part))
    yield asked.heading
    for group in asked.groups:
        yield ""
        for row in group:
            yield from _wrapped(f"{row.label:<{LABEL}}", _words(asked, row))
    if asked.note:
        yield ""
        yield from _wrapped("", asked.note)


def _words(asked: Enquiry, row: Row) -> str:
    return row.value or f"{asked.agreed} ({row.key}:)"


def _wrapped(label: str, words: str) -> list[str]:
    wrapped = textwrap.wrap(
        words,
        LINE,
        initial_indent=label,
        subsequent_indent=" " * len(label),
        break_on_hyphens=False,
    )
    return [line.replace("\u00a0", " ") for line in wrapped]


def page(job: Job, asked: Enquiry) -> bytes:
    """The enquiry as a tagged PDF of one page, in black.

    Raises:
        ContentError: so much is said that one page does not hold it, however closely it is set.
    """
    width, height = A4
    own = job.edition.model_copy(update={"trim": A4, "bleed": 0.0})
    composer = Composer(job.book, job.layout, entry=FORMAT.entry, edition=own, physical=own)
    typesetter = typesetter_for(job, composer, FORMAT, drawings={})
    for density in range(DENSITIES):
        part = composer.sheet("enquiry.html", enquiry=asked, density=density)
        made = typesetter.sheet(part)
        if len(made.told.pages) == 1:
            break
    else:
        longest = max(asked.rows, key=lambda row: len(row.value))
        raise ContentError(
            "the enquiry does not go on one page",
            place=job.order.place("editions", job.name, longest.key),
            hint=f"say `{longest.key}:` more briefly, and the rest in the letter",
        )
    publication = job.order.publication
    title = f"{asked.heading}: {publication.full_title}"
    told = {"title": title, "subtitle": "", "subjects": (), "description": "", "source": ""}
    return finish.finish(
        joined(job, [made.leaves()]),
        publication=publication.model_copy(update=told),
        folios=(1,),
        sheet=finish.Sheet(width=width, height=height),
        linked=FORMAT.linked,
    )
