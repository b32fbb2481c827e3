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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from press import layouts, reading, works
from press.compose import Composer, Learned, Part
from press.editions import FORMATS, paged
from press.editions.job import Job, Made
from press.editions.pagination import Pagination, paginate
from press.light_table.state import Page
from press.pages import Typesetter
from press.parts import DrawnPart, Leaves, SetLine, SetPart
from press.works import Work

DOTS = 144
"""Dots an inch at which pages are drawn first; what is looked at closer is drawn again."""
INSIDE = re.compile(r'href="#([^"]+)"')
KEPT = 3
"""Builds after which a part that none of them used is let go."""


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

    made: DrawnPart
    last: int
    """The build that used it last."""
    drawn: dict[int, Drawn] = field(default_factory=dict)


class Watcher(Protocol):
    """Told while a book is paginated; may raise to stop the work."""

    def before(self, section: str) -> None:
        """A part is going to be set; a trial has no section."""

    def behind(self, part: Part, made: DrawnPart) -> None:
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
        self._parts: dict[str, _Stood] = {}
        self._trials: dict[str, SetPart] = {}
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
            lines |= placed.made.told.quote_lines
        return Learned(folios=self.pagination.anchors(), quote_lines=lines)

    def part(self, slug: str) -> Part:
        """A section as it would be set where the pages settled last."""
        assert self._composer is not None
        return self._composer.part(self.job.book.chapter(slug), self.learned)

    def stands(self, part: Part, folio: int) -> bool:
        """Whether a part need not be set."""
        return self._type.key(part, folio=folio) in self._parts

    def set(self, part: Part, *, folio: int) -> DrawnPart:
        """A part, set now or standing already.

        Raises:
            PressError: it cannot be set.
        """
        key = self._type.key(part, folio=folio)
        if key not in self._parts:
            self._parts[key] = _Stood(self._type.set(part, folio=folio), last=self._build)
        self._parts[key].last = self._build
        return self._parts[key].made

    def trial(self, part: Part, *, folio: int) -> SetPart:
        """A part for what it tells, set now or standing already."""
        key = self._type.key(part, folio=folio)
        if key not in self._trials:
            self._trials[key] = self._type.trial(part, folio=folio)
        return self._trials[key]

    def paginate(self, watcher: Watcher) -> Pagination:
        """All pages, as a build from nothing would have them.

        Raises:
            PressError: they cannot be set.
        """
        assert self._composer is not None
        self.pagination = paginate(self.job, self._composer, _Watched(self, watcher))
        for key in [key for key, one in self._parts.items() if one.last <= self._build - KEPT]:
            del self._parts[key]
        for key in list(self._trials)[:-KEPT]:
            del self._trials[key]
        return self.pagination

    @property
    def _type(self) -> Typesetter:
        assert self._typesetter is not None
        return self._typesetter

    def drawn(
        self, part: Part, made: DrawnPart, wanted: Sequence[int] | None = None
    ) -> Iterator[Drawn]:
        """The pages of a part that stands, drawn now or before.

        Args:
            part: the part.
            made: its pages.
            wanted: which of them, by their place in the part; all when not said.
        """
        indices = range(len(made.told.pages)) if wanted is None else wanted
        stood = self._parts[self._type.key(part, folio=made.told.pages[0].folio)]
        for index in indices:
            if index not in stood.drawn:
                stood.drawn[index] = self._proof(part, made, index)
            yield stood.drawn[index]

    def finished(self, pagination: Pagination) -> Made:
        """The finished file, which nobody publishes; checks read it."""
        assert self._composer is not None
        form = FORMATS[self.job.edition.format]
        return paged.finished(self.job, form, self._composer, pagination)

    def _proof(self, part: Part, made: DrawnPart, index: int) -> Drawn:
        """One page, joined alone; links lead out of it, so what they lead to is let go."""
        page = made.told.pages[index]
        elsewhere = {html.unescape(one) for one in INSIDE.findall(part.html)}
        alone = Leaves(drawing=made.drawing, pages=(index,), folios=(page.folio,))
        content = paged.joined(self.job, [alone], elsewhere=elsewhere)
        pulled = reading.pull(content, 0, dots=DOTS)
        lines = json.dumps(
            [_told(line) for line in made.told.lines if line.folio == page.folio],
            ensure_ascii=False,
        ).encode()
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
                area=page.area,
            ),
            png=pulled.png,
            lines=lines,
            content=content,
            index=0,
        )


@dataclass(frozen=True)
class _Watched:
    """Standing type whose setting is watched."""

    type: StandingType
    watcher: Watcher

    ahead = 0
    """It sets what it is asked for, and what is looked at first."""

    def set(self, part: Part, *, folio: int) -> DrawnPart:
        if self.type.stands(part, folio):
            return self.type.set(part, folio=folio)
        self.watcher.before(part.name)
        made = self.type.set(part, folio=folio)
        self.watcher.behind(part, made)
        return made

    def trial(self, part: Part, *, folio: int) -> SetPart:
        self.watcher.before("")
        return self.type.trial(part, folio=folio)

    def begin(self, part: Part, *, folio: int) -> None:
        """Nobody sets ahead."""

    def extent(self, part: Part, *, folio: int) -> int | None:
        """Nobody sets ahead, so nobody needs to know."""


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
