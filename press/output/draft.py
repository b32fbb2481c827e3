"""An edition being made: a draft beside the finished one, published once or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from press.errors import MachineError, Place, UsageError, did_you_mean
from press.names import NAME
from press.output.disk import (
    made_folder,
    make_folders,
    must_be_folder,
    read,
    settle,
    shown,
    sync,
    told,
    write,
)
from press.output.lock import locked
from press.output.names import draft_of, key, old_of, place_of, plain
from press.output.switch import recover, switch


class Draft:
    """A generation of an edition being made; only `publish` makes it the edition."""

    __slots__ = ("_broken", "_final", "_root", "_spent", "folder")

    def __init__(self, *, root: Path, final: Path) -> None:
        self.folder = draft_of(final)
        """Where the files are made, beside the finished edition and on the same disk."""
        self._root = root
        self._final = final
        self._broken = False
        self._spent = False

    def write(self, name: str, content: bytes) -> Path:
        """Write one file of the edition, whole and on the disk.

        Args:
            name: a plain name, or names joined by `/`; folders are made.
            content: the file's bytes.

        Raises:
            MachineError: it cannot be written; the draft can then no longer be published.
        """
        self._open()
        path = self.folder.joinpath(*plain(name))
        self._broken = True
        with told(self._root, self._final / name):
            make_folders(self.folder, path.parent)
            write(path, content)
        self._broken = False
        return path

    def standing(self, name: str) -> bytes | None:
        """A file of the edition that stands, which this draft is to replace; `None` without one.

        Raises:
            MachineError: it is there and cannot be read.
        """
        path = self._final.joinpath(*plain(name))
        if not os.path.lexists(path):
            return None
        with told(self._root, path):
            return read(path)

    def publish(self) -> Path:
        """Switch once: the draft becomes the edition, whole, and the old one goes.

        Raises:
            MachineError: the switch cannot be made; the old edition stands.
        """
        self._open()
        place = Place(shown(self._root, self._final))
        if self._broken:
            raise MachineError(
                "a file of this edition could not be written",
                place=place,
                hint="put that right and run again; the old edition stands",
            )
        with told(self._root, self._final):
            if not settle(self.folder):
                raise MachineError(
                    "nothing was made", place=place, hint="the old edition stands; report this"
                )
            switch(self._final)
            self._spent = True
            sync(self._final.parent)
        return self._final

    def close(self) -> None:
        """Let nothing more be written."""
        self._spent = True

    def _open(self) -> None:
        if self._spent:
            raise RuntimeError("this draft has been published or left")


@contextmanager
def edition(root: Path, publication: str, edition: str) -> Iterator[Draft]:
    """Make a new generation of an edition, alone; without `publish` nothing changes.

    Raises:
        UsageError: a name that cannot be one.
        LockedError: another run is making this edition; told at once.
        MachineError: output/ cannot be written.
    """
    final = place_of(root, publication, edition)
    with locked(root, key(Path(publication, edition)), what=final):
        draft = Draft(root=root, final=final)
        with told(root, final):
            made_folder(root, publication)
            recover(final)
            must_be_folder(root, final)
            made_folder(root, publication, draft.folder.name)
        try:
            yield draft
        finally:
            draft.close()
            with suppress(OSError):  # what cannot be cleared now is cleared at the next lock
                recover(final)


def published(root: Path, publication: str, edition: str) -> Path:
    """The folder of a finished edition.

    Raises:
        UsageError: it has not been made yet.
    """
    final = place_of(root, publication, edition)
    if os.path.lexists(old_of(final)) and not os.path.lexists(final):
        lock = key(Path(publication, edition))
        with locked(root, lock, what=final), told(root, final):
            recover(final)
    if not os.path.lexists(final):
        made = _editions_in(final.parent)
        raise UsageError(
            f"the edition “{edition}” of {publication} has not been made",
            hint=did_you_mean(edition, made) or "build it first",
        )
    must_be_folder(root, final)
    return final


def _editions_in(shelf: Path) -> list[str]:
    with suppress(OSError):
        return sorted(path.name for path in shelf.iterdir() if NAME.fullmatch(path.name))
    return []
