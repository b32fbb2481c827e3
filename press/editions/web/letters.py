"""The letters of a site: each face cut down to the characters that its pages have."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from press.assets import embedded, freely_named
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
    by_path = {face.path: face for face in job.faces.values()}
    rules: list[str] = []
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for wanted in faces:
        face = by_path[wanted.path]
        made = embedded(face, characters)
        names[wanted.family] = freely_named(wanted.family, face.reserved)
        file = f"{FOLDER}/{made.name}"
        rules.append(
            f'@font-face{{font-family:"{names[wanted.family]}";font-weight:{wanted.weight};'
            f"font-style:{'italic' if wanted.italic else 'normal'};"
            f'src:url({file}) format("woff2");font-display:swap}}'
        )
        files[file] = made.content
        if face.licence:
            files[f"{FOLDER}/{PurePosixPath(face.path).parts[0]}-licence.txt"] = face.licence
    return Letters(rules="\n".join(rules), names=names, files=files)
