"""Where everything stands that a publication is made of."""

from __future__ import annotations

from pathlib import Path


def folders(root: Path, publication: str) -> tuple[Path, ...]:
    """The folders whose files concern a publication."""
    return (root / "manuscript" / publication, root / "layouts", root / "assets")
