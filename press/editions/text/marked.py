"""Blocks as Markdown (CommonMark, with footnotes): what a sign could be mistaken for is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from press.editions.text.blocks import Block, Run, joined
from press.editions.text.plain import tidy

HEADINGS = {"title": "# ", "heading": "## ", "subheading": "### "}
SIGN = re.compile(r"[\\`*_\[\]<>~|&]")
LEAD = re.compile(r"^(?:(\d+)([.)])|([#+-]))(?=\s|$|#|\w)")
STYLES = {"em": "*", "strong": "**", "": ""}
INDENT = "    "


def written(blocks: Iterable[Block], slug: str) -> str:
    """A section; the labels of its notes bear its name, so that they are unique in the whole."""
    return joined(blocks, lambda block: _block(block, slug))


def colophon(lines: Sequence[str]) -> str:
    """What stands at the end of a file; an address is a link."""
    return "\n\n".join(
        f"<{line}>" if line.startswith(("http://", "https://")) else _escaped(line)
        for line in lines
    )


def _block(block: Block, slug: str) -> str:
    said = tidy("".join(_run(run, slug) for run in block.runs))
    number = f"{block.marker}. " if block.marker else ""
    if block.shape in HEADINGS:
        return f"{HEADINGS[block.shape]}{number.replace('.', chr(92) + '.')}{said}"
    if block.shape == "item":
        marker = "- " if block.marker == "-" else number
        return f"{INDENT * block.depth}{marker}{_lead(said)}"
    if block.shape == "note":
        return f"[^{slug}-{block.marker}]: {said}"
    return f"> {_lead(said)}" if block.shape == "quote" else _lead(said)


def _run(run: Run, slug: str) -> str:
    if run.call:
        return f"[^{slug}-{run.call}]"
    said = _escaped(run.text)
    if run.address:
        said = f"[{said}](<{run.address}>)"
    core = said.strip()
    if not run.style or not core:
        return said
    sign = STYLES[run.style]
    start, end = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
    return f"{start}{sign}{core}{sign}{end}"


def _escaped(text: str) -> str:
    return SIGN.sub(lambda found: f"\\{found[0]}", text)


def _lead(text: str) -> str:
    """A line whose beginning would make it a list or a heading, escaped."""
    return LEAD.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", text)
