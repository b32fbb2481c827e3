"""Make one edition and no more, unchecked and unpublished: `python -m press.bench.alone`."""

from __future__ import annotations

import sys
from pathlib import Path

from press import build


def alone(root: Path, name: str, edition: str, folder: Path) -> None:
    """Load the publication, make the edition, and write it as the plain run of the engine does."""
    made = build.make(build.load(root, name), edition)
    (folder / "alone.pdf").write_bytes(made.content)


if __name__ == "__main__":
    alone(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]))
