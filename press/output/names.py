"""The names of what stands below `output/`: editions, their drafts, their locks."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from press.errors import UsageError
from press.names import NAME


def place_of(root: Path, publication: str, edition: str) -> Path:
    """Where the finished edition stands; names that are none are refused here."""
    check_name(publication, "a publication's name")
    check_name(edition, "an edition's name")
    return root / "output" / publication / edition


def check_name(name: str, what: str) -> None:
    """Refuse what could be a path or a hidden file."""
    if not NAME.fullmatch(name):
        raise UsageError(f"“{name}” is not {what}", hint="use small letters, digits and hyphens")


def plain(name: str) -> tuple[str, ...]:
    """The parts of a name below a folder; the names are made by us, so a wrong one is a bug."""
    parts = PurePosixPath(name).parts
    if not parts or "/".join(parts) != name or name.startswith("/") or ".." in parts:
        raise ValueError(f"“{name}” is not a plain name")
    return parts


def draft_of(final: Path) -> Path:
    """Where the next generation of an edition is made."""
    return final.with_name(f".{final.name}.draft")


def old_of(final: Path) -> Path:
    """Where the old edition waits while a switch of two steps is half done."""
    return final.with_name(f".{final.name}.old")


def key(path: Path) -> str:
    """The lock's name of what is made at a path; a draft shares its edition's."""
    *folders, name = path.parts
    if name.startswith("."):
        name = name[1:].rsplit(".", 1)[0]
    return "+".join([*folders, name])
