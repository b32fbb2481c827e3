"""What a fork finds out comes back, and so does what stops it."""

from __future__ import annotations

import os
import signal
import sys
import threading

import pytest

from press import forks
from press.errors import ContentError, MachineError, Place

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks are for Linux alone")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a run of the press, where pytest's own threads are not."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def test_what_a_fork_finds_comes_back() -> None:
    with forks.beside(lambda: (os.getpid(), ["said"])) as answer:
        process, said = answer()
    assert said == ["said"]
    assert process != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_what_stops_a_fork_stops_who_asks() -> None:
    def fail() -> None:
        raise ContentError("a fault", place=Place("a.md", 3), hint="mend it")

    with forks.beside(fail) as answer, pytest.raises(ContentError, match=r"a.md:3: error: a fault"):
        answer()


def test_a_fork_that_is_killed_is_told_of() -> None:
    with (
        forks.beside(lambda: os.kill(os.getpid(), signal.SIGKILL)) as answer,
        pytest.raises(MachineError, match="came to its end"),
    ):
        answer()


def test_a_fork_goes_when_nobody_asks() -> None:
    began, tells = os.pipe()

    def wait() -> None:
        os.write(tells, str(os.getpid()).encode())
        signal.pause()

    with forks.beside(wait):
        process = int(os.read(began, 20))
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    os.close(began)
    os.close(tells)


def test_nothing_is_forked_among_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    with forks.beside(os.getpid) as answer:
        assert answer() == os.getpid()
