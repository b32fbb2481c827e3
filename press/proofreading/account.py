"""The account of a section: what its manuscript gives, held against what stands on its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from press.book.model import Chapter
from press.proofreading import given
from press.proofreading.given import Passage
from press.proofreading.printed import Foot, Printed, Spot, printed, runs
from press.proofreading.proof import Proof
from press.reading import PageFacts
from press.reading.facts import BREAK


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A section's words on both sides."""

    chapter: Chapter
    passages: tuple[Passage, ...]
    """What must stand on the pages."""
    words: tuple[str, ...]
    """What stands on the pages, displayed quotes taken away."""
    spots: Sequence[Spot]
    """Where each word stands."""
    displayed: dict[str, tuple[Spot, Spot]]
    """First and last word of each quote that is displayed whole."""
    cut: tuple[str, ...]
    """The names of quotes that are not."""
    feet: tuple[tuple[PageFacts, Foot], ...] = ()
    """The line at the foot of each page that has one; it is none of the words."""


def accounts(proof: Proof) -> Iterator[Account]:
    """The accounts of all sections that have pages, made once a proof."""
    for chapter in proof.book.chapters:
        account = _kept(proof, chapter)
        if account is not None:
            yield account


def account_of(proof: Proof, slug: str) -> Account | None:
    """The account of one section."""
    found = next((one for one in proof.book.chapters if one.slug == slug), None)
    return None if found is None else _kept(proof, found)


def _kept(proof: Proof, chapter: Chapter) -> Account | None:
    kept: dict[str, Account | None] = proof.shared.setdefault("accounts", {})
    if chapter.slug not in kept:
        kept[chapter.slug] = _account(proof, chapter) if proof.pages(chapter.slug) else None
    return kept[chapter.slug]


def _account(proof: Proof, chapter: Chapter) -> Account:
    passages = tuple(given.passages(chapter, close=proof.calls_close))
    text = [word for passage in passages if passage.text for word in passage.words]
    found = _mended(printed(proof, chapter), {word for one in passages for word in one.words})
    left, kept = list(found.words), list(range(len(found.words)))
    lost = first_lost(text, left)
    displayed: dict[str, tuple[Spot, Spot]] = {}
    cut = []
    for name, said in given.quotes(chapter):
        start = _display(said, text, left, lost)
        if start is None:
            cut.append(name)
            continue
        end = start + len(said)
        displayed[name] = found.spots[kept[start]], found.spots[kept[end - 1]]
        del left[start:end], kept[start:end]
    return Account(
        chapter=chapter,
        passages=passages,
        words=tuple(left),
        spots=found.spots.only(kept),
        displayed=displayed,
        cut=tuple(cut),
        feet=found.feet,
    )


def _display(
    said: Sequence[str], text: Sequence[str], found: Sequence[str], lost: int | None
) -> int | None:
    """Where a quote is displayed: a run of its words without which the text is as whole as with it.

    The same words stand in the text as well; take those away, and the text is broken. Where it is
    broken already, they must still stand there as often as the text has them, unless it is they
    that are broken.
    """
    own = list(runs(said, text))
    broken = lost is not None and any(start <= lost < start + len(said) for start in own)
    for start in runs(said, found):
        rest = [*found[:start], *found[start + len(said) :]]
        now = first_lost(text, rest)
        if now is None:
            return start
        if lost is not None and now >= lost and (broken or len(own) <= len(list(runs(said, rest)))):
            return start
    return None


def _mended(found: Printed, known: set[str]) -> Printed:
    """Words broken over a page turn, with a note between their pieces, made whole."""
    left = list(found.words)
    broken = [index for index, piece in enumerate(left) if piece[-1] == BREAK]
    if not broken:
        return found
    for index in broken:
        start = found.words[index].removesuffix(BREAK)
        ends = {word.removeprefix(start) for word in known if word.startswith(start)}
        rest = next((at for at in range(index + 1, len(left)) if left[at] in ends), None)
        if rest is not None:
            left[index] = f"{start}{left[rest]}"
            left[rest] = ""
    kept = [index for index, word in enumerate(left) if word]
    return replace(
        found,
        words=tuple(left[index] for index in kept),
        spots=found.spots.only(kept),
    )


def first_lost(wanted: Sequence[str], found: Sequence[str]) -> int | None:
    """Where the wanted words stop standing in order among the found; None when all do.

    Between two wanted words others may stand: a number of a list, a note.
    """
    rest = iter(found)
    for index, word in enumerate(wanted):
        if word not in rest:  # takes words up to and with this one
            return index
    return None


def uncounted(wanted: Sequence[str], bag: Counter[str]) -> int | None:
    """The first wanted word of which the bag has too few; None when it has all, which it loses."""
    needed = Counter(wanted)
    if all(bag[word] >= count for word, count in needed.items()):
        bag.subtract(needed)
        return None
    for index, word in enumerate(wanted):
        if bag[word] <= 0:
            return index
        bag[word] -= 1
    return None


def lost(account: Account) -> Iterator[tuple[Passage, int]]:
    """Each passage of which words are lost, and the number of the first; the running text first.

    Its words stand in another order, or there are too few of them for all that is given.
    """
    bag = Counter(account.words)
    for passage in sorted(account.passages, key=lambda one: not one.text):
        broken = first_lost(passage.words, account.words)
        missing = uncounted(passage.words, bag)
        at = missing if broken is None else broken
        if at is not None:
            yield passage, at
