"""Faces that go out as files: declared, cut, renamed, packed once; read by fontTools."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from press import works
from press.editions import faces
from press.editions.faces import carried, shown
from press.editions.job import Job
from press.errors import ContentError
from press.layouts import declared_faces
from press.store import Store
from tests.conftest import REPOSITORY

SERIF = '@font-face{font-family:"Source Serif 4";src:url(font:source-serif-4/SourceSerif4-It.ttf)}'
SANS = '@font-face{font-family:"Source Sans 3";src:url(font:source-sans-3/SourceSans3-Regular.ttf)}'
USED = 'p{font-family:"Source Serif 4",serif}'
FILE = "fonts/PressSerif4-It.woff2"


@pytest.fixture(scope="module")
def job() -> Job:
    return works.job_of(works.load(REPOSITORY, "setting-type"), "epub")


def read(font: bytes) -> TTFont:
    return TTFont(io.BytesIO(font))


def test_only_faces_that_something_is_set_in_are_carried_under_their_free_names(job: Job) -> None:
    made = carried(job, f"{SERIF}\n{SANS}\n{USED}\n", frozenset("a"), also=";font-display:swap")
    assert made.sheet == (
        '@font-face{font-family:"Press Serif 4";'
        f'src:url({FILE}) format("woff2");font-display:swap}}\n'
        'p{font-family:"Press Serif 4",serif}\n'
    )
    assert list(made.fonts) == [FILE]
    assert list(made.licences) == ["fonts/source-serif-4-licence.txt"]


def test_a_packed_face_draws_every_letter_as_the_layouts_does(job: Job) -> None:
    made = read(carried(job, f"{SERIF}\n{USED}\n", frozenset("é")).fonts[FILE])
    path = "source-serif-4/SourceSerif4-It.ttf"
    whole = read(next(one.content for one in job.faces.values() if one.path == path))
    for char in "aQé&":
        ours, theirs = (font.getBestCmap()[ord(char)] for font in (made, whole))
        drawn = made["glyf"][ours].getCoordinates(made["glyf"])
        wanted = whole["glyf"][theirs].getCoordinates(whole["glyf"])
        assert drawn[0] == wanted[0], char
        assert drawn[1] == wanted[1], char
        assert made["hmtx"][ours] == whole["hmtx"][theirs], char
    assert ord("é") in made.getBestCmap()
    assert ord("½") not in made.getBestCmap(), "nobody shows it"


def test_a_face_that_is_kept_is_not_packed_again(
    job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = replace(job, store=Store(tmp_path))
    sheet = f"{SERIF}\n{USED}\n"
    first = carried(kept, sheet, frozenset("é"))
    packed: list[bytes] = []

    def pack(font: bytes) -> bytes:
        packed.append(font)
        return b"packed"

    monkeypatch.setattr(faces, "as_woff2", pack)
    assert carried(kept, sheet, frozenset("é")) == first
    assert carried(kept, sheet, frozenset("éabc")) == first, "letters that every edition has"
    assert packed == []
    carried(kept, sheet, frozenset("éö"))
    assert len(packed) == 1


def test_a_face_that_the_layout_has_not_is_refused(job: Job) -> None:
    with pytest.raises(ContentError, match="is not among the layout's"):
        carried(job, f"{SERIF.replace('-It', '-Heavy')}\n{USED}\n", frozenset("a"))


def test_what_stands_in_tags_is_not_shown() -> None:
    assert shown(['<p class="xyz">a&amp;b</p>', "<br/>c"]) == frozenset("a&bc")


def test_faces_are_read_as_declared_and_comments_are_not() -> None:
    css = (
        f"/* {SANS} */{SERIF}@font-face{{font-style:italic;font-weight:600;"
        'font-family:"Two";src:url(font:two/Two.ttf)}@font-face{font-family:"No font"}'
    )
    found = [(one.family, one.weight, one.italic, one.path) for one in declared_faces(css)]
    assert found == [
        ("Source Serif 4", "400", False, "source-serif-4/SourceSerif4-It.ttf"),
        ("Two", "600", True, "two/Two.ttf"),
    ]
