"""Texts to set whose lines nobody tuned anything on: each with its measure, face and language.

Where they come from stands in `README.md` beside them.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
EMPHASIS = re.compile(r"\*([^*\s](?:[^*]*[^*\s])?)\*")
"""What is italic, as an editor marks it in Markdown; there is no other mark in the texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text, and how it is to be set."""

    name: str
    file: str
    """A paragraph a line, in printed characters."""
    language: str
    """As BCP 47 has it."""
    words: int
    """Between spaces; a rule that stands alone is none."""
    measure: float
    """The width of the lines, in mm."""
    family: str
    """As the stylesheets of the layout `base` name it."""
    faces: tuple[str, ...]
    """Its files below `assets/fonts/`: the upright and, where words are italic, the italic."""
    size: float
    """In pt, as is the leading."""
    leading: float


TEXTS = (
    Text(
        name="persuasion",
        file="persuasion.txt",
        language="en-GB",
        words=38_283,
        measure=104,
        family="Source Serif 4",
        faces=("source-serif-4/SourceSerif4-Regular.ttf",),
        size=10,
        leading=13,
    ),
    Text(
        name="workshop",
        file="workshop.txt",
        language="en-US",
        words=12_439,
        measure=112,
        family="Source Sans 3",
        faces=("source-sans-3/SourceSans3-Regular.ttf",),
        size=9.5,
        leading=13,
    ),
    Text(
        name="wonderland",
        file="wonderland.txt",
        language="en-GB",
        words=9_476,
        measure=72,
        family="Source Serif 4 SmText",
        faces=(
            "source-serif-4/SourceSerif4SmText-Regular.ttf",
            "source-serif-4/SourceSerif4SmText-It.ttf",
        ),
        size=8.5,
        leading=11.5,
    ),
)
"""A long one of long sentences, a dry one of figures and short forms, and one in which they talk.

Add nothing to a line-breaker for their sake: they are the texts that it has not seen.
"""


def paragraphs(text: Text) -> list[str]:
    """Each paragraph as an element of HTML, with its language."""
    lines = (FOLDER / text.file).read_text(encoding="utf-8").splitlines()
    return [f'<p lang="{text.language}">{_inside(line)}</p>' for line in lines]


def _inside(line: str) -> str:
    return EMPHASIS.sub(r"<em>\1</em>", html.escape(line, quote=False))
