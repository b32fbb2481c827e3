"""What stands at the ids of a part, in words: where links lead, for those who cannot see the page.

The folio is added when parts are joined (ISO 14289-1, 7.18.5).
"""

from __future__ import annotations

from typing import Any

from press.pages.structure.notes import CALL
from press.pages.structure.tree import Tree


def targets(tree: Tree) -> dict[str, str]:
    """What stands at each id: a note, its call, a title; nothing where it has no words."""
    return {name: _told(tree, name, element) for name, (element, _) in tree.targets.items()}


def _told(tree: Tree, name: str, element: Any) -> str:
    if name.startswith(CALL):
        return "Back to the text"
    if element in tree.calls:
        return f"Note {_words(tree.calls[element][1])}"
    return _title(tree, element)


def _title(tree: Tree, element: Any) -> str:
    """The title of an element, of the first heading in it, or of its section."""
    for inside in element.iter():
        if inside in tree.labels:
            return " ".join(tree.labels[inside].split())
    section = tree.sections.get(element)
    return _title(tree, section) if section is not None and section is not element else ""


def _words(box: Any) -> str:
    text = getattr(box, "text", "")
    return text or "".join(_words(child) for child in getattr(box, "children", ()))
