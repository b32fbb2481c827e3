"""Pages are written: what each template is given, and nothing else."""

from __future__ import annotations

from typing import Any

from press.book.model import Chapter
from press.compose import Composer
from press.editions.web import picture, styles, text
from press.editions.web.art import Gallery
from press.editions.web.facts import facts, minutes
from press.editions.web.plan import HOME, STATEMENT, Page, Site
from press.editions.web.statement import Statement

POLICY = "; ".join(
    (
        "default-src 'none'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
        "base-uri 'none'", "form-action 'none'",
    )
)  # fmt: skip
"""What a page may load (CSP Level 3): its own stylesheet, pictures and fonts, and no script."""
FOLDER = "web"
"""The folder of the templates."""


class Writer:
    """Writes the pages of one site."""

    def __init__(
        self, composer: Composer, site: Site, gallery: Gallery, statement: Statement
    ) -> None:
        self._statement = statement
        self._composer = composer
        self._gallery = gallery
        self._site = site

    def page(self, page: Page) -> str:
        """One page as HTML, its art still named as the layout names it."""
        chapter = page.chapter
        before, after = self._site.beside(page)
        given: dict[str, Any] = {
            "site": self._site,
            "page": page,
            "home": HOME,
            "stylesheet": styles.FILE,
            "picture": self._site.full(picture.FILE),
            "picture_size": (picture.WIDTH, picture.HEIGHT),
            "policy": POLICY,
            "facts": facts(self._site, page),
            "before": before,
            "after": after,
            "around": self._around(),
            "art": self._gallery.size,
        }
        if page.file == STATEMENT:
            made = self._statement
            return self._composer.filled(f"{FOLDER}/{STATEMENT}", {}, **given, statement=made)
        if chapter is None:
            return self._composer.filled(f"{FOLDER}/home.html", {}, **given, **self._home())
        given |= {
            "chapter": chapter,
            "section": chapter.section,
            "head": chapter.section.head,
            "body": text.body(self._site, chapter),
            "notes": text.notes(self._site, chapter),
            "quote": lambda name: text.quote(self._site, chapter, name),
            "diagram": self._gallery.diagram,
        }
        return self._composer.filled(f"{FOLDER}/{chapter.section.kind.name}.html", {}, **given)

    def _around(self) -> list[Page]:
        """The pages that are not listed in the contents; every page leads to them."""
        return [
            page for page in self._site.pages
            if page.file == STATEMENT or (page.chapter and not page.chapter.section.kind.listed)
        ]  # fmt: skip

    def _home(self) -> dict[str, Any]:
        """What the home page is given: of the sections that stand there, the head of each."""
        chapters = self._site.book.chapters
        here = {one.section.kind.name: one for one in chapters}
        back = here.get("back-cover")
        return {
            "cover": here.get("cover"),
            "contents": here.get("contents"),
            "back": back,
            "back_quote": text.quote(self._site, back, "quote") if back else None,
            "back_source": self._source(back),
            "cards": [
                {"chapter": one, "file": self._site.page(one.slug).file, "minutes": minutes(one)}
                for one in chapters
                if one.section.kind.listed
            ],
        }

    def _source(self, back: Chapter | None) -> Page | None:
        """The page that the back cover quotes."""
        if back is None or "quote" not in back.quotes:
            return None
        return self._site.page(back.quotes["quote"].source)
