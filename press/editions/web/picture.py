"""The picture that stands for a site where somebody links to it (Open Graph, `og:image`).

It is one page, set by the engine from the layout's `web/picture.html` and `picture.css`, and taken
as a picture by the reader of PDFs: type and art are the edition's own.
"""

from __future__ import annotations

from dataclasses import dataclass

from press import reading
from press.compose import Composer
from press.editions.job import Job
from press.editions.paged import joined
from press.editions.web import art
from press.pages import Typesetter

FILE = "picture.png"
ENTRY = "picture"
WIDTH, HEIGHT = 1200, 630
"""In pixels: what the places that show such pictures ask for."""
DOTS = 96
"""An inch of CSS."""
MILLIMETRES = 25.4 / DOTS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    name: str
    html: str


def draw(job: Job, gallery: art.Gallery) -> bytes:
    """The picture, as a PNG of 1200 by 630 pixels."""
    trim = (WIDTH * MILLIMETRES, HEIGHT * MILLIMETRES)
    sheet = job.edition.model_copy(update={"trim": trim})
    composer = Composer(job.book, job.layout, entry=ENTRY, edition=sheet, physical=sheet)
    html = composer.filled("web/picture.html", {}, facts=job.book.publication)
    asked = [one for one in art.asked([html]) if one.startswith("drawing:")]
    drawings = {one: gallery.svg(one.partition(":")[2]) for one in asked}
    typesetter = Typesetter(
        composer.styles,
        {**job.assets, **drawings},
        silences=job.layout.settings.silences,
        house=job.house,
        store=job.store,
        hands=job.hands,
    )
    made = typesetter.sheet(_Sheet(name="the picture of the site", html=html))
    return reading.picture(joined(job, [made.leaves()]), width=WIDTH)
