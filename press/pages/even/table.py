"""Where the lines of a flattened paragraph may break: the planner's table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

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


class Row(NamedTuple):
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
    rows: list[Row]
    paragraph: Paragraph

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


@dataclass(frozen=True, slots=True)
class Ground:
    """What both tables of a paragraph, without broken words and with them, are made on."""

    ends: list[float]
    """For each place between letters, where a line before it ends."""
    begins: list[float]
    """And where a line after it begins."""
    glue: list[float]
    """The width of the spaces before each place."""
    attributes: Any
    """Of each place, whether Unicode allows a break there, as bit 0."""
    last: int
    """Where a last line would begin that is one word."""
    runt: int
    """Where that word has become a short one."""
    plain: bool
    """Whether a line may end wherever Unicode allows it."""


def ground(flat: Flat) -> Ground:
    """Measure a paragraph for its tables; it is large, and nobody keeps it."""
    text, space = flat.text, shaping.space(flat.style)
    ends, begins = _positions(flat)
    return Ground(
        ends=ends,
        begins=begins,
        glue=[space * count for count in accumulate((c in " \u00a0" for c in text), initial=0)],
        attributes=shaping.breaks(text, flat.style["lang"]),
        last=_last_word(text),
        runt=max(_last_word(text), len(text.rstrip()) - SHORT + 1),
        plain=all(leaf.wraps and not leaf.shut for leaf in flat.leaves),
    )


def tabulate(
    flat: Flat, house: hyphens.House, costs: Way, *, ground: Ground, hyphenated: bool
) -> Table:
    """Make the planner's table of a paragraph."""
    text, size = flat.text, len(flat.text)
    broken = _hyphens(flat, house) if hyphenated else {}
    first = size - len(text.lstrip(" "))
    kinds, rows, dear = [Kind.SPACE], [Row(0, first)], [0.0]
    allowed = {k for k in range(first + 1, size) if ground.attributes[k] & 1}
    for k in sorted(allowed | {k for k in broken if k > first}):
        if k in broken:
            kinds.append(Kind.HYPHEN)
            rows.append(Row(k, k, broken[k].width, _in_ligature(flat, k)))
            dear.append(CAPITAL * costs.hyphen if broken[k].capital else 0.0)
        elif text[k - 1] == "\n":
            kinds.append(Kind.FORCED)
            rows.append(Row(_trimmed(text, k - 1), k))
            dear.append(0.0)
        elif _may_wrap(flat, k, ground):
            kinds.append(Kind.EXPLICIT if text[k - 1] in "-\u2010" else Kind.SPACE)
            rows.append(Row(_trimmed(text, k), k))
            dash = text[k] in "–—" and text[k + 1 : k + 2] in (" ", "\u00a0")
            dear.append(DASH_FIRST if dash else 0.0)
    kinds.append(Kind.FORCED)
    rows.append(Row(_trimmed(text, size), size))
    dear.append(0.0)
    paragraph = _measured(flat, costs, ground, rows=rows, kinds=kinds, dear=dear)
    return Table(flat, hyphenated, rows, paragraph)


def _measured(
    flat: Flat,
    costs: Way,
    ground: Ground,
    *,
    rows: Sequence[Row],
    kinds: list[Kind],
    dear: list[float],
) -> Paragraph:
    """The rows with their widths, column by column."""
    ends = [ground.ends[row.end] + row.hyphen for row in rows]
    begins = [ground.begins[row.begin] for row in rows]
    for number, row in enumerate(rows):
        if row.exact:
            left, right = flat.cut(row.end)
            ends[number] += left
            begins[number] -= right
    nothing = [0.0] * len(rows)
    hangs = [_hang(flat, row) for row in rows] if flat.hang else None
    return Paragraph(
        kinds=kinds,
        ends=ends,
        begins=begins,
        glue_ends=[ground.glue[row.end] for row in rows],
        glue_begins=[ground.glue[row.begin] for row in rows],
        costs=dear,
        tails=[
            0.0
            if row.begin < ground.last
            else costs.runt
            if row.begin >= ground.runt
            else costs.lone
            for row in rows
        ],
        hang_ends=[hang[0] for hang in hangs] if hangs else nothing,
        hang_begins=[hang[1] for hang in hangs] if hangs else nothing,
    )


def _trimmed(text: str, end: int) -> int:
    while end and text[end - 1] == " ":
        end -= 1
    return end


def _positions(flat: Flat) -> tuple[list[float], list[float]]:
    """For each place between letters, where a line before it ends and one after it begins."""
    ends: list[float] = []
    begins: list[float] = []
    for number, leaf in enumerate(flat.leaves):
        x, half = leaf.x, leaf.apart
        if ends:
            begins.pop()
            if _closes(flat, number, leaf.start):
                ends[-1] = x
        else:
            ends.append(leaf.opens)
        begins.append(leaf.opens)
        own = leaf.widths[1:]
        ends += [x + width - half for width in own]
        begins += [x + width + half for width in own] if half else ends[-len(own) :]
        if half:
            ends[-1] = begins[-1] = x + leaf.widths[-1]
    return ends or [0.0], begins or [0.0]


def _in_ligature(flat: Flat, place: int) -> bool:
    leaf = flat.leaf_at(place)
    at = place - leaf.start
    return leaf.widths[at] == leaf.widths[at + 1]


def _may_wrap(flat: Flat, place: int, ground: Ground) -> bool:
    text = flat.text
    if text[place - 1] == SOFT or (text[place] in "\n–—" and text[place - 1] != " "):
        return False
    if ground.plain:
        return True
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


def _last_word(text: str) -> int:
    """Where the last word begins."""
    text = text.rstrip()
    return max(text.rfind(" "), text.rfind("\n")) + 1


def _hang(flat: Flat, row: Row) -> tuple[float, float]:
    """How far the last sign before a break hangs out, and the first after it."""
    end, begin, out = row.end, row.begin, [0.0, 0.0]
    if end and flat.justified:
        sign = "-" if row.hyphen else flat.text[end - 1]
        out[0] = flat.hang * protrusion.right(sign, flat.leaf_at(end - 1).box.style)
    if begin < len(flat.text):
        out[1] = flat.hang * protrusion.left(flat.text[begin], flat.leaf_at(begin).box.style)
    return out[0], out[1]
