"""Files and folders below `output/`: written whole, made whatever the umask, never by links."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from press.errors import MachineError, Place

FILE_MODE = 0o644
FOLDER_MODE = 0o755

NO_ROOM = "make room and run again; the old edition stands"
TROUBLES: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("the disk is full", NO_ROOM),
    errno.EDQUOT: ("your share of the disk is full", NO_ROOM),
    errno.EFBIG: ("the file is larger than this machine lets you write", "raise `ulimit -f`"),
    errno.EROFS: ("the disk is read-only", "mount it for writing, or work in another folder"),
    errno.EACCES: ("you may not write here", "see whose folder this is and what its mode allows"),
    errno.EPERM: ("you may not write here", "see whose folder this is and what its mode allows"),
    errno.ENOENT: ("the folder has gone", "run again, and let no other program clear output/"),
    errno.ENOTDIR: ("a file stands where a folder belongs", "move it out of output/"),
    errno.EISDIR: ("a folder stands where a file belongs", "move it out of output/"),
    errno.ELOOP: ("a link stands where a file belongs", "remove the link"),
    errno.EXDEV: ("this is another disk than the draft's", "keep output/ on one disk"),
    errno.EIO: ("the disk failed", "look at the disk's health before anything else"),
    errno.ENOLCK: ("this disk knows no locks", "keep output/ on a local disk"),
}


@contextmanager
def told(root: Path, what: Path) -> Iterator[None]:
    """Turn the machine's errors into ours, with the file they are about."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message, hint = TROUBLES.get(error.errno or 0, (reason, "put that right and run again"))
        raise MachineError(message, place=Place(shown(root, what)), hint=hint) from error


def shown(root: Path, path: Path) -> str:
    """A path as messages show it."""
    return path.relative_to(root).as_posix()


def must_be_folder(root: Path, path: Path) -> None:
    """Refuse a link or a file where one of our folders belongs; nothing there is well."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(mode):
        what = "a link" if stat.S_ISLNK(mode) else "a file"
        raise MachineError(
            f"{what} stands where a folder belongs",
            place=Place(shown(root, path)),
            hint="move it away; the press writes only into real folders below output/",
        )


def made_folder(root: Path, *names: str) -> Path:
    """A folder below output/, made where it is missing; never one behind a link."""
    path = root / "output"
    for name in (None, *names):
        path = path if name is None else path / name
        must_be_folder(root, path)
        make_folder(path)
    return path


def make_folder(path: Path) -> None:
    """One folder, readable by all, unless something stands there already."""
    try:
        path.mkdir(FOLDER_MODE)
    except FileExistsError:
        return
    path.chmod(FOLDER_MODE)  # whatever the umask


def make_folders(top: Path, below: Path) -> None:
    """The folders of a draft between its top and a file's folder; a link among them is refused."""
    path = top
    for part in below.relative_to(top).parts:
        path = path / part
        make_folder(path)
        if not stat.S_ISDIR(path.lstat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))


def write(path: Path, content: bytes) -> None:
    """Write a file, and believe it only when the disk has it in its whole size."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags, FILE_MODE), "wb") as file:
        os.fchmod(file.fileno(), FILE_MODE)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        written = os.fstat(file.fileno()).st_size
    if written != len(content):
        raise OSError(errno.EIO, f"only {written} of {len(content)} bytes arrived", str(path))


def read(path: Path) -> bytes:
    """Read a file that we wrote; a link is refused."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as file:
        return file.read()


def sync(path: Path) -> None:
    """Bring a file or a folder's list of names to the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def settle(draft: Path) -> int:
    """Give every file of a draft its mode and bring it to the disk; how many files there are.

    Outside programs may have written here too, so links and other odd things are refused.
    """
    count = 0
    for folder, folders, files in os.walk(draft, topdown=False, onerror=_raise):
        for name in sorted([*folders, *files]):
            path = Path(folder, name)
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                path.chmod(FILE_MODE)
                sync(path)
                count += 1
            elif not stat.S_ISDIR(mode):
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
        Path(folder).chmod(FOLDER_MODE)
        sync(Path(folder))
    return count


def _raise(error: OSError) -> None:
    raise error


def remove(path: Path) -> None:
    """Remove a file, a link itself, or a folder without following links in it."""
    try:
        if stat.S_ISDIR(path.lstat().st_mode):
            shutil.rmtree(path)
        else:
            path.unlink()
    except FileNotFoundError:
        return
