"""Contents, proved on the finished pages rather than trusted from their maker.

`contents-missing`: a section that belongs in the contents is not listed, or its title, subtitle or
authors are not printed there in the order of the spine.
`contents-folio`: the folio printed beside a title is not the folio of the page that carries it.
`contents-target`: the page that a folio names does not carry the title.
`contents-extra`: the contents print words or a number that belong to no section.
`contents-link`: the entry's link leads to another page than the folio names.
`contents-bookmark`: a listed section has no bookmark, or it leads to another page.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.book.model import Entry
from press.errors import Place
from press.finding import Finding, Severity
from press.proofreading.proof import Proof
from press.reading import PageFacts
from press.reading.facts import words

FAULT = "this is a fault of the press or of the layout's contents.html: compare the pages"

BETWEEN = {"by", "from", "the", "and", "page"}
"""Words that a layout may put between what an entry says."""
SHOWN = 6
"""How many words a message shows."""


def check(proof: Proof) -> Iterator[Finding]:
    """Hold the printed contents against the pages, the labels, the links and the bookmarks."""
    for chapter in proof.book.chapters:
        if chapter.section.kind.name == "contents":
            yield from _printed(proof, proof.pages(chapter.slug))
            yield from _links(proof, proof.pages(chapter.slug))
    yield from _targets(proof)
    yield from _bookmarks(proof)


def listing(proof: Proof) -> Iterator[tuple[Entry, PageFacts | None]]:
    """Each listed section with the page that carries its title, as read from the file."""
    for entry in proof.book.contents:
        title = words(entry.title)
        found = (page for page in proof.pages(entry.slug) if _find(words(page.text), title, 0))
        yield entry, next(found, None)


def folio_of(proof: Proof, entry: Entry) -> int:
    """The folio on which a listed section begins."""
    return proof.made_spans[entry.slug][0]


def _printed(proof: Proof, pages: list[PageFacts]) -> Iterator[Finding]:
    """Walk the printed words once: each entry's words in order, then the numbers left over."""
    printed = [word for page in pages for word in words(page.text)]
    left = list(printed)
    position = 0
    spans: list[tuple[Entry, int]] = []
    for entry in proof.book.contents:
        found = _find(printed, words(f"{entry.title} {entry.subtitle}"), position)
        if found is None:
            yield _finding(proof, entry, "contents-missing", f"the contents lack “{entry.title}”")
            continue
        start, position = found
        spans.append((entry, start))
        left[start:position] = [""] * (position - start)
        for name, organisation in entry.authors:
            author = words(f"{name} {organisation}")
            found = _find(printed, author, position)
            if found is None:
                yield _finding(
                    proof, entry, "contents-missing",
                    f"the contents do not name {name}, {organisation} under “{entry.title}”",
                )  # fmt: skip
                continue
            left[found[0] : found[1]] = [""] * (found[1] - found[0])
            position = found[1]
    yield from _numbers(proof, [entry for entry, _ in spans], left, pages)


def _numbers(
    proof: Proof, entries: list[Entry], left: list[str], pages: list[PageFacts]
) -> Iterator[Finding]:
    """The numbers beside the titles: each entry's own number and its folio, no others."""
    said = [int(word) for word in left if word.isdigit()]
    noted = words(_note(proof))
    for word in noted:
        if word.isdigit() and int(word) in said:
            said.remove(int(word))
    for entry in entries:
        wanted = [folio_of(proof, entry)] + ([entry.number] if entry.number else [])
        beside, said = said[: len(wanted)], said[len(wanted) :]
        if sorted(beside) != sorted(wanted):
            yield _finding(
                proof, entry, "contents-folio",
                f"beside “{entry.title}” the contents print {_listed(beside)}, and its folio"
                f" is {wanted[0]}",
            )  # fmt: skip
    known = {*noted, *words(" ".join(entry.label for entry in proof.book.contents)), *BETWEEN}
    strange = [word for word in left if word and not word.isdigit() and word not in known]
    for extra in (*map(str, said), *([" ".join(strange[:SHOWN])] if strange else [])):
        yield Finding(
            code="contents-extra",
            severity=Severity.ERROR,
            message=f"the contents print “{extra}”, which belongs to no section",
            remedy=FAULT,
            page=pages[0].name if pages else "",
        )


def _listed(numbers: list[int]) -> str:
    return " and ".join(str(number) for number in numbers) or "no number"


def _note(proof: Proof) -> str:
    heads = [
        chapter.section.head
        for chapter in proof.book.chapters
        if chapter.section.kind.name == "contents"
    ]
    return " ".join(f"{head.title} {getattr(head, 'note', '')}" for head in heads)


def _targets(proof: Proof) -> Iterator[Finding]:
    for entry in proof.book.contents:
        folio = folio_of(proof, entry)
        page = proof.facts.page(folio)
        if page is None:
            message = f"no page of the file is labelled {folio}, where “{entry.title}” begins"
            yield _finding(proof, entry, "contents-target", message)
        elif _find(words(page.text), words(entry.title), 0) is None:
            message = f"{page.name} does not carry the title “{entry.title}”"
            yield _finding(proof, entry, "contents-target", message)


def _links(proof: Proof, pages: list[PageFacts]) -> Iterator[Finding]:
    """In a tagged file each entry leads to the page that its folio names, in order."""
    indexes = {page.index for page in pages}
    targets = [link.target for link in proof.facts.links if link.page in indexes]
    if not targets and not proof.facts.tagged:
        return
    led = [target for index, target in enumerate(targets) if target not in targets[:index]]
    for entry, target in zip(proof.book.contents, led, strict=False):
        page = proof.facts.page(folio_of(proof, entry))
        if page is None or page.index != target:
            message = f"the link of “{entry.title}” leads to another page than its folio names"
            yield _finding(proof, entry, "contents-link", message)
    for entry in proof.book.contents[len(led) :]:
        yield _finding(proof, entry, "contents-link", f"“{entry.title}” has no link")


def _bookmarks(proof: Proof) -> Iterator[Finding]:
    marks = [(words(mark.title), mark.page) for mark in proof.facts.outline]
    for entry in proof.book.contents:
        page = proof.facts.page(folio_of(proof, entry))
        title = words(f"{entry.title} {entry.subtitle}")
        right = [target for said, target in marks if _find(said, title, 0) is not None]
        if page is not None and page.index not in right:
            message = f"no bookmark leads to “{entry.title}” on {page.name}"
            yield _finding(proof, entry, "contents-bookmark", message)


def _find(haystack: list[str], needle: list[str], start: int) -> tuple[int, int] | None:
    """Where a run of words stands: its first index and the one after its last."""
    for index in range(start, len(haystack) - len(needle) + 1):
        if haystack[index : index + len(needle)] == needle:
            return index, index + len(needle)
    return None


def _finding(proof: Proof, entry: Entry, code: str, message: str) -> Finding:
    section = proof.book.chapter(entry.slug).section
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=message,
        remedy=FAULT,
        place=Place(section.file, section.lines.get("title")),
    )
