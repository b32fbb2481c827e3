"""Chromium, driven by playwright: opened once, on a thread of its own, and without a network.

Playwright is an optional extra; where it or Chromium is absent, nothing was looked at.
"""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from press.tools.programs import NotChecked, absent, program

HOST = "press.invalid"
"""Where a site stands while it is looked at; RFC 2606 keeps the name from ever being a host."""
FOLDER = "/below/"
"""The path below which it stands: a site works below any."""
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage")
Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chromium:
    """A browser that runs."""

    version: str
    _browser: Any = field(repr=False)
    _thread: ThreadPoolExecutor = field(repr=False)

    def look(self, ask: Callable[[Any], Seen]) -> Seen:
        """Hand playwright's browser to a function, on the thread on which it lives."""
        return self._thread.submit(ask, self._browser).result()


@contextmanager
def browsing(*, required: bool) -> Iterator[Chromium | NotChecked]:
    """Chromium, as long as it is needed.

    Raises:
        MachineError: it or playwright is absent though required.
    """
    path = program("playwright")
    if path is None:
        yield absent("playwright", required=required)
        return
    # Playwright runs its caller on a stack of its own, and asks for a thread without an event loop.
    with ThreadPoolExecutor(max_workers=1) as thread:
        playwright = thread.submit(_started).result()
        try:
            browser = thread.submit(_launched, playwright, path).result()
            try:
                yield Chromium(version=browser.version, _browser=browser, _thread=thread)
            finally:
                thread.submit(browser.close).result()
        finally:
            thread.submit(playwright.stop).result()


def _started() -> Any:
    return import_module("playwright.sync_api").sync_playwright().start()


def _launched(playwright: Any, path: str) -> Any:
    # The press hides the machine's fonts from its engine; a browser without any comes down.
    surroundings = {name: said for name, said in os.environ.items() if name[:10] != "FONTCONFIG"}
    return playwright.chromium.launch(
        executable_path=path, args=list(ARGUMENTS), env=surroundings, timeout=60_000
    )


@dataclass(slots=True, kw_only=True)
class Tab:
    """A page that is open, and what went wrong while it was opened."""

    page: Any
    said: list[str] = field(default_factory=list)
    """What stands on the console, and what was not loaded."""
    outside: list[str] = field(default_factory=list)
    """What it asked of other hosts, and did not get."""

    def open(self, file: str, *, width: int) -> None:
        """Open a page of the site, light and at some width in CSS pixels."""
        self.page.goto("about:blank")  # what the page before still asks for is let go, not told
        self.said.clear()
        self.outside.clear()
        self.view(width=width, scheme="light")
        self.page.goto(address(file), wait_until="load")
        self.page.evaluate("document.fonts.ready.then(() => 1)")  # its own letters, not others

    def view(self, *, width: int, scheme: str) -> None:
        """Look at it at another width, or in another scheme."""
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


def address(file: str) -> str:
    """Where a file of the site stands."""
    return f"http://{HOST}{FOLDER}{file}"


def tab(browser: Any, files: Mapping[str, bytes]) -> Tab:
    """A tab in which a site stands, served from memory; nothing else is let through."""
    page = browser.new_page(reduced_motion="reduce")
    made = Tab(page=page)

    def served(route: Any) -> None:
        asked = urlsplit(route.request.url)
        file = unquote(asked.path).removeprefix(FOLDER)
        if asked.netloc != HOST:
            made.outside.append(route.request.url)
            route.abort()
        elif file not in files:
            route.fulfill(status=404, body="")
        else:
            kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
            route.fulfill(body=files[file], content_type=kind)

    page.route("**/*", served)
    page.on("console", lambda told: made.said.append(told.text))
    page.on("pageerror", lambda error: made.said.append(str(error)))
    return made
