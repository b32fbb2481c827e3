"""The compositor: sets the parts of a book one by one with the engine, and draws them.

One parsed stylesheet and one font configuration serve all parts. A part is told the folio it
begins on; it does not see the other parts, and links between them are resolved when they are
joined. Where another edition gives the same words the same places, its part is drawn from the same
pages, in its own colours.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from press.lines.hyphens import House
from press.pages.drawn import drawn
from press.pages.engine import (
    DEFAULT_OPTIONS,
    AssetFetcher,
    Document,
    FontConfiguration,
    Page,
    get_image_from_uri,
    listening,
    screen_profiles,
    weasyprint,
)
from press.pages.even import evenly
from press.pages.faces import Faces, drawing_with
from press.pages.galley import Galley
from press.pages.inking import Unlike, ink, tokens
from press.pages.makeup import Laid, MakeUp
from press.pages.markup import document
from press.pages.structure import UNFIT, Tagging, Unfit, grown, link_notes, tagging
from press.pages.typesetting import Take, Typesetting
from press.parts import DrawnPart, SetPart

BASE = "press:/"
OWN = 'html{hyphenate-character:"-"}'
"""Ahead of all stylesheets: the hyphen that every font has, so that no other font draws it."""


class Compositor:
    """Sets parts with one set of stylesheets, fonts and assets."""

    def __init__(self, given: Typesetting, *, like: Compositor | None = None) -> None:
        """Read the stylesheets and the fonts they declare.

        Args:
            given: what parts are set with.
            like: one that sets the same places, whose fonts and stylesheets are read already.

        Raises:
            ContentError: the engine warns about a stylesheet.
        """
        self._assets = dict(given.assets)
        self._fetcher = AssetFetcher(self._assets)
        self.fonts: Any = FontConfiguration() if like is None else like.fonts
        """The engine's."""
        self._silences = given.silences
        self._options = dict(given.options)
        self._fit = given.fit
        self.pictures: dict[str, Any] = {}
        """The engine's, by their addresses."""
        self._faces = Faces()
        self.read: dict[str, Any] = {} if like is None else dict(like.read)
        """The stylesheets that are read, by their texts."""
        self._sheets = [self._sheet(OWN, "the press's own style")]
        self._sheets += [self._sheet(text, file) for file, text in given.styles]
        self._others: dict[str, Compositor] = {}
        self._proof: MakeUp | None = None
        """What was set last for a proof."""

    def drawn(self, take: Take) -> DrawnPart:
        """Set a part, its pages ending as the layout asks where it is set in that way; draw it.

        Raises:
            ContentError: the engine warned.
        """
        return self._drawn(take, self._ended(take))

    def proof(self, take: Take) -> DrawnPart:
        """Set a part and draw it before its pages are made to end well.

        The next to ask for the part has it ended from here.

        Raises:
            ContentError: the engine warned.
        """
        self._proof = self._made_up(take)
        return self._drawn(take, self._proof.laid())

    def drawn_beside(
        self, take: Take, others: Sequence[Typesetting]
    ) -> tuple[DrawnPart, list[DrawnPart | None]]:
        """Set a part and draw it, and draw its pages for other editions.

        Args:
            take: what is set.
            others: what it is set with there, alike in all but colour.

        Returns:
            The part, and the part of each of the others; none where something on its pages keeps
            the look that it was set with.

        Raises:
            ContentError: the engine warned.
        """
        laid = self._ended(take)
        return self._drawn(take, laid), [self._like(one).inked(take, laid, self) for one in others]

    def inked(self, take: Take, laid: Laid, theirs: Compositor) -> DrawnPart | None:
        """Draw what another compositor has laid out, in this one's colours.

        Args:
            take: what is set.
            laid: how it is laid out; its pages are spent.
            theirs: who did.

        Returns:
            None where something on the pages keeps the look that it was set with.

        Raises:
            ContentError: the engine warned.
        """
        self._show(take.figures)
        addresses = {id(picture): address for address, picture in theirs.pictures.items()}

        def own(picture: Any) -> Any:
            address = addresses.get(id(picture))
            found = self._picture(url=address) if address is not None else None
            if found is None or found.get_intrinsic_size(1, 1) != picture.get_intrinsic_size(1, 1):
                raise Unlike
            return found

        with listening(self._fetcher, self._silences, what=f"“{take.name}”"):
            try:
                ink(laid.pages, self._tokens, own, self._picture)
            except Unlike:
                return None
            pages = [Page(page._page_box) for page in laid.pages]
        return self._drawn(take, replace(laid, pages=pages))

    def _like(self, other: Typesetting) -> Compositor:
        if other.digest not in self._others:
            self._others[other.digest] = Compositor(other, like=self)
        return self._others[other.digest]

    def _ended(self, take: Take) -> Laid:
        """Set a part, its pages ending as the layout asks where it is set in that way."""
        proof, self._proof = self._proof, None
        if proof is None or proof.take != take:
            proof = self._made_up(take)
        if self._fit is None or take.way != "set":
            return proof.laid()
        return proof.ended(self._fit)

    def trial(self, take: Take) -> SetPart:
        """Set a part for what it tells; how its pages end, and their margins, are all the same.

        Raises:
            ContentError: the engine warned.
        """
        return self._made_up(take).told()

    def _made_up(self, take: Take) -> MakeUp:
        """A part as it is set at first."""

        def heard() -> AbstractContextManager[None]:
            return listening(self._fetcher, self._silences, what=f"“{take.name}”")

        return MakeUp(take, partial(self._galley, take), heard)

    def _galley(self, take: Take) -> Galley:
        """The boxes of a part; those of the last one, which hold each other, are let go first."""
        gc.collect(1)
        folio = take.folio
        side = "left" if folio % 2 == 0 else "right"
        start = self._parsed(
            f"@page:first{{counter-reset:page {folio}}}html{{break-before:{side}}}", "the folio"
        )
        self._show(take.figures)
        with listening(self._fetcher, self._silences, what=f"“{take.name}”"):
            return self._boxes(take.html, [*self._sheets, start])

    def _show(self, figures: Mapping[str, bytes]) -> None:
        """Have the figures of a take at hand; none that was another picture before is kept."""
        if any(self._assets.get(address, one) != one for address, one in figures.items()):
            self.pictures.clear()
        self._assets |= figures

    def _drawn(self, take: Take, laid: Laid) -> DrawnPart:
        """Draw a part; what is drawn does not depend on what was drawn before.

        Raises:
            ContentError: the engine warned, or an asset was asked for while drawing.
        """
        document = Document(
            laid.pages,
            laid.metadata,
            self._fetcher,
            self.fonts,
            screen_profiles() if self._archival else {},
            None,
        )
        pictures = dict(self.pictures)
        with (
            listening(self._fetcher, self._silences, what=f"“{take.name}”"),
            drawing_with(self._faces),
            self._structured(document.pages) as (tags, unmended),
        ):
            drawing = drawn(document, self._options, tags)
        # The engine leaves a picture as small as it was drawn last.
        self.pictures.clear()
        self.pictures.update(pictures)
        unfit = tags.unfit if tags is not None else unmended
        return DrawnPart(told=laid.told, drawing=drawing, unmended=unfit)

    @property
    def _picture(self) -> Any:
        """Gets a picture for the engine."""
        options = {**DEFAULT_OPTIONS, **self._options}
        return partial(
            get_image_from_uri, cache=self.pictures, url_fetcher=self._fetcher, options=options
        )

    @cached_property
    def _tokens(self) -> Mapping[str, Any]:
        """The custom properties of the root, as the engine resolves them."""
        with listening(self._fetcher, self._silences, what="an empty page"):
            galley = self._boxes("<html></html>", self._sheets)
            galley.set(House(), {})
            return tokens(galley.pages()[0])

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

    def _boxes(self, html: str, sheets: Sequence[Any]) -> Galley:
        source = document(html, BASE, self._fetcher)
        options = {**self._options, "stylesheets": sheets, "cache": self.pictures}
        return Galley.of(source, self.fonts, options)

    def _document(self, html: str, sheets: Sequence[Any]) -> Any:
        source = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=self._fetcher)
        return source.render(
            font_config=self.fonts, stylesheets=list(sheets), cache=self.pictures, **self._options
        )

    def _sheet(self, text: str, file: str) -> Any:
        """A stylesheet, read once."""
        if text not in self.read:
            self.read[text] = self._parsed(text, file)
        return self.read[text]

    def _parsed(self, text: str, file: str) -> Any:
        with listening(self._fetcher, self._silences, what="the stylesheet", file=file):
            return weasyprint.CSS(
                string=text, base_url=BASE, url_fetcher=self._fetcher, font_config=self.fonts
            )
