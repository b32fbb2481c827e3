"""A section of two editions held against each other: what differs, and what is meant to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from press.proofreading.collation.declared import ORDER, Declared, Held, rows
from press.proofreading.collation.leaf import Thing
from press.proofreading.collation.opening import GROUPS
from press.proofreading.collation.strand import Strand
from press.proofreading.collation.witness import Witness

ALIKE = 0.5
"""From this likeness on, words that one edition lacks and words that it has besides are the same
passage, worded otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Words of one edition that the other has not, in no way that is meant."""

    words: tuple[str, ...]
    thing: Thing | None = None
    """What they are, where they are no running text."""
    at: int = 0
    """Where they stand in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A difference: what the first edition has, and what the other has for it."""

    first: Rest | None
    other: Rest | None


@dataclass(slots=True, kw_only=True)
class Compared:
    """What came of it."""

    variants: list[Variant] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    """How often each declared difference was met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A section of both."""

    first: Strand
    other: Strand
    witness: Witness
    """The other edition."""
    met: Counter[str]

    def rows(self, thing: Thing) -> list[Declared]:
        return rows(thing, self.first.chapter, self.witness)


def compared(first: Strand, other: Strand, witness: Witness) -> Compared:
    """Hold a section of an edition against the same of the first."""
    pair = _Pair(first=first, other=other, witness=witness, met=Counter())
    ours: list[Rest] = []
    theirs: list[Rest] = []
    found: list[Variant] = []
    for one in _things(pair):
        (ours if one[0] else theirs).append(one[1])
    for one in _openings(pair):
        (ours if one[0] else theirs).append(one[1])
    for variant in _texts(first, other):
        if variant.first and variant.other:
            found.append(variant)
        elif variant.first:
            ours.append(variant.first)
        elif variant.other:
            theirs.append(variant.other)
    found += _paired(_without_numbers(ours), _without_numbers(theirs))
    return Compared(variants=found, met=pair.met)


Sided = tuple[bool, Rest]
"""Words that only the first edition has, or only the other."""


def _texts(first: Strand, other: Strand) -> Iterator[Variant]:
    """How the running texts differ, word by word; mostly they are equal and nothing is asked."""
    if first.text == other.text:
        return
    start = 0
    shorter = min(len(first.text), len(other.text))
    while start < shorter and first.text[start] == other.text[start]:
        start += 1
    end = 0
    while end < shorter - start and first.text[-1 - end] == other.text[-1 - end]:
        end += 1
    ours, theirs = (
        first.text[start : len(first.text) - end],
        other.text[start : len(other.text) - end],
    )
    matcher = SequenceMatcher(a=ours, b=theirs, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield Variant(
                first=Rest(words=ours[a:b], at=start + a) if b > a else None,
                other=Rest(words=theirs[c:d], at=start + c) if d > c else None,
            )


def _things(pair: _Pair) -> Iterator[Sided]:
    """What was set apart, name by name: equal, or in a way that is meant."""
    names = dict.fromkeys(one.name for one in (*pair.first.things, *pair.other.things))
    for name in names:
        ours = [one for one in pair.first.things if one.name == name]
        theirs = [one for one in pair.other.things if one.name == name]
        if _is_free(pair, [*ours, *theirs]):
            continue
        yield from _same(pair, ours, theirs)


def _is_free(pair: _Pair, things: Sequence[Thing]) -> bool:
    """Whether each edition may have its own of these, or none; they are counted."""
    row = next((row for row in pair.rows(things[0]) if row.held is Held.FREE), None)
    if row is None:
        return False
    ours = Counter((one.words, one.at) for one in pair.first.things if one.name == things[0].name)
    theirs = Counter((one.words, one.at) for one in pair.other.things if one.name == things[0].name)
    _meet(pair, row, max((ours - theirs).total(), (theirs - ours).total()))
    return True


def _meet(pair: _Pair, row: Declared, times: int = 1) -> None:
    if times:
        pair.met[row.name] += times


def _same(pair: _Pair, ours: Sequence[Thing], theirs: Sequence[Thing]) -> Iterator[Sided]:
    """Things that must be the same, one by one, but for what is meant."""
    waiting = list(theirs)
    for one in ours:
        twin = _twin(pair, one, waiting)
        if twin is not None:
            waiting.remove(twin)
            yield from _twins(pair, one, twin)
        elif row := _row(pair, one, Held.LEFT_OUT):
            _meet(pair, row)
        else:
            yield True, Rest(words=one.words, thing=one, at=one.at)
    for one in waiting:
        if row := _row(pair, one, Held.LEFT_OUT):
            _meet(pair, row)
        else:
            yield False, Rest(words=one.words, thing=one, at=one.at)


def _twin(pair: _Pair, one: Thing, among: Sequence[Thing]) -> Thing | None:
    """The same thing in the other edition: of the same words, or worded otherwise where it may."""
    own_words = _row(pair, one, Held.WORDED) is not None
    same = (
        other for other in among if other.key == one.key and (own_words or other.words == one.words)
    )
    return next(same, None)


def _twins(pair: _Pair, one: Thing, twin: Thing) -> Iterator[Sided]:
    """The same thing in both, worded otherwise or standing elsewhere where that is meant."""
    if one.words != twin.words and (row := _row(pair, one, Held.WORDED)):
        _meet(pair, row)
    if one.at == twin.at:
        return
    if pair.first.text != pair.other.text and not _row(pair, one, Held.MOVED):
        return  # what differs in the text is told, and moves all that stands behind it
    if row := _row(pair, one, Held.MOVED):
        _meet(pair, row)
    else:
        yield True, Rest(words=one.words, thing=one, at=one.at)
        yield False, Rest(words=twin.words, thing=twin, at=twin.at)


def _row(pair: _Pair, one: Thing, held: Held) -> Declared | None:
    return next((row for row in pair.rows(one) if row.held is held), None)


def _openings(pair: _Pair) -> Iterator[Sided]:
    """What opens the section: pieces left out where it is meant, groups each in their own order."""
    ours, theirs = _without_free(pair, pair.first.opening, pair.other.opening)
    ours, theirs = _lacking(pair, ours, theirs), _lacking(pair, theirs, ours)
    _count_worded(pair, ours, theirs)
    before, after = _told(pair, ours), _told(pair, theirs)
    if before == after:
        return
    found = list(_groups(pair, ours, theirs))
    yield from found
    if found:
        return
    if pair.witness.format in ORDER.formats:
        blocks = SequenceMatcher(a=before, b=after, autojunk=False).get_matching_blocks()
        _meet(pair, ORDER, len(before) - sum(block.size for block in blocks))
    else:
        yield True, Rest(words=_all_words(ours), thing=ours[0])
        yield False, Rest(words=_all_words(theirs), thing=theirs[0])


def _groups(pair: _Pair, ours: Sequence[Thing], theirs: Sequence[Thing]) -> Iterator[Sided]:
    """How pieces differ that keep their order among each other."""
    for group in dict.fromkeys(_group(one) for one in (*ours, *theirs)):
        mine = [one for one in ours if _group(one) == group]
        his = [one for one in theirs if _group(one) == group]
        matcher = SequenceMatcher(a=_told(pair, mine), b=_told(pair, his), autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag != "equal" and b > a:
                yield True, Rest(words=_all_words(mine[a:b]), thing=mine[a])
            if tag != "equal" and d > c:
                yield False, Rest(words=_all_words(his[c:d]), thing=his[c])


def _all_words(things: Sequence[Thing]) -> tuple[str, ...]:
    return tuple(word for one in things for word in one.words)


def _told(pair: _Pair, things: Sequence[Thing]) -> list[tuple[str, ...]]:
    """Each piece by its name and its words; by its key where the words are the edition's own."""
    return [
        (one.name, one.key) if _row(pair, one, Held.WORDED) else (one.name, *one.words)
        for one in things
    ]


def _count_worded(pair: _Pair, ours: Sequence[Thing], theirs: Sequence[Thing]) -> None:
    for one in ours:
        if row := _row(pair, one, Held.WORDED):
            same = any(other.key == one.key and other.words == one.words for other in theirs)
            _meet(pair, row, 0 if same else 1)


def _group(one: Thing) -> str:
    return GROUPS.get(one.name, one.name)


def _without_free(
    pair: _Pair, ours: Sequence[Thing], theirs: Sequence[Thing]
) -> tuple[list[Thing], list[Thing]]:
    """Pieces without those that each edition has in its own way, which are counted."""
    free = {one.name: row for one in (*ours, *theirs) if (row := _row(pair, one, Held.FREE))}
    for name, row in free.items():
        mine = Counter(one.words for one in ours if one.name == name)
        his = Counter(one.words for one in theirs if one.name == name)
        _meet(pair, row, max((mine - his).total(), (his - mine).total()))
    return (
        [one for one in ours if one.name not in free],
        [one for one in theirs if one.name not in free],
    )


def _lacking(pair: _Pair, things: Sequence[Thing], others: Sequence[Thing]) -> list[Thing]:
    """Pieces without those that the other edition leaves out, where it is meant."""
    spare = Counter((one.name, one.words) for one in others)
    left = []
    for one in things:
        if spare[one.name, one.words] > 0:
            spare[one.name, one.words] -= 1
        elif row := _row(pair, one, Held.LEFT_OUT):
            _meet(pair, row)
            continue
        left.append(one)
    return left


def _without_numbers(rests: Sequence[Rest]) -> list[Rest]:
    """What is left without the numbers of notes that are left themselves, and told."""
    notes = {f"note {one.thing.key}" for one in rests if one.thing and one.thing.name == "footnote"}
    return [one for one in rests if one.thing is None or one.thing.key not in notes]


def _paired(ours: Sequence[Rest], theirs: Sequence[Rest]) -> Iterator[Variant]:
    """What one lacks beside what the other has: the same words elsewhere, or worded otherwise."""
    waiting = list(theirs)
    for one in sorted(ours, key=lambda rest: -len(rest.words)):
        likest = max(waiting, key=lambda rest: _likeness(one, rest), default=None)
        if likest is not None and _likeness(one, likest) >= ALIKE:
            waiting.remove(likest)
            yield Variant(first=one, other=likest)
        else:
            yield Variant(first=one, other=None)
    yield from (Variant(first=None, other=one) for one in waiting)


def _likeness(one: Rest, other: Rest) -> float:
    return SequenceMatcher(a=one.words, b=other.words, autojunk=False).ratio()
