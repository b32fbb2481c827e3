"""The web edition: a folder of pages that stands alone, from a disk or below any address.

A page a section, a home page with the contents, one stylesheet, the letters that are used and the
layout's art. No script, nothing from another host: every page says so in its own
Content-Security-Policy (CSP Level 3), and all links are relative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from press import reading
from press.compose import Composer
from press.editions import offprints
from press.editions.faces import carried, shown
from press.editions.job import Bundle, Job
from press.editions.web import art, files, picture, styles
from press.editions.web.pages import Writer
from press.editions.web.plan import OFFPRINTS, plan
from press.editions.web.statement import stated

ENTRY = "web"
"""The entry stylesheet, and the folder of the templates."""


def make(job: Job) -> Bundle:
    """Make the web edition: `index.html`, a page a section, and what they need."""
    composer = Composer(
        job.book, job.layout, entry=ENTRY, edition=job.edition, physical=job.physical
    )
    singly = _offprints(job)
    site = plan(job.order, job.book, job.name, singly)
    gallery = art.Gallery(composer)
    told = stated(site, job.order, job.audited)
    writer = Writer(composer, site, gallery, told)
    pages: dict[str, str] = {}
    for index, page in enumerate(site.pages):
        job.progress(f"writing {page.file}", index, len(site.pages))
        pages[page.file] = writer.page(page)
    job.progress("cutting the letters", 0, 1)
    sheet = styles.stylesheet(job.layout)
    said = shown([*pages.values(), *styles.strings(sheet)])
    faces = carried(job, sheet, said, also=";font-display:swap")
    job.progress("drawing the art", 0, 1)
    asked = art.asked([*pages.values(), faces.sheet])
    made = {
        **{file: art.readdressed(html).encode() for file, html in pages.items()},
        styles.FILE: art.readdressed(faces.sheet).encode(),
        **art.drawn(gallery, asked),
        **art.figures(job.assets, asked),
        **faces.fonts,
        **faces.licences,
        picture.FILE: picture.draw(job, gallery),
        **files.for_robots(site),
        **{f"{OFFPRINTS}/{name}": content for name, content in singly.items()},
    }
    return Bundle(edition=job.name, files=made, texts=reading.read_site(made))


def _offprints(job: Job) -> Mapping[str, bytes]:
    """The essays' own PDFs, where the order has them; a site takes them along to stand alone."""
    editions = job.order.publication.editions.items()
    name = next((name for name, one in editions if one.format == "offprints"), None)
    if name is None:
        return {}
    made = job.made.get(name)
    return (made or offprints.make(replace(job, name=name))).files
