"""Names: of people and organisations, alike in bylines, headings, contacts and text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from press.finding import Severity
from press.manuscript.typography.rules import HONOURS, TITLES
from press.proofreading.proof import Copy
from press.proofreading.style.passages import GONE, Passage, passages
from press.rule import Slip, rule

TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
BEFORE = re.compile(rf"^(?:(?:{TITLES})\.? )+")
AFTER = re.compile(rf"(?:,? (?:{HONOURS}))+$")
ARTICLE = re.compile(r"\b(The|the) ((?:[A-Z][\w'’-]*)(?: (?:(?:of|and|for|in) )?[A-Z][\w'’-]*)*)")
RUNS_ON = re.compile(r"[a-z,;] $")
SHORTEST_TO_DIFFER = 4
LONG_FOR_CAPITALS = 5
"""Letters from which a word may be a name without its capitals: Github, but not It."""
LONG = 8
"""Letters from which a word of a name may differ in two."""


Core = tuple[str, ...]
"""The words of a name without titles, honours and article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """All names that are known."""

    full: Mapping[Core, str]
    """Each name with titles and honours."""
    forms: frozenset[Core]
    """The words of every form in which a name may stand."""
    holding: Mapping[tuple[int, int, str], Sequence[Core]]
    """The forms of so many words that have a word, its capitals apart, at a place."""


@rule("name-differs", Severity.WARNING)
def differs(copy: Copy) -> Iterator[Slip]:
    """A name is almost, but not quite, one that is known.

    Nothing is resented like a misspelt name, and nobody sees it but its owner.
    Known are the names of bylines and contacts and those under `names:` in the publication's
    house-style.yaml, each with its short forms. A name of two words or more is told when one of
    its words differs in a letter (in two from eight letters on), or when only its capitals differ
    (Local government Association); a name of one word, when its capitals differ inside (LGa).
    Plurals and possessives are not told.
    Write the name as it is known. If this is somebody else, add the name under `names:`.
    """
    read = list(passages(copy))
    names = _names(copy, read)
    lengths = sorted({len(form) for form in names.forms}, reverse=True)
    for passage in read:
        tokens = list(TOKEN.finditer(passage.text))
        read_already: set[int] = set()
        for length, at in product(lengths, range(len(tokens))):
            window = tokens[at : at + length]
            if len(window) < length or not _together(window, passage.text):
                continue
            said = [one[0] for one in window]
            meant = _meant(said, names)
            if meant and read_already.isdisjoint(range(at, at + length)):
                read_already |= {*range(at, at + length)}
                yield passage.slip(
                    _where(said, meant, window),
                    f"“{' '.join(said)}” is almost “{' '.join(meant)}”",
                    f"write “{' '.join(meant)}”, or name both in house-style.yaml",
                )


@rule("name-without-honours", Severity.WARNING)
def honours(copy: Copy) -> Iterator[Slip]:
    """A byline or the heading of a speaker does not give a name in full.

    In running text honours are dropped after the first mention or altogether; where a name is
    set by itself (byline, contents, running head, speaker) its owner and the other contributors
    see who has them and who has not.
    The full form is the one under `names:` in house-style.yaml, or else the longest of the
    publication's bylines and headings.
    Write the name in full there.
    """
    read = list(passages(copy))
    full = _names(copy, read).full
    for passage in read:
        if passage.role in {"name", "speaker"}:
            meant = full.get(_core(passage.text), passage.text)
            if meant != passage.text:
                yield passage.slip(
                    0, f"“{passage.text}” stands here without more", f"write “{meant}”"
                )


@rule("name-article", Severity.WARNING)
def articles(copy: Copy) -> Iterator[Slip]:
    """The article of a name has a capital here and none elsewhere.

    “The Sutton Plan” in a subtitle and “the Sutton Plan” in the text are two names to an
    attentive reader, and two entries to an index.
    Compared are places in the middle of a sentence, where only the name itself can give the
    article a capital; a subtitle goes on after its title's colon and counts as such a place. A
    name written with its article under `names:` in house-style.yaml is taken as it stands there.
    Write the article as the message says.
    """
    read = list(passages(copy))
    listed = {
        name: article
        for one in copy.style.known
        for form in one.forms
        for article, _, name in [form.partition(" ")]
        if article in {"The", "the"}
    }
    found = [
        (passage, match)
        for passage in read
        for match in ARTICLE.finditer(passage.text)
        if RUNS_ON.search(passage.text, 0, match.start())
        or (passage.role == "subtitle" and match.start() == 0)
    ]
    small = {match[2] for _, match in found if match[1] == "the"}
    for passage, match in found:
        name = match[2]
        meant = listed.get(name) or ("the" if name in small else match[1])
        if match[1] != meant:
            yield passage.slip(
                match.start(),
                f"“{match[0]}” stands in the middle of a sentence",
                f"write “{meant} {name}”, as elsewhere",
            )


def _names(copy: Copy, read: Sequence[Passage]) -> _Names:
    """The names that are known: first those of the house style, then those that stand alone.

    One that differs from an earlier one by a slip of the pen is not known but told.
    """
    full = {_core(name.name): _whole(name.name) for name in copy.style.known}
    settled = set(full)
    forms = {_core(form) for name in copy.style.known for form in name.forms}
    for passage in read:
        if passage.role not in {"name", "speaker"} or GONE in passage.text:
            continue
        core = _core(passage.text)
        if core in full and core not in settled:
            full[core] = max(full[core], _whole(passage.text), key=len)
        elif core not in forms and not any(_near(core, other) for other in forms):
            full[core] = _whole(passage.text)
            forms.add(core)
    holding: dict[tuple[int, int, str], list[Core]] = {}
    for form in sorted(forms):
        for at, word in enumerate(form):
            holding.setdefault((len(form), at, word.casefold()), []).append(form)
    return _Names(full=full, forms=frozenset(forms), holding=holding)


def _whole(name: str) -> str:
    """A name without its article."""
    return re.sub(r"^[Tt]he ", "", name.strip())


def _core(text: str) -> Core:
    return tuple(TOKEN.findall(AFTER.sub("", BEFORE.sub("", _whole(text)))))


def _together(window: Sequence[re.Match[str]], text: str) -> bool:
    return all(text[one.end() : two.start()] == " " for one, two in pairwise(window))


def _meant(said: Sequence[str], names: _Names) -> Core:
    """The known name that was meant by what is almost it; nothing where it is one, or none."""
    plain = (*said[:-1], re.sub(r"['’]s?$", "", said[-1]))
    if plain in names.forms or (len(plain) > 1 and " ".join(plain).isupper()):
        return ()
    for at, word in enumerate(plain):
        for form in names.holding.get((len(plain), at, word.casefold()), ()):
            if _near(plain, form):
                return form
    return ()


def _near(said: Core, meant: Core) -> bool:
    """Whether words are a name's but for a slip of the pen."""
    if len(said) != len(meant) or said == meant:
        return False
    differing = [(a, b) for a, b in zip(said, meant, strict=True) if a.casefold() != b.casefold()]
    if not differing:
        return _other_capitals(said, meant)
    if len(meant) < 2 or len(differing) > 1:
        return False
    a, b = differing[0]
    if not (a[0].isupper() and b[0].isupper()) or a == f"{b}s":
        return False
    shorter = min(len(a), len(b))
    return shorter >= SHORTEST_TO_DIFFER and _within(a, b, 2 if shorter >= LONG else 1)


def _other_capitals(said: Core, meant: Core) -> bool:
    """Whether the capitals of words are a slip, and not those of a common word."""
    if len(meant) > 1:
        return any(word[0].isupper() for word in said)
    word, name = said[0], meant[0]
    if word.islower():
        return False
    mixed = not name.isupper() and name != name.capitalize()
    return word != word.capitalize() or (mixed and len(word) >= LONG_FOR_CAPITALS)


def _within(a: str, b: str, most: int) -> bool:
    """Whether so few letters were changed, left out, added or exchanged with a neighbour."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        older, before, row = before, row, [i]
        for j, other in enumerate(b, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1] <= most


def _where(said: Iterable[str], meant: Iterable[str], window: Sequence[re.Match[str]]) -> int:
    """The offset of the first word that differs."""
    pairs = zip(said, meant, window, strict=True)
    return next((at.start() for a, b, at in pairs if a != b), window[0].start())


COPY = (differs, honours, articles)
