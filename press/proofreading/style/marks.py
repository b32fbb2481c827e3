"""Marks: quotation marks, dashes and spaces that the press could not set as they were meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.errors import Place
from press.finding import Severity
from press.proofreading.proof import Copy
from press.proofreading.style.passages import british_passages
from press.rule import Slip, rule

STRAIGHT = re.compile(r"['\"]")
PRINTED_IN = re.compile(r"[‘’“”]")
SUFFIXES = "s|es|ed|er|est|ing|ise|ize|ism|ist|ly|ness|able|ible|ful|less|ment|tion"
"""What may stand after a hyphen by itself, as in “the ending -ise”."""
DASH = re.compile(
    rf"(?<=\S) -{{1,3}}(?!(?:{SUFFIXES})\b)(?=[^\W\d_])"  # low -far
    r"|(?<=[^\W\d_])-{1,3} (?!(?:and|or|to|nor|but|versus|through|rather|as|if)\b)(?=[^\W\d_])"
    r"|(?<=\S)--+(?=\S)|^-{1,3} (?=\w)|(?<=\w) -{1,3}$|(?<=\S) --+ (?=\S)"
)
LONG_RULE = re.compile(r" ?— ?")
EN_RULE_HALF_SPACED = re.compile(r"(?<=[^\W\d_])–(?= [^\W\d_])|(?<=[^\W\d_] )–(?=[^\W\d_])")
TWO_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
MARKER = re.compile(r"^\s*(?:>\s*)*(?:(?:[-*+]|\d+[.)]|:|\[\^[^\]]*\]:)\s+)*")
KEY = re.compile(r"^\s*(?:- +)*(?:[\w-]+:(?: +|$))?")


@rule("quote-straight", Severity.WARNING)
def straight(copy: Copy) -> Iterator[Slip]:
    """A straight quotation mark is left in the set text.

    The press turns typed marks into printed ones. One that it leaves straight it did not
    understand: the mark stands alone between two spaces, or follows a figure, or its partner is
    missing. On the page it looks like what it is, a slip.
    Close the quotation, or remove the mark. For feet and inches write the units in words; for a
    quotation that ends in a figure type the printed marks ‘ and ’ yourself.
    """
    for passage in british_passages(copy):
        if passage.typeset:
            for match in STRAIGHT.finditer(passage.text):
                yield passage.slip(
                    match.start(),
                    f"a straight mark is left in “{passage.near(match)}”",
                    "close the quotation, or remove the mark",
                )


@rule("quotes-mixed", Severity.NOTICE)
def mixed(copy: Copy) -> Iterator[Slip]:
    """A file of the manuscript has straight and printed quotation marks.

    The press sets both alike, so readers see no difference; but an editor who searches the
    manuscript for a quotation finds only half of them. Printed marks come in with text that was
    pasted from a word processor.
    Type straight marks throughout, or printed ones throughout. The line told is the first with a
    printed mark in a file that has straight ones.
    """
    for file, source in copy.sources.items():
        if not file.endswith(".md"):
            continue
        lines = source.split("\n")
        body = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
        text = [(at, line) for at, line in enumerate(lines, start=1) if at > body + 1]
        printed = [at for at, line in text if PRINTED_IN.search(line)]
        if printed and any(re.search(r"(?<!=)['\"]", line) for _, line in text):
            yield Slip(
                message="this file has straight quotation marks and printed ones",
                remedy="type straight ones throughout; the press sets them",
                place=Place(file, printed[0]),
            )


@rule("dash", Severity.WARNING)
def dash(copy: Copy) -> Iterator[Slip]:
    """A hyphen stands for a dash, or a dash is not the spaced en rule of this press.

    British books set a dash as an en rule with a space on either side. The press makes one of a
    hyphen between two spaces; a hyphen with one space, a double hyphen that touches a mark, or an
    em rule it leaves as it is typed, because it might be meant.
    Hyphens that hang are right (two- and three-bedroom homes) and not told, and so are en rules
    between two words that belong together (the Paris–London train).
    Type a space, a hyphen and a space.
    """
    for passage in british_passages(copy):
        for pattern, what in (
            (DASH, "a hyphen stands for a dash"),
            (LONG_RULE, "an em rule stands for a dash"),
            (EN_RULE_HALF_SPACED, "a dash has a space on one side only"),
        ):
            for match in pattern.finditer(passage.text) if passage.typeset else ():
                yield passage.slip(
                    match.start(), f"{what} in “{passage.near(match)}”", "type “ - ”"
                )


@rule("space-twice", Severity.NOTICE)
def spaces(copy: Copy) -> Iterator[Slip]:
    """Two spaces stand in a row in the manuscript.

    The press sets one, so the page is right; but such a place is often where words were cut, and
    a search for the phrase does not find it.
    Spaces that indent a line, that follow the sign of a list or a key, or that end a line are
    not told.
    Remove one of the two, and read the sentence once more.
    """
    for file, source in copy.sources.items():
        head = file.endswith(".yaml")
        for number, line in enumerate(source.split("\n"), start=1):
            if line.rstrip() == "---" and file.endswith(".md"):
                head = number == 1
                continue
            begin = (KEY if head else MARKER).match(line)
            match = TWO_SPACES.search(line, begin.end() if begin else 0)
            if match and not (head and line.lstrip().startswith("#")):
                near = line[max(0, match.start() - 12) : match.end() + 12]
                yield Slip(
                    message=f"two spaces stand in “{near}”",
                    remedy="remove one",
                    place=Place(file, number),
                )


COPY = (straight, mixed, dash, spaces)
