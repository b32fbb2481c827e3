"""The texts of the bench: whole, as their rows say, in characters that their faces have."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from lxml import etree

from press import assets
from press.bench import texts
from press.bench.texts import TEXTS, Text, paragraphs
from press.errors import Place
from tests.conftest import REPOSITORY

each = pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)


def lines(text: Text) -> list[str]:
    return (texts.FOLDER / text.file).read_bytes().decode("utf-8").removesuffix("\n").split("\n")


def trees(text: Text) -> list[etree._Element]:
    return [etree.fromstring(paragraph) for paragraph in paragraphs(text)]


def set_in(text: Text) -> list[str]:
    """What is set in the upright, and what in the italic."""
    emphasis = [em.text or "" for tree in trees(text) for em in tree.iter("em")]
    return ["\n".join(lines(text)).replace("*", ""), "".join(emphasis)]


def test_the_texts_are_three_of_different_lengths_measures_and_faces() -> None:
    assert sorted(path.name for path in texts.FOLDER.glob("*.txt")) == sorted(
        text.file for text in TEXTS
    )
    for differing in ("name", "words", "measure", "family", "size"):
        assert len({getattr(text, differing) for text in TEXTS}) == 3, differing
    assert sum(100 <= text.measure <= 112 for text in TEXTS) >= 2


@each
def test_a_text_has_as_many_words_as_its_row_says(text: Text) -> None:
    found = [word for line in lines(text) for word in line.split() if any(map(str.isalnum, word))]
    assert len(found) == text.words


@each
def test_a_paragraph_is_one_whole_line(text: Text) -> None:
    for line in lines(text):
        assert line
        assert line == line.strip()
        assert line[0] in "‘“(" or line[0].isupper() or line[0].isdigit() or line[0] == "*", line
        assert line[-1] in ".!?:—–’”)" or line.endswith(("–", "—")), line


@each
def test_a_text_is_in_printed_characters(text: Text) -> None:
    for line in lines(text):
        assert not set(line) & set("'\"`_\t\u2026\u2212"), line
        assert "  " not in line
        assert "--" not in line
        assert line == unicodedata.normalize("NFC", line)
        assert not any(unicodedata.category(char) in {"Cc", "Cf", "Co", "Cn"} for char in line)
        assert not any(char.isspace() and char not in " \u00a0" for char in line)


@each
def test_quotation_marks_close_what_they_open(text: Text) -> None:
    """Single marks cannot be counted, because apostrophes look like them; double ones can."""
    for line, following in pairwise([*lines(text), ""]):
        depth = 0
        for char in line:
            depth += (char == "“") - (char == "”")
            assert depth in {0, 1}, line
        assert not depth or following.startswith("“"), line
        assert not {mark for mark in ("‘ ", "“ ", " ”", "“”") if mark in line}, line


@each
def test_its_faces_have_all_its_characters(text: Text) -> None:
    faces = assets.font_faces(
        REPOSITORY, {path: path for path in text.faces}, place=Place("press/bench/texts")
    )
    assert {face.family for face in faces.values()} == {text.family}
    upright, italic = set_in(text)
    assert bool(italic) == (len(text.faces) == 2)
    for told, path in zip((upright, italic), text.faces, strict=False):
        assert assets.uncovered(told, [faces[path]]) == []


@each
def test_paragraphs_are_html_with_their_language_and_nothing_lost(text: Text) -> None:
    made = trees(text)
    assert {tree.tag for tree in made} == {"p"}
    assert {tree.get("lang") for tree in made} == {text.language}
    assert {child.tag for tree in made for child in tree} <= {"em"}
    said = "\n".join("".join(tree.itertext()) for tree in made)
    assert said == set_in(text)[0]
