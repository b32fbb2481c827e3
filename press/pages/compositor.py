"""The compositor: sets the parts of a book one by one with the engine, and draws them.

One parsed stylesheet and one font configuration serve all parts. A part is told the folio it
begins on; it does not see the other parts, and links between them are resolved when they are
joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from press.pages import copyfit
from press.pages.drawn import drawn
from press.pages.engine import (
    AssetFetcher,
    Document,
    FontConfiguration,
    listening,
    screen_profiles,
    weasyprint,
)
from press.pages.even import Setting, evenly
from press.pages.faces import Faces, drawing_with
from press.pages.lines import area, gather
from press.pages.structure import UNFIT, Tagging, Unfit, grown, link_notes, tagging
from press.pages.typesetting import Take, Typesetting
from press.parts import DrawnPart, SetLine, SetPage, SetPart

BASE = "press:/"
OWN = 'html{hyphenate-character:"-"}'
"""Ahead of all stylesheets: the hyphen that every font has, so that no other font draws it."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A part as it is laid out, before it is drawn."""

    told: SetPart
    document: Any
    """The engine's document."""


class Compositor:
    """Sets parts with one set of stylesheets, fonts and assets."""

    def __init__(self, given: Typesetting) -> None:
        """Read the stylesheets and the fonts they declare.

        Raises:
            ContentError: the engine warns about a stylesheet.
        """
        self._assets = dict(given.assets)
        self._fetcher = AssetFetcher(self._assets)
        self._fonts = FontConfiguration()
        self._silences = given.silences
        self._options = dict(given.options)
        self._fit = given.fit
        self._images: dict[str, Any] = {}
        self._faces = Faces()
        self._sheets = [self._sheet(OWN, "the press's own style")]
        self._sheets += [self._sheet(text, file) for file, text in given.styles]

    def drawn(self, take: Take) -> DrawnPart:
        """Set a part, its pages ending as the layout asks where it is set in that way; draw it.

        Raises:
            ContentError: the engine warned.
        """
        made, setting = self._set(take, {})
        if self._fit is None or take.way != "set":
            return self._drawn(take, made)
        tried: list[_Laid] = [made]

        def again(wanted: Mapping[str, int]) -> Sequence[SetLine]:
            tried.append(self._set(take, wanted)[0])
            return tried[-1].told.lines

        taken = copyfit.fit(made.told.lines, self._fit, offer=setting.offer, again=again)
        return self._drawn(take, next(one for one in tried if one.told.fitted == taken))

    def trial(self, take: Take) -> SetPart:
        """Set a part for what it tells; it is not drawn, and how its pages end is all the same.

        Raises:
            ContentError: the engine warned.
        """
        return self._set(take, {})[0].told

    def _set(self, take: Take, wanted: Mapping[str, int]) -> tuple[_Laid, Setting]:
        """Set a part with paragraphs that are to be longer or shorter by a line."""
        folio = take.folio
        side = "left" if folio % 2 == 0 else "right"
        start = self._sheet(
            f"@page:first{{counter-reset:page {folio}}}html{{break-before:{side}}}", "the folio"
        )
        self._show(take.figures)
        with (
            listening(self._fetcher, self._silences, what=f"“{take.name}”"),
            evenly(take.house, wanted) as setting,
        ):
            document = self._document(take.html, [*self._sheets, start])
        pages = tuple(
            SetPage(
                folio=folio + index,
                name=page._page_box.page_type.name or "",
                anchors=tuple(page.anchors),
                area=area(page._page_box),
            )
            for index, page in enumerate(document.pages)
        )
        boxes = (page._page_box for page in document.pages)
        lines, quote_lines = gather(
            take.name,
            ((page.folio, page.name, box) for page, box in zip(pages, boxes, strict=True)),
        )
        told = SetPart(pages=pages, quote_lines=quote_lines, lines=lines, fitted=wanted)
        return _Laid(told, document), setting

    def _show(self, figures: Mapping[str, bytes]) -> None:
        """Have the figures of a take at hand; none that was another picture before is kept."""
        if any(self._assets.get(address, one) != one for address, one in figures.items()):
            self._images.clear()
        self._assets |= figures

    def _drawn(self, take: Take, laid: _Laid) -> DrawnPart:
        """Draw a part; what is drawn does not depend on what was drawn before.

        Raises:
            ContentError: the engine warned, or an asset was asked for while drawing.
        """
        document = Document(
            laid.document.pages,
            laid.document.metadata,
            self._fetcher,
            self._fonts,
            screen_profiles() if self._archival else {},
            None,
        )
        pictures = dict(self._images)
        with (
            listening(self._fetcher, self._silences, what=f"“{take.name}”"),
            drawing_with(self._faces),
            self._structured(document.pages) as (tags, unmended),
        ):
            drawing = drawn(document, self._options, tags)
        # The engine leaves a picture as small as it was drawn last.
        self._images.clear()
        self._images.update(pictures)
        unfit = tags.unfit if tags is not None else unmended
        return DrawnPart(told=laid.told, drawing=drawing, unmended=unfit)

    @property
    def _archival(self) -> bool:
        """Whether a PDF/A is written, which says what its colours mean."""
        return str(self._options.get("pdf_variant", "")).startswith("pdf/a")

    @contextmanager
    def _structured(self, pages: Sequence[Any]) -> Iterator[tuple[Tagging | None, str]]:
        """Give tagged pages our structure; where none grows from them, the engine's stays."""
        if UNFIT or not self._options.get("pdf_tags"):
            yield None, UNFIT if self._options.get("pdf_tags") else ""
            return
        try:
            tree = grown(pages)
        except Unfit as unfit:
            yield None, str(unfit)
            return
        link_notes(tree, pages)
        with tagging(tree) as tags:
            yield tags, ""

    def write_whole(self, take: Take, fitted: Mapping[str, int]) -> bytes:
        """One document set in one go, as a measure to hold the joined parts against."""
        self._show(take.figures)
        with (
            listening(self._fetcher, self._silences, what="the whole book"),
            evenly(take.house, fitted),
        ):
            content: bytes = self._document(take.html, self._sheets).write_pdf(**self._options)
        return content

    def _document(self, html: str, sheets: Sequence[Any]) -> Any:
        source = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=self._fetcher)
        return source.render(
            font_config=self._fonts, stylesheets=list(sheets), cache=self._images, **self._options
        )

    def _sheet(self, text: str, file: str) -> Any:
        with listening(self._fetcher, self._silences, what="the stylesheet", file=file):
            return weasyprint.CSS(
                string=text, base_url=BASE, url_fetcher=self._fetcher, font_config=self._fonts
            )
