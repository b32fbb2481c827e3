"""Copyfitting: a section is set a line longer or shorter where a page would end badly.

What ends badly is measured on the lines as they were set. Paragraphs that come before it offer to
be a line longer or shorter; the offers that do least harm to their paragraphs are taken first, and
kept only when the section ends better for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.parts import SetLine

MOST = 3
"""Lines by which a section is made longer or shorter, at most."""
TRIES = 5
"""How often a section is set again, at most."""

Offer = Callable[[str, int], float | None]
"""What a paragraph, told by its text, would suffer for a line more (1) or fewer (-1); none where it
cannot be set so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a layout wants its pages to end."""

    unit: float
    """The height of a row, in mm."""
    least_last_lines: int
    """Lines on a section's last page, at least."""
    uneven_rows: int
    """How many rows the feet of facing pages may differ by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadEnd:
    """A page that ends badly."""

    folio: int
    asks: tuple[int, ...]
    """By how many lines the text before it might change to mend it, the likelier first."""


Set = Callable[[Mapping[str, int]], Sequence[SetLine]]
"""Sets the section with paragraphs, told by their texts, by so many lines longer or shorter."""


def fit(lines: Sequence[SetLine], wanted: Fit, *, offer: Offer, again: Set) -> dict[str, int]:
    """The paragraphs that are to be a line longer or shorter, so that all pages end as they should.

    Args:
        lines: the section as it is set.
        wanted: how its pages are to end.
        offer: what its paragraphs can give.
        again: sets it once more.

    Returns:
        For each of these paragraphs, 1 or -1; nothing where nothing helps.
    """
    faults = list(bad_ends(lines, wanted))
    taken: dict[str, int] = {}
    tries, number = 0, 0
    while number < len(faults) and tries < TRIES:
        for orders in _orders(faults[number], lines, offer, taken):
            tries += 1
            better = again(orders)
            left = list(bad_ends(better, wanted))
            if len(left) < len(faults):
                taken, lines, faults, number = orders, better, left, -1
                break
            if tries == TRIES:
                break
        number += 1
    return taken


def bad_ends(lines: Sequence[SetLine], wanted: Fit) -> Iterator[BadEnd]:
    """The pages of a section that end badly, in their order."""
    pages = body(lines)
    if len(pages) < 2:
        return
    notes = {line.folio for line in lines if "footnote" in line.classes}
    for verso, *rows in uneven(pages, notes, wanted.unit, most=wanted.uneven_rows):
        yield BadEnd(folio=verso if rows[0] < rows[1] else verso + 1, asks=(1, -1, 2))
    last = max(pages)
    rows_left = rows_of(pages[last])
    if rows_left < wanted.least_last_lines:
        more, fewer = wanted.least_last_lines - rows_left, -rows_left
        asks = [ask for ask in sorted((more, fewer), key=abs) if abs(ask) <= MOST]
        yield BadEnd(folio=last, asks=tuple(asks))


def body(lines: Iterable[SetLine]) -> dict[int, list[SetLine]]:
    """The lines of running text on each page."""
    found: dict[int, list[SetLine]] = defaultdict(list)
    for line in lines:
        if "body" in line.within:
            found[line.folio].append(line)
    return dict(found)


def uneven(
    pages: Mapping[int, Sequence[SetLine]], notes: Container[int], unit: float, *, most: int
) -> Iterator[tuple[int, int, int]]:
    """Facing pages of a section whose feet differ by more than so many rows.

    Its last page ends where it ends, and pages with notes are not compared.

    Args:
        pages: its lines of running text, by folio.
        notes: the folios of pages with notes.
        unit: the height of a row, in mm.
        most: rows by which feet may differ.

    Yields:
        The verso, and the row on which each of the two ends.
    """
    for verso in sorted(pages):
        recto = verso + 1
        if verso % 2 or recto not in pages or recto == max(pages):
            continue
        if verso not in notes and recto not in notes:
            rows = foot(pages[verso], unit), foot(pages[recto], unit)
            if abs(rows[0] - rows[1]) > most:
                yield verso, *rows


def rows_of(lines: Iterable[SetLine]) -> int:
    """How many rows lines stand on."""
    return len({round(line.baseline, 2) for line in lines})


def foot(lines: Iterable[SetLine], unit: float) -> int:
    """The row on which the text of a page ends, counted from the head of its type area."""
    return round(max(line.baseline - line.top for line in lines) / unit)


def _orders(
    fault: BadEnd, lines: Sequence[SetLine], offer: Offer, taken: Mapping[str, int]
) -> Iterator[dict[str, int]]:
    """The orders that may mend a fault: for each number of lines, the least harmful ones."""
    texts = [text for text in _paragraphs(lines, fault.folio) if text not in taken]
    for ask in fault.asks:
        sign = 1 if ask > 0 else -1
        costs = {text: offer(text, sign) for text in texts}
        able = sorted((cost, text) for text, cost in costs.items() if cost is not None)
        if len(able) >= abs(ask):
            yield {**taken, **{text: sign for _, text in able[: abs(ask)]}}


def _paragraphs(lines: Sequence[SetLine], folio: int) -> list[str]:
    """The texts of the paragraphs that begin on or before a page, spaces taken out."""
    blocks: dict[int, list[SetLine]] = defaultdict(list)
    for line in lines:
        if "body" in line.within and line.tag in {"p", "li", "dd"}:
            blocks[line.block].append(line)
    return [joined(block) for block in blocks.values() if block[0].folio <= folio]


def joined(lines: Iterable[SetLine]) -> str:
    """The text of a paragraph out of its lines, spaces taken out."""
    pieces = (line.text[:-1] if line.broken else line.text for line in lines)
    return "".join("".join(pieces).split())
