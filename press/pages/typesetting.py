"""What parts are set with, as plain values; and the key of what is made of it.

What all parts of an edition share is one value; what a part is given besides, a take, holds only
what it can ask for: a word that is new in one essay may make another word common, but not for a
section that does not have it. So the key of a part is a digest of all that it can depend on.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from importlib import metadata
from typing import Any, Literal, Protocol

from press import tools
from press.layouts import Silence, root_tokens
from press.lines.hyphens import WORD, House
from press.pages.copyfit import Fit
from press.parts.keys import code
from press.store import digest

FORM = "2"
"""Of the parts that are kept; another number is another form."""
ROOMS = ("pages", "parts", "lines")
"""Whose code decides what a part looks like."""
PACKAGES = (
    "weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "fonttools", "pillow",
)  # fmt: skip
TAG = re.compile(r"<[^>]*>")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'')
"""Of a stylesheet."""
ATTRIBUTE = re.compile(r"\battr\(\s*([\w-]+)")
"""An attribute whose value a stylesheet sets."""
Way = Literal["set", "sheet", "trial"]
"""How a part is set: with its pages made to end well and drawn, drawn only, or neither."""


class Words(Protocol):
    """What is set: a part of a book."""

    @property
    def name(self) -> str:
        """What it is called in messages."""

    @property
    def html(self) -> str:
        """The whole document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """What a compositor is given to set at one time."""

    way: Way
    name: str
    html: str
    folio: int
    """Of its first page."""
    house: House
    """Of the words that the house breaks in its own way or never, those that it has."""
    figures: Mapping[str, bytes]
    """The figures that it shows, by address."""


@dataclass(frozen=True, kw_only=True)
class Typesetting:
    """What all parts of an edition are set with."""

    styles: tuple[tuple[str, str], ...]
    """(file, text) in cascade."""
    assets: Mapping[str, bytes]
    """Fonts (`font:…`) and drawings (`drawing:…`) by address."""
    silences: tuple[Silence, ...] = ()
    """Warnings of the engine that are accepted."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """The engine's options for writing, such as `pdf_variant`."""
    fit: Fit | None = None
    """How pages are to end; nothing is fitted when nothing is said."""

    @cached_property
    def digest(self) -> str:
        """Of all of it, the engine and the press's own code; two with one digest set the same."""
        return digest(
            FORM,
            _machinery(),
            repr(self.styles),
            repr([silence.warning for silence in self.silences]),
            repr(sorted(self.options.items())),
            repr(self.fit),
            *_told(self.assets),
        )

    def take(
        self, way: Way, part: Words, folio: int, *, house: House, figures: Mapping[str, bytes]
    ) -> Take:
        """What a part is given: of words and figures of the whole book, its own."""
        plain = html.unescape(part.html)
        words = self._words(part.html) | self._said
        small = {word.lower() for word in words}
        small |= {word.removesuffix("s") for word in small}
        return Take(
            way=way,
            name=part.name,
            html=part.html,
            folio=folio,
            house=House(
                exceptions={one: house.exceptions[one] for one in house.exceptions.keys() & small},
                names=house.names & words,
                common=house.common & small,
            ),
            figures={
                address: content
                for address, content in figures.items()
                if address in plain or address in self._text
            },
        )

    def key(self, take: Take) -> str:
        """The key of what is made of a take."""
        return digest(self.digest, take.way, take.name, str(take.folio), *_own(take))

    def extent_key(self, take: Take) -> str:
        """The key under which it is remembered how many pages a take made, on its side."""
        return digest(self.digest, "extent", str(take.folio % 2), *_own(take))

    def _words(self, document: str) -> set[str]:
        """The words of a document, as they stand and across the tags within them."""
        texts = [TAG.sub(" ", document), TAG.sub("", document)]
        for name in self._attributes:
            texts += re.findall(rf"""\s{name}=["']([^"']*)""", document)
        return set(WORD.findall(html.unescape(" ".join(texts))))

    @cached_property
    def tokens(self) -> Mapping[str, str]:
        """The custom properties of the root, resolved, by their names with both hyphens."""
        return {f"--{name}": value for name, value in root_tokens(self.styles).items()}

    @cached_property
    def _attributes(self) -> tuple[str, ...]:
        return tuple(sorted(set(ATTRIBUTE.findall(self._text))))

    @cached_property
    def _text(self) -> str:
        return "\n".join(text for _, text in self.styles)

    @cached_property
    def _said(self) -> frozenset[str]:
        """The words that the stylesheets may set: those in their strings.

        Names and comments are not set, and a word that becomes common must not touch every part.
        """
        plain = COMMENT.sub("", self._text)
        return frozenset(word for one in STRING.findall(plain) for word in WORD.findall(one))


def _own(take: Take) -> Iterator[str]:
    yield take.html
    yield repr(sorted(take.house.exceptions.items()))
    yield repr(sorted(take.house.names))
    yield repr(sorted(take.house.common))
    yield from _told(take.figures)


def _told(assets: Mapping[str, bytes]) -> Iterator[str]:
    for address in sorted(assets):
        yield address
        yield sha256(assets[address]).hexdigest()


@cache
def _machinery() -> str:
    """The engine, the libraries that it works with, and the press's own code."""
    versions = [f"{name} {metadata.version(name)}" for name in PACKAGES]
    libraries = [f"{one.name} {one.version}" for one in tools.system_libraries()]
    return digest(sys.version, sys.platform, *versions, *libraries, code(*ROOMS))
