"""Proofs of pages, by what stands on them: a page that was pulled before is not pulled again.

The key is a digest of all that the picture of a page can depend on, so a page keeps its picture
whatever happens to others of its part, in the next build and after a restart.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata

from press import reading
from press.parts.drawing import FONTS, Drawing
from press.parts.keys import code
from press.reading import Pulled
from press.store import Store, digest

DOTS = 144
"""Dots an inch at which pages are drawn first; what is looked at closer is drawn again."""
ROOMS = ("joining", "assets", "reading")
"""Whose code decides what a drawn page looks like as a picture."""
NAME = re.compile(r"/([^\s/<>\[\]()]+)")
"""A name in a content stream."""
SHARED = ("ColorSpace", "ExtGState", "Font", "Pattern", "Shading", "XObject")
"""Resources that stand in a dictionary of their own are told whole."""
FORM = "1"
"""Of the proofs that are kept; another number is another form."""


@dataclass(slots=True)
class Proofs:
    """The proofs of one edition: those of this build and of the one before are at hand."""

    store: Store | None = None
    """Where all others are kept; nowhere when not said."""
    _now: dict[str, Pulled] = field(default_factory=dict)
    _before: dict[str, Pulled] = field(default_factory=dict)

    def turn(self, store: Store | None) -> None:
        """Begin another build."""
        self.store = store
        self._now, self._before = {}, self._now

    def pull(self, drawing: Drawing, index: int, content: Callable[[], bytes]) -> Pulled:
        """A proof of a page of a part, pulled now or before.

        Args:
            drawing: the part.
            index: which of its pages, counted from 0.
            content: makes a PDF of the part, all its pages in it.
        """
        key = _key(drawing, index)
        found = self._now.get(key) or self._before.get(key) or self._kept(key)
        if found is None:
            found = reading.pull(content(), index, dots=DOTS)
            if self.store is not None:
                self.store.put(key, _packed(found))
        self._now[key] = found
        return found

    def _kept(self, key: str) -> Pulled | None:
        kept = self.store.get(key) if self.store is not None else None
        if kept is not None:
            with suppress(ValueError):
                return _unpacked(kept)
        return None


def _key(drawing: Drawing, index: int) -> str:
    page = drawing.pages[index]
    things = drawing.things
    fonts = (
        (one.name, one.program, "" if one.carried is None else things[one.carried].digest,
         one.base, one.flags, one.hinted)
        for one in drawing.fonts
    )  # fmt: skip
    return digest(
        f"proof {FORM} {DOTS}",
        _drawn_by(),
        page.said,
        things[page.content].digest,
        *_resources(drawing, index),
        repr([link.said for link in page.links]),
        repr(sorted(fonts)),
    )


def _resources(drawing: Drawing, index: int) -> Iterator[str]:
    """What the resources hold that a page names; one dictionary serves all pages of a part.

    Where a name is only in a string of the content, or nobody can tell what it names, too much is
    told, never too little.
    """
    page, things = drawing.pages[index], drawing.things
    named = _named(things[page.content].body)
    before = ""
    for piece in things[page.resources].head:
        if isinstance(piece, str):
            before = piece
            continue
        text, _, name = before.rstrip().rpartition("/")
        if text:
            yield text
        if piece != FONTS and (named is None or name in named or name in SHARED):
            yield f"{name} {things[piece].digest}"
    yield before


def _named(content: bytes | None) -> set[str] | None:
    """The names in a content stream; None where it cannot be read."""
    try:
        return set(NAME.findall(zlib.decompress(content or b"").decode("latin-1")))
    except zlib.error:
        return None


@cache
def _drawn_by() -> str:
    return f"{metadata.version('pypdfium2')} {code(*ROOMS)}"


def _packed(proof: Pulled) -> bytes:
    return b"%r %r %r\n%b" % (proof.width, proof.height, proof.bleed, proof.png)


def _unpacked(content: bytes) -> Pulled:
    """A proof out of its bytes.

    Raises:
        ValueError: they are none.
    """
    head, _, png = content.partition(b"\n")
    width, height, bleed = map(float, head.split())
    return Pulled(png=png, width=width, height=height, bleed=bleed)
