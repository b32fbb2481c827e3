"""output/: a whole generation of an edition appears, or nothing changes."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from press import output
from press.errors import LockedError, MachineError, UsageError
from press.output import switch

HERE = Path(__file__).resolve().parent.parent
OLD = {"book.pdf": b"old pages", "art/cover.png": b"old cover"}
NEW = {"book.pdf": b"new pages, more of them", "art/back.png": b"new back"}


def make(root: Path, files: Mapping[str, bytes], *, publish: bool = True) -> None:
    with output.edition(root, "ignite", "print") as draft:
        for name, content in files.items():
            draft.write(name, content)
        if publish:
            draft.publish()


def standing(root: Path) -> dict[str, bytes]:
    """Everything in output/ but the locks, hidden leftovers included."""
    top = root / "output"
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in top.rglob("*")
        if path.is_file() and ".locks" not in path.parts
    }


def as_edition(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"ignite/print/{name}": content for name, content in files.items()}


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(switch, "_exchange", lambda _one, _other: False)


def test_an_edition_appears_whole_and_the_next_generation_replaces_it(tmp_path: Path) -> None:
    make(tmp_path, OLD)
    assert standing(tmp_path) == as_edition(OLD)
    make(tmp_path, NEW)
    assert standing(tmp_path) == as_edition(NEW)
    assert output.published(tmp_path, "ignite", "print") == tmp_path / "output/ignite/print"


def test_a_kernel_without_exchange_does_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_exchange(monkeypatch)
    make(tmp_path, OLD)
    make(tmp_path, NEW)
    assert standing(tmp_path) == as_edition(NEW)


def test_the_draft_lies_beside_the_edition_and_nothing_shows_before_publish(tmp_path: Path) -> None:
    make(tmp_path, OLD)
    with output.edition(tmp_path, "ignite", "print") as draft:
        path = draft.write("book.pdf", b"new")
        assert path == draft.folder / "book.pdf"
        assert draft.folder.parent == tmp_path / "output/ignite"
        assert (tmp_path / "output/ignite/print/book.pdf").read_bytes() == b"old pages"


def test_a_draft_sees_the_files_of_the_edition_that_stands(tmp_path: Path) -> None:
    with output.edition(tmp_path, "ignite", "print") as draft:
        assert draft.standing("ignite-print.pdf") is None
        draft.write("ignite-print.pdf", b"one")
        assert draft.standing("ignite-print.pdf") is None, "what is drafted does not stand"
        folder = draft.publish()
    (folder / "link.pdf").symlink_to(folder / "ignite-print.pdf")
    with output.edition(tmp_path, "ignite", "print") as draft:
        assert draft.standing("ignite-print.pdf") == b"one"
        with pytest.raises(MachineError, match="a link stands where a file belongs"):
            draft.standing("link.pdf")


def test_leaving_without_publish_changes_nothing(tmp_path: Path) -> None:
    make(tmp_path, OLD)
    make(tmp_path, NEW, publish=False)
    assert standing(tmp_path) == as_edition(OLD)


def test_an_error_on_the_way_changes_nothing_and_passes_through(tmp_path: Path) -> None:
    make(tmp_path, OLD)

    def fail() -> None:
        with output.edition(tmp_path, "ignite", "print") as draft:
            draft.write("book.pdf", b"new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert standing(tmp_path) == as_edition(OLD)


def test_an_empty_generation_is_refused(tmp_path: Path) -> None:
    make(tmp_path, OLD)
    with pytest.raises(MachineError, match="nothing was made"):
        make(tmp_path, {})
    assert standing(tmp_path) == as_edition(OLD)


def test_a_draft_is_done_after_publish(tmp_path: Path) -> None:
    with output.edition(tmp_path, "ignite", "print") as draft:
        draft.write("a", b"")
        draft.publish()
        with pytest.raises(RuntimeError):
            draft.write("b", b"")


@pytest.mark.parametrize("name", ["", ".", "..", "../a", "/a", "a/../../b", "a//b", "a/"])
def test_names_cannot_lead_out_of_a_draft(tmp_path: Path, name: str) -> None:
    with (
        output.edition(tmp_path, "ignite", "print") as draft,
        pytest.raises(ValueError, match="plain"),
    ):
        draft.write(name, b"x")


@pytest.mark.parametrize("name", ["", "..", "../x", "A", "a/b", ".locks", "a b"])
def test_names_of_editions_are_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError), output.edition(tmp_path, "ignite", name):
        pass
    with pytest.raises(UsageError):
        output.clean(tmp_path, name)


@pytest.mark.parametrize("mask", [0o077, 0o000, 0o777])
def test_everybody_may_read_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    with umask(mask):
        with output.edition(tmp_path, "ignite", "print") as draft:
            draft.write("art/cover.png", b"")
            (draft.folder / "by-a-program.pdf").write_bytes(b"%PDF")
            draft.publish()
        output.write_file(tmp_path, "ignite/flatplan.png", b"")
    for path in (tmp_path / "output").rglob("*"):
        wanted = 0o755 if path.is_dir() else 0o644
        assert path.stat().st_mode & 0o777 == wanted, path


# Kill -9


KILLED = """
import os, signal, sys
from pathlib import Path
from press import output
from press.output import disk, draft as drafts, single, switch

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

root, point = Path(sys.argv[1]), sys.argv[2]
plain = switch._exchange
if point == "before the switch":
    drafts.switch = die
if point == "after the switch":
    drafts.sync = die
if point == "between two steps":
    calls = []
    rename = Path.rename
    def once(self, target):
        return die() if calls else calls.append(rename(self, target))
    Path.rename = once
if point in {"between two steps", "after two steps"}:
    switch._exchange = lambda one, other: False
if point == "after two steps":
    drafts.sync = die
if point == "single file":
    Path.replace = die
    output.write_file(root, "ignite/flatplan.png", b"new")
with output.edition(root, "ignite", "print") as draft:
    draft.write("book.pdf", b"new pages, more of them")
    if point == "after a file":
        die()
    if point == "within a file":
        os.fsync = die
    draft.write("art/back.png", b"new back")
    draft.publish()
"""


@pytest.mark.parametrize(
    ("point", "stands"),
    [
        ("after a file", OLD),
        ("within a file", OLD),
        ("before the switch", OLD),
        ("between two steps", OLD),
        ("after the switch", NEW),
        ("after two steps", NEW),
        ("single file", OLD),
    ],
)
def test_kill_9_leaves_a_whole_edition_and_the_next_run_clears_up(
    tmp_path: Path, point: str, stands: dict[str, bytes]
) -> None:
    make(tmp_path, OLD)
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), point],
        check=False,
        env={**os.environ, "PYTHONPATH": str(HERE)},
    )
    assert ran.returncode == -signal.SIGKILL
    folder = output.published(tmp_path, "ignite", "print")
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*.*")} == set(stands)
    assert (folder / "book.pdf").read_bytes() == stands["book.pdf"]
    make(tmp_path, NEW, publish=False)
    left = standing(tmp_path)
    left.pop("ignite/.flatplan.png.part", None)  # a later write of the same file takes it
    assert left == as_edition(stands)
    make(tmp_path, NEW)
    output.write_file(tmp_path, "ignite/flatplan.png", b"plan")
    assert standing(tmp_path) == {**as_edition(NEW), "ignite/flatplan.png": b"plan"}


# Trouble with the machine


def test_a_file_too_large_is_told_and_loses_nothing(tmp_path: Path) -> None:
    make(tmp_path, OLD)
    with output.edition(tmp_path, "ignite", "print") as draft:
        with largest_file(1000), pytest.raises(MachineError, match="larger than") as told:
            draft.write("book.pdf", b"x" * 5000)
        assert told.value.hint
        assert told.value.place
        assert told.value.place.file == "output/ignite/print/book.pdf"
        with pytest.raises(MachineError, match="could not be written"):
            draft.publish()
    assert standing(tmp_path) == as_edition(OLD)


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only")]
)
@pytest.mark.parametrize("when", ["write", "publish"])
def test_a_full_or_read_only_disk_is_told_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str, when: str
) -> None:
    make(tmp_path, OLD)

    def fail(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    with output.edition(tmp_path, "ignite", "print") as draft:
        if when == "publish":
            draft.write("book.pdf", b"new")
        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(MachineError, match=words):
            draft.write("book.pdf", b"new") if when == "write" else draft.publish()
    assert standing(tmp_path) == as_edition(OLD)


def test_a_switch_that_fails_half_way_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, OLD)
    no_exchange(monkeypatch)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name.endswith(".draft"):
            raise OSError(errno.ENOSPC, "full")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(MachineError, match="disk is full"):
        make(tmp_path, NEW)
    assert standing(tmp_path) == as_edition(OLD)


@pytest.mark.parametrize(
    "where", ["output", "output/ignite", "output/ignite/print", "output/.locks"]
)
@pytest.mark.parametrize("what", ["file", "link"])
def test_a_file_or_a_link_in_a_folders_place_is_told_and_left(
    tmp_path: Path, where: str, what: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "print").mkdir()
    (elsewhere / "precious").write_bytes(b"keep")
    path = tmp_path / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"mine") if what == "file" else path.symlink_to(elsewhere)
    with pytest.raises(MachineError, match=f"a {what} stands") as told:
        make(tmp_path, NEW)
    assert told.value.hint
    assert told.value.place
    assert told.value.place.file == where
    assert (elsewhere / "precious").read_bytes() == b"keep"
    assert list((elsewhere / "print").iterdir()) == []
    assert path.is_symlink() if what == "link" else path.read_bytes() == b"mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_leave_to_write_is_told(tmp_path: Path) -> None:
    make(tmp_path, OLD)
    (tmp_path / "output/ignite").chmod(0o555)
    with pytest.raises(MachineError, match="may not write"):
        make(tmp_path, NEW)
    (tmp_path / "output/ignite").chmod(0o755)
    assert standing(tmp_path) == as_edition(OLD)


def test_a_missing_root_is_told(tmp_path: Path) -> None:
    with pytest.raises(MachineError):
        make(tmp_path / "nowhere", NEW)


def test_a_link_in_a_draft_is_neither_followed_nor_published(tmp_path: Path) -> None:
    make(tmp_path, OLD)
    outside = tmp_path / "outside"
    outside.mkdir()
    with output.edition(tmp_path, "ignite", "print") as draft:
        (draft.folder / "art").symlink_to(outside)
        with pytest.raises(MachineError):
            draft.write("art/x.png", b"x")
    with output.edition(tmp_path, "ignite", "print") as draft:
        (draft.folder / "art").symlink_to(outside)
        draft.write("a.pdf", b"x")
        with pytest.raises(MachineError):
            draft.publish()
    assert list(outside.iterdir()) == []
    assert standing(tmp_path) == as_edition(OLD)


# Two at once


def test_the_second_writer_is_told_at_once_who_writes(tmp_path: Path) -> None:
    with output.edition(tmp_path, "ignite", "print") as draft:
        with pytest.raises(LockedError, match=f"process {os.getpid()} is writing") as told:
            make(tmp_path, NEW)
        assert told.value.hint
        assert told.value.exit_code == 4
        with pytest.raises(LockedError):
            output.clean(tmp_path, "ignite")
        with output.edition(tmp_path, "ignite", "screen") as other:  # another edition is free
            other.write("a", b"")
            other.publish()
        draft.write("book.pdf", b"")
        draft.publish()
    make(tmp_path, OLD)


def test_a_writer_in_another_process_holds_the_lock_until_it_dies(tmp_path: Path) -> None:
    holding = (
        "import sys, time; from pathlib import Path; from press import output\n"
        "with output.edition(Path(sys.argv[1]), 'ignite', 'print'):\n"
        "    print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(tmp_path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(HERE)},
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(LockedError, match=f"process {other.pid} "):
            make(tmp_path, NEW)
        other.kill()
    make(tmp_path, NEW)
    assert standing(tmp_path) == as_edition(NEW)


# published, write_file, clean


def test_an_edition_that_was_not_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has not been made"):
        output.published(tmp_path, "ignite", "print")
    make(tmp_path, OLD)
    with pytest.raises(UsageError) as told:
        output.published(tmp_path, "ignite", "prin")
    assert "print" in told.value.hint


def test_a_single_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = output.write_file(tmp_path, "ignite/flatplan.png", b"one")
    assert path == tmp_path / "output/ignite/flatplan.png"
    with largest_file(1000), pytest.raises(MachineError):
        output.write_file(tmp_path, "ignite/flatplan.png", b"x" * 5000)
    assert standing(tmp_path) == {"ignite/flatplan.png": b"one"}
    output.write_file(tmp_path, "ignite/flatplan.png", b"two")
    assert path.read_bytes() == b"two"


@pytest.mark.parametrize("name", ["x", "../x.png", "/x.png", "a/b/c.png", ".x.png", ".store/a.b"])
def test_a_single_file_stands_in_output_or_a_publication(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="“"):
        output.write_file(tmp_path, name, b"")


def test_a_single_file_does_not_follow_a_link(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    mine = tmp_path / "mine"
    mine.write_bytes(b"mine")
    (tmp_path / "output/report.html").symlink_to(mine)
    output.write_file(tmp_path, "report.html", b"made")
    assert mine.read_bytes() == b"mine"
    assert standing(tmp_path) == {"report.html": b"made"}


def test_clean_takes_one_publication_or_all_and_keeps_the_rest(tmp_path: Path) -> None:
    make(tmp_path, OLD)
    output.write_file(tmp_path, "ignite/flatplan.png", b"plan")
    output.write_file(tmp_path, "report.html", b"report")
    with output.edition(tmp_path, "other", "epub") as draft:
        draft.write("book.epub", b"book")
        draft.publish()
    (tmp_path / "output/.store").mkdir()
    (tmp_path / "output/.store/part").write_bytes(b"part")
    top = tmp_path / "output"
    assert output.clean(tmp_path, "ignite") == [top / "ignite/flatplan.png", top / "ignite/print"]
    assert output.clean(tmp_path, "ignite") == []
    assert set(standing(tmp_path)) == {"other/epub/book.epub", "report.html", ".store/part"}
    output.clean(tmp_path, None)
    assert set(standing(tmp_path)) == {".store/part"}


def test_clean_removes_links_and_not_what_they_point_to(tmp_path: Path) -> None:
    make(tmp_path, OLD)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_bytes(b"keep")
    (tmp_path / "output/ignite/print/link").symlink_to(outside)
    (tmp_path / "output/ignite/web").symlink_to(outside)
    output.clean(tmp_path, "ignite")
    assert (outside / "precious").read_bytes() == b"keep"
    (tmp_path / "output/ignite").symlink_to(outside)
    for name in ("ignite", None):
        with pytest.raises(MachineError, match="a link stands"):
            output.clean(tmp_path, name)
    assert (outside / "precious").read_bytes() == b"keep"


def test_clean_of_nothing_is_nothing(tmp_path: Path) -> None:
    assert output.clean(tmp_path, None) == []
    assert not (tmp_path / "output").exists()
