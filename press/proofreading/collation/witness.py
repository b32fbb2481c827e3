"""A witness: one edition as a reader of its finished files meets it, section by section."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace

from press.book.model import Book
from press.proofreading.account import Account, accounts
from press.proofreading.printed import apart
from press.proofreading.proof import Proof
from press.proofreading.reflowed import account_of_text
from press.proofreading.texts import proof_of_texts
from press.reading import Aside, SectionText
from press.reading.facts import words

PAGED = frozenset({"print-pdf", "screen-pdf", "large-print-pdf", "offprints"})
"""The formats whose words stand on pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """What one edition says."""

    edition: str
    format: str
    accounts: Mapping[str, Account]
    """The words of each section that it has."""
    promised: tuple[str, ...]
    """The sections that it should have."""
    templates: Mapping[str, Container[str]]
    """The words that its templates give by themselves, by kind of section."""
    asides: Mapping[str, tuple[Aside, ...]] = field(default_factory=dict)
    """What is read apart from each section's words, with the number of words before it."""
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """The first and last folio of each section, where there are any."""
    quotes_left_out: bool = False
    """Whether its layout leaves pull quotes out."""

    @property
    def has_roles(self) -> bool:
        """Whether the files themselves say what is a note's number and what a pull quote."""
        return self.format in {"epub", "web"}


def of_pages(proof: Proof, form: str) -> Witness:
    """An edition that is pages."""
    found = {one.chapter.slug: one for one in accounts(proof)}
    return Witness(
        edition=proof.edition,
        format=form,
        accounts=found,
        promised=tuple(chapter.slug for chapter in proof.book.chapters),
        templates=proof.layout_words,
        spans=proof.made_spans,
    )


def of_texts(
    book: Book,
    texts: Mapping[str, SectionText],
    *,
    form: str,
    edition: str,
    promised: tuple[str, ...],
    spans: Mapping[str, tuple[int, int]],
    templates: Mapping[str, Container[str]],
) -> Witness:
    """An edition whose sections were read one by one: offprints, text."""
    proof = proof_of_texts(
        book, texts, promised=promised, spans=spans, layout_words=templates, edition=edition
    )
    witness = of_pages(proof, form)
    return replace(witness, promised=promised, asides=_asides(texts), spans=spans)


def of_flow(
    book: Book,
    texts: Mapping[str, SectionText],
    *,
    form: str,
    edition: str,
    templates: Mapping[str, Container[str]],
    quotes_left_out: bool,
) -> Witness:
    """An edition that reflows, whose files tell what is what."""
    return Witness(
        edition=edition,
        format=form,
        accounts={
            chapter.slug: account_of_text(chapter, texts[chapter.slug])
            for chapter in book.chapters
            if chapter.slug in texts
        },
        promised=tuple(chapter.slug for chapter in book.chapters),
        templates=templates,
        asides=_asides(texts),
        quotes_left_out=quotes_left_out,
    )


def _asides(texts: Mapping[str, SectionText]) -> dict[str, tuple[Aside, ...]]:
    """What is read apart, with the number of words instead of characters before it."""
    return {
        slug: tuple(replace(one, at=len(apart(words(text.text[: one.at])))) for one in text.asides)
        for slug, text in texts.items()
    }
