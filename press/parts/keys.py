"""Keys: digests of all that something was made of, the press's own code with it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from press.store import digest

PRESS = Path(__file__).parent.parent


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
