"""Where the lines of a flattened paragraph may break: the planner's table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from press.lines import Kind, Paragraph, Way, hyphens
from press.pages.even import protrusion, shaping
from press.pages.even.text import Flat, Path

SHORT = 8
"""A last line of one word with fewer letters is a runt."""
CAPITAL = 4.0
"""Times the usual cost: a word that is broken within a name of several words."""
DASH_FIRST = 400.0
"""A line that begins with a spaced dash."""
SOFT = "\u00ad"


@dataclass(frozen=True, slots=True)
class _Broken:
    """A place where a word may be broken."""

    width: float
    """Of the hyphen."""
    capital: bool
    """Whether the word is part of a name."""


@dataclass(frozen=True, slots=True)
class Row:
    """Where a row of the planner's table lies in the text."""

    end: int
    begin: int
    hyphen: float = 0.0
    """The width of the hyphen that is added; 0 for none."""
    exact: bool = False
    """Whether the table knows what the word's pieces lose or gain when they are apart."""


@dataclass(frozen=True, slots=True)
class End:
    """Where a line ends, as the engine must be told."""

    leaf: int
    """The number of the leaf in which it ends."""
    end: int
    """The letter of that leaf before which it ends."""
    begin: int | None
    """The letter of that leaf at which the next line begins; none at the paragraph's end."""


@dataclass(frozen=True, slots=True)
class Table:
    """The planner's table, and where each of its rows lies in the text."""

    flat: Flat
    hyphenated: bool
    """Whether words may be broken."""
    rows: list[Row] = field(default_factory=list)
    paragraph: Paragraph = field(default_factory=Paragraph)

    def row_at(self, path: Path | None) -> int | None:
        """The row at a place that the engine tells; none when no line may begin there."""
        if path is None:
            return 0
        text, begin = self.flat.text, self._place(path)
        while begin < len(text) and text[begin] == " ":
            begin += 1
        return next((n for n, row in enumerate(self.rows) if n and row.begin == begin), None)

    def _place(self, path: Path) -> int:
        """The letter at a place that the engine tells: a byte in a leaf, or where a box begins."""
        for leaf in self.flat.leaves:
            if leaf.path == path[:-1]:
                return leaf.start + leaf.letter(path[-1])
            if leaf.path >= path:
                return leaf.start
        return len(self.flat.text)

    def end(self, row: int) -> End:
        """Where a line that ends at a row ends in the leaves."""
        place, leaves = self.rows[row], self.flat.leaves
        if row == len(self.rows) - 1:
            # What follows is spaces, which the engine takes from the line's end.
            number, begin = len(leaves) - 1, None
        else:
            number = self.flat.leaf_number(max(place.end - 1, 0))
            if self.paragraph.kinds[row] == Kind.FORCED:
                number = self.flat.leaf_number(place.begin - 1)
            elif number + 1 < len(leaves) and _closes(self.flat, number + 1, place.end):
                number += 1
            begin = min(place.begin - leaves[number].start, len(leaves[number].text))
        end = min(max(place.end - leaves[number].start, 0), len(leaves[number].text))
        return End(number, end, begin)

    def natural(self, first: int, last: int) -> float:
        """The width of the line from row `first` to row `last`, as it will be drawn."""
        width = self.paragraph.natural(first, last)
        begin, end = self.rows[first], self.rows[last]
        if first and not begin.exact:
            width += self.flat.cut(begin.begin)[1]
        if not end.exact:
            width += self.flat.cut(end.end)[0]
        return width

    def solid(self, first: int, last: int) -> float:
        """What is no text in the line from row `first` to row `last`, and cannot be widened."""
        if not self.flat.solid:
            return 0.0
        begin, end, paragraph = self.rows[first], self.rows[last], self.paragraph
        text = self.flat.text_width(begin.begin, end.end) + end.hyphen
        hangs = paragraph.hang_begins[first] + paragraph.hang_ends[last]
        return self.natural(first, last) + hangs - text


def _closes(flat: Flat, number: int, place: int) -> bool:
    """Whether a line that ends at a place takes the edge along of what closes before a leaf.

    It does when a space follows, since the engine can be told to go on behind that space.
    """
    leaf = flat.leaves[number]
    return leaf.start == place and leaf.text[0] == " " and leaf.shut and leaf.opens == leaf.x


@dataclass(slots=True)
class _Tabulation:
    """The making of one table."""

    table: Table
    xs: list[tuple[float, float]]
    """For each place between letters, where a line before it ends and one after it begins."""
    glue: list[int]
    """How many spaces stand before each place."""
    space: float
    """The width of a space in the paragraph's own font."""
    runts: set[int]
    runt: float
    """What a runt costs."""

    def add(self, kind: Kind, row: Row, *, cost: float = 0.0) -> None:
        """Add a row."""
        flat, end, begin = self.table.flat, row.end, row.begin
        left, right = flat.cut(end) if row.exact else (0.0, 0.0)
        self.table.rows.append(row)
        self.table.paragraph.add(
            kind,
            end=self.xs[end][0] + row.hyphen + left,
            begin=self.xs[begin][1] - right,
            glue=(self.glue[end] * self.space, self.glue[begin] * self.space),
            cost=cost,
            tail=self.runt if begin in self.runts else 0.0,
            hang=(
                _hang_end(flat, end, hyphened=row.hyphen > 0) if end else 0.0,
                _hang_begin(flat, begin) if begin < len(flat.text) else 0.0,
            ),
        )


def tabulate(flat: Flat, house: hyphens.House, costs: Way, *, hyphenated: bool) -> Table:
    """Make the planner's table of a paragraph."""
    text, size = flat.text, len(flat.text)
    table = Table(flat, hyphenated)
    made = _Tabulation(
        table, _positions(flat), list(accumulate((c in " \u00a0" for c in text), initial=0)),
        shaping.space(flat.style), _runts(text), costs.runt,
    )  # fmt: skip
    broken = _hyphens(flat, house) if hyphenated else {}
    attributes = shaping.breaks(text, flat.style["lang"])
    first = size - len(text.lstrip(" "))
    made.add(Kind.SPACE, Row(0, first))
    for k in range(first + 1, size):
        if k in broken:
            cost = CAPITAL * costs.hyphen if broken[k].capital else 0.0
            made.add(Kind.HYPHEN, Row(k, k, broken[k].width, _in_ligature(flat, k)), cost=cost)
        elif not attributes[k] & 1:
            continue
        elif text[k - 1] == "\n":
            made.add(Kind.FORCED, Row(_trimmed(text, k - 1), k))
        elif _may_wrap(flat, k):
            kind = Kind.EXPLICIT if text[k - 1] in "-\u2010" else Kind.SPACE
            cost = DASH_FIRST if text[k : k + 2] in ("– ", "— ", "–\u00a0", "—\u00a0") else 0.0
            made.add(kind, Row(_trimmed(text, k), k), cost=cost)
    made.add(Kind.FORCED, Row(_trimmed(text, size), size))
    return table


def _trimmed(text: str, end: int) -> int:
    while end and text[end - 1] == " ":
        end -= 1
    return end


def _positions(flat: Flat) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for number, leaf in enumerate(flat.leaves):
        ends = found.pop()[0] if found else leaf.opens
        if _closes(flat, number, leaf.start):
            ends = leaf.x
        found.append((ends, leaf.opens))
        x, half = leaf.x, leaf.apart
        if half:
            found += [(x + width - half, x + width + half) for width in leaf.widths[1:]]
            found[-1] = (x + leaf.widths[-1], x + leaf.widths[-1])
        else:
            found += [(x + width, x + width) for width in leaf.widths[1:]]
    return found or [(0.0, 0.0)]


def _in_ligature(flat: Flat, place: int) -> bool:
    leaf = flat.leaf_at(place)
    at = place - leaf.start
    return leaf.widths[at] == leaf.widths[at + 1]


def _may_wrap(flat: Flat, place: int) -> bool:
    text = flat.text
    if text[place - 1] == SOFT or (text[place] in "\n–—" and text[place - 1] != " "):
        return False
    before, after = flat.leaf_at(place - 1), flat.leaf_at(place)
    if before is not after and after.shut:
        return False
    if text[place - 1] == " " or before is after:
        return before.wraps
    return before.wraps and after.wraps


def _hyphens(flat: Flat, house: hyphens.House) -> Mapping[int, _Broken]:
    """Every place where a word may be broken."""
    found: dict[int, _Broken] = {}
    text = flat.text
    for word in hyphens.words(text, house):
        leaf = flat.leaf_at(word.place)
        style = leaf.box.style
        if style["hyphens"] != "auto" or not leaf.wraps or not style["lang"]:
            continue
        if word.place + len(word.letters) > leaf.start + len(leaf.text):
            continue  # a word that changes its font on the way
        for place in hyphens.positions(
            word.letters,
            language=style["lang"],
            limits=style["hyphenate_limit_chars"],
            house=house,
        ):
            found[word.place + place] = _Broken(shaping.hyphen(style), word.capital)
    if SOFT in text:
        for place, letter in enumerate(text):
            if letter == SOFT and 0 < place < len(text) - 1:
                leaf = flat.leaf_at(place)
                if leaf.box.style["hyphens"] != "none" and leaf.wraps:
                    found[place + 1] = _Broken(shaping.hyphen(leaf.box.style), capital=False)
    return found


def _runts(text: str) -> set[int]:
    """Where a last line would begin that is one short word."""
    text = text.rstrip()
    last = max(text.rfind(" "), text.rfind("\n")) + 1
    return set(range(max(last, len(text) - SHORT + 1), len(text) + 1))


def _hang_end(flat: Flat, end: int, *, hyphened: bool) -> float:
    if not flat.hang or not flat.justified:
        return 0.0
    sign = "-" if hyphened else flat.text[end - 1]
    return flat.hang * protrusion.right(sign, flat.leaf_at(end - 1).box.style)


def _hang_begin(flat: Flat, begin: int) -> float:
    if not flat.hang:
        return 0.0
    return flat.hang * protrusion.left(flat.text[begin], flat.leaf_at(begin).box.style)
