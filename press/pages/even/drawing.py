"""Drawing planned text: letters a little wider or apart, and a hyphen that is no letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from press.pages.engine import Matrix
from press.pages.even.shaping import advance

Draw = Callable[..., Any]
"""The engine's `draw_first_line`."""
SOFT_HYPHEN = b"/Span <</ActualText <FEFF00AD>>> BDC"
"""A hyphen that a reader does not copy: a soft one (ISO 32000-1, 14.9.4)."""


def draw(engine: Draw, given: tuple[Any, ...]) -> Any:
    """Draw one text, in the matrix and the character spacing that its line asks for.

    Args:
        engine: draws a text that asks for nothing.
        given: what it is given: the page's content, the text box, two ways to cut what does not
            fit, and the matrix that says where the text stands.
    """
    stream, textbox, *modes, matrix = given
    asked = textbox.__dict__
    if expansion := asked.get("press_expansion"):
        matrix = Matrix(a=1.0 + expansion) @ matrix
    with _apart(stream, asked.get("press_apart", 0.0)):
        if not asked.get("press_hyphen"):
            return engine(stream, textbox, *modes, matrix)
        layout, hyphen = textbox.pango_layout, textbox.style["hyphenate_character"]
        text = layout.text
        layout.set_text(text.removesuffix(hyphen), justify=True)
        emojis = engine(stream, textbox, *modes, matrix)
        layout.set_text(hyphen)
        own = advance(hyphen, textbox.style)
        before = textbox.width / (1.0 + (expansion or 0.0)) - own
        stream.stream.append(SOFT_HYPHEN)
        engine(stream, textbox, *modes, Matrix(e=before) @ matrix)
        stream.stream.append(b"EMC")
        layout.set_text(text, justify=True)
        return emojis


@contextmanager
def _apart(stream: Any, apart: float) -> Iterator[None]:
    """Move letters apart by so much, in px (`Tc`, ISO 32000-1, 9.3.2)."""
    if apart:
        stream.stream.append(f"{apart:.5f} Tc".encode())
    yield
    if apart:
        stream.stream.append(b"0 Tc")
