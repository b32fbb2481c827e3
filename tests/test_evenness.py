"""How evenly lines are set: figures are counted right, and the worst lines say where they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from press import build, show, works
from press.errors import UsageError
from press.lines.columns import COLUMNS, cells, heads
from press.lines.figures import Figures, Set, figures
from press.pages.counted import counted
from press.proofreading import Proof, evenness
from press.proofreading.pages import view
from tests.conftest import Editions, change, furnish

LAMPS = "manuscript/tiny/essays/lamps.md"
LONG = " ".join(["lamplighters"] * 4)
"""Nearly as long as a line; as a name it is not broken."""


def set_line(text: str, **said: float) -> Set:
    """A line of a paragraph, 100 wide."""
    whole = {"block": 1, "page": 1, "space": 1.0, "slack": 0.0} | said
    return Set(
        text=text,
        block=int(whole["block"]),
        page=int(whole["page"]),
        space=whole["space"],
        slack=whole["slack"],
        measure=100.0,
        broken=text.endswith("-"),
    )


# The figures


def test_the_last_line_of_a_paragraph_is_only_asked_for_a_runt() -> None:
    told = figures([set_line("a b"), set_line("so.", space=3.0, slack=90.0)])
    assert (told.lines, told.loose, told.short, told.runts) == (2, 0.0, 0.0, 1)


def test_word_spaces_are_counted_beyond_their_bounds() -> None:
    spaces = (1.0, 1.4, 1.41, 1.81, 0.85, 0.84, 1.0, 1.0)
    told = figures([*(set_line("a b", space=one) for one in spaces), set_line("the end")])
    assert (told.loose, told.very_loose, told.tight) == (2 / 8, 1 / 8, 1 / 8)


def test_the_right_edge_is_measured_in_parts_of_the_measure() -> None:
    slacks = (0.0, 16.0, 10.0, 15.0)
    told = figures([*(set_line("a b", slack=one) for one in slacks), set_line("the end")])
    assert told.short == 1 / 4
    assert told.step == pytest.approx((0.16 + 0.06 + 0.05) / 3)


def test_hyphens_are_counted_by_line_by_ladder_and_by_page_end() -> None:
    lines = [set_line("one-"), set_line("two-"), set_line("three-"), set_line("four"),
             set_line("five-"), set_line("six-", page=2), set_line("the end", page=2)]  # fmt: skip
    told = figures(lines)
    assert told.hyphenated == 5 / 6
    assert (told.ladders, told.page_ends) == (1, 1)


def test_no_lines_have_no_figures() -> None:
    told = figures([])
    assert (told.lines, told.loose, told.step, told.runts) == (0, 0.0, 0.0, 0)


def test_a_row_has_as_many_columns_as_the_heads() -> None:
    told = Figures(lines=1234, loose=0.048, very_loose=0.001, tight=0.071, hyphenated=0.096,
                   short=0.002, step=0.0331, ladders=2, page_ends=3, runts=14)  # fmt: skip
    assert len(heads()) == len(cells(told))
    assert cells(told).split() == [
        "1,234", "4.8", "0.10", "7.1", "9.6", "0.20", "3.31", "2", "3", "14"
    ]  # fmt: skip
    assert len(COLUMNS) == 10


# The lines of a publication


@pytest.fixture(scope="module")
def tiny(editions: Editions) -> Proof:
    edition = editions("tiny", "print")
    return build.proof(edition.work, edition.made)


def test_lines_of_sections_are_never_one_paragraph(tiny: Proof) -> None:
    lines = [line for paragraph in view.paragraphs(tiny) for line in paragraph]
    one = replace(lines[0], number=1)
    alike = [replace(one, section=slug) for slug in ("lamps", "shelves")]
    assert [line.block for line in counted(alike)] == [0, 1]
    assert len({line.block for line in counted(lines)}) == len(list(view.paragraphs(tiny)))


def test_an_indent_is_no_slack_and_a_measure_ends_where_it_ends(tiny: Proof) -> None:
    line = next(view.paragraphs(tiny))[0]
    (told,) = counted([replace(line, left=20.0, right=90.0, edge=100.0)])
    assert (told.measure, told.slack) == (80.0, 10.0)


def test_figures_are_told_section_by_section_and_of_all(tiny: Proof) -> None:
    rows = evenness.table(tiny)
    read = [one.section.full_title for one in tiny.book.chapters if one.section.kind.listed]
    assert [row.title for row in rows] == [*read, "all"]
    assert sum(row.figures.lines for row in rows[:-1]) == rows[-1].figures.lines
    assert rows[-1].figures.lines == sum(map(len, view.paragraphs(tiny)))


def test_headings_notes_and_quotes_are_no_running_text(tiny: Proof) -> None:
    counts = {id(line) for paragraph in view.paragraphs(tiny) for line in paragraph}
    apart = [line for line in tiny.lines if id(line) not in counts]
    assert {"h1", "h2"} & {line.tag for line in apart}
    assert any("footnote" in line.classes for line in apart)
    assert any("pull-quote" in line.within for line in apart)


def test_flush_left_lines_are_short_and_never_loose(tiny: Proof) -> None:
    assert evenness.loosest(tiny, 5) == []
    short = evenness.shortest(tiny, 5)
    assert len(short) == 5
    assert [one.value for one in short] == sorted((one.value for one in short), reverse=True)
    said = list(evenness.told(tiny, worst=5))
    assert said[said.index("The loosest lines, by their word spaces") + 1] == "  none"


def test_last_lines_are_none_of_the_worst(tiny: Proof) -> None:
    every = evenness.shortest(tiny, 10_000)
    ends = {" ".join(paragraph[-1].text.split()) for paragraph in view.paragraphs(tiny)}
    assert every
    assert not ends & {one.text for one in every}


def test_the_worst_may_be_left_out(tiny: Proof) -> None:
    said = list(evenness.told(tiny, worst=0))
    assert not any(line.startswith("The ") for line in said)
    assert said[1].startswith(tiny.book.chapter("foreword").section.full_title[:20])


# A publication that is set badly on purpose

Justified = Callable[[str], Proof]


@pytest.fixture(scope="module")
def justified(tmp_path_factory: pytest.TempPathFactory) -> Justified:
    """Tiny, justified in a layout of its own, with a line that first-fit spoils."""

    @cache
    def proof(way: str) -> Proof:
        root = furnish(tmp_path_factory.mktemp("even"))
        styles = root / "layouts" / "straight" / "styles"
        styles.mkdir(parents=True)
        (styles.parent / "layout.yaml").write_text("extends: ignite\n", encoding="utf-8")
        (styles / "pages.css").write_text(
            f".body p,.body li{{text-align:justify;--line-breaking:{way}}}", encoding="utf-8"
        )
        change(root / "manuscript/tiny/publication.yaml", "layout: ignite", "layout: straight")
        change(root / LAMPS, "There were failures.", f"There were [{LONG}]{{.name}} failures.")
        work = works.load(root, "tiny")
        return build.proof(work, build.make(work, "print"))

    return proof


def test_total_fit_has_fewer_loose_lines_than_first_fit(justified: Justified) -> None:
    first, total = (evenness.table(justified(way))[-1] for way in ("first-fit", "total-fit"))
    assert first.figures.loose > 0.2
    assert total.figures.loose < first.figures.loose / 2
    assert first.figures.short == total.figures.short == 0


def test_the_worst_line_says_where_it_stands(justified: Justified) -> None:
    proof = justified("first-fit")
    worst, *others = evenness.loosest(proof, 4)
    text = (Path("tests/publications") / LAMPS.removeprefix("manuscript/")).read_text("utf-8")
    line = [number for number, said in enumerate(text.splitlines(), start=1)
            if said.startswith("There were failures.")]  # fmt: skip
    assert worst.text == "There were"
    assert [str(worst.place)] == [f"{LAMPS}:{number}" for number in line]
    assert worst.page in {page.name for page in proof.facts.pages}
    assert "There were" in next(one for one in proof.facts.pages if one.name == worst.page).text
    assert worst.value > 1.8
    assert all(1.0 < one.value < worst.value for one in others)


def test_the_worst_line_is_told_in_one_line_with_value_page_place_and_words(
    justified: Justified,
) -> None:
    proof = justified("first-fit")
    (worst,) = evenness.loosest(proof, 1)
    said = list(evenness.told(proof, worst=1))
    told = said[said.index("The loosest lines, by their word spaces") + 1]
    assert told.split("  ") == ["", f" {worst.value:.2f}", worst.page, str(worst.place), worst.text]


# What the desk asks


def test_pages_are_told_with_folio_section_and_name(checkout: Path) -> None:
    said = [line.split() for line in show.pages(checkout, "tiny")]
    assert [int(line[0]) for line in said] == list(range(1, 25))
    assert ["10", "lamps", "poster"] in said
    assert said[0] == ["1", "cover", "cover"]


def test_lines_are_told_of_the_first_edition_or_the_one_that_is_asked_for(checkout: Path) -> None:
    first = list(show.lines(checkout, "tiny", worst=1))
    screen = list(show.lines(checkout, "tiny", "screen", worst=1))
    assert first[0] == "tiny, edition print: the lines of running text"
    assert screen[0] == "tiny, edition screen: the lines of running text"
    assert first[2:-1] == screen[2:-1]


def test_fewer_than_no_lines_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no -1 worst lines"):
        list(show.lines(tmp_path, "tiny", worst=-1))
