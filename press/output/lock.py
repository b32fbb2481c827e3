"""One lock for each thing that is made; the kernel drops it when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from press.errors import LockedError
from press.output.disk import FILE_MODE, made_folder, shown, told


@contextmanager
def locked(root: Path, key: str, *, what: Path) -> Iterator[None]:
    """Hold the lock of one thing that is made, or say at once who holds it."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    with told(root, what):
        path = made_folder(root, ".locks") / f"{key}.lock"
        descriptor = os.open(path, flags, FILE_MODE)
    try:
        with told(root, what):
            _take(descriptor, root=root, what=what)
        yield
    finally:
        # Unlocked by hand: a forked child may hold the same descriptor longer than we do.
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def _take(descriptor: int, *, root: Path, what: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
        who = f"process {holder}" if holder.isdigit() else "another run"
        raise LockedError(
            f"{who} is writing {shown(root, what)}", hint="wait until it has finished, or stop it"
        ) from error
    with suppress(OSError):  # the number is a courtesy; a full disk must not cost the lock
        os.fchmod(descriptor, FILE_MODE)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
