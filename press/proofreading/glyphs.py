"""Glyphs: every character of the manuscript is in every face that may set it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from press.assets import Face, uncovered
from press.errors import Place
from press.finding import Severity
from press.manuscript.section import Section
from press.proofreading.proof import Copy
from press.rule import Slip, rule


@rule("glyph-missing", Severity.ERROR)
def missing(copy: Copy) -> Iterator[Slip]:
    """A face of the layout lacks a character of the manuscript.

    The engine would draw an empty box. It could not take the letter from another font, because it
    knows only the layout's own faces; on a machine with other fonts nobody would see the fault.
    Every face is asked, also one that sets only headings: today's text may be tomorrow's heading.
    Write the character another way, or declare a face that has it in the layout's fonts.css.
    """
    work = copy.book.publication
    yield from _told(((copy.order, f"{work.full_title}{work.kind}"),), copy.faces)
    drawn: set[str] = set()
    for chapter in copy.book.chapters:
        section = chapter.section
        new = set(_said(section)) - drawn
        if uncovered("".join(new), copy.faces.values()):
            texts = ((section.place(line), text) for line, text in _texts(section))
            yield from _told(texts, copy.faces)
        else:
            drawn |= new


def _told(texts: Iterable[tuple[Place | None, str]], faces: Mapping[str, Face]) -> Iterator[Slip]:
    """Each character that some face lacks, where it first stands."""
    told: set[str] = set()
    for place, text in texts:
        for character, lacking in _lacking(text, faces).items():
            if character not in told:
                told.add(character)
                others = f" and {len(lacking) - 1} more" if lacking[1:] else ""
                yield Slip(
                    message=f"there is no glyph for {character} in {lacking[0]}{others}",
                    remedy="write it another way, or declare a face that has it",
                    place=place,
                )


def _lacking(text: str, faces: Mapping[str, Face]) -> dict[str, list[str]]:
    """Each character that some face lacks, with those faces, so that it is told once."""
    found: dict[str, list[str]] = {}
    for told in uncovered(text, faces.values()):
        character, _, face = told.partition(" is not in ")
        found.setdefault(character, []).append(face)
    return found


def _said(section: Section) -> str:
    """All that a section says, in one."""
    body = section.body.itertext() if section.body is not None else ()
    return "".join((*_strings(section.head.model_dump()), *body))


def _texts(section: Section) -> Iterator[tuple[int | None, str]]:
    """The same, with the line of each text."""
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


COPY = (missing,)
