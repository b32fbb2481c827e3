"""Folios, feet, blanks, sides and the extent: what a page is before a word of it is read."""

from __future__ import annotations

from collections.abc import Iterator

from press.book.model import Chapter
from press.errors import Place
from press.finding import Severity
from press.proofreading.pages.view import names, page_name
from press.proofreading.proof import Proof
from press.reading import PageFacts
from press.reading.facts import words
from press.rule import Slip, rule

WORDLESS = {"blank", "endpaper"}
"""What the stylesheets call pages that carry no words; an edition may leave them out."""
SIDES = {"verso": 0, "recto": 1}
"""The remainder of a folio on each side when halved."""


@rule("folio-sequence", Severity.ERROR)
def folio_sequence(proof: Proof) -> Iterator[Slip]:
    """The folios do not count on from page to page.

    Every page has the folio after that of the page before it, from 1 to the extent; the labels that
    a reader's program shows are these folios. An edition for screens may leave out pages without
    words, blanks and endpapers, whose folios then are missing; an edition that is bound leaves out
    none.
    A folio that is missing otherwise is a lost page, one that comes twice a page put in.
    This is a fault of the press: report it with the file.
    """
    due = 1
    for page in proof.facts.pages:
        if not page.label.isdecimal():
            yield _sequence(page.name, f"has “{page.label}” for a folio, where {due} is due")
            due += 1
            continue
        folio = int(page.label)
        if folio < due or not _left_out(proof, due, folio):
            yield _sequence(page.name, f"comes where the folio {due} is due")
        due = folio + 1
    if proof.extent and not _left_out(proof, due, proof.extent + 1):
        yield _sequence("", f"the folios end at {due - 1}, and the extent is {proof.extent}")


def _left_out(proof: Proof, due: int, folio: int) -> bool:
    """Whether the file may leave out the pages from one that is due to one that comes."""
    missing = range(due, folio)
    return not missing or (
        not proof.bound and all(proof.page_names.get(one) in WORDLESS for one in missing)
    )


def _sequence(page: str, what: str) -> Slip:
    return Slip(
        message=f"the page {what}" if page else what,
        remedy="this is a fault of the press: report it",
        page=page,
    )


@rule("blank-furniture", Severity.ERROR)
def blank_furniture(proof: Proof) -> Iterator[Slip]:
    """A blank page or an endpaper carries words: a folio, a running head, a heading.

    What is blank says nothing: a folio on it looks as if its text had been lost. The finished page
    is read, so that nothing can be hidden from it by a stylesheet; art is not text.
    Give the page its own name in pages.css (`page: blank`) and let no margin box be set on it.
    """
    for page in proof.facts.pages:
        if proof.page_names.get(_folio(page)) in WORDLESS and page.text.strip():
            yield Slip(
                message=f"a blank page carries “{' '.join(page.text.split())}”",
                remedy="let the layout's pages.css set nothing in the margins of blank pages",
                page=page.name,
            )


@rule("drop-folio", Severity.ERROR)
def drop_folio(proof: Proof) -> Iterator[Slip]:
    """A page carries a folio or a running head that the layout does not want there.

    On an opener the title stands large, and a running head would say it again: the folio stands
    alone at the foot. `--drop-folio-pages` names the pages of which the first in each section is
    so; `--foot-pages` names those that have a foot at all, and covers, posters and contents have
    none.
    See to the margin boxes of the page in the layout's pages.css, and to `@page :nth(1 of NAME)`.
    """
    if not proof.page_names:
        return
    feet = names(proof, "foot-pages")
    for page in _dropped(proof):
        foot = words(_foot(page))
        if foot != [page.label]:
            said = f"“{' '.join(_foot(page).split())}”" if foot else "nothing"
            yield Slip(
                message=f"the foot of an opener says {said}, and the folio {page.label} should"
                " stand there alone",
                remedy="see to `@page :nth(1 of …)` in the layout's pages.css",
                page=page.name,
            )
    for line in proof.lines:
        if line.tag.startswith("@") and line.page not in feet | WORDLESS:
            yield Slip(
                message=f"a page that has no foot carries “{line.text.strip()}” in its margin",
                remedy="take the margin box from it in pages.css, or name it in --foot-pages",
                page=page_name(proof, line.folio),
            )


@rule("running-head", Severity.ERROR)
def running_head(proof: Proof) -> Iterator[Slip]:
    """The foot of a page does not say its folio and whose or which text it is.

    Readers who leaf through find a text by it. Pages named in `--foot-pages` carry the folio and,
    on a verso, the label or the byline of the section, on a recto its title; either may be the
    title of the publication. Openers with a drop folio are read by another rule.
    The foot is read from the finished page and held against the manuscript's head.
    See to `data-verso` and `data-recto` in the section's template, and to `string-set`.
    """
    if not proof.page_names:
        return
    feet, alone = names(proof, "foot-pages"), {page.index for page in _dropped(proof)}
    for page in proof.facts.pages:
        chapter = _chapter(proof, page)
        if chapter is None or page.index in alone or proof.page_names.get(_folio(page)) not in feet:
            continue
        heads = _heads(proof, chapter, _folio(page))
        right = [words(f"{page.label} {head}") for head in heads]
        right += [words(f"{head} {page.label}") for head in heads]
        if words(_foot(page)) not in right:
            foot = " ".join(_foot(page).split())
            yield Slip(
                message=f"the foot says “{foot}”, and not {page.label} with “{heads[0]}”",
                remedy="see to data-verso and data-recto in the section's template",
                place=Place(chapter.section.file, chapter.section.lines.get("title")),
                page=page.name,
            )


@rule("opener-side", Severity.ERROR)
def opener_side(proof: Proof) -> Iterator[Slip]:
    """A section begins on the other side than the layout asks for.

    `starts` in layout.yaml gives the side for each kind of section: a poster that belongs on a
    verso faces the first page of its text, and on a recto it would have its back to it. The press
    puts blanks where they are needed, and the side is read from the folio of the finished page.
    When a template breaks the page by itself, the press cannot know it: take the break out.
    """
    for chapter in proof.book.chapters:
        side = proof.starts.get(chapter.slug, "next")
        first, _ = proof.made_spans[chapter.slug]
        if side in SIDES and first % 2 != SIDES[side]:
            yield Slip(
                message=f"“{chapter.slug}” begins on a {_side(first)}, and the layout asks for a"
                f" {side}",
                remedy="look for a page break in its template, or change starts in layout.yaml",
                place=Place(chapter.section.file),
                page=page_name(proof, first),
            )


@rule("extent-binding", Severity.ERROR)
def extent_binding(proof: Proof) -> Iterator[Slip]:
    """The number of pages does not fit the binding.

    Leaves that are folded and stitched through the fold have four pages each, so the extent is a
    multiple of four, or of what `extent` in publication.yaml says. A file that is bound holds every
    page of it, blanks too; else the printer puts blanks where they like.
    Ask for the right multiple, or see why the press put in too few blanks.
    """
    counts = {proof.extent} | ({proof.facts.extent} if proof.bound else set())
    for pages in sorted(counts):
        if pages % proof.extent_step:
            yield Slip(
                message=f"{pages} pages are no multiple of {proof.extent_step}",
                remedy="correct binding or extent in publication.yaml, or report this",
            )


def _dropped(proof: Proof) -> Iterator[PageFacts]:
    """The pages that carry their folio alone: the first so named of each section."""
    alone = names(proof, "drop-folio-pages")
    for first, last in proof.made_spans.values():
        for name in alone:
            named = [one for one in range(first, last + 1) if proof.page_names.get(one) == name]
            page = proof.facts.page(named[0]) if named else None
            if page is not None:
                yield page


def _foot(page: PageFacts) -> str:
    """The line at the foot that carries the folio; empty where there is none."""
    return page.text[len(page.body) :]


def _heads(proof: Proof, chapter: Chapter, folio: int) -> list[str]:
    """What the foot may say beside the folio: whose text on a verso, which on a recto."""
    section = chapter.section
    byline = chapter.byline[:1].upper() + chapter.byline[1:]
    own = [section.full_title, section.title] if folio % 2 else [chapter.label, byline]
    return [said for said in (*own, proof.book.publication.title) if said]


def _chapter(proof: Proof, page: PageFacts) -> Chapter | None:
    folio = _folio(page)
    for chapter in proof.book.chapters:
        first, last = proof.made_spans[chapter.slug]
        if first <= folio <= last:
            return chapter
    return None


def _folio(page: PageFacts) -> int:
    return int(page.label) if page.label.isdecimal() else 0


def _side(folio: int) -> str:
    return "recto" if folio % 2 else "verso"


PROOF = (
    folio_sequence,
    blank_furniture,
    drop_folio,
    opener_side,
    extent_binding,
)

FEET = (running_head,)
"""Stands guard with the contents: a foot that names another text misleads as a folio does."""
