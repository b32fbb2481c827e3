"""A real browser for tests: Debian's Chromium in one tab, driven by playwright, with axe-core.

Where `PRESS_REQUIRE_TOOLS=1` stands in the environment, an absent judge fails its tests; elsewhere
they are skipped as not checked.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest

from press import tools
from press.tools import NotChecked
from press.tools.programs import script

REQUIRED = os.environ.get("PRESS_REQUIRE_TOOLS") == "1"
NARROW, WIDE = 320, 1280
"""CSS pixels: the width at which pages must reflow (WCAG 2.2, 1.4.10), and a desk's."""
SCHEMES = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Answer = TypeVar("Answer")


def checked(answer: Answer | NotChecked) -> Answer:
    """The answer of a judge who is here."""
    if isinstance(answer, NotChecked):
        pytest.skip(f"not checked: {answer.meaning}; {answer.remedy}")
    return answer


def axe_script() -> str:
    """The text of axe-core, where npm has put it."""
    return checked(script("axe", required=REQUIRED))


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
    """Looks at pages in Debian's Chromium, in one tab."""
    with tools.browsing(required=REQUIRED) as chromium:
        browser = checked(chromium)
        open_tab = browser.look(opener)
        yield lambda look: browser.look(lambda _: look(open_tab))
