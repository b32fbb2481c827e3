"""Walks `cases/`: each folder is laid over the tiny publication, and the press is heard."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from press import build, check, manuscript, publication, reading, works, yaml
from press.book.assemble import assemble
from press.compose import Composer
from press.errors import PressError
from press.proofreading import copy_findings
from press.proofreading.families import FAMILIES
from press.reading import Facts, Link, Structure
from tests.conftest import REPOSITORY, TINY, change

REQUIRED = os.environ.get("PRESS_REQUIRE_TOOLS") == "1"
"""Whether an absent checking program fails what asks for it."""
CASES = sorted(path.parent for path in (REPOSITORY / "tests" / "cases").glob("*/expected.txt"))
NEAR_MISSES = [case for case in CASES if (case / "near-miss").is_dir()]
OF_THE_CASE = {"expected.txt", "stage.txt", "near-miss"}
"""What a case says of itself; everything else in it is laid over tiny."""
BESIDE = {"assets", "layouts", "facts.yaml"}
"""What lies beside `manuscript/`, not in it."""
CODE = re.compile(r"(?:^|: )([a-z]+(?:-[a-z]+)*) (?:error|warning|notice): ")
"""The code of a finding."""
NO_ART = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" width="1" height="1"/>'
SAID_SOONER = {"quote-adapted": "quote-adapted-without-reason"}
"""Codes that no case can bring to light, because an earlier stage refuses what they are about."""
SHOWN_ELSEWHERE = {
    "lines-first-fit": "tests/test_even_pages.py",
    "structure-unmended": "tests/test_structure.py",
}
"""Codes that no folder can show: what is wrong is not in the files, but in the engine at hand."""


def to_manuscript(root: Path) -> list[str]:
    """What the press says until every section is read."""
    try:
        manuscript.load(publication.load(root, "tiny"), root)
    except PressError as error:
        return [str(single) for single in error.errors]
    return []


def to_book(root: Path) -> list[str]:
    """What the press says until the book is assembled."""
    try:
        order = publication.load(root, "tiny")
        assemble(order.publication, manuscript.load(order, root))
    except PressError as error:
        return [str(single) for single in error.errors]
    return []


def to_proof(root: Path) -> list[str]:
    """What the press says before it sets a page: of quotes, glyphs, references and addresses."""
    furnish(root)
    try:
        copy = build.copy_of(works.load(root, "tiny"))
    except PressError as error:
        return [str(single) for single in error.errors]
    answers = otherwise(root).get("answers")
    if answers is not None:
        copy = replace(copy, ask=lambda address: str(answers.get(address, "")))
    families = {name: family for name, family in FAMILIES.items() if name != "style"}
    return [str(finding) for finding in copy_findings(copy, families)]


def to_style(root: Path) -> list[str]:
    """What a copy-editor would mark before a page is set."""
    furnish(root)
    found = copy_findings(build.copy_of(works.load(root, "tiny")), {"style": FAMILIES["style"]})
    if any(one.code == "spelling-not-checked" and not one.place for one in found) and not REQUIRED:
        pytest.skip("the spelling cannot be checked on this machine")
    return [str(one) for one in found]


def to_edition(name: str, root: Path) -> list[str]:
    """What `invoke check` says of an edition."""
    furnish(root)
    with patch.object(reading, "read", partial(misread, reading.read, otherwise(root))):
        try:
            return [str(one) for one in check.check(root, "tiny", edition=name).findings]
        except PressError as error:
            return [str(single) for single in error.errors]


EDITIONS = ("print", "screen", "web")
STAGES: dict[str, Callable[[Path], Sequence[str]]] = {
    "manuscript": to_manuscript,
    "book": to_book,
    "proof": to_proof,
    "style": to_style,
    **{name: partial(to_edition, name) for name in EDITIONS},
}
"""How far the press climbs; later stages are added here, a function each."""


def furnish(root: Path) -> None:
    """Give a checkout the layouts and assets that its case does not bring, as links."""
    (root / "layouts").mkdir(exist_ok=True)
    for layout in (REPOSITORY / "layouts").iterdir():
        if not (root / "layouts" / layout.name).exists():
            (root / "layouts" / layout.name).symlink_to(layout)
    if (root / "assets").exists():  # below it the press follows no link
        shutil.copytree(REPOSITORY / "assets", root / "assets", dirs_exist_ok=True)
    else:
        (root / "assets").symlink_to(REPOSITORY / "assets")


FACTS = {"pages", "unembedded", "answers", "links", "loose", "unheard"}
"""What a case may say of the finished file and of the network."""


def otherwise(root: Path) -> Mapping[str, Any]:
    """What a case's `facts.yaml` says of the finished file and of the network."""
    file = root / "facts.yaml"
    if not file.exists():
        return {}
    said: Mapping[str, Any] = yaml.read(file.read_text(encoding="utf-8"), file=file.name).value
    assert set(said) <= FACTS, f"facts.yaml does not know {set(said) - FACTS}"
    return said


def misread(
    read: Callable[..., Facts], said: Mapping[str, Any], content: bytes, *kept: Any
) -> Facts:
    """The facts of a file, but for those that a case gives otherwise."""
    facts = read(content, *kept)
    labels = said.get("pages", {})
    assert set(labels) <= {page.label for page in facts.pages}, "there is no such page"
    pages = tuple(
        replace(page, label=labels.get(page.label, page.label))
        for page in facts.pages
        if labels.get(page.label) != "lost"
    )
    facts = replace(facts, pages=pages, links=tuple(mistold(facts, str(said.get("links", "")))))
    facts = replace(facts, structure=misheard(facts, said))
    return replace(facts, unembedded=facts.unembedded | {*said.get("unembedded", ())})


def mistold(facts: Facts, how: str) -> Iterator[Link]:
    """The links of a file, the first of them `untagged` or `undescribed`."""
    for index, link in enumerate(facts.links):
        if index or not how:
            yield link
        elif how == "untagged":
            yield replace(link, tagged=False)
        else:
            yield replace(link, contents=link.name)


def misheard(facts: Facts, said: Mapping[str, Any]) -> Structure:
    """The structure of a file without the words of a piece, and with loose pieces on pages."""
    heard = facts.structure
    if not facts.tagged:  # print, against which the edition of the case is held
        return heard
    gone = str(said.get("unheard", ""))
    numbers = {page.label: page.index for page in facts.pages}
    loose = {numbers[label]: int(count) for label, count in said.get("loose", {}).items()}
    kept = tuple(one for one in heard.said if not gone or gone not in one.text)
    assert bool(gone) is (len(kept) < len(heard.said)), "there is no such piece"
    return replace(heard, said=kept, loose=loose or heard.loose)


def run(root: Path, case: Path) -> Sequence[str]:
    """What the press says, line by line, when it climbs to the stage of a case.

    Of an edition every error and warning counts, and a notice where the case is about its code.
    """
    file = case / "stage.txt"
    stage = file.read_text(encoding="utf-8").strip() if file.exists() else "manuscript"
    said = STAGES[stage](root)
    if stage not in EDITIONS:
        return said
    return [one for one in said if " notice: " not in one or codes([one]) <= codes(expected(case))]


def expected(case: Path) -> list[str]:
    """The lines that the press must say of a case."""
    lines = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip()]


def codes(lines: Sequence[str]) -> set[str]:
    """The codes of findings."""
    return {match[1] for line in lines if (match := CODE.search(line))}


def lay(root: Path, case: Path) -> None:
    """Lay a case over tiny; a layout that it brings is the one in which tiny is set."""
    tiny = root / "manuscript" / "tiny"
    if not tiny.exists():
        shutil.copytree(TINY, tiny)
    for source in sorted(case.iterdir()):
        if source.name in OF_THE_CASE:
            continue
        target = (root if source.name in BESIDE else tiny) / source.name
        if source.is_dir() and not source.is_symlink():
            shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
        else:
            target.unlink(missing_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)
    for mark in sorted(tiny.rglob("*.deleted")):
        mark.with_suffix("").unlink()
        mark.unlink()
    for layout in (root / "layouts").glob("*"):
        change(tiny / "publication.yaml", "layout: ignite", f"layout: {layout.name}")


@pytest.fixture(autouse=True)
def without_art(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave generated art out: it costs a third of an edition, and no case is about it."""
    monkeypatch.setattr(Composer, "drawn", lambda _composer, _name: NO_ART)


def test_tiny_is_faultless(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "manuscript" / "tiny")
    assert to_manuscript(tmp_path) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path) -> None:
    lay(tmp_path, case)
    said = run(tmp_path, case)
    wanted = expected(case)
    for line in wanted:
        assert any(line in one for one in said), f"not said: {line}\nsaid: {said}"
    unwanted = [one for one in said if not any(line in one for line in wanted)]
    assert not unwanted, f"said besides: {unwanted}"


@pytest.mark.parametrize("case", NEAR_MISSES, ids=lambda case: case.name)
def test_near_miss(case: Path, tmp_path: Path) -> None:
    lay(tmp_path, case / "near-miss")
    assert run(tmp_path, case) == []


def test_every_code_has_a_case_and_a_near_miss() -> None:
    shown = {code for case in NEAR_MISSES for code in codes(expected(case))}
    asked = {rule.code for family in FAMILIES.values() for rule in family.rules}
    assert asked - shown == {*SAID_SOONER, *SHOWN_ELSEWHERE}
    for code, file in SHOWN_ELSEWHERE.items():
        assert code in (REPOSITORY / file).read_text(encoding="utf-8")
    assert set(SAID_SOONER.values()) <= {case.name for case in NEAR_MISSES}
