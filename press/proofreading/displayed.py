"""Pull quotes as they are displayed: whole, not too long, not twice, and not beside themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain

from press.book.model import Chapter
from press.finding import Severity
from press.manuscript.section import PullQuote
from press.proofreading.account import Account, account_of, accounts
from press.proofreading.printed import Spot, apart, runs
from press.proofreading.proof import Copy, Proof
from press.reading.facts import words
from press.rule import Slip, rule

OPENING = "opening"
RUN = 3
"""Words that must stand together to count as the same words in two quotes."""
LONGEST_OPENING, LONGEST, SHORTEST, AWAY = 75, 30, 4, 3
"""Where a layout has no tokens."""


@rule("quote-twice", Severity.ERROR)
def twice(copy: Copy) -> Iterator[Slip]:
    """The same words, or most of them, are quoted twice in the book.

    A second time they say nothing new, and the reader thinks that a page was turned back. The
    quotation on the back cover counts, since it is read first or last.
    Two quotes are the same when runs of three words and more that stand in both make up more than
    half of the shorter one. Words of the text that happen to be repeated are not asked.
    Quote another passage in one of the two places; the message names both.
    """
    found = [
        (quote, [word.lower() for word in words(quote.text)])
        for chapter in copy.book.chapters
        for quote in chapter.quotes.values()
    ]
    for at, behind in _near([said for _, said in found]):
        (first, one), (second, other) = found[at], found[behind]
        if _shared(one, other) * 2 > min(len(one), len(other)):
            yield Slip(
                message=f"the quote “{second.name}” has the words of “{first.name}” at"
                f" {first.place}",
                remedy="quote another passage in one of the two places",
                place=second.place,
            )


def _near(quotes: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """The pairs of quotes, in their order, of which enough words may stand in both.

    A stretch of words holds a run at each place where one can begin, so that so many runs are of
    no more than `RUN` times as many words.
    """
    sizes = {min(RUN, len(said)) for said in quotes} - {0}
    known: dict[tuple[str, ...], set[int]] = {}
    pairs = []
    for behind, said in enumerate(quotes):
        for size in sizes:
            runs = [known.setdefault(run, set()) for run in _runs(said, size)]
            for at, count in Counter(chain.from_iterable(runs)).items():
                fewest = min(len(quotes[at]), len(said))
                if min(RUN, fewest) == size and size * count * 2 > fewest:
                    pairs.append((at, behind))
            for holders in runs:
                holders.add(behind)
    return sorted(pairs)


def _runs(said: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Every run of so many words."""
    return zip(*(said[at:] for at in range(size)), strict=False)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words stand in both in runs."""
    if one == other:
        return len(one)
    matcher = SequenceMatcher(a=one, b=other, autojunk=False)
    sizes = [match.size for match in matcher.get_matching_blocks()]
    return sum(size for size in sizes if size >= min(RUN, len(one), len(other)))


@rule("quote-too-long", Severity.WARNING)
def too_long(proof: Proof) -> Iterator[Slip]:
    """A pull quote has more words than the layout gives room to, or too few to say anything.

    A quote is read at a glance. A long one is a paragraph in large type, which the eye skips; two
    or three words are a heading. The bounds are the layout's tokens `--longest-opening-quote`
    (for a quotation on a cover too), `--longest-quote` and `--shortest-quote`.
    Mark fewer words, or leave some out with an ellipsis and say `state: elided`; or change the
    token, when the layout has more room.
    """
    fewest = _bound(proof, "shortest-quote", SHORTEST)
    for chapter in proof.book.chapters:
        for quote in chapter.quotes.values():
            count = len(quote.text.replace("…", " ").split())
            opening = quote.name == OPENING or chapter.section.kind.matter == "cover"
            name = "longest-opening-quote" if opening else "longest-quote"
            most = _bound(proof, name, LONGEST_OPENING if opening else LONGEST)
            if not fewest <= count <= most:
                long = count > most
                yield Slip(
                    message=f"the quote “{quote.name}” has {count} words, and the layout takes"
                    f" {f'at most {most}' if long else f'no fewer than {fewest}'}",
                    remedy="mark fewer words" if long else "mark more words",
                    place=quote.place,
                )


@rule("quote-cut", Severity.ERROR)
def cut(proof: Proof) -> Iterator[Slip]:
    """The words of a pull quote do not stand whole on the pages of its section.

    A quote that is too long for the zone it is set in runs off the page, and nobody who reads the
    text would miss it, because its words stand in the text as well. So they are looked for beside
    the text: take the displayed quote away, and the text must still be whole.
    It may also be set in two pieces, or not at all, by a template that leaves it out.
    Shorten the quote, give it more room in the layout, or see the template of the section.
    """
    for account in accounts(proof):
        for name in account.cut:
            quote = account.chapter.quotes[name]
            yield Slip(
                message=f"the quote “{name}” does not stand whole on the pages of"
                f" “{account.chapter.slug}”",
                remedy="shorten it, or give it more room in the layout",
                place=quote.place,
            )


@rule("opening-quote-too-near", Severity.ERROR)
def too_near(proof: Proof) -> Iterator[Slip]:
    """An opening quote repeats a sentence of the spread on which it opens its section.

    The opening quote promises what is to come. When its sentence stands on the same spread, a
    reader has both in sight at once, and the promise is only an echo.
    Asked of kinds of section whose opening has a zone for the quote, when the section runs beyond
    that spread; of an elided quote no piece may stand on it. Adapted quotes have no sentence of
    their own. Where the token `--in-sight` is `page`, as in large print, a page is all that counts.
    Mark a sentence further on, or move the sentence beyond the spread.
    """
    for account, quote, (first, _) in _displayed(proof):
        if quote.name != OPENING or account.chapter.section.kind.opening != "zone":
            continue
        pages = 1 if proof.tokens.get("in-sight", "").strip() == "page" else 2
        sight = int(first.page.label) // pages
        if proof.made_spans[account.chapter.slug][1] // pages == sight:
            continue
        for spot, _ in _sources(proof, quote):
            if int(spot.page.label) // pages == sight:
                yield Slip(
                    message=f"the opening quote stands on {first.page.name}, and its own sentence"
                    f" on {spot.page.name}, the same {'page' if pages == 1 else 'spread'}",
                    remedy="mark a sentence further on",
                    place=quote.place,
                    page=first.page.name,
                )
                break


@rule("quote-beside-itself", Severity.WARNING)
def beside_itself(proof: Proof) -> Iterator[Slip]:
    """A pull quote stands right beside the sentence that it repeats.

    The reader has just read it, or is about to, and reads it twice in one breath.
    Right beside means: on the same page, with fewer lines between the two than the layout's token
    `--quote-away` says. Lines are counted down the page as the file has them, headings
    and items of lists too. Adapted quotes are not asked.
    Move the quote's place a paragraph or two away, or mark another sentence.
    """
    away = _bound(proof, "quote-away", AWAY)
    for _, quote, (first, last) in _displayed(proof):
        for start, end in _sources(proof, quote):
            if start.page is not first.page:
                continue
            between = max(start.line - last.line, first.line - end.line) - 1
            if between < away:
                lines = f"{between} lines" if between != 1 else "1 line"
                yield Slip(
                    message=f"{lines} of text lie between the quote “{quote.name}” and its own"
                    " sentence",
                    remedy="place the quote a paragraph or two away, or mark another sentence",
                    place=quote.place,
                    page=first.page.name,
                )
                break


def _displayed(proof: Proof) -> Iterator[tuple[Account, PullQuote, tuple[Spot, Spot]]]:
    """The quotes that are displayed whole and have a sentence of their own."""
    for account in accounts(proof):
        for name, spots in account.displayed.items():
            quote = account.chapter.quotes[name]
            if quote.state != "adapted" and not _is_cover(account.chapter):
                yield account, quote, spots


def _is_cover(chapter: Chapter) -> bool:
    return chapter.section.kind.matter == "cover"


def _sources(proof: Proof, quote: PullQuote) -> Iterator[tuple[Spot, Spot]]:
    """Where a quote's words stand in the text: first and last word of each piece."""
    account = account_of(proof, quote.source)
    if account is None:
        return
    for piece in quote.text.split("…"):
        said = apart(words(piece))
        for form in _initials(said):
            for start in runs(form, account.words):
                yield account.spots[start], account.spots[start + len(said) - 1]


def _initials(said: list[str]) -> list[list[str]]:
    """A run of words with its first letter as it is, and the other way up."""
    if not said:
        return []
    return [said, [f"{said[0][:1].swapcase()}{said[0][1:]}", *said[1:]]]


def _bound(proof: Proof, token: str, default: int) -> int:
    said = proof.tokens.get(token, "").strip()
    return int(said) if said.isdigit() else default


COPY = (twice,)
PROOF = (too_long, cut, too_near, beside_itself)
