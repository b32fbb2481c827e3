"""Sections that are kept: what is found is what would be parsed, and what changed is parsed."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from press import build, manuscript, publication, standing, works
from press.errors import PressError
from press.manuscript import kept
from press.manuscript.kept import Typed
from press.manuscript.section import Section
from press.proofreading import copy_findings
from press.proofreading.families import FAMILIES
from press.store import Store
from tests.conftest import REPOSITORY, change, furnish
from tests.edits import EDITS, LAMPS, SHELVES

PUBLICATIONS = ("ignite", "setting-type", "specimen", "tiny", "slips")


def tree(element: etree._Element | None) -> Any:
    """Everything that can be asked of an element."""
    if element is None:
        return None
    return (
        element.tag,
        element.sourceline,
        element.items(),
        element.text,
        element.tail,
        [tree(child) for child in element],
    )


def told(section: Section) -> Any:
    """Everything that can be asked of a section."""
    fields = {name: getattr(section, name) for name in Section.__slots__ if name != "body"}
    return fields | {"body": tree(section.body), "head": repr(section.head)}


def sections(root: Path, name: str, store: Store | None = None) -> list[Any]:
    return [told(one) for one in manuscript.load(publication.load(root, name), root, store=store)]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed, as they are."""
    files: list[str] = []
    plain = manuscript._parsed

    def parse(typed: Typed, figures: Callable[..., object]) -> Section:
        files.append(typed.file)
        return plain(typed, figures)

    monkeypatch.setattr(manuscript, "_parsed", parse)
    return files


# What is kept is what is parsed


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_what_is_found_is_what_was_parsed(name: str, tmp_path: Path, parsed: list[str]) -> None:
    root = REPOSITORY
    if name in {"tiny", "slips"}:
        root = tmp_path
        shutil.copytree(REPOSITORY / "tests/publications" / name, root / "manuscript" / name)
    plain = sections(root, name)
    store = Store(tmp_path)
    assert sections(root, name, store) == plain
    parsed.clear()
    assert sections(root, name, store) == plain
    assert parsed == []


def test_a_blind_store_parses_all(checkout: Path, parsed: list[str]) -> None:
    count = len(sections(checkout, "tiny", Store(checkout)))
    sections(checkout, "tiny", Store(checkout, blind=True))
    assert len(parsed) == 2 * count


def test_an_edited_section_alone_is_parsed(checkout: Path, parsed: list[str]) -> None:
    store = Store(checkout)
    sections(checkout, "tiny", store)
    parsed.clear()
    change(checkout / "manuscript/tiny" / LAMPS, "kind: essay", "kind:  essay")
    assert sections(checkout, "tiny", store) == sections(checkout, "tiny")
    assert parsed[:1] == [f"manuscript/tiny/{LAMPS}"]
    assert parsed[1:] == [one["file"] for one in sections(checkout, "tiny")]


def in_another_file(typed: Typed) -> Typed:
    return Typed(file="manuscript/tiny/a.md", language=typed.language, content=typed.content)


def in_another_language(typed: Typed) -> Typed:
    return Typed(file=typed.file, language="fr", content=typed.content)


def with_another_byte(typed: Typed) -> Typed:
    return Typed(file=typed.file, language=typed.language, content=typed.content + b"\n")


@pytest.mark.parametrize("other", [in_another_file, in_another_language, with_another_byte])
def test_a_key_is_of_all_that_is_parsed(other: Callable[[Typed], Typed]) -> None:
    typed = Typed(file="manuscript/tiny/b.md", language="en-GB", content=b"---\n")
    assert typed.key == Typed(file=typed.file, language="en-GB", content=b"---\n").key
    assert other(typed).key != typed.key


@pytest.mark.parametrize("of", ["the press", "the parser of Markdown", "the reader of YAML"])
def test_another_parser_parses_again(of: str, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = Typed(file="manuscript/tiny/b.md", language="en-GB", content=b"---\n")
    before = typed.key
    if of == "the press":
        monkeypatch.setattr(standing, "press", lambda: "another")
    elif of == "the reader of YAML":
        monkeypatch.setattr("press.yaml.VERSION", "0")
    else:
        monkeypatch.setattr("markdown_it.__version__", "0")
    kept._parser.cache_clear()
    try:
        assert typed.key != before
    finally:
        kept._parser.cache_clear()


# Over edits, a run with the store says what a run from nothing says


def headed(root: Path, number: int) -> None:
    """Another head."""
    file = root / "manuscript/tiny" / SHELVES
    file.write_text(file.read_text().replace("place: Easthaven", f"place: Easthaven {number}"))


def renamed(root: Path, number: int) -> None:
    """A file under another name, or a section that is there twice, which is an error."""
    order = root / "manuscript/tiny/publication.yaml"
    (root / "manuscript/tiny/essays/a.md").write_bytes(
        (root / "manuscript/tiny" / LAMPS).read_bytes()
    )
    name = ("essays/a.md", f"{LAMPS}\n  - essays/a.md")[number % 2]
    order.write_text(order.read_text().replace(f"- {LAMPS}\n", f"- {name}\n"))


def translated(root: Path, number: int) -> None:
    """Another language."""
    order = root / "manuscript/tiny/publication.yaml"
    others = ("en-GB", "fr", "de", "en-US")
    text = order.read_text()
    for one in others:
        text = text.replace(f"\nlanguage: {one}\n", f"\nlanguage: {others[number]}\n")
    order.write_text(text)


def housed(root: Path, number: int) -> None:
    """Another house style."""
    file = root / "manuscript/tiny/house-style.yaml"
    word = ("lamp", "jury", "shelf", "book")[number]
    file.write_text(file.read_text().replace("banned:\n", f"banned:\n  {word}: thing{number}\n", 1))


def broken(root: Path, number: int) -> None:
    """What cannot be parsed, or not be assembled, or is judged to be wrong."""
    file = root / "manuscript/tiny" / (LAMPS, SHELVES)[number % 2]
    fault = (
        "See [nothing](#not-there).", "A <b>tag</b>.", "![It](nothing.png)", "He said 10% twice."
    )[number]  # fmt: skip
    file.write_text(f"{file.read_text()}\n{fault}\n")


def restored(root: Path, number: int) -> None:
    """The order as it was at first, or the house style."""
    name = ("publication.yaml", "house-style.yaml")[number % 2]
    kept_at_first = REPOSITORY / "tests/publications/tiny" / name
    (root / "manuscript/tiny" / name).write_bytes(kept_at_first.read_bytes())


def spoilt(root: Path, number: int) -> None:
    """Values of the store, torn."""
    for file in sorted((root / "output/.store").rglob("*"))[number::3]:
        if file.is_file():
            file.write_bytes(file.read_bytes()[: -1 - number])


ALL = (*EDITS, headed, renamed, translated, housed, broken, restored, spoilt)
ROWS = st.lists(st.tuples(st.sampled_from(ALL), st.integers(0, 3)), min_size=1, max_size=5)


def outcome(root: Path, store: Store | None) -> Any:
    """All that is said of tiny before a page is set, or why it cannot be read."""
    try:
        work = works.load(root, "tiny", store=store)
    except PressError as error:
        return [str(one) for one in error.errors]
    chapters = [(told(one.section), tree(one.body)) for one in work.book.chapters]
    copy = build.copy_of(work)
    findings = copy_findings(copy, FAMILIES)
    return chapters, work.book.anchors, copy.sources, findings, works.digest(work)


@example([(broken, 1), (broken, 2), (translated, 1), (spoilt, 1), (renamed, 0), (housed, 2)])
@given(ROWS)
@settings(max_examples=8, deadline=None, derandomize=True)
def test_after_any_edits_the_store_makes_no_difference(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[Callable[[Path, int], None], int]]
) -> None:
    root = furnish(tmp_path_factory.mktemp("edits"))
    outcome(root, Store(root))
    for edit, number in edits:
        edit(root, number)
        assert outcome(root, Store(root)) == outcome(root, None), (edit.__name__, number)


# Figures are asked for each time


def picture(colour: str) -> bytes:
    content = io.BytesIO()
    Image.new("L", (40, 40), colour).save(content, "PNG")
    return content.getvalue()


def test_a_figure_that_went_is_missed(checkout: Path, parsed: list[str]) -> None:
    file = checkout / "assets/figures/tiny/lamp.png"
    file.parent.mkdir(parents=True)
    file.write_bytes(picture("white"))
    essay = checkout / "manuscript/tiny" / LAMPS
    essay.write_text(essay.read_text() + "\n![A lamp](lamp.png)\n\n![A lamp again](lamp.png)\n")
    store = Store(checkout)
    work = works.load(checkout, "tiny", store=store)
    parsed.clear()
    file.write_bytes(picture("black"))
    again = works.load(checkout, "tiny", store=store)
    assert parsed == []
    assert again.figures.keys() == work.figures.keys() == {"figure:lamp.png"}
    assert again.figures != work.figures
    for spoil in (lambda: file.write_bytes(b"nothing"), file.unlink):
        spoil()
        assert outcome(checkout, store) == outcome(checkout, None)
        assert len(outcome(checkout, store)) == 2


# What is torn is not found

DAMAGES: dict[str, Callable[[Any], Any]] = {
    "nothing": lambda _: None,
    "a list": list,
    "without a head": lambda told: {k: v for k, v in told.items() if k != "head"},
    "of an unknown kind": lambda told: told | {"head": told["head"] | {"kind": "sermon"}},
    "with a key more": lambda told: told | {"head": told["head"] | {"more": "is too much"}},
    "without a body's children": lambda told: told | {"body": told["body"][:-1]},
    "a tag that is none": lambda told: told | {"body": ["<", *told["body"][1:]]},
    "a line that is none": lambda told: told | {"body": ["div", "one", *told["body"][2:]]},
    "a line beyond all": lambda told: told | {"body": ["div", 10**30, *told["body"][2:]]},
    "attributes that are none": lambda told: told | {"body": ["div", 1, 7, *told["body"][3:]]},
    "text that is none": lambda told: told | {"body": ["div", 1, {}, 7, None, []]},
    "control characters": lambda told: told | {"body": ["div", 1, {}, "\0", None, []]},
    "quotes without names": lambda told: told | {"quotes": [[]]},
    "lines that are none": lambda told: told | {"lines": 3},
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_value_that_is_no_section_is_parsed_anew(
    damage: str, checkout: Path, parsed: list[str]
) -> None:
    store = Store(checkout)
    plain = sections(checkout, "tiny", store)
    file = f"manuscript/tiny/{LAMPS}"
    typed = Typed(file=file, language="en-GB", content=(checkout / file).read_bytes())
    value = store.get(typed.key)
    assert value is not None
    store.put(typed.key, json.dumps(DAMAGES[damage](json.loads(value))).encode())
    parsed.clear()
    assert sections(checkout, "tiny", store) == plain
    assert parsed == [file]


def test_a_value_that_is_cut_short_anywhere_is_no_section(checkout: Path) -> None:
    file = f"manuscript/tiny/{LAMPS}"
    typed = Typed(file=file, language="en-GB", content=(checkout / file).read_bytes())
    order = publication.load(checkout, "tiny")
    section = manuscript.section(order, checkout, order.publication.spine.index(LAMPS))
    value = kept.packed(section)
    assert told(kept.unpacked(value, typed)) == told(section)
    for end in range(len(value)):
        with pytest.raises(ValueError, match="no section"):
            kept.unpacked(value[:end], typed)
