"""Lengths of boxes: those that depend on no other box are resolved once for all that say them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from press.pages.engine import AbsolutePlaceholder, Dimension

SIDES = ("top", "right", "bottom", "left")
LENGTHS = (
    "width", "min_width", "max_width", "height", "min_height", "max_height",
    *(f"{edge}_{side}" for edge in ("margin", "padding") for side in SIDES),
)  # fmt: skip
"""What the engine resolves against the block around a box."""
REST = (*(f"border_{side}_width" for side in SIDES), "box_sizing", "border_collapse")
_told = itemgetter(*LENGTHS + REST)
MANY = 10_000
"""Of what styles say of lengths; with more, what is known is forgotten."""


def settled(engine: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's `resolve_percentages`, for lengths that are none."""
    known: dict[tuple[Any, ...], Mapping[str, Any] | None] = {}

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        told = _told(box.style)
        if told not in known:
            if len(known) > MANY:
                known.clear()
            known[told] = _resolved(box.style, told, engine)
        lengths = known[told]
        if lengths is None:
            engine(box, containing_block)
            return
        if type(box) is AbsolutePlaceholder:
            box = box._box
        box.__dict__.update(lengths)

    return resolve_percentages


def _resolved(
    style: Any, told: tuple[Any, ...], engine: Callable[..., Any]
) -> Mapping[str, Any] | None:
    """The lengths of every box that says so; none where they depend on the block around it."""
    for value in told[: len(LENGTHS)]:
        if value != "auto" and (type(value) is not Dimension or value.unit == "%"):
            return None
    if style["border_collapse"] == "collapse":
        return None  # a cell's borders are then those of its table
    box = SimpleNamespace(style=style)
    engine(box, (0.0, 0.0))
    del box.style
    return vars(box)
