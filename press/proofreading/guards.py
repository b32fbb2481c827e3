"""The families that stand guard before publishing; what they call an error stops the edition.

They stand apart from `families`, because publishing should not wait for the rules of the others.
"""

from __future__ import annotations

from press.proofreading import (
    authors,
    contents,
    displayed,
    engine,
    fonts,
    glyphs,
    pull_quotes,
    structure,
    tags,
    words,
)
from press.proofreading.family import Family
from press.proofreading.pages import sheets

GUARDS: dict[str, Family] = {
    "pull-quotes": Family(
        title="Pull quotes follow their text",
        guards=True,
        copy=(*pull_quotes.COPY, *displayed.COPY),
        proof=displayed.PROOF,
    ),
    "contents": Family(
        title="Contents, proved on the pages",
        guards=True,
        copy=authors.COPY,
        proof=(*contents.PROOF, *sheets.FEET),
    ),
    "words": Family(
        title="Every word stands on the pages",
        guards=True,
        copy=(*glyphs.COPY, *engine.COPY),
        proof=(*words.PROOF, *fonts.PROOF, *tags.PROOF),
    ),
    "structure": Family(
        title="Structure, as those hear it who do not see the pages",
        guards=True,
        proof=structure.PROOF,
    ),
}
"""In the order of their telling."""
