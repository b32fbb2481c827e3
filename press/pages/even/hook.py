"""The one place where planned lines enter the engine.

Six functions of the engine are wrapped: the next line of a paragraph and its parts, the lines of a
page, and the drawing of a text. No box is added, so the structure of the document stays what it
was. Outside `evenly()` they are the engine's own, or the quicker ones, which entered before.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from press.lines.hyphens import House
from press.pages.engine import block_layout, draw_text, inline_layout
from press.pages.even import drawing, pieces, plans
from press.pages.even.plans import Setting
from press.pages.even.text import Path
from press.pages.quick import PLACES as _BEFORE  # noqa: F401 (they are wrapped here)

EXPECTED: Mapping[tuple[Any, str], tuple[str, ...]] = {
    (inline_layout, "get_next_linebox"): (
        "context", "linebox", "position_y", "bottom_space", "skip_stack", "containing_block",
        "absolute_boxes", "fixed_boxes", "first_letter_style", "first_line_style"),
    (inline_layout, "split_inline_box"): (
        "context", "box", "position_x", "max_x", "bottom_space", "skip_stack", "containing_block",
        "absolute_boxes", "fixed_boxes", "line_placeholders", "waiting_floats", "line_children",
        "first_letter_style", "first_line_style"),
    (inline_layout, "split_text_box"): (
        "context", "box", "available_width", "skip", "is_line_start"),
    (inline_layout, "text_align"): ("context", "line", "available_width", "last"),
    (block_layout, "_linebox_layout"): (
        "context", "box", "index", "child", "new_children", "page_is_empty", "absolute_boxes",
        "fixed_boxes", "adjoining_margins", "bottom_space", "position_y", "skip_stack",
        "first_letter_style", "first_line_style", "draw_bottom_decoration", "max_lines"),
    (draw_text, "draw_first_line"): (
        "stream", "textbox", "text_overflow", "block_ellipsis", "matrix"),
}  # fmt: skip
"""What is wrapped, with the parameters that the wrappers count on."""
FAR = 1e7
"""Where a line ends for the engine while planned pieces are put on it."""
TRIES = 3
"""How often a page's last lines are planned again so that they do not end with a broken word."""

_SETTING: ContextVar[Setting | None] = ContextVar("setting", default=None)
_ENGINE: dict[str, Callable[..., Any]] = {}
"""The engine's own functions."""


@contextmanager
def within(setting: Setting) -> Iterator[None]:
    """Everything that is set inside belongs to a setting."""
    token = _SETTING.set(setting)
    try:
        yield
    finally:
        _SETTING.reset(token)


@contextmanager
def evenly(house: House, wanted: Mapping[str, int]) -> Iterator[Setting]:
    """Everything that is set inside has its paragraphs planned as a whole.

    Args:
        house: which words are broken, and where.
        wanted: paragraphs, told by their texts without spaces, that are to be so many lines longer.
    """
    setting = Setting(house, wanted)
    with within(setting):
        yield setting


def _next_line(*given: Any) -> Any:
    """`get_next_linebox`: the next line of a paragraph."""
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


def _order(setting: Setting, linebox: Any, block: Any, skip_stack: Any) -> pieces.Order | None:
    """The order for the line at a place; none where the engine is to set it."""
    planned = plans.planned_of(setting, linebox, block)
    if planned is None:
        return None
    path, measure = _path(skip_stack), float(block.width)
    if path is None:
        planned.indent = float(linebox.text_indent)
    known = planned.starts.get(path)
    if known is None or known.measure != measure:
        if not plans.make(setting, planned, path, measure=measure):
            return None
        known = planned.starts[path]
    return pieces.order(planned, linebox, known)


def _path(skip_stack: Any) -> Path | None:
    """A place in the text as the engine tells it: each child's number, and bytes at the end."""
    if skip_stack is None:
        return None
    path: list[int] = []
    while skip_stack is not None:
        ((number, skip_stack),) = skip_stack.items()
        path.append(number)
    return tuple(path)


def _finish(order: pieces.Order, line: Any, resume_at: Any) -> None:
    """Let a line's first sign hang out, and tell whether it ends with a broken word."""
    line.press_hyphen = order.hyphen > 0
    if order.hang:
        for child in line.children:
            if child.is_in_normal_flow():
                child.translate(dx=-order.hang)
    if resume_at is None:
        order.planned.tables.clear()
    if _path(resume_at) != order.after:
        # The engine went its own way; what follows is planned anew from there.
        order.planned.starts.pop(_path(resume_at), None)


def _inline(*given: Any) -> Any:
    """`split_inline_box`: a planned line is as long as its pieces."""
    setting = _SETTING.get()
    if setting is not None and setting.order is not None and given[1] is setting.order.linebox:
        given = (*given[:3], FAR, *given[4:])
    return _ENGINE["split_inline_box"](*given)


def _piece(context: Any, box: Any, width: Any, skip: Any, **named: Any) -> Any:
    """`split_text_box`: the piece of a text that goes on the line."""
    setting = _SETTING.get()
    order = setting.order if setting is not None else None
    number = order.planned.flat.of_box.get(id(box)) if order is not None else None
    if order is None or number is None or box.text == "\n":
        return _ENGINE["split_text_box"](context, box, width, skip, **named)
    return pieces.piece(order, number, box, skip or 0)


def _align(*given: Any, **named: Any) -> Any:
    """`text_align`: what is justified has its width already, but for last lines."""
    setting = _SETTING.get()
    order = setting.order if setting is not None else None
    if order is not None and order.planned.wishes.justified and not named["last"]:
        return 0
    return _ENGINE["text_align"](*given, **named)


def _page_of_lines(*given: Any) -> Any:
    """`_linebox_layout`: the lines of a paragraph that go on one page.

    Where the last of them would end with a broken word, they are planned again without that break.
    """
    engine, setting = _ENGINE["_linebox_layout"], _SETTING.get()
    if setting is None:
        return engine(*given)
    context, box, _, linebox, children, _, absolutes, fixeds, margins, _, _, skip_stack, *_ = given
    count, margin_top, kept = len(children), box.margin_top, list(margins)
    notes, positioned = _notes(context), (len(absolutes), len(fixeds))
    for attempt in range(TRIES + 1):
        told = engine(*given)
        if not told[1] or (len(absolutes), len(fixeds)) != positioned:
            break  # the page goes on, or the lines hold what has been placed elsewhere
        last = _last_hyphened(linebox, children[count:])
        if last is None or attempt == TRIES:
            break
        barred = plans.hyphens_near(last, reach=attempt)
        if not plans.without(setting, last, _path(skip_stack), barred):
            break
        del children[count:]
        box.margin_top, margins[:] = margin_top, kept
        _put_back(context, notes)
    if told[1]:
        _put_off(context, children[count:], told[4])
    return told


def _put_off(context: Any, lines: Sequence[Any], placed: list[Any]) -> None:
    """Put notes on the next page that the engine forgets.

    Where it takes a note off the page to make room for a last line, it does not look whether that
    line has one of its own, and its words would be lost.
    """
    if not context.footnotes:
        return
    for line in lines:
        for box in line.descendants():
            if box.footnote in context.footnotes:
                context.layout_footnote(box.footnote)
                context.report_footnote(box.footnote)
                placed.append(box.footnote)


def _notes(context: Any) -> tuple[list[Any], ...]:
    """The footnotes that wait, that stand on the page, and that were put off to the next."""
    return (
        list(context.footnotes),
        list(context.current_page_footnotes),
        list(context.reported_footnotes),
    )


def _put_back(context: Any, notes: tuple[list[Any], ...]) -> None:
    """Take footnotes off the page that lines have put there which are set anew."""
    waiting, here, later = notes
    for note in [*context.current_page_footnotes, *context.reported_footnotes]:
        if note not in (*here, *later):
            context.unlayout_footnote(note)
    for note in here:
        if note in context.reported_footnotes:
            context.unlayout_footnote(note)
            context.layout_footnote(note)
    context.footnotes[:], context.current_page_footnotes[:] = waiting, here
    context.reported_footnotes[:] = later


def _last_hyphened(linebox: Any, lines: Sequence[Any]) -> plans.Ended | None:
    """The last of a page's lines, where it ends with a broken word."""
    planned: plans.Planned | None = linebox.__dict__.get("press_planned")
    if planned is None or not lines or not getattr(lines[-1], "press_hyphen", False):
        return None
    known = planned.starts.get(_path(lines[-1].resume_at))
    if known is None or not known.number:
        return None
    return plans.Ended(planned, known.hyphenated, known.plan.lines[known.number - 1], known.measure)


def _draw(*given: Any) -> Any:
    """`draw_first_line`: one text."""
    return drawing.draw(_ENGINE["draw_first_line"], given)


WRAPPERS: Mapping[str, Callable[..., Any]] = {
    "get_next_linebox": _next_line,
    "split_inline_box": _inline,
    "split_text_box": _piece,
    "text_align": _align,
    "_linebox_layout": _page_of_lines,
    "draw_first_line": _draw,
}


def install() -> str:
    """Wrap the engine's functions, all or none of them.

    Returns:
        Why the engine at hand cannot be given planned lines; empty when it can.
    """
    for (module, name), parameters in EXPECTED.items():
        function = getattr(module, name, None)
        if function is None:
            return f"it has no {module.__name__}.{name}"
        if tuple(inspect.signature(function).parameters) != parameters:
            return f"its {module.__name__}.{name} takes other parameters"
    for module, name in EXPECTED:
        _ENGINE[name] = getattr(module, name)
        setattr(module, name, WRAPPERS[name])
    return ""


UNFIT = install()
"""Why lines are set first-fit by the engine at hand; empty when they are planned."""
