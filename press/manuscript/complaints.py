"""What is wrong with one section, gathered while it is read, so that all is told at once."""

from __future__ import annotations

from press.errors import ContentError, Place, PressError

MOST = 100
"""Complaints that are kept; more would not help."""


class Complaints:
    """The complaints about one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.errors: list[PressError] = []

    def add(self, line: int, message: str, hint: str) -> None:
        """Complain of something on a line."""
        self.take(ContentError(message, place=Place(self.file, line), hint=hint))

    def take(self, error: PressError) -> None:
        """Keep an error that was raised elsewhere."""
        if len(self.errors) < MOST:
            self.errors.append(error)
