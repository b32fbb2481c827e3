"""Trees and markup: bodies become XHTML, filled templates become trees and text again."""

from __future__ import annotations

from lxml import etree

from press.errors import ContentError, Place

XHTML = "http://www.w3.org/1999/xhtml"
EPUB = "http://www.idpf.org/2007/ops"
"""The namespace of `epub:type` (EPUB 3.3, 6.1.1.1)."""
XML = "http://www.w3.org/XML/1998/namespace"


def markup(body: etree._Element) -> str:
    """What stands in a body, as XHTML."""
    text = "".join(etree.tostring(child, encoding="unicode") for child in body)
    return f"{body.text or ''}{text}"


def parsed(text: str, place: Place) -> etree._Element:
    """A filled template as a tree.

    Raises:
        ContentError: it is not well-formed XML, as XHTML must be.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    try:
        return etree.fromstring(text.encode(), parser=parser)
    except etree.XMLSyntaxError as error:
        raise ContentError(
            f"what this template makes is not XHTML: {error.msg}",
            place=place,
            hint="close every element, and write characters instead of named entities",
        ) from error


def written(tree: etree._Element) -> bytes:
    """A tree as a file."""
    etree.cleanup_namespaces(tree, keep_ns_prefixes=["epub"])
    head = b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    return head + etree.tostring(tree, encoding="utf-8") + b"\n"
