"""The worker seen from the server: started, asked, listened to, and replaced when it fails.

A worker that dies or says nothing for too long loses nothing but its warmth: the next one reads
everything anew and is asked again what the last one was asked.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from press.light_table.request import Request
from press.light_table.state import Event, Failed, Note, Same, Settled

PATIENCE = 60.0
"""Seconds of silence after which a worker that has something to do is taken to hang."""
DEATHS = 3
"""Workers that may die of one request before it is told."""
Told = Callable[[Event, Sequence[Any]], None]
"""Takes an event and the pages that were drawn for it."""


def _work(connection: Connection, root: str, publication: str) -> None:
    from press.light_table import builds  # noqa: PLC0415 (the engine, in the worker alone)

    builds.work(connection, root, publication)


class Worker:
    """The one worker there is, whichever process it is at the moment."""

    def __init__(
        self, root: Path, publication: str, told: Told, *, patience: float = PATIENCE
    ) -> None:
        self._root = root
        self._publication = publication
        self._told = told
        self._patience = patience
        self._request: Request | None = None
        self._busy = False
        self._heard = 0.0
        self._deaths = 0
        self._stopping = False
        self._lock = threading.Lock()
        self._asked = threading.Event()
        self._connection: Connection | None = None
        self._process: Any = None
        self._thread = threading.Thread(target=self._serve, name="worker", daemon=True)

    @property
    def process(self) -> int | None:
        """The number of the process; none between two."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Begin; the first request may be asked at once."""
        self._thread.start()

    def ask(self, request: Request) -> None:
        """Ask; what was asked before is let go."""
        with self._lock:
            self._request, self._busy = request, True
            self._heard, self._deaths = time.monotonic(), 0
            self._asked.set()
            if self._connection is not None:
                with suppress(OSError):  # it is dead; the next one is asked when it starts
                    self._connection.send(request)

    def stop(self) -> None:
        """End the worker."""
        self._stopping = True
        self._asked.set()
        self._end()
        if self._thread.is_alive():
            self._thread.join(5)

    def _serve(self) -> None:
        while self._wanted():
            self._begin()
            self._listen()
            self._end()
            self._account()

    def _wanted(self) -> bool:
        self._asked.wait()
        return not self._stopping

    def _begin(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_work, args=(theirs, str(self._root), self._publication), daemon=True
        )
        process.start()
        theirs.close()
        with self._lock:
            self._process, self._connection = process, ours
            if self._request is not None:
                self._busy, self._heard = True, time.monotonic()
                ours.send(self._request)

    def _listen(self) -> None:
        """Pass on what it says, until it dies or hangs."""
        connection = self._connection
        while connection is not None and not self._stopping:
            try:
                if connection.poll(min(1.0, self._patience / 4)):
                    event, drawn = connection.recv()
                    self._note(event)
                    self._told(event, drawn)
                    continue
            except (EOFError, OSError):
                return
            if self._busy and time.monotonic() - self._heard > self._patience:
                return

    def _note(self, event: Event) -> None:
        with self._lock:
            self._heard = time.monotonic()
            newest = self._request is not None and event.build >= self._request.build
            if newest and isinstance(event, Settled | Failed | Same):
                self._busy, self._deaths = False, 0

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
            connection, self._connection = self._connection, None
        if process is not None:
            process.kill()
            process.join(5)
        if connection is not None:
            connection.close()

    def _account(self) -> None:
        """Say so when workers die of one request again and again, and wait for another."""
        if self._stopping or not self._busy or self._request is None:
            return
        self._deaths += 1
        if self._deaths < DEATHS:
            return
        with self._lock:
            self._asked.clear()
            request, self._busy = self._request, False
        note = Note(
            weight="stop",
            code="",
            message=f"the worker ended {DEATHS} times at this",
            remedy="take back what was changed last, or save again",
        )
        self._told(Failed(edition=request.edition, build=request.build, notes=(note,)), ())
