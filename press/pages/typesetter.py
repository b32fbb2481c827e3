"""The typesetter: sets the parts of a book one by one, and draws them.

One parsed stylesheet and one font configuration serve all parts. A part is told the folio it
begins on; it does not see the other parts, and links between them are resolved when they are
joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from press.layouts import Silence
from press.lines.hyphens import House
from press.pages import copyfit
from press.pages.copyfit import Fit
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
from press.pages.lines import gather
from press.pages.structure import UNFIT, Tagging, Unfit, grown, link_notes, tagging
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


class Words(Protocol):
    """What is set: a part of a book."""

    @property
    def name(self) -> str:
        """What it is called in messages."""

    @property
    def html(self) -> str:
        """The whole document."""


class Typesetter:
    """Sets parts with one set of stylesheets, fonts and assets."""

    def __init__(
        self,
        styles: Sequence[tuple[str, str]],
        assets: Mapping[str, bytes],
        *,
        silences: Sequence[Silence] = (),
        options: Mapping[str, Any] | None = None,
        house: House = House(),  # noqa: B008 (frozen)
        fit: Fit | None = None,
    ) -> None:
        """Read the stylesheets and the fonts they declare.

        Args:
            styles: (file, text) in cascade.
            assets: fonts (`font:…`), drawings (`drawing:…`) and figures (`figure:…`) by address.
            silences: warnings of the engine that are accepted.
            options: the engine's options for writing, such as `pdf_variant`.
            house: the words that the house breaks in its own way, or never.
            fit: how pages are to end; nothing is fitted when nothing is said.

        Raises:
            ContentError: the engine warns about a stylesheet.
        """
        self._fetcher = AssetFetcher(assets)
        self._fonts = FontConfiguration()
        self._silences = tuple(silences)
        self._options = dict(options or {})
        self._house = house
        self._fit = fit
        self._images: dict[str, Any] = {}
        self._faces = Faces()
        self._sheets = [self._sheet(OWN, "the press's own style")]
        self._sheets += [self._sheet(text, file) for file, text in styles]

    def set(self, part: Words, *, folio: int) -> DrawnPart:
        """Set one part so that its pages end as the layout asks, and draw it.

        Args:
            part: what is set.
            folio: the folio of its first page; even is a verso.

        Raises:
            ContentError: the engine warned.
        """
        made, setting = self._set(part, folio, {})
        if self._fit is None:
            return self._drawn(part, made)
        tried: list[_Laid] = [made]

        def again(wanted: Mapping[str, int]) -> Sequence[SetLine]:
            tried.append(self._set(part, folio, wanted)[0])
            return tried[-1].told.lines

        taken = copyfit.fit(made.told.lines, self._fit, offer=setting.offer, again=again)
        return self._drawn(part, next(one for one in tried if one.told.fitted == taken))

    def sheet(self, part: Words) -> DrawnPart:
        """Set and draw what is no section, and is not made to end in any way.

        Raises:
            ContentError: the engine warned.
        """
        return self._drawn(part, self._set(part, 1, {})[0])

    def trial(self, part: Words, *, folio: int) -> SetPart:
        """Set a part for what it tells; it is not drawn, and how its pages end is all the same.

        Raises:
            ContentError: the engine warned.
        """
        return self._set(part, folio, {})[0].told

    def _set(self, part: Words, folio: int, wanted: Mapping[str, int]) -> tuple[_Laid, Setting]:
        """Set a part with paragraphs that are to be longer or shorter by a line."""
        side = "left" if folio % 2 == 0 else "right"
        start = self._sheet(
            f"@page:first{{counter-reset:page {folio}}}html{{break-before:{side}}}", "the folio"
        )
        with (
            listening(self._fetcher, self._silences, what=f"“{part.name}”"),
            evenly(self._house, wanted) as setting,
        ):
            document = self._document(part.html, [*self._sheets, start])
        pages = tuple(
            SetPage(
                folio=folio + index,
                name=page._page_box.page_type.name or "",
                anchors=tuple(page.anchors),
            )
            for index, page in enumerate(document.pages)
        )
        boxes = (page._page_box for page in document.pages)
        lines, quote_lines = gather(
            part.name,
            ((page.folio, page.name, box) for page, box in zip(pages, boxes, strict=True)),
        )
        told = SetPart(pages=pages, quote_lines=quote_lines, lines=lines, fitted=wanted)
        return _Laid(told, document), setting

    def _drawn(self, part: Words, laid: _Laid) -> DrawnPart:
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
            listening(self._fetcher, self._silences, what=f"“{part.name}”"),
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

    def write_whole(self, html: str, fitted: Mapping[str, int]) -> bytes:
        """One document set in one go, as a measure to hold the joined parts against."""
        with (
            listening(self._fetcher, self._silences, what="the whole book"),
            evenly(self._house, fitted),
        ):
            content: bytes = self._document(html, self._sheets).write_pdf(**self._options)
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
