"""Typesettings that differ in colour alone, so that what is set for one is set for the other.

Print and screen give the same words the same places; only inks and light, and how far the paper
goes on behind the trim, are their own. That this is so is seen from the stylesheets themselves:
those that differ hold custom properties of the root and nothing else (CSS Custom Properties 1, 2),
and each whose value differs is a colour in both, or is used for the page's bleed alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import tinycss2
from tinycss2.color5 import parse_color

from press.pages.typesetting import Take, Typesetting

LAYING_OUT = ("pdf_forms", "presentational_hints")
"""The options for writing that reach the layout as well."""
DRAWING = "drawing:"
FIRST = ":first-l"
"""Of lines and letters that keep the colours they were set in; one colon does as well as two."""


def beside(one: Typesetting, other: Typesetting, take: Take) -> bool:
    """Whether a take that is set with one typesetting is set with the other.

    Args:
        one: what it is set with.
        other: of which `alike` is true.
        take: what is set.
    """
    same = other.take(take.way, take, take.folio, house=take.house, figures=take.figures)
    return same == take and not any(_uses(name, take.html) for name in _differing(one, other))


def alike(one: Typesetting, other: Typesetting) -> bool:
    """Whether two typesettings set every part alike that does not itself ask for what differs."""
    if (one.fit, one.silences, *_plain(one)) != (other.fit, other.silences, *_plain(other)):
        return False
    if len(one.styles) != len(other.styles):
        return False
    for (_, text), (_, others) in zip(one.styles, other.styles, strict=True):
        if text != others and not (_is_tokens_alone(text) and _is_tokens_alone(others)):
            return False
    text = "\n".join(text for _, text in (*one.styles, *other.styles))
    if FIRST in text:
        return False
    return all(
        (_is_colour(one.tokens.get(name, "")) and _is_colour(other.tokens.get(name, "")))
        or _bleeds_alone(name, text)
        for name in _differing(one, other)
    )


def _plain(given: Typesetting) -> Iterator[object]:
    """What two must have in common as it is: drawings differ in their colours."""
    yield {name: given.options.get(name) for name in LAYING_OUT}
    yield set(given.assets)
    yield {name: given.assets[name] for name in given.assets if not name.startswith(DRAWING)}


def _differing(one: Typesetting, other: Typesetting) -> set[str]:
    """The custom properties, hyphens and all, whose values differ."""
    return {name for name, _ in one.tokens.items() ^ other.tokens.items()}


def _is_tokens_alone(text: str) -> bool:
    """Whether a stylesheet holds custom properties of the root and nothing else."""
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type != "qualified-rule" or tinycss2.serialize(rule.prelude).strip() != ":root":
            return False
        for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True):
            is_blank = item.type == "whitespace"
            if not is_blank and not (item.type == "declaration" and item.name.startswith("--")):
                return False
    return True


def _is_colour(value: str) -> bool:
    return parse_color(value) is not None


def _bleeds_alone(name: str, text: str) -> bool:
    """Whether a custom property is used for nothing but the bleed of pages."""
    bleeds = re.findall(rf"(?<![\w-])bleed\s*:\s*var\(\s*{re.escape(name)}\s*\)", text)
    return len(_uses(name, text)) == len(bleeds)


def _uses(name: str, text: str) -> list[str]:
    """Where a custom property is asked for."""
    return re.findall(rf"var\(\s*{re.escape(name)}(?![\w-])", text)
