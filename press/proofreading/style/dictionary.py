"""The dictionary: hunspell's British one, read by spylls."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from spylls.hunspell import Dictionary
from spylls.hunspell.readers import read_aff, read_dic
from spylls.hunspell.readers.file_reader import BaseReader

DICTIONARIES = tuple(
    Path(folder, "en_GB")
    for folder in (
        "/usr/share/hunspell",
        "/usr/share/myspell/dicts",
        "/usr/share/myspell",
        "/opt/homebrew/share/hunspell",
        "/usr/local/share/hunspell",
    )
)
"""Where systems keep the hunspell dictionary of British English, without the suffix."""


def british() -> Any:
    """The British dictionary, or None where this machine has none."""
    for path in DICTIONARIES:
        if path.with_suffix(".aff").is_file() and path.with_suffix(".dic").is_file():
            aff, context = read_aff(_Lines(path.with_suffix(".aff")))
            entries = read_dic(
                _Lines(path.with_suffix(".dic"), context.encoding), aff=aff, context=context
            )
            return Dictionary(aff, entries)
    return None


class _Lines(BaseReader):  # type: ignore[misc]  # spylls has no types
    """A dictionary's file for spylls, whose own reader leaves its files open."""

    def __init__(self, path: Path, encoding: str = "cp1252") -> None:
        self.content = path.read_bytes()
        super().__init__(self._text(encoding))

    def reset_encoding(self, encoding: str) -> None:
        """Read on from the same line in another encoding."""
        self.reset_io(self._text(encoding))

    def _text(self, encoding: str) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(self.content), encoding, errors="surrogateescape")
