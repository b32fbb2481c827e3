"""The large-print edition: sizes, colours, faces and breaks are read from the finished file."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pypdfium2
import pypdfium2.raw
import pytest

from press import build, layouts, reading, works
from press.editions import flatplan
from press.finding import Severity
from press.proofreading import proof_findings
from press.proofreading.families import FAMILIES
from press.reading.facts import BREAK
from tests.conftest import REPOSITORY, Edition, Editions, change

LEAST_SIZE = 18.0
"""In pt: UKAAF G003 asks for 16 to 18 at least, and this edition promises 18."""
LEAST_CONTRAST = 7.0
"""WCAG 2.2, 1.4.6."""
FACES = {"Source-Sans-3", "Source-Sans-3-Semi-Bold"}
READ = {"text", "essay", "front", "contents"}
"""Pages on white; of these only some are looked at letter by letter, for the time it takes."""
LAYOUTS = ("base", "ignite", "galley", "specimen")
Colour = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter of a finished page."""

    char: str
    size: float
    colour: Colour
    box: tuple[float, float, float, float]
    """Left, bottom, right, top, in pt."""


def letters(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    raw, text = pypdfium2.raw, page.get_textpage()
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if raw.FPDFText_IsGenerated(text, index) == 1 or not char.strip():
            continue
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, index, matrix)
        channels = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFText_GetFillColor(text, index, *channels)
        yield Letter(
            char=char,
            size=raw.FPDFText_GetFontSize(text, index) * matrix.d,
            colour=tuple(channel.value for channel in channels[:3]),
            box=text.get_charbox(index, loose=True),
        )


def luminance(colour: Colour) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    shares = [channel / 255 for channel in colour]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def token(tokens: dict[str, str], name: str) -> Colour:
    said = tokens[name]
    assert said.startswith("#"), f"--{name} is {said}"
    return tuple(bytes.fromhex(said[1:]))


@pytest.fixture(params=["tiny", "ignite"])
def large(request: pytest.FixtureRequest, editions: Editions) -> Edition:
    return editions(request.param, "large-print")


def test_nothing_is_smaller_than_18_pt(large: Edition) -> None:
    sizes = Counter(round(one.size, 1) for page in large.pdfium for one in letters(page))
    assert min(sizes) >= LEAST_SIZE
    text, _ = sizes.most_common(1)[0]
    assert text == LEAST_SIZE


def test_lines_of_text_are_at_least_1_4_times_their_letters_apart(large: Edition) -> None:
    texts = [line for line in large.made.lines if line.tag in {"p", "li", "dd", "aside"}]
    assert len(texts) > 150
    for one, other in pairwise(texts):
        if (one.folio, one.block) == (other.folio, other.block) and one.size == other.size:
            apart = (other.baseline - one.baseline) / 25.4 * 72
            assert apart >= 1.4 * one.size - 0.01, other.text


def test_every_letter_stands_on_one_plain_ground_and_is_seen_well(large: Edition) -> None:
    worst = 21.0
    plain = 0
    for page, folio in zip(large.pdfium, large.made.folios, strict=True):
        plain += large.made.page_names[folio] in READ
        if large.made.page_names[folio] in READ and plain % 6 != 1:
            continue
        picture = np.asarray(page.render(scale=1).to_pil().convert("RGB"))
        height = picture.shape[0]
        for one in letters(page):
            left, bottom, right, top = one.box
            rows = slice(int(height - top) - 2, int(height - bottom) + 3)
            around = picture[rows, int(left) - 2 : int(right) + 3].reshape(-1, 3)
            colours, counts = np.unique(around, axis=0, return_counts=True)
            ground = tuple(int(share) for share in colours[counts.argmax()])
            worst = min(worst, contrast(one.colour, ground))
            # what is neither letter nor ground lies between the two: no art is near
            between = np.array([one.colour, ground])
            low, high = between.min(axis=0) - 24, between.max(axis=0) + 24
            assert ((colours >= low) & (colours <= high)).all(), (one.char, page.get_label())
    assert worst >= LEAST_CONTRAST


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_colours_of_text_are_at_least_7_to_1_by_their_tokens(name: str) -> None:
    tokens = layouts.load(REPOSITORY, name).tokens("large-print")
    grounds = {"ground": ["ink", "ash", "accent"]}
    grounds |= {"night": ["straw", "flame"]} if name == "ignite" else {}
    grounds |= {"yellow": ["ink"]} if name == "galley" else {}
    for ground, texts in grounds.items():
        for text in texts:
            told = contrast(token(tokens, text), token(tokens, ground))
            assert told >= LEAST_CONTRAST, f"{text} on {ground}"


def faces(large: Edition) -> set[str]:
    return {name.rstrip(",") for name in large.facts.fonts}


def test_one_sans_face_and_no_italic(large: Edition) -> None:
    assert faces(large) == FACES


def test_no_word_is_broken_and_no_edge_is_straight(large: Edition) -> None:
    assert not [line.text for line in large.made.lines if line.broken]
    bodies = [one.body for one in large.work.book.chapters if one.body is not None]
    written = " ".join(str(text) for body in bodies for text in body.itertext())
    for page in large.facts.pages:
        for first, rest in re.findall(rf"(\w+){BREAK}\s*(\w+)", page.text):
            assert f"{first}-{rest}" in written  # it has its hyphen anyway
    assert {line.space for line in large.made.lines} == {1.0}


def test_it_has_a4_pages_all_of_which_go_out(large: Edition) -> None:
    assert {tuple(round(edge) for edge in page.trim) for page in large.facts.pages} == {
        (0, 0, 595, 842)
    }
    assert list(large.made.folios) == list(range(1, large.made.extent + 1))
    assert [page.label for page in large.facts.pages] == [str(one) for one in large.made.folios]
    assert not {"blank", "endpaper"} & set(large.made.page_names.values())


def test_the_contents_have_its_own_folios(editions: Editions) -> None:
    large, screen = (editions("tiny", name) for name in ("large-print", "screen"))
    assert large.made.spans["shelves"] != screen.made.spans["shelves"]
    (contents,) = large.folios("contents")
    for entry in large.work.book.contents:
        assert f"{large.made.spans[entry.slug][0]} " in large.text(contents)


def test_a_reference_is_true_of_its_own_pages(editions: Editions) -> None:
    large = editions("tiny", "large-print")
    first, _ = large.made.spans["framework"]
    said = " ".join(large.text(folio) for folio in large.folios("shelves"))
    assert f"on page {first}" in said


def test_notes_stand_at_the_end_of_their_section(editions: Editions) -> None:
    large = editions("tiny", "large-print")
    last = large.folios("shelves")[-1]
    end = large.text(last).removesuffix(f"{last} Perpetua Shelf").rstrip()
    assert end.endswith("pp. 12–14.")
    assert "1. Between 2021 and 2025" in end


def test_every_check_is_silent(large: Edition) -> None:
    proof = build.proof(large.work, large.made)
    found = [one for one in proof_findings(proof, FAMILIES) if one.severity > Severity.NOTICE]
    assert found == []


def test_tags_titles_and_links_are_those_of_an_accessible_file(large: Edition) -> None:
    facts = large.facts
    assert facts.tagged
    assert facts.title == large.work.book.publication.full_title
    assert facts.links
    assert all(link.tagged for link in facts.links)


def test_the_same_sources_make_the_same_bytes(editions: Editions) -> None:
    large = editions("tiny", "large-print")
    assert build.make(large.work, "large-print").content == large.made.content


@pytest.mark.parametrize("name", ["base", "galley", "specimen"])
def test_other_layouts_set_tiny_in_large_print(checkout, name: str) -> None:
    change(checkout / "manuscript/tiny/publication.yaml", "layout: ignite", f"layout: {name}")
    work = works.load(checkout, "tiny")
    large = Edition(work=work, made=build.make(work, "large-print"))
    sizes = {round(one.size, 1) for page in large.pdfium for one in letters(page)}
    assert min(sizes) >= LEAST_SIZE
    assert faces(large) == FACES
    assert build.findings(work, large.made) == []
    large.pdfium.close()


def test_its_flatplan_shows_its_own_pages(editions: Editions) -> None:
    large = editions("tiny", "large-print")
    shown = flatplan.make(works.job_of(large.work, "large-print"))
    assert shown.folios == large.made.folios
    assert reading.read(shown.content).pages[0].trim == large.facts.pages[0].trim
