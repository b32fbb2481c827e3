"""The faces that an edition carries along, cut so that one cut serves all that do.

What is cut is told by its bytes, and as WOFF 2 it is kept under them: the site takes what the EPUB
has packed, and the next run what this one has.
"""

from __future__ import annotations

import html
import re
import string
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import metadata

from press.assets import Face, as_woff2, cut_to_say
from press.editions.job import Job
from press.parts.keys import code
from press.store import digest

TAG = re.compile(r"<[^>]*>")
ALWAYS = frozenset(
    f"{string.ascii_letters}{string.digits}!\"#%&'()*+,-./:;?@[]_ \u00a0\u2002–—‘’“”…↑"
)
"""Characters that every edition has, so that a changed word rarely changes a font, and what one
edition says besides the book makes its fonts no others than the next one's."""
PACKERS = ("fonttools", "brotli")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A face as an edition carries it along."""

    name: str
    """The file's name: `PressSerif4-Regular.woff2`."""
    content: bytes
    """WOFF 2 (W3C Recommendation, 2022), a core media type of EPUB 3.3."""


def shown(markup: Iterable[str]) -> frozenset[str]:
    """The characters that pages show, as HTML or XHTML."""
    return frozenset(html.unescape(TAG.sub("", "".join(markup))))


def carried(job: Job, face: Face, characters: frozenset[str]) -> Carried:
    """A face cut down to the characters that an edition shows, and to those that all may.

    Args:
        job: the edition.
        face: one of the layout's.
        characters: all that the edition shows.
    """
    cut = cut_to_say(face, ALWAYS | characters)
    return Carried(name=f"{cut.stem}.woff2", content=_packed(job, cut.content))


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
