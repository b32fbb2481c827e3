"""Standing type: parts that are set and drawn already, kept for the next build.

The one place that knows how pages come out of the typesetter. What it hands out are pictures and
lines by their digests; a part whose words, first folio and house words are the same is neither set
nor drawn again. A layout, font or order that changed empties it.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from press import layouts, reading, works
from press.compose import Composer, Learned, Part
from press.editions import FORMATS, paged
from press.editions.job import Job, Made
from press.editions.pagination import Pagination, Placed, paginate
from press.light_table.state import Page
from press.lines.hyphens import WORD, House
from press.pages import SetLine, SetPart, Typesetter, area
from press.works import Work

DOTS = 144
"""Dots an inch at which pages are drawn first; what is looked at closer is drawn again."""
TAG = re.compile(r"<[^>]*>")
INSIDE = re.compile(r'href="#([^"]+)"')
KEPT = 3
"""Builds after which a part that none of them used is let go."""

Key = tuple[str, int, frozenset[str]]
"""A part's words, its first folio, and what the house knows of its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A page that was drawn, with what is shown of it."""

    page: Page
    png: bytes
    lines: bytes
    """What is told of its lines, as JSON."""
    content: bytes
    """A PDF that holds it, for those who look closer."""
    index: int
    """Its place in that PDF."""


@dataclass(slots=True)
class _Stood:
    """A part that stands."""

    made: SetPart
    last: int
    """The build that used it last."""
    drawn: dict[int, Drawn] = field(default_factory=dict)


class Watcher(Protocol):
    """Told while a book is paginated; may raise to stop the work."""

    def before(self, section: str) -> None:
        """A part is going to be set; a trial has no section."""

    def behind(self, part: Part, made: SetPart) -> None:
        """A part was set."""


class StandingType:
    """The type of one edition, as it stands."""

    def __init__(self, edition: str) -> None:
        self.edition = edition
        self.pagination: Pagination | None = None
        """The last that settled."""
        self.unit = 0.0
        """The layout's baseline unit, in mm; 0 where it has none."""
        self._work: Work | None = None
        self._job: Job | None = None
        self._composer: Composer | None = None
        self._typesetter: Typesetter | None = None
        self._made_of: tuple[Any, ...] = ()
        self._parts: dict[Key, _Stood] = {}
        self._trials: dict[Key, _Stood] = {}
        self._build = 0

    def ready(self, work: Work) -> bool:
        """Make ready for a publication as it stands now.

        Returns:
            whether all that stood had to be distributed.

        Raises:
            PressError: the layout, its drawings or its fonts cannot be used.
        """
        self._build += 1
        job = works.job_of(work, self.edition)
        form = FORMATS[job.edition.format]
        composer = paged.composer_for(job, form)
        old = self._work
        emptied = False
        if old is None or old.layout is not work.layout or old.order is not work.order:
            made_of = (
                composer.styles,
                composer.drawings(),
                job.assets,
                job.layout.settings,
                work.order.publication,
            )
            if self._typesetter is None or made_of != self._made_of:
                self._typesetter = paged.typesetter_for(job, composer, form, drawings=made_of[1])
                self._made_of = made_of
                self.unit = layouts.millimetres(composer.tokens.get("unit", "")) or 0.0
                self._parts.clear()
                self._trials.clear()
                emptied = True
        self._type.house = job.house
        self._work, self._job, self._composer = work, job, composer
        return emptied

    @property
    def job(self) -> Job:
        """What is made."""
        assert self._job is not None
        return self._job

    @property
    def learned(self) -> Learned:
        """What the pages told when they settled last."""
        if self.pagination is None:
            return Learned()
        lines: dict[str, int] = {}
        for placed in self.pagination.parts:
            lines |= placed.quote_lines
        return Learned(folios=self.pagination.anchors(), quote_lines=lines)

    def part(self, slug: str) -> Part:
        """A section as it would be set where the pages settled last."""
        assert self._composer is not None
        return self._composer.part(self.job.book.chapter(slug), self.learned)

    def stands(self, part: Part, folio: int) -> bool:
        """Whether a part need not be set."""
        return self._key(part, folio) in self._parts

    def set(self, part: Part, *, folio: int) -> SetPart:
        """A part, set now or standing already.

        Raises:
            PressError: it cannot be set.
        """
        return self._stood(self._parts, part, folio, self._type.set)

    def trial(self, part: Part, *, folio: int) -> SetPart:
        """A part for what it tells, set now or standing already."""
        return self._stood(self._trials, part, folio, self._type.trial)

    def paginate(self, watcher: Watcher) -> Pagination:
        """All pages, as a build from nothing would have them.

        Raises:
            PressError: they cannot be set.
        """
        assert self._composer is not None
        self.pagination = paginate(self.job, self._composer, _Watched(self, watcher))
        for parts in (self._parts, self._trials):
            for key in [key for key, one in parts.items() if one.last <= self._build - KEPT]:
                del parts[key]
        return self.pagination

    @property
    def _type(self) -> Typesetter:
        assert self._typesetter is not None
        return self._typesetter

    def _stood(
        self, parts: dict[Key, _Stood], part: Part, folio: int, setting: Callable[..., SetPart]
    ) -> SetPart:
        key = self._key(part, folio)
        if key not in parts:
            parts[key] = _Stood(setting(part, folio=folio), last=self._build)
        parts[key].last = self._build
        return parts[key].made

    def drawn(
        self, part: Part, made: SetPart | Placed, wanted: Sequence[int] | None = None
    ) -> Iterator[Drawn]:
        """The pages of a part that stands, drawn now or before.

        Args:
            part: the part.
            made: its pages.
            wanted: which of them, by their place in the part; all when not said.
        """
        indices = range(len(made.pages)) if wanted is None else wanted
        stood = self._parts[self._key(part, made.pages[0].folio)]
        missing = [index for index in indices if index not in stood.drawn]
        if missing:
            content = self._written(part, stood.made, missing)
            for place, index in enumerate(missing):
                stood.drawn[index] = self._proof(
                    part, stood.made, index, content=content, place=place
                )
        yield from (stood.drawn[index] for index in indices)

    def finished(self, pagination: Pagination) -> Made:
        """The finished file, which nobody publishes; checks read it."""
        assert self._composer is not None
        return paged.finished(
            self.job,
            FORMATS[self.job.edition.format],
            composer=self._composer,
            typesetter=self._type,
            pagination=pagination,
        )

    def _key(self, part: Part, folio: int) -> Key:
        return part.html, folio, _known(self.job.house, part.content)

    def _written(self, part: Part, made: SetPart, indices: list[int]) -> bytes:
        """Some pages of a part as a PDF; links lead out of it, so what they lead to is let go."""
        elsewhere = {html.unescape(one) for one in INSIDE.findall(part.html)}
        pages = [made.pages[index] for index in indices]
        return self._type.write(pages, elsewhere=sorted(elsewhere))

    def _proof(self, part: Part, made: SetPart, index: int, *, content: bytes, place: int) -> Drawn:
        page = made.pages[index]
        pulled = reading.pull(content, place, dots=DOTS)
        lines = json.dumps(
            [_told(line) for line in made.lines if line.folio == page.folio], ensure_ascii=False
        ).encode()
        within = area(page)
        return Drawn(
            page=Page(
                folio=page.folio,
                section=part.name,
                number=index + 1,
                name=page.name,
                picture=pulled.digest,
                lines=hashlib.sha256(lines).hexdigest()[:32],
                width=round(pulled.width, 3),
                height=round(pulled.height, 3),
                bleed=round(pulled.bleed, 3),
                area=(
                    round(within.left, 3),
                    round(within.top, 3),
                    round(within.width, 3),
                    round(within.height, 3),
                ),
            ),
            png=pulled.png,
            lines=lines,
            content=content,
            index=place,
        )


@dataclass(frozen=True, slots=True)
class _Watched:
    """Standing type whose setting is watched."""

    type: StandingType
    watcher: Watcher

    def set(self, part: Part, *, folio: int) -> SetPart:
        if self.type.stands(part, folio):
            return self.type.set(part, folio=folio)
        self.watcher.before(part.name)
        made = self.type.set(part, folio=folio)
        self.watcher.behind(part, made)
        return made

    def trial(self, part: Part, *, folio: int) -> SetPart:
        self.watcher.before("")
        return self.type.trial(part, folio=folio)


def _known(house: House, content: str) -> frozenset[str]:
    """What the house knows of the words of a part: of other words no line of it depends.

    Tags may part words or stand in them, so the text is read both ways.
    """
    text = html.unescape(TAG.sub(" ", content) + " " + TAG.sub("", content))
    words = set(WORD.findall(text))
    small = {word.lower() for word in words}
    small |= {word.removesuffix("s") for word in small}
    broken = {f"{word} {house.exceptions[word]}" for word in small & house.exceptions.keys()}
    common = {f"{word} common" for word in small & house.common}
    return frozenset(broken | common | (words & house.names))


def _told(line: SetLine) -> list[Any]:
    """A line as the client reads it: geometry in mm, then what it is and where it comes from."""
    return [
        round(line.left, 2),
        round(line.right, 2),
        round(line.edge, 2),
        round(line.baseline, 2),
        round(line.size, 1),
        round(line.space, 3),
        line.block,
        line.line,
        line.tag,
        int(line.last),
        int("body" in line.within and line.tag in {"p", "li", "dd"}),
        line.text,
    ]
