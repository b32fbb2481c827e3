"""What the recipes of paged formats share: compose, set in rounds, join, finish."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from press import finish, layouts
from press.compose import Composer, Notes
from press.editions.job import Job, Made
from press.editions.pagination import Pagination, paginate
from press.joining import join
from press.pages import Typesetter, Typesetting
from press.pages.copyfit import Fit
from press.parts import Leaves
from press.parts.keys import code
from press.store import digest

TAGGED: Mapping[str, Any] = {
    "pdf_variant": "pdf/a-2a",
    "pdf_tags": True,
    "output_intent": "given by the typesetter",
}
"""How the engine writes what goes out tagged; finishing declares PDF/UA-1 besides PDF/A-2a."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What sets one paged format apart from another."""

    entry: str
    """Its entry stylesheet."""
    options: Mapping[str, Any]
    """How the engine writes it."""
    omitted: frozenset[str]
    """The names of pages that do not go out; their folios stay counted."""
    linked: bool
    """Whether links stay in the file."""
    sided: bool = True
    """Whether sections begin on the side that the layout asks for; else every page is alike."""
    notes: Notes = "foot"
    """Where notes stand: at the foot of the page with their call, or at the end of the section."""


def make(job: Job, form: Format) -> Made:
    """Make one paged edition."""
    composer = composer_for(job, form)
    typesetter = typesetter_for(job, composer, form)
    pagination = paginate(job, composer, typesetter)
    if job.hands is not None:
        job.hands.rest()
    return finished(job, form, composer, pagination)


def finished(job: Job, form: Format, composer: Composer, pagination: Pagination) -> Made:
    """Join and finish pages that are set."""
    job.progress("joining the parts", 0, 1)
    leaves = pagination.leaves(form.omitted)
    drawn = joined(job, leaves)
    job.progress("finishing", 0, 1)
    folios = tuple(folio for one in leaves for folio in one.folios)
    spans = pagination.spans()
    content = finish.finish(
        drawn,
        publication=job.book.publication,
        folios=folios,
        sheet=sheet(job),
        intent=intent(job),
        linked=form.linked,
        words=slugs(job, folios) if job.edition.slug else None,
    )
    return Made(
        edition=job.name,
        tokens=composer.tokens,
        name=f"{job.order.name}-{job.name}.pdf",
        content=content,
        folios=folios,
        spans=spans,
        extent=len(pagination.pages),
        lines=pagination.lines,
        page_names={page.folio: page.name for page in pagination.pages},
        anchors=pagination.anchors(),
        starts={chapter.slug: composer.start(chapter) for chapter in job.book.chapters},
        html=composer.together([placed.part for placed in pagination.parts]),
        fitted=pagination.fitted,
        unmended=pagination.unmended,
    )


def joined(job: Job, leaves: Sequence[Leaves], *, elsewhere: Iterable[str] = ()) -> bytes:
    """Join pages of an edition.

    Args:
        job: what is made.
        leaves: the pages of each part.
        elsewhere: ids that need not stand on them.

    Raises:
        ContentError: a link leads nowhere.
    """
    return join(
        leaves,
        (content for address, content in job.assets.items() if address.startswith("font:")),
        elsewhere=elsewhere,
        accepted=[silence.warning for silence in job.layout.settings.silences],
    )


def sheet(job: Job) -> finish.Sheet:
    """The physical facts of an edition's pages."""
    width, height = job.physical.trim or (0.0, 0.0)
    return finish.Sheet(width=width, height=height, bleed=job.edition.bleed, slug=job.edition.slug)


def composer_for(job: Job, form: Format) -> Composer:
    """A composer for a format."""
    return Composer(
        job.book,
        job.layout,
        entry=form.entry,
        edition=job.edition,
        physical=job.physical,
        sided=form.sided,
        notes=form.notes,
    )


def slugs(job: Job, folios: Sequence[int]) -> finish.Slugs:
    """What stands in the slug of each page: which file it is of, and which page of it."""
    work = job.book.publication
    facts = [job.edition.condition or "", work.date.isoformat()]
    lines = [
        " \u00b7 ".join(
            one
            for one in (
                work.full_title,
                f"{job.name}, page {number} of {len(folios)} (folio {folio})",
                *facts,
            )
            if one
        )
        for number, folio in enumerate(folios, start=1)
    ]
    return finish.Slugs(lines=tuple((line,) for line in lines), lettering=job.letters(lines))


def typesetter_for(
    job: Job, composer: Composer, form: Format, *, drawings: Mapping[str, bytes] | None = None
) -> Typesetter:
    """A typesetter with the layout's stylesheets, and every drawing that the layout can ask for.

    Args:
        job: what is made.
        composer: whose stylesheets and drawings serve it.
        form: the format.
        drawings: the drawings, where not all are needed or they are there; they take time.
    """
    if job.hands is not None:
        fonts = {one: job.assets[one] for one in job.assets if one.startswith("font:")}
        job.hands.prepare(Typesetting(styles=tuple(composer.styles), assets=fonts))
    art = drawings_for(job, composer) if drawings is None else drawings
    return Typesetter(
        composer.styles,
        {**job.assets, **art},
        silences=job.layout.settings.silences,
        options=form.options,
        house=job.house,
        fit=_fit(composer.tokens),
        store=job.store,
        hands=job.hands,
        others=job.others,
        aside=job.aside,
    )


def typesetting_for(job: Job, form: Format) -> Typesetting:
    """What an edition is set with, for who makes another one before it."""
    return typesetter_for(job, composer_for(job, form), form).given


def drawings_for(job: Job, composer: Composer) -> Mapping[str, bytes]:
    """Every drawing of the layout, from the store where they are kept."""
    if job.store is None:
        return composer.drawings()
    asked = sorted(job.layout.settings.drawings.items())
    key = digest("drawings", code("drawings"), repr(asked), repr(sorted(composer.tokens.items())))
    kept = job.store.get(key)
    if kept is not None:
        with suppress(ValueError, AttributeError):
            return {address: text.encode() for address, text in json.loads(kept).items()}
    art = composer.drawings()
    job.store.put(
        key, json.dumps({address: content.decode() for address, content in art.items()}).encode()
    )
    return art


def _fit(tokens: Mapping[str, str]) -> Fit | None:
    """How the layout wants its pages to end; none where it wants no copyfitting."""
    unit = layouts.millimetres(tokens.get("unit", ""))
    counts = [tokens.get(name, "").strip() for name in ("least-last-lines", "uneven-rows")]
    if unit is None or tokens.get("copyfit", "").strip() != "auto":
        return None
    if not all(count.isdecimal() for count in counts):
        return None
    return Fit(unit=unit, least_last_lines=int(counts[0]), uneven_rows=int(counts[1]))


def intent(job: Job) -> finish.Intent | None:
    """The printing condition, where the edition names a profile."""
    if job.profile is None:
        return None
    return finish.Intent(
        condition=job.edition.condition or job.profile.description,
        description=job.profile.description,
        profile=job.profile.content,
    )
