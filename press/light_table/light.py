"""What is on the table now, as all browsers see it: one state, told whole with each change."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from press.light_table.pictures import Kept, Pictures
from press.light_table.request import Request
from press.light_table.state import Event, Table, after, told
from press.light_table.worker import PATIENCE, Worker

BREATH = 15.0
"""Seconds of quiet after which a comment is sent, so that a connection that died is noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is on the table, and where it is served."""

    root: Path
    publication: str
    edition: str
    editions: tuple[str, ...]
    port: int
    editor: str
    """The address under which the editor opens `{path}` at `{line}`; empty where none was named."""
    patience: float = PATIENCE


class Light:
    """The table as all browsers see it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.token = secrets.token_urlsafe(24)
        self.pictures = Pictures()
        self.edition = place.edition
        self.tables = {place.edition: self._empty(place.edition)}
        self.asked = Request()
        self.stopped = asyncio.Event()
        self._version = 0
        self._changed = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self.worker = Worker(
            place.root, place.publication, self._from_worker, patience=place.patience
        )

    def _empty(self, edition: str) -> Table:
        place = self.place
        return Table(publication=place.publication, edition=edition, editions=place.editions)

    @property
    def table(self) -> Table:
        """What is shown now."""
        return self.tables[self.edition]

    def ask(self, **wanted: Any) -> None:
        """Have the worker look."""
        self.asked = replace(
            self.asked, **{"again": False, **wanted}, build=self.asked.build + 1,
            edition=self.edition,
        )  # fmt: skip
        self.worker.ask(self.asked)

    def turn(self, edition: str) -> bool:
        """Show another edition; false where there is none of this name."""
        if edition not in self.table.editions:
            return False
        self.edition = edition
        self.tables.setdefault(edition, self._empty(edition))
        self.ask()
        self._touch()
        return True

    def stop(self) -> None:
        """Let every browser go."""
        self.stopped.set()
        self._touch()

    async def states(self) -> AsyncIterator[str]:
        """The state, and again after each change; None when there is nothing new for a while."""
        version = -1
        while not self.stopped.is_set():
            if version != self._version:
                version = self._version
                yield f"event: table\ndata: {self._said()}\n\n"
                continue
            changed = self._changed
            try:
                await asyncio.wait_for(changed.wait(), BREATH)
            except TimeoutError:
                yield ": still here\n\n"

    def _said(self) -> str:
        plain = told(self.table)
        plain |= {
            "token": self.token,
            "version": self._version,
            "root": str(self.place.root),
            "editor": self.place.editor,
        }
        return json.dumps(plain, ensure_ascii=False)

    def _touch(self) -> None:
        self._version += 1
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def _from_worker(self, event: Event, drawn: Sequence[Any]) -> None:
        """Called in the worker's thread."""
        with suppress(RuntimeError):  # the table is closed already
            self._loop.call_soon_threadsafe(self._hear, event, drawn)

    def _hear(self, event: Event, drawn: Sequence[Any]) -> None:
        for one in drawn:
            picture = Kept(body=one.png, media="image/png", content=one.content, index=one.index)
            self.pictures.put(one.page.picture, picture)
            self.pictures.put(one.page.lines, Kept(body=one.lines, media="application/json"))
        table = self.tables.get(event.edition) or self._empty(event.edition)
        self.tables[event.edition] = after(event, table)
        self.pictures.tidy(frozenset().union(*(one.pictures for one in self.tables.values())))
        self._touch()
