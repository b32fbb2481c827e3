"""Chance without dice: fixed integer hashes, the same on every machine and in every run."""

from __future__ import annotations

_WORD = 0xFFFFFFFF


def chance(index: int, purpose: int) -> float:
    """Return the number in [0, 1) that belongs to this index and this purpose."""
    word = (index * 0x9E3779B1 + purpose * 0x85EBCA77 + 0x165667B1) & _WORD
    word = ((word ^ (word >> 15)) * 0x2C1B3C6D) & _WORD
    word = ((word ^ (word >> 12)) * 0x297A2D39) & _WORD
    return (word ^ (word >> 15)) / 4294967296.0
