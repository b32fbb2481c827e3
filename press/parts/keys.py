"""Keys: digests of all that something was made of, the press's own code with it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

PRESS = Path(__file__).parent.parent


def digest(*parts: str) -> str:
    """The key of what is made of these parts; no two rows of parts have one key."""
    key = sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        key.update(b"%d:" % len(content))
        key.update(content)
    return key.hexdigest()


@cache
def code(*rooms: str) -> str:
    """A digest of rooms of the press: their modules, and the lists and settings beside them."""
    files = sorted(
        file
        for room in rooms
        for file in (PRESS / room).rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    )
    return digest(
        *(f"{file.relative_to(PRESS)} {sha256(file.read_bytes()).hexdigest()}" for file in files)
    )
