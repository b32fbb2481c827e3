"""Glyphs: every character of the manuscript is in every face that may set it.

`glyph-missing`: a face of the layout lacks a character. The engine would draw an empty box, or
another font's letter; only the layout's own faces are known to it, so it would be the box.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.assets import Face, uncovered
from press.book.model import Book
from press.errors import Place
from press.finding import Finding, Severity
from press.manuscript.section import Section


def check(book: Book, faces: Mapping[str, Face]) -> Iterator[Finding]:
    """Characters that some face of the layout lacks."""
    for chapter in book.chapters:
        section = chapter.section
        told: set[str] = set()
        for line, text in _texts(section):
            for character, lacking in _lacking(text, faces).items():
                if character not in told:
                    told.add(character)
                    others = f" and {len(lacking) - 1} more" if lacking[1:] else ""
                    yield Finding(
                        code="glyph-missing",
                        severity=Severity.ERROR,
                        message=f"there is no glyph for {character} in {lacking[0]}{others}",
                        remedy="write it another way, or declare a face that has it",
                        place=Place(section.file, line),
                    )


def _lacking(text: str, faces: Mapping[str, Face]) -> dict[str, list[str]]:
    """Each character that some face lacks, with those faces, so that it is told once."""
    found: dict[str, list[str]] = {}
    for told in uncovered(text, faces.values()):
        character, _, face = told.partition(" is not in ")
        found.setdefault(character, []).append(face)
    return found


def _texts(section: Section) -> Iterator[tuple[int | None, str]]:
    yield section.lines.get("title", 1), "".join(_strings(section.head.model_dump()))
    for element in section.body.iter() if section.body is not None else ():
        yield element.sourceline, f"{element.text or ''}{element.tail or ''}"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _strings(item)
