"""Standing type: parts that are set and drawn already, kept for the next build.

The one place that knows how pages come out of the typesetter. A part stands as long as the
typesetter would give it the same key; what does not stand comes from the store, or is set. What is
handed out are pictures and lines by their digests.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from press import layouts, works
from press.compose import Composer, Part
from press.editions import FORMATS, paged
from press.editions.job import Job, Made
from press.editions.pagination import Pagination, paginate
from press.light_table.proofs import Proofs
from press.light_table.state import Page
from press.pages import Typesetter
from press.pages.copyfit import bad_ends
from press.parts import DrawnPart, SetLine, SetPart
from press.works import Work

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
    content: bytes = b""
    """It alone as a PDF, once a page of it was asked for."""
    drawn: dict[int, Drawn] = field(default_factory=dict)
    """Those of its pages of which there are pictures, by their place in the part."""


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
        self._drawings: Mapping[str, bytes] = {}
        self._keys: dict[tuple[str, str, int], str] = {}
        """The keys of this build, by name, words and folio."""
        self._parts: dict[str, _Stood] = {}
        self._proofs = Proofs()
        self._build = 0

    def ready(self, work: Work) -> bool:
        """Make ready for a publication as it stands now.

        Returns:
            whether it is set with something else than before, so that no part is what it was.

        Raises:
            PressError: the layout, its drawings or its fonts cannot be used.
        """
        job = works.job_of(work, self.edition)
        form = FORMATS[job.edition.format]
        composer = paged.composer_for(job, form)
        old = self._work
        if old is None or old.layout is not work.layout or old.order is not work.order:
            self._drawings = paged.drawings_for(job, composer)
        typesetter = paged.typesetter_for(job, composer, form, drawings=self._drawings)
        is_other = self._typesetter is None or not typesetter.follow(self._typesetter)
        self._work, self._job, self._composer, self._typesetter = work, job, composer, typesetter
        self._build += 1
        self._keys.clear()
        self._proofs.turn(work.store)
        self.unit = layouts.millimetres(composer.tokens.get("unit", "")) or 0.0
        return is_other

    def warm(self) -> None:
        """Open the engine, which costs a second, while nobody waits.

        Raises:
            PressError: a stylesheet is wrong.
        """
        self._type.warm()

    @property
    def job(self) -> Job:
        """What is made."""
        assert self._job is not None
        return self._job

    def part(self, slug: str) -> Part:
        """A section as it would be set where the pages settled last."""
        assert self._composer is not None
        assert self.pagination is not None
        return self._composer.part(self.job.book.chapter(slug), self.pagination.learned)

    def stands(self, part: Part, folio: int) -> bool:
        """Whether a part need not be set."""
        return self._key(part, folio) in self._parts

    def set(self, part: Part, *, folio: int) -> DrawnPart:
        """A part, set now or standing already.

        Raises:
            PressError: it cannot be set.
        """
        key = self._key(part, folio)
        if key not in self._parts:
            made = self._type.set(part, folio=folio)
            self._parts[key] = _Stood(made, last=self._build)
        self._parts[key].last = self._build
        return self._parts[key].made

    def first(self, part: Part, before: SetPart) -> DrawnPart | None:
        """A part as it is set at first, where it will take some settings more to end well.

        Args:
            part: the part.
            before: how it was set last: what ended badly then is likely to do so now.

        Returns:
            Its pages, which only a look is taken at; none where they are likely to be the last.

        Raises:
            PressError: it cannot be set.
        """
        fit, folio = self._type.given.fit, before.pages[0].folio
        is_hard = fit is not None and (before.fitted or any(bad_ends(before.lines, fit)))
        if not is_hard or self.stands(part, folio) or self._is_kept(part, folio):
            return None
        return self._type.proof(part, folio=folio)

    def _is_kept(self, part: Part, folio: int) -> bool:
        """Whether the store has it: an edit was taken back."""
        store = self.job.store
        return store is not None and store.get(self._key(part, folio)) is not None

    def trial(self, part: Part, *, folio: int) -> SetPart:
        """A part for what it tells."""
        return self._type.trial(part, folio=folio)

    def paginate(self, watcher: Watcher) -> Pagination:
        """All pages, as a build from nothing would have them.

        Raises:
            PressError: they cannot be set.
        """
        assert self._composer is not None
        self.pagination = paginate(self.job, self._composer, _Watched(self, watcher))
        for key in [key for key, one in self._parts.items() if one.last <= self._build - KEPT]:
            del self._parts[key]
        return self.pagination

    @property
    def _type(self) -> Typesetter:
        assert self._typesetter is not None
        return self._typesetter

    def drawn(
        self, part: Part, made: DrawnPart, wanted: Sequence[int] | None = None
    ) -> Iterator[Drawn]:
        """The pages of a part as pictures, made now or before.

        Args:
            part: the part.
            made: its pages.
            wanted: which of them, by their place in the part; all when not said.
        """
        pages = made.told.pages
        stood = self._parts.get(self._key(part, pages[0].folio))
        if stood is None or stood.made is not made:
            stood = _Stood(made, last=self._build)
        for index in range(len(pages)) if wanted is None else wanted:
            if index not in stood.drawn:
                stood.drawn[index] = self._proof(part, stood, index)
            yield stood.drawn[index]

    def finished(self, pagination: Pagination) -> Made:
        """The finished file, which nobody publishes; checks read it."""
        assert self._composer is not None
        form = FORMATS[self.job.edition.format]
        return paged.finished(self.job, form, self._composer, pagination)

    def _alone(self, made: DrawnPart) -> bytes:
        """A part as a PDF; links lead out of it, so what they lead to is let go."""
        elsewhere = {link.target for page in made.drawing.pages for link in page.links}
        return paged.joined(self.job, [made.leaves()], elsewhere=elsewhere)

    def _proof(self, part: Part, stood: _Stood, index: int) -> Drawn:
        def content() -> bytes:
            stood.content = stood.content or self._alone(stood.made)
            return stood.content

        page = stood.made.told.pages[index]
        pulled = self._proofs.pull(stood.made.drawing, index, content)
        told = [_told(line) for line in stood.made.told.lines if line.folio == page.folio]
        lines = json.dumps(told, ensure_ascii=False).encode()
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
            content=content(),
            index=index,
        )

    def _key(self, part: Part, folio: int) -> str:
        asked = part.name, part.html, folio
        if asked not in self._keys:
            self._keys[asked] = self._type.key(part, folio=folio)
        return self._keys[asked]


@dataclass(frozen=True, slots=True)
class _Watched:
    """Standing type whose setting is watched."""

    type: StandingType
    watcher: Watcher
    ahead: int = 0
    """Parts are set in this process, one by one, so that a newer change is heard between two."""

    def begin(self, parts: Sequence[tuple[Part, int]]) -> None:
        """Nothing is begun ahead."""

    def begin_trials(self, parts: Sequence[Part]) -> None:
        """Neither are trials."""

    def extent(self, part: Part, *, folio: int) -> int | None:
        """Nobody asks where nothing is begun ahead."""

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
