"""The generated art of a layout: each drawing laid out once a run, and written in its colours."""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from lxml import etree
from markupsafe import Markup

from press.compose.templates import WRITTEN_WRONG
from press.errors import ContentError, Place, did_you_mean
from press.layouts import Layout

if TYPE_CHECKING:
    from press.drawings import Drawing


@lru_cache(maxsize=256)
def _laid_out(kind: str, parameters: str) -> Drawing:
    """A drawing, laid out once a run: every format has the same one in colours of its own.

    Args:
        kind: its kind, a row of `DRAWINGS`.
        parameters: what it is drawn from, as JSON.
    """
    from press.drawings import DRAWINGS  # noqa: PLC0415  (a run whose art is kept draws none)

    return DRAWINGS[kind](**json.loads(parameters))


class Art:
    """The drawings of one layout in one format."""

    def __init__(self, layout: Layout, entry: str) -> None:
        """Open the layout.

        Args:
            layout: whose drawings they are.
            entry: the format's entry stylesheet, such as `print`.
        """
        self._layout = layout
        self._entry = entry

    @cached_property
    def tokens(self) -> dict[str, str]:
        """The layout's custom properties as the format resolves them, without the two hyphens."""
        return self._layout.tokens(self._entry)

    def drawing(self, name: str) -> Drawing:
        """A drawing as geometry, for who writes it in another way.

        Raises:
            ContentError: the layout has none of this name, or it cannot be drawn.
        """
        from press.drawings import DRAWINGS  # noqa: PLC0415  (as above)

        known = self._layout.settings.drawings
        if name not in known:
            raise ContentError(
                f"there is no drawing “{name}”", place=self._place, hint=did_you_mean(name, known)
            )
        parameters = dict(known[name])
        kind = parameters.pop("kind", "")
        if not isinstance(kind, str) or kind not in DRAWINGS:
            raise ContentError(
                f"the drawing “{name}” is of an unknown kind, “{kind}”",
                place=self._place,
                hint=did_you_mean(str(kind), DRAWINGS),
            )
        try:
            return _laid_out(kind, json.dumps(parameters))
        except WRITTEN_WRONG as error:
            raise self._undrawable(name, error) from error

    def drawn(self, name: str) -> bytes:
        """One drawing as SVG.

        Raises:
            ContentError: the layout has none of this name, or it cannot be drawn.
        """
        drawing = self.drawing(name)
        try:
            return drawing.svg(self.tokens).encode()
        except WRITTEN_WRONG as error:
            raise self._undrawable(name, error) from error

    def all_drawn(self) -> dict[str, bytes]:
        """Every drawing as SVG, by the address under which stylesheets and templates ask for it.

        Raises:
            ContentError: one cannot be drawn as the layout says.
        """
        return {f"drawing:{name}": self.drawn(name) for name in self._layout.settings.drawings}

    def shapes(self, name: str) -> Markup:
        """What stands in a drawing's SVG, for templates that write words into it."""
        svg = etree.fromstring(self.drawn(name))
        etree.cleanup_namespaces(svg)
        inner = "".join(etree.tostring(shape, encoding="unicode") for shape in svg)
        return Markup(inner)

    @property
    def _place(self) -> Place:
        return Place(f"layouts/{self._layout.name}/layout.yaml")

    def _undrawable(self, name: str, error: Exception) -> ContentError:
        return ContentError(
            f"the drawing “{name}” cannot be drawn: {error}", place=self._place, hint="correct it"
        )
