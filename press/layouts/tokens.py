"""Tokens: the custom properties that stylesheets declare in `:root`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import tinycss2

LENGTH = re.compile(r"(\d*\.?\d+)(mm|cm|in|pt|px)")
MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96}


def millimetres(length: str) -> float | None:
    """A plain CSS length in mm; none when it is anything else."""
    match = LENGTH.fullmatch(length.strip())
    return float(match[1]) * MILLIMETRES[match[2]] if match else None


def root_tokens(sheets: Iterable[tuple[str, str]], *, scheme: str = "light") -> dict[str, str]:
    """The custom properties of `:root`, resolved, without the two hyphens.

    Args:
        sheets: (file, text) in cascade.
        scheme: the reader's, `light` or `dark`.
    """
    declared: dict[str, str] = {}
    dark: dict[str, str] = {}
    for _, text in sheets:
        declared.update(root_properties(text))
        if scheme == "dark":
            dark.update(root_properties(text, scheme="dark"))
    declared |= dark
    return {name.removeprefix("--"): _resolved(name, declared) for name in declared}


DARK = "(prefers-color-scheme:dark)"


def is_dark(rule: Any) -> bool:
    """Whether a rule of a parsed stylesheet is for readers who want a dark ground."""
    is_media = rule.type == "at-rule" and rule.lower_at_keyword == "media"
    return bool(is_media) and tinycss2.serialize(rule.prelude).replace(" ", "") == DARK


@lru_cache(maxsize=256)
def root_properties(text: str, *, scheme: str = "light") -> Mapping[str, str]:
    """The custom properties of a stylesheet's `:root`; each is asked for again by every edition."""
    if ":root" not in text and "\\" not in text:
        return {}  # most have none, and reading them takes a while
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    if scheme == "dark":
        blocks = [rule.content for rule in rules if is_dark(rule)]
        rules = [
            rule
            for block in blocks
            for rule in tinycss2.parse_rule_list(block, skip_comments=True, skip_whitespace=True)
        ]
    found = {}
    for rule in rules:
        if rule.type != "qualified-rule" or tinycss2.serialize(rule.prelude).strip() != ":root":
            continue
        for item in tinycss2.parse_blocks_contents(rule.content):
            if item.type == "declaration" and item.name.startswith("--"):
                found[item.name] = tinycss2.serialize(item.value).strip()
    return found


def _resolved(name: str, declared: Mapping[str, str], depth: int = 0) -> str:
    """A custom property with every `var()` in it written out."""
    value = declared.get(name, "")
    if depth > 10:
        return value
    return re.sub(
        r"var\((--[\w-]+)\)", lambda found: _resolved(found[1], declared, depth + 1), value
    )
