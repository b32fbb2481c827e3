"""The authors at a section's head are those who speak in it, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.finding import Severity
from press.manuscript.section import Section
from press.proofreading.proof import Copy
from press.reading.facts import words
from press.rule import Slip, rule

SPEAKER = "speaker"


@rule("authors-order", Severity.WARNING)
def order(copy: Copy) -> Iterator[Slip]:
    """The authors at a section's head are not those who speak in it, or not in their order.

    Byline and contents are made of the head, the speakers' headings stand in the text, and nothing
    else holds the two together. A reader who meets a name first in the contents expects that voice
    first; an author without a heading seems to have written nothing.
    Someone who speaks twice counts where they speak first; a heading may leave out honours or a
    first name. Sections without speakers' headings are not asked.
    Put the authors at the head into the order of the text, and add or remove whoever differs;
    where two orders are meant, silence it and say why.
    """
    for chapter in copy.book.chapters:
        section = chapter.section
        headings = list(_headings(section))
        if headings:
            yield from _compared(section, headings)


def _compared(section: Section, headings: Sequence[tuple[str, int | None]]) -> Iterator[Slip]:
    names = [_plain(author.name) for author in section.authors]
    heard: list[str] = []
    for said, line in headings:
        name = _named(said, names)
        if name is None:
            yield Slip(
                message=f"“{said}” speaks here and is not among the authors at the section's head",
                remedy="add the name under `authors:`, or take `{.speaker}` from the heading",
                place=section.place(line),
            )
        elif name not in heard:
            heard.append(name)
    for index, name in enumerate(names):
        if name not in heard:
            yield Slip(
                message=f"{name} is among the authors, and no speaker's heading names them",
                remedy="add the heading above what they say, or remove the author",
                place=section.place(section.lines.get(f"authors.{index}")),
            )
    named = [name for name in names if name in heard]
    if named != heard:
        yield Slip(
            message=f"the authors are named as {', '.join(named)} and speak as {', '.join(heard)}",
            remedy="put them into one order",
            place=section.place(section.lines.get("authors")),
        )


def _headings(section: Section) -> Iterator[tuple[str, int | None]]:
    """The names over the speakers' words, with their lines."""
    for element in section.body.iter("h2", "h3") if section.body is not None else ():
        if SPEAKER in element.get("class", "").split():
            yield _plain("".join(element.itertext())), element.sourceline


def _plain(name: str) -> str:
    """A name without the spaces that the press has bound."""
    return " ".join(name.split())


def _named(said: str, names: Sequence[str]) -> str | None:
    """The author whom a heading means: the name itself, or the only one that holds its words."""
    if said in names:
        return said
    wanted = set(words(said))
    held = [name for name in names if wanted and wanted <= set(words(name))]
    return held[0] if len(held) == 1 else None


COPY = (order,)
