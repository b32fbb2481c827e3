"""What those meet who hear an edition without pages: headings, links and pictures, in their order.

Sites and EPUBs are read alike, from their finished files.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from press.reading.web import SECTION

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardLink:
    """A link, by its name."""

    words: str
    """Its accessible name (Accessible Name and Description Computation 1.2), simply."""
    target: str
    """Where it leads, from the root of the edition."""
    role: str = ""
    """What it is beside a link: `doc-noteref`, `doc-backlink`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardPage:
    """One page as it is heard."""

    file: str
    ids: frozenset[str]
    """Every id on it: sections are found by theirs."""
    headings: tuple[tuple[int, str], ...]
    """Level and words."""
    links: tuple[HeardLink, ...]
    pictures: tuple[str | None, ...]
    """What each picture shows, in words; empty where it decorates, None where nothing is said."""
    words: str
    """All that is said, on one line."""


def hear_site(files: Mapping[str, bytes]) -> tuple[HeardPage, ...]:
    """The pages of a site, in the order in which it was made: that of the spine, home first."""
    return tuple(
        _page(name, etree.fromstring(content.decode("utf-8"), parser=etree.HTMLParser()))
        for name, content in files.items()
        if name.endswith(".html")
    )


def hear_epub(content: bytes) -> tuple[HeardPage, ...]:
    """The sections of an EPUB, in the order of its spine."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        package = next(name for name in container.namelist() if name.endswith(".opf"))
        opf = etree.fromstring(container.read(package), parser=parser)
        files = {item.get("id"): item.get("href", "") for item in opf.iter("{*}item")}
        spine = [files[one.get("idref")] for one in opf.iter("{*}itemref")]
        folder = posixpath.dirname(package)
        return tuple(
            _page(name, etree.fromstring(container.read(posixpath.join(folder, name)), parser))
            for name in spine
        )


def _page(file: str, root: etree._Element) -> HeardPage:
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    headings, links, pictures = [], [], []
    for one in elements:
        name = etree.QName(one).localname
        if name in HEADINGS:
            headings.append((HEADINGS[name], _words(one)))
        elif name == "a" and (target := one.get("href") or one.get(_XLINK)):
            leads = _resolved(file, target)
            links.append(HeardLink(words=_words(one), target=leads, role=one.get("role", "")))
        elif name == "img" or (name == "svg" and one.get("role") in {"img", "group"}):
            pictures.append(_alternative(root, one))
    return HeardPage(
        file=file,
        ids=frozenset(
            told for one in elements for told in (one.get("id"), one.get(SECTION)) if told
        ),
        headings=tuple(headings),
        links=tuple(links),
        pictures=tuple(pictures),
        words=" ".join("".join(root.itertext()).split()),
    )


_XLINK = "{http://www.w3.org/1999/xlink}href"


def _resolved(file: str, target: str) -> str:
    if target.startswith("#"):
        return f"{file}{target}"
    if "://" in target or target.startswith(("mailto:", "tel:")):
        return target
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), target))


def _words(element: etree._Element) -> str:
    """An element's name: its label, or what stands in it, pictures by their words."""
    return " ".join("".join(_said(element)).split())


def _said(element: etree._Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.get("aria-hidden") == "true":
        return
    label = element.get("aria-label")
    if label:
        yield label
        return
    if etree.QName(element).localname == "img":
        yield element.get("alt", "")
    yield element.text or ""
    for child in element:
        yield from _said(child)
        yield child.tail or ""


def _alternative(root: etree._Element, picture: etree._Element) -> str | None:
    """What a picture shows, in words: its own, its title, and what it is described by."""
    told = [picture.get("alt"), picture.get("aria-label")]
    told += [
        "".join(child.itertext())
        for child in picture
        if isinstance(child.tag, str) and etree.QName(child).localname in {"title", "desc"}
    ]
    asked = " ".join(filter(None, map(picture.get, ("aria-labelledby", "aria-describedby"))))
    told += [
        "".join(named.itertext())
        for anchor in asked.split()
        for named in root.iter()
        if isinstance(named.tag, str) and named.get("id") == anchor
    ]
    said = [one for one in told if one is not None]
    return " ".join(" ".join(said).split()) if said else None
