"""Single made files: a flatplan; what is put beside a finished edition."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from press.output.disk import made_folder, must_be_folder, sync, told, write
from press.output.lock import locked
from press.output.names import key, place_of, plain
from press.output.switch import recover


def write_file(root: Path, relative: str, content: bytes) -> Path:
    """Write a single made file, `FILE.EXT` or `<publication>/FILE.EXT`, whole or not at all.

    Raises:
        LockedError: another run is writing the same file.
        MachineError: it cannot be written; the old file stands.
    """
    parts = plain(relative)
    if len(parts) > 2 or "." not in parts[-1] or any(part.startswith(".") for part in parts):
        raise ValueError(f"“{relative}” is no single file below output/")
    path = root.joinpath("output", *parts)
    with locked(root, key(Path(*parts)), what=path):
        _put(root, path, content)
    return path


def add_file(root: Path, publication: str, edition: str, *, name: str, content: bytes) -> Path:
    """Put a file beside what an edition's folder holds, whole or not at all.

    It was made of these very pages: when the edition is made anew, it goes with the old one.

    Raises:
        UsageError: a name that cannot be one.
        LockedError: another run is making this edition; told at once.
        MachineError: it cannot be written; the old file stands.
    """
    folder = place_of(root, publication, edition)
    (single,) = plain(name)
    with locked(root, key(Path(publication, edition)), what=folder):
        with told(root, folder):
            made_folder(root, publication)
            recover(folder)
            must_be_folder(root, folder)
        _put(root, folder / single, content)
    return folder / single


def _put(root: Path, path: Path, content: bytes) -> None:
    half = path.with_name(f".{path.name}.part")
    with told(root, path):
        made_folder(root, *path.parent.relative_to(root / "output").parts)
        try:
            write(half, content)
            half.replace(path)
        except OSError:
            with suppress(OSError):
                half.unlink()
            raise
        sync(path.parent)
