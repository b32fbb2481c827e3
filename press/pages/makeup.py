"""Make-up: a part becomes pages, which are made again until they end as the layout asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from press.pages import copyfit
from press.pages.copyfit import Fit
from press.pages.engine import Page
from press.pages.even import Setting
from press.pages.galley import Galley
from press.pages.lines import area, gather
from press.pages.typesetting import Take
from press.parts import SetLine, SetPage, SetPart


@dataclass(frozen=True, slots=True)
class Laid:
    """A part as it is laid out, before it is drawn."""

    told: SetPart
    pages: Sequence[Any]
    """The engine's pages."""
    metadata: Any
    """What it says of the document."""


class MakeUp:
    """A part, and its pages as they were made last."""

    def __init__(
        self,
        take: Take,
        boxes: Callable[[], Galley],
        listening: Callable[[], AbstractContextManager[Any]],
    ) -> None:
        """Make its pages.

        Args:
            take: what is set.
            boxes: makes boxes of it.
            listening: hears what the engine says meanwhile.

        Raises:
            ContentError: the engine warned.
        """
        self.take = take
        self._boxes = boxes
        self._listening = listening
        self._galley = boxes()
        self._wanted: Mapping[str, int] = {}
        self.setting: Setting = self._set({})
        """As it was set at first."""

    def ended(self, fit: Fit) -> Laid:
        """Its pages, made to end well.

        Raises:
            ContentError: the engine warned.
        """
        taken = copyfit.fit(self._lines()[0], fit, offer=self.setting.offer, again=self.again)
        if taken != self._wanted:
            self.again(taken)
        return self.laid()

    def again(self, wanted: Mapping[str, int]) -> Sequence[SetLine]:
        """Make its pages again, of the same boxes where that can be; those before are spent.

        Args:
            wanted: paragraphs, told by their texts without spaces, that are to be so many lines
                longer.

        Returns:
            Its lines, without those in margins.

        Raises:
            ContentError: the engine warned.
        """
        if not self._galley.is_lasting:
            self._galley = self._boxes()
        self._set(wanted)
        return self._lines()[0]

    def told(self) -> SetPart:
        """What its pages tell before anything stands in their margins."""
        return self._told([Page(box) for box in self._galley.boxes])

    def laid(self) -> Laid:
        """Its pages as they are, to be drawn.

        Raises:
            ContentError: the engine warned.
        """
        with self._listening():
            pages = self._galley.pages()
        return Laid(self._told(pages), pages, self._galley.metadata)

    def _set(self, wanted: Mapping[str, int]) -> Setting:
        self._wanted = wanted
        with self._listening():
            return self._galley.set(self.take.house, wanted)

    def _lines(self) -> tuple[tuple[SetLine, ...], Mapping[str, int]]:
        """The lines on its pages, and how many lines each pull quote has."""
        folio = self.take.folio
        boxes = enumerate(self._galley.boxes, start=folio)
        return gather(self.take.name, ((number, _name(box), box) for number, box in boxes))

    def _told(self, pages: Sequence[Any]) -> SetPart:
        lines, quote_lines = self._lines()
        return SetPart(
            pages=tuple(
                SetPage(
                    folio=folio,
                    name=_name(page._page_box),
                    anchors=tuple(page.anchors),
                    area=area(page._page_box),
                )
                for folio, page in enumerate(pages, start=self.take.folio)
            ),
            quote_lines=quote_lines,
            lines=lines,
            fitted=self._wanted,
        )


def _name(box: Any) -> str:
    """What a page is called in the stylesheets."""
    name: str = box.page_type.name or ""
    return name
