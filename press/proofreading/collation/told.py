"""A difference in words: what both editions say, where it stands, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from press.book.model import Book
from press.errors import Place
from press.manuscript.section import Section
from press.proofreading.collation.collate import Difference
from press.proofreading.collation.compare import Rest
from press.proofreading.collation.leaf import Thing
from press.proofreading.collation.running import notes
from press.proofreading.collation.strand import Strand
from press.proofreading.printed import runs

ROUND = 3
"""Words shown on either side."""
SHOWN = 12
"""Words shown of a passage; of a longer one its two ends."""
KEYS = {"author": "authors", "role": "authors", "organisation": "authors"}
"""The key of the head that gives a piece, where it is not called like the piece."""
PROBE = 4
"""Words by which a passage is found in the manuscript."""


def is_of_quotes(difference: Difference) -> bool:
    """Whether it is a pull quote that differs."""
    both = (difference.variant.first, difference.variant.other)
    return any(one is not None and one.thing and one.thing.name == "quote" for one in both)


def message(difference: Difference, first: str, other: str) -> str:
    """What differs, both editions named.

    Args:
        difference: what is told.
        first: the edition against which the other is held.
        other: the other edition.
    """
    ours, theirs = difference.variant.first, difference.variant.other
    where = f"“{difference.first.chapter.slug}”"
    if quote := _quote(difference):
        where = f"the pull quote “{quote}” of {where}"
    if ours and theirs and ours.words == theirs.words:
        before, after = _before(difference.first, ours), _before(difference.other, theirs)
        elsewhere = f"after “{before}” in {first} and after “{after}” in {other}"
        if before == after or ours.thing:
            elsewhere = f"elsewhere in {other} than in {first}"
        return f"{where}: “{_short(ours.words)}” stands {elsewhere}"
    if ours and theirs:
        mine, his = _narrowed(difference, ours, theirs)
        return f"{where} reads “{mine}” in {first} and “{his}” in {other}"
    if ours:
        return f"{where}: “{_within(difference.first, ours)}” stands in {first} and not in {other}"
    assert theirs is not None
    return f"{where}: “{_within(difference.other, theirs)}” stands in {other} and not in {first}"


def page(difference: Difference) -> str:
    """The page of the edition that has one, the first before the other."""
    for strand, rest in _sides(difference):
        if rest.thing and rest.thing.page:
            return rest.thing.page
        if rest.thing is None and rest.at < len(strand.pages) and strand.pages[rest.at]:
            return strand.pages[rest.at]
    return ""


def place(book: Book, difference: Difference) -> Place:
    """The file and line of the manuscript from which the words come, as near as it is known."""
    if name := _quote(difference):
        return difference.first.chapter.quotes[name].place
    strand, rest = _sides(difference)[0]
    section = strand.chapter.section
    if rest.thing is None:
        return section.place(_line(strand, rest))
    if rest.thing.name.startswith("entry-") and rest.thing.key:
        entry = book.chapter(rest.thing.key).section
        return entry.place(_line_of_head(entry, rest.thing.name.removeprefix("entry-")))
    return section.place(_line_of_thing(strand, rest.thing))


def _line_of_thing(strand: Strand, thing: Thing) -> int | None:
    if thing.name == "footnote":
        lines = {one.number: one.line for one in notes(strand.chapter)}
        return lines.get(thing.key.rstrip("+"))
    if thing in strand.things:
        behind = thing.name in {"call", "place"}  # the word before it is of its block
        return _line(strand, Rest(words=(), at=max(0, thing.at - behind)))
    return _line_of_head(strand.chapter.section, thing.name)


def _line_of_head(section: Section, name: str) -> int | None:
    """The line of the head's key from which a piece comes."""
    return section.lines.get(KEYS.get(name, name))


def _sides(difference: Difference) -> list[tuple[Strand, Rest]]:
    both = (
        (difference.first, difference.variant.first),
        (difference.other, difference.variant.other),
    )
    return [(strand, rest) for strand, rest in both if rest is not None]


def _quote(difference: Difference) -> str:
    """The name of the pull quote that differs, where it is one of the section's."""
    for _, rest in _sides(difference):
        if rest.thing and rest.thing.name == "quote" and rest.thing.key:
            return rest.thing.key
    return ""


def _short(words: Sequence[str]) -> str:
    if len(words) <= SHOWN:
        return " ".join(words)
    return f"{' '.join(words[: SHOWN - ROUND])} … {' '.join(words[-ROUND:])}"


def _before(strand: Strand, rest: Rest) -> str:
    return " ".join(strand.text[max(0, rest.at - ROUND) : rest.at])


def _within(strand: Strand, rest: Rest) -> str:
    """Words with those round them, where they stand in the text."""
    if rest.thing is not None:
        return _short(rest.words)
    end = rest.at + len(rest.words)
    pieces = (_before(strand, rest), _short(rest.words), " ".join(strand.text[end : end + ROUND]))
    return " ".join(piece for piece in pieces if piece)


def _narrowed(difference: Difference, ours: Rest, theirs: Rest) -> tuple[str, str]:
    """Both wordings without what is the same at either end, but for a few words."""
    if ours.thing is None and theirs.thing is None:
        mine, his = _spread(difference.first, ours), _spread(difference.other, theirs)
    else:  # what was not recognised stands among others in the text, or at its end
        mine, his = _like(ours.words, theirs.words), _like(theirs.words, ours.words)
    shorter = min(len(mine), len(his))
    start = 0
    while start < shorter and mine[start] == his[start]:
        start += 1
    end = 0
    while end < shorter - start and mine[-1 - end] == his[-1 - end]:
        end += 1
    start, end = max(0, start - ROUND), max(0, end - ROUND)
    return _short(mine[start : len(mine) - end]), _short(his[start : len(his) - end])


def _like(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """The part of some words that others are like."""
    matcher = SequenceMatcher(a=others, b=words, autojunk=False)
    *blocks, end_of_both = matcher.get_matching_blocks()
    first, last = (blocks[0], blocks[-1]) if blocks else (end_of_both, end_of_both)
    end = last.b + last.size + len(others) - last.a - last.size
    return list(words[max(0, first.b - first.a) : end])


def _spread(strand: Strand, rest: Rest) -> list[str]:
    """Words of the text with those round them."""
    return list(strand.text[max(0, rest.at - ROUND) : rest.at + len(rest.words) + ROUND])


def _line(strand: Strand, rest: Rest) -> int | None:
    """The line of the block in which words of the text stand, or those beside them."""
    text = strand.running
    for at in (rest.at, rest.at + len(rest.words), rest.at - PROBE):
        probe = strand.text[at : at + PROBE] if at >= 0 else ()
        found = next(runs(probe, text.words), None)
        if found is not None:
            return text.lines[found]
    return None
