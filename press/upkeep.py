"""What the press writes into its own repository: schemas for editors, pictures for designers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from press import works
from press.editions import flatplan as flatplan_pages
from press.manuscript import schemas
from press.parts import SetLine
from press.reading import cutting

SPECIMEN = "specimen"
"""The publication that shows one way of setting lines beside another."""
PAIR = "--pair-"
"""What stands in the ids of such pairs between their section and their name."""
ROOM = (3.0, 4.6, 2.4)
"""Left round a pair in its picture, in mm: beside it, over the first baseline, under the last."""


def write_pictures(root: Path) -> list[Path]:
    """Cut the specimen's pairs out of its pages into its layout's `pictures/`, for the guide."""
    work = works.load(root, SPECIMEN)
    made = flatplan_pages.make(works.job_of(work, next(iter(work.order.publication.editions))))
    named = [anchor.partition(PAIR)[2] for anchor in made.anchors if PAIR in anchor]
    kept = groupby(made.lines, key=lambda line: "side-by-side" in line.within)
    cuts = [_cut(list(lines), made.folios) for is_pair, lines in kept if is_pair]
    folder = root / "layouts" / work.layout.name / "pictures"
    folder.mkdir(exist_ok=True)
    written = []
    for name, picture in zip(named, cutting.cuttings(made.content, cuts), strict=True):
        path = folder / f"{name}.png"
        path.write_bytes(picture)
        written.append(path)
    return written


def _cut(lines: Sequence[SetLine], folios: Sequence[int]) -> cutting.Cut:
    beside, over, under = ROOM
    return cutting.Cut(
        index=folios.index(lines[0].folio),
        left=min(line.left for line in lines) - beside,
        top=min(line.baseline for line in lines) - over,
        right=max(line.edge for line in lines) + beside,
        bottom=max(line.baseline for line in lines) + under,
    )


def write_schemas(root: Path) -> list[Path]:
    """Write the schemas that complete an editor's typing to `manuscript/schemas/`."""
    folder = root / "manuscript" / "schemas"
    folder.mkdir(exist_ok=True)
    written = []
    for name, schema in schemas.all_schemas().items():
        path = folder / name
        path.write_text(schema, encoding="utf-8", newline="\n")
        written.append(path)
    return written
