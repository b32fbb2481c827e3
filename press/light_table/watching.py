"""A bell that rings when something changes that concerns a publication.

It may ring for nothing; what changed is found by looking (`sources.py`).
"""

from __future__ import annotations

from asyncio import Event
from collections.abc import AsyncIterator
from pathlib import Path

from watchfiles import awatch

from press.light_table.folders import folders

STEP, DEBOUNCE = 10, 200
"""Milliseconds: how long nothing more must happen before it rings, and the longest it waits."""
PASSING = ("~", ".swp", ".swx", ".tmp", "4913")
"""How the names end that editors give to files of their own."""


def concerns(path: str) -> bool:
    """Whether it may be a source: not what an editor writes for itself, not what is hidden."""
    name = Path(path).name
    return not name.startswith((".", "#")) and not name.endswith(PASSING)


async def bell(root: Path, publication: str, stop: Event) -> AsyncIterator[None]:
    """Ring, until it is stopped."""
    present = [folder for folder in folders(root, publication) if folder.is_dir()]
    async for _ in awatch(
        *present,
        watch_filter=lambda _, path: concerns(path),
        debounce=DEBOUNCE,
        step=STEP,
        stop_event=stop,
    ):
        yield
