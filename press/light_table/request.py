"""A request: what the table wants to see. It goes from the server to its worker."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the table wants to see."""

    build: int = 0
    """Counted up with each request."""
    edition: str = ""
    looking: str = ""
    """The section that somebody looks at: it goes first where everything changed."""
    page: int = 0
    """The number in it of the page that is looked at; 0 where none is."""
    again: bool = False
    """Whether to begin from nothing, whatever is standing."""
