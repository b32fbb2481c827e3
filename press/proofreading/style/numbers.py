"""Numbers: ranges, percentages, dates and centuries as British books write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.errors import Place
from press.finding import Severity
from press.manuscript.typography.rules import MONTHS
from press.proofreading.proof import Copy
from press.proofreading.style.passages import british_passages
from press.rule import Slip, rule

HYPHENED = re.compile(
    r"(?<![\w\-–/.,:#@(+])(?<!\d )([1-9]\d{0,3})-([1-9]\d{0,3})(?![-\w/]|[.,:]\d)"
)
HALF_IN_WORDS = re.compile(
    r"\b(from|between) ((?:[£€$])?\d[\d,.]*)–([£€$]?\d[\d,.]*\d|[£€$]?\d)(?!\w)(?! (?:to|and)\b)",
    re.IGNORECASE,
)
SIGN = re.compile(r"\d[\d,.]* ?%")
IN_WORDS = re.compile(r"\b\d[\d,.]* per cent\b", re.IGNORECASE)
ONE_WORD = re.compile(r"\bpercent\b", re.IGNORECASE)
MONTH = f"(?P<month>{MONTHS})"
DAY = r"(?P<day>\d{1,2})"
YEAR = r"(?P<year>\d{4})\b"
NTH = r"(?:st|nd|rd|th)\b"
DATES = (
    (re.compile(rf"\b{DAY}{NTH} (?:of )?{MONTH}\b(?:,? {YEAR})?"), "a day takes no ending"),
    (re.compile(rf"\b{MONTH} (?:the )?{DAY}{NTH}(?:,? {YEAR})?"), "the day comes first"),
    (re.compile(rf"\b{MONTH} {DAY},? {YEAR}"), "the day comes first"),
    (re.compile(rf"\b{DAY} {MONTH}, {YEAR}(?!,\d)"), "no comma stands before the year"),
)
NUMERIC = re.compile(r"(?<![\d/.-])\d{1,2}([/.])\d{1,2}\1(?:19|20)\d\d(?![\d/])")
DECADE = re.compile(r"(?<![\w£$€,.])((?:1[5-9]|20)\d0|[2-9]0)['’]s\b")
ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    "|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first"
)
CENTURY = re.compile(
    rf"\b(?:(?P<figures>\d{{1,2}}{NTH})|(?P<words>{ORDINALS}))"
    r"[ -](?:and [\w-]+[ -])?centur(?:y|ies)\b",
    re.IGNORECASE,
)
SMALL = frozenset({"first", "second", "third", "fourth", "fifth"})
COUNTED = re.compile(r"\b(?:a|another|his|her|their) $", re.IGNORECASE)
"""What stands before a century that only counts: a second century of peace."""


@rule("range-hyphen", Severity.WARNING)
def ranges(copy: Copy) -> Iterator[Slip]:
    """A hyphen is left between two numbers, or a range is half in words.

    The press sets an en rule between numbers that rise, such as 16-19 or 2018-19. What it leaves
    with a hyphen it could not take for a range: the second number is the smaller one (112-9, 9-5).
    And `from 2016-2018` says half of “from … to” in words and half with a rule, which British
    books do not; a financial year (from 2018-19) is one thing and may stand.
    Telephone numbers and numbers with several hyphens are not told.
    Write the second number in full, or type the en rule –, or write “from 2016 to 2018” and
    “between 12 and 14”.
    """
    for passage in british_passages(copy):
        for match in HYPHENED.finditer(passage.text) if passage.typeset else ():
            if not (len(match[1]) == 3 and len(match[2]) == 4):
                yield passage.slip(
                    match.start(),
                    f"a hyphen is left in “{match[0]}”",
                    "write the second number in full, or type an en rule (–)",
                )
        for match in HALF_IN_WORDS.finditer(passage.text):
            between = match[1].lower() == "between"
            year = len(match[2]) == 4 and len(match[3]) == 2
            if between or not year:
                link = "and" if between else "to"
                yield passage.slip(
                    match.start(2),
                    f"“{match[0]}” is half in words",
                    f"write “{match[1]} {match[2]} {link} {match[3]}”",
                )


@rule("per-cent", Severity.WARNING)
def per_cent(copy: Copy) -> Iterator[Slip]:
    """A percentage is not written as this publication writes it.

    British running text has “10 per cent”, in two words; the sign belongs in tables and figures.
    A publication full of numbers may choose the sign: `per_cent: sign` in its house-style.yaml.
    Either way one of the two is used throughout, and “percent” in one word is American.
    “Percentage” is a word of its own and not told.
    Write the number as the message says.
    """
    sign = copy.style.per_cent == "sign"
    for passage in british_passages(copy):
        for match in (IN_WORDS if sign else SIGN).finditer(passage.text):
            number = re.match(r"[\d,.]*\d", match[0])
            use = f"{number[0] if number else ''}{'%' if sign else ' per cent'}"
            yield passage.slip(
                match.start(), f"“{match[0]}” is not this publication's way", f"write “{use}”"
            )
        for match in ONE_WORD.finditer(passage.text):
            use = "the sign %" if sign else "“per cent”"
            yield passage.slip(match.start(), f"“{match[0]}” is American", f"write {use}")


@rule("date-form", Severity.WARNING)
def dates(copy: Copy) -> Iterator[Slip]:
    """A date is not written in the British way: 22 November 2026.

    Day, month, year, without “nd”, “of” or commas. American order is read slowly here, and dates
    in figures alone are read wrongly by half of all readers: 5/6/2026 is in June or in May.
    Decades take no apostrophe: the 1990s.
    A month with a number that is no date (in May 12 councils met) is not told, and neither are
    dates as computers write them (2026-11-22).
    Write the date as the message says.
    """
    for passage in british_passages(copy):
        told: set[int] = set()
        for pattern, why in DATES:
            for match in pattern.finditer(passage.text):
                if told.isdisjoint(range(match.start(), match.end())):
                    told |= {*range(match.start(), match.end())}
                    parts = match.groupdict()
                    use = " ".join(filter(None, (parts["day"], parts["month"], parts["year"])))
                    yield passage.slip(match.start(), f"“{match[0]}”: {why}", f"write “{use}”")
        for match in NUMERIC.finditer(passage.text):
            yield passage.slip(
                match.start(),
                f"“{match[0]}” can be read in two ways",
                "write day, month in words, year",
            )
        for match in DECADE.finditer(passage.text):
            yield passage.slip(
                match.start(),
                f"“{match[0]}”: a decade takes no apostrophe",
                f"write “{match[1]}s”, or, where something belongs to the year, turn the sentence",
            )


@rule("century-form", Severity.WARNING)
def centuries(copy: Copy) -> Iterator[Slip]:
    """A century is in figures here and in words elsewhere.

    “The 20th century” and “the twentieth century” are both good English, but not in one book.
    `centuries: words` or `figures` in the publication's house-style.yaml chooses; where nothing
    is said, the form that comes first in the book is taken for the one that is meant.
    A century that only counts (a second century of peace follows, the third century in a cricket
    match) looks the same; turn the sentence, or silence the finding with that reason.
    Write the century in the form that the message names.
    """
    meant: str = copy.style.centuries or ""
    first: Place | None = None
    for passage in british_passages(copy):
        for match in CENTURY.finditer(passage.text):
            form = "figures" if match["figures"] else "words"
            small = (match["words"] or "").lower() in SMALL
            if small and COUNTED.search(passage.text, 0, match.start()):
                continue
            if not meant:
                meant, first = form, Place(passage.file, passage.line_at(match.start()))
            elif form != meant:
                where = f", as at {first}" if first else ""
                yield passage.slip(
                    match.start(),
                    f"“{match[0]}” is in {form}",
                    f"write the century in {meant}{where}",
                )


COPY = (ranges, per_cent, dates, centuries)
