"""Editions as they are heard: headings, order, links by their words, pictures by theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.access.subject import Heard, Meaning, Subject, meanings
from press.finding import Severity
from press.reading.heard import HeardLink, HeardPage
from press.rule import Rule, Slip, rule

SIGNS = re.compile(r"[\W_]+")
"""What is no letter and no digit."""
LONGEST = 80
"""Characters of a link that a message shows."""
BARE = re.compile(r"(?:https?://|www\.\S+/)\S+", re.IGNORECASE)
EMPTY = frozenset(
    {"", "click here", "details", "go", "here", "learn more", "link", "more", "page", "read more",
     "see here", "see more", "this", "this page"}
)  # fmt: skip
"""Words that say nothing of where a link leads."""
NUMBERED = "doc-noteref"
"""The role of calls of notes, whose name is a number: it is heard as that of a note."""


@rule("heading-skipped", Severity.ERROR)
def heading_skipped(subject: Subject) -> Iterator[Slip]:
    """A page of the site or of the EPUB has a heading that leaves out a level, or two first ones.

    Who hears a page goes from heading to heading and by their levels (WCAG 2.2, 1.3.1 and 2.4.6;
    technique G141). Pages of a PDF are held to the same by `heading-gap`.
    Give the heading the level that follows, in the template, and its look in the stylesheet.
    """
    for edition, page in _pages(subject):
        above = 0
        for level, words in page.headings:
            if level > above + 1 or level == above == 1:
                yield Slip(
                    message=f"“{words[:50]}” is a heading of level {level} after one of "
                    f"level {above}"
                    if above
                    else f"the first heading, “{words[:50]}”, is of level {level}",
                    remedy="give it the level that follows, in the template",
                    page=f"{edition}, {page.file}",
                )
            above = level


@rule("link-says-nothing", Severity.ERROR)
def says_nothing(subject: Subject) -> Iterator[Slip]:
    """The words of a link do not say where it leads: none, “here”, “more”, or a bare address.

    Who hears the page may ask for its links alone (WCAG 2.2, 2.4.4). An address is spelt out letter
    by letter; the name of a host, such as www.example.org among contacts, is not one.
    A call of a note is heard as one, and may have a number for its name.
    Say in the words of the link what it leads to.
    """
    for edition, page in _pages(subject):
        for link in page.links:
            if link.role != NUMBERED and _is_empty(link):
                yield Slip(
                    message=f"a link says “{_short(link.words)}” and not where it leads",
                    remedy="say in its words what it leads to",
                    page=f"{edition}, {page.file}",
                )


@rule("link-words-twice", Severity.WARNING)
def words_twice(subject: Subject) -> Iterator[Slip]:
    """Two links of a page have the same words and lead to different places.

    In a list of links they cannot be told apart (WCAG 2.2, 2.4.4 and 3.2.4; failure F84 in part).
    Asked within a page; ways back from notes stand at their note, and calls of notes have numbers.
    Say in the words of each what it alone leads to.
    """
    for edition, page in _pages(subject):
        first: dict[str, HeardLink] = {}
        for link in page.links:
            known = first.setdefault(link.words.lower(), link)
            if known.target != link.target and not {known.role, link.role} & _OF_NOTES:
                yield Slip(
                    message=f"two links say “{_short(link.words)}”, and lead to {known.target} and "
                    f"to {link.target}",
                    remedy="say in the words of each what it alone leads to",
                    page=f"{edition}, {page.file}",
                )


_OF_NOTES = {NUMBERED, "doc-backlink"}


@rule("picture-unheard", Severity.ERROR)
def picture_unheard(subject: Subject) -> Iterator[Slip]:
    """What a picture says is not heard in an edition, or a picture has no alternative at all.

    The words that the manuscript gives for a figure or for the framework's diagram stand in every
    edition that can be heard (WCAG 2.2, 1.1.1; ISO 14289-1, 7.3), word for word. A picture that
    decorates says so with an empty alternative.
    See the template of the section. Whether the words are good ones only a person can say.
    """
    for heard in subject.heard:
        for page in heard.pages:
            if None in page.pictures:
                yield Slip(
                    message="a picture has no alternative",
                    remedy='write its alt="…" in the template, empty where it decorates',
                    page=f"{heard.edition}, {page.file}",
                )
        for meaning in meanings(subject.book):
            if not _is_heard(heard, meaning):
                yield Slip(
                    message=f"“{meaning.words[:60]}” is not heard in the edition “{heard.edition}”",
                    remedy="see whether the template gives the picture its alternative",
                    place=meaning.place,
                    page=heard.edition,
                )


@rule("sections-out-of-order", Severity.ERROR)
def out_of_order(subject: Subject) -> Iterator[Slip]:
    """Sections stand in another order than in the spine, or one is not there.

    Who hears an edition hears it in the order of the file (WCAG 2.2, 1.3.2). That of a site is the
    order of its pages' ways to the next, of an EPUB its spine, of a tagged PDF its structure.
    Cover, contents and back cover are the home page of a site.
    This is a fault of the press: report it.
    """
    for heard in subject.heard:
        wanted, found = _order(subject, heard)
        if wanted != found:
            missing = [one for one in wanted if one not in found]
            said = f"“{missing[0]}” is missing" if missing else f"the order is {', '.join(found)}"
            yield Slip(
                message=f"the sections are not heard in their order: {said}",
                remedy="this is a fault of the press: report it",
                page=heard.edition,
            )


def _order(subject: Subject, heard: Heard) -> tuple[list[str], list[str]]:
    """The sections as they should be heard and as they are; of a tagged file those with titles."""
    chapters = subject.book.chapters
    if not heard.pages:
        titles = {chapter.slug: _letters(chapter.section.full_title) for chapter in chapters}
        found = [
            next((slug for slug, title in titles.items() if title and title in _letters(words)), "")
            for words in heard.titles
        ]
        found = [slug for slug in found if slug]
        wanted = [one.slug for one in chapters if one.section.kind.listed or one.slug in found]
        return wanted, found
    at = {chapter.slug: _where(heard, chapter.slug) for chapter in chapters}
    own = [slug for slug in at if at[slug] != 0 or not heard.pages[0].links]
    there = [slug for slug in own if at[slug] is not None]
    return own, sorted(there, key=lambda slug: at[slug] or 0)


def _where(heard: Heard, slug: str) -> int | None:
    """The number of the page on which a section stands."""
    pages = enumerate(heard.pages)
    return next((index for index, page in pages if slug in page.ids), None)


def _pages(subject: Subject) -> Iterator[tuple[str, HeardPage]]:
    for heard in subject.heard:
        for page in heard.pages:
            yield heard.edition, page


def _is_empty(link: HeardLink) -> bool:
    words = link.words.strip().rstrip(".…:→›»").strip().lower()
    return words in EMPTY or BARE.fullmatch(words) is not None


def _is_heard(heard: Heard, meaning: Meaning) -> bool:
    wanted = _letters(meaning.words)
    if not heard.pages:
        return wanted in _letters(" ".join((*heard.alternatives, heard.said)))
    at = _where(heard, meaning.slug)
    if at is None:
        return False
    page = heard.pages[at]
    return wanted in _letters(" ".join((page.words, *filter(None, page.pictures))))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]} …"


def _letters(text: str) -> str:
    return SIGNS.sub("", text).lower()


RULES: tuple[Rule[Subject], ...] = (
    heading_skipped, says_nothing, words_twice, picture_unheard, out_of_order,
)  # fmt: skip
