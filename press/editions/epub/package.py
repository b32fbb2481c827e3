"""The package document and the navigation document: what is in the container, and in which order.

EPUB 3.3, 5 and 7. Both are made of the order and of the files, so that nothing is told by hand.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from lxml import etree
from lxml.builder import ElementMaker

from press.book.model import Chapter
from press.editions.epub.access import accessibility
from press.editions.epub.sections import File
from press.editions.job import Job
from press.reflow import EPUB, XHTML, XML, written

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
NAV, STYLE, COVER = "nav.xhtml", "style.css", "cover.png"
MEDIA_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".woff2": "font/woff2",
}
"""Core media types (EPUB 3.3, 3.2)."""
TYPE = f"{{{EPUB}}}type"

_opf = ElementMaker(namespace=OPF, nsmap={None: OPF, "dc": DC})
_dc = ElementMaker(namespace=DC, nsmap={"dc": DC})
_html = ElementMaker(namespace=XHTML, nsmap={None: XHTML, "epub": EPUB})


def identifier(job: Job, edition: str) -> uuid.UUID:
    """The identifier of an edition, the same as long as the work and the edition keep their names.

    `dcterms:modified` tells one release from the next (EPUB 3.3, 5.5.4).
    """
    work = f"{job.order.name}/{edition}: {job.book.publication.full_title}"
    return uuid.uuid5(uuid.NAMESPACE_URL, work)


def package(job: Job, sections: Sequence[File], others: Iterable[str]) -> bytes:
    """The package document.

    Args:
        job: the edition.
        sections: the sections' files, in the order of the spine.
        others: the names of all other files but this one.
    """
    root = _opf.package(
        _metadata(job, sections),
        _manifest(sections, others),
        _opf.spine(*(_opf.itemref(idref=_id(one.name)) for one in sections)),
        version="3.0",
        **{"unique-identifier": "identifier"},
    )
    root.set(f"{{{XML}}}lang", job.book.publication.language)
    head = b'<?xml version="1.0" encoding="utf-8"?>\n'
    etree.indent(root, space="")
    return head + etree.tostring(root, encoding="utf-8") + b"\n"


def _metadata(job: Job, sections: Sequence[File]) -> etree._Element:
    work = job.book.publication
    told = _opf.metadata(
        _dc.identifier(f"urn:uuid:{identifier(job, job.name)}", id="identifier"),
        *_titles(work.title, work.subtitle),
        _dc.language(work.language),
        _dc.date(work.date.isoformat()),
    )
    for name, values in (
        ("creator", work.creators),
        ("publisher", work.publishers),
        ("subject", work.subjects),
        ("description", (work.description,)),
        ("source", (work.source,)),
        ("rights", (work.rights,)),
    ):
        told.extend(_dc(name, value) for value in values if value)
    properties = [("dcterms:modified", f"{work.date.isoformat()}T00:00:00Z")]
    if work.licence:
        properties.append(("dcterms:license", work.licence))
    if any(one.folios for one in sections):
        print_edition = job.edition.pages_as or job.name
        properties.append(("pageBreakSource", f"urn:uuid:{identifier(job, print_edition)}"))
    properties += accessibility(sections)
    told.extend(_opf.meta(value, property=name) for name, value in properties)
    return told


def _titles(title: str, subtitle: str) -> list[etree._Element]:
    """The title, and the subtitle apart from it (EPUB 3.3, D.3.11)."""
    told = [_dc.title(title, id="title")]
    told.append(_opf.meta("main", refines="#title", property="title-type"))
    if subtitle:
        told.append(_dc.title(subtitle, id="subtitle"))
        told.append(_opf.meta("subtitle", refines="#subtitle", property="title-type"))
    return told


def _manifest(sections: Sequence[File], others: Iterable[str]) -> etree._Element:
    special = {NAV: "nav", COVER: "cover-image"}
    properties = {one.name: "svg" for one in sections if one.has_svg} | special
    manifest = _opf.manifest()
    for name in (*others, *(one.name for one in sections)):
        item = _opf.item(id=_id(name), href=name)
        item.set("media-type", MEDIA_TYPES[PurePosixPath(name).suffix.lower()])
        if name in properties:
            item.set("properties", properties[name])
        manifest.append(item)
    return manifest


def _id(name: str) -> str:
    """A file's id, which has to begin with a letter and holds no slash."""
    return f"file-{name.replace('/', '-')}"


def navigation(job: Job, sections: Sequence[File]) -> bytes:
    """The navigation document: contents, pages, landmarks (EPUB 3.3, 7)."""
    work = job.book.publication
    told = [one for one in sections if _in_contents(one.chapter)]
    body = _html.body(
        _nav("toc", "doc-toc", "Contents", [(one.name, _label(one.chapter)) for one in told]),
    )
    pages = [(f"{one.name}#page-{folio}", str(folio)) for one in sections for folio in one.folios]
    if pages:
        body.append(_nav("page-list", "doc-pagelist", "Pages of the print edition", pages))
    body.append(_landmarks(sections))
    root = _html.html(
        _html.head(
            _html.meta(charset="utf-8"),
            _html.title(work.full_title),
            _html.link(rel="stylesheet", type="text/css", href=STYLE),
        ),
        body,
        lang=work.language,
    )
    root.set(f"{{{XML}}}lang", work.language)
    etree.indent(root, space="")
    return written(root)


def _in_contents(chapter: Chapter) -> bool:
    kind = chapter.section.kind
    return kind.matter != "cover" and kind.name != "contents"


def _label(chapter: Chapter) -> str:
    """A section in the contents: its number, its title and its subtitle."""
    number = f"{chapter.number}\u2002" if chapter.number else ""
    return f"{number}{chapter.section.full_title or chapter.label}"


def _nav(kind: str, role: str, title: str, entries: Sequence[tuple[str, str]]) -> etree._Element:
    listed = _html.ol(*(_html.li(_html.a(words, href=target)) for target, words in entries))
    nav = _html.nav(_html.h2(title), listed, id=kind)
    nav.set(TYPE, kind)
    if role:
        nav.set("role", role)
    nav.set("aria-label", title)
    return nav


def _landmarks(sections: Sequence[File]) -> etree._Element:
    """The places that a reading system may lead to at once; the first of each kind."""
    known: Mapping[str, tuple[str, str]] = {
        "cover": ("cover", "Cover"),
        "contents": ("toc", "Contents"),
        "foreword": ("foreword", "Foreword"),
        "introduction": ("introduction", "Introduction"),
        "body": ("bodymatter", "Start of the text"),
        "afterword": ("afterword", "Afterword"),
        "imprint": ("colophon", "Imprint"),
    }
    found: dict[str, tuple[str, str]] = {}
    for one in sections:
        kind = one.chapter.section.kind
        for name in (kind.name, kind.matter if kind.matter == "body" else ""):
            if name in known:
                found.setdefault(known[name][0], (one.name, known[name][1]))
    nav = _nav("landmarks", "", "Landmarks", list(found.values()))
    for link, place in zip(nav.iter(f"{{{XHTML}}}a"), found, strict=True):
        link.set(TYPE, place)
    return nav
