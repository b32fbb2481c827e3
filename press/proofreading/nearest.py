"""The passage of a text that comes nearest to words of a quote, and the words that differ.

A quote that drifts has lost words, gained some, or has others; its text may go on beyond the end of
a paragraph. So the two are laid side by side at the least cost, and nothing is paid for the text
before and after the passage. This is done in bands of the text only, chosen by the rare words that
they share with the quote: an essay is long.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, takewhile
from operator import sub

from press.proofreading.passage import Passage, Run, count, has_words
from press.proofreading.quoted import ASKS, NEW_BLOCK, Piece, Token, tokens

REACH = 100
"""How many words a passage may have more, or fewer, than the quote."""
WIDTH = 2 * REACH
TRIED = 3
"""How many bands of the text are tried."""
SEATS = 8
"""How often a word of the quote is counted when bands are chosen; more often, it tells nothing."""
LACKING, OPENED, SKIPPED, RECASED = 20, 16, 1, 5
"""What it costs that the text lacks a word of the quote, that the quote begins to leave out words,
each of these, and another capital. Words left out together are cheap, words left out here and there
dear: so a difference is told whole, not in splinters."""
FAR = 1_000_000_000
CLAUSE = 8
"""How many words of a clause may stand for the first or the last words of a quote."""
STOPS = set(".,;:!?–—()…")
"""What ends a clause."""
FEWEST = 2
"""Words that a passage must at least have of the quote."""

Pair = tuple[int, int]
"""A token of the quote, and the token of the text that it meets."""


def nearest(piece: Piece, text: Sequence[Token]) -> Passage | None:
    """The passage most like a piece of a quote; nothing when none has a third of its words."""
    laid = [_laid(piece, text, low) for low in _bands(piece, text)]
    _, pairs = min(laid, key=lambda one: one[0], default=(0, []))
    if not pairs:
        return None
    runs = _runs(piece, text, _slid(text, _with_ends(piece, text, pairs)))
    alike = sum(run.alike for run in runs)
    if alike < FEWEST or alike * 3 <= count(piece.tokens):
        return None
    return Passage(runs=tuple(runs))


def _bands(piece: Piece, text: Sequence[Token]) -> list[int]:
    """The bands of the text that share most with a piece, rare words before common ones.

    A band is named by the place at which the piece would begin, were it whole.
    """
    seats = defaultdict(list)
    for seat, token in enumerate(piece.tokens):
        if token.is_word:
            seats[token.word.lower()].append(seat)
    said = [token.word.lower() for token in text]
    counts = Counter(said)
    tally: dict[int, float] = defaultdict(float)
    for index, word in enumerate(said):
        for seat in seats.get(word, ())[:SEATS]:
            tally[(index - seat) // REACH] += counts[word] ** -0.5
    shared = {
        low: tally.get(low, 0) + tally.get(low + 1, 0) for band in tally for low in (band - 1, band)
    }
    chosen: list[int] = []
    for low in sorted(shared, key=lambda one: (-shared[one], one)):
        if len(chosen) < TRIED and all(abs(low - one) > 1 for one in chosen):
            chosen.append(low)
    return [low * REACH for low in chosen]


@dataclass(frozen=True, slots=True)
class _Row:
    """The least cost of the first words of a piece, by how far the text is shifted against it."""

    met: list[int]
    """With the text left where the last of the words left it."""
    skipped: list[int]
    """With words of the text left out after it, where that is cheaper."""


def _laid(piece: Piece, text: Sequence[Token], low: int) -> tuple[int, list[Pair]]:
    """A piece laid beside a band of the text: what it costs, and which tokens meet."""
    rows = list(_rows(piece, text, low))
    cost = min(rows[-1].met)
    shift = rows[-1].met.index(cost)
    pairs: list[Pair] = []
    for number in range(len(piece.tokens) - 1, -1, -1):
        index, row = low + number + shift, rows[number]
        wanted = rows[number + 1].met[shift] - row.skipped[shift]
        if 0 <= index < len(text) and _apart(piece, number, text[index]) == wanted:
            pairs.append((number, index))
        else:
            shift += 1
        shift = _unskipped(row, shift)
    return cost, pairs[::-1]


def _rows(piece: Piece, text: Sequence[Token], low: int) -> Iterator[_Row]:
    """The row before the first word of a piece, and after each."""
    places = defaultdict(list)
    for index in range(max(0, low), min(len(text), low + WIDTH + len(piece.tokens))):
        places[text[index].word.lower()].append(index)
    ramp = [SKIPPED * shift for shift in range(WIDTH)]
    skipped = [0] * WIDTH
    yield _Row(skipped, skipped)
    for number, token in enumerate(piece.tokens):
        met = [*(cost + LACKING for cost in skipped[1:]), FAR]
        alike, first = places[token.word.lower()], low + number
        for index in alike[bisect_left(alike, first) : bisect_left(alike, first + WIDTH)]:
            shift = index - first
            met[shift] = min(met[shift], skipped[shift] + _apart(piece, number, text[index]))
        least = accumulate(map(sub, met, ramp), min)
        further = (one + OPENED + step for one, step in zip(least, ramp[1:], strict=False))
        skipped = [met[0], *map(min, met[1:], further)]
        yield _Row(met, skipped)


def _unskipped(row: _Row, shift: int) -> int:
    """The shift before words of the text were left out, if any were."""
    if row.skipped[shift] == row.met[shift]:
        return shift
    return next(
        before
        for before in range(shift - 1, -1, -1)
        if row.met[before] + OPENED + SKIPPED * (shift - before) == row.skipped[shift]
    )


def _apart(piece: Piece, number: int, token: Token) -> int:
    """What it costs that a token of a piece meets one of the text."""
    word = piece.tokens[number].word
    if word == token.word or (number == 0 and token.word in piece.firsts):
        return 0
    return RECASED if word.lower() == token.word.lower() else FAR


def _with_ends(piece: Piece, text: Sequence[Token], pairs: list[Pair]) -> list[Pair]:
    """The pairs, and those that the clause before has with the first words, after with the last."""
    (seat, place), (last_seat, last_place) = pairs[0], pairs[-1]
    before = _clause_before(text, place, piece.tokens[:seat])
    lead = [(number, place - len(before) + number) for number in range(min(seat, len(before)))]
    after = _clause_after(text, last_place + 1, piece.tokens[last_seat + 1 :])
    most = min(len(piece.tokens) - last_seat - 1, len(after))
    tail = [
        (len(piece.tokens) - back, last_place + 1 + len(after) - back)
        for back in range(1, most + 1)
    ]

    def meets(pair: Pair) -> bool:
        return _apart(piece, pair[0], text[pair[1]]) == 0

    return [*takewhile(meets, lead), *pairs, *reversed([*takewhile(meets, tail)])]


def _slid(text: Sequence[Token], pairs: list[Pair]) -> list[Pair]:
    """The pairs, with a stop moved before the words left out that it might as well follow."""
    slid = pairs[:1]
    for seat, place in pairs[1:]:
        before = slid[-1]
        stop = text[place].word in STOPS and text[before[1] + 1].word == text[place].word
        slid.append((seat, before[1] + 1) if stop and before[0] + 1 == seat else (seat, place))
    return slid


def _runs(piece: Piece, text: Sequence[Token], pairs: Sequence[Pair]) -> list[Run]:
    """What is the same in both and what differs, by turns; a word between two changes goes in."""
    told = [run for run in _gathered(piece, text, pairs) if run.text or run.quote]
    runs: list[Run] = []
    for _, group in groupby(told, key=lambda run: run.same):
        runs.append(_one(*group))
        if len(runs) > 2 and _is_splinter(*runs[-3:]):
            runs[-3:] = [replace(_one(*runs[-3:]), same=False)]
    return runs


def _one(*runs: Run) -> Run:
    """Runs as one."""
    text = [token for run in runs for token in run.text]
    quote = [token for run in runs for token in run.quote]
    return Run(text=text, quote=quote, same=runs[0].same)


def _is_splinter(before: Run, run: Run, after: Run) -> bool:
    """Whether a run is a single word between two that together change words for others."""
    return (
        run.same
        and count(run.text) < 2
        and has_words((*before.text, *after.text))
        and has_words((*before.quote, *after.quote))
    )


def _gathered(piece: Piece, text: Sequence[Token], pairs: Sequence[Pair]) -> Iterator[Run]:
    """Each pair as a run, and between two of them what the text has and what the quote has."""
    seat, place = pairs[0]
    lead = piece.tokens[:seat]
    yield Run(text=_clause_before(text, place, lead), quote=lead, same=False)
    for number, index in pairs:
        yield Run(text=text[place:index], quote=piece.tokens[seat:number], same=False)
        same = _apart(piece, number, text[index]) == 0
        seat, place = number + 1, index + 1
        yield Run(text=text[index:place], quote=piece.tokens[number:seat], same=same)
    tail = piece.tokens[seat:]
    yield Run(text=_clause_after(text, place, tail), quote=tail, same=False)
    if piece.stopped and not tail and place < len(text) and text[place].word in ASKS:
        yield Run(text=text[place : place + 1], quote=list(tokens(".")), same=False)


def _clause_before(text: Sequence[Token], place: int, lead: Sequence[Token]) -> Sequence[Token]:
    """What the text has for the first words of a quote: the clause up to a place."""
    if not has_words(lead):
        return ()
    start = place
    while start and text[start].before != NEW_BLOCK and text[start - 1].word not in STOPS:
        start -= 1
    return text[start if place - start <= CLAUSE else place - len(lead) : place]


def _clause_after(text: Sequence[Token], place: int, tail: Sequence[Token]) -> Sequence[Token]:
    """What the text has for the last words of a quote: the rest of the clause, or its stop."""
    end = place
    while end < len(text) and text[end].before != NEW_BLOCK and text[end].word not in STOPS:
        end += 1
    if tail and not has_words(tail):
        return text[place : place + 1] if end == place else ()
    if not tail:
        return ()
    return text[place : end if end - place <= CLAUSE else place + len(tail)]
