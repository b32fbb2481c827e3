"""Contents, proved on the finished pages rather than trusted from their maker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from press.book.model import Chapter, Entry
from press.errors import Place
from press.finding import Severity
from press.proofreading.pages.view import names
from press.proofreading.printed import Foot, foot_of, running_heads, runs
from press.proofreading.proof import Proof
from press.reading import PageFacts
from press.reading.facts import words
from press.rule import Slip, rule

FAULT = "this is a fault of the press or of the layout's contents.html: compare the pages"
BETWEEN = {"by", "from", "the", "and", "page"}
"""Words that a layout may put between what an entry says."""
SHOWN = 6
"""How many words a message shows."""


@dataclass(slots=True, kw_only=True)
class _Walk:
    """The printed contents, walked once: what each entry says, and what is left over."""

    missing: list[tuple[Entry, str]] = field(default_factory=list)
    moved: list[tuple[Entry, str]] = field(default_factory=list)
    """Entries, and authors of an entry, that stand out of their order."""
    listed: list[tuple[int, Entry]] = field(default_factory=list)
    """Each entry that is printed, with where its title stands."""
    numbers: list[int] = field(default_factory=list)
    """Numbers that stand in no title and in no name."""
    strange: list[str] = field(default_factory=list)
    """Words that belong to no section."""
    page: str = ""

    @property
    def entries(self) -> list[Entry]:
        """The entries that are printed, in the order in which they are."""
        return [entry for _, entry in sorted(self.listed, key=lambda one: one[0])]


@rule("contents-missing", Severity.ERROR)
def missing(proof: Proof) -> Iterator[Slip]:
    """A section that belongs in the contents is not printed there as it should be.

    Its title, subtitle, authors and their organisations must stand there, letter for letter: “The
    Sutton Plan” is not “the Sutton Plan”.
    The words are read from the finished page, so that a template which drops an entry cannot hide
    it. Compare the contents page with the spine; then look at the layout's contents.html.
    """
    for walk in _walks(proof):
        for entry, message in walk.missing:
            yield _slip(proof, entry, message)


@rule("contents-order", Severity.ERROR)
def order(proof: Proof) -> Iterator[Slip]:
    """An entry of the contents, or an author in it, stands out of its order.

    Entries stand in the order of the spine, which is that of the pages; authors in the order of the
    section's head, which is that of the byline. A list that goes back and forth hides its entries.
    The order is read from the finished page. What stands in the wrong place is told here and not
    as missing.
    See the loops in the layout's contents.html; the order itself is changed in the spine, or at
    the section's head.
    """
    for walk in _walks(proof):
        for entry, message in walk.moved:
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
        for entry in walk.entries:
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
        beside = sum(len(_wanted(proof, entry)) for entry in walk.entries)
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
    no links to check. Each entry leads to the page that its folio names, in the order that is
    printed.
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
        entries = _walk(proof, proof.pages(chapter.slug)).entries
        for entry, there in zip(entries, led, strict=False):
            page = proof.facts.page(folio_of(proof, entry))
            if page is None or page.index != there:
                message = f"the link of “{entry.title}” leads to another page than its folio names"
                yield _slip(proof, entry, message)
        for entry in entries[len(led) :]:
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


@rule("contents-author", Severity.ERROR)
def author(proof: Proof) -> Iterator[Slip]:
    """An author whom the contents name is not named where the section begins.

    A reader who follows a name to its page expects to meet it there, in the same form.
    Each name is looked for on the page on which the section begins and on the page that lies open
    beside it. A name in a running foot does not count.
    Look at the byline in the section's template, or at the names at the section's head.
    """
    for entry in proof.book.contents:
        first = folio_of(proof, entry)
        opener = [
            page for page in proof.pages(entry.slug) if page.label in {str(first), _beside(first)}
        ]
        if not opener:
            continue
        known = running_heads(proof.book.publication, proof.book.chapter(entry.slug))
        said = [word for page in opener for word in words(_above_the_foot(page, known))]
        for name, _ in entry.authors:
            if _find(said, words(name), 0) is None:
                yield _slip(proof, entry, f"{name} is not named where “{entry.title}” begins")


@rule("label-not-folio", Severity.ERROR)
def label(proof: Proof) -> Iterator[Slip]:
    """The folio that is printed on a page is not the page's label.

    Readers of the file go to a page by its label, readers of the paper by what is printed; both
    follow the same contents. Pages that print no folio are not asked, nor those that have no foot
    (`--foot-pages`): the number under which a poster ends is no folio.
    The last line of each page of a listed section is read: a number that stands alone, or beside
    the section's running head.
    This is a fault of the press, or of a counter in the layout's pages.css.
    """
    for page, foot, chapter in _feet(proof):
        if foot.folio != page.label:
            yield Slip(
                message=f"the page prints {foot.folio}, and its label is {page.label}",
                remedy="see to the page counter in the layout's pages.css",
                place=Place(chapter.section.file),
                page=page.name,
            )


def _feet(proof: Proof) -> Iterator[tuple[PageFacts, Foot, Chapter]]:
    """The feet of the listed sections' pages, those pages left out that have none."""
    footed = names(proof, "foot-pages") if proof.page_names else frozenset()
    for entry in proof.book.contents:
        chapter = proof.book.chapter(entry.slug)
        known = running_heads(proof.book.publication, chapter)
        for page in proof.pages(entry.slug):
            foot = foot_of(page, known)
            name = proof.page_names.get(int(page.label))
            if foot is not None and (name in footed or not proof.page_names):
                yield page, foot, chapter


def _above_the_foot(page: PageFacts, known: list[list[str]]) -> str:
    foot = foot_of(page, known)
    return page.text if foot is None else page.text[: foot.start]


def _beside(folio: int) -> str:
    """The folio of the page that lies open beside another."""
    return str(folio + 1 if folio % 2 == 0 else folio - 1)


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
    """The walks of all contents, made once a proof."""
    kept = proof.shared.setdefault("contents", {})
    for chapter in proof.book.chapters:
        if chapter.section.kind.name == "contents":
            if chapter.slug not in kept:
                kept[chapter.slug] = _walk(proof, proof.pages(chapter.slug))
            yield kept[chapter.slug]


def _walk(proof: Proof, pages: list[PageFacts]) -> _Walk:
    """Find each entry's words; what they leave are numbers and words."""
    left = [word for page in pages for word in words(page.text)]
    walk = _Walk(page=pages[0].name if pages else "")
    noted = _strike_note(proof, left)
    ends: dict[str, int] = {}
    for entry in sorted(proof.book.contents, key=lambda one: -len(words(_title(one)))):
        title = words(_title(entry))
        found = _find(left, title, 0)
        if found is None:
            walk.missing.append((entry, f"the contents lack “{entry.title}”{_like(left, title)}"))
        else:
            walk.listed.append((found[0], entry))
            ends[entry.slug] = _strike(left, found)
    walk.listed.sort(key=lambda one: one[0])
    bounds = [*(start for start, _ in walk.listed[1:]), len(left)]
    for (_, entry), bound in zip(walk.listed, bounds, strict=False):
        _authors(entry, left, walk, (ends[entry.slug], bound))
    for entry in _out_of_order(proof, walk.entries):
        walk.moved.append((entry, f"“{entry.title}” does not stand in the order of the spine"))
    _sort(proof, left, walk, noted)
    return walk


def _authors(entry: Entry, left: list[str], walk: _Walk, between: tuple[int, int]) -> None:
    """Find the authors of an entry between its title and the next."""
    start, end = between
    after = start
    for name, organisation in entry.authors:
        author = words(f"{name} {organisation}")
        found = _find(left[:end], author, start)
        if found is None:
            said = f"the contents do not name {name}, {organisation} under “{entry.title}”"
            walk.missing.append((entry, f"{said}{_like(left[start:end], author)}"))
        elif found[0] < after:
            walk.moved.append((entry, f"{name} stands too early under “{entry.title}”"))
            _strike(left, found)
        else:
            after = _strike(left, found)


def _out_of_order(proof: Proof, printed: list[Entry]) -> list[Entry]:
    """The fewest entries that would have to be moved to bring a list into the spine's order."""
    place = {entry.slug: index for index, entry in enumerate(proof.book.contents)}
    best: list[list[Entry]] = []
    for entry in printed:
        before = [one for one in best if place[one[-1].slug] < place[entry.slug]]
        best.append([*max(before, key=len, default=[]), entry])
    kept = max(best, key=len, default=[])
    return [entry for entry in printed if entry not in kept]


def _title(entry: Entry) -> str:
    return f"{entry.title} {entry.subtitle}"


def _like(left: list[str], wanted: list[str]) -> str:
    """The same words with other letters, where they are printed."""
    found = _find([word.lower() for word in left], [word.lower() for word in wanted], 0)
    return f", and print “{' '.join(left[found[0] : found[1]])}”" if found else ""


def _strike_note(proof: Proof, left: list[str]) -> list[str]:
    """Strike out the heading and the note; what of them does not stand together."""
    apart = []
    for said in _note(proof):
        found = _find(left, words(said), 0)
        if found is None:
            apart += words(said)
        elif said:
            _strike(left, found)
    return apart


def _sort(proof: Proof, left: list[str], walk: _Walk, noted: list[str]) -> None:
    """Sort the words that no entry claims into numbers and strangers."""
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


def _note(proof: Proof) -> list[str]:
    """The heading of the contents, and the note under it."""
    return [
        said
        for chapter in proof.book.chapters
        if chapter.section.kind.name == "contents"
        for said in (chapter.section.head.title, getattr(chapter.section.head, "note", ""))
        if said
    ]


def _told(numbers: list[int]) -> str:
    return " and ".join(str(number) for number in numbers) or "no number"


def _find(haystack: list[str], needle: list[str], start: int) -> tuple[int, int] | None:
    """Where a run of words stands: its first index and the one after its last."""
    if not needle:
        return (start, start) if start <= len(haystack) else None
    if needle[0] not in haystack:
        return None
    index = next(runs(needle, haystack[start:]), None)
    return None if index is None else (start + index, start + index + len(needle))


def _slip(proof: Proof, entry: Entry, message: str) -> Slip:
    section = proof.book.chapter(entry.slug).section
    place = Place(section.file, section.lines.get("title"))
    return Slip(message=message, remedy=FAULT, place=place)


PROOF = (missing, order, folio, extra, target, author, label, link, bookmark)
