"""Set one text in one setting: `python -m press.bench.lines.set_one ROOT NAME FOLDER NUMBER`.

It is measured as a whole: the import, the setting, the drawing. Beside its PDF it leaves the
figures of its lines.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from press.bench.lines.settings import JUSTIFIED, TOTAL_FIT, Setting, settings
from press.joining import join
from press.lines import hyphens
from press.lines.figures import figures
from press.pages import Typesetter
from press.pages.counted import counted

TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A text as a document."""

    name: str
    html: str


def set_one(root: Path, folder: Path, number: int, setting: Setting) -> None:
    """Set a prepared text, and write `NUMBER.pdf` and `NUMBER.json`."""
    text = (folder / f"{setting.text}.html").read_text(encoding="utf-8")
    house = hyphens.House()
    if setting.way == TOTAL_FIT:
        house = hyphens.House(common=hyphens.common(TAG.sub(" ", text)))
    fonts = {
        f"font:{path}": (root / "assets" / "fonts" / path).read_bytes() for path in setting.faces
    }
    typesetter = Typesetter([("the bench", style(setting))], fonts, house=house)
    part = typesetter.set(Whole(name=setting.text, html=f"<html><body>{text}"), folio=1)
    (folder / f"{number}.pdf").write_bytes(join([part.leaves()], fonts.values()))
    told = figures(counted(line for line in part.told.lines if line.tag == "p"))
    (folder / f"{number}.json").write_text(json.dumps(asdict(told)), encoding="utf-8")


def style(setting: Setting) -> str:
    """A plain page, and paragraphs on it."""
    aligned = "justify" if setting.aligned == JUSTIFIED else "left"
    hanging = "--protrusion:1;" if aligned == "justify" and setting.way == TOTAL_FIT else ""
    return (
        "".join(_faces(setting))
        + f"@page{{size:{setting.measure + 40}mm 210mm;margin:20mm}}"
        + f"html{{font:{setting.size}pt/{setting.leading}pt '{setting.family}';"
        + "orphans:2;widows:2}body{margin:0}"
        + f"p{{margin:0;text-indent:4mm;text-align:{aligned};hyphens:auto;"
        + f"hyphenate-limit-chars:6 3 3;{hanging}--line-breaking:{setting.way}}}"
    )


def _faces(setting: Setting) -> Iterator[str]:
    for path, slant in zip(setting.faces, ("normal", "italic"), strict=False):
        yield (
            f"@font-face{{font-family:'{setting.family}';src:url(font:{path});font-style:{slant}}}"
        )


if __name__ == "__main__":
    root, name, folder, number = sys.argv[1:]
    set_one(Path(root), Path(folder), int(number), settings(name)[int(number)])
