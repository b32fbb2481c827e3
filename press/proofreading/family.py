"""A family: rules that an editor asks for by one name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from press.proofreading.proof import Copy, Proof
from press.rule import Rule

if TYPE_CHECKING:
    from press.proofreading.collation import Collation


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Rules that an editor asks for by one name."""

    title: str
    """What the family is about."""
    guards: bool
    """Whether it stands guard before publishing."""
    copy: tuple[Rule[Copy], ...] = ()
    """Rules of the copy."""
    proof: tuple[Rule[Proof], ...] = ()
    """Rules of a finished file."""
    across: tuple[Rule[Collation], ...] = ()
    """Rules of all editions, held against each other."""

    @property
    def rules(self) -> tuple[Rule[Any], ...]:
        """All its rules."""
        return (*self.copy, *self.proof, *self.across)
