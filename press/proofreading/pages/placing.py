"""Placing: where the lines stand on the page, and how pages stand beside each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from press.finding import Severity
from press.pages.copyfit import rows_of, uneven
from press.parts import SetLine
from press.proofreading.pages.view import (
    POINT,
    is_text,
    length,
    number,
    page_name,
    place,
    running,
    shown,
)
from press.proofreading.proof import Proof
from press.rule import Slip, rule

ASCENT, DESCENT = 0.75, 0.25
"""How far letters reach over and under their baseline, in shares of their size."""
HAIR = 0.01
"""What rounding may move, in mm."""


@rule("short-last-page", Severity.WARNING)
def short_last_page(proof: Proof) -> Iterator[Slip]:
    """A section's last page carries only a few lines of its text.

    A page with two lines on it looks as if they had been forgotten. At least `--least-last-lines`
    stand on the last page of a section that has more than one; its notes do not count.
    Bring the lines back (tie or untie last words, ask the editor for a cut), or send more over.
    Never change leading, size or tracking for it.
    """
    for pages in _texts(proof).values():
        last = pages[max(pages)]
        rows = rows_of(last)
        if len(pages) > 1 and rows < number(proof, "least-last-lines"):
            count = f"{rows} line{'s' if rows > 1 else ''}"
            yield Slip(
                message=f"the last page of “{last[0].section}” carries {count}",
                remedy="cut the text by so much, or let more run over",
                place=place(proof, last[0]),
                page=page_name(proof, last[0].folio),
            )


@rule("uneven-feet", Severity.WARNING)
def uneven_feet(proof: Proof) -> Iterator[Slip]:
    """The text of two facing pages ends on different rows, by more than `--uneven-rows`.

    Pages that lie open together look like one; where one ends higher the eye sees a gap before it
    reads a word. A row may be given to keep a heading or two lines of a paragraph together. The
    last page of a section ends where it ends, and pages with notes are not compared.
    Look what is kept together at the foot of the shorter page: a heading, a list, a pull quote;
    move the quote by a paragraph, or reword.
    """
    notes = {line.folio for line in proof.lines if "footnote" in line.classes}
    unit, most = length(proof, "unit"), number(proof, "uneven-rows")
    for pages in _texts(proof).values():
        for verso, *rows in uneven(pages, notes, unit, most=most):
            shorter = pages[verso + (rows[1] < rows[0])]
            yield Slip(
                message=f"pages {verso} and {verso + 1} end on rows {rows[0]} and {rows[1]}",
                remedy="see what is kept together at the foot of the shorter page",
                place=place(proof, shorter[-1]),
                page=page_name(proof, shorter[-1].folio),
            )


@rule("off-grid", Severity.ERROR)
def off_grid(proof: Proof) -> Iterator[Slip]:
    """A line of text stands off the grid of lines, by more than `--grid-tolerance`.

    Lines stand level on facing pages and back to back, so that what shines through the paper lies
    under the lines and not between them. One line is one `--unit`; the grid is the one on which
    most pages begin. After display text the next line is on it again.
    A block before the line has a height that is no whole number of units: its own leading, a margin
    of a half that has no second, a picture. One finding stands for all lines that follow on a page.
    """
    texts = [line for line in running(proof) if is_text(line)]
    if not texts:
        return
    unit, tolerance = length(proof, "unit"), length(proof, "grid-tolerance")
    first = [line for line in texts if line.baseline - line.top < unit] or texts
    grid = Counter(round(line.baseline % unit, 2) for line in first).most_common(1)[0][0]
    told: set[int] = set()
    for line in texts:
        off = (line.baseline - grid + unit / 2) % unit - unit / 2
        if abs(off) > tolerance + HAIR and line.folio not in told:
            told.add(line.folio)
            yield Slip(
                message=f"“{shown(line.text)}” stands {abs(off) / POINT:.2f} pt"
                f" {'below' if off > 0 else 'above'} the grid",
                remedy="make the height of what stands before it whole units",
                place=place(proof, line),
                page=page_name(proof, line.folio),
            )


@rule("outside-safe-area", Severity.ERROR)
def outside_safe_area(proof: Proof) -> Iterator[Slip]:
    """Text stands nearer to the trim than `--safe-area`.

    The knife is not exact, and in a stitched booklet the inner leaves creep out under it by a
    millimetre or two: text that near may be cut, or looks as if it had nearly been. Every line
    counts, on covers and in margins too; art may bleed.
    Move the text in, or make it shorter; look for an over-long line that nothing could break.
    """
    for line in proof.lines:
        page = proof.facts.page(line.folio)
        if page is None:
            continue
        left, bottom, right, top = page.trim
        size = line.size * POINT
        ends = {
            "left": line.left,
            "right": (right - left) * POINT - line.right,
            "top": line.baseline - ASCENT * size,
            "bottom": (top - bottom) * POINT - line.baseline - DESCENT * size,
        }
        side = min(ends, key=lambda one: ends[one])
        if ends[side] < length(proof, "safe-area") - HAIR:
            yield Slip(
                message=f"“{shown(line.text)}” stands {ends[side]:.1f} mm from the {side} edge",
                remedy="move it in, or make it shorter",
                place=place(proof, line),
                page=page.name,
            )


def _texts(proof: Proof) -> dict[str, dict[int, list[SetLine]]]:
    """The lines of running text by section and by folio."""
    found: dict[str, dict[int, list[SetLine]]] = defaultdict(lambda: defaultdict(list))
    for line in running(proof):
        found[line.section][line.folio].append(line)
    return found


PROOF = (short_last_page, uneven_feet, off_grid, outside_safe_area)
