"""The site's stylesheet: the tokens that are used, then the layout's `web.css`, and its faces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from press.layouts import Layout

FILE = "site.css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FACE = re.compile(r"@font-face\s*{(.*?)}\s*", re.DOTALL)
FAMILY = re.compile(r'font-family:\s*"([^"]+)"')
SOURCE = re.compile(r"url\(font:([^)\s]+)\)")
WEIGHT = re.compile(r"font-weight:\s*(\d+)")
STRING = re.compile(r'"[^"\n]*"')
USED = re.compile(r"var\((--[\w-]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebFace:
    """A face that `web.css` declares and uses."""

    family: str
    weight: str
    italic: bool
    path: str
    """Its file, below `assets/fonts/`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The stylesheet before its faces are written in."""

    text: str
    faces: tuple[WebFace, ...]

    @property
    def strings(self) -> list[str]:
        """What stands in quotation marks; what the stylesheet adds to pages is among it."""
        return STRING.findall(self.text)


def stylesheet(layout: Layout) -> Sheet:
    """The stylesheet of a layout's sites.

    `web.css` stands alone: the pages' own stylesheets are made for paper. Of `tokens.css` only
    what it uses is taken, so no ink and no measure of a page comes along.
    """
    written = COMMENT.sub("", "\n".join(text for _, text in layout.sheets("web")))
    rules = re.sub(r"\n\s*\n+", "\n", FACE.sub("", written)).strip()
    text = f"{_tokens(layout, rules)}\n{rules}\n"
    faces = [_face(found) for found in FACE.findall(written)]
    return Sheet(text=text, faces=tuple(face for face in faces if f'"{face.family}"' in text))


def with_faces(sheet: Sheet, rules: str, names: Mapping[str, str]) -> str:
    """The stylesheet with its faces, under the names that their letters go out by."""
    text = sheet.text
    for family, name in names.items():
        text = text.replace(f'"{family}"', f'"{name}"')
    return f"{rules}\n{text}"


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


def _face(declared: str) -> WebFace:
    family, source, weight = (one.search(declared) for one in (FAMILY, SOURCE, WEIGHT))
    return WebFace(
        family=family[1] if family else "",
        weight=weight[1] if weight else "400",
        italic="italic" in declared.partition("src:")[0],
        path=source[1] if source else "",
    )
