"""The store: what is put is found whole or not at all, whatever happens to the files."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from press import store
from press.store import Store, digest
from tests.conftest import REPOSITORY

VALUES = st.binary(max_size=200)


def value_of(key: str) -> bytes:
    """What the tests put under a key: anybody can tell whether it is right."""
    return bytes.fromhex(key) * (int(key[:2], 16) + 1)


def files(root: Path) -> list[Path]:
    return sorted(path for path in (root / "output/.store").rglob("*") if path.is_file())


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that is soon full."""
    monkeypatch.setattr(store, "SHARE", 4_000)
    monkeypatch.setattr(store, "LARGEST", 1_000)


def test_what_is_put_is_found(tmp_path: Path) -> None:
    one, other = Store(tmp_path), Store(tmp_path)
    key = digest("a page")
    assert one.get(key) is None
    one.put(key, b"its words")
    assert one.get(key) == other.get(key) == b"its words"
    one.put(key, b"")
    assert other.get(key) == b""
    assert [path.relative_to(tmp_path).parts[:2] for path in files(tmp_path)] == [
        ("output", ".store")
    ]


@given(st.lists(VALUES), st.lists(VALUES))
def test_other_parts_make_another_key(some: list[bytes], others: list[bytes]) -> None:
    assert (digest(*some) == digest(*others)) == (some == others)


def test_a_key_is_a_digest(tmp_path: Path) -> None:
    for key in ("", "page-1", "../" * 21 + "a", "A" * 64, "a" * 63, "a" * 64 + "\n"):
        with pytest.raises(ValueError, match="no key"):
            Store(tmp_path).get(key)
        with pytest.raises(ValueError, match="no key"):
            Store(tmp_path).put(key, b"")


@given(data=st.data(), value=VALUES)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
def test_a_file_that_was_changed_is_a_miss(
    tmp_path: Path, data: st.DataObject, value: bytes
) -> None:
    kept = Store(tmp_path)
    key = digest(value)
    kept.put(key, value)
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    change = data.draw(st.sampled_from(["torn", "grown", "flipped"]))
    file.write_bytes(
        {
            "torn": whole[:at],
            "grown": whole + whole[at:],
            "flipped": whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
        }[change]
    )
    assert kept.get(key) is None
    kept.put(key, value)
    assert kept.get(key) == value
    file.unlink()


def test_a_file_under_another_name_is_a_miss(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    kept.put("a" * 64, b"words")
    (file,) = files(tmp_path)
    shutil.copy(file, file.with_name("a" * 63 + "b"))
    assert kept.get("a" * 63 + "b") is None


@pytest.mark.parametrize("step", ["output", "output/.store", "output/.store/a"])
def test_no_link_is_followed(tmp_path: Path, step: str) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    kept = Store(root)
    root.mkdir()
    kept.put("a" * 64, b"words")
    (root / step).rename(elsewhere)
    (root / step).symlink_to(elsewhere)
    before = sorted(elsewhere.rglob("*"))
    assert kept.get("a" * 64) is None
    kept.put("a" * 63 + "b", b"others")
    assert sorted(elsewhere.rglob("*")) == before


def test_what_is_no_file_is_a_miss(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    kept.put("a" * 64, b"words")
    (file,) = files(tmp_path)
    secret = tmp_path / "secret"
    file.rename(secret)
    file.symlink_to(secret)
    assert kept.get("a" * 64) is None
    file.unlink()
    os.mkfifo(file)
    assert kept.get("a" * 64) is None
    kept.put("a" * 64, b"words")
    assert kept.get("a" * 64) == b"words"
    file.unlink()
    file.mkdir()
    assert kept.get("a" * 64) is None
    kept.put("a" * 64, b"words")


@pytest.mark.parametrize("what", ["file", "nothing"])
def test_without_a_store_nothing_is_kept_and_nothing_raised(tmp_path: Path, what: str) -> None:
    root = tmp_path / "root"
    if what == "file":
        root.mkdir()
        (root / "output").write_text("a file")
    Store(root).put("a" * 64, b"words")
    assert Store(root).get("a" * 64) is None
    assert what == "nothing" or (root / "output").read_text() == "a file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_keeps_nothing(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    kept.put("a" * 64, b"words")
    folder = tmp_path / "output/.store/a"
    folder.chmod(0o555)
    kept.put("a" * 63 + "b", b"others")
    assert kept.get("a" * 64) == b"words"
    assert kept.get("a" * 63 + "b") is None
    folder.chmod(0o755)


def test_it_may_be_removed_while_it_is_used(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    kept.put("a" * 64, b"words")
    shutil.rmtree(tmp_path / "output/.store")
    assert kept.get("a" * 64) is None
    kept.put("a" * 64, b"words")
    assert kept.get("a" * 64) == b"words"


def test_a_disk_that_is_full_keeps_what_was_there(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    kept.put("a" * 64, b"words")
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, hard))
    try:
        kept.put("a" * 64, b"other words" * 100)
        kept.put("a" * 63 + "b", b"other words" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)
    assert kept.get("a" * 64) == b"words"
    assert kept.get("a" * 63 + "b") is None
    assert len(files(tmp_path)) == 1


@pytest.mark.usefixtures("small")
def test_the_least_recently_used_make_room(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    keys = [f"a{number:063x}" for number in range(40)]
    for age, key in enumerate(keys):
        kept.put(key, value_of(key)[:250])
        used = tmp_path / "output/.store/a" / key
        if used.exists():
            os.utime(used, ns=(age, age))
        assert kept.get(keys[0]) is not None, "what is used all the time stays"
    assert sum(file.stat().st_size for file in files(tmp_path)) <= 4_000
    assert kept.get(keys[-1]) == value_of(keys[-1])[:250]
    assert kept.get(keys[1]) is None


@pytest.mark.usefixtures("small")
def test_what_is_too_large_is_not_kept(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    kept.put("a" * 64, b"w" * 1_000)
    assert kept.get("a" * 64) is None
    assert not (tmp_path / "output").exists()


@pytest.mark.usefixtures("small")
def test_what_a_killed_run_left_half_written_goes_too(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    kept.put("a" * 64, b"words")
    half = tmp_path / "output/.store/a/.0123456789abcdef.part"
    half.write_bytes(b"h" * 4_000)
    os.utime(half, ns=(0, 0))
    Store(tmp_path).put("a" * 63 + "b", b"others")
    assert not half.exists()
    assert kept.get("a" * 64) == b"words"


class AStore(RuleBasedStateMachine):
    """Any order of puts, gets, other runs, lost and spoilt files."""

    keys = st.sampled_from([f"{shard}{number:063x}" for shard in "ab" for number in range(8)])

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(os.environ["PRESS_STORE_TEST"]) / os.urandom(8).hex()
        self.root.mkdir()
        self.store = Store(self.root)
        self.put: dict[str, bytes] = {}

    @rule(key=keys, value=st.binary(max_size=900))
    def put_one(self, key: str, value: bytes) -> None:
        self.store.put(key, value)
        self.put[key] = value
        assert self.store.get(key) == value

    @rule(key=keys)
    def get_one(self, key: str) -> None:
        found = self.store.get(key)
        assert found is None or found == self.put[key]

    @rule()
    def another_run(self) -> None:
        self.store = Store(self.root)

    @rule()
    def remove(self) -> None:
        shutil.rmtree(self.root / "output", ignore_errors=True)

    @precondition(lambda self: bool(files(self.root)))
    @rule(data=st.data())
    def spoil(self, data: st.DataObject) -> None:
        file = data.draw(st.sampled_from(files(self.root)))
        whole = file.read_bytes()
        file.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])

    @invariant()
    def bounded(self) -> None:
        for shard in "ab":
            held = (self.root / "output/.store" / shard).glob("*")
            assert sum(file.stat().st_size for file in held) <= store.SHARE


@pytest.mark.usefixtures("small")
def test_whatever_is_done_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESS_STORE_TEST", str(tmp_path))
    run_state_machine_as_test(
        AStore, settings=settings(max_examples=60, stateful_step_count=25, deadline=None)
    )


WRITER = """
import random, sys
from pathlib import Path
from press import store
store.SHARE, store.LARGEST = 40_000, 20_000
kept = store.Store(Path(sys.argv[1]))
chance = random.Random(sys.argv[2])
print("ready", flush=True)
while True:
    key = f"{chance.choice('ab')}{chance.randrange(40):063x}"
    value = bytes.fromhex(key) * (int(key[-2:], 16) * 4 + 1)
    found = kept.get(key)
    if found not in (None, value):
        sys.exit(f"{key}: a wrong value")
    kept.put(key, value)
"""


def test_two_runs_at_once_and_killed_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(7)
    for turn in range(6):
        runs = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, str(tmp_path), f"{turn}-{number}"],
                cwd=REPOSITORY,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for number in range(2)
        ]
        for run in runs:
            assert run.stdout is not None
            assert run.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.02, 0.25))
        for run in runs:
            run.kill()
            _, said = run.communicate()
            assert run.returncode == -signal.SIGKILL, said
        kept = Store(tmp_path)
        found = 0
        for shard in "ab":
            for number in range(40):
                key = f"{shard}{number:063x}"
                value = kept.get(key)
                assert value in {None, bytes.fromhex(key) * (int(key[-2:], 16) * 4 + 1)}
                found += value is not None
        assert found, "what was put whole is there"


def test_it_is_found_by_other_processes(tmp_path: Path) -> None:
    keys = [digest(str(number)) for number in range(50)]
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        pool.starmap(Store.put, [(Store(tmp_path), key, value_of(key)) for key in keys])
    assert [Store(tmp_path).get(key) for key in keys] == [value_of(key) for key in keys]
