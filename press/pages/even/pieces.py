"""The pieces of text that a plan puts on a line, as boxes of the engine."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign
from typing import Any

from press.lines import Justified, Kind, Spread, lengthen, spread
from press.pages.engine import FROM_UNITS, Layout, inline_layout
from press.pages.even.plans import Planned, Start
from press.pages.even.shaping import TOUCH
from press.pages.even.text import JOINER, Path

STILL = Spread(expansion=0.0, spacing=0.0)
HALF = 512
"""Of the units in which Pango counts: half a px."""
NEAR = 0.9
"""The ratio from which a justified line may need its letters moved apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A line that is being put together."""

    planned: Planned
    linebox: Any
    first: int
    """The place in the text of its first letter."""
    last: int
    """The place in the text behind its last letter."""
    leaf: int
    """The leaf in which it ends."""
    end: int
    """The letter of that leaf before which it ends."""
    begin: int | None
    """The letter of that leaf at which the next line begins; none at the paragraph's end."""
    hyphen: float
    """The width of the hyphen that is added; 0 for none."""
    given: Spread
    """What its letters and spaces are widened by."""
    hang: float
    """How far its first sign hangs out."""

    @property
    def after(self) -> Path | None:
        """Where the engine is to go on."""
        if self.begin is None:
            return None
        leaf = self.planned.flat.leaves[self.leaf]
        return (*leaf.path, leaf.byte(self.begin))


def order(planned: Planned, linebox: Any, start: Start) -> Order:
    """The order for the line that begins at a place."""
    table, line = planned.table(hyphenated=start.hyphenated), start.line
    end = table.end(line.last)
    return Order(
        planned=planned,
        linebox=linebox,
        first=table.rows[line.first].begin,
        last=table.rows[line.last].end,
        leaf=end.leaf,
        end=end.end,
        begin=end.begin,
        hyphen=table.rows[line.last].hyphen,
        given=_given(planned, linebox, start),
        hang=table.paragraph.hang_begins[line.first],
    )


def _given(planned: Planned, linebox: Any, start: Start) -> Spread:
    """What a line's letters and spaces are widened by."""
    flat, table = planned.flat, planned.table(hyphenated=start.hyphenated)
    costs = planned.wishes.costs
    paragraph, line = table.paragraph, start.line
    full = paragraph.kinds[line.last] != Kind.FORCED
    if not isinstance(costs, Justified):
        return lengthen(line.ratio, costs) if full else STILL
    width = start.measure - (planned.indent if line.first == 0 else 0.0)
    natural = table.natural(line.first, line.last)
    if not full and natural <= width:
        return STILL
    begin, end = table.rows[line.first].begin, table.rows[line.last].end
    text = flat.text[begin:end]
    letters = flat.glyphs(begin, end) if line.ratio > NEAR and costs.tracking else 0
    if letters and not table.rows[line.last].hyphen and text[-1] != JOINER:
        letters -= 1  # nothing follows the last
    solid = table.solid(line.first, line.last)
    return spread(
        natural=natural - solid,
        glue=paragraph.glue_ends[line.last] - paragraph.glue_begins[line.first],
        spaces=text.count(" ") + text.count("\u00a0"),
        measure=width - solid,
        costs=costs,
        letters=letters,
        apart=costs.tracking * float(linebox.style["font_size"]),
    )


def piece(order: Order, number: int, box: Any, skip: int) -> tuple[Any, int | None, bool]:
    """The piece of a leaf that goes on the line, as the engine's `split_text_box` gives it.

    Args:
        order: the line.
        number: the leaf's number.
        box: the leaf's text box.
        skip: the byte of its text at which the piece begins.

    Returns:
        The piece, none when nothing of it is left; the byte at which the next line begins, none
        when all of the leaf is on this one; and that no break of the text's own was met.
    """
    flat, ends = order.planned.flat, number == order.leaf
    leaf = flat.leaves[number]
    end = order.end if ends else len(leaf.text)
    start = max(leaf.letter(skip), order.first - leaf.start)
    text = leaf.text[start:end]
    resume = leaf.byte(order.begin) if ends and order.begin is not None else None
    if not text:
        return None, resume, False
    width = flat.width_of(leaf, start, end)
    width += (text.count(" ") + text.count("\u00a0")) * order.given.spacing
    if order.given.apart:
        glyphs = flat.glyphs(leaf.start + start, leaf.start + end)
        width += order.given.apart * (
            glyphs - (leaf.start + end == order.last and not order.hyphen)
        )
    hyphened = ends and order.hyphen > 0
    if hyphened:
        text += box.style["hyphenate_character"]
        width += order.hyphen
    made = box.copy_with_text(text)
    made.pango_layout = _words(text, box.style, _spacing(order, box.style))
    made.justification_spacing = order.given.spacing
    made.press_expansion = order.given.expansion
    made.press_apart = order.given.apart
    made.press_hyphen = hyphened
    made.width = width * (1.0 + order.given.expansion)
    made.height = leaf.height
    line_height, _ = inline_layout.strut(box.style)
    made.margin_top = made.margin_bottom = (line_height - leaf.height) / 2
    made.baseline = leaf.baseline + made.margin_top
    return made, resume, False


def _spacing(order: Order, style: Any) -> float:
    """What the engine is told to widen spaces by when it draws them.

    It cuts what it moves letters by to thousandths of their size, so half of one is added. And
    Pango halves the spacing of a space at a text's edge, unevenly where that is a whole number.
    """
    spacing = order.given.spacing
    spacing += copysign(style["font_size"] / 2000, spacing) if spacing else 0.0
    whole = int(spacing / FROM_UNITS) % HALF == 0
    return spacing + TOUCH if whole and order.planned.flat.justified else spacing


def _words(text: str, style: Any, spacing: float) -> Any:
    """What the engine keeps of a text until it draws it; it is shaped only then."""
    if style["text_decoration_line"] != "none":
        layout = Layout(style, spacing)
        layout.set_text(text, justify=True)
        layout.deactivate()
    else:
        layout = Layout.__new__(Layout)
        layout.text = text
        layout.justification_spacing = spacing
    layout.max_width = None
    layout.first_line_direction = 0
    return layout
