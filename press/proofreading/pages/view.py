"""What the rules for pages look at: lines of running text, places, thresholds of the layout."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from press import layouts
from press.errors import ContentError, Place
from press.parts import SetLine
from press.proofreading.proof import Proof

POINT = 25.4 / 72
"""A point in millimetres."""


def running(proof: Proof) -> list[SetLine]:
    """The lines of running text: what stands in the bodies of the sections that are read through.

    Pull quotes and pictures stand among them; notes, openers and feet do not.
    """
    read = {one.slug for one in proof.book.chapters if one.section.kind.listed}
    return [line for line in proof.lines if line.section in read and "body" in line.within]


def paragraphs(proof: Proof) -> Iterator[list[SetLine]]:
    """The lines of each paragraph and item of running text; display text is not among them."""
    texts = [line for line in running(proof) if is_text(line)]
    texts.sort(key=lambda line: (line.section, line.block, line.number))
    for _, lines in groupby(texts, key=lambda line: (line.section, line.block)):
        yield list(lines)


def is_text(line: SetLine) -> bool:
    """Whether a line of a body is text to be read on, not a heading, a legend or a pull quote."""
    return line.tag in {"p", "li", "dd"} and "pull-quote" not in line.within


def place(proof: Proof, line: SetLine) -> Place | None:
    """The manuscript's file and line of a block; None on a blank page."""
    sections = {chapter.slug: chapter.section for chapter in proof.book.chapters}
    return sections[line.section].place(line.line) if line.section in sections else None


def page_name(proof: Proof, folio: int) -> str:
    """The page as a finding names it."""
    page = proof.facts.page(folio)
    return page.name if page else f"folio {folio}"


def shown(text: str) -> str:
    """The end of a line, as a message shows it."""
    return f"… {' '.join(text.split()[-4:])}"


def length(proof: Proof, token: str) -> float:
    """A length among the layout's custom properties, in mm."""
    found = layouts.millimetres(_said(proof, token))
    if found is None:
        raise _unusable(proof, token, "write a plain length, such as 8mm or 13pt")
    return found


def number(proof: Proof, token: str) -> int:
    """A number among the layout's custom properties."""
    said = _said(proof, token)
    if not said.isdecimal():
        raise _unusable(proof, token, "write a whole number")
    return int(said)


def names(proof: Proof, token: str) -> frozenset[str]:
    """Names of pages among the layout's custom properties; `none` where there are none."""
    return frozenset(_said(proof, token).split()) - {"none"}


def _said(proof: Proof, token: str) -> str:
    said = proof.tokens.get(token, "").strip()
    if not said:
        raise _unusable(proof, token, "give it in tokens.css, as layouts/base does")
    return said


def _unusable(proof: Proof, token: str, hint: str) -> ContentError:
    layout = proof.book.publication.layout
    return ContentError(
        f"the pages cannot be checked: --{token} is “{proof.tokens.get(token, '')}”",
        place=Place(f"layouts/{layout}/styles/tokens.css"),
        hint=hint,
    )
