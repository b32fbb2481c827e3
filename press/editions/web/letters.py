"""The letters of a site: each face cut down to the characters that its pages have."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from press.assets import licence, web_font
from press.editions.job import Job
from press.editions.web.styles import WebFace

FOLDER = "fonts"
ALWAYS = "0123456789 \u00a0-–‘’“”…"
"""Characters that every site has, so that a changed word rarely changes a font."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The fonts of a site."""

    rules: str
    """The `@font-face` rules."""
    names: Mapping[str, str]
    """Each family, and the name that its letters go out by."""
    files: Mapping[str, bytes]


def cut(job: Job, faces: Iterable[WebFace], texts: str) -> Letters:
    """Cut the faces down to the characters of some texts, as WOFF2 (W3C).

    A cut font is a modified one, and goes out under another name where its licence reserves its own
    (SIL Open Font License 1.1, clause 3), with the licence beside it (clause 2).
    """
    characters = frozenset(html.unescape(texts)) | frozenset(ALWAYS)
    rules: list[str] = []
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for face in faces:
        made = web_font(job.assets[f"font:{face.path}"], face.family, characters)
        style = "italic" if face.italic else "normal"
        stem = re.sub(r"[^a-z0-9]+", "-", made.name.lower()).strip("-")
        file = f"{FOLDER}/{stem}-{face.weight}{'-italic' if face.italic else ''}.woff2"
        rules.append(
            f'@font-face{{font-family:"{made.name}";font-weight:{face.weight};font-style:{style};'
            f'src:url({file}) format("woff2");font-display:swap}}'
        )
        names[face.family] = made.name
        files[file] = made.content
        folder = PurePosixPath(face.path).parts[0]
        if said := licence(job.layout.root, folder):
            files[f"{FOLDER}/{folder}-licence.txt"] = said
    return Letters(rules="\n".join(rules), names=names, files=files)
