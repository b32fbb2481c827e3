"""Hands: setting parts in other processes, on this machine or on others.

Only plain values go over, and bytes come back. A worker reads the stylesheets and fonts of an
edition once; it is sent them when it says that it has not got them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, fields
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from press.errors import MachineError
from press.pages.typesetting import Take, Typesetting
from press.parts import packed, packed_told

if TYPE_CHECKING:
    from press.pages.compositor import Compositor

_READY: dict[str, Compositor] = {}
"""The compositor of this process, by the digest of what it sets with; one at a time."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Workers that parts may be set by."""

    executor: Executor
    count: int
    """How many parts are set at a time."""


@contextmanager
def workers(count: int) -> Iterator[Hands]:
    """Processes of this machine, begun when they are first given something to do."""
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as executor:
        yield Hands(executor, count)


@dataclass(slots=True)
class Work:
    """A take that is being set by a worker."""

    hands: Hands
    given: Typesetting
    take: Take
    _coming: Future[bytes | None] | None = None

    def begin(self) -> None:
        """Let a worker begin."""
        self._coming = self._sent(None)

    def done(self) -> bytes:
        """What was made, when it is there.

        Raises:
            PressError: what the worker raised.
            MachineError: it is gone.
        """
        try:
            made = (self._coming or self._sent(None)).result()
            while made is None:
                made = self._sent(_plain(self.given)).result()
        except BrokenExecutor as error:
            raise MachineError(
                "a process that sets pages came to its end", hint="run it again; nothing is lost"
            ) from error
        return made

    def _sent(self, given: Mapping[str, Any] | None) -> Future[bytes | None]:
        return self.hands.executor.submit(set_by_worker, self.given.digest, given, self.take)


def _plain(given: Typesetting) -> dict[str, Any]:
    """What a typesetting is made of, without what it has counted up for itself."""
    return {one.name: getattr(given, one.name) for one in fields(given)}


def set_by_worker(digest: str, given: Mapping[str, Any] | None, take: Take) -> bytes | None:
    """Set a take; the one function that is called in another process.

    Args:
        digest: of what it is set with.
        given: what it is set with, where it is sent along.
        take: what is set.

    Returns:
        The packed part; None where what it is set with is not here and was not sent.

    Raises:
        MachineError: this process has another engine, or another press, than the one that asks.
    """
    if digest not in _READY:
        if given is None:
            return None
        typesetting = Typesetting(**given)
        if typesetting.digest != digest:
            raise MachineError(
                "a worker has another engine or another press than this process",
                hint="give all of them the same checkout, packages and system libraries",
            )
        _READY.clear()
        _READY[digest] = compositor(typesetting)
    one = _READY[digest]
    return packed_told(one.trial(take)) if take.way == "trial" else packed(one.drawn(take))


def compositor(given: Typesetting) -> Compositor:
    """A compositor; the engine is opened for the first of them, and costs what it costs."""
    from press.pages.compositor import Compositor  # noqa: PLC0415  (who sets nothing needs no engine)

    return Compositor(given)
