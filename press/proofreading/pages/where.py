"""Where things are said to stand: “overleaf”, “opposite”, “on page 12”, “see above”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from press.book.model import Chapter
from press.errors import Place
from press.finding import Severity
from press.proofreading.pages.view import page_name
from press.proofreading.proof import Copy, Proof
from press.reading.facts import running_words, words
from press.rule import Slip, rule

BLOCKS = ("p", "li", "dt", "dd", "h2", "h3", "figcaption")
AWAY = "\ufffc"
"""Stands for an element whose words do not count."""
HERE = "\ufffb"
"""Stands for the reference that is looked at."""
BESIDE = 2
"""How many words before or after a reference tell it from others on the page."""
SHOWN_THINGS = "pages?|figure|table|diagram|picture|photograph|chart|map|box|list|framework"
SAID = "see|shown|drawn|described|discussed|mentioned|noted|listed|quoted|printed|set out|explained"
ON = r"(?!\s+(?:all|the|an?|his|her|its|their|our|my|your|which|whom|that|to|of)\b|-)"
"""Not followed by what makes a preposition or another phrase of it: “mentioned above all”."""
LITERAL = re.compile(
    r"\boverleaf\b"
    rf"|\b(?:{SHOWN_THINGS})\s+opposite\b{ON}"
    r"|\b(?:see|shown|drawn|listed|printed|set out)\s+opposite\b(?!\s+\w)"
    r"|\(opposite\)|\bopposite\s+page\b"
    r"|(?<!\bas in\s)\b(?:pages?|pp?\.)\s*\d+(?!\d)(?!(?:\s*[-–]\s*\d+)?\s+of\b)",
    re.IGNORECASE,
)
LOOSE = re.compile(
    rf"\b(?:{SAID}|the (?:{SHOWN_THINGS}))\s+(?:above|below)\b{ON}|\((?:above|below)\)",
    re.IGNORECASE,
)


@rule("where-untrue", Severity.ERROR)
def where_untrue(proof: Proof) -> Iterator[Slip]:
    """A reference says of a thing that it stands where it does not.

    The press writes “overleaf”, “opposite”, “on this page” or “on page 12” for each link that is
    marked `{.where}`. What is printed is read from the finished page and held against the folios of
    the reference and of its target: overleaf is the next page, seen from a recto; opposite is the
    other page of the spread.
    The press composes again until this is true, so an untrue one is its fault: report it.
    """
    for chapter in proof.book.chapters:
        for index, link in enumerate(_wheres(chapter), start=1):
            here = proof.anchors.get(f"{chapter.slug}--where-{index}")
            there = proof.anchors.get(link.get("href", "")[1:])
            if here is None or there is None or proof.facts.page(here) is None:
                continue
            printed = list(_printed(proof, here, link))
            if not any(_is_true(said, here, there) for said in printed):
                said = f"“{' '.join(printed[0])}”" if printed else "nothing"
                yield Slip(
                    message=f"the page says {said} of what stands on page {there}",
                    remedy="this is a fault of the press: report it",
                    place=chapter.section.place(link.sourceline),
                    page=page_name(proof, here),
                )


@rule("where-literal", Severity.WARNING)
def where_literal(copy: Copy) -> Iterator[Slip]:
    """The text says “overleaf”, “opposite” or “page 12” in words that nobody keeps true.

    The text moves with every correction, and other editions have other pages or none. A page of
    another work (“page 12 of the report”), in a note or in a link to it, is none of ours.
    Write a link that is marked: `[overleaf](#framework){.where}`; the press writes where its target
    stands, and keeps it true.
    """
    for said in _sayings(copy, LITERAL):
        yield Slip(
            message=f"“{said.words}” cannot be kept true",
            remedy="write a link: [overleaf](#section){.where}",
            place=said.place,
        )


@rule("where-loose", Severity.NOTICE)
def where_loose(copy: Copy) -> Iterator[Slip]:
    """The text says “see above”, “the table below” or the like.

    What was above may be overleaf after the next correction, and in a reflowing edition or by ear
    nothing is above anything. It is a notice, because within a paragraph or two it does no harm.
    Name the thing (“the second table”), or link to it.
    """
    for said in _sayings(copy, LOOSE):
        yield Slip(
            message=f"“{said.words}” may not stay true",
            remedy="name the thing, or link to it",
            place=said.place,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    words: str
    place: Place


def _sayings(copy: Copy, pattern: re.Pattern[str]) -> Iterator[_Saying]:
    for chapter in copy.book.chapters:
        for block in chapter.body.iter(*BLOCKS) if chapter.body is not None else ():
            if any("note" in one.get("class", "").split() for one in block.iterancestors("aside")):
                continue
            for match in pattern.finditer("".join(_texts(block))):
                said = " ".join(match[0].split())
                yield _Saying(words=said, place=chapter.section.place(block.sourceline))


def _texts(element: etree._Element) -> Iterator[str]:
    """The words of a block itself; blocks in it, notes and links out of the book do not count."""
    yield element.text or ""
    for child in element:
        if _counts(child):
            yield from _texts(child)
        else:
            yield AWAY
        yield child.tail or ""


def _counts(child: etree._Element) -> bool:
    classes = child.get("class", "").split()
    if child.tag == "a":
        return child.get("href", "").startswith("#") and not {"where", "note-call"} & {*classes}
    return child.tag not in {*BLOCKS, "ul", "ol", "dl", "aside"}


def _wheres(chapter: Chapter) -> list[etree._Element]:
    """The marked links, in the order in which the press numbers them."""
    if chapter.body is None:
        return []
    return list(chapter.body.xpath(".//a[contains(@class, 'where')]"))


def _printed(proof: Proof, here: int, link: etree._Element) -> Iterator[list[str]]:
    """What the page says of a place between the words that stand beside the reference."""
    before, after = _beside(link)
    pages = [page for page in (proof.facts.page(here), proof.facts.page(here + 1)) if page]
    found = running_words(pages)
    for start in range(len(found)):
        said = _saying(found, start)
        end = start + len(said)
        if said and (
            (before and found[max(0, start - len(before)) : start] == before)
            or (after and found[end : end + len(after)] == after)
        ):
            yield said


def _beside(link: etree._Element) -> tuple[list[str], list[str]]:
    """The words on either side of a reference in its block."""
    block = next((one for one in link.iterancestors() if one.tag in BLOCKS), link.getparent())
    if block is None:
        return [], []
    text = "".join(_marked(block, link))
    before, _, after = text.partition(HERE)
    return words(before.rpartition(AWAY)[2])[-BESIDE:], words(after.partition(AWAY)[0])[:BESIDE]


def _marked(element: etree._Element, link: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child is link:
            yield HERE
        elif "where" in child.get("class", "") or "note-call" in child.get("class", ""):
            yield AWAY
        else:
            yield from _marked(child, link)
        yield child.tail or ""


def _saying(found: list[str], start: int) -> list[str]:
    """The words at an index, as far as they say where something stands."""
    here = [word.lower() for word in found[start : start + 3]]
    if here[:1] in (["overleaf"], ["opposite"]):
        return found[start : start + 1]
    if here == ["on", "this", "page"] or (here[:2] == ["on", "page"] and here[-1].isdecimal()):
        return found[start : start + 3]
    return []


def _is_true(said: list[str], here: int, there: int) -> bool:
    match said[-1].lower():
        case "overleaf":
            return here % 2 == 1 and there == here + 1
        case "opposite":
            return here != there and here // 2 == there // 2
        case "page":
            return here == there
        case number:
            return number == str(there)


COPY = (where_literal, where_loose)
PROOF = (where_untrue,)
