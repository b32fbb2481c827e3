"""The sources: what concerns a publication, and what of it changed since it was read last.

What changed is found by looking, not by being told: whoever rings may ring too often, and a ring
that was lost is made good by the next one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from press import manuscript, works
from press.book.assemble import assemble
from press.errors import PressError, raise_all
from press.light_table.folders import folders
from press.works import Work

Mark = tuple[int, int, int, int]
"""What tells one state of a file from another: inode, size, and the times of words and of inode."""


def marks(root: Path, publication: str) -> dict[str, Mark]:
    """A mark of every file that concerns a publication, by its path from the root."""
    return {
        Path(entry.path).relative_to(root).as_posix(): _mark(entry)
        for folder in folders(root, publication)
        for entry in _files(folder)
    }


def _files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # it went while we looked; whoever took it rings again
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
        else:
            yield entry


def _mark(entry: os.DirEntry[str]) -> Mark:
    try:
        stat = entry.stat(follow_symlinks=False)
    except OSError:
        return (0, 0, 0, 0)
    return (stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


class Sources:
    """A publication's sources, of which only what changed is read again."""

    def __init__(self, root: Path, publication: str) -> None:
        self.root = root
        self.publication = publication
        self.work: Work | None = None
        self._read: dict[str, Mark] = {}
        self._looked: dict[str, Mark] = {}

    def moved(self) -> bool:
        """Whether anything changed since it was looked at last, read or not."""
        return marks(self.root, self.publication) != self._looked

    def read(self) -> tuple[Work, frozenset[str]]:
        """The publication as it stands now, and the files that changed since it was read last.

        Raises:
            PressError: it cannot be read; the next time everything that changed is read again.
        """
        # Looked at before it is read: what changes meanwhile is found to have changed.
        self._looked = now = marks(self.root, self.publication)
        changed = frozenset(
            file for file in now.keys() | self._read.keys() if now.get(file) != self._read.get(file)
        )
        if self.work is None:
            self.work = works.load(self.root, self.publication)
        elif changed:
            self.work = self._again(self.work, changed)
        self._read = now
        return self.work, changed

    def _again(self, work: Work, changed: frozenset[str]) -> Work:
        """Read the sections that changed; everything, where more than sections did."""
        sections = [chapter.section for chapter in work.book.chapters]
        places = {section.file: index for index, section in enumerate(sections)}
        if not changed <= places.keys():
            return works.load(self.root, self.publication)
        errors: list[PressError] = []
        for file in sorted(changed):
            try:
                sections[places[file]] = manuscript.section(work.order, self.root, places[file])
            except PressError as error:
                errors += error.errors
        raise_all(errors)
        shown = {
            image.get("src", "")
            for one in sections
            if one.body is not None
            for image in one.body.iter("img")
        }
        if not shown <= work.figures.keys():
            return works.load(self.root, self.publication)  # it has the door to the figures
        return replace(work, book=assemble(work.order.publication, sections))
