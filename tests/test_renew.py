"""Nothing changed: what stands is told and not made, and whatever changed is made."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from press import build, output, renew, standing, tools
from press.errors import FindingsError, Place
from press.finding import Finding, Severity, Spot
from press.standing import Outcome
from press.store import Store, digest
from tests.conftest import REPOSITORY, change

LAMPS = "manuscript/tiny/essays/lamps.md"
ORDER = "manuscript/tiny/publication.yaml"


def text(root: Path, *, afresh: bool = False) -> Outcome:
    """The edition that is made soonest."""
    (outcome,) = renew.publish(root, "tiny", form="text", afresh=afresh)
    return outcome


@pytest.fixture
def made(checkout: Path) -> Path:
    """A checkout whose text edition stands."""
    assert not text(checkout).stood
    return checkout


def test_nothing_is_made_when_nothing_changed(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "publish", lambda *_args, **_named: pytest.fail("it was made"))
    outcome = text(made)
    assert outcome.stood
    assert outcome.edition == "text"
    assert outcome.path.read_bytes()
    assert all(file.is_file() for file in outcome.files)
    (named,) = renew.publish(made, "tiny", "text")
    assert named == outcome


def test_it_says_what_it_said_when_it_was_made(checkout: Path) -> None:
    (first,) = renew.publish(checkout, "tiny", "screen")
    (second,) = renew.publish(checkout, "tiny", "screen")
    assert second.stood
    assert (second.path, second.files, second.extent, second.pages, second.findings) == (
        first.path, first.files, first.extent, first.pages, first.findings,
    )  # fmt: skip


def test_findings_are_told_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [
        Finding(code="a", severity=Severity.NOTICE, message="m", remedy="r"),
        Finding(
            code="b",
            severity=Severity.WARNING,
            message="“m”",
            remedy="r",
            place=Place("f.md", 3),
            page="page 2 (folio 2)",
            spot=Spot(page=1, box=(0.1, 2.0, 3.0, 4.0)),
        ),
        Finding(code="c", severity=Severity.NOTICE, message="m", remedy="r", spot=Spot(page=1)),
    ]
    monkeypatch.setattr(build, "carried", lambda *_: said)
    first = text(checkout)
    second = text(checkout)
    assert second.stood
    assert first.findings == second.findings == tuple(said)


def test_afresh_makes_it_anyway(made: Path) -> None:
    assert not text(made, afresh=True).stood
    assert text(made).stood


def test_the_store_may_be_removed_at_any_time(made: Path) -> None:
    shutil.rmtree(made / "output/.store")
    assert not text(made).stood
    assert text(made).stood


def test_one_edition_that_fell_is_made_alone(checkout: Path) -> None:
    first = {one.edition: one for one in renew.publish(checkout, "tiny")}
    assert list(first) == ["print", "screen", "large-print"]
    first["screen"].path.unlink()
    second = {one.edition: one.stood for one in renew.publish(checkout, "tiny")}
    assert second == {"print": True, "screen": False, "large-print": True}
    assert all(one.stood for one in renew.publish(checkout, "tiny"))


# What it stands on


def edit(file: str, old: str = "", new: str = "") -> Callable[[Path], None]:
    """A change of a file, or one more line where nothing is replaced."""

    def apply(root: Path) -> None:
        if old:
            change(root / file, old, new)
        else:
            (root / file).write_bytes((root / file).read_bytes() + b"\n")

    return apply


def touch_nothing_but_the_bytes(root: Path) -> None:
    """Another letter in the same second, with the same size and the old times."""
    file = root / LAMPS
    facts = file.stat()
    content = file.read_bytes()
    file.write_bytes(content.replace(b"There were failures.", b"There were failurez."))
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert file.stat().st_size == facts.st_size


INPUTS: dict[str, Callable[[Path], None]] = {
    "order": edit(ORDER),
    "essay": edit(LAMPS),
    "essay-in-the-same-moment": touch_nothing_but_the_bytes,
    "house-style": edit("manuscript/tiny/house-style.yaml"),
    "template": edit("layouts/base/templates/essay.html"),
    "stylesheet": edit("layouts/ignite/styles/components.css"),
    "tokens": edit("layouts/ignite/styles/tokens.css"),
    "layout": edit("layouts/ignite/layout.yaml"),
    "font": lambda root: edit(str(next((root / "assets/fonts").rglob("*.[ot]tf"))))(root),
    "profile": edit("assets/profiles/FOGRA39L_coated.icc"),
    "figure": lambda root: (root / "assets/figures/tiny").mkdir(parents=True),
    "new-layout": lambda root: (root / "layouts/other").mkdir(),
    "link": lambda root: (root / "layouts/linked").symlink_to(root / "layouts/base"),
    "fifo": lambda root: os.mkfifo(root / "assets/fifo"),
}


@pytest.mark.parametrize("what", INPUTS)
def test_a_change_is_made(what: str, made: Path) -> None:
    before = standing.basis(made, "tiny")
    assert before is not None
    INPUTS[what](made)
    after = standing.basis(made, "tiny")
    assert after is None or after.key != before.key


def test_a_section_that_the_spine_does_not_name_is_told(made: Path) -> None:
    shutil.copy(made / LAMPS, made / "manuscript/tiny/essays/new.md")
    with pytest.raises(Exception, match="not in the spine"):
        text(made)


def test_what_belongs_to_others_changes_nothing(checkout: Path) -> None:
    made = checkout
    (made / "assets/figures/tiny").mkdir(parents=True)
    assert not text(made).stood
    (made / "assets/figures/other").mkdir(parents=True)
    (made / "assets/figures/other/picture.png").write_bytes(b"none")
    shutil.copytree(made / "manuscript/tiny", made / "manuscript/other")
    (made / "output/notes.txt").write_text("beside it")
    assert text(made).stood


def test_a_change_that_is_taken_back_stands_again(made: Path) -> None:
    change(made / LAMPS, "There were failures.", "There were none.")
    assert not text(made).stood
    change(made / LAMPS, "There were none.", "There were failures.")
    assert not text(made).stood, "the files are those of the other text"
    assert text(made).stood


def test_a_change_during_the_making_is_not_taken_for_made(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = build.carried

    def meanwhile(*given: object) -> object:
        change(checkout / LAMPS, "There were failures.", "There were none.")
        change(checkout / LAMPS, "There were none.", "There were failures.")
        return carried(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(build, "carried", meanwhile)
    assert not text(checkout).stood
    monkeypatch.undo()
    assert not text(checkout).stood
    assert text(checkout).stood


@pytest.mark.parametrize("how", ["edited", "removed", "linked", "folder"])
def test_a_published_file_that_is_not_ours_is_made_anew(how: str, made: Path) -> None:
    file = text(made).files[-1]
    content = file.read_bytes()
    if how == "folder":
        shutil.rmtree(file.parent)
    else:
        file.unlink()
    if how == "edited":
        file.write_bytes(content[:-1] + b"!")
    if how == "linked":
        (made / "same").write_bytes(content)
        file.symlink_to(made / "same")
    assert not text(made).stood
    assert file.read_bytes() == content
    assert not file.is_symlink()
    assert text(made).stood


@pytest.mark.parametrize(
    ("what", "stands"),
    [("gs", False), ("qpdf", False), ("LD_LIBRARY_PATH", False), ("LANG", True), ("TZ", True)],
)
def test_the_machine_counts_where_it_reaches_the_pages(
    what: str, stands: bool, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if what.isupper():
        monkeypatch.setenv(what, "/nowhere")
    else:
        found = tools.programs._found
        monkeypatch.setattr(
            tools.programs, "_found", lambda name: None if name == what else found(name)
        )
        if found(what) is None:
            pytest.skip(f"{what} is not here")
    assert text(made).stood is stands


def test_another_library_is_seen(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = made / "site-packages"
    (site / "weasyprint-71.0.dist-info").mkdir(parents=True)
    assert text(made).stood
    monkeypatch.syspath_prepend(str(site))
    assert not text(made).stood


def test_a_library_that_was_changed_in_place_is_seen(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = checkout / "libraries" / "mending"
    library.mkdir(parents=True)
    (library / "__init__.py").write_text("")
    (library / "words.txt").write_text("one")
    monkeypatch.syspath_prepend(str(library.parent))
    __import__("mending")
    try:
        assert not text(checkout).stood
        assert text(checkout).stood
        (library / "words.txt").write_text("another")
        assert not text(checkout).stood
    finally:
        del sys.modules["mending"]


def test_a_press_that_was_changed_while_it_ran_vouches_for_nothing(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = made / "press"
    shutil.copytree(REPOSITORY / "press", copy)
    monkeypatch.setattr(standing, "PRESS", copy)
    standing._press_at_first.cache_clear()
    try:
        assert standing.basis(made, "tiny") is not None
        (copy / "build.py").write_text("# another press\n")
        assert standing.basis(made, "tiny") is None
    finally:
        standing._press_at_first.cache_clear()


def test_where_the_system_does_not_tell_its_libraries_each_run_makes(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "MAPPED", checkout / "nothing")
    assert not text(checkout).stood
    assert not text(checkout).stood


def test_a_name_that_is_none_is_looked_for_nowhere(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "_tree", lambda *_args, **_named: pytest.fail("it was read"))
    for name in ("", "..", "../../..", "/", "tiny/../tiny", "Tiny"):
        assert standing.basis(made, name) is None


HEAVY = {"weasyprint", "pikepdf", "pypdfium2", "lxml", "PIL", "fontTools", "pydantic", "jinja2",
         "markdown_it", "tinycss2", "press.build", "press.works", "yaml"}  # fmt: skip
TELLER = """
import sys
from pathlib import Path
from press import renew
(told,) = renew.publish(Path(sys.argv[1]), "tiny", form="text")
print(told.stood, *sys.modules)
"""


def test_nothing_is_imported_to_say_that_nothing_changed(checkout: Path) -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", TELLER, checkout],
            cwd=REPOSITORY,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        for _ in range(2)
    ]
    assert [stood for stood, *_ in told] == ["False", "True"]
    assert set(told[0]) >= HEAVY
    assert not HEAVY & set(told[1])


def test_an_edition_that_was_refused_does_not_stand(made: Path) -> None:
    change(
        made / "manuscript/tiny/essays/shelves.md",
        "  reserve: Nobody has ever asked me for a quieter library.",
        "  reserve: Nobody asked.",
    )
    for _ in range(2):
        with pytest.raises(FindingsError):
            text(made)


def test_a_note_that_is_none_of_ours_is_passed_over(made: Path) -> None:
    on = standing.basis(made, "tiny")
    assert on is not None
    key = digest("edition", on.key, "text")
    told = json.loads(Store(made).get(key) or b"")
    for spoilt in (b"", b"[]", b"{", json.dumps({**told, "findings": [{}]}).encode(),
                   json.dumps({**told, "digests": {"../../x": "0"}}).encode(),
                   json.dumps({**told, "digests": {}}).encode()):  # fmt: skip
        Store(made).put(key, spoilt)
        assert standing.edition(made, on, "tiny", "text") is None


def test_an_edition_that_is_being_made_by_another_run_may_be_told(made: Path) -> None:
    with output.edition(made, "tiny", "text"):
        assert text(made).stood


LISTENER = """
import os, sys, json, builtins
from pathlib import Path

root, publication, told = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
seen = set()
opened = os.open
inside = []

def listening(path, flags, mode=0o777, *, dir_fd=None):
    inside.append(1)
    try:
        number = opened(path, flags, mode, dir_fd=dir_fd)
    finally:
        inside.pop()
    seen.add(os.readlink(f"/proc/self/fd/{number}"))
    return number

def hook(event, given):
    if event == "open" and not inside and isinstance(given[0], (str, bytes)):
        seen.add(os.path.abspath(os.fsdecode(given[0])))
    elif event in ("os.listdir", "os.scandir") and isinstance(given[0], (str, bytes)):
        seen.add(os.path.abspath(os.fsdecode(given[0])))

os.open = listening
sys.addaudithook(hook)
from press import renew, standing, works
for edition in sys.argv[4:]:
    list(renew.publish(root, publication, edition))
os.open = opened
Path(told).write_text(json.dumps({"seen": sorted(seen), "libraries": standing.loaded()}))
"""
"""Makes editions, and tells each file and folder that Python opened for it."""


def test_whatever_is_read_is_stood_on(
    checkout: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    aside = tmp_path_factory.mktemp("aside")
    editions = ("print", "offprints", "text", "epub", "web")
    subprocess.run(
        [sys.executable, "-c", LISTENER, checkout, "tiny", aside / "told.json", *editions],
        cwd=REPOSITORY,
        env={**os.environ, "TMPDIR": str(aside)},
        check=True,
    )
    told = json.loads((aside / "told.json").read_text())
    folders = [checkout / name for name in ("manuscript/tiny", "layouts", "assets", "output")]
    covered = [
        *map(str, [*folders, standing.PRESS, aside]),
        *told["libraries"],
        *standing.MACHINE,
        "/proc",
        "/dev",
        "/sys/fs/cgroup",  # how many threads a library may start
    ]
    modules = {one.removesuffix(".py") for one in told["libraries"]}
    left = []
    for path in told["seen"]:
        source = path.replace("/__pycache__", "").split(".cpython-")[0]
        if Path(path).is_file() and not any(f"{path}/".startswith(f"{one}/") for one in covered):
            left += [path] if source.removesuffix(".py") not in modules else []
    versions = ".dist-info/"  # the name of such a folder tells the version, and is stood on
    assert [path for path in left if versions not in path] == []
