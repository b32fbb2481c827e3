"""A strand: a section in one edition, its running text bare, and all that was set apart from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from press.book.model import Book, Chapter
from press.proofreading.collation import opening
from press.proofreading.collation.apart import Apart
from press.proofreading.collation.leaf import Leaf, Thing
from press.proofreading.collation.running import Running, running
from press.proofreading.collation.witness import Witness
from press.proofreading.printed import apart
from press.reading.facts import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """A section in one edition."""

    chapter: Chapter
    running: Running
    """The same text as the manuscript has it, for the lines of what differs."""
    text: tuple[str, ...]
    pages: tuple[str, ...]
    """The page of each word of the text."""
    opening: tuple[Thing, ...]
    """What opens the section, or makes up its facts, in its order."""
    things: tuple[Thing, ...]
    """All else that was set apart, in its order."""

    @property
    def count(self) -> int:
        """How many words there are in all."""
        return len(self.text) + sum(len(one.words) for one in (*self.opening, *self.things))


def strand(book: Book, witness: Witness, slug: str) -> Strand:
    """A section of an edition, things set apart."""
    account = witness.accounts[slug]
    held = running(book.chapter(slug))
    section = Apart(
        book=book,
        witness=witness,
        account=account,
        running=held,
        leaf=Leaf(
            words=list(account.words),
            pages=[spot.page.name for spot in account.spots] or [""] * len(account.words),
            places=list(range(len(account.words))),
        ),
    )
    if section.is_cover_as_picture:
        _as_words(section)
    section.everything()
    things = section.leaf.things()
    return Strand(
        chapter=book.chapter(slug),
        running=held,
        text=tuple(section.leaf.words),
        pages=tuple(section.leaf.pages),
        opening=tuple(_labelled(things, section)),
        things=tuple(one for one in things if one.name not in opening.NAMES),
    )


def _as_words(section: Apart) -> None:
    """Read what a cover shows as its words."""
    asides = section.witness.asides.get(section.chapter.slug, ())
    said = " ".join(one.text for one in asides if one.what == "picture")
    section.leaf.words[:] = apart(words(said))
    section.leaf.pages[:] = [""] * len(section.leaf.words)
    section.leaf.places[:] = range(len(section.leaf.words))


def _labelled(things: Sequence[Thing], section: Apart) -> Iterator[Thing]:
    """What opens a section, the words between its pieces told apart by what follows them."""
    waiting: list[Thing] = []
    for one in (*things, None):
        if one is not None and one.name == opening.LOOSE:
            if waiting and waiting[-1].at != one.at:  # before the text, and behind it
                yield _joined(waiting, "", section)
                waiting = []
            waiting.append(one)
        elif one is None or one.name in opening.NAMES or one.name == "footnote":
            if waiting:
                yield _joined(waiting, one.name if one else "", section)
                waiting = []
            if one is not None and one.name in opening.NAMES:
                yield one


def _joined(loose: Sequence[Thing], follows: str, section: Apart) -> Thing:
    """Loose words as one thing."""
    said = tuple(word for one in loose for word in one.words)
    return replace(loose[0], name=_label(said, follows, section), words=said)


def _label(said: Sequence[str], follows: str, section: Apart) -> str:
    """What loose words are: a label of what follows, what a template counts, or nothing known."""
    noun = section.chapter.section.kind.noun
    if section.is_cover_as_picture and [word.lower() for word in said] == [noun]:
        return "label-of-cover"
    figures = [word for word in said if word.isdigit()]
    rest = [word for word in said if not word.isdigit()]
    if not rest or not all(word in section.own for word in rest):
        return opening.LOOSE
    if figures:
        return "count" if list(said) == [*figures, *rest[:1]] else opening.LOOSE
    if follows == "footnote":
        return "heading-of-notes"
    return "way-label" if follows in opening.WAYS else opening.LOOSE
