"""Spelling: known slips and American forms (typos), and words that no dictionary has (spylls)."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from press import tools
from press.finding import Severity
from press.manuscript.typography.rules import HONOURS
from press.proofreading.proof import Copy
from press.proofreading.style.passages import WORD, Passage, british, passages
from press.rule import Slip, rule

LONGEST = 60.0
MOST_SUGGESTIONS = 8
"""Words for which the dictionary is asked what was meant; it takes a third of a second each."""
COMPOUND = re.compile(rf"(?<![^\W_]){WORD.pattern}(?:-{WORD.pattern})*(?![^\W_])")
"""Words with their hyphens, not what stands at a figure: 22nd, 5km."""
INITIALS = re.compile(r"[A-Z]{2,}s?|[A-Z](?:[a-z]?[A-Z])+s?")
POSSESSIVE = re.compile(r"'s?$")
NOT_READ = "the words of this publication are not looked up"


@rule("misspelt", Severity.WARNING)
def misspelt(copy: Copy) -> Iterator[Slip]:
    """A word is a known misspelling, or American.

    Some slips of the pen are so common that they are in lists, each with its correction, and the
    lists know American spellings too (color, center, organize). The program typos looks them up.
    A word that is spelt so on purpose, such as a name, goes under `words:` in the publication's
    house-style.yaml, and is accepted everywhere; `names:` are accepted already.
    This press writes -ise, as most British publishers of reports do.
    Write what the message suggests.
    """
    accepted = _accepted(copy)
    for passage, word, corrections in _known_slips(copy) or ():
        if word.casefold() not in {one.casefold() for one in accepted}:
            yield passage.slip(
                passage.text.find(word),
                f"“{word}” is misspelt, or not British",
                f"write “{'” or “'.join(corrections)}”" if corrections else "look it up",
            )


@rule("word-unknown", Severity.WARNING)
def unknown(copy: Copy) -> Iterator[Slip]:
    """A word stands in no dictionary, and not among this publication's own words.

    Looked up is every word of the text, titles and quotes in the British dictionary of hunspell,
    which office programs use too. Initials (NHS, GPs), addresses, hashtags and words marked as
    another language (`[bonjour]{lang=fr}`) are not looked up; names are known from bylines,
    contacts and `names:` in the publication's house-style.yaml.
    Each word is told once, where it stands first. Known misspellings are told by their own rule.
    Correct the word; or, if it is right, add it under `words:` in house-style.yaml. A word with a
    capital there is accepted only with it.
    """
    if _dictionary() is None or not british(copy):
        return
    accepted = _accepted(copy)
    slips = {word.casefold() for _, word, _ in _known_slips(copy) or ()}
    found: Counter[str] = Counter()
    first: dict[str, tuple[Passage, int]] = {}
    for passage in passages(copy):
        for match in COMPOUND.finditer(passage.text) if passage.role != "name" else ():
            for at, word in _odd(match, accepted):
                if word.casefold() not in slips:
                    found[word] += 1
                    first.setdefault(word, (passage, at))
    for asked, (word, (passage, at)) in enumerate(first.items()):
        times = f", {found[word]} times" if found[word] > 1 else ""
        yield passage.slip(
            at,
            f"“{word}” is in no dictionary{times}",
            _remedy(word, accepted, ask=asked < MOST_SUGGESTIONS),
        )


@rule("spelling-not-checked", Severity.NOTICE)
def not_checked(copy: Copy) -> Iterator[Slip]:
    """The spelling was not checked, or only in part.

    Two things look words up: the program typos, for known slips and American forms, and the
    British dictionary of hunspell, for all words. Where one is not on this machine, or the
    publication is in another language, silence would look like praise.
    Install what the message names and run the check again. For a publication in another
    language have the spelling read elsewhere.
    """
    if not british(copy):
        language = copy.book.publication.language
        yield Slip(
            message=f"the spelling of {language} is not checked; the press knows en-GB",
            remedy="have it read elsewhere",
            place=copy.order,
        )
        return
    presence = tools.probe("typos")
    if presence.version is None:
        yield Slip(
            message=f"{presence.name} is not on this machine: {presence.meaning}",
            remedy=presence.remedy,
        )
    if _dictionary() is None:
        yield Slip(
            message=f"the British dictionary is not on this machine: {NOT_READ}",
            remedy="apt-get install hunspell-en-gb, or your system's package of that name",
        )


def _accepted(copy: Copy) -> frozenset[str]:
    """Words that are right here: the publication's own, and those of names."""
    style = copy.style
    chosen = {**style.choices("preferred"), **style.choices("banned")}.values()
    texts = [choice.use for choice in chosen]
    texts += [form for name in style.known for form in name.forms]
    texts += [passage.text for passage in passages(copy) if passage.role == "name"]
    texts += [*style.words, *HONOURS.split("|")]
    plain = " \n".join(texts).replace("’", "'")
    return frozenset({*style.words, *COMPOUND.findall(plain), *WORD.findall(plain)})


def _known_slips(copy: Copy) -> Sequence[tuple[Passage, str, Sequence[str]]] | None:
    """What typos says of the words; None where it is absent or they are not British."""
    if not british(copy):
        return None
    read = list(passages(copy))
    text = "\n".join(passage.text for passage in read)
    told = _typos(text)
    return None if told is None else [(read[at], word, use) for at, word, use in told]


@cache
def _typos(text: str) -> tuple[tuple[int, str, tuple[str, ...]], ...] | None:
    """Line, counted from nought, word and corrections of each slip; None where typos is absent."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "copy.txt")
        file.write_text(text, encoding="utf-8", newline="\n")
        options = ("--isolated", "--locale", "en-gb", "--format", "json", "--no-check-filenames")
        answer = tools.run("typos", [*options, file], timeout=LONGEST, required=False)
    if isinstance(answer, tools.NotChecked):
        return None
    told: list[Mapping[str, Any]] = [json.loads(line) for line in answer.out.splitlines()]
    return tuple(
        (one["line_num"] - 1, one["typo"], tuple(one["corrections"]))
        for one in told
        if one["type"] == "typo"
    )


@cache
def _dictionary() -> Any:
    """The British dictionary, or None where this machine has none."""
    from press.proofreading.style import dictionary  # noqa: PLC0415  only spelling pays for it

    return dictionary.british()


def _odd(match: re.Match[str], accepted: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The words of a compound that stand nowhere, where the compound does not itself."""
    whole = match[0].replace("’", "'")
    if _right(whole, accepted):
        return
    for part in WORD.finditer(whole):
        if not _right(part[0], accepted):
            yield match.start() + part.start(), part[0]


def _right(word: str, accepted: frozenset[str]) -> bool:
    base = POSSESSIVE.sub("", word)
    own = {word, base, word.lower(), base.lower()} & accepted
    return bool(INITIALS.fullmatch(base) or own or _stands(word))


@cache
def _stands(word: str) -> bool:
    """Whether the dictionary has a word; the possessive of a word it has is one too."""
    dictionary = _dictionary()
    return any(dictionary.lookup(one) for one in (word, POSSESSIVE.sub("", word)))


def _remedy(word: str, accepted: frozenset[str], *, ask: bool) -> str:
    meant = get_close_matches(word, sorted(accepted), n=1, cutoff=0.8)
    if not meant and ask:
        meant = [one for one, _ in zip(_dictionary().suggest(word), range(2), strict=False)]
    did = f"did you mean “{'” or “'.join(meant)}”? If it is right" if meant else "if it is right"
    return f"{did}, add it under `words:` in house-style.yaml"


COPY = (misspelt, unknown, not_checked)
