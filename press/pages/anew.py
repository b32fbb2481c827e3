"""Pages made anew from the first that changes.

The engine makes one page after another, each of the boxes, the paragraphs' plans and what it knows
where the page begins. That is kept with each page, and which paragraphs were planned while it was
made, were they laid there or put off. Where some of them are to be longer or shorter, the pages
before the first that planned one of them come out the same, and are not made again; nor are those
from which on all is again as it was.

Pages are made without what stands in their margins, and finished once, when they are the last.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from press.pages.engine import Page, boxes, layout_document, weasyprint
from press.pages.even import Met, Setting, Stood, within

layout = weasyprint.layout
CARRIED = frozenset(
    {"footnotes", "reported_footnotes", "running_elements", "rendered_notes", "tables"}
)
"""What the engine's context carries from page to page."""
EMPTY = frozenset({"broken_out_of_flow", "_excluded_shapes", "_excluded_shapes_root_boxes"})
"""What it carries only where boxes beside the text go on; nobody begins there."""
OTHERS = frozenset({
    "style_for", "get_image_from_uri", "font_config", "counter_style", "target_collector",
    "page_footnotes", "current_page_footnotes", "current_footnote_area", "page_bottom",
    "string_set", "current_page", "forced_break", "in_column", "dictionaries", "page_maker",
})  # fmt: skip
"""What stays the same, is set for each page, or waits until all are made."""
EXPECTED: Mapping[str, tuple[str, ...]] = {
    "make_all_pages": ("context", "root_box", "html", "pages"),
    "remake_page": ("index", "context", "root_box", "html"),
}
"""The engine's functions, with the parameters that are counted on."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the engine knows of the text where a page begins."""

    footnotes: Sequence[Any]
    reported: Sequence[Any]
    rendered: Sequence[Any]
    running: Mapping[str, Mapping[int, Sequence[Any]]]
    tables: Mapping[Any, Any]

    @classmethod
    def of(cls, context: Any) -> _Known | None:
        """What a context knows; none where it carries more than can be given to another."""
        state = vars(context)
        if state.keys() != CARRIED | EMPTY | OTHERS or any(state[name] for name in EMPTY):
            return None
        return cls(
            footnotes=[*context.footnotes],
            reported=[*context.reported_footnotes],
            rendered=[*context.rendered_notes],
            running={
                name: {number: [*here] for number, here in pages.items()}
                for name, pages in context.running_elements.items()
            },
            tables=dict(context.tables),
        )

    def give(self, context: Any) -> None:
        """Let another context know it."""
        context.footnotes = [*self.footnotes]
        context.reported_footnotes = [*self.reported]
        context.rendered_notes = [*self.rendered]
        for name, pages in self.running.items():
            context.running_elements[name].update(
                {number: [*here] for number, here in pages.items()}
            )
        context.tables = dict(self.tables)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page, with what it takes to make it otherwise and to make those behind it."""

    box: Any
    """The engine's."""
    known: _Known | None
    """What the engine knew where it began; none where nobody can begin."""
    met: set[str]
    """The paragraphs that were planned for it, by their texts without spaces."""
    stood: Mapping[int, Stood]
    """How the paragraphs that it met stood when it was made, by their line boxes."""


@dataclass(frozen=True, slots=True)
class Made:
    """Pages of a part, without what stands in their margins."""

    setting: Setting
    context: Any
    """The engine's."""
    pages: list[_Page] = field(default_factory=list)
    maker: list[Any] = field(default_factory=list)
    """Where each begins, as the engine's `page_maker` tells it, and where the last one ends."""

    @property
    def boxes(self) -> list[Any]:
        """The engine's boxes of the pages."""
        return [page.box for page in self.pages]

    @property
    def is_settled(self) -> bool:
        """Whether none asks for others to be made again."""
        asked = ("content_changed", "pages_wanted")
        return not any(state[name] for *_, state in self.maker for name in asked)

    def changed(self, wanted: Mapping[str, int]) -> list[int]:
        """The pages, from 0, that planned what is longer or shorter than it was."""
        texts = {text for text, _ in self.setting.wanted.items() ^ wanted.items()}
        return [index for index, page in enumerate(self.pages) if page.met & texts]

    def stood(self, index: int) -> dict[int, Stood]:
        """How paragraphs stood where a page began."""
        return {one: stood for page in self.pages[:index] for one, stood in page.stood.items()}


def make(html: Any, root: Any, context: Any, *, setting: Setting, before: Made | None) -> Made:
    """Make pages of boxes.

    Args:
        html: the engine's document.
        root: its outermost box.
        context: what the engine knows of it, new.
        setting: whose paragraphs are to be longer or shorter; new.
        before: pages that were made of the same boxes last, and are not finished. Those that do not
            change are among the new ones, and the others are spent.
    """
    made = _begun(setting, context, before)
    with within(setting):
        if not made.pages:
            context.rendered_notes = []
            layout.initialize_page_maker(context, root)
        goes_on = True
        while goes_on:
            goes_on = _page(html, root, made) and not _is_as_before(made, before, root)
    context.broken_out_of_flow.clear()
    context.reported_footnotes.clear()
    made.maker.extend(context.page_maker)
    return made


def _begun(setting: Setting, context: Any, before: Made | None) -> Made:
    """The pages that do not change; none where all have to be made."""
    made = Made(setting, context)
    if before is None or not (changed := before.changed(setting.wanted)):
        return made
    first = changed[0]
    known = before.pages[first].known
    if not first or known is None:
        return made
    known.give(context)
    context.page_maker = before.maker[: first + 1]
    made.pages.extend(before.pages[:first])
    setting.stood.update(before.stood(first))
    return made


def _is_as_before(made: Made, before: Made | None, root: Any) -> bool:
    """Whether all that comes is as it was, and need not be made: then it is among the pages."""
    index, context = len(made.pages), made.context
    if before is None or index >= len(before.pages) or not _begins_alike(made, before, index):
        return False
    rest = before.pages[index:]
    source = {id(box) for box in root.descendants()}
    if not all(_is_own(page.box, source) for page in rest):
        return False
    for name, pages in before.context.running_elements.items():
        later = {number: [*here] for number, here in pages.items() if number > index}
        context.running_elements[name].update(later)
    context.footnotes = [*before.context.footnotes]
    context.page_maker[index:] = before.maker[index:]
    made.pages.extend(rest)
    return True


def _begins_alike(made: Made, before: Made, index: int) -> bool:
    """Whether a page begins as it did, and no paragraph on it or behind it changes."""
    known = _Known.of(made.context)
    if (
        made.context.page_maker[index][:-1] != before.maker[index][:-1]
        or known is None
        or known != before.pages[index].known
        or any(number >= index for number in before.changed(made.setting.wanted))
    ):
        return False
    now, then = made.stood(index), before.stood(index)
    met = {one for page in before.pages[index:] for one in page.stood}
    return all(now.get(one) == then.get(one) for one in met)


def _is_own(page: Any, source: set[int]) -> bool:
    """Whether nothing on a page can have been changed by making those before it anew."""
    return all(
        isinstance(box, boxes.Box)  # what is positioned is another
        and not isinstance(box, boxes.TableBox)  # its columns may be shared
        and id(box) not in source
        for box in page.descendants()
    )


def _page(html: Any, root: Any, made: Made) -> bool:
    """Make the next page, as the engine's `make_all_pages` does; whether another one follows."""
    context, index = made.context, len(made.pages)
    *_, state = context.page_maker[index]
    state |= {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}
    known = _Known.of(context)
    made.setting.here = here = Met()
    box, resume_at = layout.page.remake_page(index, context, root, html)
    made.pages.append(_Page(box, known, here.texts, here.stood()))
    return resume_at is not None or bool(context.reported_footnotes)


def finish(html: Any, root: Any, footnotes: Sequence[Any], made: Made) -> list[Any]:
    """Put into the margins of pages what stands there; they are not gone on from any more.

    Where one asks for it, the engine makes pages again.

    Args:
        html: the engine's document.
        root: its outermost box.
        footnotes: all that it has.
        made: the pages.
    """
    context = made.context
    context.press_made = made, context.footnotes
    context.footnotes = [*footnotes]
    with within(made.setting):
        return [Page(box) for box in layout_document(html, root, context)]


def _all_pages(context: Any, root: Any, html: Any, pages: Any) -> Iterator[Any]:
    """`make_all_pages`: those that are made already, once."""
    if "press_made" not in vars(context):
        yield from _ENGINE(context, root, html, pages)
        return
    made, context.footnotes = vars(context).pop("press_made")
    context.page_maker = list(made.maker)
    yield from made.boxes


def install() -> str:
    """Wrap the engine's function that makes all pages.

    Returns:
        Why pages of the engine at hand are made all at once; empty when they are not.
    """
    for name, parameters in EXPECTED.items():
        function = getattr(layout.page, name, None)
        if function is None or tuple(inspect.signature(function).parameters) != parameters:
            return f"its {name} takes other parameters"
    if layout.make_all_pages is not layout.page.make_all_pages:
        return "it makes its pages elsewhere"
    layout.make_all_pages = _all_pages
    return ""


_ENGINE = layout.page.make_all_pages
UNFIT = install()
"""Why pages are made all at once by the engine at hand; empty when they are made one by one."""
