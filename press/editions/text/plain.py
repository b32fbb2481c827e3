"""Blocks as plain text: a line each, titles and headings underlined, as typewriters did it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from press.editions.text.blocks import Block, Run, joined

LINES = {"title": "=", "heading": "-"}
INDENT = "  "


def written(blocks: Iterable[Block]) -> str:
    """A section."""
    return joined(blocks, _block)


def colophon(lines: Sequence[str]) -> str:
    """What stands at the end of a file: how it is cited, and what may be done with it."""
    return "\n\n".join(lines)


def tidy(text: str) -> str:
    """Words on one line, their ends without space; spaces that do not break stay."""
    return re.sub(r"[ \t\n]+", " ", text).strip(" ")


def _block(block: Block) -> str:
    said = tidy("".join(_run(run) for run in block.runs))
    number = f"{block.marker}. " if block.marker else ""
    if block.shape in LINES:
        line = f"{number}{said}"
        return f"{line}\n{LINES[block.shape] * len(line)}"
    if block.shape == "item":
        marker = "- " if block.marker == "-" else number
        return f"{INDENT * block.depth}{marker}{said}"
    if block.shape == "note":
        return f"[{block.marker}] {said}"
    return f"{INDENT}{said}" if block.shape == "quote" else f"{number}{said}"


def _run(run: Run) -> str:
    if run.call:
        return f"[{run.call}]"
    if run.address and tidy(run.text) not in run.address:
        return f"{run.text} <{run.address}>"
    return run.text
