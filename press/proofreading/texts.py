"""Editions without pages: the text that was read back from their files, held against the book.

The rules of words read pages. So each section's text is given to them as one long page, and they
say of a file of text, an offprint or whatever else is read back what they say of a booklet.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from press.book.model import Book
from press.finding import Finding
from press.proofreading import words
from press.proofreading.proof import Proof
from press.reading import Facts, PageFacts, SectionText
from press.rule import judged

FIRST = 1_000_001
"""The label of the first text: no line of any text ends with such a number as a folio."""
NOWHERE = (0.0, 0.0, 0.0, 0.0)


def text_findings(
    book: Book,
    texts: Mapping[str, str],
    *,
    promised: Iterable[str],
    spans: Mapping[str, tuple[int, int]],
    layout_words: Mapping[str, Container[str]],
    edition: str,
) -> list[Finding]:
    """What the rules of words say of texts.

    Args:
        book: what the texts should hold.
        texts: the text of each section, by slug, as it was read back from finished files.
        promised: the sections that the edition has; one without a text is lost.
        spans: the first and last folio of each section, where the texts have folios.
        layout_words: the words that the layout's templates give by themselves, by kind of section.
        edition: the edition's name.
    """
    proof = proof_of_texts(
        book,
        {slug: SectionText(slug=slug, file="", text=text) for slug, text in texts.items()},
        promised=promised,
        spans=spans,
        layout_words=layout_words,
        edition=edition,
    )
    return [replace(found, page="") for found in judged(words.PROOF, proof)]


def proof_of_texts(
    book: Book,
    texts: Mapping[str, SectionText],
    *,
    promised: Iterable[str],
    spans: Mapping[str, tuple[int, int]],
    layout_words: Mapping[str, Container[str]],
    edition: str,
) -> Proof:
    """Sections that were read one by one as a proof: with their own pages, or one page each."""
    wanted = set(promised)
    chapters = tuple(chapter for chapter in book.chapters if chapter.slug in wanted)
    made_spans = spans or {
        chapter.slug: (FIRST + index,) * 2 for index, chapter in enumerate(book.chapters)
    }
    pages = [
        page
        for index, (slug, one) in enumerate(texts.items())
        for page in one.pages or _one_page(index, str(made_spans[slug][0]), one.text)
    ]
    facts = Facts(
        pages=tuple(pages),
        outline=(),
        links=(),
        fonts=frozenset(),
        unembedded=frozenset(),
        title=book.publication.full_title,
        language=book.publication.language,
        tagged=False,
    )
    return Proof(
        book=replace(book, chapters=chapters),
        facts=facts,
        made_spans=made_spans,
        layout_words=layout_words,
        edition=edition,
    )


def _one_page(index: int, label: str, text: str) -> Iterator[PageFacts]:
    """A text as one long page; none where it says nothing."""
    if text.strip():
        yield PageFacts(
            index=index, label=label, text=text, media=NOWHERE, bleed=NOWHERE, trim=NOWHERE
        )
