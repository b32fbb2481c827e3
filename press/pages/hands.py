"""Hands: setting parts in other processes, on this machine or on others.

Only plain values go over, and bytes come back. A worker reads the stylesheets and fonts of an
edition once; it is sent them when it says that it has not got them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, fields
from importlib import import_module
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from press.errors import MachineError
from press.forks import end_with_parent, may_fork
from press.pages.typesetting import Take, Typesetting
from press.parts import packed, packed_told

if TYPE_CHECKING:
    from press.pages.compositor import Compositor

_READY: dict[tuple[str, ...], tuple[Compositor, Sequence[Typesetting]]] = {}
"""The compositor of this process and what its pages are drawn for besides, by the digests of both;
one at a time."""


_READ: dict[tuple[tuple[str, str], ...], tuple[Mapping[str, bytes], Compositor]] = {}
"""What this process has read ahead, by the stylesheets; one at a time."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Workers that parts may be set by."""

    executor: Executor
    count: int
    """How many parts are set at a time."""
    is_all_new: bool = False
    """Whether all parts will have to be set, so that it pays to make ready for them."""

    def prepare(self, given: Typesetting) -> None:
        """Have stylesheets and fonts read that all parts are set with, where all will be set.

        Args:
            given: the stylesheets, and no more assets than they need to be read: fonts.
        """
        for _ in range(self.count if self.is_all_new else 0):
            self.executor.submit(read_by_worker, _plain(given))

    def rest(self) -> None:
        """Let processes of this machine go until there is more to set: each holds 120 MB."""
        if isinstance(self.executor, Processes):
            self.executor.shutdown(cancel_futures=True)


class Processes(Executor):
    """Processes of this machine, begun whenever they are given something to do.

    Where they may be forked they have the engine open, and share what they have in memory.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Give them something to do."""
        if self._pool is None:
            way = "fork" if may_fork() else "spawn"
            if way == "fork":
                _open()
            self._pool = ProcessPoolExecutor(
                self._count, mp_context=get_context(way), initializer=end_with_parent
            )
        return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 (the library's signature)
        """Let them go when they have done what they are at."""
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)
            self._pool = None


@contextmanager
def workers(count: int, *, is_all_new: bool = False) -> Iterator[Hands]:
    """Processes of this machine, begun when they are first given something to do."""
    with Processes(count) as executor:
        yield Hands(executor, count, is_all_new)


@dataclass(slots=True)
class Work:
    """A take that is being set by a worker."""

    hands: Hands
    given: Typesetting
    take: Take
    others: Sequence[Typesetting] = ()
    """What the pages are drawn for besides."""
    _coming: Future[list[bytes] | None] | None = None

    def begin(self) -> None:
        """Let a worker begin."""
        self._coming = self._sent(None)

    def done(self) -> list[bytes]:
        """What was made, when it is there: as `set_by_worker` returns it.

        Raises:
            PressError: what the worker raised.
            MachineError: it is gone.
        """
        try:
            made = (self._coming or self._sent(None)).result()
            while made is None:
                made = self._sent([_plain(one) for one in self._all]).result()
        except BrokenExecutor as error:
            raise MachineError(
                "a process that sets pages came to its end", hint="run it again; nothing is lost"
            ) from error
        return made

    @property
    def _all(self) -> tuple[Typesetting, ...]:
        return self.given, *self.others

    def _sent(self, given: Sequence[Mapping[str, Any]] | None) -> Future[list[bytes] | None]:
        digests = tuple(one.digest for one in self._all)
        return self.hands.executor.submit(set_by_worker, digests, given, self.take)


def _plain(given: Typesetting) -> dict[str, Any]:
    """What a typesetting is made of, without what it has counted up for itself."""
    return {one.name: getattr(given, one.name) for one in fields(given)}


def set_by_worker(
    digests: tuple[str, ...], given: Sequence[Mapping[str, Any]] | None, take: Take
) -> list[bytes] | None:
    """Set a take; the one function that is called in another process.

    Args:
        digests: of what it is set with, and of what its pages are drawn for besides.
        given: all of these, where they are sent along.
        take: what is set.

    Returns:
        The packed part and, where it was drawn, that of each of the others, empty where there is
        none; None where what it is set with is not here and was not sent.

    Raises:
        MachineError: this process has another engine, or another press, than the one that asks.
    """
    if digests not in _READY:
        if given is None:
            return None
        first, *others = (Typesetting(**one) for one in given)
        if (first.digest, *(one.digest for one in others)) != digests:
            raise MachineError(
                "a worker has another engine or another press than this process",
                hint="give all of them the same checkout, packages and system libraries",
            )
        _READY.clear()
        _READY[digests] = compositor(first), others
    one, besides = _READY[digests]
    if take.way == "trial":
        return [packed_told(one.trial(take))]
    made, drawn = one.drawn_beside(take, besides)
    return [packed(made), *(packed(other) if other is not None else b"" for other in drawn)]


def _open() -> None:
    """Open the engine, so that processes that are forked have it open."""
    import_module("press.pages.compositor")
    gc.freeze()  # or the first to look for garbage would make all of it its own


def read_by_worker(plain: Mapping[str, Any]) -> None:
    """Read stylesheets and fonts ahead; whoever sets with them first need not."""
    given = Typesetting(**plain)
    _READ.clear()
    _READ[given.styles] = given.assets, compositor(given)


def compositor(given: Typesetting) -> Compositor:
    """A compositor; the engine is opened for the first of them, and costs what it costs."""
    from press.pages.compositor import Compositor  # noqa: PLC0415  (who sets nothing needs no engine)

    fonts, read = _READ.get(given.styles, ({}, None))
    is_alike = all(given.assets.get(address) == content for address, content in fonts.items())
    return Compositor(given, like=read if is_alike else None)
