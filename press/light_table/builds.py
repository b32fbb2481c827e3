"""Builds, in the worker: what changed is shown first, then all pages, then the checks run.

A newer change stops a build at the next part or page; what is set until then stays standing.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path

from press.book.model import Chapter as BookChapter
from press.compose import Part
from press.editions.pagination import Pagination
from press.errors import PressError
from press.light_table import checks
from press.light_table.checks import FORKS, Fork, Whereabouts
from press.light_table.request import Request
from press.light_table.setting import Drawn, StandingType
from press.light_table.sources import Sources
from press.light_table.state import (
    Began,
    Chapter,
    Checked,
    Event,
    Failed,
    Measure,
    Note,
    Page,
    Read,
    Same,
    Setting,
    Settled,
    Shown,
)
from press.lines.figures import LOOSE
from press.parts import DrawnPart, SetLine
from press.store import Store
from press.works import Work, paged

PAUSE = 0.12
"""Seconds that an error waits: an editor that saves by renaming leaves a gap in which a file is
gone, and one that writes in place a moment in which it is empty."""
LONGEST = 120.0
"""Seconds that checks may be silent before they are ended."""
REST = 1.5
"""Seconds after which a worker that was asked for nothing makes ready what costs time."""


def work(connection: Connection, root: str, publication: str) -> None:
    """The whole life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the table ends its worker
    with suppress(ConnectionError):  # the table is gone
        Builds(connection, Sources(Path(root), publication)).serve()


class Newer(Exception):
    """A newer change has come."""


class Builds:
    """The builds of one publication."""

    def __init__(self, connection: Connection, sources: Sources) -> None:
        self.connection = connection
        self.sources = sources
        self.request = Request()
        self.waiting: Request | None = None
        self.store = Store(sources.root)
        self.standing: dict[str, StandingType] = {}
        self.works: dict[str, Work] = {}
        """What the pages of each edition were made of when they settled last."""
        self.pages: dict[str, tuple[Page, ...]] = {}
        """The pages of each edition as they were told last."""
        self.checking: Fork | None = None
        self.rest: Callable[[], None] | None = None
        """What is to be done once when there is nothing else to do."""
        self.is_rested = False
        self.began = 0.0
        """When the build began; 0 once its first page was shown."""

    # What comes in

    def serve(self) -> None:
        """Work until nobody asks any more."""
        while self.waiting is not None or self._listen():
            if self.waiting is not None:
                self.request, self.waiting = self.waiting, None
                self._answer()

    def _listen(self) -> bool:
        """Wait for a request and pass on what the checks say; false when the table is gone."""
        checking = self.checking
        limit = LONGEST if checking else REST if self.rest else None
        heard = wait([self.connection, *([checking.told] if checking else [])], limit)
        if checking and (not heard or checking.told in heard):
            self._pass_on(checking, came=bool(heard))
        elif self.rest and not heard:
            self.rest()
            self.rest, self.is_rested = None, True
        if self.connection in heard:
            try:
                self.waiting = self.connection.recv()
            except EOFError:
                self._end_checks()
                return False
        return True

    def _is_newer(self) -> bool:
        """Whether there is a newer change; a bell that rang for nothing is none."""
        while self.connection.poll():
            try:
                self.waiting = self.connection.recv()
            except EOFError:
                return True  # nobody is there to be shown anything
        if self.waiting is None:
            return False
        if self.waiting.again or self.waiting.edition != self.request.edition:
            return True
        if self.sources.moved():
            return True
        self.request, self.waiting = self.waiting, None
        return False

    def _answer(self) -> None:
        edition = self.request.edition
        if self.request.again:
            self.sources = Sources(self.sources.root, self.sources.publication)
            self.standing.clear()
            self.works.clear()
        elif self.works.get(edition) is self.sources.work is not None and not self.sources.moved():
            self._tell(Same(edition=edition, build=self.request.build))
            return
        self._end_checks()
        self.began = time.perf_counter()
        self._tell(Began(edition=edition, build=self.request.build))
        try:
            self._build(edition)
        except Newer:
            return
        except PressError as error:
            where = self._whereabouts()
            self._fail([checks.note_of_error(one, where) for one in error.errors])
        except Exception as error:  # noqa: BLE001 (a fault of ours must not close the table)
            self._fail([checks.note_of_bug(error)])

    # What is done

    def _build(self, edition: str) -> None:
        work, changed = self.sources.read()
        store = Store(self.sources.root, blind=True) if self.request.again else self.store
        kept = replace(work, store=store)
        type_ = self.standing.setdefault(edition, StandingType(edition))
        is_other = type_.ready(kept)
        before = self.works.pop(edition, None)
        stale = _stale(work, None if is_other else before)
        self._tell(
            Read(
                edition=edition,
                build=self.request.build,
                title=work.order.publication.full_title,
                editions=tuple(paged(work.order)),
                chapters=tuple(_outline(work)),
                changed=tuple(sorted(changed)) if before else (),
                stale=frozenset(stale),
            )
        )
        if type_.pagination is not None:
            for slug in self._first(stale):
                self._show_first(type_, slug)
        pagination = type_.paginate(self)
        self._show_all(type_, pagination)
        self.works[edition] = work
        type_.warm()
        self._check(type_, kept, pagination)

    def _first(self, stale: Sequence[str]) -> list[str]:
        """The sections that go first: those that changed; of very many the one that is looked at.

        Where a whole layout changed, every section did.
        """
        looking = [slug for slug in stale if slug == self.request.looking]
        others = [slug for slug in stale if slug not in looking]
        return [*looking, *others] if len(stale) <= 3 else looking

    def _show_first(self, type_: StandingType, slug: str) -> None:
        """Set a section where it stood and show its pages, those first that somebody looks at.

        Where its pages have to be made to end well, which takes some settings more, it is shown as
        it is set at first.
        """
        assert type_.pagination is not None
        placed = next((one for one in type_.pagination.parts if one.part.name == slug), None)
        if placed is None or slug not in type_.job.book.anchors.values():
            return
        self._tell(Setting(edition=type_.edition, build=self.request.build, section=slug))
        part = type_.part(slug)
        first = type_.first(part, placed.made.told)
        if first is not None:
            self._show_part(type_, part, first, placed.lines)
            self.before(slug)
        made = type_.set(part, folio=placed.span[0])
        self._show_part(type_, part, made, placed.lines if first is None else first.told.lines)

    def _show_part(
        self, type_: StandingType, part: Part, made: DrawnPart, before: Sequence[SetLine]
    ) -> None:
        """Show the pages of a part one by one."""
        old = {one.number: one for one in self._told(type_.edition, part.name)}
        now: dict[int, Page] = {}
        looking = self.request.page if part.name == self.request.looking else 0
        for index in _in_turn(before, made, looking):
            if not self.began and self._is_newer():
                raise Newer
            drawn = next(type_.drawn(part, made, [index]))
            now[index + 1] = drawn.page
            pages = [
                now.get(number) or old.get(number) for number in range(1, len(made.told.pages) + 1)
            ]
            self._show(
                type_.edition,
                part.name,
                [page for page in pages if page is not None],
                [drawn],
                whole=len(now) == len(made.told.pages),
            )

    def before(self, section: str) -> None:
        """A part is going to be set."""
        if self._is_newer():
            raise Newer
        self._tell(Setting(edition=self.request.edition, build=self.request.build, section=section))

    def behind(self, part: Part, made: DrawnPart) -> None:
        """A part was set: it is shown at once, though its folio may move yet."""
        type_ = self.standing[self.request.edition]
        drawn = list(type_.drawn(part, made))
        self._show(type_.edition, part.name, [one.page for one in drawn], drawn, whole=True)

    def _show_all(self, type_: StandingType, pagination: Pagination) -> None:
        """Show the pages as they settled."""
        drawn: list[Drawn] = []
        for placed in pagination.parts:
            if self._is_newer():
                raise Newer
            drawn += type_.drawn(placed.part, placed.made)
        pages = tuple(one.page for one in drawn)
        settled = Settled(
            edition=type_.edition,
            build=self.request.build,
            pages=pages,
            measure=_measure(type_, pagination.lines),
        )
        self._tell(settled, self._unsent(drawn))
        self.pages[type_.edition] = pages

    def _check(self, type_: StandingType, work: Work, pagination: Pagination) -> None:
        make = partial(type_.finished, pagination)
        notes = checks.judged(work, make, pagination.lines)
        if FORKS:
            self.checking = Fork(notes, shut=[self.connection])
            if not self.is_rested:
                self.rest = partial(checks.make_ready, work, make)
            return
        held: list[Note] = []
        for held in notes:
            if self._is_newer():
                raise Newer
            self._tell_checked(held, done=False)
        self._tell_checked(held, done=True)

    # What goes out

    def _show(
        self,
        edition: str,
        section: str,
        pages: Sequence[Page],
        drawn: Sequence[Drawn],
        *,
        whole: bool,
    ) -> None:
        seconds = time.perf_counter() - self.began if self.began else 0.0
        self.began = 0.0
        event = Shown(
            edition=edition,
            build=self.request.build,
            section=section,
            pages=tuple(pages),
            whole=whole,
            seconds=seconds,
        )
        self._tell(event, self._unsent(drawn))
        others = [one for one in self.pages.get(edition, ()) if one.section != section]
        self.pages[edition] = (*others, *pages)

    def _told(self, edition: str, section: str) -> list[Page]:
        return [page for page in self.pages.get(edition, ()) if page.section == section]

    def _unsent(self, drawn: Iterable[Drawn]) -> list[Drawn]:
        """What the table does not show already, and so may have let go."""
        held = {(page.picture, page.lines) for page in self.pages.get(self.request.edition, ())}
        return [one for one in drawn if (one.page.picture, one.page.lines) not in held]

    def _tell(self, event: Event, drawn: Sequence[Drawn] = ()) -> None:
        self.connection.send((event, list(drawn)))

    def _tell_checked(self, notes: Sequence[Note], *, done: bool) -> None:
        self._tell(
            Checked(
                edition=self.request.edition,
                build=self.request.build,
                notes=tuple(notes),
                done=done,
            )
        )

    def _fail(self, notes: Sequence[Note]) -> None:
        if self.connection.poll(PAUSE) and self._is_newer():
            return
        once = tuple(dict.fromkeys(notes))  # a line may be at fault twice
        self._tell(Failed(edition=self.request.edition, build=self.request.build, notes=once))

    def _pass_on(self, checking: Fork, *, came: bool) -> None:
        said = checking.read() if came else None
        if said is None:
            self._end_checks()
            self._tell_checked([checks.UNFINISHED], done=True)
            return
        notes, done = said
        self._tell_checked(notes, done=done)
        if done:
            self._end_checks()

    def _end_checks(self) -> None:
        if self.checking is not None:
            self.checking.end()
            self.checking = None

    def _whereabouts(self) -> Whereabouts:
        """Where lines of files stand on the pages that settled last."""
        type_ = self.standing.get(self.request.edition)
        lines = type_.pagination.lines if type_ and type_.pagination else ()
        chapters = self.sources.work.book.chapters if self.sources.work else ()
        files = {chapter.section.file: chapter.slug for chapter in chapters}
        return Whereabouts(lines=lines, files=files)


def _stale(work: Work, before: Work | None) -> list[str]:
    """The sections that are not what they were, by slug, in the order of the spine."""
    known = before.book.chapters if before else ()
    old = {chapter.slug: chapter.section for chapter in known}
    chapters = work.book.chapters
    return [one.slug for one in chapters if old.get(one.slug) is not one.section]


def _outline(work: Work) -> Iterator[Chapter]:
    for chapter in work.book.chapters:
        section = chapter.section
        body = section.body
        yield Chapter(
            slug=chapter.slug,
            label=str(chapter.number) if chapter.number else "",
            title=_title(chapter),
            file=section.file,
            words=len("".join(body.itertext()).split()) if body is not None else 0,
        )


def _title(chapter: BookChapter) -> str:
    """What a section is called in the outline: what is not numbered, by its label or its kind."""
    section = chapter.section
    name = section.kind.name.replace("-", " ").capitalize()
    if chapter.number:
        return section.head.title or name
    return chapter.label or section.head.title or name


def _in_turn(before: Sequence[SetLine], made: DrawnPart, looking: int) -> list[int]:
    """The places of a part's pages in the order in which they are shown.

    First those whose lines are not what they were; among them, and among the others, the page that
    somebody looks at and the one that faces it.

    Args:
        before: the lines that it had.
        made: its pages.
        looking: the number of the page that somebody looks at; 0 where nobody does.
    """
    was = _by_page(before)
    now = _by_page(made.told.lines)
    pages = made.told.pages
    spread = pages[looking - 1].folio // 2 if 0 < looking <= len(pages) else None

    def turn(index: int) -> tuple[bool, bool]:
        folio = pages[index].folio
        return now.get(folio) == was.get(folio), folio // 2 != spread

    return sorted(range(len(pages)), key=turn)


def _by_page(lines: Sequence[SetLine]) -> dict[int, list[tuple[object, ...]]]:
    found: dict[int, list[tuple[object, ...]]] = {}
    for one in lines:
        seen = (one.text, one.left, one.right, one.baseline, one.size)
        found.setdefault(one.folio, []).append(seen)
    return found


def _measure(type_: StandingType, lines: Sequence[SetLine]) -> Measure:
    """What overlays are drawn by; the grid stands where most lines of running text stand."""
    unit = type_.unit
    first = 0.0
    if unit:
        text = [line for line in lines if "body" in line.within and line.tag == "p"]
        places = Counter(round((line.baseline - line.top) % unit, 2) for line in text)
        first = places.most_common(1)[0][0] if places else 0.0
    return Measure(unit=unit, first=first, safe=type_.job.physical.safe_area, loose=LOOSE)
