"""What was read of pages, kept by what they are made of; a changed page alone is read again.

Kept is only what depends on nothing but a page's own bytes in the finished file, and on who read
them: the press, its libraries, an outside program.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pikepdf
import PIL
import pypdfium2

from press import standing
from press.reading.collation import Collated, collated
from press.store import Store, digest


@dataclass(frozen=True, slots=True)
class Kept:
    """What readers have kept of pages."""

    store: Store
    _readers: str = field(default="", init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_readers", _readers())

    def pages(self, content: bytes) -> Collated:
        """The pages of a file, collated once.

        Raises:
            PdfError: the file does not open.
        """
        return _collated(content, self)

    def digests_of(self, rough: Sequence[str]) -> Sequence[str | None] | None:
        """The digests of pages that were met together, by what they roughly are."""
        value = self.store.get(self._key("met", digest(*rough), ()))
        pages: Sequence[str | None] | None = json.loads(value) if value is not None else None
        return pages

    def meet(self, rough: Sequence[str], pages: Sequence[str | None]) -> None:
        """Keep the digests of pages under what they roughly are."""
        self.store.put(self._key("met", digest(*rough), ()), json.dumps(pages).encode())

    def found(self, what: str, pages: Sequence[str | None], *on: str) -> dict[int, Any]:
        """What is kept of pages, by their indices.

        Args:
            what: what is read.
            pages: their digests.
            on: what else it depends on.
        """
        return {index: json.loads(value) for index, value in self.values(what, pages, *on).items()}

    def values(self, what: str, pages: Sequence[str | None], *on: str) -> dict[int, bytes]:
        """The same in a form of its owner's, as it was kept."""
        values = {
            index: self.store.get(self._key(what, page, on))
            for index, page in enumerate(pages)
            if page
        }
        return {index: value for index, value in values.items() if value is not None}

    def keep(
        self, what: str, pages: Sequence[str | None], read: Mapping[int, Any], *on: str
    ) -> None:
        """Keep what was read of pages, in plain values that JSON gives back as they were."""
        values = {index: json.dumps(value).encode() for index, value in read.items()}
        self.keep_values(what, pages, values, *on)

    def keep_values(
        self, what: str, pages: Sequence[str | None], values: Mapping[int, bytes], *on: str
    ) -> None:
        """Keep what was read of pages in a form of its owner's."""
        for index, value in values.items():
            page = pages[index]
            if page:
                self.store.put(self._key(what, page, on), value)

    def _key(self, what: str, page: str, on: Sequence[str]) -> str:
        return digest("page", what, self._readers, page, *on)


@lru_cache(maxsize=1)
def _collated(content: bytes, met: Kept) -> Collated:
    """The pages of the file that was read last: several readers follow each other."""
    return collated(content, met)


def _readers() -> str:
    """Who reads: another press or another library may read otherwise."""
    return digest(
        standing.press(),
        sys.version,
        pikepdf.__version__,
        pikepdf.__libqpdf_version__,
        str(pypdfium2.PYPDFIUM_INFO),
        str(pypdfium2.PDFIUM_INFO),
        PIL.__version__,
    )
