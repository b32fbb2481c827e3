"""Pull quotes: ordered at the head or marked in the text, and the places they are given."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from press import yaml
from press.errors import Place, did_you_mean
from press.manuscript import elements
from press.manuscript.attributes import QUOTE_SOURCE
from press.manuscript.complaints import Complaints
from press.manuscript.frontmatter import Head
from press.manuscript.kinds import BackCoverMatter, QuoteOrder
from press.manuscript.section import PullQuote
from press.names import NAME

OPENING = "opening"
ON_COVER = "quote"
"""The name of the quotation on the back cover, after its key."""


def gather(
    head: Head,
    body: etree._Element | None,
    placed: Sequence[tuple[str, int]],
    *,
    slug: str,
    complaints: Complaints,
) -> tuple[PullQuote, ...]:
    """The pull quotes of a section, ordered ones first; what is wrong with them is told."""
    ordered = _ordered(head, slug, complaints)
    marked = _marked(body, slug, complaints)
    both = {quote.name for quote in ordered} & {quote.name for quote in marked}
    for quote in marked:
        if quote.name in both:
            complaints.add(
                quote.place.line or 1,
                f"the quote “{quote.name}” is marked here and ordered at the head",
                "keep one of the two",
            )
    quotes = (*ordered, *marked)
    if body is not None:
        _judge_places(head, {quote.name: quote for quote in quotes}, placed, complaints)
    return quotes


def _ordered(head: Head, slug: str, complaints: Complaints) -> list[PullQuote]:
    matter = head.matter
    found = [
        _from_head(head.located, ("pull_quotes", name), order, slug=slug, complaints=complaints)
        for name, order in matter.pull_quotes.items()
    ]
    if isinstance(matter, BackCoverMatter) and matter.quote is not None:
        found.append(
            _from_head(head.located, (ON_COVER,), matter.quote, slug=slug, complaints=complaints)
        )
    for quote in found:
        if not NAME.fullmatch(quote.name):
            complaints.add(
                quote.place.line or 1,
                f"“{quote.name[:60]}” cannot be a quote's name",
                "use small letters, digits and single hyphens",
            )
        if not head.kind.body and quote.source == slug:
            complaints.add(
                quote.place.line or 1,
                f"the quote “{quote.name[:60]}” does not say where its words stand",
                "add `from:` and the section's name",
            )
    return found


def _from_head(
    located: yaml.Located,
    path: yaml.Path,
    order: str | QuoteOrder,
    *,
    slug: str,
    complaints: Complaints,
) -> PullQuote:
    if isinstance(order, str):
        order = QuoteOrder.model_validate({"text": order})
    place = located.place((*path, "text"))
    name = str(path[-1])
    if order.state == "adapted" and not order.reason:
        complaints.add(
            place.line or 1,
            f"the quote “{name[:60]}” is adapted without a reason",
            "add `reason:` with why, and who agreed",
        )
    if not order.text.strip():
        complaints.add(place.line or 1, f"the quote “{name[:60]}” has no words", "write them")
    return PullQuote(
        name=name,
        text=_bare(" ".join(order.text.split(" "))),
        state=order.state,
        reason=order.reason,
        source=order.source or slug,
        place=place,
        marked=False,
    )


def _bare(text: str) -> str:
    """A quotation without the marks round it; the layout sets them where they belong."""
    pairs = {"‘": "’", "“": "”"}
    whole = text[:1] in pairs and text.endswith(pairs[text[0]])
    return text[1:-1] if whole and text.count(text[0]) == 1 else text


def _marked(body: etree._Element | None, slug: str, complaints: Complaints) -> list[PullQuote]:
    found = []
    for element in body.iter("span") if body is not None else ():
        name = (element.get("id") or "").removeprefix("quote-")
        if QUOTE_SOURCE in elements.classes(element) and name:
            found.append(
                PullQuote(
                    name=name,
                    text=_bare(elements.text_of(element).strip()),
                    state="verbatim",
                    reason="",
                    source=slug,
                    place=Place(complaints.file, element.sourceline),
                    marked=True,
                )
            )
    return found


def _judge_places(
    head: Head,
    quotes: dict[str, PullQuote],
    placed: Sequence[tuple[str, int]],
    complaints: Complaints,
) -> None:
    """Each quote has one place: the opener's zone, or the one that the text gives it."""
    zoned = head.kind.opening == "zone"
    first: dict[str, int] = {}
    for name, line in placed:
        if name == OPENING and zoned:
            complaints.add(
                line,
                f"the kind “{head.kind.name}” has its opening quote in its opening",
                "remove these two lines",
            )
        elif name not in quotes:
            complaints.add(
                line,
                f"there is no quote “{name}” in this section",
                did_you_mean(name, quotes) or "mark its words in the text, or order it at the head",
            )
        elif name in first:
            complaints.add(
                line,
                f"the quote “{name}” is placed twice",
                f"remove one; the first is on line {first[name]}",
            )
        first.setdefault(name, line)
    for name, quote in quotes.items():
        if name not in first and not (name == OPENING and zoned):
            complaints.add(
                quote.place.line or 1,
                f"the quote “{name}” is not placed",
                f"write `::: pull-quote {name}` and `:::` between two paragraphs",
            )
