"""A light table for tests: served in a thread, with tiny on it, and asked from outside."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press.light_table import server
from press.light_table.light import Light, Place
from tests.conftest import furnish

LONG = 60.0
"""Seconds after which a test gives up."""
EDITIONS = ("print", "screen", "large-print")
State = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A publication on a table that is served."""

    root: Path
    light: Light
    port: int

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def state(self) -> State:
        """What is told to a browser that asks now."""
        said: State = json.loads(self.light._said())
        return said

    @property
    def worker(self) -> int | None:
        """The process that sets the pages."""
        return self.light.worker.process

    def file(self, path: str) -> Path:
        """A file of tiny's manuscript."""
        return self.root / "manuscript" / "tiny" / path

    def until(self, wanted: Callable[[State], object], *, seconds: float = LONG) -> State:
        """The state, as soon as it is as wanted."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            state = self.state
            if wanted(state):
                return state
            time.sleep(0.02)
        state = self.state
        told = {name: state[name] for name in ("doing", "outcome", "checked", "stops", "changed")}
        raise AssertionError(f"it never came; {told}")

    def at_rest(self) -> State:
        """The state when everything is set and checked."""
        return self.until(lambda state: state["checked"] and not state["doing"])

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """Ask, with a path and headers that go out as they are written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        given = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in given.items():
            if value:
                connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        told = connection.getresponse()
        answer = Answer(status=told.status, headers=dict(told.getheaders()), body=b"")
        if told.headers.get("Content-Type", "").startswith("text/event-stream"):
            connection.close()
            return answer
        body = told.read()
        connection.close()
        return Answer(status=answer.status, headers=answer.headers, body=body)


@contextmanager
def laid(
    folder: Path, *, edition: str = "screen", patience: float = 30.0, port: int = 0
) -> Iterator[Laid]:
    """Lay tiny on a table, in a checkout of its own."""
    root = folder if (folder / "manuscript").exists() else furnish(folder)
    sock = server.opened(port)
    port = sock.getsockname()[1]
    place = Place(
        root=root,
        publication="tiny",
        edition=edition,
        editions=EDITIONS,
        port=port,
        editor="vscode://file/{path}:{line}",
        patience=patience,
    )
    begun = threading.Event()
    held: list[tuple[server.Running, asyncio.AbstractEventLoop]] = []

    def begin(running: server.Running) -> None:
        held.append((running, asyncio.get_running_loop()))
        begun.set()

    thread = threading.Thread(target=lambda: asyncio.run(server.run(place, sock, begin)))
    thread.start()
    assert begun.wait(LONG)
    running, loop = held[0]
    try:
        yield Laid(root=root, light=running.light, port=port)
    finally:
        loop.call_soon_threadsafe(running.stop)
        thread.join(LONG)
        sock.close()
        assert not thread.is_alive()
