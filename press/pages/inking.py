"""Inking: pages that are set for one edition, told the colours of another, to be drawn for it.

The boxes stay where they stand. What their styles say of colours is forgotten and asked for again,
now of the other's custom properties; pictures are the other's, backgrounds are laid out with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from press.pages.engine import INITIAL_VALUES, AbsolutePlaceholder, layout_backgrounds
from press.pages.quick.styles import Remembering

SIDES = ("top", "right", "bottom", "left")
INKS = frozenset(name for name in INITIAL_VALUES if name == "color" or name.endswith("_color"))
INKED = INKS | {
    "background_image", "border_image_source", "mask_border_source", "box_shadow",
    *(f"bleed_{side}" for side in SIDES),
}  # fmt: skip
"""The properties that colours, pictures and the bleed reach, as the engine names them."""
CUSTOM = "__"
"""How the engine's names of custom properties begin."""


class Unlike(Exception):
    """Something on the pages keeps the look that it was set with."""


def tokens(page: Any) -> dict[str, Any]:
    """The custom properties of the root, as the engine resolves them on a page."""
    style = page._page_box.children[0].style
    return {name: style[name] for name in style.cascaded if name.startswith(CUSTOM)}


def ink(
    pages: Sequence[Any], wanted: Mapping[str, Any], picture: Callable[[Any], Any], fetch: Any
) -> None:
    """Tell pages other colours.

    Args:
        pages: the engine's pages; they are changed.
        wanted: the custom properties of the root.
        picture: for a picture that stands in the text, the one that is to stand there.
        fetch: gets a picture of the other typesetting for the engine.

    Raises:
        Unlike: they cannot be told all of them; the pages are spoilt.
    """
    boxes = [box for page in pages for box in _boxes(page._page_box)]
    for style in _styles(boxes):
        if isinstance(style, Remembering):
            style.forget()
        for name in [name for name in style if name in INKED or name.startswith(CUSTOM)]:
            del style[name]
        if style.is_root_element:
            style.update(wanted)
    for box in boxes:
        if "collapsed_border_grid" in vars(box):
            raise Unlike
        if "replacement" in vars(box):
            box.replacement = picture(box.replacement)
    for page in pages:
        layout_backgrounds(page._page_box, fetch)


def _boxes(box: Any) -> Iterator[Any]:
    """A box and all in it."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    yield box
    for child in box.all_children():
        yield from _boxes(child)


def _styles(boxes: Iterable[Any]) -> Iterator[Any]:
    """The styles of boxes and those that they inherit from, each once."""
    known: set[int] = set()
    for box in boxes:
        style = box.style
        while style is not None and id(style) not in known:
            known.add(id(style))
            yield style
            style = style.parent_style
