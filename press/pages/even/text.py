"""A line box of the engine as one text: its leaves and their widths."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from press.pages.engine import boxes, resolve_percentages
from press.pages.even import shaping

Path = tuple[int, ...]
"""The way from the line box to a leaf: the number of each child."""
JOINER = "\u2060"
"""What stands in the text for a box that is no text: no line is broken beside it."""
FOREIGN = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\u0085\u2028\u2029")
"""Signs in a text at which the engine ends a line or goes to a tab stop."""


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
    widths: array[float]
    """The width of its text up to each letter, its own edges apart; one more than letters."""
    x: float
    """Where it begins."""
    opens: float
    """Where a line begins that begins with it: with what opens there, without what closes."""
    apart: float = 0.0
    """Half of what its letters are moved apart by: what it loses where a line is broken in it."""
    shut: bool = False
    """Whether something closes before it whose edge is seen, and must stay with its last word."""
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
        self.style = linebox.style
        self.block = block
        self.x = self.opens = 0.0
        self.shut = self.solid = False
        self._walk(linebox, ())
        self.text = "".join(leaf.text for leaf in self.leaves)
        self.of_box = {id(leaf.box): number for number, leaf in enumerate(self.leaves)}
        self._cuts: dict[int, tuple[float, float]] = {}

    @property
    def width(self) -> float:
        """Its width, were it one line."""
        return self.x

    def stands(self, linebox: Any) -> bool:
        """Whether a line box still has these leaves; the engine copies and changes boxes."""
        there = list(_leaves(linebox))
        return len(there) == len(self.leaves) and all(
            box is leaf.box and leaf.text in (JOINER, getattr(box, "text", ""))
            for box, leaf in zip(there, self.leaves, strict=True)
        )

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
        count = len(self.leaves)
        self.solid |= bool(left or right)
        self.x += left
        self._walk(box, path)
        self.x += right
        if len(self.leaves) > count:
            self.opens = self.x
            self.shut |= bool(box.padding_right + box.border_right_width)

    def _atom(self, box: Any, path: Path) -> None:
        """A box with a width of its own, such as the bullet of an item."""
        width = shaping.outer_width(box)
        if width is None:
            raise Doubtful
        self.solid = True
        widths = array("d", [0.0, width])
        self._add(Leaf(box, path, self._next(), JOINER, widths, self.x, self.opens,
                       wraps=False, ascii=False))  # fmt: skip

    def _leaf(self, box: Any, path: Path) -> None:
        style, text = box.style, box.text
        if style["font_size"] == 0 or not text:
            return  # the engine leaves it out
        if text != "\n" and (style["white_space"] in ("pre", "pre-wrap") or FOREIGN & set(text)):
            raise Doubtful
        shaped = shaping.shape(text, style, spaced=self.justified)
        if shaped is None:
            raise Doubtful
        apart = style["letter_spacing"]
        self._add(Leaf(
            box, path, self._next(), text, shaped.widths, self.x, self.opens,
            apart=0.0 if apart == "normal" else float(apart) / 2, shut=self.shut,
            height=shaped.height, baseline=shaped.baseline,
            wraps=style["white_space"] != "nowrap", ascii=text.isascii(),
        ))  # fmt: skip

    def _add(self, leaf: Leaf) -> None:
        self.leaves.append(leaf)
        self.x += leaf.widths[-1]
        self.opens, self.shut = self.x, False

    def _next(self) -> int:
        return self.leaves[-1].start + len(self.leaves[-1].text) if self.leaves else 0

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

    def glyphs(self, begin: int, end: int) -> int:
        """How many glyphs are drawn from one place in the text to another."""
        count = 0
        for leaf in self.leaves:
            low, high = max(begin, leaf.start), min(end, leaf.start + len(leaf.text))
            if low < high and leaf.text != JOINER:
                inside = leaf.text[low - leaf.start : high - leaf.start]
                count += shaping.glyphs(inside, leaf.box.style)
        return count

    def text_width(self, begin: int, end: int) -> float:
        """The width of the letters alone from one place in the text to another."""
        width = 0.0
        for leaf in self.leaves:
            low, high = max(begin - leaf.start, 0), min(end - leaf.start, len(leaf.text))
            if low < high and leaf.text != JOINER:
                width += self.width_of(leaf, low, high)
        return width

    def width_of(self, leaf: Leaf, start: int, end: int) -> float:
        """The width of a piece of a leaf, drawn by itself."""
        width = leaf.widths[end] - leaf.widths[start]
        if start:
            width += self.cut(leaf.start + start)[1] - leaf.apart
        if end < len(leaf.text):
            width += self.cut(leaf.start + end)[0] - leaf.apart
        return width

    def cut(self, place: int) -> tuple[float, float]:
        """What the pieces of a word before and after a place are wider by when they are apart.

        Kerning is lost there, and a ligature comes apart.
        """
        if place not in self._cuts:
            self._cuts[place] = self._cut(place)
        return self._cuts[place]

    def _cut(self, place: int) -> tuple[float, float]:
        leaf = self.leaf_at(max(place - 1, 0))
        text, at = leaf.text, place - leaf.start
        if not 0 < at < len(text) or " " in text[at - 1 : at + 1]:
            return 0.0, 0.0
        begin = text.rfind(" ", 0, at) + 1
        end = text.find(" ", at)
        end = len(text) if end < 0 else end
        wider = []
        for low, high in ((begin, at), (at, end)):
            alone = shaping.shape(text[low:high], leaf.box.style, spaced=self.justified)
            if alone is None:
                return 0.0, 0.0
            lost = leaf.apart * ((low > 0) + (high < len(text)))
            wider.append(alone.widths[-1] - (leaf.widths[high] - leaf.widths[low]) + lost)
        return wider[0], wider[1]


def _leaves(parent: Any) -> Iterator[Any]:
    """The boxes of a line box that have text or a width, in their order."""
    for child in parent.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.InlineBox):
            yield from _leaves(child)
        elif not isinstance(child, boxes.TextBox) or (child.text and child.style["font_size"]):
            yield child
