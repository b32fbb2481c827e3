"""The figures of evenness as a table, a column each; whoever tells them tells them alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from press.lines.figures import LOOSE, SHORT, TIGHT, VERY_LOOSE, Figures

COLUMNS: Mapping[str, Callable[[Figures], str]] = {
    "lines": lambda told: f"{told.lines:,}",
    f">{LOOSE}": lambda told: f"{100 * told.loose:.1f}",
    f">{VERY_LOOSE}": lambda told: f"{100 * told.very_loose:.2f}",
    f"<{TIGHT}": lambda told: f"{100 * told.tight:.1f}",
    "broken": lambda told: f"{100 * told.hyphenated:.1f}",
    "short": lambda told: f"{100 * told.short:.2f}",
    "step": lambda told: f"{100 * told.step:.2f}",
    "ladders": lambda told: str(told.ladders),
    "page ends": lambda told: str(told.page_ends),
    "runts": lambda told: str(told.runts),
}

LEGEND = (
    f">{LOOSE}, >{VERY_LOOSE}, <{TIGHT}: lines in 100 with word spaces so many times their natural"
    " width;",
    "broken: that end with a broken word;"
    f" short: that lack more than {100 * SHORT:.0f} in 100 of their measure;",
    "step: what the right edge moves from line to line, in 100 of the measure.",
    "Last lines of paragraphs are left out of these.",
    "ladders: three hyphens and more under each other; page ends: words broken over a page's end;",
    "runts: last lines of one short word.",
)
"""What the heads say, for whoever reads the table for the first time."""


def heads() -> str:
    """The line over the table."""
    return "".join(f"{head:>{_wide(head)}}" for head in COLUMNS)


def cells(told: Figures) -> str:
    """A row of it."""
    return "".join(f"{cell(told):>{_wide(head)}}" for head, cell in COLUMNS.items())


def _wide(head: str) -> int:
    return max(len(head), 5) + 2
