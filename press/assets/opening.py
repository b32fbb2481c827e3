"""Opening what lies in `assets/`: by exact names, never through links, regular files only.

`assets/` itself may be a link; below it each folder and file is opened from the folder above it,
so that no name can lead out, whatever changes on the disk meanwhile.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import unquote

from press.errors import ContentError, MachineError, Place, PressError, did_you_mean

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
LONGEST_NAME = 120
FORBIDDEN = frozenset('/\\:*?"<>|%#')


def plain_name(written: str, *, folder: Sequence[str], place: Place) -> str:
    """A name as it stands on disk: decoded once, and refused where it could be a path.

    Raises:
        ContentError: the name is a path, an address, hidden, too long or not printable.
    """
    name = unicodedata.normalize("NFC", unquote(written))
    if (
        not name
        or len(name.encode()) > LONGEST_NAME
        or not name.isprintable()
        or name[0] in ".-~ "
        or name[-1] in ". "
        or FORBIDDEN.intersection(name)
    ):
        last = re.split(r"[/\\\\]", unquote(written))[-1] or "it"
        path = last != unquote(written)
        raise ContentError(
            f"“{written[:LONGEST_NAME]}” is not a file's name",
            place=place,
            hint=f"put the file into {_shown(folder)}/ and name “{last}” alone"
            if path
            else "name the file in letters, digits, spaces and hyphens",
        )
    return name


def content(
    root: Path, folder: Sequence[str], name: str, *, most_bytes: int, place: Place
) -> bytes:
    """The bytes of one regular file in a folder of `assets/`.

    Args:
        root: the repository.
        folder: the folders below the root, `("assets", "figures", "ignite")`.
        name: the file's name as `plain_name` gives it.
        most_bytes: the largest size that is read.
        place: who asks.

    Raises:
        ContentError: missing, of another case, a link, not a file, or too large.
        MachineError: it cannot be read.
    """
    with ExitStack() as stack:
        try:
            inside = _opened(root, folder, stack)
            names = os.listdir(inside) if inside is not None else []  # noqa: PTH208 (a descriptor)
            on_disk = {unicodedata.normalize("NFC", entry): entry for entry in names}
            if inside is None or name not in on_disk:
                raise missing(name, on_disk, folder=folder, place=place)
            entry = on_disk[name]
            mode = os.lstat(entry, dir_fd=inside).st_mode
            if not stat.S_ISREG(mode):
                raise _odd(name, mode, folder=folder, place=place)
            return _read(entry, inside, most_bytes=most_bytes, place=place)
        except OSError as error:
            raise MachineError(
                f"“{name}” cannot be read: {error.strerror or error}",
                place=place,
                hint=f"see that you may read {_shown(folder)}/",
            ) from error


def names_in(root: Path, folder: Sequence[str]) -> list[str]:
    """The names in a folder of `assets/`, sorted; none where there is no such folder."""
    with ExitStack() as stack:
        try:
            inside = _opened(root, folder, stack)
            return sorted(os.listdir(inside)) if inside is not None else []  # noqa: PTH208
        except OSError:
            return []


def missing(
    name: str, known: Sequence[str] | dict[str, str], *, folder: Sequence[str], place: Place
) -> PressError:
    """The error for a file that is not there, with the name that was probably meant."""
    visible = sorted(entry for entry in known if not entry.startswith("."))
    same = [entry for entry in visible if entry.casefold() == name.casefold()]
    if same:
        return ContentError(
            f"“{name}” is written “{same[0]}” on disk",
            place=place,
            hint=f"write “{same[0]}”: large and small letters differ",
        )
    close = did_you_mean(name, visible)
    hint = close if close.startswith("did") else f"put it into {_shown(folder)}/"
    return ContentError(f"“{name}” is not in {_shown(folder)}/", place=place, hint=hint)


def read_regular(path: Path, *, most_bytes: int, place: Place) -> bytes:
    """The bytes of a regular file somewhere on this machine, by a path the user names.

    Raises:
        ContentError: not a regular file, or too large.
        MachineError: it cannot be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ContentError(
                f"“{path.name}” is not a file", place=place, hint="name a regular file"
            )
        return _read(path.resolve(), None, most_bytes=most_bytes, place=place)
    except FileNotFoundError as error:
        raise ContentError(
            f"“{path}” is not there", place=place, hint="correct the path"
        ) from error
    except (OSError, ValueError) as error:
        raise MachineError(
            f"“{path.name}” cannot be read: {error}", place=place, hint="see that you may read it"
        ) from error


def _opened(root: Path, folder: Sequence[str], stack: ExitStack) -> int | None:
    """A descriptor of a folder, reached step by step; None where a step is missing or a link."""
    inside: int | None = None
    for index, step in enumerate(folder):
        path = root / step if inside is None else Path(step)
        flags = FOLDER if index == 0 else FOLDER | os.O_NOFOLLOW
        try:
            inside = os.open(path, flags, dir_fd=inside)
        except OSError as error:
            if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ELOOP}:
                return None
            raise
        stack.callback(os.close, inside)
    return inside


def _read(entry: str | Path, inside: int | None, *, most_bytes: int, place: Place) -> bytes:
    """Read what was a regular file a moment ago, and still is once it is open."""
    with os.fdopen(os.open(entry, FILE, dir_fd=inside), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise ContentError(
                f"“{Path(entry).name}” is not a file", place=place, hint="name a regular file"
            )
        read = file.read(most_bytes + 1)
    if len(read) > most_bytes:
        raise ContentError(
            f"“{Path(entry).name}” is too large",
            place=place,
            hint=f"keep it below {most_bytes // 1_000_000} MB",
        )
    return read


def _odd(name: str, mode: int, *, folder: Sequence[str], place: Place) -> ContentError:
    what = "a link" if stat.S_ISLNK(mode) else "a folder" if stat.S_ISDIR(mode) else "not a file"
    return ContentError(
        f"“{name}” is {what}", place=place, hint=f"put the file itself into {_shown(folder)}/"
    )


def _shown(folder: Sequence[str]) -> str:
    return "/".join(folder)
