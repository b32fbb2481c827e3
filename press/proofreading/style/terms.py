"""Terms: the spellings and words that this publication has chosen, and words typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from press.finding import Severity
from press.manuscript.house_style import Choice
from press.proofreading.proof import Copy
from press.proofreading.style.passages import british_passages, passages
from press.rule import Slip, rule

TWICE = re.compile(r"(?<![\w'’–-])([^\W\d_]+) +(\1)(?![\w'’–-])", re.IGNORECASE)
MAY_STAND_TWICE = frozenset({"that", "had", "her", "do", "so", "no", "very"})
"""`that that`, `had had`, `gave her her coat`, `what they do do`; `very very` is a matter of taste.
"""


@rule("spelling-preferred", Severity.WARNING)
def preferred(copy: Copy) -> Iterator[Slip]:
    """A word is spelt in a way that this publication does not use.

    English leaves a choice in many words: wellbeing or well-being, learnt or learned. Readers do
    not mind which, but they notice two spellings of one word and begin to look for more.
    The choices stand under `preferred:` in the publication's house-style.yaml. They hold for
    whole words; one written there in small letters is found with a capital too.
    Write the preferred spelling. If the other one belongs to a title or a name that you quote,
    leave it and silence this finding with that reason.
    """
    yield from _told(copy, copy.style.choices("preferred"), "is spelt “{use}” here")


@rule("term-banned", Severity.WARNING)
def banned(copy: Copy) -> Iterator[Slip]:
    """A word or phrase stands in the text that this publication does not use.

    Some words are worn, some are unkind, some mean one thing in the trade and another to readers.
    An editor who has once decided against such a word should not have to look for it again.
    They stand under `banned:` in the publication's house-style.yaml, each with what to write
    instead, and with the reason where the editor gave one.
    Write what is given, or turn the sentence so that the word is not needed.
    """
    yield from _told(copy, copy.style.choices("banned"), "is not used here")


def _told(copy: Copy, choices: Mapping[str, Choice], verdict: str) -> Iterator[Slip]:
    patterns = {wrong: _pattern(wrong) for wrong in choices}
    for passage in passages(copy):
        for wrong, pattern in patterns.items():
            choice = choices[wrong]
            for match in pattern.finditer(passage.text):
                why = f" ({choice.reason})" if choice.reason else ""
                yield passage.slip(
                    match.start(),
                    f"“{match[0]}” {verdict.format(use=choice.use)}{why}",
                    f"write “{_cased(choice.use, match[0])}”",
                )


def _pattern(term: str) -> re.Pattern[str]:
    words = [re.escape(word).replace("'", "['’]") for word in term.split()]
    flags = re.IGNORECASE if term.islower() else re.NOFLAG
    return re.compile(rf"(?<![\w-]){' +'.join(words)}(?![\w-])", flags)


def _cased(use: str, found: str) -> str:
    """What to write, with a capital where the text has one."""
    return use[:1].upper() + use[1:] if found[:1].isupper() else use


@rule("word-twice", Severity.WARNING)
def twice(copy: Copy) -> Iterator[Slip]:
    """A word stands twice in a row.

    The eye reads over a doubled word, above all where a line of the manuscript ends between the
    two; in print it is found by the first reader.
    Words that may well stand twice are not told (that that, had had, gave her her coat), nor are
    names such as Walla Walla, nor two words with a mark between them.
    Remove one of the two. If both are meant, put a comma between them or turn the sentence.
    """
    for passage in british_passages(copy):
        for match in TWICE.finditer(passage.text):
            first, second = match[1], match[2]
            name = first[0].isupper() and second[0].isupper() and len(first) > 3
            if not name and first.lower() not in MAY_STAND_TWICE:
                yield passage.slip(
                    match.start(2), f"“{match[0]}” has a word twice", f"write “{first}” once"
                )


COPY = (preferred, banned, twice)
