"""The web edition before outside judges: a real Chromium, axe-core in it, and the Nu HTML Checker.

Where `PRESS_REQUIRE_TOOLS=1` stands in the environment, an absent judge fails its tests; elsewhere
they are skipped as not checked. Each judge also sees a page that is faulty, so that we notice when
he goes blind. The sites are served below a path, as they will stand; one test opens a file.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from press import access, tools
from press.tools import Looked
from tests.browser import NARROW, REQUIRED, WIDE, Browse, Open, checked
from tests.conftest import Sites

PUBLICATIONS = ("ignite", "tiny", "setting-type", "specimen")
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
LETTERS = """async () => {
  await document.fonts.ready;
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


@pytest.fixture(scope="module")
def looked(sites: Sites) -> Callable[[str], Looked]:
    """What axe-core and our own rules see of a site, each looked at once."""

    @cache
    def at(publication: str) -> Looked:
        site = sites(publication)
        judged = site.work.layout.settings.judged
        selectors = [one.part for one in judged]
        return checked(tools.judge_pages(site.files, required=REQUIRED, selectors=selectors))

    return at


@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_every_page_is_accessible_quiet_and_fits(publication: str, sites: Sites, looked) -> None:
    seen = looked(publication)
    assert seen.violations == ()
    assert list(seen.pages) == sites(publication).pages
    assert {"color-contrast", "document-title", "reflow", "text-spacing"} <= set(seen.rules)


@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_what_axe_cannot_decide_somebody_has_looked_at(
    publication: str, sites: Sites, looked
) -> None:
    judged = sites(publication).work.layout.settings.judged
    assert access.unjudged(looked(publication).undecided, judged) == []


BAD = """<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="site.css">
<link rel="icon" href="data:,"></head>
<body><main><h1>Bad</h1><img src="art.svg"><p class="pale">Too pale to be read by many.</p>
<p class="wide">Wider than the narrowest window</p><p class="cut">Text that is cut off</p>
<p class="over">Text over a picture</p><img src="https://elsewhere.example/spy.png" alt="">
</main></body></html>"""
BAD_SHEET = """.pale{color:#bbb;background:#fff}.wide{width:500px}
.cut{height:1em;overflow:hidden;width:4em}
.over{background:url(art.svg)}"""
ART = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def test_axe_sees_a_page_that_is_not_accessible() -> None:
    files = {"bad.html": BAD.encode(), "site.css": BAD_SHEET.encode(), "art.svg": ART}
    seen = checked(tools.judge_pages(files, required=REQUIRED, selectors=["p", ".over"]))
    found = {one.rule: one for one in seen.violations}
    assert {
        "html-has-lang", "image-alt", "document-title", "color-contrast",
        "reflow", "text-spacing", "outside-request",
    } <= set(found)  # fmt: skip
    assert found["color-contrast"].target == ".pale"
    assert len(found["color-contrast"].views) == 4
    assert seen.rules["color-contrast"] == ("1.4.3",)
    (undecided,) = seen.undecided
    assert (undecided.rule, undecided.why) == ("color-contrast", "bgImage")
    assert undecided.matches == ("p", ".over")
    assert access.unjudged(seen.undecided, ()) == [undecided]


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


def test_the_nu_checker_has_nothing_to_say(sites: Sites) -> None:
    files = {
        f"{publication}/{name}": content
        for publication in PUBLICATIONS
        for name, content in sites(publication).files.items()
    }
    assert checked(tools.validate_html(files, required=REQUIRED)) == ()


def test_the_nu_checker_sees_a_page_and_a_sheet_that_are_not_well() -> None:
    good = '<!doctype html><html lang="en"><head><title>Good</title></head><body><p>Good</p></body>'
    files = {
        "bad.html": good.replace("</body>", '\n<p><div align="left"></p></body>').encode(),
        "bad.css": b"p{color:no-colour}",
        "good.html": good.encode(),
    }
    said = checked(tools.validate_html(files, required=REQUIRED))
    assert {one.file for one in said} == {"bad.html", "bad.css"}
    assert "error" in {one.weight for one in said}
    assert any("“div”" in one.message and 'align="left"' in one.message for one in said)
