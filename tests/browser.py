"""A real browser for tests: Debian's Chromium in one tab, driven by playwright, with axe-core.

Where `PRESS_REQUIRE_TOOLS=1` stands in the environment, an absent judge fails its tests; elsewhere
they are skipped as not checked.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from press import tools

REQUIRED = os.environ.get("PRESS_REQUIRE_TOOLS") == "1"
NARROW, WIDE = 320, 1280
"""CSS pixels: the width at which pages must reflow (WCAG 2.2, 1.4.10), and a desk's."""
SCHEMES = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Path("axe-core") / "axe.min.js"


def not_checked(what: str, remedy: str) -> Any:
    """Skip, or fail where all judges are required."""
    if REQUIRED:
        pytest.fail(f"{what}: {remedy}")
    pytest.skip(f"not checked: {what}; {remedy}")


def axe_script() -> str:
    """The text of axe-core, where npm has put it."""
    npm = shutil.which("npm")
    if npm is not None:
        told = subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=False)
        for folder in (told.stdout.strip(), "node_modules"):
            if (Path(folder) / AXE).is_file():
                return (Path(folder) / AXE).read_text(encoding="utf-8")
    return str(not_checked("axe-core is not here", "npm install -g axe-core"))


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A page that is open, and what went wrong while it was opened."""

    page: Any
    said: list[str] = field(default_factory=list)
    """What stands on the console, and what was not loaded."""
    hosts: set[str] = field(default_factory=set)
    """Where it loaded from."""

    def resize(self, width: int) -> None:
        """Make the window so wide."""
        self.page.set_viewport_size({"width": width, "height": 800})

    def axe(self, script: str) -> list[str]:
        """What axe finds, each with its first place."""
        # Evaluated by the debugger, not by the page, so the page's policy may stay as it is.
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(script)
        found = self.page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, "
            "rules: {'target-size': {enabled: true}}, resultTypes: ['violations']})",
            RULES,
        )
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


Open = Callable[..., Tab]
Look = Callable[[Open], Any]
Browse = Callable[[Look], Any]


def opener(browser: Any) -> Open:
    """Opens addresses in one tab, which is quicker than to open many."""
    page = browser.new_page(reduced_motion="reduce")
    tab = Tab(page=page)
    page.on("console", lambda told: tab.said.append(told.text))
    page.on("pageerror", lambda error: tab.said.append(str(error)))
    page.on("requestfailed", lambda asked: tab.said.append(asked.url))
    page.on("request", lambda asked: tab.hosts.add(asked.url.split("/")[2]))

    def opened(address: str, *, width: int = WIDE, motion: str = "reduce") -> Tab:
        page.goto("about:blank")  # what the page before still asks for is let go, and not told
        tab.said.clear()
        tab.hosts.clear()
        tab.resize(width)
        page.emulate_media(color_scheme="light", reduced_motion=motion)
        answer = page.goto(address, wait_until="load")
        assert answer is None or answer.ok
        return tab

    return opened


@contextmanager
def browsing() -> Iterator[Browse]:
    """Looks at pages in Debian's Chromium, driven by playwright.

    It has a thread of its own: playwright runs its caller on a stack that pytest cannot look into.
    """
    program = next(filter(None, map(shutil.which, tools.TOOLS["chromium"].programs)), None)
    if program is None:
        not_checked("Chromium is not here", tools.TOOLS["chromium"].remedy)
    try:
        sync_playwright = import_module("playwright.sync_api").sync_playwright
    except ImportError:
        not_checked("playwright is not here", "install the extra “browser”")
    with ThreadPoolExecutor(max_workers=1) as thread:
        playwright = thread.submit(sync_playwright().start).result()
        # The press hides the machine's fonts from its engine; a browser without any comes down.
        surroundings = {
            name: said for name, said in os.environ.items() if not name.startswith("FONTCONFIG")
        }
        launch = functools.partial(
            playwright.chromium.launch,
            executable_path=program,
            args=["--no-sandbox", "--disable-dev-shm-usage"],
            env=surroundings,
        )
        browser = thread.submit(launch).result()
        open_tab = thread.submit(opener, browser).result()
        yield lambda look: thread.submit(look, open_tab).result()
        thread.submit(browser.close).result()
        thread.submit(playwright.stop).result()
