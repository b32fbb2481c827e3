"""Make a long book of a publication: `python -m press.bench.lengthen`.

Its body is repeated with other titles and other words, so that no part of the book is another one,
though its quotes are alike. Art that a layout has for each section goes round, as in a series.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from press import works

TITLE = re.compile(r"^title: (\"?)(.*?)\1$", re.MULTILINE)
SILENCE = """\
  - code: quote-twice
    place: {copy}
    reason: A book that is made long for the bench says everything more than once.
"""
AND = re.compile(r"\band\b")
TELLINGS = (
    "again", "also", "always", "indeed", "lately", "later", "mostly", "now", "often", "once",
    "partly", "perhaps", "soon", "still", "surely",
)  # fmt: skip
"""What each copy says behind every “and”, in its quotes as in its text."""


def lengthen(root: Path, name: str, folder: Path, times: int) -> None:
    """Write the publication with its layouts and assets into a folder that is not there yet.

    Args:
        root: the root of the repository.
        name: the publication.
        folder: the root of the long book.
        times: how often its body stands in it, at most once more than there are `TELLINGS`.
    """
    chapters = works.load(root, name).book.chapters
    manuscript = f"manuscript/{name}"
    body = [one.section.file.removeprefix(f"{manuscript}/")
            for one in chapters if one.section.kind.matter == "body"]  # fmt: skip
    for part in (manuscript, "layouts", "assets"):
        shutil.copytree(root / part, folder / part)
    copies = []
    for number in range(2, times + 1):
        for file in body:
            copy = Path(file).with_stem(f"{Path(file).stem}-{number}")
            text = (folder / manuscript / file).read_text("utf-8")
            (folder / manuscript / copy).write_text(retold(text, number), "utf-8")
            copies.append(copy.as_posix())
    order = folder / manuscript / "publication.yaml"
    order.write_text(reordered(order.read_text("utf-8"), body[-1], copies), "utf-8")
    for template in (folder / "layouts").rglob("*.html"):
        text = template.read_text("utf-8")
        for ordinal in ("chapter.ordinal", "entry.ordinal"):
            text = text.replace(ordinal, f"(({ordinal} - 1) % {len(body)} + 1)")
        template.write_text(text, "utf-8")


def reordered(order: str, last: str, copies: Sequence[str]) -> str:
    """An order with copies behind the last section of the body; to be one is no fault."""
    after, more = f"  - {last}\n", "".join(f"  - {copy}\n" for copy in copies)
    silences = "\nsilences:\n"
    told = "".join(SILENCE.format(copy=copy) for copy in copies)
    head, _, tail = order.replace(after, after + more).partition(silences)
    return f"{head.rstrip()}\n{silences}{told}{tail}"


def retold(text: str, number: int) -> str:
    """A section in other words: its title says which telling this is, and every “and” goes on."""
    head, mark, body = text.partition("\n---\n")
    facts, key, quotes = head.partition("\npull_quotes:")
    facts = TITLE.sub(rf"title: \g<1>\g<2>, telling {number}\g<1>", facts)
    return facts + AND.sub(f"and {TELLINGS[number - 2]}", key + quotes + mark + body)


if __name__ == "__main__":
    lengthen(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
