"""What a rule of preflight is given: the finished file's facts beside the order's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial, wraps

from press.finding import Severity, Spot
from press.publication import Edition
from press.reading import Box, Coverage, PrintFile, PrintPage, Side
from press.reading.painted import Mark
from press.rule import Rule, Slip, rule
from press.tools import Completed, NotChecked, Verdict

POINTS = 72 / 25.4
"""Points in a millimetre."""
EXACT = 0.05
"""What a box may differ by from the order and still be it, in pt; boxes are written rounded."""
MOST_PLACES = 4
"""The places of a page that are told one by one for one code; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What goes to the printer, and what was ordered."""

    facts: PrintFile
    edition: Edition
    fonts: frozenset[str]
    """The names of the layout's faces and families."""
    coverage: Mapping[int, Coverage] | NotChecked
    """The ink of each page that was counted, by its index."""
    syntax: Completed | NotChecked
    """What a second program says of the file's syntax."""
    verdict: Verdict | NotChecked | None
    """What the veraPDF engine says of it by our own rules; none where it was not asked."""
    words: Callable[[int, Box], str]
    """The words that stand in a box of a page, for telling the place."""

    before: Mapping[int, Judged] = field(default_factory=dict)
    """What rules of one page said of the same pages and the same order before, by their indices."""
    keep: Callable[[Mapping[int, Judged]], None] | None = None
    """Keeps what they say of pages for the next run."""
    now: dict[int, Judged] = field(init=False, default_factory=dict, compare=False, repr=False)
    """What they say of the others, as they are asked."""
    shared: dict[int, Alone] = field(init=False, default_factory=dict, compare=False, repr=False)
    """The pages by themselves that were asked."""

    def alone(self, page: PrintPage) -> Alone:
        """A page by itself."""
        if page.index not in self.shared:
            words = partial(self.words, page.index)
            self.shared[page.index] = Alone(side=page, edition=self.edition, words=words)
        return self.shared[page.index]


@dataclass(frozen=True, kw_only=True)
class Alone:
    """One page by itself, and what was ordered: all that a rule of one page knows."""

    side: Side
    edition: Edition
    words: Callable[[Box], str]
    """The words that stand in a box of it."""

    @property
    def bleed(self) -> float:
        """The bleed of the order, in pt."""
        return self.edition.bleed * POINTS

    @property
    def safe(self) -> float:
        """How near to the trim the printer wants nothing, in pt."""
        return self.edition.safe_area * POINTS

    @cached_property
    def printed(self) -> tuple[Mark, ...]:
        """The marks that come onto the page or its bleed; not the marks for the printer."""
        return tuple(printed(self.side))

    def said(self, mark: Mark) -> str:
        """The first words of a line of type, to find it by."""
        words = " ".join(self.words(mark.box).split())
        return f"“{words[:40]}”" if words else "a line of type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """One place of a page that breaks a rule."""

    message: str
    remedy: str
    box: Box | None = None
    """In pt from the media box's corner; none where it is the whole page."""

    def on(self, page: PrintPage) -> Slip:
        """The slip, when it is known which page it is."""
        spot = Spot(page=page.index, box=self.box)
        return Slip(message=self.message, remedy=self.remedy, page=page.name, spot=spot)


Judged = dict[str, list[Here]]
"""What rules of one page say of it, by their codes."""


def page_rule(
    code: str, severity: Severity
) -> Callable[[Callable[[Alone], Iterable[Here]]], Rule[Delivery]]:
    """Make a rule of a function that looks at each page by itself.

    It cannot know which page it is or what stands on others, so what it says is kept with the page.
    """

    def made(look: Callable[[Alone], Iterable[Here]]) -> Rule[Delivery]:
        @wraps(look)
        def over(delivery: Delivery) -> Iterator[Slip]:
            for page in delivery.facts.pages:
                before = delivery.before.get(page.index)
                if before is None:
                    found = list(look(delivery.alone(page)))
                    delivery.now.setdefault(page.index, {})[code] = found
                else:
                    found = before.get(code, [])
                yield from (here.on(page) for here in found)

        return rule(code, severity)(over)

    return made


def printed(side: Side) -> Iterator[Mark]:
    """The marks that come onto the printed page or its bleed; not the marks for the printer."""
    return (mark for mark in side.marks if overlap(mark.box, side.bled))


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return (
        one[0] < other[2] - EXACT
        and one[2] > other[0] + EXACT
        and one[1] < other[3] - EXACT
        and one[3] > other[1] + EXACT
    )


def places(marks: Iterable[Mark], say: Callable[[Mark], str], *, remedy: str) -> Iterator[Here]:
    """The first places of a page; the last of them counts the others."""
    found = list(marks)
    for number, mark in enumerate(found[:MOST_PLACES], start=1):
        others = len(found) - MOST_PLACES if number == MOST_PLACES else 0
        yield Here(
            message=say(mark) + (f" (and {others} more on this page)" if others else ""),
            remedy=remedy,
            box=mark.box,
        )


def per_cent(plates: Sequence[float]) -> str:
    """A colour as printers write it: `C0 M10 Y40 K0`."""
    return " ".join(f"{ink}{value * 100:.0f}" for ink, value in zip("CMYK", plates, strict=True))
