"""Forks: processes that begin with all that this one has in its memory."""

from __future__ import annotations

import ctypes
import gc
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from press.errors import MachineError, PressError

Found = TypeVar("Found")
SET_PDEATHSIG = 1
"""Asks Linux for a signal at the parent's death (prctl(2))."""


def may_fork() -> bool:
    """Whether a process may be forked: elsewhere, or among threads, libraries do not live on."""
    return sys.platform == "linux" and threading.active_count() == 1


def end_with_parent() -> None:
    """Have the kernel end this process when the one that began it dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PDEATHSIG, signal.SIGKILL)


@contextmanager
def beside(find: Callable[[], Found]) -> Iterator[Callable[[], Found]]:
    """Have something found out by a fork meanwhile, or by this process when it is asked for.

    Yields what waits for it, to be asked once.

    Args:
        find: what it gives goes over a pipe, and what it raises too.

    Raises:
        MachineError: the fork came to its end before its time, when it is asked.
    """
    if not may_fork():
        yield find
        return
    gc.freeze()  # or looking for garbage would make all that is shared the fork's own
    told, ours = Pipe(duplex=False)
    process = get_context("fork").Process(target=_tell, args=(find, ours), daemon=True)
    process.start()
    ours.close()
    try:
        yield lambda: _heard(told)
    finally:
        process.kill()
        process.join()
        process.close()
        told.close()


def _tell(find: Callable[[], Any], told: Connection) -> None:
    """The fork's whole life."""
    end_with_parent()
    try:
        told.send((find(), None))
    except PressError as error:
        told.send((None, error))


def _heard(told: Connection) -> Any:
    try:
        found, error = told.recv()
    except EOFError as ended:
        raise MachineError(
            "a process that checks came to its end", hint="run it again; nothing is lost"
        ) from ended
    if error is not None:
        raise error
    return found
