"""House style: each code says its fault on its line, and is silent on what comes near it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from press import manuscript, publication, tools
from press.book.assemble import assemble
from press.errors import PressError
from press.finding import Finding
from press.manuscript import house_style, schemas
from press.manuscript.house_style import HouseStyle
from press.proofreading import Copy, judged
from press.proofreading.families import FAMILIES
from press.proofreading.style import COPY, spelling
from tests.conftest import REPOSITORY, TINY

REQUIRED = os.environ.get("PRESS_REQUIRE_TOOLS") == "1"
FILE = "manuscript/tiny/essays/lamps.md"
HEAD = """---
kind: essay
title: Who pays for the lamps
authors:
  - name: Barnaby Inkpen OBE
---
"""
FIRST = HEAD.count("\n") + 1
"""The line on which a text under the head begins."""


def copy_of(root: Path, name: str) -> Copy:
    """The copy of a publication, as build makes it, without a layout."""
    order = publication.load(root, name)
    book = assemble(order.publication, manuscript.load(order, root))
    place = order.place("title")
    files = (place.file, *(chapter.section.file for chapter in book.chapters))
    return Copy(
        book=book,
        order=place,
        style=house_style.load(order, root),
        sources=manuscript.sources(root, files),
    )


def told(root: Path, code: str = "") -> list[Finding]:
    """What the rules say of tiny: one of them, or all but the one that is about this machine."""
    rules = [one for one in COPY if one.code in {code or one.code} - {"spelling-not-checked"}]
    return judged(rules, copy_of(root, "tiny"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "manuscript" / "tiny")
    return tmp_path


def write(root: Path, text: str) -> None:
    (root / FILE).write_text(HEAD + text + "\n", encoding="utf-8")


def choose(root: Path, style: str) -> None:
    (root / "manuscript" / "tiny" / "house-style.yaml").write_text(style, encoding="utf-8")


def spells(code: str) -> None:
    """See that the spelling can be checked here."""
    has = tools.probe("typos").version if code == "misspelt" else spelling._dictionary()
    if code in {"misspelt", "word-unknown"} and has is None:
        assert not REQUIRED, f"{code} cannot be tested without its dictionary"
        pytest.skip("the dictionary is not on this machine")


@dataclass(frozen=True, kw_only=True)
class Fault:
    code: str
    text: str
    says: str
    """What the message or the remedy says."""
    line: int = 0
    """Lines after the first of the text."""


def fault(code: str, text: str, says: str, line: int = 0) -> Fault:
    return Fault(code=code, text=text, says=says, line=line)


FAULTS: Sequence[Fault] = (
    fault("spelling-preferred", "What we learned fits on a card.", "write “learnt”"),
    fault("spelling-preferred", "We asked.\n\nLearned by heart, it was soon forgotten.",
          "write “Learnt”", 2),
    fault("spelling-preferred", "It was a long evening\nand nobody had learned a thing.",
          "“learned” is spelt “learnt”", 1),
    fault("term-banned", "The stakeholders were asked.",
          "is not used here (nobody in Easthaven holds a stake); write “readers”"),
    fault("word-twice", "We paid for the the lamps.", "write “the” once"),
    fault("word-twice", "We paid for the\nthe lamps.", "write “the” once", 1),
    fault("word-twice", "We paid *for the* the lamps.", "“the the”"),
    fault("word-twice", "It is is ours. The the lamp.", "“is is”"),
    fault("word-twice", "The lamp\n\nThe the lamp is ours.", "“The the”", 2),
    fault("name-differs", "So said Barnaby Inkpin of the bill.", "write “Barnaby Inkpen”"),
    fault("name-differs", "So said Barnaby Inkepn of the bill.", "almost “Barnaby Inkpen”"),
    fault("name-differs", "The jury heard of it from\nPerpeta Shelf's notes.",
          "almost “Perpetua Shelf”", 1),
    fault("name-differs", "The Friends of Easthaven library met.",
          "almost “Friends of Easthaven Library”"),
    fault("name-differs", "Nobody in Tallow street slept.", "write “Tallow Street”"),
    fault("name-differs", "The LAMplighters met.", "almost “Lamplighters”"),
    fault("name-article", "It is read in the Old Fountain and at The Old Fountain.",
          "write “the Old Fountain”, as elsewhere"),
    fault("quote-straight", "It cost 12\" of cable.", "a straight mark is left"),
    fault("quotes-mixed", "It's the council's bill.\n\nWe called it ‘ours’.",
          "straight quotation marks and printed ones", 2),
    fault("dash", "The bill is low -far too low.", "a hyphen stands for a dash"),
    fault("dash", "The bill is low- far too low.", "a hyphen stands for a dash"),
    fault("dash", "The bill is low—far too low.", "an em rule stands for a dash"),
    fault("dash", "The bill is low – far too\nlow –and rising.", "one side only", 1),
    fault("space-twice", "The bill  is ours.", "two spaces stand in “The bill  is ours.”"),
    fault("space-twice", "We pay for this:\n\n- a lamp  and\n- a chair", "two spaces", 2),
    fault("range-hyphen", "See pages 112-9 of the report.", "a hyphen is left in “112-9”"),
    fault("range-hyphen", "We worked 9-5 on Mondays.", "a hyphen is left in “9-5”"),
    fault("range-hyphen", "It rose from 2016-2018.", "write “from 2016 to 2018”"),
    fault("range-hyphen", "It cost between £12-14 a night.", "write “between £12 and 14”"),
    fault("per-cent", "The bill rose by 10%.", "write “10 per cent”"),
    fault("per-cent", "The bill rose by 10.5 %.", "write “10.5 per cent”"),
    fault("per-cent", "The bill rose by 10 percent.", "write “per cent”"),
    fault("date-form", "We opened on 22nd November 2026.", "write “22 November 2026”"),
    fault("date-form", "We opened on the 22nd of November.", "write “22 November”"),
    fault("date-form", "We opened on November 22, 2026.", "write “22 November 2026”"),
    fault("date-form", "We opened on November 22nd.", "write “22 November”"),
    fault("date-form", "We opened on 22 November, 2026.", "write “22 November 2026”"),
    fault("date-form", "We opened on 22/11/2026.", "can be read in two ways"),
    fault("date-form", "It was the fashion of the 1990's.", "write “1990s”"),
    fault("century-form", "It is a nineteenth-century lamp.", "write the century in figures"),
    fault("stop-missing", "The bill is ours", "no full stop"),
    fault("stop-missing", "The bill is ours.\n\nNobody had read in\nthe dark,\n\nWe paid.",
          "in the dark,” and no full stop", 3),
    fault("stop-missing", "We paid these three bills:\n\nThen we went home.", "colon"),
    fault("stop-missing", "It is so.[^why]\n\n[^why]: Nobody has asked why", "no full stop", 2),
    fault("list-stops", "We paid:\n\n- for the lamps\n- for the chairs.\n- for the buns",
          "ends with a full stop (“for the chairs.”), most with no stop", 3),
    fault("list-stops", "We paid:\n\n1. For lamps.\n2. For chairs.\n3. For buns",
          "most with a full stop", 4),
    fault("list-stops", "We paid:\n\n- for lamps;\n- for chairs;\n- for buns,\n- for tea",
          "ends with no stop", 5),
    fault("misspelt", "The color of the lamps was yellow.", "write “colour”"),
    fault("misspelt", "We were asked to organize the buns.", "write “organise”"),
    fault("misspelt", "The bill was paid.\n\nWe did recieve it by mistake.", "write “receive”", 2),
    fault("word-unknown", "The lamps were glimmerous.", "“glimmerous” is in no dictionary"),
    fault("word-unknown", "Mr Inkpan paid.", "did you mean “Inkpen”?"),
)  # fmt: skip

NEAR_MISSES: Sequence[str] = (
    "A learning is not a learner, and unlearned-of things are.",
    "He had had enough, and knew that that was so; we gave her her coat.",
    "It was long, long ago. Ago it was. The lamps, the lamps were lit. We know what we know.",
    "In Walla Walla they pay more.",
    "Barnaby Inkpen's bill, and Barnaby Inkpen OBE's key. The Inkpens paid.",
    "Barnaby Shelf and Perpetua Lantern are not in this book.",
    "The friends of the library met in the town.",
    "Tallow Streets are few. TALLOW STREET, said the sign.",
    "The Old Fountain is dry. We met at the Old Fountain. Dry: The Old Fountain has no water.",
    "We read The Easthaven Lamp in bed, and *The Easthaven Lamp* again.",
    "It was 6'2\" high, and the '90s were long. 'So,' he said, 'it is \"ours\".'",
    "Two- and three-bedroom homes, long- or short-term, pre- to post-war.",
    "The lamps - all of them - were lit -- twice. The London–Paris train came.",
    "At -5 degrees nobody reads.",
    "- a lamp\n- a chair\n\nThat was all.",
    "We paid in 2016-2018, in 2018-19, from 2018-19 and on pages 112-119.",
    "Ring 555-1234 or 0207-1234 or 01632 960-000; the ISBN is 978-1-234-56789-0.",
    "It rose from 2016 to 2018 and between 12 and 14. From 16-18 to 19-21 it fell.",
    "Ten per cent of it, 10 per cent, a percentage, 10 percentage points.",
    "On 22 November 2026, on 22 November, in November 2026, in May 12 councils met.",
    "In March 2018, 12 lamps failed. The 22nd meeting in November was dull. Made on 2026-11-22.",
    "The 1990s were cold, and the '90s too.",
    "A second century of light began. The 19th-century lamp and the 20th century's bills are ours.",
    "Is it ours?\n\n'It is ours!'\n\n(It is ours.)\n\nIt is ours…\n\nIt is 'ours'.",
    "These are ours:\n\n- lamps\n- chairs\n\nHe said:\n\n'They are ours.'\n\nNothing is.",
    "It was signed by us all.\n\nBarnaby Inkpen, Wilhelmina Quill\n\nEasthaven, 2026",
    "Write to us at desk@library.example\n\nOr look at www.library.example/lamps",
    "We want:\n\n- a lamp;\n- a chair; and\n- a bun.\n\nIt is so.",
    "We want:\n\n- Who pays?\n- We pay.\n- Pay!\n\nIt is so.\n\n- a lamp\n- a chair",
    "The GPs, the NHS's MPs and the #lampsofEasthaven at www.colorful.example are ours.",
    "They said [bonjour la lumiere, color]{lang=fr} and went home.",
    "He'd've said it's o'clock in the council's and the councils' naïve café.",
    "The sixth-formers organised the colour of the centre.",
)


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: f"{case.code}: {case.text[:24]}")
def test_a_fault_is_told_on_its_line(case: Fault, root: Path) -> None:
    spells(case.code)
    write(root, case.text)
    if case.code == "name-differs":
        choose(root, "names: [Tallow Street, Lamplighters]")
    if case.code == "century-form":
        choose(root, "centuries: figures")
    found = told(root, case.code)
    said = [str(one) for one in found]
    assert len(found) == 1 or case.text.count("is is"), said
    assert case.says in said[0]
    assert found[0].place is not None
    assert (found[0].place.file, found[0].place.line) == (FILE, FIRST + case.line)


@pytest.mark.parametrize("text", NEAR_MISSES, ids=lambda text: text[:32])
def test_what_comes_near_is_not_told(text: str, root: Path) -> None:
    write(root, text)
    choose(root, "preferred: {learned: learnt}\nnames: [Tallow Street]\nwords: [sixth-formers]")
    assert [str(one) for one in told(root) if one.code != "word-unknown"] == []


def test_tiny_and_the_publications_are_clean(root: Path) -> None:
    for copy in (
        copy_of(root, "tiny"),
        copy_of(REPOSITORY, "ignite"),
        copy_of(REPOSITORY, "setting-type"),
        copy_of(REPOSITORY, "specimen"),
    ):
        found = [str(one) for one in judged(COPY, copy) if one.code != "spelling-not-checked"]
        assert found == []


def test_a_byline_without_honours_is_told(root: Path) -> None:
    file = root / "manuscript" / "tiny" / "front" / "foreword.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  - name: Barnaby Inkpen OBE", "  - name: Barnaby Inkpen"))
    (found,) = told(root)
    assert str(found).startswith("manuscript/tiny/front/foreword.md:8: name-without-honours")
    assert "write “Barnaby Inkpen OBE”" in str(found)


def test_two_bylines_of_one_name_are_told(root: Path) -> None:
    file = root / "manuscript" / "tiny" / "essays" / "shelves.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("  - name: Perpetua Shelf", "  - name: Perpetua Shelff"))
    (found,) = told(root)
    assert str(found).startswith("manuscript/tiny/essays/shelves.md:6: name-differs")
    choose(root, "names: [Perpetua Shelf, Perpetua Shelff]")
    assert told(root) == []


def test_the_order_and_the_contacts_are_read_too(root: Path) -> None:
    order = root / "manuscript" / "tiny" / "publication.yaml"
    order.write_text(order.read_text().replace("- Ambrose Lantern", "- Ambrose Lanter"))
    contacts = root / "manuscript" / "tiny" / "back" / "contacts.yaml"
    contacts.write_text(
        contacts.read_text().replace("name: Easthaven Library", "name: Easthaven Libary")
    )
    said = [str(one) for one in told(root, "name-differs")]
    assert len(said) == 2
    assert said[0].startswith("manuscript/tiny/publication.yaml:11: ")
    assert said[1].startswith("manuscript/tiny/back/contacts.yaml:5: ")


def test_a_subtitle_goes_on_after_its_title(root: Path) -> None:
    write(root, "So runs the Lamp Plan, and so it is.")
    file = root / FILE
    file.write_text(file.read_text().replace("lamps\n", "lamps\nsubtitle: The Lamp Plan\n", 1))
    said = [str(one) for one in told(root, "name-article")]
    assert len(said) == 1
    assert said[0].startswith(f"{FILE}:4: ")


def test_the_sign_may_be_chosen(root: Path) -> None:
    write(root, "It rose by 10% and by 10 per cent.")
    choose(root, "per_cent: sign")
    said = [str(one) for one in told(root, "per-cent")]
    assert len(said) == 2  # the introduction of tiny has one of its own
    assert all("write “10%”" in one for one in said)


def test_the_first_century_sets_the_form(root: Path) -> None:
    write(root, "In the 19th century it was dark; in the twentieth century it was not.")
    choose(root, "")
    (found,) = told(root, "century-form")
    assert f"write the century in figures, as at {FILE}:{FIRST}" in str(found)


def test_what_is_not_checked_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "_dictionary", lambda: None)
    monkeypatch.setenv("PATH", str(root))
    monkeypatch.setattr("sys.executable", str(root / "python"))
    spelling._typos.cache_clear()
    try:
        found = judged(COPY, copy_of(root, "tiny"))
    finally:
        spelling._typos.cache_clear()
    assert [one.code for one in found] == ["spelling-not-checked"] * 2
    assert {str(one.severity) for one in found} == {"notice"}


def test_another_language_is_not_judged_as_british(root: Path) -> None:
    order = root / "manuscript" / "tiny" / "publication.yaml"
    order.write_text(order.read_text().replace("language: en-GB", "language: de"))
    write(root, "Das Licht brannte am 22. November 2026 zu 10% -- das das.")
    found = judged(COPY, copy_of(root, "tiny"))
    assert [one.code for one in found] == ["spelling-not-checked"]


@pytest.mark.parametrize(
    ("style", "says"),
    [
        ("prefered: {a: b}", "house-style.yaml:1: error: the key “prefered” is not known here; did"
         " you mean “preferred”?"),
        ("preferred:\n  well-being: {us: wellbeing}", "the key “us” is not known here; did you mean"
         " “use”?"),
        ("preferred: {being: well being}", "“well being” has “being” in it"),
        ("banned: {utilise: ' '}", "an entry says nothing"),
        ("per_cent: figures", "house-style.yaml:1: error: “per_cent”: “figures” cannot stand here"),
        ("words: [a\n", "this cannot be read as YAML"),
        ("words: &a [b]", "the anchor “&a” is not taken"),
        ("- a list", "keys and values are wanted here"),
    ],
)  # fmt: skip
def test_a_broken_house_style_is_refused(style: str, says: str, root: Path) -> None:
    choose(root, style)
    with pytest.raises(PressError) as error:
        copy_of(root, "tiny")
    assert says in str(error.value)


def test_a_link_is_not_followed_and_a_wrong_name_not_passed_over(root: Path) -> None:
    folder = root / "manuscript" / "tiny"
    (folder / "house-style.yaml").rename(folder / "house_style.yaml")
    with pytest.raises(PressError, match=r"call it house-style\.yaml"):
        copy_of(root, "tiny")
    (folder / "house_style.yaml").rename(root / "away.yaml")
    assert copy_of(root, "tiny").style == HouseStyle()
    (folder / "house-style.yaml").symlink_to(root / "away.yaml")
    with pytest.raises(PressError, match="leads through a link"):
        copy_of(root, "tiny")


def test_the_schema_in_the_manuscript_is_fresh() -> None:
    name = "house-style.schema.json"
    written = (REPOSITORY / "manuscript" / "schemas" / name).read_text(encoding="utf-8")
    assert written == schemas.all_schemas()[name]


def test_each_code_has_an_explanation_a_fault_and_a_folder() -> None:
    codes = {one.code for one in COPY}
    assert len(codes) == len(COPY)
    assert not FAMILIES["style"].guards
    for one in COPY:
        assert 5 <= len(one.explanation.splitlines()) <= 12, one.code
    tried = {case.code for case in FAULTS} | {"name-without-honours", "spelling-not-checked"}
    assert tried == codes
    folders = {path.name for path in (REPOSITORY / "tests" / "cases").glob("style-*")}
    assert folders == {f"style-{code}" for code in codes}
