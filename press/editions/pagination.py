"""The rounds: parts are set one by one until their folios, and all that is written of them, agree.

A section's first folio is known when the sections before it are set. The contents, references to
pages and the padding of quotes need what later pages tell, so the recipe composes again with what
it has learnt. A part whose words and first folio are the same is not set again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from press.book.model import Chapter
from press.compose import Composed, Composer, Learned, Part
from press.editions.foresight import Foresight, Sets
from press.editions.job import Job, Progress
from press.errors import ContentError
from press.parts import DrawnPart, Leaves, SetLine, SetPage

ROUNDS = 4
TRIED = 16
"""Sections whose quotes are tried at a time: all of a booklet, and some of a long book, whose
others are tried by other workers meanwhile."""
SIDES = {"verso": 0, "recto": 1}
"""The remainder of a folio on each side when halved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A part in its place."""

    part: Part
    made: DrawnPart

    @property
    def pages(self) -> tuple[SetPage, ...]:
        """Its pages."""
        return self.made.told.pages

    @property
    def lines(self) -> tuple[SetLine, ...]:
        """What stands on them, line by line."""
        return self.made.told.lines

    @property
    def span(self) -> tuple[int, int]:
        """Its first and last folio."""
        return self.pages[0].folio, self.pages[-1].folio


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """The book on its pages, blanks among them."""

    parts: tuple[Placed, ...]

    @property
    def pages(self) -> tuple[SetPage, ...]:
        """All pages in order."""
        return tuple(page for placed in self.parts for page in placed.pages)

    @property
    def lines(self) -> tuple[SetLine, ...]:
        """All lines, page by page."""
        return tuple(line for placed in self.parts for line in placed.lines)

    @property
    def fitted(self) -> dict[str, int]:
        """The paragraphs that were made a line longer or shorter."""
        return {
            text: more for placed in self.parts for text, more in placed.made.told.fitted.items()
        }

    @property
    def unmended(self) -> str:
        """Why a part has the engine's own structure; empty where none has."""
        return next((one.made.unmended for one in self.parts if one.made.unmended), "")

    def leaves(self, omitted: Iterable[str] = ()) -> list[Leaves]:
        """The pages that go out, part by part.

        Args:
            omitted: the names of pages that do not.
        """
        return [placed.made.leaves(omitted) for placed in self.parts]

    @property
    def learned(self) -> Learned:
        """What the pages tell the composer."""
        return _learned(self.parts)

    def anchors(self) -> dict[str, int]:
        """The folio on which each id stands first."""
        return dict(self.learned.folios)

    def spans(self) -> dict[str, tuple[int, int]]:
        """First and last folio of each section."""
        return {
            placed.part.name: placed.span
            for placed in self.parts
            if not placed.part.name.startswith("blank-")
        }


def paginate(job: Job, composer: Composer, typesetter: Sets) -> Pagination:
    """Set the book.

    Raises:
        ContentError: folios still change after four rounds, named by section.
    """
    chase = _Chase(job, composer, typesetter)
    learned = chase.foreseen()
    for number in range(1, ROUNDS + 1):
        placed = chase.round(learned, number)
        told = _learned(placed)
        if told == learned:
            return Pagination(parts=placed)
        unsettled = sorted(
            name for name, folio in told.folios.items() if learned.folios.get(name) != folio
        )
        learned = told
    raise ContentError(
        f"the pages do not settle: after {ROUNDS} rounds {', '.join(unsettled[:3])} still move",
        hint="reword the sentence that refers to a page, so that it does not move its target",
    )


class _Chase:
    """One chase of type: what is set stays set while its words and its folio stay the same."""

    def __init__(self, job: Job, composer: Composer, typesetter: Sets) -> None:
        self.chapters = job.book.chapters
        self.step = job.physical.extent_step
        self.composer = composer
        self.typesetter = typesetter
        self.progress: Progress = job.progress
        self.set: dict[tuple[str, int], DrawnPart] = {}
        self.foresight = Foresight(typesetter)
        self.composed = Composed()
        self.closing_pages = 2

    def round(self, learned: Learned, number: int) -> tuple[Placed, ...]:
        placed: list[Placed] = []
        parts = [
            self.composed.part(chapter.slug, learned, partial(self.composer.part, chapter))
            for chapter in self.chapters
        ]
        folio = 1
        blanks = 0

        def place(part: Part) -> None:
            nonlocal folio
            made = self.setting(part, folio)
            placed.append(Placed(part=part, made=made))
            folio += len(made.told.pages)

        for index, chapter in enumerate(self.chapters):
            self.progress(f"setting {chapter.slug}, round {number}", index, len(self.chapters))
            part = parts[index]
            needed = self.fill(folio) if self.closes(chapter) else _turn(part.start, folio)
            for _ in range(needed):
                blanks += 1
                place(self.composer.blank(blanks))
            self.begin(parts[index:], folio)
            place(part)
            self.foresight.learn(part, placed[-1].made)
            if self.closes(chapter):
                self.closing_pages = len(placed[-1].pages)
        if not self.closes(self.chapters[-1]):
            for _ in range(-(folio - 1) % self.step):
                blanks += 1
                place(self.composer.blank(blanks))
        return tuple(placed)

    def foreseen(self) -> Learned:
        """What pull quotes tell, set alone; most sections then are set only once.

        It need not be right: a round whose pages tell otherwise is followed by another.
        """
        quoted = [chapter for chapter in self.chapters if chapter.quotes]
        openings = [
            self.composer.openings(quoted[start : start + TRIED])
            for start in range(0, len(quoted), TRIED)
        ]
        lines: dict[str, int] = {}
        for number, part in enumerate(openings):
            self.typesetter.begin_trials(openings[number : number + self.typesetter.ahead])
            lines |= self.typesetter.trial(part, folio=1).quote_lines
        return Learned(quote_lines=lines)

    def begin(self, parts: Sequence[Part], folio: int) -> None:
        """Let workers begin with parts, the first of which begins on a folio.

        Where the others will begin is foreseen; one that begins elsewhere is set again.
        """
        likely: list[tuple[Part, int]] = []
        for part in parts[: self.typesetter.ahead]:
            folio += _turn(part.start, folio)
            if (part.html, folio) not in self.set:
                likely.append((part, folio))
            folio += self.foresight.extent(part, folio)
        self.typesetter.begin(likely)

    def setting(self, part: Part, folio: int) -> DrawnPart:
        key = (part.html, folio)
        if key not in self.set:
            self.set[key] = self.typesetter.set(part, folio=folio)
        return self.set[key]

    def closes(self, chapter: Chapter) -> bool:
        """Whether this is the back cover, before which blanks fill the extent."""
        return chapter is self.chapters[-1] and chapter.section.kind.matter == "cover"

    def fill(self, folio: int) -> int:
        return -(folio - 1 + self.closing_pages) % self.step


def _turn(start: str, folio: int) -> int:
    """How many blanks bring a section to the side on which it begins."""
    return int(start in SIDES and folio % 2 != SIDES[start])


def _learned(placed: tuple[Placed, ...]) -> Learned:
    folios: dict[str, int] = {}
    lines: dict[str, int] = {}
    for one in placed:
        lines |= one.made.told.quote_lines
        for page in one.pages:
            for anchor in page.anchors:
                folios.setdefault(anchor, page.folio)
    return Learned(folios=folios, quote_lines=lines)
