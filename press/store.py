"""The store: what has been made once and need not be made again, under `output/.store`.

A value is found by the digest of everything it was made of, so it is never out of date; what was
made of something else has another name. Nothing depends on the store but time: absent, unwritable,
torn, tampered with, or removed while a run uses it, it finds nothing and keeps nothing, and the run
makes what it needs. Values are bytes, and their form is their owner's.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

BOUND = 512 * 2**20
"""The most bytes that are kept: all editions of some fifty states of a booklet, and still less than
an hour of film."""
SHARDS = 16
"""Folders, by the first figure of the key; each keeps its share of the bound by itself."""
SHARE = BOUND // SHARDS
LARGEST = SHARE // 4
"""The largest value; a larger one would drive too many others out."""
LEFT = 0.75
"""How full a folder is after it was cleared, so that it is not cleared again at the next put."""
KEY = re.compile(r"[0-9a-f]{64}")
MARK = b"press store 1\n"
HEAD = len(MARK) + sha256().digest_size
"""What stands before a value: whose file this is, and the checksum of key and value."""
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def digest(*parts: bytes | str) -> str:
    """The key of what is made of these parts; no two rows of parts have one key."""
    contents = [
        part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts
    ]
    return sha256(b"".join(b"%d:%b" % (len(one), one) for one in contents)).hexdigest()


@dataclass(frozen=True, slots=True)
class Store:
    """The store of a repository; any number of processes may use it at once."""

    root: Path
    """The repository's root."""
    blind: bool = False
    """Whether it finds nothing and only keeps, for a run that is to make all from nothing."""
    _full: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    """How many bytes each folder held when it was last looked at, with what was put since."""

    def get(self, key: str) -> bytes | None:
        """The value of a key, whole as it was put; None where it is not here."""
        _must_be_key(key)
        if self.blind:
            return None
        try:
            with _shard(self.root, key[0]) as folder:
                return _read(folder, key)
        except OSError:
            return None

    def put(self, key: str, value: bytes) -> None:
        """Keep a value, if that can be done; the least recently used ones make room."""
        _must_be_key(key)
        if len(value) > LARGEST - HEAD:
            return
        with suppress(OSError), _shard(self.root, key[0], make=True) as folder:
            _write(folder, key, value)
            self._make_room(folder, key[0], HEAD + len(value))

    def _make_room(self, folder: int, shard: str, more: int) -> None:
        """Look at a folder once, and again when what was put into it has filled it."""
        known = self._full.get(shard)
        if known is not None and known + more <= SHARE:
            self._full[shard] = known + more
            return
        files = sorted(_files(folder))
        total = sum(size for _, _, size in files)
        if total > SHARE:
            for _, name, size in files:
                if total <= SHARE * LEFT:
                    break
                with suppress(FileNotFoundError):  # another run makes room too
                    os.unlink(name, dir_fd=folder)
                total -= size
        self._full[shard] = total


def _must_be_key(key: str) -> None:
    if not KEY.fullmatch(key):
        raise ValueError(f"“{key}” is no key; `digest` makes them")


@contextmanager
def _shard(root: Path, name: str, *, make: bool = False) -> Iterator[int]:
    """A folder of the store, opened name by name so that no link leads elsewhere.

    Raises:
        OSError: it is not there, or something else stands in its place.
    """
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for step in ("output", ".store", name):
            below = _below(folder, step, make=make)
            os.close(folder)
            folder = below
        yield folder
    finally:
        os.close(folder)


def _below(folder: int, step: str, *, make: bool) -> int:
    """A folder in a folder, made where it is not there yet and may be."""
    try:
        return os.open(step, FOLDER, dir_fd=folder)
    except FileNotFoundError:
        if not make:
            raise
    with suppress(FileExistsError):
        os.mkdir(step, 0o755, dir_fd=folder)
    return os.open(step, FOLDER, dir_fd=folder)


def _read(folder: int, key: str) -> bytes | None:
    with os.fdopen(os.open(key, READ, dir_fd=folder), "rb") as file:
        facts = os.fstat(file.fileno())
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > LARGEST:
            return None
        framed = file.read(LARGEST + 1)
        value = framed[HEAD:]
        if framed[:HEAD] != _head(key, value):
            return None
        with suppress(OSError):  # another's store may be read and not touched
            os.utime(file.fileno())
    return value


def _write(folder: int, key: str, value: bytes) -> None:
    """Write beside and rename, without fsync: what a crash tears, the checksum tells."""
    beside = f".{os.urandom(8).hex()}.part"
    try:
        with os.fdopen(os.open(beside, WRITE, 0o644, dir_fd=folder), "wb") as file:
            file.write(_head(key, value))
            file.write(value)
        os.rename(beside, key, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside, dir_fd=folder)
        raise


def _head(key: str, value: bytes) -> bytes:
    return MARK + sha256(bytes.fromhex(key) + value).digest()


def _files(folder: int) -> Iterator[tuple[int, str, int]]:
    """Each file, also what a killed run left half written: when it was last used, name, size."""
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                facts = entry.stat(follow_symlinks=False)
                if not stat.S_ISDIR(facts.st_mode):
                    yield facts.st_mtime_ns, entry.name, facts.st_size
