"""Where a link leads, in words, for those who cannot see its page (ISO 14289-1, 7.18.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from press.pages.structure.notes import CALL
from press.pages.structure.tree import Tree


def contents(tree: Tree, folios: Sequence[int], annotation: Any) -> str:
    """The words of a link.

    Args:
        tree: the structure of the file.
        folios: the folio of each page.
        annotation: the engine's annotation, which has an address or the name of an anchor.
    """
    if "A" in annotation:
        return str(annotation["A"]["URI"].string)
    name = str(annotation["Dest"].string)
    if name not in tree.targets:
        return name
    element, page = tree.targets[name]
    where = f"page {folios[page]}"
    if name.startswith(CALL):
        return f"Back to the text, {where}"
    if element in tree.calls:
        number = tree.calls[element][1]
        return f"Note {_words(number)}, {where}"
    title = _title(tree, element)
    return f"{title}, {where}" if title else where[:1].upper() + where[1:]


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
