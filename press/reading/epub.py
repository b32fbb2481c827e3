"""What a finished EPUB says: each section's text, in the order in which it is read."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from press.errors import ContentError
from press.reading.facts import SectionText
from press.reading.flow import said

CONTAINER = "META-INF/container.xml"


def read_epub(content: bytes) -> tuple[SectionText, ...]:
    """Read the sections of an EPUB in the order of its spine.

    Raises:
        ContentError: it is no EPUB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            return tuple(_sections(container))
    except (zipfile.BadZipFile, LookupError, etree.XMLSyntaxError) as error:
        raise ContentError(
            f"this is no EPUB that can be read: {error}", hint="report it with the file"
        ) from error


def _sections(container: zipfile.ZipFile) -> Iterator[SectionText]:
    rootfile = _first(_tree(container, CONTAINER).iter("{*}rootfile"))
    package = rootfile.get("full-path", "")
    opf = _tree(container, package)
    files = {item.get("id"): item.get("href", "") for item in opf.iter("{*}item")}
    for itemref in opf.iter("{*}itemref"):
        file = files[itemref.get("idref")]
        yield text_of(container.read(posixpath.join(posixpath.dirname(package), file)), file)


def text_of(content: bytes, file: str) -> SectionText:
    """What one file of a section says.

    Args:
        content: the file.
        file: its name.
    """
    section = _first(one for one in _parsed(content).iterfind("{*}body/*") if one.get("id"))
    text, asides = said(section)
    return SectionText(slug=section.get("id", ""), file=file, text=text, asides=asides)


def _first(found: Iterable[etree._Element]) -> etree._Element:
    for one in found:
        return one
    raise LookupError("an element is missing")


def _tree(container: zipfile.ZipFile, name: str) -> etree._Element:
    return _parsed(container.read(name))


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(content, parser=parser)
