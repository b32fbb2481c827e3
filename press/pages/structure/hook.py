"""The one place where our structure enters the engine: the function that writes its tags.

Outside `tagging()` it is the engine's own; inside it too, where what was drawn is not what the
press knows, and then the file says less and loses nothing.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from press.pages.engine import pdf_writing
from press.pages.structure.model import Unfit
from press.pages.structure.notes import unlink_notes
from press.pages.structure.tree import Tree
from press.pages.structure.writing import Writer
from press.parts.drawing import Element

EXPECTED = ("pdf", "document", "pdf_version", "page_streams")
"""The parameters that the wrapper counts on."""


@dataclass(slots=True)
class Tagging:
    """A structure that is to be drawn."""

    tree: Tree
    grown: tuple[tuple[Element, ...], tuple[int, ...]] | None = None
    """Its elements as they were drawn, and how many marked pieces each page has; none where the
    engine's own was written instead."""
    unfit: str = ""
    """Why it was; empty where it was not."""


_TAGGING: ContextVar[Tagging | None] = ContextVar("tagging", default=None)
_ENGINE: dict[str, Callable[..., None]] = {}
"""The engine's own function."""


@contextmanager
def tagging(tree: Tree) -> Iterator[Tagging]:
    """What is drawn inside has this structure.

    Args:
        tree: the structure, as it grew from the pages that are drawn.
    """
    wanted = Tagging(tree)
    token = _TAGGING.set(wanted)
    try:
        yield wanted
    finally:
        _TAGGING.reset(token)


def _add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: Any) -> None:
    """`add_tags`: the structure of a file, written when its pages are drawn."""
    wanted = _TAGGING.get()
    if wanted is not None:
        try:
            writer = Writer(pdf, wanted.tree, page_streams)
        except Unfit as unfit:
            wanted.unfit = str(unfit)
            unlink_notes(pdf, wanted.tree)
        else:
            wanted.grown = writer.elements(), writer.pieces
            return
    _ENGINE["add_tags"](pdf, document, pdf_version, page_streams)


def install() -> str:
    """Wrap the engine's function.

    Returns:
        Why the engine at hand cannot be given a structure; empty when it can.
    """
    function = getattr(pdf_writing, "add_tags", None)
    if function is None or tuple(inspect.signature(function).parameters) != EXPECTED:
        return "the engine writes its tags in another way"
    _ENGINE["add_tags"] = function
    pdf_writing.add_tags = _add_tags
    return ""


UNFIT = install()
"""Why files have the engine's own structure; empty when they have ours."""
