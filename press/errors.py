"""What stops the run: the tree of errors, and the place each of them names.

    PressError
    ├── ContentError        1  what an author, editor or designer wrote cannot be set
    │   └── FindingsError   1  a check that guards publishing found errors
    ├── UsageError          2  what was asked for does not exist
    ├── MachineError        3  this machine lacks something, or the engine fails
    └── LockedError         4  another run is writing the same edition

A stage that can find several looks everywhere and raises one `Problems` holding them all.
What is not a PressError is a bug and keeps its traceback (exit 5).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file, relative to the root, and a line counted from 1."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


def escaped(text: str) -> str:
    """Text with its control characters written out, so that no message can steer a terminal."""
    return "".join(
        char if char.isprintable() or char == " " else char.encode("unicode_escape").decode()
        for char in text
    )


class PressError(Exception):
    """Something that stops the run, told in one line: what, where, and what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, place: Place | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    @property
    def errors(self) -> tuple[PressError, ...]:
        """The single errors in this one."""
        return (self,)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        what_next = f"; {self.hint}" if self.hint else ""
        return escaped(f"{where}error: {self.message}{what_next}")


class ContentError(PressError):
    """What an author, editor or designer wrote cannot be set."""


class FindingsError(ContentError):
    """A check that guards publishing found errors; the findings have been told already."""


class UsageError(PressError):
    """What was asked for does not exist."""

    exit_code: ClassVar[int] = 2


class MachineError(PressError):
    """This machine lacks something, or the engine fails."""

    exit_code: ClassVar[int] = 3


class LockedError(PressError):
    """Another run is writing the same edition."""

    exit_code: ClassVar[int] = 4


class Problems(PressError):
    """All errors one stage found, in the order of their places; exits as the first does."""

    def __init__(self, errors: Iterable[PressError]) -> None:
        singles = [single for error in errors for single in error.errors]
        singles.sort(key=lambda e: (e.place.file, e.place.line or 0) if e.place else ("", 0))
        super().__init__(f"{len(singles)} errors")
        self.singles = tuple(singles)
        self.exit_code = singles[0].exit_code if singles else 1  # type: ignore[misc]

    def __reduce__(self) -> tuple[type[Problems], tuple[tuple[PressError, ...]]]:
        """What makes it anew in another process."""
        return Problems, (self.singles,)

    @property
    def errors(self) -> tuple[PressError, ...]:
        """The single errors in this one."""
        return self.singles

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.singles)


def raise_all(errors: Iterable[PressError]) -> None:
    """Raise what there is: nothing, the one error, or all of them together."""
    found = list(errors)
    if len(found) == 1:
        raise found[0]
    if found:
        raise Problems(found)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the closest known word, or all of them when none is close."""
    names = sorted(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean “{close[0]}”?"
    return f"known: {', '.join(names)}" if names else ""
