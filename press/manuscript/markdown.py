"""Markdown becomes semantic HTML; what the press does not understand is refused with its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from lxml import etree
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from press.errors import Place, raise_all
from press.manuscript.blocks import Blocks
from press.manuscript.complaints import Complaints

MOST_SIGNS = (
    (re.compile(r"\["), 100, "square brackets"),
    (re.compile(r"[*_]"), 1_000, "stars and underscores"),
    (re.compile(r"^ {0,3}\[\^", re.MULTILINE), 20, "notes"),
)
"""What one paragraph may hold at most: the parser looks for the partner of each of these signs."""
MOST_BRACKETS = 5_000
"""What a whole section may hold."""
PARAGRAPH = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)

Figures = Callable[[str, Place], object]
"""Finds a figure by its name, or raises a ContentError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of a section as a tree, and what it says of its pull quotes."""

    body: etree._Element
    placed: tuple[tuple[str, int], ...]
    """The quotes that are placed between two paragraphs, each with its line."""


def read(text: str, *, first_line: int, figures: Figures, complaints: Complaints) -> Text:
    """Read the text of a section.

    Args:
        text: the Markdown under the section's head.
        first_line: the line of the file on which it begins.
        figures: finds a figure by its name.
        complaints: takes every fault, with its line.
    """
    _gate(text, first_line, complaints)
    tokens = _parser().parse(text)
    blocks = Blocks(
        lines=text.split("\n"), first_line=first_line, figures=figures, complaints=complaints
    )
    blocks.build(tokens)
    return Text(body=blocks.root, placed=tuple(blocks.placed))


def _gate(text: str, first_line: int, complaints: Complaints) -> None:
    """Turn away, before parsing, paragraphs that would take the parser minutes."""
    for match in PARAGRAPH.finditer(text):
        for sign, most, name in MOST_SIGNS:
            if len(sign.findall(match[0])) > most:
                line = first_line + text.count("\n", 0, match.start())
                complaints.add(
                    line,
                    f"a paragraph with more than {most} {name} begins here",
                    "divide it by empty lines",
                )
    if text.count("[") > MOST_BRACKETS:
        complaints.add(
            first_line,
            f"this section has more than {MOST_BRACKETS} square brackets",
            "make two sections of it",
        )
    raise_all(complaints.errors)


@cache
def _parser() -> MarkdownIt:
    """CommonMark with what the dialect adds.

    Raw HTML is parsed so that it can be refused by line; every address passes, for we judge it.
    Link definitions are off: one that nothing uses would vanish without a word.
    Escapes are kept apart from text, so that an escaped sign is not taken for one left over.
    """
    md = MarkdownIt("commonmark")
    md.disable(["reference", "text_join"])
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.use(attrs_plugin, spans=True, allowed=("id", "class", "lang"))
    md.use(attrs_block_plugin, allowed=("id", "class", "lang"))
    md.core.ruler.disable("attr")
    md.use(container_plugin, "block", validate=lambda params, _markup: bool(params.strip()))
    md.use(deflist_plugin)
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    return md
