"""Composition: book and layout become HTML, part by part. The only user of Jinja.

A part is one section, or one blank page. Each part is a whole HTML document that is set alone;
the same
parts in one document make the same pages. What only finished pages tell (folios, the lines of a
quote) comes in as `Learned`, and a recipe composes again until nothing changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any, Literal

import jinja2
from lxml import etree
from markupsafe import Markup

from press.book.model import Book, Chapter
from press.drawings import DRAWINGS, Drawing
from press.errors import ContentError, Place, did_you_mean
from press.layouts import Layout
from press.publication import Edition

SHORT_WORD = 5
"""Letters of a last word that may not stand alone on a line of display text."""
BLOCKS = ("p", "li", "dt", "dd", "h2", "h3", "aside", "figcaption")
"""Elements of a body that hold lines."""
LONG_EMPHASIS = 6
"""Words of an emphasis that is more than a few: a layout may set it otherwise."""
Notes = Literal["foot", "end"]
"""Where notes stand: at the foot of the page with their call, or at the end of the section."""
LITTLE_WORD = re.compile(r"\b(an?|the|of|in|to|on|by|at|for|and|with|as) (?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What the pages have told so far."""

    folios: Mapping[str, int] = field(default_factory=dict)
    """The folio on which each anchor stands."""
    quote_lines: Mapping[str, int] = field(default_factory=dict)
    """How many lines each pull quote takes, by `slug/name`."""

    def folio(self, anchor: str) -> int | None:
        """The folio of an anchor; None before the first round."""
        return self.folios.get(anchor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is set alone: a section, or a blank page."""

    name: str
    """The section's slug; `blank-3` for the third blank page."""
    start: str
    """The side it begins on: `verso`, `recto` or `next`."""
    html: str
    """The whole document."""
    content: str
    """What stands in the document's body."""


def _tied(text: str) -> str:
    """Display text in which a short last word stays with the one before it."""
    head, space, tail = text.rpartition(" ")
    return f"{head}\u00a0{tail}" if space and len(tail) <= SHORT_WORD else text


def _html(tree: etree._Element | None) -> Markup:
    """What stands inside a tree, as HTML; nothing where there is no tree."""
    if tree is None:
        return Markup("")
    written = [etree.tostring(one, method="html", encoding="unicode") for one in tree]
    return Markup("".join(written))


def _bound(text: str) -> str:
    """A title in which little words (`of`, `in`, `the`) stay with the word that follows."""
    return _tied(LITTLE_WORD.sub("\\1\u00a0", text))


@lru_cache(maxsize=256)
def _laid_out(kind: str, parameters: str) -> Drawing:
    """A drawing, laid out once a run: every format has the same one in colours of its own.

    Args:
        kind: its kind, a row of `DRAWINGS`.
        parameters: what it is drawn from, as JSON.
    """
    return DRAWINGS[kind](**json.loads(parameters))


WRITTEN_WRONG = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip
"""What Python raises when a designer asks a template or a drawing for what cannot be."""

FILTERS: Mapping[str, Callable[..., str]] = {
    "tied": _tied,
    "bound": _bound,
    "html": _html,
    "thousands": lambda number: f"{number:,}",
    "capitalise_first": lambda text: text[:1].upper() + text[1:],
    "uncapitalise_first": lambda text: text[:1].lower() + text[1:],
}
"""What templates may do to text."""


class _Compiled(jinja2.BytecodeCache):
    """Templates as Python, compiled once a run for all editions, and again when one has changed."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Hand out what was compiled of the same text."""
        text, compiled = self._known.get(bucket.key, ("", None))
        if text == bucket.checksum:
            bucket.code = compiled

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep what was compiled, instead of what was before."""
        self._known[bucket.key] = bucket.checksum, bucket.code


COMPILED = _Compiled()


class Composer:
    """Composes the parts of one book in one layout for one edition."""

    def __init__(
        self,
        book: Book,
        layout: Layout,
        *,
        entry: str,
        edition: Edition,
        physical: Edition,
        sided: bool = True,
        notes: Notes = "foot",
    ) -> None:
        """Open the layout for a format.

        Args:
            book: what is composed.
            layout: how it looks.
            entry: the format's entry stylesheet, such as `print`.
            edition: the edition that is made.
            physical: the edition whose trim it keeps; itself where it keeps its own.
            sided: whether sections begin on the side that the layout asks for.
            notes: where notes stand.
        """
        self.book = book
        self.layout = layout
        self.entry = entry
        self.edition = edition
        self.physical = physical
        self.sided = sided
        self.notes = notes
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader([str(path) for path in layout.template_folders]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=COMPILED,
        )
        self._templates.filters.update(FILTERS)
        self._templates.globals.update(
            book=book,
            publication=book.publication,
            edition=edition,
            spark_count=lambda number: (3**number - 1) // 2,
            shapes=self._shapes,
        )

    @cached_property
    def styles(self) -> tuple[tuple[str, str], ...]:
        """The stylesheets in cascade, as (file, text), after the facts agreed with the printer."""
        width, height = self.physical.trim or (0.0, 0.0)
        facts = (
            f":root{{--trim-width:{width}mm;--trim-height:{height}mm;"
            f"--bleed:{self.edition.bleed}mm}}"
        )
        return (("publication.yaml", facts), *self.layout.stylesheets(self.entry))

    def part(self, chapter: Chapter, learned: Learned) -> Part:
        """One section as a document.

        Raises:
            ContentError: a template cannot be used, named by file and line.
        """
        content = self._content(chapter, learned, self._body(chapter, learned))
        return self._whole(chapter.slug, self.start(chapter), content, chapter.section.full_title)

    def start(self, chapter: Chapter) -> str:
        """The side on which a section begins: `verso`, `recto` or `next`."""
        return self.layout.start(chapter.section.kind.name) if self.sided else "next"

    def openings(self) -> Part:
        """The sections that have pull quotes, of their text the quotes alone, as one document.

        Set first, it tells cheaply how many lines each quote takes.
        """
        learned = Learned()
        content = "\n".join(
            self._content(chapter, learned, "".join(self._quotes_within(chapter, learned)))
            for chapter in self.book.chapters
            if chapter.quotes
        )
        name = "the openings of the sections"
        return self._whole(name, "next", content, self.book.publication.full_title)

    def _content(self, chapter: Chapter, learned: Learned, body: str) -> str:
        return self._render(
            f"{chapter.section.kind.name}.html",
            chapter=chapter,
            section=chapter.section,
            head=chapter.section.head,
            body=Markup(body),
            learned=learned,
            quote=lambda name: self._quote(chapter, name, learned),
        )

    def filled(self, template: str, markup: Mapping[str, str], **values: Any) -> str:
        """Any template of the layout, filled in, for editions without pages.

        Args:
            template: its name, as `epub/essay.xhtml`.
            markup: values that are markup already, made of trees that have been checked.
            values: all other values.

        Raises:
            ContentError: the template cannot be used, named by file and line.
        """
        return self._render(
            template, **{name: Markup(text) for name, text in markup.items()}, **values
        )

    def blank(self, number: int) -> Part:
        """The nth blank page of the book, counted from 1."""
        content = self._render("blank.html", number=number)
        return self._whole(f"blank-{number}", "next", content, "")

    def sheet(self, template: str, **values: Any) -> Part:
        """What is no section: a sheet about the edition, or the spine of its cover."""
        name = template.removesuffix(".html")
        content = self._render(template, **values)
        return self._whole(name, "next", content, self.book.publication.full_title)

    def offprint(self, chapter: Chapter, *, citation: str, pages: str) -> Part:
        """The page that stands before an offprint: what it is, and what it forms part of.

        Args:
            chapter: the section that goes out alone.
            citation: how it is cited.
            pages: its folios, such as `12–17`.
        """
        content = self._render(
            "offprint.html",
            chapter=chapter,
            section=chapter.section,
            head=chapter.section.head,
            citation=citation,
            pages=pages,
        )
        return self._whole(f"{chapter.slug}--offprint", "next", content, "")

    def together(self, parts: list[Part]) -> str:
        """The same parts as one document, for the engine to set in one go."""
        content = "\n".join(part.content for part in parts)
        return self._whole("book", "next", content, self.book.publication.full_title).html

    def drawings(self) -> dict[str, bytes]:
        """The layout's generated art by address, in the colours of the format.

        Raises:
            ContentError: a drawing cannot be drawn as the layout says.
        """
        return {f"drawing:{name}": self.drawn(name) for name in self.layout.settings.drawings}

    @cached_property
    def tokens(self) -> dict[str, str]:
        """The layout's custom properties as the format resolves them, without the two hyphens."""
        return self.layout.tokens(self.entry)

    def drawing(self, name: str) -> Drawing:
        """A drawing of the layout as geometry, for who writes it in another way.

        Raises:
            ContentError: the layout has none of this name, or it cannot be drawn.
        """
        known = self.layout.settings.drawings
        place = Place(f"layouts/{self.layout.name}/layout.yaml")
        if name not in known:
            raise ContentError(
                f"there is no drawing “{name}”", place=place, hint=did_you_mean(name, known)
            )
        parameters = dict(known[name])
        kind = parameters.pop("kind", "")
        if not isinstance(kind, str) or kind not in DRAWINGS:
            raise ContentError(
                f"the drawing “{name}” is of an unknown kind, “{kind}”",
                place=place,
                hint=did_you_mean(str(kind), DRAWINGS),
            )
        try:
            return _laid_out(kind, json.dumps(parameters))
        except WRITTEN_WRONG as error:
            raise self._undrawable(name, error) from error

    def drawn(self, name: str) -> bytes:
        """One drawing of the layout, as SVG.

        Raises:
            ContentError: the layout has none of this name, or it cannot be drawn.
        """
        drawing = self.drawing(name)
        try:
            return drawing.svg(self.tokens).encode()
        except WRITTEN_WRONG as error:
            raise self._undrawable(name, error) from error

    def _undrawable(self, name: str, error: Exception) -> ContentError:
        place = Place(f"layouts/{self.layout.name}/layout.yaml")
        return ContentError(
            f"the drawing “{name}” cannot be drawn: {error}", place=place, hint="correct it"
        )

    def _shapes(self, name: str) -> Markup:
        """What stands in a drawing's SVG, for templates that write words into it."""
        svg = etree.fromstring(self.drawn(name))
        etree.cleanup_namespaces(svg)
        inner = "".join(etree.tostring(shape, encoding="unicode") for shape in svg)
        return Markup(inner)

    def _whole(self, name: str, start: str, content: str, title: str) -> Part:
        html = self._render(
            "document.html",
            content=Markup(content),
            title=title,
            language=self.book.publication.language,
        )
        return Part(name=name, start=start, html=html, content=content)

    def _render(self, template: str, **values: Any) -> str:
        try:
            return self._templates.get_template(template).render(**values)
        except jinja2.TemplateNotFound as error:
            raise ContentError(
                f"the layout “{self.layout.name}” has no template {error.name}",
                place=Place(f"layouts/{self.layout.name}"),
                hint="write it in templates/, or extend a layout that has it",
            ) from error
        except jinja2.TemplateError as error:
            raise ContentError(
                f"the template {template} cannot be used: {error.message}",
                place=self._template_place(template, error),
                hint="correct the template",
            ) from error
        except WRITTEN_WRONG as error:
            raise ContentError(
                f"the template {template} cannot be used: {type(error).__name__}: {error}",
                place=self._template_place(template, error),
                hint="correct the template",
            ) from error

    def _template_place(self, template: str, error: Exception) -> Place:
        line = getattr(error, "lineno", None)
        trace = error.__traceback__
        while trace is not None:
            file = Path(trace.tb_frame.f_code.co_filename)
            for folder in self.layout.template_folders:
                if file.is_relative_to(folder):
                    line = trace.tb_lineno
                    template = file.relative_to(folder).as_posix()
            trace = trace.tb_next
        for folder in self.layout.template_folders:
            if (folder / template).is_file():
                return Place((folder / template).relative_to(self.layout.root).as_posix(), line)
        return Place(f"layouts/{self.layout.name}", line)

    def _quote(self, chapter: Chapter, name: str, learned: Learned) -> Markup:
        """A pull quote as the layout sets it; nothing where the section has none of this name."""
        quote = chapter.quotes.get(name)
        if quote is None:
            return Markup("")
        html = self._render(
            "pull-quote.html",
            chapter=chapter,
            quote=quote,
            spoken=self.book.is_spoken(quote),
            words=len(quote.text.split()),
            lines=learned.quote_lines.get(f"{chapter.slug}--{name}"),
            anchor=f"{chapter.slug}--pull-quote-{name}",
        )
        return Markup(html)

    def _quotes_within(self, chapter: Chapter, learned: Learned) -> Iterator[Markup]:
        """The pull quotes that have their place in the section's text."""
        if chapter.body is not None:
            for place in chapter.body.iter("aside"):
                if name := place.get("data-quote"):
                    yield self._quote(chapter, name, learned)

    def _body(self, chapter: Chapter, learned: Learned) -> str:
        """The section's tree as HTML, with what the pages have told written in."""
        if chapter.body is None:
            return ""
        body = deepcopy(chapter.body)
        _write_lines(body)
        write_where(chapter, body, learned)
        _mark_long_emphasis(body)
        if self.notes == "foot":
            _notes_to_the_foot(body)
        _links_to_leaves(body)
        for place in body.xpath(".//aside[@data-quote]"):
            html = self._quote(chapter, place.get("data-quote"), learned)
            element = etree.fromstring(str(html).strip(), parser=etree.HTMLParser())[0][0]
            element.tail = place.tail
            element.set("data-line", place.get("data-line", ""))
            place.getparent().replace(place, element)
        return "".join(etree.tostring(child, method="html", encoding="unicode") for child in body)


def _write_lines(body: etree._Element) -> None:
    """Write into each block its line in the manuscript, for what is said of the finished pages."""
    for block in body.iter(*BLOCKS):
        if block.sourceline:
            block.set("data-line", str(block.sourceline))


def write_where(chapter: Chapter, body: etree._Element, learned: Learned) -> None:
    """Write where a reference's target stands, seen from the page on which the reference stands."""
    for index, link in enumerate(body.xpath(".//a[contains(@class, 'where')]"), start=1):
        anchor = f"{chapter.slug}--where-{index}"
        link.set("id", anchor)
        here, there = learned.folio(anchor), learned.folio(link.get("href")[1:])
        if here is not None and there is not None:
            for child in link:
                link.remove(child)
            link.text = where(here, there)


def where(here: int, there: int) -> str:
    """Where one folio lies as seen from another, in the words of a bound book."""
    if here == there:
        return "on this page"
    if here % 2 == 1 and there == here + 1:
        return "overleaf"
    if here // 2 == there // 2:
        return "opposite"
    return f"on page\u00a0{there}"


def _mark_long_emphasis(body: etree._Element) -> None:
    """Let a layout that sets short emphasis in another way tell it from a long one."""
    for emphasis in body.iter("em"):
        if len("".join(emphasis.itertext()).split()) > LONG_EMPHASIS:
            emphasis.set("class", f"{emphasis.get('class', '')} long".strip())


def _links_to_leaves(body: etree._Element) -> None:
    """Let each link hold text alone: `<a><em>x</em></a>` becomes `<span><em><a>x</a></em></span>`.

    The engine makes an annotation for every box inside a link, and tags only the link's own as Link
    (ISO 14289-1, 7.18.5).
    """
    for link in body.xpath(".//a[*]"):
        address = link.attrib.pop("href")
        link.tag = "span"
        _link_texts(link, address)


def _link_texts(element: etree._Element, address: str) -> None:
    for child in list(element):
        _link_texts(child, address)
        if child.tail:
            leaf = etree.Element("a", href=address)
            leaf.text, child.tail = child.tail, None
            child.addnext(leaf)
    if element.text:
        leaf = etree.Element("a", href=address)
        leaf.text, element.text = element.text, None
        element.insert(0, leaf)


def _notes_to_the_foot(body: etree._Element) -> None:
    """Move each note's words to its call, where the engine takes them to the foot of the page."""
    notes = {note.get("id"): note for note in body.xpath("./aside[contains(@class, 'note')]")}
    for call in body.xpath(".//a[contains(@class, 'note-call')]"):
        note = notes.pop(call.get("href")[1:], None)
        if note is None:
            continue
        foot = etree.Element(
            "span",
            {
                "class": "footnote",
                "id": note.get("id"),
                "data-line": note.get("data-line", ""),
            },
        )
        foot.text = note.text
        foot.extend(list(note))
        foot.tail = call.tail
        body.remove(note)
        call.getparent().replace(call, foot)
