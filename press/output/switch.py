"""The one step by which a draft becomes the edition, and the way back from half of it."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

from press.output.disk import remove
from press.output.names import draft_of, old_of


def switch(final: Path) -> None:
    """Put the draft in the edition's place."""
    draft, old = draft_of(final), old_of(final)
    if not os.path.lexists(final):
        draft.rename(final)
    elif not _exchange(draft, final):
        final.rename(old)
        draft.rename(final)  # when this fails, `recover` puts the old one back


def recover(final: Path) -> None:
    """Undo a half-done switch and remove what a left or killed run made."""
    draft, old = draft_of(final), old_of(final)
    if os.path.lexists(old) and not os.path.lexists(final):
        old.rename(final)
    remove(old)
    remove(draft)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the kernel or the disk cannot."""
    if not sys.platform.startswith("linux"):
        return False
    here, swap = -100, 2  # AT_FDCWD, RENAME_EXCHANGE: renameat2(2)
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    if renameat2(here, names[0], here, names[1], ctypes.c_uint(swap)) == 0:
        return True
    code = ctypes.get_errno()
    # EPERM: old containers forbid the call itself; a true refusal shows in the plain renames.
    if code in {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}:
        return False
    raise OSError(code, os.strerror(code), str(other))
