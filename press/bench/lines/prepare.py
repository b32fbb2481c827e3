"""Lay out the texts as HTML in a folder: `python -m press.bench.lines.prepare ROOT NAME FOLDER`.

Done once, so that no measured run reads a manuscript.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from press import works
from press.bench.texts import TEXTS, paragraphs
from press.manuscript import elements

BREAKING = re.compile(r"[ \t\n]+")
"""The spaces that are one in HTML; those that do not break stay as they are."""
TEXT = {"p", "li", "dd"}


def prepare(root: Path, name: str, folder: Path) -> None:
    """Write the running text of a publication, and the texts of the bench."""
    texts = {name: list(running(root, name)), **{text.name: paragraphs(text) for text in TEXTS}}
    for text, blocks in texts.items():
        (folder / f"{text}.html").write_text("\n".join(blocks), encoding="utf-8")


def running(root: Path, name: str) -> Iterator[str]:
    """The paragraphs and items of the sections that are read through, as plain paragraphs."""
    book = works.load(root, name).book
    for chapter in book.chapters:
        if chapter.section.kind.listed:
            for leaf, words in elements.running_text(chapter.section.body):
                if leaf.tag in TEXT:
                    said = html.escape(BREAKING.sub(" ", words).strip(" "), quote=False)
                    yield f'<p lang="{book.publication.language}">{said}</p>'


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
