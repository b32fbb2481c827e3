"""How a quote fails to stand in its text: what is wrong in plain words, and the next step.

An editor who reads that a quote drifts wants to see the words; one who forgot an ellipsis, or has
one too many, wants to be told just that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from press.manuscript.section import Section
from press.proofreading.nearest import nearest
from press.proofreading.passage import Passage, as_found
from press.proofreading.quoted import (
    ELLIPSIS,
    FARTHEST,
    Arrangement,
    Piece,
    Token,
    arranged,
    pieces,
    starts,
    whole,
)

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
TOLD = 3
"""How many places with words left out are named; the passage shows them all."""
ELSEWHERE = "quote words of the section, or name the section they stand in with `from:`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a quote."""

    what: str
    """In plain words; empty when words differ and no more is to be said."""
    remedy: str
    """The next step, and the nearest passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """The text that a quote is held against."""

    source: Section
    tokens: Sequence[Token]

    def told(self, *passages: Passage) -> str:
        """Passages, each with its place."""
        shown = [f"{self.source.place(passage.line)}: {passage}" for passage in passages]
        return f"the nearest passage is at {', then at '.join(shown)}"


def of_verbatim(quote: str, source: Section, tokens: Sequence[Token]) -> Fault:
    """The fault of a verbatim quote that does not stand."""
    text = _Text(source=source, tokens=tokens)
    if not _adds_ellipsis(quote, text):
        return _differing(whole(quote), text, "it", "add an ellipsis and say `state: elided`")
    parts = pieces(quote)
    inner = _of_pieces(parts, text, alone="it")
    restore = " and restore what it leaves out" if len(parts) > 1 else ""
    what = "it has an ellipsis and is not said to be elided"
    return Fault(
        what=f"{what}, and {inner.what}" if inner.what else what,
        remedy=f"say `state: elided`, or take the ellipsis away{restore}; {inner.remedy}",
    )


def _adds_ellipsis(quote: str, text: _Text) -> bool:
    """Whether a quote has an ellipsis that is not the author's own."""
    if ELLIPSIS not in quote or not any(token.word == ELLIPSIS for token in text.tokens):
        return ELLIPSIS in quote
    passage = nearest(whole(quote), text.tokens)
    return passage is None or passage.adds(ELLIPSIS)


def of_elided(quote: str, source: Section, tokens: Sequence[Token]) -> Fault:
    """The fault of an elided quote whose pieces do not stand as they should."""
    return _of_pieces(pieces(quote), _Text(source=source, tokens=tokens), alone="the quote")


def _of_pieces(parts: Sequence[Piece], text: _Text, *, alone: str) -> Fault:
    """What is wrong with pieces, or with how they stand; nothing when they stand well."""
    found = arranged(parts, text.tokens)
    if found is not None:
        return _of_distance(parts, found, text)
    missing = [
        number
        for number, part in enumerate(parts)
        if not any(True for _ in starts(part, text.tokens))
    ]
    if not missing:
        return _of_order(parts, text)
    faults = []
    for number in missing:
        name = _piece(number) if len(parts) > 1 else alone
        fault = _differing(parts[number], text, name, "add an ellipsis there")
        faults.append(replace(fault, what=fault.what or f"{name} differs from the text"))
    return Fault(
        what=", and ".join(fault.what for fault in faults),
        remedy="; ".join(dict.fromkeys(fault.remedy for fault in faults)),
    )


def _of_distance(parts: Sequence[Piece], found: Arrangement, text: _Text) -> Fault:
    """Pieces in order; what is wrong when some are too far apart."""
    told = text.told(as_found(parts, text.tokens, found))
    if found.widest <= FARTHEST:
        return Fault(what="", remedy=told)
    number = found.gaps.index(found.widest)
    return Fault(
        what=f"{_piece(number)} and {_other(number + 1)} stand {found.widest} words apart, and"
        f" {FARTHEST} is the most",
        remedy=f"quote some of the words between them, or only one of the two; {told}",
    )


def _of_order(parts: Sequence[Piece], text: _Text) -> Fault:
    """Pieces all of which stand in the text, but not in order."""
    before = Arrangement()
    number = 0
    while (longer := arranged(parts[: number + 1], text.tokens)) is not None:
        before, number = longer, number + 1
    *_, start = starts(parts[number], text.tokens)
    told = text.told(
        as_found(parts[number : number + 1], text.tokens, Arrangement(starts=(start,))),
        as_found(parts[number - 1 : number], text.tokens, Arrangement(starts=before.starts[-1:])),
    )
    if start > before.starts[-1]:
        return Fault(
            what=f"{_piece(number)} begins within {_other(number - 1)}",
            remedy=f"leave out of one of the two what both have; {told}",
        )
    return Fault(
        what=f"{_piece(number)} stands before {_other(number - 1)}",
        remedy=f"put the pieces in the order of the text; {told}",
    )


def _differing(piece: Piece, text: _Text, name: str, add: str) -> Fault:
    """A piece that does not stand: it leaves out words, or has others, or comes from elsewhere."""
    if not piece.tokens:
        return Fault(what=f"{name} has no words", remedy="quote words of the section")
    passage = nearest(piece, text.tokens)
    if passage is None:
        return Fault(what=f"no passage is near {name}", remedy=ELSEWHERE)
    between = [f"between “{before}” and “{after}”" for before, after in passage.left_out]
    if not between:
        return Fault(what="", remedy=text.told(passage))
    more = ["elsewhere"] if len(between) > TOLD else []
    where = ", and ".join([*between[:TOLD], *more])
    return Fault(
        what=f"{name} leaves out words without an ellipsis, {where}",
        remedy=f"restore them, or {add}; {text.told(passage)}",
    )


def _piece(number: int) -> str:
    """A piece by its number, counted from nought."""
    return f"the {ORDINALS[number]} piece" if number < len(ORDINALS) else f"piece {number + 1}"


def _other(number: int) -> str:
    """A piece named beside another."""
    return _piece(number).removesuffix(" piece")
