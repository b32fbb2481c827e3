"""The one place where the quicker ways enter the engine.

What they replace is what the engine asks for most. Each gives what the engine's own would give, and
hands over to it whatever is not plain; `tests/test_quick.py` holds the two against each other.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from press.pages.engine import (
    background,
    boxes,
    css,
    draw_text,
    line_break,
    percent,
)
from press.pages.quick import lengths, lettering, plainness, styles


@dataclass(frozen=True, slots=True)
class Way:
    """Something of the engine's that is done in fewer steps."""

    owner: Any
    """The module or class that has it."""
    name: str
    parameters: tuple[str, ...]
    """What ours counts on."""
    ours: Callable[[Any], Any]
    """Makes ours of the engine's own."""


WAYS = (
    Way(percent, "resolve_percentages", ("box", "containing_block"), lengths.settled),
    Way(background, "layout_box_backgrounds",
        ("page", "box", "get_image_from_uri", "layout_children", "style"), plainness.bare),
    Way(boxes.Box, "is_in_normal_flow", ("self",), plainness.flowing),
    Way(line_break, "strut", ("style",), lettering.measured),
    Way(line_break.Layout, "setup", ("self", "style"), lettering.ready),
    Way(draw_text, "draw_first_line",
        ("stream", "textbox", "text_overflow", "block_ellipsis", "matrix"), lettering.shown),
    Way(css, "ComputedStyle",
        ("parent_style", "cascaded", "pseudo_type", "root_style", "base_url", "font_config",
         "initial_page_sizes"), lambda _: styles.Remembering),
)  # fmt: skip

Place = tuple[Any, str, Any, Any]
"""Where something of the engine's is known by a name: the owner, the name, the engine's, ours."""


def install(ways: Sequence[Way] = WAYS) -> list[Place]:
    """Put the quicker ways in the engine's place wherever it knows its own by name.

    Returns:
        Where; nowhere when the engine at hand has one of them in another form.
    """
    places: list[Place] = []
    for way in ways:
        engine = getattr(way.owner, way.name, None)
        if engine is None or tuple(inspect.signature(engine).parameters) != way.parameters:
            return []
        ours = way.ours(engine)
        users = [way.owner] if inspect.isclass(way.owner) else _users(way.name, engine)
        places += [(user, way.name, engine, ours) for user in users]
    for owner, name, _, ours in places:
        setattr(owner, name, ours)
    return places


def _users(name: str, engine: Any) -> list[Any]:
    """The modules of the engine, and its door, that have imported something by its name."""
    return [
        module
        for path, module in list(sys.modules.items())
        if path.startswith(("weasyprint.", "press.pages.engine"))
        and vars(module).get(name) is engine
    ]


PLACES = install()
"""Where the quicker ways stand; empty when the engine at hand goes its own ways."""
