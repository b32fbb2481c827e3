"""Parts joined are the book: a render of one document has the same words and the same pictures.

And the same sources give the same bytes, wherever, whenever and by whomever they are made.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from press import assets, build, finish
from press.compose import Composer
from press.editions import print_pdf, screen_pdf
from press.editions.job import Job
from press.editions.paged import slugs, typesetter_for
from tests.conftest import REPOSITORY, Edition, Editions, furnish
from tests.setting import Words

FORMS = {"print": print_pdf.FORMAT, "screen": screen_pdf.FORMAT}
DIFFERENCE = 4
"""The most by which a channel of a pixel may differ, of 255."""


def whole(edition: Edition, name: str) -> pypdfium2.PdfDocument:
    """The same book as one document, set in one go and finished like the edition."""
    work = edition.work
    job = Job(
        order=work.order,
        name=name,
        book=work.book,
        layout=work.layout,
        assets=work.assets,
        profile=None,
        letters=partial(assets.lettering, work.root),
        house=work.house,
        progress=lambda *_: None,
    )
    form = FORMS[name]
    composer = Composer(
        work.book, work.layout, entry=form.entry, edition=job.edition, physical=job.physical
    )
    typesetter = typesetter_for(job, composer, form)
    drawn = typesetter.write_whole(Words(edition.made.html, "the whole book"), edition.made.fitted)
    width, height = job.physical.trim or (0.0, 0.0)
    return pypdfium2.PdfDocument(
        finish.finish(
            drawn,
            publication=work.book.publication,
            folios=range(1, edition.made.extent + 1),
            sheet=finish.Sheet(
                width=width, height=height, bleed=job.edition.bleed, slug=job.edition.slug
            ),
            linked=form.linked,
            words=slugs(job, range(1, edition.made.extent + 1)) if job.edition.slug else None,
        )
    )


@pytest.mark.parametrize(
    ("publication", "name"), [("tiny", "print"), ("tiny", "screen"), ("ignite", "screen")]
)
def test_parts_joined_equal_one_document(editions: Editions, publication: str, name: str) -> None:
    edition = editions(publication, name)
    document = whole(edition, name)
    assert len(document) == edition.made.extent
    for joined, folio in zip(edition.pdfium, edition.made.folios, strict=True):
        single = document[folio - 1]
        texts = [page.get_textpage().get_text_bounded() for page in (joined, single)]
        assert texts[0] == texts[1], f"the words of folio {folio}"
        pixels = [
            np.asarray(page.render(scale=60 / 72).to_pil()).astype(int) for page in (joined, single)
        ]
        assert np.abs(pixels[0] - pixels[1]).max() <= DIFFERENCE, f"the picture of folio {folio}"
    document.close()


WORLDS = {
    "here": {
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "1",
        "SOURCE_DATE_EPOCH": "1",
        "umask": "0022",
    },
    "some where/else": {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "4711",
        "SOURCE_DATE_EPOCH": "1800000000",
        "umask": "0077",
    },
}
"""Two machines that agree on nothing, and the folder in which each works."""


def test_the_same_sources_make_the_same_bytes(tmp_path: Path, editions: Editions) -> None:
    for place, world in WORLDS.items():
        root = furnish(tmp_path / place)
        shutil.copytree(
            REPOSITORY / "press", root / "press", ignore=shutil.ignore_patterns("__pycache__")
        )
        shutil.copy(REPOSITORY / "tasks.py", root)
        run = subprocess.run(
            [sys.executable, "-m", "invoke", "pdf"],
            cwd=root,
            env={**os.environ, **world, "HOME": str(root)},
            umask=int(world["umask"], 8),
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        printed, screen, large = run.stdout.splitlines()
        assert re.fullmatch(r"output/tiny/print/tiny-print\.pdf  24 pages  [\d.]+ s", printed)
        assert re.fullmatch(
            r"output/tiny/screen/tiny-screen\.pdf  19 pages \(5 of 24 .*\)  [\d.]+ s", screen
        )
        assert re.match(r"output/tiny/large-print/tiny-large-print\.pdf  \d+ pages  ", large)
        for name in ("print", "screen", "large-print"):
            content = (root / f"output/tiny/{name}/tiny-{name}.pdf").read_bytes()
            assert content == editions("tiny", name).made.content, f"{name}, made {place}"


def test_made_twice_in_one_process_the_bytes_are_the_same(editions: Editions) -> None:

    edition = editions("tiny", "screen")
    assert build.make(edition.work, "screen").content == edition.made.content
