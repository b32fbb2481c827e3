"""Links: what they lead to exists, and an address is one."""

from __future__ import annotations

from collections.abc import Iterator

from press.book.model import Book
from press.errors import Place
from press.finding import Severity
from press.manuscript import addresses
from press.proofreading.proof import Copy, Proof
from press.rule import Slip, rule

SWALLOWED = ".,;:!?’”\"'"
"""Signs that end a sentence, and no address."""


@rule("address-malformed", Severity.ERROR)
def malformed(copy: Copy) -> Iterator[Slip]:
    """An address outside the book is not well formed.

    Nobody presses every link of a proof, and a reader who does is the first to learn of a slip.
    An address has a scheme (https, http, mailto, tel), a host with a dot in it and no spaces; a
    `mailto:` has a name, an @ and a host. It does not end with the stop or comma of its sentence,
    and its brackets come in pairs.
    The addresses of the text, of the contacts and of the licence are asked.
    Type the address anew, from the browser's line.
    """
    for address, place in _addresses(copy.book, copy.order):
        why = _fault(address)
        if why:
            yield Slip(
                message=f"the address “{address[:80]}” is not well formed: {why}",
                remedy="type it anew, from the browser's line",
                place=place,
            )


@rule("link-unreachable", Severity.WARNING)
def unreachable(copy: Copy) -> Iterator[Slip]:
    """An address of the web does not answer.

    Asked only with `--online`, because a check must say the same tomorrow and without a network.
    Each address is asked for its head, and for the whole where a server refuses that; ten seconds
    are waited. A server may turn away machines and answer people, so this is a warning.
    Open the address in a browser; correct it, or link to a copy in an archive.
    """
    if copy.ask is None:
        return
    asked: dict[str, str] = {}
    for address, place in _addresses(copy.book, copy.order):
        if _fault(address) or not address.startswith(("http://", "https://")):
            continue
        if address not in asked:
            asked[address] = copy.ask(address)
        if asked[address]:
            yield Slip(
                message=f"“{address[:80]}” does not answer: {asked[address]}",
                remedy="open it in a browser, and correct it",
                place=place,
            )


@rule("link-dead", Severity.ERROR)
def dead(proof: Proof) -> Iterator[Slip]:
    """A link of the finished file leads to no page, or to an address that is none.

    The book refuses links of the manuscript that lead nowhere, but templates write links too, and
    a page that stays out of an edition takes its targets with it.
    Every link is read from the file: its target must be one of the file's pages, its address well
    formed. The page on which it stands is told.
    Correct the template, or keep the page in the edition.
    """
    pages = proof.facts.pages
    for link in proof.facts.links:
        if link.address:
            why = _fault(link.address)
            said = f"a link leads to “{link.address[:80]}”: {why}" if why else ""
        else:
            said = "a link leads to no page of the file" if link.target is None else ""
        if said:
            yield Slip(
                message=said,
                remedy="correct the link, or keep the page that it leads to",
                page=pages[link.page].name,
            )


def _addresses(book: Book, order: Place | None) -> Iterator[tuple[str, Place | None]]:
    """Every address outside, with its place."""
    if book.publication.licence:
        yield str(book.publication.licence), order
    for chapter in book.chapters:
        section = chapter.section
        for link in section.body.iter("a") if section.body is not None else ():
            address = link.get("href", "")
            if address and not address.startswith("#"):
                yield address, section.place(link.sourceline)
        for index, one in enumerate(getattr(section.head, "organisations", ())):
            for key, scheme in (("email", "mailto:"), ("web", "http://")):
                if said := getattr(one, key):
                    line = section.lines.get(f"organisations.{index}.{key}")
                    yield f"{scheme}{said}", section.place(line)


def _fault(address: str) -> str:
    """What is wrong with an address; empty where nothing is."""
    try:
        addresses.link(address)
    except addresses.NotTaken as error:
        return error.message
    if address.endswith(tuple(SWALLOWED)):
        return f"it ends with “{address[-1]}”"
    if address.count("(") != address.count(")"):
        return "its brackets are not in pairs"
    return ""


COPY = (malformed, unreachable)
PROOF = (dead,)
