"""Faces as a stylesheet declares them (CSS Fonts 4, 4.1): `src:url(font:FAMILY/FILE)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"@font-face\s*{[^}]*}")
FAMILY = re.compile(r'font-family:\s*"([^"]+)"')
WEIGHT = re.compile(r"font-weight:\s*(\w+)")
ITALIC = re.compile(r"font-style:\s*italic")
FONT = re.compile(r"url\(font:([^)\s]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A face that a stylesheet declares."""

    rule: str
    """The whole rule, as written."""
    address: str
    """Where its `src` leads, as written."""
    path: str
    """Its file, below `assets/fonts/`."""
    family: str
    weight: str
    italic: bool


def declared_faces(css: str) -> list[Declared]:
    """The faces that a stylesheet declares, of those that name a family and a font of ours."""
    found = []
    for rule in RULE.findall(without_comments(css)):
        family, font, weight = (one.search(rule) for one in (FAMILY, FONT, WEIGHT))
        if family and font:
            found.append(
                Declared(
                    rule=rule,
                    address=font[0],
                    path=font[1],
                    family=family[1],
                    weight=weight[1] if weight else "400",
                    italic=ITALIC.search(rule) is not None,
                )
            )
    return found


def without_comments(css: str) -> str:
    """A stylesheet that says nothing to those who read it."""
    return COMMENT.sub("", css)


def without_faces(css: str) -> str:
    """A stylesheet that declares no face."""
    return RULE.sub("", css)
