"""The paragraphs of one setting, each with its plan; and what each can give for a better page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any

from press.lines import Kind, Line, Plan, plan
from press.lines.hyphens import House
from press.pages.even import wishes
from press.pages.even.table import Ground, Table, ground, tabulate
from press.pages.even.text import JOINER, Doubtful, Flat, Path

if TYPE_CHECKING:
    from press.pages.even.pieces import Order

LEAST = 3
"""A paragraph of fewer lines gives none and takes none."""
GIVES = {True: 0.07, False: 0.15}
"""What a line gives at most, of its measure: a justified one, and one that is not."""
HARM = 5.0
"""What a paragraph may suffer for a better page, times what a hyphen costs."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a line begins: its plan, its number there, and the measure that it was planned for."""

    plan: Plan
    hyphenated: bool
    """Whether its rows are those of the table with broken words."""
    number: int
    measure: float

    @property
    def line(self) -> Line:
        """The line that begins there."""
        return self.plan.lines[self.number]


@dataclass(slots=True)
class Planned:
    """A paragraph, and its plans."""

    flat: Flat
    wishes: wishes.Wishes
    setting: Setting
    """Whose plans these are; another setting of the same boxes has its own."""
    tables: dict[bool, Table] = field(default_factory=dict)
    """Without broken words, and with them; they are large, so nobody keeps them for long."""
    starts: dict[Path | None, Start] = field(default_factory=dict)
    """By the place at which a line begins, as the engine tells it; none is the beginning."""
    barred: set[int] = field(default_factory=set)
    """Rows of the table with broken words at which no line may end, because a page does."""
    hopeless: set[float] = field(default_factory=set)
    """Measures for which there is no plan: something in it is wider, and the engine sets it."""
    indent: float = 0.0
    whole: tuple[float, float, dict[Path | None, Start]] | None = None
    """The plan of all of it where nothing else is asked for: its measure, indent and lines."""

    def anew(self, setting: Setting) -> Planned:
        """The same paragraph in another setting; how it is set at first is known."""
        hopeless = set(self.hopeless)
        return Planned(self.flat, self.wishes, setting, hopeless=hopeless, whole=self.whole)

    def table(self, *, hyphenated: bool, measured: Ground | None = None) -> Table:
        """One of the tables; made anew, it is the same again."""
        if hyphenated not in self.tables:
            self.tables[hyphenated] = tabulate(
                self.flat,
                self.setting.house,
                self.wishes.costs,
                ground=measured or ground(self.flat),
                hyphenated=hyphenated,
            )
        return self.tables[hyphenated]


@dataclass(frozen=True, slots=True)
class Stood:
    """A paragraph as it stood where a page ended: what its further lines depend on."""

    linebox: Any
    """Kept, so that no other has its identity."""
    planned: Planned = field(compare=False)
    starts: Mapping[Path | None, Start]
    barred: frozenset[int]
    indent: float
    tables: Sequence[bool]
    """Those that were made: what is planned with one at hand may differ from what is without."""

    @classmethod
    def of(cls, linebox: Any) -> Stood:
        """How the paragraph of a line box stands now."""
        one: Planned = linebox.press_planned
        return cls(linebox, one, dict(one.starts), frozenset(one.barred), one.indent, [*one.tables])

    def taken_up(self, setting: Setting) -> Planned:
        """The same paragraph, to be gone on with in another setting."""
        planned = self.planned.anew(setting)
        planned.starts, planned.barred = dict(self.starts), set(self.barred)
        planned.indent = self.indent
        for hyphenated in self.tables:
            planned.table(hyphenated=hyphenated)
        return planned


@dataclass(frozen=True, slots=True)
class Met:
    """The paragraphs that are met while a page is made."""

    texts: set[str] = field(default_factory=set)
    """Of those that are planned from their beginnings, without spaces."""
    lineboxes: dict[int, Any] = field(default_factory=dict)
    """All, by their identities."""

    def stood(self) -> dict[int, Stood]:
        """How they stand now, by the identities of their line boxes."""
        return {
            known: Stood.of(linebox)
            for known, linebox in self.lineboxes.items()
            if linebox.press_planned is not None
        }


@dataclass(slots=True)
class Setting:
    """One document that is being set with even paragraphs."""

    house: House
    wanted: Mapping[str, int]
    """Paragraphs, told by their texts without spaces, that are to be so many lines longer."""
    met: dict[str, Planned] = field(default_factory=dict)
    """The paragraphs that were planned, by their texts without spaces."""
    order: Order | None = None
    """The line that is being put together."""
    here: Met = field(default_factory=Met)
    """What is met on the page that is being made."""
    stood: dict[int, Stood] = field(default_factory=dict)
    """How paragraphs stand of which another setting has made pages before, by their line boxes."""

    def offer(self, text: str, more: int) -> float | None:
        """What a paragraph would suffer for a line more (1) or fewer (-1); none where it cannot."""
        planned = self.met.get(text)
        known = planned.starts.get(None) if planned is not None else None
        if planned is None or known is None or len(known.plan.lines) < LEAST:
            return None
        if not _may_give(planned, known, more):
            return None
        most = known.plan.demerits + HARM * planned.wishes.costs.hyphen
        count = len(known.plan.lines) + more
        other = best(planned, None, measure=known.measure, lines=count, most=most)
        return other[0].demerits - known.plan.demerits if other is not None else None


def _may_give(planned: Planned, known: Start, more: int) -> bool:
    """Whether a line more or fewer is worth looking for: what each line would have to give."""
    *full, last = known.plan.lines
    width = planned.table(hyphenated=known.hyphenated).natural(last.first, last.last)
    room = GIVES[planned.wishes.justified] * known.measure * len(full)
    return (known.measure - width if more > 0 else width) <= room


def planned_of(setting: Setting, linebox: Any, block: Any) -> Planned | None:
    """The paragraph of a line box, flattened when it is first met; none where it is in doubt."""
    known = linebox.__dict__.get("press_planned")
    if known and known.setting is not setting and id(linebox) in setting.stood:
        linebox.press_planned = known = setting.stood[id(linebox)].taken_up(setting)
    if "press_planned" not in linebox.__dict__ or (known and not known.flat.stands(linebox)):
        wished = wishes.read(block.style)
        planned = None
        if wished is not None and _is_plain(block.style):
            try:
                flat = Flat(linebox, block, justified=wished.justified, hang=wished.protrusion)
                planned = Planned(flat, wished, setting) if flat.leaves else None
            except Doubtful:
                planned = None
        linebox.press_planned = planned
    elif known and known.setting is not setting:
        linebox.press_planned = known.anew(setting)
    found: Planned | None = linebox.press_planned
    if found is not None:
        setting.here.lineboxes[id(linebox)] = linebox
    return found


def _is_plain(style: Any) -> bool:
    return (
        style["text_overflow"] == "clip"
        and style["block_ellipsis"] == "none"
        and style["white_space"] in ("normal", "pre-line", "nowrap")
        and style["word_break"] == "normal"
    )


def make(setting: Setting, planned: Planned, path: Path | None, *, measure: float) -> bool:
    """Plan a paragraph from a place on; whether it can be."""
    if measure in planned.hopeless:
        return False
    text, more = "", 0
    if path is None:
        text = "".join(planned.flat.text.replace(JOINER, "").replace("\u00ad", "").split())
        more = setting.wanted.get(text, 0)
        setting.here.texts.add(text)
        known = None if more or planned.barred else planned.whole
        if known is not None and known[:2] == (measure, planned.indent):
            setting.met[text] = planned
            planned.starts = dict(known[2])
            return True
    found = best(planned, path, measure=measure)
    if found is None:
        return False
    if path is None:
        setting.met[text] = planned
        if more:
            count = len(found[0].lines) + more
            found = best(planned, path, measure=measure, lines=count) or found
    whole, hyphenated = found
    table = planned.table(hyphenated=hyphenated)
    planned.starts[path] = Start(whole, hyphenated, 0, measure)
    for number, line in enumerate(whole.lines[:-1], start=1):
        planned.starts[after(table, line.last)] = Start(whole, hyphenated, number, measure)
    if path is None and not more and not planned.barred:
        planned.whole = measure, planned.indent, dict(planned.starts)
    return True


def best(
    planned: Planned,
    path: Path | None,
    *,
    measure: float,
    lines: int | None = None,
    most: float = inf,
) -> tuple[Plan, bool] | None:
    """The best plan from a place on, and whether its table has broken words.

    None when there is none, or no line may begin there.
    Words are broken only where that is better: without, there is less to measure.
    """
    costs = planned.wishes.costs
    measured = None if planned.tables else ground(planned.flat)
    whole: Plan | None = None
    for hyphenated in (True,) if True in planned.tables else (False, True):
        table = planned.table(hyphenated=hyphenated, measured=measured)
        start = table.row_at(path)
        if start is None and hyphenated:
            return None
        if start is None:
            continue
        found = plan(
            table.paragraph,
            costs,
            measure=measure,
            indent=planned.indent if start == 0 else 0.0,
            start=start,
            barred=planned.barred if hyphenated else (),
            lines=lines,
            whole=whole,
            most=most,
        )
        whole = found
        if found is not None and found.lines and (hyphenated or found.demerits <= costs.hyphen):
            return found, hyphenated
    if lines is None and not planned.barred:
        planned.hopeless.add(measure)
    return None


def after(table: Table, row: int) -> Path:
    """Where the engine goes on after a line that ends at a row."""
    end, leaves = table.end(row), table.flat.leaves
    assert end.begin is not None
    return (*leaves[end.leaf].path, leaves[end.leaf].byte(end.begin))


@dataclass(frozen=True, slots=True)
class Ended:
    """The line with which a page ends."""

    planned: Planned
    hyphenated: bool
    line: Line
    measure: float


def hyphens_near(ended: Ended, *, reach: int) -> set[int]:
    """The row at a line's end, and every row so many lines about it at which a word is broken."""
    line = ended.line
    kinds = ended.planned.table(hyphenated=ended.hyphenated).paragraph.kinds
    rows = reach * (line.last - line.first)
    about = range(max(line.last - rows, 0), min(line.last + rows, len(kinds)))
    return {line.last, *(row for row in about if kinds[row] == Kind.HYPHEN)}


def without(setting: Setting, ended: Ended, path: Path | None, barred: set[int]) -> bool:
    """Plan a page's lines again without some breaks; whether that can be."""
    planned = ended.planned
    kept, before = dict(planned.starts), set(planned.barred)
    planned.barred |= barred
    if make(setting, planned, path, measure=ended.measure):
        return True
    planned.starts, planned.barred = kept, before
    return False
