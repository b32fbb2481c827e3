"""Walks `cases/`: each folder is laid over the tiny publication, and the press is heard."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from press import build, manuscript, publication
from press.book.assemble import assemble
from press.errors import PressError
from press.proofreading import FAMILIES, Copy, copy_findings, guards

REQUIRED = os.environ.get("PRESS_REQUIRE_TOOLS") == "1"
"""Whether an absent checking program fails what asks for it."""
HERE = Path(__file__).parent
TINY = HERE / "publications" / "tiny"
CASES = sorted(path.parent for path in (HERE / "cases").glob("*/expected.txt"))
NEAR_MISSES = [case for case in CASES if (case / "near-miss").is_dir()]
OF_THE_CASE = {"expected.txt", "stage.txt", "near-miss"}
"""What a case says of itself; everything else in it is laid over tiny."""


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
    """What the press says before it sets a page: of quotes, of glyphs."""
    for room in ("layouts", "assets"):
        shutil.copytree(HERE.parent / room, root / room, dirs_exist_ok=True)
    try:
        work = build.load(root, "tiny")
    except PressError as error:
        return [str(single) for single in error.errors]
    return [
        str(finding) for finding in copy_findings(Copy(book=work.book, faces=work.faces), guards())
    ]


def to_style(root: Path) -> list[str]:
    """What a copy-editor would mark before a page is set."""
    for room in ("layouts", "assets"):
        shutil.copytree(HERE.parent / room, root / room, dirs_exist_ok=True)
    found = copy_findings(build.copy_of(build.load(root, "tiny")), {"style": FAMILIES["style"]})
    if any(one.code == "spelling-not-checked" for one in found) and not REQUIRED:
        pytest.skip("the spelling cannot be checked on this machine")
    return [str(one) for one in found]


STAGES: dict[str, Callable[[Path], Sequence[str]]] = {
    "manuscript": to_manuscript,
    "book": to_book,
    "proof": to_proof,
    "style": to_style,
}
"""How far the press climbs; later stages are added here, a function each."""


def run(root: Path, stage: str) -> Sequence[str]:
    """What the press says, line by line, when it climbs to a stage."""
    if stage not in STAGES:
        pytest.skip(f"the stage “{stage}” is not here yet")
    return STAGES[stage](root)


def stage_of(case: Path) -> str:
    """The stage that a case is about."""
    file = case / "stage.txt"
    return file.read_text(encoding="utf-8").strip() if file.exists() else "manuscript"


def lay(root: Path, case: Path) -> None:
    """Lay a case over tiny; its `assets/` goes beside `manuscript/`."""
    tiny = root / "manuscript" / "tiny"
    if not tiny.exists():
        shutil.copytree(TINY, tiny)
    for source in sorted(case.iterdir()):
        if source.name in OF_THE_CASE:
            continue
        target = root / "assets" if source.name == "assets" else tiny / source.name
        if source.is_dir() and not source.is_symlink():
            shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
        else:
            target.unlink(missing_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)
    for mark in sorted(tiny.rglob("*.deleted")):
        mark.with_suffix("").unlink()
        mark.unlink()


def test_tiny_is_faultless(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "manuscript" / "tiny")
    assert run(tmp_path, "manuscript") == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, tmp_path: Path) -> None:
    lay(tmp_path, case)
    said = run(tmp_path, stage_of(case))
    wanted = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in wanted if line.strip()]
    for line in wanted:
        assert any(line in one for one in said), f"not said: {line}\nsaid: {said}"
    unwanted = [one for one in said if not any(line in one for line in wanted)]
    assert not unwanted, f"said besides: {unwanted}"


@pytest.mark.parametrize("case", NEAR_MISSES, ids=lambda case: case.name)
def test_near_miss(case: Path, tmp_path: Path) -> None:
    lay(tmp_path, case / "near-miss")
    assert run(tmp_path, stage_of(case)) == []
