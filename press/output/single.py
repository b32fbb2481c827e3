"""Single made files, such as a flatplan."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from press.output.disk import made_folder, sync, told, write
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
        half = path.with_name(f".{path.name}.part")
        with told(root, path):
            made_folder(root, *parts[:-1])
            try:
                write(half, content)
                half.replace(path)
            except OSError:
                with suppress(OSError):
                    half.unlink()
                raise
            sync(path.parent)
    return path
