"""A work: a publication read and assembled, with all that any edition of it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from importlib import metadata
from pathlib import Path

from press import assets, layouts, manuscript, publication, standing
from press.assets import Face
from press.book.assemble import assemble
from press.book.model import Book
from press.editions import RECIPES, Job
from press.editions.job import Audited, Progress, quiet
from press.errors import UsageError
from press.layouts import Layout
from press.lines import hyphens
from press.lines.hyphens import House
from press.manuscript import house_style
from press.manuscript.house_style import HouseStyle
from press.manuscript.section import Section
from press.pages import Hands
from press.publication import Order
from press.store import Store
from press.store import digest as store_key


@dataclass(frozen=True, kw_only=True)
class Work:
    """A publication read and assembled, ready to be made."""

    root: Path
    order: Order
    book: Book
    layout: Layout
    faces: Mapping[str, Face]
    """The faces that the layout declares."""
    figures: Mapping[str, bytes]
    """The pictures that the sections show, by address."""
    style: HouseStyle
    """What the publication has chosen where English leaves a choice."""
    store: Store | None = None
    """Where what was set and read before is kept; nowhere when not said."""
    hands: Hands | None = None
    """Who sets its parts; this process when not said."""
    aside: MutableMapping[str, bytes] = field(default_factory=dict)
    """Parts that were drawn beside those of one edition, until the one that they are of is made."""

    @cached_property
    def house(self) -> House:
        """The words that are broken in their own way, and the words of names, which never are."""
        people = [name for one in self.style.known for name in one.forms]
        people += [one.name for chapter in self.book.chapters for one in chapter.section.authors]
        bodies = [chapter.body for chapter in self.book.chapters if chapter.body is not None]
        return House(
            exceptions=dict(hyphens.exception(entry) for entry in self.style.hyphenation),
            names=frozenset(word for name in people for word in hyphens.WORD.findall(name)),
            common=hyphens.common(" ".join(text for body in bodies for text in body.itertext())),
        )

    @property
    def assets(self) -> dict[str, bytes]:
        """Fonts and figures by the addresses under which stylesheets and text ask for them."""
        fonts = {f"font:{face.path}": face.content for face in self.faces.values()}
        return {**fonts, **self.figures}


def load(root: Path, name: str, *, store: Store | None = None, hands: Hands | None = None) -> Work:
    """Read a publication and assemble its book.

    Args:
        root: the root of the repository.
        name: the publication.
        store: where what was set and read before is kept.
        hands: who sets its parts.

    Raises:
        PressError: everything that one stage found, each with its line.
    """
    order = publication.load(root, name)
    layout = layouts.load(root, order.publication.layout, place=order.place("layout"))
    sections = manuscript.load(order, root, store=store)
    book = assemble(order.publication, sections)
    return Work(
        root=root,
        order=order,
        book=book,
        layout=layout,
        faces=assets.font_faces(root, layout.fonts(), place=layout.fonts_place, kept=_fonts(store)),
        figures=_figures(root, order, sections),
        style=house_style.load(order, root),
        store=store,
        hands=hands,
    )


@dataclass(frozen=True, slots=True)
class _Fonts:
    """What fonts tell, in the store; by them, the press and the library that reads them."""

    store: Store

    def get(self, content: bytes) -> bytes | None:
        return self.store.get(self._key(content))

    def put(self, content: bytes, value: bytes) -> None:
        self.store.put(self._key(content), value)

    def _key(self, content: bytes) -> str:
        return store_key("font", _reader(), content)


@cache
def _reader() -> str:
    """Who reads fonts."""
    return store_key(standing.press(), metadata.version("fonttools"))


def _fonts(store: Store | None) -> _Fonts | None:
    return None if store is None else _Fonts(store)


def _figures(root: Path, order: Order, sections: Sequence[Section]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for section in sections:
        for image in section.body.iter("img") if section.body is not None else ():
            address = image.get("src", "")
            name = address.removeprefix("figure:")
            place = section.place(image.sourceline)
            found[address] = assets.figure(root, order.name, name, place=place).content
    return found


def digest(work: Work) -> str:
    """What tells one state of a publication from another: its words, pictures, order and layout.

    What the accessibility statement says beside tests is left out: it changes no page but its own.
    """
    parts: dict[str, bytes] = {
        "publication": work.order.publication.model_dump_json(exclude={"access"}).encode(),
        **{one.section.file: one.section.typed.encode() for one in work.book.chapters},
        **{name: text.encode() for name, text in work.layout.sources().items()},
        **work.figures,
    }
    told = hashlib.blake2b(digest_size=16)
    for name, content in sorted(parts.items()):
        told.update(f"{name}\0{len(content)}\0".encode())
        told.update(content)
    return told.hexdigest()


def _audited(work: Work) -> Audited:
    """What is known of the publication's accessibility, and whether it is known of this state."""
    from press.manuscript import access  # noqa: PLC0415 (a site's statement alone asks for it)

    record = access.load(work.order, work.root)
    return Audited(record=record, fits=record is not None and record.found_on == digest(work))


def paged(order: Order) -> list[str]:
    """The editions of a publication that are pages."""
    editions = order.publication.editions
    return [name for name, edition in editions.items() if edition.format in RECIPES]


def must_have_pages(order: Order, edition: str) -> None:
    """See that an edition is pages.

    Raises:
        UsageError: it is no pages, or there is none of that name.
    """
    if order.edition(edition).format not in RECIPES:
        names = " or ".join(paged(order))
        raise UsageError(f"the edition “{edition}” has no pages", hint=f"ask for {names}")


def job_of(work: Work, edition: str, progress: Progress = quiet) -> Job:
    """One edition to be made, with all that its recipe needs."""
    order = work.order
    facts = order.edition(edition)
    profile = None
    if facts.profile:
        place = order.place("editions", edition, "profile")
        profile = assets.profile(work.root, facts.profile, place=place)
    return Job(
        order=order,
        name=edition,
        book=work.book,
        layout=work.layout,
        assets=work.assets,
        profile=profile,
        letters=partial(assets.lettering, work.root, kept=_fonts(work.store)),
        house=work.house,
        progress=progress,
        faces=work.faces,
        store=work.store,
        hands=work.hands,
        aside=work.aside,
        audited=_audited(work) if facts.format == "web" else Audited(),
    )
