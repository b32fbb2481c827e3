"""The structure of a tagged file: what those hear who do not see its pages.

Read from the finished file, with a reader that knows nothing of how it was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.errors import Place
from press.finding import Severity
from press.proofreading.account import accounts, first_lost
from press.proofreading.given import Passage
from press.proofreading.proof import Proof
from press.rule import Slip, rule

SHOWN = 6
"""How many words a message shows."""
SIGNS = re.compile(r"[\W_]+")
"""What is no letter and no digit."""
HEADING = re.compile(r"H([1-6])$")
SECTION = "Sect"
REPORT = "this is a fault of the press: report it"


@rule("structure-unmended", Severity.NOTICE)
def unmended(proof: Proof) -> Iterator[Slip]:
    """The file has the engine's own structure, and not the press's.

    The press makes the structure of the laid-out boxes: one element for each paragraph, contents,
    notes and lists as what they are, folios outside. Where something is drawn that it does not
    know, the engine's structure stays: nothing is lost, paragraphs are cut at page turns, and
    folios and running heads may be read out in the midst of a sentence.
    The reason is told. A release of the engine that the press was not tried with is one: run
    ./bootstrap. Text in a translucent group (`opacity`) is another: give it a colour instead.
    """
    if proof.unmended:
        yield Slip(
            message=f"the file has the engine's own structure: {proof.unmended}",
            remedy="take out of the layout what is told, or report it",
        )


@rule("content-untagged", Severity.ERROR)
def untagged(proof: Proof) -> Iterator[Slip]:
    """Something on a page is neither in the file's structure nor marked as an artifact.

    Every piece of a page is either content or decoration (ISO 14289-1, 7.1; ISO 19005-2, 6.7.2.2);
    what is neither is lost to those who hear the file, or read out where it does not belong.
    Asked of every text, path and picture of each page. A file with the engine's own structure is
    not asked, since `structure-unmended` says what is wrong with it.
    This is a fault of the press: report it with the file.
    """
    if proof.unmended:
        return
    for page, count in sorted(proof.facts.structure.loose.items()):
        yield Slip(
            message=f"of what is drawn, {count} stand neither in the structure nor outside it",
            remedy=REPORT,
            page=proof.facts.pages[page].name,
        )


@rule("structure-words", Severity.ERROR)
def words_of_structure(proof: Proof) -> Iterator[Slip]:
    """The structure lacks words of the manuscript, or has them in another order.

    `words-lost` asks the pages, which the eye reads; this asks the structure, which is read aloud
    and from which text is taken (ISO 14289-1, 7.1 and 7.2). Between the words of a passage others
    may stand: a number, a displayed quote, a note. What the pages lack too is told there alone.
    See whether the layout places the passage before or after where it belongs (`order`, a running
    element); else it is a fault of the press: report it.
    """
    structure = proof.facts.structure
    for account in accounts(proof) if structure.elements else ():
        chapter = account.chapter
        pages = {page.index for page in proof.pages(chapter.slug)}
        letters = _letters("".join(one.text for one in structure.said if one.page in pages))
        for passage in account.passages:
            lost = _lost(passage, letters)
            if lost and first_lost(passage.words, account.words) is None:
                yield Slip(
                    message=f"the structure of “{chapter.slug}” lacks “{lost} …”",
                    remedy="see whether the layout moves the passage away",
                    place=Place(chapter.section.file, passage.line),
                )


def _lost(passage: Passage, letters: str) -> str:
    """The words with which a passage leaves the letters; empty where all follow each other.

    Letters are held against letters, because where words end is for the eye: no space is drawn.
    """
    reached = 0
    for index, word in enumerate(passage.words):
        found = letters.find(_letters(word), reached)
        if found < 0:
            return " ".join(passage.words[index : index + SHOWN])
        reached = found + len(word)
    return ""


def _letters(text: str) -> str:
    return SIGNS.sub("", text)


@rule("heading-gap", Severity.ERROR)
def heading_gap(proof: Proof) -> Iterator[Slip]:
    """A section has two first headings, or a heading whose level leaves one out.

    Who hears the file goes from heading to heading and by their levels (ISO 14289-1, 7.4): one
    first heading a section, and below it no third without a second.
    The manuscript's headings are held in order when it is read, so this is a template.
    Give the heading the level that follows from the one above it, and its look in the stylesheet.
    """
    above = 0
    for element in () if proof.unmended else proof.facts.structure.elements:
        if element.role == SECTION and element.depth == 1:
            above = 0
        level = HEADING.match(element.role)
        if level is None:
            continue
        now = int(level[1])
        if now > above + 1 or now == above == 1:
            where = proof.facts.pages[element.page].name if element.page is not None else ""
            says = "a second one of level 1" if now == above else f"one of level {now}"
            yield Slip(
                message=f"after a heading of level {above} comes {says}"
                if above
                else f"the first heading of a section is of level {now}",
                remedy="give it the level that follows, in the template",
                page=where,
            )
        above = now


@rule("link-undescribed", Severity.ERROR)
def undescribed(proof: Proof) -> Iterator[Slip]:
    """A link does not say in words where it leads (ISO 14289-1, 7.18.5).

    Who hears the file may ask for its links alone; each then has to tell its target: a title and a
    page, or an address. The name of an anchor, as `lamps--note-1`, tells nothing.
    This is a fault of the press: report it with the file.
    """
    if not proof.facts.tagged or proof.unmended:
        return
    for link in proof.facts.links:
        said = link.contents.strip()
        if not said or (link.name and said == link.name):
            yield Slip(
                message=f"a link tells “{said}” and not where it leads"
                if said
                else "a link does not tell where it leads",
                remedy=REPORT,
                page=proof.facts.pages[link.page].name,
            )


@rule("figure-untold", Severity.ERROR)
def untold(proof: Proof) -> Iterator[Slip]:
    """A picture of a tagged file has no words that stand for it (ISO 14289-1, 7.3).

    Who hears the file learns only that there is a picture, and not whether it matters.
    The pictures of a manuscript must have their alternative; a template may forget it.
    Write `alt="what it shows"`, or `alt=""` where the picture decorates and is to be passed over.
    """
    for element in proof.facts.structure.elements:
        if element.role == "Figure" and not element.alternative.strip():
            page = proof.facts.pages[element.page].name if element.page is not None else ""
            yield Slip(
                message="a picture has no words that stand for it",
                remedy='write its alt="…" in the template, empty where it decorates',
                page=page,
            )


PROOF = (unmended, untagged, words_of_structure, heading_gap, undescribed, untold)
