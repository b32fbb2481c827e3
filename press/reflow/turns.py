"""Turns: where a page of the print edition begins, marked in the text before its first word.

The words of pages and the words of the tree come from one manuscript, so a page's first letters are
looked for where they must stand: as many letters behind the first turn as the pages between have.
Numbers of notes and of items are no letters, and a hyphen at a line's end is none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, count

from lxml import etree

from press.errors import ContentError, Place
from press.manuscript import elements
from press.reflow.trees import EPUB, XHTML

TYPE = f"{{{EPUB}}}type"
NEXT = -1
"""Instead of a place: a page begins where the next one does."""
KEY = 40
"""Letters of a page by which its beginning is found."""
SKIPPED_ROLES = {"doc-pullquote", "doc-footnote", "doc-backlink"}
"""What stands elsewhere on pages than in the flow."""
SKIPPED_CLASSES = {"note-call"}
HEADINGS = {f"{{{XHTML}}}h{level}" for level in range(1, 7)}
BLOCKS = {
    f"{{{XHTML}}}{tag}"
    for tag in ("p", "li", "dt", "dd", "h1", "h2", "h3", "div", "section", "figure", "figcaption",
                "ul", "ol", "dl", "header", "blockquote", "body", "nav", "br", "article")
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The beginning of a page."""

    folio: int
    lines: tuple[str, ...]
    """Its lines of running text, without feet, notes and quotes; none where it has no such line."""
    broken: bool = False
    """Whether its first word began on the page before."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A piece of a tree's text, with the place in which it stands."""

    text: str
    element: etree._Element | None
    """The element whose text it is, or behind which it stands; none between blocks."""
    behind: bool = False


GAP = _Run("\n", None)
"""What parts two blocks."""


class _Flow:
    """The text of a tree that stands on pages too, and where in the tree each character stands."""

    def __init__(self, tree: etree._Element) -> None:
        self._runs = list(_runs(tree))
        *self._starts, _ = accumulate((len(run.text) for run in self._runs), initial=0)
        self.text = "".join(run.text for run in self._runs)

    def place(self, index: int) -> tuple[_Run, int]:
        """The piece in which a character stands, and how far behind its beginning."""
        at = bisect_right(self._starts, index) - 1
        return self._runs[at], index - self._starts[at]

    def is_gap(self, index: int) -> bool:
        """Whether a character is no text, but what parts two blocks."""
        return self.place(index)[0].element is None

    def word_start(self, index: int) -> int:
        """Where the word begins that a character is in."""
        while index and not self.text[index - 1].isspace():
            index -= 1
        return index


def _runs(element: etree._Element) -> Iterator[_Run]:
    """The pieces of text that stand on pages too, with a gap where blocks begin and end."""
    is_block = element.tag in BLOCKS
    if is_block:
        yield GAP
    if not _is_skipped(element):
        if element.text:
            yield _Run(element.text, element)
        for child in element:
            yield from _runs(child)
            if child.tail:
                yield _Run(child.tail, child, behind=True)
    if is_block:
        yield GAP


def mark_turns(
    tree: etree._Element, turns: Sequence[Turn], place: Place, *, exactly: bool
) -> list[int]:
    """Mark where pages begin.

    Args:
        tree: the section's element, its words as on the pages; changed.
        turns: its pages with words, in order; the first begins with the section.
        place: the section's file.
        exactly: whether each page's words must be found; lists of facts may be worded otherwise
            than on pages, and a page that is not found begins where the next one does.

    Returns:
        The folios that are marked.

    Raises:
        ContentError: a page's words are not found, which is a fault of the press.
    """
    flow = _Flow(tree)
    letters = list(compress(count(), map(str.isalpha, flow.text)))
    told = _letters(flow.text)
    if len(told) > len(letters):  # as many places for a letter as it has small ones: ß has two
        letters = [at for at in letters for _ in flow.text[at].casefold()]
    marks: list[tuple[int, int | None]] = []
    start = 0
    expected: int | None = None
    for number, turn in enumerate(turns):
        printed = _letters("".join(turn.lines))
        at = _nearest(told, printed[:KEY], start, expected) if printed else None
        if at is None and printed and exactly:
            raise ContentError(
                f"page {turn.folio} begins with “{turn.lines[0][:40]}”, which is not found",
                place=place,
                hint="see whether the layout's template leaves the passage out; else report it",
            )
        if number == 0:
            marks.append((turn.folio, None))
        else:
            marks.append((turn.folio, NEXT if at is None else _turned(flow, letters[at], turn)))
        if at is not None:
            start, expected = at, at + len(printed)
    for folio, index in reversed(_settled(marks, len(flow.text) - 1)):
        _put(tree, folio, index, flow)
    return [folio for folio, _ in marks]


def _settled(marks: Sequence[tuple[int, int | None]], end: int) -> list[tuple[int, int | None]]:
    """A page without running text begins where the next one does, or at the end."""
    settled: list[tuple[int, int | None]] = []
    following: int | None = end
    for folio, index in reversed(marks):
        following = following if index == NEXT else index
        settled.append((folio, following))
    return settled[::-1]


def _is_skipped(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or element.tag.endswith("}svg"):
        return True
    classes = set(elements.classes(element))
    return element.get("role") in SKIPPED_ROLES or bool(SKIPPED_CLASSES & classes)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text)).casefold()


def _nearest(told: str, key: str, start: int, expected: int | None) -> int | None:
    """Where a key stands nearest to where it must; the first after `start` when nobody knows."""
    found = []
    at = told.find(key, start)
    while at >= 0:
        found.append(at)
        at = told.find(key, at + 1)
    if not found:
        return None
    return found[0] if expected is None else min(found, key=lambda one: abs(one - expected))


def _turned(flow: _Flow, index: int, turn: Turn) -> int:
    """The beginning of a page's first whole word, figures and signs before its letters counted."""
    text = flow.text
    if turn.broken:
        while not text[index].isspace():
            index += 1
        while text[index].isspace():
            index += 1
        return index
    index = flow.word_start(index)
    before = [token for token in turn.lines[0].split() if not any(c.isalpha() for c in token)]
    leading = turn.lines[0].split()[: len(before)]
    for token in reversed(before if leading == before else []):
        end = index
        while end and text[end - 1].isspace() and not flow.is_gap(end - 1):
            end -= 1
        begin = flow.word_start(end) if end < index else index
        if text[begin:end] != token:
            break
        index = begin
    return index


def _put(tree: etree._Element, folio: int, index: int | None, flow: _Flow) -> None:
    """Put a mark before a character, before a heading that begins with it, or at the head."""
    if index is None:
        mark = _mark("div", folio)
        mark.tail, tree.text = tree.text, None
        tree.insert(0, mark)
        return
    run, offset = flow.place(index)
    element = run.element
    if element is None:
        tree.append(_mark("div", folio))
        return
    heading = next(
        (one for one in (element, *element.iterancestors()) if one.tag in HEADINGS), None
    )
    if heading is not None:
        heading.addprevious(_mark("div", folio))
        return
    mark = _mark("span", folio)
    if run.behind:
        text = element.tail or ""
        element.tail, mark.tail = text[:offset], text[offset:]
        parent = element.getparent()
        assert parent is not None
        parent.insert(parent.index(element) + 1, mark)
    else:
        text = element.text or ""
        element.text, mark.tail = text[:offset], text[offset:]
        element.insert(0, mark)


def _mark(tag: str, folio: int) -> etree._Element:
    """A page break (DPUB-ARIA 1.1, doc-pagebreak): it is announced by its label, and is empty."""
    return etree.Element(
        f"{{{XHTML}}}{tag}",
        {
            TYPE: "pagebreak",
            "role": "doc-pagebreak",
            "id": f"page-{folio}",
            "aria-label": f"page {folio}",
        },
        nsmap={"epub": EPUB},
    )
