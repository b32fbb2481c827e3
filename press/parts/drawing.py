"""What is drawn of a part: objects of a PDF that wait to be joined with those of other parts.

Nothing in it knows another part: what leads elsewhere is kept by name, a font by the digest of its
program and the glyphs that are used of it, an element of the structure by what it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

FONTS = -1
"""Among the objects that another one refers to: the fonts of the whole file."""
Pieces: TypeAlias = tuple[str | int, ...]
"""The text of an object, with the numbers of the objects that it refers to where they stand."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of the file: a dictionary, or a stream."""

    digest: str
    """Of it and all that it refers to: equal ones are one object of the joined file."""
    head: Pieces
    body: bytes | None = None
    """What follows the dictionary of a stream, filtered as the dictionary says."""


@dataclass(frozen=True, slots=True)
class Link:
    """The annotation of a link."""

    target: str
    """The id that it leads to; empty for one that leads out of the book."""
    said: str
    """The entries of its dictionary."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline."""

    level: int
    label: str
    at: str
    """Where on its page it leads, in pt: `56.7 480`."""
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page."""

    said: str
    """Its boxes, and what else its dictionary says of it alone."""
    content: int
    """The number of the object that draws it."""
    resources: int
    anchors: Mapping[str, str]
    """Where on it each id stands that stands there, in pt."""
    links: tuple[Link, ...]
    bookmarks: tuple[Bookmark, ...]
    pieces: int
    """How many pieces of its content are marked."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A marked piece of a page's content."""

    page: int
    """The page's index in the part."""
    number: int


@dataclass(frozen=True, slots=True)
class Led:
    """A link as an element holds it."""

    page: int
    number: int
    """The link's index on the page."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the structure (ISO 32000-1, 14.7.2)."""

    role: str
    said: str
    """Entries of its dictionary: language, alternative, attributes."""
    name: str
    """Its identifier, empty where it has none."""
    kids: tuple[Element | Piece | Led, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font, and what is used of it."""

    name: str
    """By which content asks for it: six capitals that belong to its program and its family."""
    program: str
    """The digest of its file."""
    carried: int | None
    """The object that holds its program, where it is not a face of the layout as it lies there."""
    base: str
    """What the file calls it, behind the prefix of a subset."""
    family: str
    flags: int
    ascent: int
    descent: int
    hinted: bool
    glyphs: Mapping[int, str]
    """The glyphs that are used, in the order of their use, and the text of each where it was
    first."""
    widths: Mapping[int, int]
    """Their advances, in thousandths of the size."""
    missing: tuple[int, ...]
    """Those of them that the font has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The drawn pages of one part."""

    pages: tuple[Page, ...]
    things: tuple[Thing, ...]
    fonts: tuple[Font, ...]
    structure: tuple[Element, ...] | None
    """The elements below its document; none in a file without tags."""
    roles: Mapping[str, str]
    """Our own types of element, and the standard ones they stand for."""
    targets: Mapping[str, str]
    """What stands at each id, in words, for those who are told where a link leads."""
    catalog: Pieces
    """What it says of the whole file."""
    information: str
    """Entries of the information dictionary."""
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaves:
    """The pages of a part that go into a file."""

    drawing: Drawing
    pages: tuple[int, ...]
    """Their indexes in the part."""
    folios: tuple[int, ...]
