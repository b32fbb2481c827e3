"""What the readers of pictures hand back: a picture made safe, or why it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that has been read whole once and found well."""

    width: float
    height: float
    inks: str
    content: bytes
    words: str = ""


class Refusal(Exception):
    """What is wrong with a file's content, and what to do; it never leaves `press.assets`."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
