"""The pictures that are shown, by the digest of what they show: a picture never changes.

What no table shows any more is let go, the longest unused first, once there is too much of it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass

MOST_BYTES = 200_000_000
CLOSER = (2, 4)
"""How many times finer a picture may be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One page's picture, or what is told of its lines."""

    body: bytes
    media: str
    content: bytes = b""
    """A PDF that holds the page, for those who look closer."""
    index: int = 0


class Pictures:
    """What may be asked for, by digest."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._most = most
        self._bytes = 0

    def put(self, digest: str, kept: Kept) -> None:
        """Keep it."""
        if digest in self._kept:
            self._kept.move_to_end(digest)
            return
        self._kept[digest] = kept
        self._bytes += len(kept.body)

    def get(self, digest: str) -> Kept | None:
        """What has this digest; none where it was let go or never was."""
        return self._kept.get(digest)

    def tidy(self, shown: Collection[str]) -> None:
        """Let go what is too much, but nothing that is shown."""
        if self._bytes <= self._most:
            return
        for digest in [one for one in self._kept if one not in shown]:
            self._bytes -= len(self._kept.pop(digest).body)
            if self._bytes <= self._most:
                return
