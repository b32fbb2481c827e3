"""Contents, proved on the finished pages rather than trusted from their maker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from press.book.model import Entry
from press.errors import Place
from press.finding import Severity
from press.proofreading.proof import Proof
from press.proofreading.rule import Slip, rule
from press.reading import PageFacts
from press.reading.facts import words

FAULT = "this is a fault of the press or of the layout's contents.html: compare the pages"
BETWEEN = {"by", "from", "the", "and", "page"}
"""Words that a layout may put between what an entry says."""
SHOWN = 6
"""How many words a message shows."""


@dataclass(slots=True, kw_only=True)
class _Walk:
    """The printed contents, walked once: what each entry says, and what is left over."""

    missing: list[tuple[Entry, str]] = field(default_factory=list)
    listed: list[Entry] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    """Numbers that stand in no title and in no name."""
    strange: list[str] = field(default_factory=list)
    """Words that belong to no section."""
    page: str = ""


@rule("contents-missing", Severity.ERROR)
def missing(proof: Proof) -> Iterator[Slip]:
    """A section that belongs in the contents is not printed there as it should be.

    Its title, subtitle, authors and their organisations must stand there, in the order of the
    spine.
    The words are read from the finished page, so that a template which drops an entry cannot hide
    it. Compare the contents page with the spine; then look at the layout's contents.html.
    """
    for walk in _walks(proof):
        for entry, message in walk.missing:
            yield _slip(proof, entry, message)


@rule("contents-folio", Severity.ERROR)
def folio(proof: Proof) -> Iterator[Slip]:
    """The number printed beside a title is not the folio of the page on which the section begins.

    A reader who turns to that page finds something else. Beside each title stand its folio and,
    where the contents number it, its own number, and nothing more.
    The press composes again until folios settle, so this means a fault of the press or of the
    layout.
    """
    for walk in _walks(proof):
        said = list(walk.numbers)
        for entry in walk.listed:
            wanted = _wanted(proof, entry)
            beside, said = said[: len(wanted)], said[len(wanted) :]
            if sorted(beside) != sorted(wanted):
                yield _slip(
                    proof,
                    entry,
                    f"beside “{entry.title}” the contents print {_told(beside)}, and its folio"
                    f" is {wanted[0]}",
                )


@rule("contents-extra", Severity.ERROR)
def extra(proof: Proof) -> Iterator[Slip]:
    """The contents print words or a number that belong to no section.

    It may be an entry that was dropped from the spine and lives on in a template, or one set twice.
    Words of the heading, the note, the labels and a few little words between them are known.
    Take the words out of the layout's contents.html, or put the section into the spine.
    """
    for walk in _walks(proof):
        beside = sum(len(_wanted(proof, entry)) for entry in walk.listed)
        left = [str(number) for number in walk.numbers[beside:]]
        for said in (*left, *([" ".join(walk.strange[:SHOWN])] if walk.strange else [])):
            yield Slip(
                message=f"the contents print “{said}”, which belongs to no section",
                remedy=FAULT,
                page=walk.page,
            )


@rule("contents-target", Severity.ERROR)
def target(proof: Proof) -> Iterator[Slip]:
    """The page that a folio names does not carry the title.

    The page is found by its label, which is what a reader's program shows, and its text is read.
    A title that is only a picture cannot be read: give the picture a text alternative and set the
    title as text.
    """
    for entry in proof.book.contents:
        number = folio_of(proof, entry)
        page = proof.facts.page(number)
        if page is None:
            message = f"no page of the file is labelled {number}, where “{entry.title}” begins"
            yield _slip(proof, entry, message)
        elif _find(words(page.text), words(entry.title), 0) is None:
            yield _slip(proof, entry, f"{page.name} does not carry the title “{entry.title}”")


@rule("contents-link", Severity.ERROR)
def link(proof: Proof) -> Iterator[Slip]:
    """In a linked file, an entry of the contents has no link or leads to another page.

    Readers on a screen press the title or the folio and expect to be there. A file without tags has
    no links to check. Each entry leads to the page that its folio names, in order.
    Put `<a href="#{{ entry.slug }}">` round the texts of the entry in the layout's contents.html.
    """
    for chapter in proof.book.chapters:
        if chapter.section.kind.name != "contents":
            continue
        indexes = {page.index for page in proof.pages(chapter.slug)}
        targets = [one.target for one in proof.facts.links if one.page in indexes]
        if not targets and not proof.facts.tagged:
            continue
        led = [there for index, there in enumerate(targets) if there not in targets[:index]]
        for entry, there in zip(proof.book.contents, led, strict=False):
            page = proof.facts.page(folio_of(proof, entry))
            if page is None or page.index != there:
                message = f"the link of “{entry.title}” leads to another page than its folio names"
                yield _slip(proof, entry, message)
        for entry in proof.book.contents[len(led) :]:
            yield _slip(proof, entry, f"“{entry.title}” has no link")


@rule("contents-bookmark", Severity.ERROR)
def bookmark(proof: Proof) -> Iterator[Slip]:
    """A listed section has no bookmark, or its bookmark leads to another page.

    Bookmarks are the contents of those who read on a screen or by ear. They are made of headings,
    so a section without one has no `h1`, or an `h1` that says something else than its title.
    Look at the section's template.
    """
    marks = [(words(mark.title), mark.page) for mark in proof.facts.outline]
    for entry in proof.book.contents:
        page = proof.facts.page(folio_of(proof, entry))
        title = words(f"{entry.title} {entry.subtitle}")
        right = [there for said, there in marks if _find(said, title, 0) is not None]
        if page is not None and page.index not in right:
            yield _slip(proof, entry, f"no bookmark leads to “{entry.title}” on {page.name}")


def listing(proof: Proof) -> Iterator[tuple[Entry, PageFacts | None]]:
    """Each listed section with the page that carries its title, as read from the file."""
    for entry in proof.book.contents:
        title = words(entry.title)
        found = (page for page in proof.pages(entry.slug) if _find(words(page.text), title, 0))
        yield entry, next(found, None)


def folio_of(proof: Proof, entry: Entry) -> int:
    """The folio on which a listed section begins."""
    return proof.made_spans[entry.slug][0]


def _wanted(proof: Proof, entry: Entry) -> list[int]:
    return [folio_of(proof, entry), *([entry.number] if entry.number else [])]


def _walks(proof: Proof) -> Iterator[_Walk]:
    for chapter in proof.book.chapters:
        if chapter.section.kind.name == "contents":
            yield _walk(proof, proof.pages(chapter.slug))


def _walk(proof: Proof, pages: list[PageFacts]) -> _Walk:
    """Find each entry's words in order; what they leave are numbers and words."""
    printed = [word for page in pages for word in words(page.text)]
    left = list(printed)
    walk = _Walk(page=pages[0].name if pages else "")
    position = 0
    for entry in proof.book.contents:
        found = _find(printed, words(f"{entry.title} {entry.subtitle}"), position)
        if found is None:
            walk.missing.append((entry, f"the contents lack “{entry.title}”"))
            continue
        walk.listed.append(entry)
        position = _strike(left, found)
        for name, organisation in entry.authors:
            found = _find(printed, words(f"{name} {organisation}"), position)
            if found is None:
                said = f"the contents do not name {name}, {organisation} under “{entry.title}”"
                walk.missing.append((entry, said))
            else:
                position = _strike(left, found)
    _sort(proof, left, walk)
    return walk


def _sort(proof: Proof, left: list[str], walk: _Walk) -> None:
    """Sort the words that no entry claims into numbers and strangers."""
    noted = words(_note(proof))
    walk.numbers = [int(word) for word in left if word.isdigit()]
    for word in noted:
        if word.isdigit() and int(word) in walk.numbers:
            walk.numbers.remove(int(word))
    labels = words(" ".join(entry.label for entry in proof.book.contents))
    known = {*noted, *labels, *BETWEEN}
    walk.strange = [word for word in left if word and not word.isdigit() and word not in known]


def _strike(left: list[str], found: tuple[int, int]) -> int:
    """Strike out what an entry claims; the index after it."""
    start, end = found
    left[start:end] = [""] * (end - start)
    return end


def _note(proof: Proof) -> str:
    heads = [
        chapter.section.head
        for chapter in proof.book.chapters
        if chapter.section.kind.name == "contents"
    ]
    return " ".join(f"{head.title} {getattr(head, 'note', '')}" for head in heads)


def _told(numbers: list[int]) -> str:
    return " and ".join(str(number) for number in numbers) or "no number"


def _find(haystack: list[str], needle: list[str], start: int) -> tuple[int, int] | None:
    """Where a run of words stands: its first index and the one after its last."""
    for index in range(start, len(haystack) - len(needle) + 1):
        if haystack[index : index + len(needle)] == needle:
            return index, index + len(needle)
    return None


def _slip(proof: Proof, entry: Entry, message: str) -> Slip:
    section = proof.book.chapter(entry.slug).section
    place = Place(section.file, section.lines.get("title"))
    return Slip(message=message, remedy=FAULT, place=place)


PROOF = (missing, folio, extra, target, link, bookmark)
