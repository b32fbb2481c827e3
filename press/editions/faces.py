"""The faces that an edition carries along, cut so that one cut serves all that do.

What is cut is told by its bytes, and as WOFF 2 it is kept under them: the site takes what the EPUB
has packed, and the next run what this one has.
"""

from __future__ import annotations

import html
import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import PurePosixPath

from press.assets import Face, as_woff2, cut_to_say, freely_named
from press.editions.job import Job
from press.errors import ContentError
from press.layouts import declared_faces, without_faces
from press.parts.keys import code
from press.store import digest

FOLDER = "fonts"
TAG = re.compile(r"<[^>]*>")
ALWAYS = frozenset(
    f"{string.ascii_letters}{string.digits}!\"#%&'()*+,-./:;?@[]_ \u00a0\u2002–—‘’“”…↑"
)
"""Characters that every edition has, so that a changed word rarely changes a font, and what one
edition says besides the book makes its fonts no others than the next one's."""
PACKERS = ("fonttools", "brotli")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A stylesheet with its faces."""

    sheet: str
    """The stylesheet, which calls the faces by the names under which they go out."""
    fonts: Mapping[str, bytes]
    """As WOFF 2 (W3C Recommendation, 2022), by the files that the stylesheet asks for."""
    licences: Mapping[str, bytes]
    """What may be done with them, for those that lay beside their licence."""


def shown(markup: Iterable[str]) -> frozenset[str]:
    """The characters that pages show, as HTML or XHTML."""
    return frozenset(html.unescape(TAG.sub("", "".join(markup))))


def carried(job: Job, sheet: str, characters: frozenset[str], *, also: str = "") -> Carried:
    """Cut the faces that a stylesheet declares and sets something in.

    A cut font is a modified one, and goes out under another name where its licence reserves its own
    (SIL Open Font License 1.1, clause 3).

    Args:
        job: the edition.
        sheet: the stylesheet, without comments.
        characters: all that the edition shows.
        also: what the rules that declare the faces say besides.

    Raises:
        ContentError: it declares a face that is not among the layout's.
    """
    text, used = sheet, without_faces(sheet)
    names: dict[str, str] = {}
    fonts: dict[str, bytes] = {}
    licences: dict[str, bytes] = {}
    for one in declared_faces(sheet):
        if f'"{one.family}"' not in used:
            text = text.replace(one.rule, "")
            continue
        face = _of_the_layout(job, one.path)
        cut = cut_to_say(face, ALWAYS | characters)
        file = f"{FOLDER}/{cut.stem}.woff2"
        fonts[file] = _packed(job, cut.content)
        rule = one.rule.replace(one.address, f'url({file}) format("woff2")')
        text = text.replace(one.rule, f"{rule.removesuffix('}')}{also}}}")
        names[one.family] = freely_named(one.family, face.reserved)
        if face.licence:
            licences[f"{FOLDER}/{PurePosixPath(face.path).parts[0]}-licence.txt"] = face.licence
    for family, name in names.items():
        text = text.replace(f'"{family}"', f'"{name}"')
    lines = [line for line in text.split("\n") if line.strip()]
    return Carried(sheet="\n".join([*lines, ""]), fonts=fonts, licences=licences)


def _of_the_layout(job: Job, path: str) -> Face:
    face = next((one for one in job.faces.values() if one.path == path), None)
    if face is None:
        raise ContentError(
            f"the face {path} is not among the layout's",
            hint="declare it in fonts.css too, where it is opened and checked",
        )
    return face


def _packed(job: Job, font: bytes) -> bytes:
    if job.store is None:
        return as_woff2(font)
    key = digest("woff2", _packers(), font)
    kept = job.store.get(key)
    if kept is None:
        kept = as_woff2(font)
        job.store.put(key, kept)
    return kept


@cache
def _packers() -> str:
    """All that decides what a packed font is, but the font."""
    return digest(*(f"{name} {metadata.version(name)}" for name in PACKERS), code("assets"))
