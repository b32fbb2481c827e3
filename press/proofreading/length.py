"""Length and readability, as information: words, pages, sentences and reading age a section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from press.book.model import Chapter
from press.manuscript import elements
from press.proofreading.proof import Proof

SENTENCE_END = re.compile(r"[.!?…]+[’”\"')\]]*(?=\s|$)")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d.,]*")
SHORT_FORM = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|St|No|pp?|vol|ed|eds|e\.g|i\.e|etc|vs|[A-Z])\.(?=\s+\S)"
)
"""What ends with a stop and ends no sentence."""
VOWELS = re.compile(r"[aeiouyà-öø-ÿ]+")
SILENT_END = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$")
"""Endings whose e is not spoken: `makes`, `asked`, `time`; in `table`, `wanted` it is."""
SPOKEN_ES = re.compile(r"(?:[sxz]|[cs]h|[cg])es$")
TWO = re.compile(r"[aeiou]\w+ea$|iet|i[ao]|[eu]o(?!u)|ual|iu|eing|ying$")
"""Vowels side by side that are two syllables: `diary`, `idea`, `actual`."""
ONE = re.compile(r"[ctsg]io|[ct]ia[ln]|[^aeiou]iou|geo")
"""The same that are one: `action`, `social`."""
SCHOOL_BEGINS = 5
"""Years that lie between a grade of school in the United States and the age of its pupils."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is told of one section."""

    slug: str
    title: str
    words: int
    """Of the text, without notes, headings' numbers and displayed quotes."""
    pages: int
    """In this edition, blanks apart."""
    sentences: int
    sentence: float
    """The mean length of a sentence, in words."""
    age: float
    """The age at which the text can be read: the grade of Flesch and Kincaid, and five."""


def table(proof: Proof) -> list[Row]:
    """A row for each listed section, in the order of the spine."""
    return [
        _row(proof, chapter)
        for chapter in proof.book.chapters
        if chapter.section.kind.listed and chapter.section.body is not None
    ]


def reading_age(text: list[list[str]]) -> float:
    """The age at which sentences, lists of words, can be read.

    Kincaid, Fishburne, Rogers and Chissom, *Derivation of new readability formulas* (1975): the
    grade is 0.39 × words a sentence + 11.8 × syllables a word - 15.59; pupils are five years older.
    """
    said = [word for sentence in text for word in sentence]
    if not said:
        return 0.0
    spoken = sum(syllables(word) for word in said)
    grade = 0.39 * len(said) / len(text) + 11.8 * spoken / len(said) - 15.59
    return max(0.0, grade + SCHOOL_BEGINS)


def syllables(word: str) -> int:
    """How many syllables an English word has, near enough for a mean; a figure counts as one."""
    return sum(_syllables(part) for part in re.split(r"['’-]", word.lower()) if len(part) > 1) or 1


def _syllables(part: str) -> int:
    found = len(VOWELS.findall(part))
    if SILENT_END.search(part) and not SPOKEN_ES.search(part):
        found -= 1
    found += len(TWO.findall(part)) - len(ONE.findall(part))
    return max(found, 1)


def sentences(text: str) -> list[list[str]]:
    """The sentences of a paragraph, as words."""
    whole = SHORT_FORM.sub(lambda found: found[0].replace(".", ""), text)
    found = [WORD.findall(part) for part in SENTENCE_END.split(whole)]
    return [sentence for sentence in found if sentence]


def _row(proof: Proof, chapter: Chapter) -> Row:
    found = [sentence for text in _paragraphs(chapter.section.body) for sentence in sentences(text)]
    count = sum(len(sentence) for sentence in found)
    return Row(
        slug=chapter.slug,
        title=chapter.section.full_title,
        words=count,
        pages=len(proof.pages(chapter.slug)),
        sentences=len(found),
        sentence=round(count / len(found), 1) if found else 0.0,
        age=round(reading_age(found), 1),
    )


def _paragraphs(body: etree._Element | None) -> Iterator[str]:
    """The text, paragraph by paragraph; notes stay out."""
    for _, text in elements.running_text(body):
        yield " ".join(text.split())
