"""What a layout wishes of a paragraph: the custom properties that steer its lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from press.lines import Balanced, Justified, Ragged

WAYS = ("total-fit", "balanced", "first-fit")


@dataclass(frozen=True, slots=True)
class Wishes:
    """The wishes for one block, read from its style."""

    way: str
    """One of `WAYS`."""
    costs: Justified | Ragged | Balanced
    justified: bool
    protrusion: float
    """How much of the usual protrusion is wanted: 0 none, 1 all of it."""


def read(style: Any) -> Wishes | None:
    """The wishes of a style; none where its lines are the engine's own.

    Properties: `--line-breaking` (total-fit, balanced, first-fit), `--expansion` (a part of the
    width, at most .02), `--protrusion` (0 to 1), `--hyphen-cost` (times the usual cost).
    """
    way = _word(style["__line_breaking"]) or WAYS[0]
    if way == "first-fit" or style["direction"] == "rtl":
        return None
    key = (
        way,
        style["text_align_all"] == "justify",
        _number(style["__expansion"], 0.02, most=0.02),
        _number(style["__protrusion"], 0.0, most=1.0),
        _number(style["__hyphen_cost"], 1.0, most=1e6),
    )
    if key not in _READ:
        _READ[key] = _wishes(*key)
    return _READ[key]


_READ: dict[tuple[str, bool, float, float, float], Wishes] = {}


def _wishes(
    way: str,
    justified: bool,
    expansion: float,
    protrusion: float,
    hyphen: float,  # noqa: FBT001
) -> Wishes:
    costs: Justified | Ragged | Balanced
    if way == "balanced":
        costs, justified = Balanced(), False
    else:
        costs = Justified(expansion=expansion) if justified else Ragged()
    costs = replace(costs, hyphen=costs.hyphen * hyphen)
    return Wishes(way, costs, justified, protrusion)


def _word(tokens: Any) -> str:
    said = [token for token in tokens if token.type != "whitespace"]
    return str(said[0].lower_value) if len(said) == 1 and said[0].type == "ident" else ""


def _number(tokens: Any, default: float, *, most: float) -> float:
    said = [token for token in tokens if token.type != "whitespace"]
    if len(said) != 1 or said[0].type not in ("number", "percentage"):
        return default
    value = said[0].value / (100.0 if said[0].type == "percentage" else 1.0)
    return float(max(0.0, min(most, value)))
