"""Setting apart what editions have each in its own way, thing by thing, exactly.

A thing is recognised by its very words in its very place. What is not recognised stays in the text,
where it is a difference.
"""

from __future__ import annotations

import calendar
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from press.book.model import Book, Chapter
from press.proofreading import given
from press.proofreading.account import Account
from press.proofreading.collation import opening
from press.proofreading.collation.leaf import Leaf, Thing
from press.proofreading.collation.running import Running, Written, notes
from press.proofreading.collation.witness import PAGED, Witness
from press.proofreading.printed import apart, running_heads, runs
from press.reading import Aside
from press.reading.facts import words

STRANGE = "strange"
"""The name of what is in the place of something known, and is not it."""
EDGE = 6
"""Words by which the beginning and the end of the running text are found."""
ROUND = 3
"""Words on either side by which the place of something is found."""
LEAST = 2
"""Fewer words of a note than these are not looked for by themselves."""
HOME = "home"
"""The template of a site's sections that have no page of their own."""
NAMES = {"call": "call", "place": "place", "number": "item-number", "picture": "picture"}
"""What is written into the text, by the name under which it is set apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A section of one edition, from whose leaf things are taken."""

    book: Book
    witness: Witness
    account: Account
    running: Running
    leaf: Leaf

    def everything(self) -> None:
        """Set all things apart, in an order in which none hides the place of another."""
        self.feet()
        self.quotes()
        self.told_apart()
        self.notes()
        for one in self.running.written:
            self.written(one)
        self.opening()

    @property
    def chapter(self) -> Chapter:
        """The section."""
        return self.account.chapter

    @property
    def own(self) -> Container[str]:
        """The words that the templates of its kind give by themselves."""
        templates = self.witness.templates
        return templates.get(self.chapter.section.kind.name) or templates.get(HOME, ())

    def keep(
        self, name: str, said: Sequence[str], *, at: int, key: str = "", page: str = ""
    ) -> None:
        """Keep what was read apart already."""
        self.leaf.taken.append((at, Thing(name=name, key=key, words=tuple(said), page=page)))

    def feet(self) -> None:
        """The line at a page's foot: the page's own label, alone or beside a running head."""
        known = running_heads(self.book.publication, self.chapter)
        for page, foot in self.account.feet:
            said = apart([*words(foot.said), foot.folio])
            if foot.folio == page.label and (not foot.said or words(foot.said) in known):
                self.keep("foot", said, at=-1, key=page.label, page=page.name)
            else:  # the last entry of the contents ends with a number too
                self.leaf.put_back(said, page.name)

    def quotes(self) -> None:
        """Pull quotes: those that stand displayed on pages, or have the role of one."""
        said = dict(given.quotes(self.chapter))
        for name, (first, _) in self.account.displayed.items():
            before = sum(
                (spot.page.index, spot.line) < (first.page.index, first.line)
                for spot in self.account.spots
            )
            self.keep("quote", said[name], at=before, key=name, page=first.page.name)
        for aside in self._of("quote"):
            found = apart(words(aside.text))
            name = next((name for name, quote in said.items() if quote == found), "")
            self.keep("quote", found, at=aside.at, key=name)

    def told_apart(self) -> None:
        """What files with roles tell apart, held against what may stand there."""
        calls = [one.said for one in self.running.written if one.what == "call"]
        for number, aside in enumerate(self._of("call")):
            exact = number < len(calls) and tuple(apart(words(aside.text))) == calls[number]
            self._keep(aside, "call", exact=exact)
        places = [one for one in self.running.written if one.what == "place"]
        for number, aside in enumerate(self._of("where")):
            found = apart(words(aside.text))
            exact = number < len(places) and found in list(self._places(places[number]))
            self._keep(aside, "place", exact=exact)
        for aside in self._of("back"):
            self._keep(aside, "way-back", exact=all(word in self.own for word in words(aside.text)))
        for aside in self._of("address"):
            self._keep(aside, "address", exact=aside.text in self._addresses())
        for aside in self._of("picture"):
            if not self.is_cover_as_picture:
                self._keep(aside, "picture", exact=self._is_made_of(aside, self._shown()))
        for aside in self._of("apart"):
            self._keep(aside, "site", exact=self._is_made_of(aside, self._facts(), self.own))

    @property
    def is_cover_as_picture(self) -> bool:
        """Whether the section is a cover that is a picture, described in words."""
        return self.chapter.section.kind.name == "cover" and not self.account.words

    def notes(self) -> None:
        """Each note, exactly its words, and the number before it."""
        for note in notes(self.chapter):
            found = self.leaf.runs(note.words)
            numbered = [at for at in found if self.leaf.has([note.number], at - 1)]
            if found:
                self._note(note.number, (numbered or found)[-1], len(note.words))
            else:
                self._broken(note.number, note.words)

    def _note(self, number: str, at: int, length: int) -> None:
        self.leaf.take(at, length, name="footnote", key=number)
        if self.leaf.has([number], at - 1):
            self.leaf.take(at - 1, 1, name="note-number", key=f"note {number}")

    def _broken(self, number: str, said: Sequence[str]) -> None:
        """A note that goes on at the foot of the next page: both pieces, or none."""
        for length in range(len(said) - LEAST, LEAST - 1, -1):
            for at in self.leaf.runs([number, *said[:length]]):
                behind = [one for one in self.leaf.runs(said[length:]) if one > at + length]
                if behind:
                    self.leaf.take(behind[0], len(said) - length, name="footnote", key=f"{number}+")
                    self._note(number, at + 1, length)
                    return

    def written(self, one: Written) -> None:
        """What the press writes into the text: its words, where the manuscript has its place."""
        if self.witness.has_roles and one.what in {"call", "place"}:
            return
        before = self.running.words[max(0, one.at - ROUND) : one.at]
        after = self.running.words[one.at : one.at + ROUND]
        forms = list(self._places(one)) if one.what == "place" else [list(one.said)]
        for form in forms:
            for at in self.leaf.runs(form):
                follows = self.leaf.has(before, at - len(before))
                leads = self.leaf.has(after, at + len(form))
                if (follows or leads) and not (follows and self.leaf.has(after, at)):
                    self.leaf.take(at, len(form), name=NAMES[one.what])
                    return
        if one.what == "call" and before:
            self._close(before, one.said)

    def _close(self, before: Sequence[str], number: Sequence[str]) -> None:
        """A note's number that is set close to a figure: 2 behind 2019 is read as 20192."""
        close = [*before[:-1], f"{before[-1]}{number[0]}"]
        for at in self.leaf.runs(close):
            last = at + len(close) - 1
            thing = Thing(name="call", key="", words=tuple(number), page=self.leaf.pages[last])
            self.leaf.words[last] = before[-1]
            self.leaf.taken.append((self.leaf.places[last], thing))
            return

    def _places(self, one: Written) -> Iterator[list[str]]:
        """All that this edition may say of a place, and nothing else."""
        slug = self.book.anchors.get(one.target, "")
        if not slug:
            return
        there = self.book.chapter(slug)
        if self.witness.format in PAGED:
            first, last = self.witness.spans.get(slug, (0, -1))
            said = ["on this page", "overleaf", "opposite"]
            said += [f"on page {folio}" for folio in range(first, last + 1)]
        elif self.witness.format == "text":
            said = [f"in {there.section.full_title}"]
        elif there.slug == self.chapter.slug:
            said = ["above", "below"]
        else:
            title = there.section.title or there.label or there.section.kind.noun
            said = [f"in {title}"]
        yield from (apart(words(form)) for form in said)

    def opening(self) -> None:
        """What stands before and behind the running text, piece by piece."""
        spans = {slug: str(first) for slug, (first, _) in self.witness.spans.items() if first}
        known = opening.pieces(self.book, self.chapter, spans)
        start, end = self._edges()
        opening.set_apart(self.leaf, end, len(self.leaf.words), known)
        opening.set_apart(self.leaf, 0, start, known)
        if not any(thing.name == "title" for _, thing in self.leaf.taken):
            self._title()

    def _title(self) -> None:
        """A title that is read in the midst of its first page, where its design paints it."""
        text = f" {' '.join(self.running.words)} "
        for piece in opening.titles(self.chapter):
            for at in self.leaf.runs(piece.words):
                behind = at + len(piece.words)
                around = [*self.leaf.words[max(0, at - ROUND) : at]]
                around += self.leaf.words[behind : behind + ROUND]
                if f" {' '.join(around)} " in text:
                    opening.set_apart(self.leaf, at, behind, [piece])
                    return

    def _edges(self) -> tuple[int, int]:
        """Where the running text begins and ends; all is before it where there is none."""
        text, found = self.running.words, self.leaf.words
        size = min(EDGE, len(text))
        start, end = None, None
        for skipped in range(len(text) - size + 1 if size else 0):
            here = next(runs(text[skipped : skipped + size], found), None)
            if here is not None:
                start = max(0, here - skipped)
                break
        for skipped in range(len(text) - size + 1 if size else 0):
            last = len(text) - skipped
            there = list(runs(text[last - size : last], found))
            if there:
                end = min(len(found), there[-1] + size + skipped)
                break
        if start is None or end is None:
            return (0, len(found)) if size else (len(found), len(found))
        return start, end

    def _of(self, what: str) -> list[Aside]:
        """What the files tell apart, of one name."""
        found = self.witness.asides.get(self.chapter.slug, ())
        return [one for one in found if one.what == what and words(one.text)]

    def _keep(self, aside: Aside, name: str, *, exact: bool) -> None:
        self.keep(name if exact else STRANGE, apart(words(aside.text)), at=aside.at)

    def _addresses(self) -> set[str]:
        """Where the links of the section lead."""
        body = self.chapter.body
        return {link.get("href", "") for link in body.iter("a")} if body is not None else set()

    def _is_made_of(self, aside: Aside, known: Sequence[str], own: Container[str] = ()) -> bool:
        """Whether words are texts that are known, whole, and words of templates."""
        left = apart(words(aside.text))
        texts = sorted((apart(words(text)) for text in known), key=len, reverse=True)
        while left:
            text = next((one for one in texts if one and left[: len(one)] == one), None)
            if text is None and left[0] not in own:
                return False
            left = left[len(text) if text else 1 :]
        return True

    def _shown(self) -> list[str]:
        """What the section's pictures may say: what they show, and the name on a mark."""
        head = self.chapter.section.head
        said = [self.book.publication.title, self.chapter.label, head.title]
        said += [getattr(head, "alternative", "")]
        for theme in getattr(head, "themes", ()):
            said += [str(theme.number), theme.label]
        body = self.chapter.body
        return said + [one.get("alt", "") for one in (body.iter("img") if body is not None else ())]

    def _facts(self) -> list[str]:
        """What a site may say round a section: titles, standfirsts, the date, and numbers."""
        work = self.book.publication
        said = [work.full_title, work.kind, work.kind[:1].lower() + work.kind[1:]]
        for one in self.book.chapters:
            said += [one.section.full_title, one.label, one.section.head.standfirst]
            said += [one.section.kind.noun]
        said += [str(work.date.day), calendar.month_name[work.date.month], str(work.date.year)]
        numbers = [word for aside in self._of("apart") for word in apart(words(aside.text))]
        return said + [word for word in numbers if word.isdigit()]
