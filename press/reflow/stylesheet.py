"""A stylesheet that reads without custom properties, which many reading systems do not know.

Each `var()` is written out as the layout's tokens have it. Where a dark token differs, the
declaration follows once more for readers who want a dark ground (Media Queries 5, 12.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import tinycss2

from press.errors import ContentError, did_you_mean
from press.layouts import is_dark

VAR = re.compile(r"var\(\s*--([\w-]+)\s*\)")


def flattened(sheets: Iterable[str], light: Mapping[str, str], dark: Mapping[str, str]) -> str:
    """Stylesheets as one, every token written out.

    Args:
        sheets: the texts, in cascade.
        light: the tokens for a light ground, without the two hyphens.
        dark: the tokens for a dark one.

    Raises:
        ContentError: a token is used that nobody has declared.
    """
    lines: list[str] = []
    for text in sheets:
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
            if is_dark(rule):
                inside = tinycss2.parse_rule_list(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                lines += _in_the_dark(said for inner in inside for said in _rule(inner, dark))
            elif rule.type == "qualified-rule":
                lines += _rule(rule, light)
                # At once, not at the end, or it would win over what later stylesheets say.
                lines += _in_the_dark(_rule(rule, dark, other=light))
            else:
                lines.append(_filled(rule.serialize().strip(), light))
    return "\n".join(lines) + "\n"


def _in_the_dark(rules: Iterable[str]) -> list[str]:
    return [f"@media (prefers-color-scheme:dark){{{rule}}}" for rule in rules]


def _rule(
    rule: Any, tokens: Mapping[str, str], other: Mapping[str, str] | None = None
) -> list[str]:
    """A rule with its tokens written out; of another scheme only what differs from it."""
    selector = " ".join(tinycss2.serialize(rule.prelude).split())
    if rule.type != "qualified-rule" or selector == ":root":
        return []
    said = []
    for item in tinycss2.parse_blocks_contents(rule.content):
        if item.type != "declaration":
            continue
        value = tinycss2.serialize(item.value).strip()
        filled = _filled(value, tokens)
        if other is None or filled != _filled(value, other):
            important = "!important" if item.important else ""
            said.append(f"{item.name}:{filled}{important}")
    return [f"{selector}{{{';'.join(said)}}}"] if said else []


def _filled(text: str, tokens: Mapping[str, str]) -> str:
    for name in VAR.findall(text):
        if name not in tokens:
            raise ContentError(f"there is no token --{name}", hint=did_you_mean(name, tokens))
    return VAR.sub(lambda found: tokens[found[1]], text)
