"""What publications are called, and which there are; so light that the desk may always ask."""

from __future__ import annotations

import re
from pathlib import Path

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""The name of a publication, an edition, a layout or a place in the text."""


def names(root: Path) -> list[str]:
    """The publications that stand in `manuscript/`, sorted."""
    folders = sorted((root / "manuscript").glob("*/publication.yaml"))
    return [folder.parent.name for folder in folders]
