"""Sections as they were parsed, kept under a digest of all that they are parsed of.

A value is JSON: what the head says, its lines, the quotes, and the tree with the line of every
element. Who reads it trusts nobody: what is not such a value is no section.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import markdown_it
import mdit_py_plugins
import pydantic
from lxml import etree

from press import standing, yaml
from press.errors import Place
from press.manuscript import reading
from press.manuscript.kinds import KINDS
from press.manuscript.section import PullQuote, Section
from press.store import Store, digest

FORM = "1"
"""Of the values; another number is another form."""
BROKEN = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """All that a section is parsed of, but for the figures that it shows."""

    file: str
    """The file, relative to the root."""
    language: str
    """The publication's."""
    content: bytes
    """What stands in the file."""

    @property
    def slug(self) -> str:
        """The section's name in links and on disk."""
        return PurePosixPath(self.file).stem

    @property
    def key(self) -> str:
        """The key under which the section is kept."""
        return digest("section", FORM, _parser(), self.file, self.language, self.content)


@cache
def _parser() -> str:
    """Who parses: another press or another library may parse otherwise."""
    return digest(
        standing.press(),
        sys.version,
        markdown_it.__version__,
        mdit_py_plugins.__version__,
        yaml.VERSION,
        pydantic.VERSION,
        etree.__version__,
        repr(etree.LIBXML_VERSION),
    )


def keep(store: Store, typed: Typed, section: Section) -> None:
    """Keep a section that was parsed without a fault."""
    store.put(typed.key, packed(section))


def found(store: Store, typed: Typed) -> Section | None:
    """The section that was parsed of the same; None where it is not here, or not whole."""
    value = store.get(typed.key)
    try:
        return None if value is None else unpacked(value, typed)
    except ValueError:
        return None


def packed(section: Section) -> bytes:
    """What was parsed, as bytes; equal sections are equal bytes."""
    quotes = [
        [one.name, one.text, one.state, one.reason, one.source, one.place.line, one.marked]
        for one in section.pull_quotes
    ]
    told = {
        "head": section.head.model_dump(mode="json", by_alias=True),
        "lines": section.lines,
        "quotes": quotes,
        "body": None if section.body is None else _packed(section.body),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(value: bytes, typed: Typed) -> Section:
    """A section out of its bytes.

    Raises:
        ValueError: they are not a whole section.
    """
    try:
        told = json.loads(value)
        kind = KINDS[told["head"]["kind"]]
        return Section(
            slug=typed.slug,
            kind=kind,
            file=typed.file,
            head=kind.head.model_validate(told["head"]),
            body=None if told["body"] is None else _unpacked(told["body"], None),
            typed=reading.plain(typed.content, typed.file),
            pull_quotes=tuple(
                PullQuote(
                    name=name,
                    text=text,
                    state=state,
                    reason=reason,
                    source=source,
                    place=Place(typed.file, line),
                    marked=marked,
                )
                for name, text, state, reason, source, line, marked in told["quotes"]
            ),
            lines=dict(told["lines"]),
        )
    except BROKEN as error:
        raise ValueError("this is no section") from error


def _packed(element: etree._Element) -> list[Any]:
    return [
        element.tag,
        element.sourceline,
        dict(element.attrib),
        element.text,
        element.tail,
        [_packed(child) for child in element],
    ]


def _unpacked(told: list[Any], parent: etree._Element | None) -> etree._Element:
    tag, line, attributes, text, tail, children = told
    if parent is None:
        element = etree.Element(tag, attributes)
    else:
        element = etree.SubElement(parent, tag, attributes)
    if line is not None:
        element.sourceline = line  # type: ignore[misc]  # the stubs take it to be read-only
    element.text = text
    element.tail = tail
    for child in children:
        _unpacked(child, element)
    return element
