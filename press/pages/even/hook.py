"""The one place where the planner's lines enter the engine.

Four functions of the engine are wrapped: the next line of a paragraph, the piece of a text that
goes on a line, the lines of a page, and the drawing of a text. No box is added, so the structure of
the document stays what it was. Outside `evenly()` they are the engine's own.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from press.lines import Justified, Kind, Line, Plan, Spread, plan, spread
from press.lines.hyphens import House
from press.pages.engine import (
    Layout,
    Matrix,
    block_layout,
    draw_text,
    inline_layout,
    line_size,
)
from press.pages.even import wishes
from press.pages.even.text import JOINER, Doubtful, Flat, Path

EXPECTED: Mapping[tuple[Any, str], tuple[str, ...]] = {
    (inline_layout, "get_next_linebox"): (
        "context", "linebox", "position_y", "bottom_space", "skip_stack", "containing_block",
        "absolute_boxes", "fixed_boxes", "first_letter_style", "first_line_style"),
    (inline_layout, "split_inline_box"): (
        "context", "box", "position_x", "max_x", "bottom_space", "skip_stack", "containing_block",
        "absolute_boxes", "fixed_boxes", "line_placeholders", "waiting_floats", "line_children",
        "first_letter_style", "first_line_style"),
    (inline_layout, "split_text_box"): ("context", "box", "available_width", "skip",
                                        "is_line_start"),
    (inline_layout, "text_align"): ("context", "line", "available_width", "last"),
    (block_layout, "_linebox_layout"): (
        "context", "box", "index", "child", "new_children", "page_is_empty", "absolute_boxes",
        "fixed_boxes", "adjoining_margins", "bottom_space", "position_y", "skip_stack",
        "first_letter_style", "first_line_style", "draw_bottom_decoration", "max_lines"),
    (draw_text, "draw_first_line"): ("stream", "textbox", "text_overflow", "block_ellipsis",
                                     "matrix"),
}  # fmt: skip
"""What is wrapped, with the parameters that the wrappers count on."""
LEAST = 3
"""A paragraph of fewer lines gives none and takes none."""
HARM = 5.0
"""What a paragraph may suffer for a better page, times what a hyphen costs."""
FAR = 1e7
"""Where a line ends for the engine while the planner's pieces are put on it."""
STILL = Spread(expansion=0.0, spacing=0.0)
TRIES = 3
"""How often a page's last lines are planned again so that they do not end with a broken word."""


@dataclass(slots=True)
class _Planned:
    """A paragraph with its plans."""

    flat: Flat
    wishes: wishes.Wishes
    starts: dict[Path | None, tuple[Plan, int, float]] = field(default_factory=dict)
    """For each place where a line begins: its plan, its number there, the measure."""
    barred: set[int] = field(default_factory=set)
    indent: float = 0.0


@dataclass(slots=True)
class _Order:
    """The line that is being put together."""

    planned: _Planned
    linebox: Any
    leaf: int
    """The leaf in which it ends."""
    end: int
    """The letter of that leaf before which it ends."""
    begin: int | None
    """The letter of that leaf at which the next line begins; none at the end of everything."""
    hyphen: float
    """The width of the hyphen that is added; none when 0."""
    given: Spread
    """What its letters and spaces are widened by."""
    apart: float
    """What each letter is moved from the next by."""
    hang: float


@dataclass(slots=True)
class Even:
    """One setting with even paragraphs."""

    house: House
    wanted: Mapping[str, int]
    """Paragraphs, told by their texts without spaces, that are to be longer or shorter by a line."""
    met: dict[str, _Planned] = field(default_factory=dict)
    order: _Order | None = None

    def offers(self, text: str) -> dict[int, float]:
        """What a paragraph would suffer for a line more or fewer, where it can be set so."""
        planned = self.met.get(text)
        known = planned.starts.get(None) if planned is not None else None
        if planned is None or known is None:
            return {}
        best, _, measure = known
        if len(best.lines) < LEAST:
            return {}
        found = {}
        for more in (1, -1):
            other = _best(self, planned, None, measure, len(best.lines) + more)
            if other is not None:
                harm = other.demerits - best.demerits
                if harm <= HARM * planned.wishes.costs.hyphen:
                    found[more] = harm
        return found


_SETTING: ContextVar[Even | None] = ContextVar("setting", default=None)
_ENGINE: dict[str, Callable[..., Any]] = {}


def fits() -> str:
    """Why the engine at hand cannot be given planned lines; empty when it can."""
    for (module, name), parameters in EXPECTED.items():
        function = _ENGINE.get(name) or getattr(module, name, None)
        if function is None or tuple(inspect.signature(function).parameters) != parameters:
            return f"{module.__name__}.{name} is not the function that the press knows"
    return ""


@contextmanager
def evenly(house: House, wanted: Mapping[str, int]) -> Iterator[Even]:
    """Everything that is set inside has its paragraphs planned as a whole."""
    setting = Even(house, wanted)
    token = _SETTING.set(setting)
    try:
        yield setting
    finally:
        _SETTING.reset(token)


def _next_line(*given: Any) -> Any:
    """The engine's `get_next_linebox`: the next line of a paragraph."""
    engine = _ENGINE["get_next_linebox"]
    setting = _SETTING.get()
    if setting is None:
        return engine(*given)
    context, linebox, position_y, _, skip_stack, block, _, _, first_letter, first_line = given
    before, setting.order = setting.order, None
    try:
        if not first_letter and not first_line and not _beside(context, position_y):
            setting.order = _order(setting, linebox, block, skip_stack)
        line, resume_at = engine(*given)
        if setting.order is not None and line is not None:
            _finish(setting.order, line, resume_at)
        return line, resume_at
    finally:
        setting.order = before


def _beside(context: Any, position_y: float) -> bool:
    """Whether a float stands beside the line, or further down."""
    return any(
        shape.position_y + shape.margin_height() > position_y for shape in context.excluded_shapes
    )


def _order(setting: Even, linebox: Any, block: Any, skip_stack: Any) -> _Order | None:
    planned = _planned(linebox, block)
    if planned is None:
        return None
    path = _path(skip_stack)
    measure = float(block.width)
    if path not in planned.starts or planned.starts[path][2] != measure:
        _plan(setting, planned, linebox, path, measure)
    if path not in planned.starts:
        return None
    whole, number, _ = planned.starts[path]
    return _line_order(planned, linebox, whole, number, measure)


def _planned(linebox: Any, block: Any) -> _Planned | None:
    """The paragraph of a line box, flattened when it is first met."""
    if "press_planned" not in linebox.__dict__:
        wished = wishes.read(block.style)
        planned = None
        if wished is not None and _is_plain(block.style):
            try:
                flat = Flat(linebox, block, justified=wished.justified, hang=wished.protrusion)
                planned = _Planned(flat, wished) if flat.leaves else None
            except Doubtful:
                planned = None
        linebox.press_planned = planned
    found: _Planned | None = linebox.press_planned
    return found


def _is_plain(style: Any) -> bool:
    return (
        style["text_overflow"] == "clip"
        and style["block_ellipsis"] == "none"
        and style["white_space"] in ("normal", "pre-line", "nowrap")
        and style["word_break"] == "normal"
    )


def _path(skip_stack: Any) -> Path | None:
    """A place in the text as the engine tells it: each child's number, and bytes at the end."""
    if skip_stack is None:
        return None
    path: list[int] = []
    while skip_stack is not None:
        ((number, skip_stack),) = skip_stack.items()
        path.append(number)
    return tuple(path)


def _plan(
    setting: Even, planned: _Planned, linebox: Any, path: Path | None, measure: float
) -> None:
    """Plan a paragraph from a place on, without words broken as long as that is best."""
    planned.indent = float(linebox.text_indent)
    found = _best(setting, planned, path, measure, None)
    if found is None or not found.lines:
        return
    flat = planned.flat
    if path is None:
        text = "".join(flat.text.replace(JOINER, "").replace("\u00ad", "").split())
        setting.met[text] = planned
        if more := setting.wanted.get(text):
            found = _best(setting, planned, path, measure, len(found.lines) + more) or found
    planned.starts[path] = (found, 0, measure)
    for number, line in enumerate(found.lines[:-1], start=1):
        planned.starts[_after(flat, line.last)] = (found, number, measure)


def _best(
    setting: Even, planned: _Planned, path: Path | None, measure: float, lines: int | None
) -> Plan | None:
    """The best plan from a place on; none when there is none or no line may begin there."""
    flat, costs = planned.flat, planned.wishes.costs
    found = None
    for hyphenated in (False, True):
        if not flat.rows or (hyphenated and not flat.hyphenated):
            flat.tabulate(setting.house, costs, hyphenated=hyphenated)
        start = _row(flat, path)
        if start is None:
            return None
        found = plan(
            flat.paragraph,
            costs,
            measure=measure,
            indent=planned.indent,
            start=start,
            barred=planned.barred,
            lines=lines,
        )
        if flat.hyphenated or (found is not None and found.demerits <= costs.hyphen):
            break
    return found


def _row(flat: Flat, path: Path | None) -> int | None:
    """The row at a place; none when no line may begin there."""
    if path is None:
        return 0
    for leaf in flat.leaves:
        if leaf.path == path[:-1]:
            begin = leaf.start + leaf.letter(path[-1])
            while begin < len(flat.text) and flat.text[begin] == " ":
                begin += 1
            return next((n for n, row in enumerate(flat.rows) if row.begin == begin), None)
    return None


def _after(flat: Flat, row: int) -> Path:
    """Where the engine goes on after a line that ends at a row."""
    leaf, _, begin = _end(flat, row)
    assert begin is not None
    return (*flat.leaves[leaf].path, flat.leaves[leaf].byte(begin))


def _end(flat: Flat, row: int) -> tuple[int, int, int | None]:
    """The leaf in which a line ends, before which letter of it, and where the next line begins."""
    place = flat.rows[row]
    last = row == len(flat.rows) - 1
    forced = flat.paragraph.kinds[row] == Kind.FORCED and not last
    number = flat.leaf_number(place.begin - 1 if forced else max(place.end - 1, 0))
    leaf = flat.leaves[number]
    size = len(leaf.text)
    if last:
        # What follows is spaces, which the engine takes from the line's end.
        number = len(flat.leaves) - 1
        leaf = flat.leaves[number]
        return number, min(max(place.end - leaf.start, 0), len(leaf.text)), None
    end = min(max(place.end - leaf.start, 0), size)
    return number, end, min(place.begin - leaf.start, size)


def _line_order(
    planned: _Planned, linebox: Any, whole: Plan, number: int, measure: float
) -> _Order:
    flat, paragraph, line = planned.flat, planned.flat.paragraph, whole.lines[number]
    leaf, end, begin = _end(flat, line.last)
    row = flat.rows[line.last]
    hyphened = paragraph.kinds[line.last] == Kind.HYPHEN
    hyphen = 0.0
    if hyphened:
        hyphen = paragraph.ends[line.last] - flat.leaves[leaf].x - flat.leaves[leaf].widths[end]
    given, apart = _given(planned, linebox, line, number, measure)
    return _Order(
        planned, linebox, leaf, end, begin, hyphen, given, apart, paragraph.hang_begins[line.first]
    )


def _given(
    planned: _Planned, linebox: Any, line: Line, number: int, measure: float
) -> tuple[Spread, float]:
    """What a justified line's letters and spaces are widened by, and each letter's share."""
    flat, paragraph, costs = planned.flat, planned.flat.paragraph, planned.wishes.costs
    if not isinstance(costs, Justified):
        return STILL, 0.0
    width = measure - (float(linebox.text_indent) if number == 0 else 0.0)
    natural = paragraph.natural(line.first, line.last)
    if paragraph.kinds[line.last] == Kind.FORCED and natural <= width:
        return STILL, 0.0
    begin, end = flat.rows[line.first].begin, flat.rows[line.last].end
    text = flat.text[begin:end]
    letters = 0
    if line.ratio > 0.9 and costs.tracking:
        letters = flat.glyphs(begin, end)
    given = spread(
        natural=natural,
        glue=paragraph.glue_ends[line.last] - paragraph.glue_begins[line.first],
        spaces=text.count(" ") + text.count("\u00a0"),
        measure=width,
        costs=costs,
        tracking=costs.tracking * letters * float(linebox.style["font_size"]),
    )
    return given, given.tracking / letters if letters else 0.0


def _finish(order: _Order, line: Any, resume_at: Any) -> None:
    """Mark a line as planned, and let its first sign hang out."""
    line.press_hyphen = order.hyphen > 0
    line.press_measure = True
    if order.hang:
        for child in line.children:
            if child.is_in_normal_flow():
                child.translate(dx=-order.hang)
    wanted = None if order.begin is None else _after_order(order)
    if _path(resume_at) != wanted:
        # The engine went its own way; what follows is planned anew from there, or set by it.
        order.planned.starts.pop(_path(resume_at), None)


def _after_order(order: _Order) -> Path:
    leaf = order.planned.flat.leaves[order.leaf]
    assert order.begin is not None
    return (*leaf.path, leaf.byte(order.begin))


def _split_inline(context: Any, box: Any, position_x: float, max_x: float, *rest: Any) -> Any:
    """The engine's `split_inline_box`: a planned line is as long as its pieces."""
    setting = _SETTING.get()
    if setting is not None and setting.order is not None:
        if isinstance(box, type(setting.order.linebox)) and box is setting.order.linebox:
            max_x = FAR
    return _ENGINE["split_inline_box"](context, box, position_x, max_x, *rest)


def _piece(
    context: Any, box: Any, available_width: Any, skip: Any, is_line_start: Any = True
) -> Any:
    """The engine's `split_text_box`: the piece of a text that the plan puts on the line."""
    setting = _SETTING.get()
    order = setting.order if setting is not None else None
    number = order.planned.flat.of_box.get(id(box)) if order is not None else None
    if order is None or number is None or box.text == "\n":
        return _ENGINE["split_text_box"](context, box, available_width, skip, is_line_start)
    leaf = order.planned.flat.leaves[number]
    start = leaf.letter(skip or 0)
    ends = number == order.leaf
    end = order.end if ends else len(leaf.text)
    text = leaf.text[start:end]
    resume = None
    if ends and order.begin is not None:
        resume = leaf.byte(order.begin)
    if not text:
        return None, resume, False
    width = leaf.widths[end] - leaf.widths[start]
    spaces = text.count(" ") + text.count("\u00a0")
    hyphened = ends and order.hyphen > 0
    if hyphened:
        text += box.style["hyphenate_character"]
        width += order.hyphen
    piece = box.copy_with_text(text)
    piece.pango_layout = _words(text, box.style, order.given.spacing)
    piece.justification_spacing = order.given.spacing
    piece.press_expansion = order.given.expansion
    piece.press_apart = order.apart
    piece.press_hyphen = hyphened
    if order.apart:
        width += order.apart * order.planned.flat.glyphs(leaf.start + start, leaf.start + end)
    piece.width = (width + spaces * order.given.spacing) * (1.0 + order.given.expansion)
    piece.height = leaf.height
    line_height, _ = inline_layout.strut(box.style)
    half_leading = (line_height - leaf.height) / 2
    piece.margin_top = piece.margin_bottom = half_leading
    piece.baseline = leaf.baseline + half_leading
    return piece, resume, False


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


def _align(context: Any, line: Any, available_width: float, last: Any) -> Any:
    """The engine's `text_align`: what is justified has its width already."""
    setting = _SETTING.get()
    if setting is not None and setting.order is not None and setting.order.planned.wishes.justified:
        return 0
    return _ENGINE["text_align"](context, line, available_width, last)


def _page_of_lines(*given: Any) -> Any:
    """The engine's `_linebox_layout`: the lines of a paragraph that go on one page."""
    engine = _ENGINE["_linebox_layout"]
    setting = _SETTING.get()
    if setting is None:
        return engine(*given)
    (_, box, _, linebox, children, _, absolutes, fixeds, margins, *_) = given
    path = _path(given[11])
    for attempt in range(TRIES + 1):
        before = len(children), len(absolutes), len(fixeds), list(margins), box.margin_top
        told = engine(*given)
        stop, notes = told[1], told[4]
        planned = linebox.__dict__.get("press_planned")
        if not stop or planned is None or len(children) == before[0]:
            return told
        last = children[-1]
        known = planned.starts.get(_path(last.resume_at))
        moved = len(absolutes) != before[1] or len(fixeds) != before[2] or notes
        if not getattr(last, "press_hyphen", False) or known is None or moved:
            return told
        if attempt == TRIES:
            return told
        whole, number, measure = known
        barred = whole.lines[number - 1].last
        planned.barred.add(barred)
        kept = dict(planned.starts)
        planned.starts.pop(path, None)
        _plan(setting, planned, linebox, path, measure)
        if path not in planned.starts:
            planned.starts = kept
            return told
        del children[before[0] :]
        margins[:] = before[3]
        box.margin_top = before[4]
    raise AssertionError


def _draw(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
    """The engine's `draw_first_line`: letters a little wider, and a hyphen that is no letter."""
    engine = _ENGINE["draw_first_line"]
    drawn = textbox.__dict__
    if expansion := drawn.get("press_expansion"):
        matrix = Matrix(a=1.0 + expansion) @ matrix
    if apart := drawn.get("press_apart"):
        stream.stream.append(f"{apart:.5f} Tc".encode())
        try:
            return _draw_hyphen(stream, textbox, text_overflow, block_ellipsis, matrix)
        finally:
            stream.stream.append(b"0 Tc")
    return _draw_hyphen(stream, textbox, text_overflow, block_ellipsis, matrix)


def _draw_hyphen(
    stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
) -> Any:
    """Draw a text, and its hyphen as what a reader does not copy."""
    engine = _ENGINE["draw_first_line"]
    drawn = textbox.__dict__
    if not drawn.get("press_hyphen"):
        return engine(stream, textbox, text_overflow, block_ellipsis, matrix)
    expansion = drawn.get("press_expansion")
    layout, hyphen = textbox.pango_layout, textbox.style["hyphenate_character"]
    text = layout.text
    layout.set_text(text.removesuffix(hyphen), justify=True)
    emojis = engine(stream, textbox, text_overflow, block_ellipsis, matrix)
    layout.set_text(hyphen)
    line, _ = layout.get_first_line()
    width = _width(line, textbox.style)
    after = Matrix(e=textbox.width / (1.0 + (expansion or 0.0)) - width) @ matrix
    stream.stream.append(b"/Span <</ActualText <FEFF00AD>>> BDC")
    engine(stream, textbox, text_overflow, block_ellipsis, after)
    stream.stream.append(b"EMC")
    layout.set_text(text, justify=True)
    return emojis


def _width(line: Any, style: Any) -> float:
    """The width of a shaped line."""
    return float(line_size(line, style)[0])


def _install() -> None:
    """Wrap the engine's functions, once."""
    wrappers: dict[str, Callable[..., Any]] = {
        "get_next_linebox": _next_line,
        "split_inline_box": _split_inline,
        "split_text_box": _piece,
        "text_align": _align,
        "_linebox_layout": _page_of_lines,
        "draw_first_line": _draw,
    }
    for module, name in EXPECTED:
        _ENGINE[name] = getattr(module, name)
        setattr(module, name, wrappers[name])


UNFIT = fits()
if not UNFIT:
    _install()
