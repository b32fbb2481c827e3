"""Editions held against the first that has pages: section by section, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from press.book.model import Book
from press.proofreading.collation.compare import Variant, compared
from press.proofreading.collation.strand import Strand, strand
from press.proofreading.collation.witness import Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A variant, with the section of both editions in which it is."""

    first: Strand
    other: Strand
    variant: Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Collated:
    """One edition, held against the first."""

    edition: str
    sections: int
    """How many sections were compared."""
    words: int
    """How many words of this edition were."""
    met: Mapping[str, int]
    """How often each declared difference was met."""
    differences: tuple[Difference, ...]
    missing: tuple[str, ...]
    """Sections that it lacks."""
    added: tuple[str, ...]
    """Sections that only it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collation:
    """All editions, held against the first that has pages."""

    book: Book
    first: str
    """The edition against which the others are held."""
    editions: tuple[Collated, ...]


def collate(book: Book, first: Witness, others: Sequence[Witness]) -> Collation:
    """Hold editions against the first, each section of which is set apart once."""
    strands = {slug: strand(book, first, slug) for slug in first.accounts}
    return Collation(
        book=book,
        first=first.edition,
        editions=tuple(_collated(book, strands, other) for other in others),
    )


def _collated(book: Book, strands: Mapping[str, Strand], witness: Witness) -> Collated:
    differences: list[Difference] = []
    met: Counter[str] = Counter()
    count = sections = 0
    for slug, ours in strands.items():
        if slug not in witness.accounts:
            continue
        theirs = strand(book, witness, slug)
        found = compared(ours, theirs, witness)
        met += found.met
        count += theirs.count
        sections += 1
        differences += [
            Difference(first=ours, other=theirs, variant=variant) for variant in found.variants
        ]
    return Collated(
        edition=witness.edition,
        sections=sections,
        words=count,
        met=met,
        differences=tuple(differences),
        missing=tuple(
            slug for slug in witness.promised if slug in strands and slug not in witness.accounts
        ),
        added=tuple(slug for slug in witness.accounts if slug not in strands),
    )
