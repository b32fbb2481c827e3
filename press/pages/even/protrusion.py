"""Hanging punctuation: how far a sign stands out of the edge, so that the edge looks straight."""

from __future__ import annotations

from typing import Any

from press.pages.even import shaping

RIGHT = {".": 0.7, ",": 0.5, ":": 0.5, ";": 0.5, "-": 0.5, "‐": 0.5, "–": 0.3, "—": 0.2,
         "’": 0.4, "”": 0.3, "!": 0.2, "?": 0.2, ")": 0.1}  # fmt: skip
"""Of the sign's width, at the end of a line."""
LEFT = {"‘": 0.7, "“": 0.6, "(": 0.1, "A": 0.05, "T": 0.05, "V": 0.05, "W": 0.05, "Y": 0.05}
"""Of the sign's width, at the beginning of a line."""


def right(sign: str, style: Any) -> float:
    """How far a sign hangs out at the end of a line."""
    part = RIGHT.get(sign)
    return part * shaping.advance(sign, style) if part else 0.0


def left(sign: str, style: Any) -> float:
    """How far a sign hangs out at the beginning of a line."""
    part = LEFT.get(sign)
    return part * shaping.advance(sign, style) if part else 0.0
