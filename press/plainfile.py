"""The text of a file that somebody has written: a plain file, no link, UTF-8."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from press.errors import ContentError, Place

READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def text_of(path: Path, file: str, *, most_bytes: int) -> str:
    """The text of a file.

    Args:
        path: where it lies.
        file: what it is called in messages.
        most_bytes: how large it may be.

    Raises:
        ContentError: it cannot be read, is no plain file, is too large, or not UTF-8.
    """
    try:
        handle = os.open(path, READ)
        with os.fdopen(handle, "rb") as stream:
            regular = stat.S_ISREG(os.fstat(handle).st_mode)
            data = stream.read(most_bytes + 1) if regular else b""
    except OSError as error:
        why = (error.strerror or "it cannot be opened").lower()
        raise ContentError(
            f"this file cannot be read: {why}", place=Place(file), hint="put a plain file there"
        ) from error
    if not regular:
        raise ContentError("this is not a file", place=Place(file), hint="put a plain file there")
    if len(data) > most_bytes:
        raise ContentError(
            "this file is too large", place=Place(file), hint=f"keep it below {most_bytes} bytes"
        )
    return decoded(data, file)


def decoded(data: bytes, file: str) -> str:
    """The text of a file, which must be UTF-8; a byte order mark is let go.

    Raises:
        ContentError: it is not, named with the line.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(
            "this file is not UTF-8", place=Place(file, line), hint="save it as UTF-8"
        ) from error
