"""Notes: each call leads to its note, and the note's number leads back.

The engine makes no links of footnotes. Its pages keep their links and anchors in two lists that it
reads when it writes, and which are its public face (`Page.links`, `Page.anchors`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from press.pages.structure.tree import Tree

CALL = "call-of-"
"""Before the name of a note, the name of its call."""


def link_notes(tree: Tree, pages: Sequence[Any]) -> None:
    """Write the links of notes into the pages; what has been written is not written again.

    Args:
        tree: the structure, as it grew from these pages.
        pages: the engine's pages.
    """
    for page, marker, element in tree.markers:
        name = element.get("id")
        if element not in tree.calls or not name or name not in tree.targets:
            continue
        there, call = tree.calls[element]
        back = f"{CALL}{name}"
        tree.targets[back] = (element, there)
        left, top, width, height = call.hit_area()
        pages[there].anchors.setdefault(back, (left, top, left + width, top + height))
        _link(pages[there], call, name)
        _link(pages[page], marker, back)


def unlink_notes(pdf: Any, tree: Tree) -> None:
    """Take the links of notes out of a file that is to have the engine's structure.

    The engine would not tag them as links (ISO 14289-1, 7.18.5).
    """
    linked = [box for _, box in tree.calls.values()] + [box for _, box, _ in tree.markers]
    gone = {box.link_annotation.reference for box in linked if box.link_annotation is not None}
    for thing in pdf.objects:
        if isinstance(thing, dict) and "Annots" in thing:
            thing["Annots"][:] = [one for one in thing["Annots"] if one not in gone]
    for box in linked:
        box.link_annotation = None


def _link(page: Any, box: Any, name: str) -> None:
    if any(linked is box for *_, linked in page.links):
        return
    left, top, width, height = box.hit_area()
    page.links.append(("internal", name, (left, top, left + width, top + height), box))
