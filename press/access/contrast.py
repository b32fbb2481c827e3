"""Contrast of the design's tokens: each colour that is set as text, on each ground it is set on.

The layout says in `layout.yaml` which texts stand on which ground; what is measured of it in an
edition is what that edition's own stylesheets use. A colour that they use and no row names is told,
so that the table cannot fall behind the design.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tinycss2

from press.colour import contrast
from press.layouts import Layout

AA, LARGE_PRINT = 4.5, 7.0
"""The least contrast of text (WCAG 2.2, 1.4.3), and that of clear print (1.4.6)."""
PAPER = "#FFFFFF"
"""What is under a ground that nobody paints; on paper, the paper."""
GROUND = "ground"
SCHEMES = ("light", "dark")
ALONE = frozenset({"epub", "web"})
"""Entries whose stylesheet stands alone."""
LIGHT = re.compile(r"#[0-9A-Fa-f]{6}")
INKS = re.compile(r"device-cmyk\(([^)]*)\)")
TOKEN = re.compile(r"var\(--([\w-]+)\)")
ON_PAPER = "print"
"""The medium for which a web page has other colours."""
Seen = Callable[[tuple[float, float, float, float]], str]
"""How inks look on the paper, as `#RRGGBB`."""


ENTRIES: Mapping[str, tuple[str, tuple[str, ...], float]] = {
    "print-pdf": ("print", ("light",), AA),
    "screen-pdf": ("screen", ("light",), AA),
    "large-print-pdf": ("large-print", ("light",), LARGE_PRINT),
    "offprints": ("screen", ("light",), AA),
    "epub": ("epub", SCHEMES, AA),
    "web": ("web", SCHEMES, AA),
}
"""By format: the entry stylesheet, the schemes and the least contrast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A colour of text on a ground."""

    edition: str
    scheme: str
    text: str
    ground: str
    """Both by their tokens."""
    text_colour: str
    ground_colour: str
    """Both as `#RRGGBB`."""
    ratio: float
    least: float

    @property
    def stands_out(self) -> bool:
        """Whether the text can be read; not rounded up."""
        return self.ratio >= self.least


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of an edition."""

    pairs: tuple[Pair, ...]
    unnamed: tuple[str, ...]
    """Tokens that a stylesheet uses as text or ground and no row of `grounds:` names."""


def palette(layout: Layout, edition: str, form: str, *, seen: Seen | None) -> Palette:
    """Measure the colours of an edition.

    Args:
        layout: its design.
        edition: its name.
        form: its format, a row of `ENTRIES`.
        seen: how inks look on its paper; None where it names no profile.
    """
    sheet, schemes, least = ENTRIES[form]
    texts, grounds = used(layout, sheet)
    rows = layout.settings.grounds
    named = {token for row in rows for token in (row.ground, *row.texts)}
    there = grounds | {GROUND} | _painted(layout.settings.drawings)
    pairs: list[Pair] = []
    for scheme in schemes:
        tokens = layout.tokens(sheet, scheme=scheme)
        for row in rows:
            if row.ground not in there or (row.entries and sheet not in row.entries):
                continue
            under = _colour(tokens.get(row.ground, ""), seen) or PAPER
            for text in row.texts:
                over = _colour(tokens.get(text, ""), seen)
                if text in texts and over:
                    pairs.append(
                        Pair(
                            edition=edition,
                            scheme=scheme,
                            text=text,
                            ground=row.ground,
                            text_colour=over,
                            ground_colour=under,
                            ratio=contrast(over, under),
                            least=least,
                        )
                    )
    return Palette(pairs=tuple(pairs), unnamed=tuple(sorted((texts | grounds) - named)))


def used(layout: Layout, sheet: str) -> tuple[set[str], set[str]]:
    """The tokens that an entry uses as colours of text, and as grounds."""
    sheets = layout.own_styles(sheet) if sheet in ALONE else layout.stylesheets(sheet)
    texts: set[str] = set()
    grounds: set[str] = set()
    renamed: dict[str, set[str]] = {}
    for _, text in sheets:
        for selector, name, value in _declarations(text):
            tokens = set(TOKEN.findall(value))
            if name in {"color", "fill"}:
                texts |= tokens
            elif name in {"background", "background-color"}:
                grounds |= tokens
            elif name.startswith("--") and selector != ":root":
                renamed.setdefault(name.removeprefix("--"), set()).update(tokens)
    # `.night{--ink:var(--straw)}`: what is set in ink is there set in straw.
    texts |= {token for name in texts & set(renamed) for token in renamed[name]}
    grounds |= {token for name in grounds & set(renamed) for token in renamed[name]}
    return texts, grounds


def _painted(drawings: Any) -> set[str]:
    """The words of drawings' parameters, colours among them: text may stand on a drawing too."""
    if isinstance(drawings, str):
        return {drawings}
    inner = drawings.values() if isinstance(drawings, Mapping) else drawings
    if not isinstance(drawings, Mapping | list | tuple):
        return set()
    return {word for one in inner for word in _painted(one)}


def _declarations(text: str) -> Iterator[tuple[str, str, str]]:
    """Selector, name and value of every declaration that is not for paper alone."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    yield from _of_rules(rules)


def _of_rules(rules: Iterable[Any]) -> Iterator[tuple[str, str, str]]:
    for rule in rules:
        prelude = tinycss2.serialize(rule.prelude).strip() if hasattr(rule, "prelude") else ""
        if rule.type == "qualified-rule":
            yield from _of_block(rule, prelude)
        elif rule.type == "at-rule" and rule.content is not None:
            if rule.lower_at_keyword == "media" and prelude == ON_PAPER:
                continue
            if rule.lower_at_keyword in {"media", "layer"}:
                inner = tinycss2.parse_rule_list(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                yield from _of_rules(inner)
            elif rule.lower_at_keyword == "page":
                yield from _of_block(rule, f"@page {prelude}")


def _of_block(rule: Any, selector: str) -> Iterator[tuple[str, str, str]]:
    for item in tinycss2.parse_blocks_contents(rule.content):
        if item.type == "declaration":
            yield selector, item.name, tinycss2.serialize(item.value).strip()
        elif item.type in {"qualified-rule", "at-rule"} and item.content is not None:
            yield from _of_block(item, f"{selector} {tinycss2.serialize(item.prelude).strip()}")


def _colour(value: str, seen: Seen | None) -> str:
    """A colour as `#RRGGBB`; empty where it is none, or inks that nobody can see here."""
    if LIGHT.fullmatch(value):
        return value
    inks = INKS.fullmatch(value)
    if inks is None or seen is None:
        return ""
    shares = [float(share.rstrip("%")) / 100 for share in inks[1].split()]
    return seen((shares[0], shares[1], shares[2], shares[3]))
