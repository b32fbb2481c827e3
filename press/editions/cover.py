"""The cover of a bound book: the made edition's own cover pages round a spine.

The art is that of the edition's pages, placed and not set again. Only the spine is set here; its
line stays out where it would stand too near to a fold, the head or the foot.
"""

from __future__ import annotations

from dataclasses import dataclass

from press import finish
from press.compose import Composer
from press.editions import print_pdf
from press.editions.bound import must_be_leaves, must_have_a_spine, spine_width
from press.editions.job import Job, Made
from press.editions.paged import intent, joined, typesetter_for
from press.finish import wrap
from press.parts import SetLine

NARROWEST = 5.0
"""The least spine that carries words, in mm: on less, the play of the folds would show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A finished cover, not yet published."""

    name: str
    """The file's name: `tiny-cover.pdf`."""
    content: bytes
    width: float
    """Of the trimmed flat sheet, in mm, and so are the others."""
    height: float
    spine: float
    inner: tuple[int, int]
    """The first and the last of the pages of the print file that lie between the covers."""
    notice: str
    """Why the spine is blank; empty where it has its line."""


def make(job: Job, made: Made) -> Cover:
    """Make the cover of a bound edition.

    Args:
        job: the edition.
        made: the edition as it was made; its first leaf and its last are the cover.

    Raises:
        UsageError: the edition has no spine.
        ContentError: the order does not say how thick a leaf is, or the pages make no leaves.
    """
    edition = must_have_a_spine(job.order, job.name)
    must_be_leaves(job.order, job.name, made.extent)
    width, height = job.physical.trim or (0.0, 0.0)
    flat = wrap.Flat(
        width=width,
        height=height,
        spine=spine_width(made.extent, edition.thickness),
        bleed=edition.bleed,
    )
    spine, notice = _spine(job, flat)
    publication = job.order.publication
    content = finish.finish(
        wrap.wrap(made.content, spine, flat),
        publication=publication.model_copy(
            update={"title": f"Cover of {publication.full_title}", "subtitle": ""}
        ),
        folios=(1, 2),
        sheet=finish.Sheet(
            width=flat.whole,
            height=height,
            bleed=edition.bleed,
            slug=edition.slug,
            folds=(width, width + flat.spine),
        ),
        intent=intent(job),
        linked=False,
    )
    return Cover(
        name=f"{job.order.name}-cover.pdf",
        content=content,
        width=flat.whole,
        height=height,
        spine=flat.spine,
        inner=(3, made.extent - 2),
        notice=notice,
    )


def _spine(job: Job, flat: wrap.Flat) -> tuple[bytes, str]:
    """The spine as a page of its own, and why it is blank where it is."""
    own = job.edition.model_copy(update={"trim": (flat.spine, flat.height)})
    composer = Composer(
        job.book, job.layout, entry=print_pdf.FORMAT.entry, edition=own, physical=own
    )
    typesetter = typesetter_for(job, composer, print_pdf.FORMAT)
    made = typesetter.sheet(composer.sheet("spine.html", told=True))
    notice = _why_blank(made.told.lines, flat, job.edition.safe_area)
    if notice:
        made = typesetter.sheet(composer.sheet("spine.html", told=False))
    return joined(job, [made.leaves()]), notice


def _why_blank(lines: tuple[SetLine, ...], flat: wrap.Flat, safe: float) -> str:
    """Why the line cannot stand on the spine; it was set along it, before it is turned."""
    if flat.spine < NARROWEST:
        return f"the spine is blank: it is {flat.spine:g} mm wide, and words need {NARROWEST:g} mm"
    start = min((line.left for line in lines), default=safe)
    end = max((line.right for line in lines), default=safe)
    if start < safe or end > flat.height - safe:
        return (
            f"the spine is blank: its line would stand from {start:.1f} mm below the head to "
            f"{end:.1f} mm, and words may stand from {safe:g} mm to {flat.height - safe:g} mm"
        )
    return ""
