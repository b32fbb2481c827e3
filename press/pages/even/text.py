"""A line box of the engine as one text: its leaves, their widths, and where its lines may break."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from press.lines import Kind, Paragraph, Way, hyphens
from press.pages.engine import boxes, resolve_percentages
from press.pages.even import protrusion, shaping

Path = tuple[int, ...]
"""The way from the line box to a leaf: the number of each child."""
JOINER = "\u2060"
"""What stands in the text for a box that is no text: no line is broken beside it."""
SHORT = 8
"""A last line of one word with fewer letters is a runt."""
RUNT = 1e10
CAPITAL = 4.0
"""Times the usual cost: a word that is broken within a name of several words."""
DASH_FIRST = 400.0
"""A line that begins with a spaced dash."""


@dataclass(frozen=True, slots=True)
class _Broken:
    """A place where a word may be broken."""

    width: float
    """Of the hyphen."""
    capital: bool
    """Whether the word is part of a name."""


class Doubtful(Exception):
    """The paragraph has something in it that the planner does not know; the engine sets it."""


@dataclass(slots=True)
class Leaf:
    """A text box, or a box that is none, in its place."""

    box: Any
    path: Path
    start: int
    """Its first letter's place in the whole text."""
    text: str
    widths: list[float]
    """The width of its text up to each letter, its own edges apart; one more than letters."""
    x: float
    """Where it begins."""
    height: float = 0.0
    baseline: float = 0.0
    wraps: bool = True
    ascii: bool = True

    def byte(self, letter: int) -> int:
        """The place of a letter in UTF-8."""
        return letter if self.ascii else len(self.text[:letter].encode())

    def letter(self, byte: int) -> int:
        """The letter at a place in UTF-8."""
        return byte if self.ascii else len(self.text.encode()[:byte].decode())


@dataclass(frozen=True, slots=True)
class Row:
    """Where a row of the planner's table lies in the text."""

    end: int
    begin: int


@dataclass(frozen=True, slots=True)
class End:
    """Where a line ends, as the engine must be told."""

    leaf: int
    """The number of the leaf in which it ends."""
    end: int
    """The letter of that leaf before which it ends."""
    begin: int | None
    """The letter of that leaf at which the next line begins; none at the paragraph's end."""


class Flat:
    """A paragraph, flattened."""

    def __init__(self, linebox: Any, block: Any, *, justified: bool, hang: float) -> None:
        """Measure a line box in its block.

        Raises:
            Doubtful: it holds what the planner does not know.
        """
        self.leaves: list[Leaf] = []
        self.justified = justified
        self.hang = hang
        self.x = 0.0
        self.block = block
        self._walk(linebox, ())
        self.text = "".join(leaf.text for leaf in self.leaves)
        if any("\n" in leaf.text and leaf.text != "\n" for leaf in self.leaves):
            raise Doubtful
        self.of_box = {id(leaf.box): number for number, leaf in enumerate(self.leaves)}
        self.style = linebox.style
        self.rows: list[Row] = []
        self.paragraph = Paragraph()
        self.hyphenated = False

    @property
    def width(self) -> float:
        """Its width, were it one line."""
        return self.x

    def _walk(self, parent: Any, path: Path) -> None:
        for number, child in enumerate(parent.children):
            place = (*path, number)
            if not child.is_in_normal_flow():
                if child.is_floated():
                    raise Doubtful
                continue
            if isinstance(child, boxes.TextBox):
                self._leaf(child, place)
                continue
            resolve_percentages(child, self.block)
            if isinstance(child, boxes.InlineBox):
                self._inline(child, place)
            else:
                self._atom(child, place)

    def _inline(self, box: Any, path: Path) -> None:
        style = box.style
        if getattr(box, "is_leader", False) or style["box_decoration_break"] == "clone":
            raise Doubtful
        left, right = (shaping.edge(box, side) for side in ("left", "right"))
        self.x += left
        self._walk(box, path)
        self.x += right

    def _atom(self, box: Any, path: Path) -> None:
        """A box with a width of its own, such as the bullet of an item."""
        width = shaping.outer_width(box)
        if width is None:
            raise Doubtful
        self.leaves.append(
            Leaf(box, path, self._next(), JOINER, [0.0, width], self.x, wraps=False, ascii=False)
        )
        self.x += width

    def _leaf(self, box: Any, path: Path) -> None:
        style = box.style
        if style["white_space"] in ("pre", "pre-wrap") and box.text != "\n":
            raise Doubtful
        if style["font_size"] == 0 or not box.text:
            raise Doubtful
        shaped = shaping.shape(box.text, style, spaced=self.justified)
        if shaped is None:
            raise Doubtful
        leaf = Leaf(
            box, path, self._next(), box.text, shaped.widths, self.x,
            height=shaped.height, baseline=shaped.baseline,
            wraps=style["white_space"] != "nowrap", ascii=box.text.isascii(),
        )  # fmt: skip
        self.leaves.append(leaf)
        self.x += shaped.widths[-1]

    def _next(self) -> int:
        return self.leaves[-1].start + len(self.leaves[-1].text) if self.leaves else 0

    # Between the table and the engine

    def row_at(self, path: Path | None) -> int | None:
        """The row at a place that the engine tells; none when no line may begin there."""
        if path is None:
            return 0
        for leaf in self.leaves:
            if leaf.path == path[:-1]:
                begin = leaf.start + leaf.letter(path[-1])
                while begin < len(self.text) and self.text[begin] == " ":
                    begin += 1
                return next((n for n, row in enumerate(self.rows) if row.begin == begin), None)
        return None

    def end(self, row: int) -> End:
        """Where a line that ends at a row ends in the leaves."""
        place = self.rows[row]
        if row == len(self.rows) - 1:
            # What follows is spaces, which the engine takes from the line's end.
            leaf = self.leaves[-1]
            return End(
                len(self.leaves) - 1, min(max(place.end - leaf.start, 0), len(leaf.text)), None
            )
        forced = self.paragraph.kinds[row] == Kind.FORCED
        number = self.leaf_number(place.begin - 1 if forced else max(place.end - 1, 0))
        leaf = self.leaves[number]
        size = len(leaf.text)
        return End(
            number, min(max(place.end - leaf.start, 0), size), min(place.begin - leaf.start, size)
        )

    # Where lines may break

    def tabulate(self, house: hyphens.House, costs: Way, *, hyphenated: bool) -> None:
        """Make the planner's table."""
        text, size = self.text, len(self.text)
        xs = self._positions()
        glue = list(accumulate((c in " \u00a0" for c in text), initial=0))
        space = self._space()
        broken = self._hyphens(house) if hyphenated else {}
        attributes = shaping.breaks(text, self.style["lang"])
        places = [k for k in range(1, size) if attributes[k] & 1 or k in broken]
        paragraph, rows = Paragraph(), []
        runts = self._runts()

        def add(
            kind: Kind, end: int, begin: int, *, hyphen: float = 0.0, cost: float = 0.0
        ) -> None:
            rows.append(Row(end, begin))
            paragraph.add(
                kind,
                end=xs[end][0] + hyphen,
                begin=xs[begin][1],
                glue=(glue[end] * space, glue[begin] * space),
                cost=cost,
                tail=RUNT if begin in runts else 0.0,
                hang=(
                    self._hang_end(end, hyphened=hyphen > 0) if end else 0.0,
                    self._hang_begin(begin) if begin < size else 0.0,
                ),
            )

        first = len(text) - len(text.lstrip(" "))
        add(Kind.SPACE, 0, first)
        for k in places:
            if k <= first:
                continue
            if text[k - 1] == "\n":
                add(Kind.FORCED, self._trimmed(k - 1), k)
            elif k in broken:
                cost = CAPITAL * costs.hyphen if broken[k].capital else 0.0
                add(Kind.HYPHEN, k, k, hyphen=broken[k].width, cost=cost)
            elif self._may_wrap(k):
                kind = Kind.EXPLICIT if text[k - 1] in "-\u2010" else Kind.SPACE
                cost = DASH_FIRST if text[k : k + 2] in ("– ", "— ", "–\u00a0", "—\u00a0") else 0.0
                add(kind, self._trimmed(k), k, cost=cost)
        add(Kind.FORCED, self._trimmed(size), size)
        self.rows, self.paragraph, self.hyphenated = rows, paragraph, hyphenated

    def _trimmed(self, end: int) -> int:
        while end and self.text[end - 1] == " ":
            end -= 1
        return end

    def _positions(self) -> list[tuple[float, float]]:
        """For each place between letters, where a line before it ends and one after it begins."""
        found: list[tuple[float, float]] = []
        for leaf in self.leaves:
            ends = found.pop()[0] if found else leaf.x
            begins = leaf.x
            found.append((ends, begins if ends == leaf.x else ends))
            found += [(leaf.x + width, leaf.x + width) for width in leaf.widths[1:]]
        return found or [(0.0, 0.0)]

    def _space(self) -> float:
        """The width of a space in the paragraph's own font."""
        return shaping.space(self.style)

    def _may_wrap(self, place: int) -> bool:
        if self.text[place] in "\n–—" and self.text[place - 1] != " ":
            return False
        before, after = self.leaf_at(place - 1), self.leaf_at(place)
        if self.text[place - 1] == " " or before is after:
            return before.wraps
        return before.wraps and after.wraps

    def glyphs(self, begin: int, end: int) -> int:
        """How many glyphs are drawn from one place in the text to another."""
        count = 0
        for leaf in self.leaves:
            low, high = max(begin, leaf.start), min(end, leaf.start + len(leaf.text))
            if low < high and leaf.text != JOINER:
                inside = leaf.text[low - leaf.start : high - leaf.start]
                count += shaping.glyphs(inside, leaf.box.style)
        return count

    def leaf_at(self, place: int) -> Leaf:
        """The leaf in which a letter stands."""
        return self.leaves[self.leaf_number(place)]

    def leaf_number(self, place: int) -> int:
        """The number of the leaf in which a letter stands."""
        low, high = 0, len(self.leaves) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.leaves[middle].start <= place:
                low = middle
            else:
                high = middle - 1
        return low

    def _hyphens(self, house: hyphens.House) -> dict[int, _Broken]:
        """Every place where a word may be broken."""
        found: dict[int, _Broken] = {}
        text = self.text
        for word in hyphens.words(text, house):
            leaf = self.leaf_at(word.place)
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
        if "\u00ad" in text:
            for place, letter in enumerate(text):
                if letter == "\u00ad" and 0 < place < len(text) - 1:
                    leaf = self.leaf_at(place)
                    if leaf.box.style["hyphens"] != "none" and leaf.wraps:
                        found[place + 1] = _Broken(shaping.hyphen(leaf.box.style), capital=False)
        return found

    def _runts(self) -> set[int]:
        """Where a last line would begin that is one short word."""
        text = self.text.rstrip()
        last = max(text.rfind(" "), text.rfind("\n")) + 1
        return set(range(max(last, len(text) - SHORT + 1), len(text) + 1))

    def _hang_end(self, end: int, *, hyphened: bool) -> float:
        if not self.hang or not self.justified:
            return 0.0
        leaf = self.leaf_at(end - 1)
        sign = "-" if hyphened else self.text[end - 1]
        return self.hang * protrusion.right(sign, leaf.box.style)

    def _hang_begin(self, begin: int) -> float:
        if not self.hang:
            return 0.0
        return self.hang * protrusion.left(self.text[begin], self.leaf_at(begin).box.style)
