"""Memory of a process and of all that it has started, as Linux tells it; nothing elsewhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
STEP = 0.05
"""Seconds between two looks, at least."""
REST = 40
"""Times what a look took, at least: 250 MB take 7 ms, which a run on all cores would miss."""


@dataclass(slots=True)
class Peak:
    """The most memory that was seen."""

    megabytes: float = 0.0


@contextmanager
def watched(process: int) -> Iterator[Peak]:
    """Look at a process and all below it again and again; what several share counts once."""
    peak, ended = Peak(), threading.Event()

    def look() -> None:
        pause = STEP
        while not ended.wait(pause):
            began = time.perf_counter()
            peak.megabytes = max(peak.megabytes, sum(map(held, tree(process))))
            pause = max(STEP, REST * (time.perf_counter() - began))

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield peak
    finally:
        ended.set()
        looking.join()


def tree(process: int) -> Iterator[int]:
    """A process and all that it and its children have started and that still run."""
    yield process
    told = []
    with suppress(OSError):  # it has ended meanwhile
        told = [one.read_text() for one in PROC.glob(f"{process}/task/*/children")]
    for child in " ".join(told).split():
        yield from tree(int(child))


def held(process: int) -> float:
    """What a process holds, in MB, with its share of what it shares (PSS); 0 when it has ended."""
    with suppress(OSError):
        for line in (PROC / f"{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
