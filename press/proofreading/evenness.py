"""How evenly lines are set, as information: figures a section, and the lines that are worst.

What counts is running text: every line of a paragraph, of an item of a list and of the words of a
labelled entry, in the bodies of the sections that are read through. Headings, pull quotes,
captions, notes, openers and what stands in the margins do not count. The last line of a paragraph
is as long as it likes and is only asked whether it is a runt; a line that ends where the author
broke it counts as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from press.errors import Place
from press.lines.columns import LEGEND, cells, heads
from press.lines.figures import Figures, figures
from press.pages.counted import counted, measure, slack
from press.parts import SetLine
from press.proofreading.pages import view
from press.proofreading.proof import Proof

ALL = "all"
TITLE = 30
"""Signs of a title that the table has room for."""
LEAST = 0.03
"""What is looser or shorter by less is even: letters that are widened take as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of one section, or of all."""

    title: str
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst:
    """One line that stands out."""

    value: float
    """Its word spaces, natural ones being 1; or its slack, as a part of its measure."""
    text: str
    page: str
    place: Place | None
    """Where its paragraph stands in the manuscript."""


def table(proof: Proof) -> list[Row]:
    """A row for each section with running text, in the order of the spine, and one for all."""
    lines = list(_lines(proof))
    rows = [
        Row(title=chapter.section.full_title, figures=_figures(own))
        for chapter in proof.book.chapters
        if (own := [line for line in lines if line.section == chapter.slug])
    ]
    return [*rows, Row(title=ALL, figures=_figures(lines))]


def loosest(proof: Proof, count: int) -> list[Worst]:
    """The lines with the widest word spaces, the worst first."""
    return _worst(proof, count, lambda line: line.space - 1.0, adding=1.0)


def shortest(proof: Proof, count: int) -> list[Worst]:
    """The lines with the most slack of their measure, the worst first."""
    return _worst(proof, count, lambda line: slack(line) / measure(line))


def told(proof: Proof, *, worst: int) -> Iterator[str]:
    """The table and so many of the worst lines, as plain text."""
    yield f"{'':{TITLE + 2}}{heads()}"
    for row in table(proof):
        title = row.title if len(row.title) <= TITLE else f"{row.title[: TITLE - 1]}…"
        yield f"{title:{TITLE + 2}}{cells(row.figures)}"
    yield from ("", *LEGEND)
    if worst:
        yield from ("", "The loosest lines, by their word spaces")
        yield from _listed(loosest(proof, worst), lambda value: f"{value:.2f}")
        yield from ("", "The shortest lines, by what they lack of their measure")
        yield from _listed(shortest(proof, worst), lambda value: f"{100 * value:.1f} %")


def _lines(proof: Proof) -> Iterator[SetLine]:
    for paragraph in view.paragraphs(proof):
        yield from paragraph


def _figures(lines: Iterable[SetLine]) -> Figures:
    return figures(counted(lines))


def _worst(
    proof: Proof, count: int, fault: Callable[[SetLine], float], *, adding: float = 0.0
) -> list[Worst]:
    """The lines with the greatest fault; of equal ones those that come first in the book."""
    full = [line for line in _lines(proof) if not line.last and fault(line) > LEAST]
    full.sort(key=lambda line: (-fault(line), line.folio, line.baseline))
    return [
        Worst(
            value=fault(line) + adding,
            text=" ".join(line.text.split()),
            page=view.page_name(proof, line.folio),
            place=view.place(proof, line),
        )
        for line in full[:count]
    ]


def _listed(lines: list[Worst], shown: Callable[[float], str]) -> Iterator[str]:
    if not lines:
        yield "  none"
    pages = max((len(line.page) for line in lines), default=0)
    places = max((len(str(line.place or "")) for line in lines), default=0)
    for line in lines:
        place = str(line.place or "")
        yield f"  {shown(line.value):>7}  {line.page:{pages}}  {place:{places}}  {line.text}"
