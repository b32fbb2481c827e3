"""The galley: the boxes of a part before they are made into pages, which can be done again.

Copyfitting sets a part several times, with paragraphs a line longer or shorter. Its boxes and their
styles are the same every time, and the engine itself lays boxes out anew when pages have moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from press.lines.hyphens import House
from press.pages import anew
from press.pages.anew import UNFIT, Made
from press.pages.engine import (
    DEFAULT_OPTIONS,
    VARIANTS,
    CounterStyle,
    Document,
    DocumentMetadata,
    LayoutContext,
    Page,
    build_formatting_structure,
    get_html_metadata,
    layout_document,
)
from press.pages.even import Setting, within


@dataclass(slots=True)
class Galley:
    """A part that is to be made into pages."""

    html: Any
    context: Any
    """What the engine knows of the document besides its boxes."""
    root: Any
    """Its outermost box."""
    footnotes: Sequence[Any]
    metadata: Any
    _made: Made | None = None
    """These pages, while they are not finished."""
    _finished: Sequence[Any] = ()
    """These pages, when they are."""
    _is_used: bool = False

    @classmethod
    def of(cls, html: Any, fonts: Any, given: Mapping[str, Any]) -> Galley:
        """Make the boxes, as the engine's `Document._render` does.

        Args:
            html: the engine's document.
            fonts: the engine's fonts.
            given: options for it, the stylesheets among them.
        """
        options = {**DEFAULT_OPTIONS, **given}
        if variant := options["pdf_variant"]:
            wanted = VARIANTS[variant][1]
            options |= {name: wanted[name] for name in wanted if options.get(name) is None}
        counters = CounterStyle()
        context = Document._build_layout_context(html, fonts, counters, {}, options)
        # A picture that is kept keeps what it was fetched with, which must not be the whole part.
        fetching = LayoutContext(None, context.get_image_from_uri, fonts, None, None)
        context.get_image_from_uri = fetching.get_image_from_uri
        root = build_formatting_structure(
            html.etree_element,
            context.style_for,
            context.get_image_from_uri,
            html.base_url,
            context.target_collector,
            counters,
            context.footnotes,
        )
        metadata = DocumentMetadata(**get_html_metadata(html))
        return cls(html, context, root, list(context.footnotes), metadata)

    @property
    def is_lasting(self) -> bool:
        """Whether pages can be made of it again: nothing in its boxes asks for other pages."""
        return not self.context.target_collector.counter_lookup_items

    def set(self, house: House, wanted: Mapping[str, int]) -> Setting:
        """Make pages; those that were made of it before are spent, as they share boxes.

        Args:
            house: which words are broken, and where.
            wanted: paragraphs, told by their texts without spaces, that are to be so many lines
                longer.
        """
        setting, context = Setting(house, wanted), self._context()
        if UNFIT:
            with within(setting):
                boxes = layout_document(self.html, self.root, context)
                self._finished = [Page(box) for box in boxes]
            return setting
        made = anew.make(self.html, self.root, context, setting=setting, before=self._made)
        self._made, self._finished = made, ()
        if not made.is_settled:
            self.pages()
        return setting

    @property
    def boxes(self) -> Sequence[Any]:
        """The engine's boxes of the pages, of which the margins may be empty yet."""
        if self._made is not None:
            return self._made.boxes
        return [page._page_box for page in self._finished]

    def pages(self) -> Sequence[Any]:
        """The engine's pages, finished."""
        if self._made is not None:
            self._finished = anew.finish(self.html, self.root, self.footnotes, self._made)
            self._made = None
        return self._finished

    def _context(self) -> Any:
        """What the engine knows of the document besides its boxes, as if no page had been made."""
        context = self.context
        if self._is_used:
            context = LayoutContext(
                context.style_for,
                context.get_image_from_uri,
                context.font_config,
                context.counter_style,
                context.target_collector,
            )
            context.get_image_from_uri = self.context.get_image_from_uri
            context.footnotes = list(self.footnotes)
        self._is_used = True
        return context
