"""The letters of a site: each face cut down to the characters that its pages have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from press.assets import freely_named
from press.editions.faces import carried
from press.editions.job import Job
from press.editions.web.styles import WebFace

FOLDER = "fonts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The fonts of a site."""

    rules: str
    """The `@font-face` rules."""
    names: Mapping[str, str]
    """Each family, and the name that its letters go out by."""
    files: Mapping[str, bytes]


def cut(job: Job, faces: Iterable[WebFace], characters: frozenset[str]) -> Letters:
    """Cut the faces down to the book's characters and to those of a site, as WOFF2 (W3C).

    A cut font is a modified one, and goes out under another name where its licence reserves its own
    (SIL Open Font License 1.1, clause 3), with the licence beside it (clause 2).
    """
    by_path = {face.path: face for face in job.faces.values()}
    rules: list[str] = []
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for wanted in faces:
        face = by_path[wanted.path]
        made = carried(job, face, characters)
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
