"""The typesetter: sets the parts of a book one by one, and joins their pages.

One parsed stylesheet and one font configuration serve all parts. A part is told the folio it
begins on;
it does not see the other parts, and links between them are resolved when the pages are joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from press.layouts import Silence
from press.lines.hyphens import House
from press.pages import copyfit
from press.pages.copyfit import Fit
from press.pages.engine import (
    AssetFetcher,
    Document,
    DocumentMetadata,
    FontConfiguration,
    listening,
    screen_profiles,
    weasyprint,
)
from press.pages.even import Setting, evenly
from press.pages.lines import SetLine, gather
from press.pages.structure import UNFIT, Tagging, Unfit, grown, link_notes, tagging

BASE = "press:/"
OWN = 'html{hyphenate-character:"-"}'
"""Ahead of all stylesheets: the hyphen that every font has, so that no other font draws it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPage:
    """One page as it was set."""

    folio: int
    name: str
    """The page's name in the stylesheets (`page: poster`), empty where it has none."""
    anchors: tuple[str, ...]
    """The ids that stand on it."""
    drawn: Any
    """The engine's page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPart:
    """The pages of one part."""

    pages: tuple[SetPage, ...]
    quote_lines: Mapping[str, int]
    """How many lines each pull quote takes, by `slug--name`."""
    lines: tuple[SetLine, ...]
    """What stands on the pages, line by line."""
    fitted: Mapping[str, int] = field(default_factory=dict)
    """The paragraphs that were made a line longer or shorter, by their texts without spaces."""


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
        self.house = house
        """May be changed between parts: it is asked for each part that is set."""
        self._fit = fit
        self._images: dict[str, Any] = {}
        self._metadata: Any = None
        self.unmended = ""
        """Why the last file that was written has the engine's own structure; empty where it has
        ours, or none is asked for."""
        self._sheets = [self._sheet(OWN, "the press's own style")]
        self._sheets += [self._sheet(text, file) for file, text in styles]

    def set(self, part: Words, *, folio: int) -> SetPart:
        """Set one part.

        Args:
            part: what is set.
            folio: the folio of its first page; even is a verso.

        Raises:
            ContentError: the engine warned.
        """
        made, setting = self._set(part, folio, {})
        if self._fit is None:
            return made
        tried: list[SetPart] = [made]

        def again(wanted: Mapping[str, int]) -> Sequence[SetLine]:
            tried.append(self._set(part, folio, wanted)[0])
            return tried[-1].lines

        taken = copyfit.fit(made.lines, self._fit, offer=setting.offer, again=again)
        return next(one for one in tried if one.fitted == taken)

    def trial(self, part: Words, *, folio: int) -> SetPart:
        """Set a part for what it tells; its pages go nowhere, and how they end is all the same.

        Raises:
            ContentError: the engine warned.
        """
        return self._set(part, folio, {})[0]

    def _set(self, part: Words, folio: int, wanted: Mapping[str, int]) -> tuple[SetPart, Setting]:
        """Set a part with paragraphs that are to be longer or shorter by a line."""
        side = "left" if folio % 2 == 0 else "right"
        start = self._sheet(
            f"@page:first{{counter-reset:page {folio}}}html{{break-before:{side}}}", "the folio"
        )
        with (
            listening(self._fetcher, self._silences, what=f"“{part.name}”"),
            evenly(self.house, wanted) as setting,
        ):
            document = self._document(part.html, [*self._sheets, start])
        self._metadata = self._metadata or document.metadata
        pages = tuple(
            SetPage(
                folio=folio + index,
                name=page._page_box.page_type.name or "",
                anchors=tuple(page.anchors),
                drawn=page,
            )
            for index, page in enumerate(document.pages)
        )
        lines, quote_lines = gather(
            part.name, ((page.folio, page.name, page.drawn._page_box) for page in pages)
        )
        return SetPart(pages=pages, quote_lines=quote_lines, lines=lines, fitted=wanted), setting

    def write(self, pages: Sequence[SetPage], *, elsewhere: Iterable[str] = ()) -> bytes:
        """Join pages of several parts, and draw them: the one function that does.

        Args:
            pages: all pages of a book, or some of them.
            elsewhere: ids of the book that need not stand on these pages; a link to one that
                does not is left out, and its words stay.

        Raises:
            ContentError: the engine warned, or an asset was asked for while drawing.
        """
        away = (
            Silence(warning=f"No anchor #{one} for internal URI", reason="it stands elsewhere")
            for one in elsewhere
        )
        with listening(self._fetcher, (*self._silences, *away), what="the pages"):
            document = Document(
                [page.drawn for page in pages],
                self._metadata or DocumentMetadata(),
                self._fetcher,
                self._fonts,
                screen_profiles() if self._archival else {},
                None,
            )
            with self._structured(pages) as tags:
                content: bytes = document.write_pdf(**self._options)
            self.unmended = tags.unfit if tags is not None else self.unmended
        return content

    @property
    def _archival(self) -> bool:
        """Whether a PDF/A is written, which says what its colours mean."""
        return str(self._options.get("pdf_variant", "")).startswith("pdf/a")

    @contextmanager
    def _structured(self, pages: Sequence[SetPage]) -> Iterator[Tagging | None]:
        """Give a tagged file our structure; where none grows from its pages, the engine's stays."""
        self.unmended = UNFIT if self._options.get("pdf_tags") else ""
        if self.unmended or not self._options.get("pdf_tags"):
            yield None
            return
        drawn = [page.drawn for page in pages]
        try:
            tree = grown(drawn)
        except Unfit as unfit:
            self.unmended = str(unfit)
            yield None
            return
        link_notes(tree, drawn)
        with tagging(tree, [page.folio for page in pages]) as tags:
            yield tags

    def write_whole(self, html: str, fitted: Mapping[str, int]) -> bytes:
        """One document set in one go, as a measure to hold the joined parts against."""
        with (
            listening(self._fetcher, self._silences, what="the whole book"),
            evenly(self.house, fitted),
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
