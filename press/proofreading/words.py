"""Words: what the manuscript says stands on the pages, in its order, and nothing else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from press.errors import Place
from press.finding import Severity
from press.proofreading import given
from press.proofreading.account import Account, accounts, lost
from press.proofreading.given import Passage
from press.proofreading.printed import runs
from press.proofreading.proof import Proof
from press.rule import Slip, rule

SHOWN = 6
"""How many words a message shows."""


@rule("section-lost", Severity.ERROR)
def section_lost(proof: Proof) -> Iterator[Slip]:
    """A section has no page in the finished file.

    Every section of the spine goes out in every edition; only pages without words may stay out.
    The press knows on which folios it set the section and looks for them among the page labels.
    This is a fault of the press: report it with the file.
    """
    for chapter in proof.book.chapters:
        if not proof.pages(chapter.slug):
            yield Slip(
                message=f"“{chapter.slug}” has no page in the finished file",
                remedy="this is a fault of the press: report it",
                place=Place(chapter.section.file),
            )


@rule("words-lost", Severity.ERROR)
def words_lost(proof: Proof) -> Iterator[Slip]:
    """The pages of a section lack words of its manuscript, or have them in another order.

    The words are read from the finished file, inside the trim, and not from any stage before it, so
    that a stage that loses words cannot hide it. Words of a displayed quote do not stand in for
    those of the text, nor words of the text for those of a title or a note.
    See whether the layout leaves the passage out, hides it, or lets it be cut off at the trim.
    """
    for account in accounts(proof):
        for passage, index in lost(account):
            yield _lost(account, passage, index)


def _lost(account: Account, passage: Passage, index: int) -> Slip:
    shown = " ".join(passage.words[index : index + SHOWN])
    return Slip(
        message=f"the pages of “{account.chapter.slug}” lack “{shown} …”",
        remedy="see whether the layout leaves the passage out or lets it be cut off",
        place=Place(account.chapter.section.file, passage.line),
    )


@rule("words-strange", Severity.ERROR)
def words_strange(proof: Proof) -> Iterator[Slip]:
    """Words stand on the pages that neither the manuscript nor the templates gave.

    It may be a passage set twice, words that a stage made up, a text in a drawing, or the rest of
    a text that was taken out of the manuscript.
    From the words of each section's pages are taken away what its manuscript gives, feet, numbers
    of notes, items and headings, words of the head and of the publication, and the words that stand
    in the layout's templates with the numbers that they compute; what is left is told.
    Find what sets the words, and take them out there; words for every page belong in a template.
    """
    for account in accounts(proof):
        bag = unclaimed(proof, account)
        for start, end in stretches(account.words, bag):
            shown = " ".join(account.words[start : min(end, start + 2 * SHOWN)])
            yield Slip(
                message=f"“{shown}” stands in no manuscript and in no template",
                remedy="find what sets it, and take it out there",
                place=Place(account.chapter.section.file),
                page=account.spots[start].page.name,
            )


def unclaimed(proof: Proof, account: Account) -> Counter[str]:
    """The words of a section's pages that nobody gave, counted."""
    bag = Counter(account.words)
    for passage in account.passages:
        bag.subtract(Counter(passage.words))
    bag = +bag
    if not bag:
        return bag
    for run in sorted(given.optional(proof, account.chapter), key=len, reverse=True):
        if all(bag[word] for word in run):
            for _ in runs(run, account.words):
                less = Counter(run)
                if all(bag[word] >= count for word, count in less.items()):
                    bag.subtract(less)
    bag -= Counter(given.numbers(proof, account.chapter))
    if bag:
        bag -= _by_templates(proof, account)
    return bag


def _by_templates(proof: Proof, account: Account) -> Counter[str]:
    """The words that stand in the section's templates, and numbers beside them."""
    own = proof.layout_words.get(account.chapter.section.kind.name, ())
    found: Counter[str] = Counter()
    for index, word in enumerate(account.words):
        if word in own:
            found[word] += 1
            before = index - 1
            while before >= 0 and account.words[before].isdigit():
                found[account.words[before]] += 1
                before -= 1
    return found


def stretches(found: Sequence[str], bag: Counter[str]) -> Iterator[tuple[int, int]]:
    """Where the words of a bag stand, in stretches as long as can be, the longest first."""
    left = Counter(bag)
    while left:
        best = (0, 0)
        for start in range(len(found)):
            if found[start] not in left:
                continue
            end = _reach(found, start, left)
            if end - start > best[1] - best[0]:
                best = (start, end)
        if best == (0, 0):
            return
        yield best
        left -= Counter(found[best[0] : best[1]])


def _reach(found: Sequence[str], start: int, left: Counter[str]) -> int:
    """How far a stretch runs whose words are all left."""
    spent: Counter[str] = Counter()
    for index in range(start, len(found)):
        spent[found[index]] += 1
        if spent[found[index]] > left[found[index]]:
            return index
    return len(found)


PROOF = (section_lost, words_lost, words_strange)
