"""Lay out what a plain run of the engine needs in a folder: `python -m press.bench.prepare`.

The same words, stylesheets, fonts, drawings and options that the press gives the engine, so that
only the work differs.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from press import build, works
from press.compose import Composer
from press.editions import print_pdf, screen_pdf
from press.editions.paged import Format
from press.errors import UsageError
from press.pages import workers
from press.pages.compositor import BASE, OWN
from press.pages.engine import media_type

FORMATS: dict[str, Format] = {"print-pdf": print_pdf.FORMAT, "screen-pdf": screen_pdf.FORMAT}
"""The formats that are pages; others have no plain run to be held against."""


def prepare(root: Path, name: str, edition: str, folder: Path) -> None:
    """Make the edition once, write down what it was made of, and copy that, to be edited.

    Raises:
        UsageError: the edition is not made of pages.
    """
    work = works.load(root, name)
    facts = work.order.edition(edition)
    if facts.format not in FORMATS:
        raise UsageError(
            f"the edition “{edition}” is not made of pages", hint="measure print or screen"
        )
    form = FORMATS[facts.format]
    composer = Composer(
        work.book,
        work.layout,
        entry=form.entry,
        edition=facts,
        physical=work.order.physical(edition),
    )
    assets = {**work.assets, **composer.drawings()}
    files = {address: f"asset-{number}" for number, address in enumerate(assets)}
    for address, file in files.items():
        (folder / file).write_bytes(assets[address])
    told = {
        "base": BASE,
        "sheets": [OWN, *(text for _, text in composer.styles)],
        "options": dict(form.options),
        "assets": {address: (file, media_type(address)) for address, file in files.items()},
    }
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    with workers(os.cpu_count() or 1) as hands:
        made = build.make(replace(work, hands=hands), edition)
    (folder / "book.html").write_text(made.html, encoding="utf-8")
    for part in (f"manuscript/{name}", "layouts", "assets"):
        shutil.copytree(root / part, folder / "root" / part)


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]))
