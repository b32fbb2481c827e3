"""Rules: a code, its severity, and the function that looks for it.

The docstring of the function is the code's explanation: meaning, reason, remedy, in five to twelve
lines. `invoke check --explain CODE` prints it, and the README of the rule's room is made of them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from press.errors import Place
from press.finding import Finding, Severity, Spot

Read = TypeVar("Read")
"""What a rule reads: the copy, or a proof of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One place that breaks a rule."""

    message: str
    """What is wrong."""
    remedy: str
    """What to do next."""
    place: Place | None = None
    """The manuscript's file and line, where there is one."""
    page: str = ""
    """The page, as `PageFacts.name` has it."""
    spot: Spot | None = None
    """Where on the page, where it can be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[Read]):
    """A rule."""

    code: str
    severity: Severity
    look: Callable[[Read], Iterable[Slip]]

    @property
    def explanation(self) -> str:
        """Meaning, reason and remedy of the code."""
        return inspect.getdoc(self.look) or ""

    def __call__(self, subject: Read) -> Iterator[Finding]:
        """What breaks the rule, as findings."""
        for slip in self.look(subject):
            yield Finding(
                code=self.code,
                severity=self.severity,
                message=slip.message,
                remedy=slip.remedy,
                place=slip.place,
                page=slip.page,
                spot=slip.spot,
            )


def rule(code: str, severity: Severity) -> Callable[[Callable[[Read], Iterable[Slip]]], Rule[Read]]:
    """Make a rule of a function that yields slips."""

    def made(look: Callable[[Read], Iterable[Slip]]) -> Rule[Read]:
        return Rule(code=code, severity=severity, look=look)

    return made


def judged(rules: Iterable[Rule[Read]], subject: Read) -> list[Finding]:
    """What breaks any of the rules, rule by rule."""
    return [finding for one in rules for finding in one(subject)]
