"""The site's stylesheet: the tokens that are used, then the layout's `web.css`, and its faces."""

from __future__ import annotations

import re

from press.layouts import Layout, without_comments

FILE = "site.css"
STRING = re.compile(r'"[^"\n]*"')
USED = re.compile(r"var\((--[\w-]+)")


def stylesheet(layout: Layout) -> str:
    """The stylesheet of a layout's sites, its faces still addressed as the layout does.

    `web.css` stands alone: the pages' own stylesheets are made for paper. Of `tokens.css` only
    what it uses is taken, so no ink and no measure of a page comes along.
    """
    written = without_comments("\n".join(text for _, text in layout.sheets("web")))
    rules = re.sub(r"\n\s*\n+", "\n", written).strip()
    return f"{_tokens(layout, rules)}\n{rules}\n"


def strings(sheet: str) -> list[str]:
    """What stands in quotation marks; what the stylesheet adds to pages is among it."""
    return STRING.findall(sheet)


def _tokens(layout: Layout, rules: str) -> str:
    """The tokens that the rules use, and those that these use."""
    known, own = layout.declared("tokens"), layout.declared("web")
    used: set[str] = set()
    waiting = USED.findall(rules)
    while waiting:
        name = waiting.pop()
        if name not in used and name in known:
            used.add(name)
            waiting += USED.findall(known[name])
    lines = [f"{name}:{known[name]}" for name in known if name in used and name not in own]
    return f":root{{{';'.join(lines)}}}"
