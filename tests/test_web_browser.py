"""The web edition before outside judges: a real Chromium, axe-core in it, and the Nu HTML Checker.

Where `PRESS_REQUIRE_TOOLS=1` stands in the environment, an absent judge fails its tests; elsewhere
they are skipped as not checked. Each judge also sees a page that is faulty, so that we notice when
he goes blind. The sites are served below a path, as they will stand; one test opens a file.
"""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from press import tools
from press.tools import NotChecked
from tests.browser import NARROW, REQUIRED, SCHEMES, WIDE, Browse, Open, Tab, axe_script
from tests.conftest import Sites

PUBLICATIONS = ("ignite", "tiny", "setting-type", "specimen")
SPACING = """
*{line-height:1.5 !important;letter-spacing:.12em !important;word-spacing:.16em !important}
p{margin-bottom:2em !important}
"""
"""What a reader may ask of text without losing any of it (WCAG 2.2, 1.4.12)."""
SPACED_OUT = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
  return [...document.querySelectorAll('h1,h2,h3,p,li,a,dd')].filter(one => {
    const box = one.getBoundingClientRect(), seen = getComputedStyle(one);
    return box.right > innerWidth + 1
      || one.scrollHeight > one.clientHeight + 4 && seen.overflowY == 'hidden'
         && !one.matches('.card');
  }).map(one => one.outerHTML.slice(0, 120));
}"""
FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const shown = [one, one.querySelector('path'), one.closest('.card')].filter(Boolean)
    .map(each => getComputedStyle(each));
  return {
    at: [...document.querySelectorAll('a[href]')].indexOf(one),
    skip: one.matches('.skip'),
    left: box.left,
    seen: shown.some(each => each.outlineStyle != 'none' && parseFloat(each.outlineWidth) >= 2
                          || parseFloat(each.strokeWidth) >= 8),
  };
}"""
LETTERS = """() => {
  const told = [];
  for (const one of document.querySelectorAll('.body > p')) {
    const range = document.createRange();
    range.selectNodeContents(one);
    const lines = new Set([...range.getClientRects()].map(box => Math.round(box.bottom / 10)));
    if (lines.size > 4) told.push(one.textContent.length / (lines.size - .5));
  }
  return told.reduce((sum, each) => sum + each, 0) / told.length;
}"""
OVER = """() => {
  const hits = [];
  for (const art of document.querySelectorAll('header .art img')) {
    const whole = art.getBoundingClientRect(), room = art.parentNode.getBoundingClientRect();
    const a = {left: Math.max(whole.left, room.left), right: Math.min(whole.right, room.right),
               top: Math.max(whole.top, room.top), bottom: whole.bottom};
    for (const text of document.querySelectorAll('header h1, header p, header li')) {
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const b of range.getClientRects())
        if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
          hits.push(text.textContent.slice(0, 60));
    }
  }
  return hits;
}"""
MOVING = """() => [...document.querySelectorAll('*')].filter(one => {
  const seen = getComputedStyle(one);
  return parseFloat(seen.transitionDuration) > 0 || seen.animationName != 'none';
}).length"""
"""What is asked of a page, in the browser."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """A tab that is closed takes no more, and that is no fault."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)


@dataclass(frozen=True, kw_only=True)
class Served:
    """The sites on a server of their own."""

    address: str
    folder: Path
    pages: list[str]
    """Every page of every site, by its path below the address."""


@pytest.fixture(scope="module")
def served(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    pages = []
    for name in PUBLICATIONS:
        site = sites(name)
        site.put(folder / "below" / name)
        pages += [f"below/{name}/{page}" for page in site.pages]
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(address=f"http://127.0.0.1:{server.server_address[1]}", folder=folder, pages=pages)
    server.shutdown()
    server.server_close()
    thread.join()


def test_every_page_is_accessible_quiet_and_fits(served: Served, browse: Browse) -> None:
    script = axe_script()
    host = served.address.removeprefix("http://")

    def faults(tab: Tab, width: int) -> Iterator[str]:
        tab.resize(width)
        for scheme in SCHEMES:
            tab.page.emulate_media(color_scheme=scheme)
            yield from (f"{scheme}: {one}" for one in tab.axe(script))
        across = tab.page.evaluate("document.documentElement.scrollWidth")
        if across > width:
            yield f"{across} pixels across"

    def look(tabs: Open) -> list[str]:
        found = []
        for path in served.pages:
            tab = tabs(f"{served.address}/{path}")
            for width in (WIDE, NARROW):
                found += [f"{path} at {width}: {one}" for one in faults(tab, width)]
            found += [f"{path}: {one}" for one in tab.said]
            found += [f"{path}: asked {one}" for one in tab.hosts - {host}]
            found += [f"{path}: {one}" for one in tab.page.evaluate(SPACED_OUT, SPACING)]
            if tab.page.evaluate("document.documentElement.scrollWidth") > NARROW:
                found.append(f"{path}: scrolls sideways when it is spaced out")
        return found

    assert browse(look) == []


def test_axe_sees_a_page_that_is_not_accessible(served: Served, browse: Browse) -> None:
    good = (served.folder / served.pages[0]).read_text(encoding="utf-8")
    bad = good.replace('lang="en-GB"', "", 1).replace('alt="Ignite"', "", 1)
    (served.folder / "below" / "ignite" / "bad.html").write_text(bad, encoding="utf-8")
    script = axe_script()
    found = browse(lambda tabs: tabs(f"{served.address}/below/ignite/bad.html").axe(script))
    assert {"html-has-lang", "image-alt"} <= {one.partition(":")[0] for one in found}


@pytest.mark.parametrize("page", ["index.html", "bradford.html", "framework.html"])
def test_the_keyboard_reaches_every_link_in_order_and_shows_where_it_is(
    page: str, served: Served, browse: Browse
) -> None:
    def look(tabs: Open) -> list[dict[str, Any]]:
        tab = tabs(f"{served.address}/below/ignite/{page}")
        places = []
        for _ in range(tab.page.evaluate("document.querySelectorAll('a[href]').length")):
            tab.page.keyboard.press("Tab")
            places.append(tab.page.evaluate(FOCUSED))
        return places

    places = browse(look)
    assert [place["at"] for place in places] == list(range(len(places)))
    assert all(place["seen"] for place in places)
    assert places[0]["skip"]
    assert places[0]["left"] >= 0


def test_the_skip_link_leads_past_the_head(served: Served, browse: Browse) -> None:
    def look(tabs: Open) -> str:
        tab = tabs(f"{served.address}/below/tiny/lamps.html")
        tab.page.keyboard.press("Tab")
        tab.page.keyboard.press("Enter")
        return str(tab.page.evaluate("document.activeElement.id"))

    assert browse(look) == "_content"


def test_the_lines_of_text_have_62_to_66_letters(served: Served, browse: Browse) -> None:
    address = f"{served.address}/below/ignite/bradford.html"
    letters = browse(lambda tabs: tabs(address).page.evaluate(LETTERS))
    assert 61 <= letters <= 67


def test_text_is_never_over_the_art(served: Served, browse: Browse) -> None:
    pages = [path for path in served.pages if path.startswith("below/ignite/")]

    def look(tabs: Open) -> list[str]:
        faults = []
        for path in pages:
            tab = tabs(f"{served.address}/{path}")
            for width in (NARROW, 700, 1000, WIDE, 1920):
                tab.resize(width)
                faults += [f"{path} at {width}: {one}" for one in tab.page.evaluate(OVER)]
        return faults

    assert browse(look) == []


def test_nothing_moves_for_those_who_do_not_want_it(served: Served, browse: Browse) -> None:
    address = f"{served.address}/below/ignite/index.html"
    moving = browse(lambda tabs: tabs(address).page.evaluate(MOVING))
    assert moving == 0


def test_a_site_works_from_a_folder_on_a_disk(served: Served, browse: Browse) -> None:
    def look(tabs: Open) -> dict[str, Any]:
        tab = tabs((served.folder / "below" / "ignite" / "index.html").as_uri())
        tab.page.get_by_role("link", name="Collaborative change").click()
        tab.page.wait_for_load_state()
        tab.page.evaluate("document.fonts.ready.then(() => 1)")
        return {
            "page": tab.page.url.rpartition("/ignite/")[2],
            "font": tab.page.evaluate("[...document.fonts].some(one => one.status == 'loaded')"),
            "art": tab.page.evaluate("[...document.images].every(one => one.naturalWidth > 0)"),
            "said": list(tab.said),
        }

    assert browse(look) == {"page": "bradford.html", "font": True, "art": True, "said": []}


# The Nu HTML Checker


OF_THE_POLICY = "Resource violates Content Security Policy (meta tag)"


def complaints(pages: list[Path]) -> list[dict[str, Any]]:
    """What the checker says of pages, warnings too.

    It reads files, because it asks no server on this machine, and takes no file to be of the same
    origin as another: what it says of the policy is left to the browser.
    """
    answer = tools.run(
        "vnu", ["--format", "json", "--stdout", *pages], timeout=120, required=REQUIRED
    )
    if isinstance(answer, NotChecked):
        pytest.skip(f"not checked: {answer.meaning}; {answer.remedy}")
    said: list[dict[str, Any]] = json.loads(answer.out)["messages"]
    return [one for one in said if not one["message"].startswith(OF_THE_POLICY)]


def test_the_nu_checker_has_nothing_to_say(served: Served) -> None:
    said = complaints([served.folder / path for path in served.pages])
    told = [f"{one.get('url')}:{one.get('lastLine')}: {one['message']}" for one in said]
    assert told == []


def test_the_nu_checker_sees_a_page_that_is_not_well(served: Served) -> None:
    good = (served.folder / served.pages[0]).read_text(encoding="utf-8")
    bad = good.replace("</main>", '<p><div align="left"></p></main>', 1)
    (served.folder / "below" / "ignite" / "broken.html").write_text(bad, encoding="utf-8")
    said = complaints([served.folder / "below" / "ignite" / "broken.html"])
    assert {one["type"] for one in said} >= {"error"}
