"""Boxes: most are in flow and have nothing behind their text, and that is seen at one look."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any

from press.pages.engine import INITIAL_VALUES, AbsolutePlaceholder

CORNERS = tuple(f"border_{corner}_radius"
                for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))  # fmt: skip
BEHIND = (
    "background_image", "background_color", "box_shadow", "border_image_source",
    "mask_border_source", *CORNERS,
)  # fmt: skip
_behind, _flow = itemgetter(*BEHIND), itemgetter("position", "float")
NOTHING = _behind(INITIAL_VALUES)
IN_FLOW = _flow(INITIAL_VALUES)
SHARP = dict.fromkeys(CORNERS, (0, 0))
"""What the engine makes of corners that are not round."""


def bare(engine: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's `layout_box_backgrounds`, for a box behind which there is nothing."""

    def layout_box_backgrounds(  # noqa: PLR0917 (the engine's signature)
        page: Any,
        box: Any,
        get_image_from_uri: Any,
        layout_children: Any = True,  # noqa: FBT002
        style: Any = None,
    ) -> None:
        if box is page or style is not None or _behind(box.style) != NOTHING:
            engine(page, box, get_image_from_uri, layout_children, style)
            return
        if type(box) is AbsolutePlaceholder:
            box = box._box
        box.__dict__.update(SHARP)
        if layout_children:
            for child in box.all_children():
                layout_box_backgrounds(page, child, get_image_from_uri)
        box.background = None

    return layout_box_backgrounds


def flowing(engine: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's `Box.is_in_normal_flow`."""

    def is_in_normal_flow(self: Any) -> Any:
        return _flow(self.style) == IN_FLOW or engine(self)

    return is_in_normal_flow
