"""What a layout wishes of a paragraph: the custom properties that steer its lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from press.lines import Balanced, Justified, Ragged, Way

WAYS = ("total-fit", "balanced", "first-fit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """The wishes for one block, read from its style."""

    costs: Way
    justified: bool
    protrusion: float
    """How much of the usual protrusion is wanted: 0 none, 1 all of it."""


class _Said(NamedTuple):
    """What a style says."""

    way: str
    justified: bool
    expansion: float
    tracking: float
    protrusion: float
    hyphen: float


_READ: dict[_Said, Wishes] = {}


def read(style: Any) -> Wishes | None:
    """The wishes of a style; none where its lines are the engine's own.

    Properties, all inherited: `--line-breaking` (total-fit, balanced, first-fit), `--expansion` (a
    part of a letter's width, at most .02), `--tracking` (of a letter's size, at most .03),
    `--protrusion` (0 to 1), `--hyphen-cost` (times the usual cost).
    """
    way = _word(style["__line_breaking"]) or WAYS[0]
    if way == "first-fit" or style["direction"] == "rtl":
        return None
    said = _Said(
        way=way,
        justified=style["text_align_all"] == "justify" and way != "balanced",
        expansion=_number(style["__expansion"], Justified().expansion, most=0.02),
        tracking=_number(style["__tracking"], Justified().tracking, most=0.03),
        protrusion=_number(style["__protrusion"], 0.0, most=1.0),
        hyphen=_number(style["__hyphen_cost"], 1.0, most=1e6),
    )
    if said not in _READ:
        _READ[said] = _wishes(said)
    return _READ[said]


def _wishes(said: _Said) -> Wishes:
    costs: Way
    if said.way == "balanced":
        costs = Balanced()
    elif said.justified:
        costs = Justified(expansion=said.expansion, tracking=said.tracking)
    else:
        costs = Ragged(expansion=said.expansion / 2)
    costs = replace(costs, hyphen=costs.hyphen * said.hyphen)
    return Wishes(costs=costs, justified=said.justified, protrusion=said.protrusion)


def _word(tokens: Any) -> str:
    said = [token for token in tokens if token.type != "whitespace"]
    return str(said[0].lower_value) if len(said) == 1 and said[0].type == "ident" else ""


def _number(tokens: Any, default: float, *, most: float) -> float:
    said = [token for token in tokens if token.type != "whitespace"]
    if len(said) != 1 or said[0].type not in ("number", "percentage"):
        return default
    value = said[0].value / (100.0 if said[0].type == "percentage" else 1.0)
    return float(max(0.0, min(most, value)))
