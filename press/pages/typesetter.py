"""The typesetter: hands out parts that are set, wherever they come from.

A part comes from the store where it was kept, else from a worker where there are some, else it is
set here. All three give the same part, and the engine is opened only by who sets.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from press.layouts import Silence
from press.lines.hyphens import House
from press.pages.alike import alike, beside
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
        others: Sequence[Typesetting] = (),
        aside: MutableMapping[str, bytes] | None = None,
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
            others: what editions are set with that will be asked for next; where they are alike in
                all but colour, their parts are drawn from the same pages and laid aside.
            aside: what was laid aside for this edition, and where it is laid for others; none when
                not said.
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
        self._others = tuple(one for one in others if alike(self.given, one))
        self._aside: MutableMapping[str, bytes] = {} if aside is None else aside
        self._takes: dict[tuple[str, str], Take] = {}
        self._found: dict[tuple[str, str, int], bytes] = {}
        """What was found before it was asked for."""
        self._begun: dict[tuple[str, str, int], Work] = {}
        self._by_workers = False
        """Whether workers are at it; a part or two are set here sooner than workers are ready."""

    def set(self, part: Words, *, folio: int) -> DrawnPart:
        """Set one part so that its pages end as the layout asks, and draw it.

        Args:
            part: what is set.
            folio: the folio of its first page; even is a verso.

        Raises:
            ContentError: the engine warned about a stylesheet or the part.
        """
        return self._drawn(self._take("set", part, folio))

    def proof(self, part: Words, *, folio: int) -> DrawnPart:
        """Set a part and draw it before its pages are made to end well, for a first look.

        It is kept nowhere; who then sets the part here goes on from it.

        Raises:
            ContentError: the engine warned.
        """
        return self._compositor.proof(self._take("set", part, folio))

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
        others = self._beside(take)
        if self._by_workers:
            (content,) = self._work(take, others).done()
            told = unpacked_told(content)
        else:
            told = self._compositor.trial(take)
            content = packed_told(told) if self._store is not None or others else b""
        self._keep(take, content)
        self._lay_aside(take, others, [content] * len(others))
        return told

    @property
    def ahead(self) -> int:
        """How many parts may be begun before they are asked for; none where nobody can."""
        return self._hands.count + 1 if self._hands is not None else 0

    def begin(self, parts: Sequence[tuple[Words, int]]) -> None:
        """Let workers begin with parts that are likely to be asked for, each with its folio."""
        self._begin([self._take("set", part, folio) for part, folio in parts])

    def begin_trials(self, parts: Sequence[Words]) -> None:
        """Let workers begin with parts that will be asked for what they tell."""
        self._begin([self._take("trial", part, 1) for part in parts])

    def _begin(self, takes: Sequence[Take]) -> None:
        if self._hands is None:
            return
        missing = []
        for take in takes:
            kept = None if _named(take) in self._begun else self._kept(take)
            if kept is not None:
                self._found[_named(take)] = kept
            elif _named(take) not in self._begun:
                missing.append(take)
        self._by_workers |= len(missing) > 1
        if self._by_workers:
            for take in missing:
                self._begun[_named(take)] = self._work(take, self._beside(take))

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
        """A part to be set in a way; what it asks for is looked for once."""
        known = self._takes.get((part.name, part.html))
        if known is None:
            known = self.given.take(way, part, folio, house=self._house, figures=self._figures)
            self._takes[part.name, part.html] = known
        return replace(known, way=way, folio=folio)

    def _drawn(self, take: Take) -> DrawnPart:
        kept = self._kept(take)
        if kept is not None:
            with suppress(ValueError):
                return unpacked(kept)
        others = self._beside(take)
        if self._by_workers:
            content, *besides = self._work(take, others).done()
            made = unpacked(content)
        else:
            made, drawn = self._compositor.drawn_beside(take, others)
            content = packed(made) if self._store is not None else b""
            besides = [packed(one) if one is not None else b"" for one in drawn]
        self._keep(take, content)
        self._keep_extent(self.given, take, made)
        self._lay_aside(take, others, besides)
        for other in others:
            self._keep_extent(other, take, made)
        return made

    def _beside(self, take: Take) -> list[Typesetting]:
        """The other editions that set a take alike."""
        return [other for other in self._others if beside(self.given, other, take)]

    def _lay_aside(
        self, take: Take, others: Sequence[Typesetting], contents: Sequence[bytes]
    ) -> None:
        for other, content in zip(others, contents, strict=True):
            if content:
                self._aside[other.key(take)] = content

    def _work(self, take: Take, others: Sequence[Typesetting] = ()) -> Work:
        """What a worker has begun, or begins now."""
        assert self._hands is not None
        begun = self._begun.pop(_named(take), None)
        if begun is None:
            begun = Work(self._hands, self.given, take, others)
            begun.begin()
        return begun

    def _kept(self, take: Take) -> bytes | None:
        """What was laid aside, which is now kept as well, or what was kept before."""
        if _named(take) in self._found:
            return self._found.pop(_named(take))
        key = self.given.key(take)
        if key in self._aside:
            content = self._aside.pop(key)
            self._keep(take, content)
            return content
        return self._store.get(key) if self._store is not None else None

    def _keep(self, take: Take, content: bytes) -> None:
        if self._store is not None:
            self._store.put(self.given.key(take), content)

    def _keep_extent(self, given: Typesetting, take: Take, made: DrawnPart) -> None:
        if self._store is not None:
            extent = str(len(made.told.pages)).encode()
            self._store.put(given.extent_key(take), extent)


def _named(take: Take) -> tuple[str, str, int]:
    return take.way, take.html, take.folio
