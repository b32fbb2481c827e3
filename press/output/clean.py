"""Taking away what was made, and nothing else."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from pathlib import Path

from press.names import NAME
from press.output.disk import must_be_folder, remove, told
from press.output.lock import locked
from press.output.names import check_name, draft_of, key


def clean(root: Path, publication: str | None) -> list[Path]:
    """Remove what was made: of one publication, or of all; nothing outside output/ is touched.

    Returns:
        The editions and single files that were removed, sorted.

    Raises:
        LockedError: an edition is being made; nothing has been removed.
        MachineError: a link or a file stands where a folder belongs.
    """
    output = root / "output"
    if publication is not None:
        check_name(publication, "a publication's name")
    if not os.path.lexists(output):
        return []
    with told(root, output):
        must_be_folder(root, output)
        wanted = sorted(path.name for path in output.iterdir() if not _kept(path.name))
        if publication is not None:
            wanted = [name for name in wanted if name == publication]
        shelves = [output / name for name in wanted if NAME.fullmatch(name)]
        for shelf in shelves:
            must_be_folder(root, shelf)
        made = [path for shelf in shelves for path in sorted(shelf.iterdir())]
        made += [output / name for name in wanted if not NAME.fullmatch(name)]
    with ExitStack() as locks:
        for name in sorted({key(path.relative_to(output)) for path in made}):
            locks.enter_context(locked(root, name, what=output / name.replace("+", "/")))
        with told(root, output):
            for path in made:
                _take_away(path)
            for shelf in shelves:
                with suppress(OSError):  # another edition may just have been begun in it
                    shelf.rmdir()
    return [path for path in made if not path.name.startswith(".")]


def _kept(name: str) -> bool:
    """What lies in output/ and was not made for a publication: the locks and the store."""
    return name.startswith(".") and not name.endswith(".part")


def _take_away(path: Path) -> None:
    """Remove what was made; an edition goes in one step, so that a kill leaves no half of it."""
    if path.is_dir() and not path.is_symlink() and NAME.fullmatch(path.name):
        draft = draft_of(path)
        remove(draft)
        path.rename(draft)
        path = draft
    remove(path)
