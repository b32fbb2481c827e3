"""The typesetter: hands out parts that are set, wherever they come from.

A part comes from the store where it was kept, else from a worker where there are some, else it is
set here. All three give the same part, and the engine is opened only by who sets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from press.layouts import Silence
from press.lines.hyphens import House
from press.pages.copyfit import Fit
from press.pages.hands import Hands, Work, compositor
from press.pages.typesetting import Take, Typesetting, Way, Words
from press.parts import (
    DrawnPart,
    SetPart,
    packed,
    packed_told,
    unpacked,
    unpacked_told,
)

if TYPE_CHECKING:
    from press.pages.compositor import Compositor


FIGURE = "figure:"


class Keeping(Protocol):
    """Where parts are kept, as `press.store` does."""

    def get(self, key: str) -> bytes | None:
        """What is kept under a key."""

    def put(self, key: str, value: bytes) -> None:
        """Keep something."""


class Typesetter:
    """Sets parts with one set of stylesheets, fonts and assets."""

    def __init__(
        self,
        styles: Sequence[tuple[str, str]],
        assets: Mapping[str, bytes],
        *,
        silences: Sequence[Silence] = (),
        options: Mapping[str, Any] | None = None,
        house: House = House(),  # noqa: B008 (frozen)
        fit: Fit | None = None,
        store: Keeping | None = None,
        hands: Hands | None = None,
    ) -> None:
        """Take what parts are set with.

        Args:
            styles: (file, text) in cascade.
            assets: fonts (`font:…`), drawings (`drawing:…`) and figures (`figure:…`) by address.
            silences: warnings of the engine that are accepted.
            options: the engine's options for writing, such as `pdf_variant`.
            house: the words that the house breaks in its own way, or never.
            fit: how pages are to end; nothing is fitted when nothing is said.
            store: where parts are kept; nowhere when not said.
            hands: who sets them; this process when not said.
        """
        self.given = Typesetting(
            styles=tuple(styles),
            assets={one: assets[one] for one in assets if not one.startswith(FIGURE)},
            silences=tuple(silences),
            options=dict(options or {}),
            fit=fit,
        )
        self._figures = {one: assets[one] for one in assets if one.startswith(FIGURE)}
        self._house = house
        self._store = store
        self._hands = hands
        self._begun: dict[tuple[str, str, int], Work] = {}

    def set(self, part: Words, *, folio: int) -> DrawnPart:
        """Set one part so that its pages end as the layout asks, and draw it.

        Args:
            part: what is set.
            folio: the folio of its first page; even is a verso.

        Raises:
            ContentError: the engine warned about a stylesheet or the part.
        """
        return self._drawn(self._take("set", part, folio))

    def sheet(self, part: Words) -> DrawnPart:
        """Set and draw what is no section, and is not made to end in any way.

        Raises:
            ContentError: the engine warned.
        """
        return self._drawn(self._take("sheet", part, 1))

    def trial(self, part: Words, *, folio: int) -> SetPart:
        """Set a part for what it tells; it is not drawn, and how its pages end is all the same.

        Raises:
            ContentError: the engine warned.
        """
        take = self._take("trial", part, folio)
        kept = self._kept(take)
        if kept is not None:
            with suppress(ValueError):
                return unpacked_told(kept)
        if self._hands is not None:
            content = self._work(take).done()
            self._keep(take, content)
            return unpacked_told(content)
        told = self._compositor.trial(take)
        if self._store is not None:
            self._keep(take, packed_told(told))
        return told

    @property
    def ahead(self) -> int:
        """How many parts may be begun before they are asked for; none where nobody can."""
        return self._hands.count + 1 if self._hands is not None else 0

    def begin(self, part: Words, *, folio: int) -> None:
        """Let a worker begin with a part that is likely to be asked for."""
        take = self._take("set", part, folio)
        if self._hands is not None and self._kept(take) is None:
            self._begun.setdefault(_named(take), self._work(take))

    def extent(self, part: Words, *, folio: int) -> int | None:
        """How many pages a part had when it was set on this side; nothing where nobody knows."""
        if self._store is None:
            return None
        kept = self._store.get(self.given.extent_key(self._take("set", part, folio)))
        return int(kept) if kept is not None and kept.isdigit() else None

    def write_whole(self, part: Words, fitted: Mapping[str, int]) -> bytes:
        """One document set in one go, as a measure to hold the joined parts against."""
        return self._compositor.write_whole(self._take("set", part, 1), fitted)

    def warm(self) -> None:
        """Open the engine and read the stylesheets now, so that the next part need not wait.

        Raises:
            ContentError: the engine warned about a stylesheet.
        """
        _ = self._compositor

    def follow(self, before: Typesetter) -> bool:
        """Go on with the compositor of one before; false where that one sets with something else.

        Args:
            before: whoever set earlier states of the same edition.
        """
        if self.given.digest != before.given.digest:
            return False
        self.given = before.given
        if "_compositor" in vars(before):
            self._compositor = before._compositor
        return True

    @cached_property
    def _compositor(self) -> Compositor:
        return compositor(self.given)

    def key(self, part: Words, *, folio: int) -> str:
        """A digest of all that a part can depend on when it begins on a folio."""
        return self.given.key(self._take("set", part, folio))

    def _take(self, way: Way, part: Words, folio: int) -> Take:
        return self.given.take(way, part, folio, house=self._house, figures=self._figures)

    def _drawn(self, take: Take) -> DrawnPart:
        kept = self._kept(take)
        if kept is not None:
            with suppress(ValueError):
                return unpacked(kept)
        if self._hands is not None:
            content = self._work(take).done()
            made = unpacked(content)
        else:
            made = self._compositor.drawn(take)
            content = packed(made) if self._store is not None else b""
        self._keep(take, content)
        if self._store is not None:
            extent = str(len(made.told.pages)).encode()
            self._store.put(self.given.extent_key(take), extent)
        return made

    def _work(self, take: Take) -> Work:
        """What a worker has begun, or begins now."""
        assert self._hands is not None
        begun = self._begun.pop(_named(take), None)
        if begun is None:
            begun = Work(self._hands, self.given, take)
            begun.begin()
        return begun

    def _kept(self, take: Take) -> bytes | None:
        return self._store.get(self.given.key(take)) if self._store is not None else None

    def _keep(self, take: Take, content: bytes) -> None:
        if self._store is not None:
            self._store.put(self.given.key(take), content)


def _named(take: Take) -> tuple[str, str, int]:
    return take.way, take.html, take.folio
