"""Single made files, such as a flatplan."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from press.output.disk import made_folder, sync, told, write
from press.output.draft import published
from press.output.lock import locked
from press.output.names import key, plain


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
        with told(root, path):
            made_folder(root, *parts[:-1])
        _write_whole(root, path, content)
    return path


def write_beside(root: Path, publication: str, edition: str, files: Mapping[str, bytes]) -> Path:
    """Write what is told of a finished edition beside it; the next edition takes it away.

    Args:
        root: the root of the repository.
        publication: its name.
        edition: a finished edition.
        files: contents by plain names, none of them a file of the edition itself.

    Returns:
        The edition's folder.

    Raises:
        UsageError: the edition has not been made yet.
        LockedError: another run is making it.
        MachineError: a file cannot be written; the old one stands.
    """
    folder = published(root, publication, edition)
    with locked(root, key(Path(publication, edition)), what=folder):
        for name, content in files.items():
            if len(plain(name)) > 1:
                raise ValueError(f"“{name}” is no file beside an edition")
            _write_whole(root, folder / name, content)
    return folder


def _write_whole(root: Path, path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    half = path.with_name(f".{path.name}.part")
    with told(root, path):
        try:
            write(half, content)
            half.replace(path)
        except OSError:
            with suppress(OSError):
                half.unlink()
            raise
        sync(path.parent)
