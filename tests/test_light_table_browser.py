"""The light table in a real Chromium: saved on disk and seen, errors, overlays, keys, axe-core."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser import NARROW, RULES, SCHEMES, Browse, Open, Tab, axe_script
from tests.light_table import LONG, Laid, laid

WIDE, DESK = 1440, 900
SEEN = """folio => {
  const sheet = document.querySelector(`[data-folio="${folio}"]`);
  const image = sheet?.querySelector('img');
  return image && image.complete && image.naturalWidth ? sheet.dataset.picture : '';
}"""
CHANGED = f"([folio, before]) => {{ const now = ({SEEN})(folio); return now && now != before }}"
FOCUSED = """() => {
  const one = document.activeElement, seen = getComputedStyle(one);
  return {id: one.id, cls: one.className, tag: one.tagName,
          text: one.getAttribute('aria-label') || one.textContent,
          ring: seen.outlineStyle != 'none' && parseFloat(seen.outlineWidth) >= 2};
}"""
CONTRAST = """() => {
  const bright = text => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map(one => one / 255)
      .map(one => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = one => {
    let back = [255, 255, 255];
    const over = [];
    for (let each = one; each; each = each.parentElement) {
      const said = getComputedStyle(each).backgroundColor.match(/[\\d.]+/g).map(Number);
      const clear = said.length > 3 ? said[3] : 1;
      if (clear) over.push([said, clear]);
      if (clear == 1) break;
    }
    for (const [said, clear] of over.reverse())
      back = back.map((each, i) => said[i] * clear + each * (1 - clear));
    return `rgb(${back})`;
  };
  const faults = [];
  for (const one of document.querySelectorAll('body *')) {
    const own = [...one.childNodes].some(each => each.nodeType == 3 && each.data.trim());
    if (!own || !one.checkVisibility() || one.closest('svg, .unseen, .skip, :disabled')) continue;
    const a = bright(getComputedStyle(one).color), b = bright(ground(one));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) faults.push(`${one.outerHTML.slice(0, 80)} ${ratio.toFixed(2)}`);
  }
  return faults;
}"""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laid]:
    with laid(tmp_path_factory.mktemp("table"), edition="print") as one:
        one.at_rest()
        yield one


@pytest.fixture
def lamps(table: Laid) -> Iterator[Callable[[str, str], None]]:
    """Changes the essay on lamps; it is put back, and at rest, when the test is over."""
    file = table.file("essays/lamps.md")
    before = file.read_text(encoding="utf-8")

    def edit(old: str, new: str) -> None:
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    yield edit
    file.write_text(before, encoding="utf-8")
    time.sleep(0.3)
    table.at_rest()


def until(tab: Tab, script: str, argument: Any = None, *, seconds: float = LONG) -> Any:
    """What a script says, as soon as it says something; the page's policy forbids other ways."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        said = tab.page.evaluate(script, argument)
        if said:
            return said
        time.sleep(0.02)
    raise AssertionError(f"it never came: {script}")


def opened(tabs: Open, table: Laid, *, width: int = WIDE, height: int = DESK) -> Tab:
    tab = tabs(table.address, width=width)
    if tab.page.evaluate("localStorage.length"):  # how somebody looked at it before
        tab.page.evaluate("localStorage.clear()")
        tab = tabs(table.address, width=width)
    tab.page.set_viewport_size({"width": width, "height": height})
    until(tab, "document.querySelectorAll('.page img').length >= 10")
    return tab


def quiet(tab: Tab, table: Laid) -> None:
    """Nothing stands on the console, and nobody outside was asked."""
    assert tab.said == []
    assert tab.hosts == {f"127.0.0.1:{table.port}"}


def folio_of(table: Laid, section: str) -> int:
    return int(next(one["folio"] for one in table.state["pages"] if one["section"] == section))


FIRST = "The first bill came to"
WORDS = "A bill is a good teacher"


def test_what_is_saved_is_seen_without_a_reload_and_where_it_was(
    table: Laid, browse: Browse, lamps: Callable[[str, str], None]
) -> None:
    folio = folio_of(table, "lamps") + 1

    def look(tabs: Open) -> dict[str, Any]:
        tab = opened(tabs, table)
        tab.page.evaluate("window.sameDocument = true")
        tab.page.evaluate(
            "folio => document.querySelector(`[data-folio='${folio}']`).scrollIntoView()", folio
        )
        tab.page.evaluate("document.querySelector('main').scrollTop += 37")
        before = until(tab, SEEN, folio)
        place = tab.page.evaluate("document.querySelector('main').scrollTop")
        lamps(WORDS, f"{WORDS} and a patient one")
        until(tab, CHANGED, [folio, before])
        table.at_rest()
        until(tab, "document.querySelector('#doing').dataset.state == 'quiet'")
        quiet(tab, table)
        return {
            "same": tab.page.evaluate("window.sameDocument"),
            "moved": tab.page.evaluate("document.querySelector('main').scrollTop") - place,
            "changed": tab.page.evaluate("document.querySelectorAll('.moved').length > 0"),
            "told": tab.page.evaluate("document.querySelector('#live').textContent"),
        }

    seen = browse(look)
    assert seen["same"]
    assert abs(seen["moved"]) <= 1
    assert seen["changed"]
    assert "changed" in seen["told"]


def test_the_section_that_changed_is_there_before_the_rest(
    table: Laid, lamps: Callable[[str, str], None]
) -> None:
    state = table.at_rest()
    before = {(one["section"], one["number"]): one["picture"] for one in state["pages"]}
    lamps(WORDS, WORDS + ", and a patient one" * 300)

    def moved(state: dict[str, Any]) -> set[str]:
        return {
            one["section"]
            for one in state["pages"]
            if before.get((one["section"], one["number"])) != one["picture"]
        }

    first = table.until(moved)
    assert moved(first) == {"lamps"}
    assert moved(table.at_rest()) > {"lamps"}


def test_an_error_is_shown_with_file_and_line_and_the_last_good_pages_stay(
    table: Laid, browse: Browse, lamps: Callable[[str, str], None]
) -> None:
    folio = folio_of(table, "lamps")

    def look(tabs: Open) -> dict[str, Any]:
        tab = opened(tabs, table)
        tab.page.click("[data-slug=lamps]")
        before = tab.page.evaluate(
            "[...document.querySelectorAll('.sheet')].map(one => one.dataset.picture)"
        )
        lamps(
            FIRST,
            f'A word <b onclick="alert(1)">that is raw</b> and a [^nothing] note.\n\n{FIRST}',
        )
        until(tab, "document.querySelector('.note.stop')")
        note = tab.page.evaluate("document.querySelector('.note.stop').innerText")
        column = tab.page.evaluate(
            "document.querySelector('.note.stop').closest('.spread')"
            "?.querySelectorAll('.sheet[data-section=lamps]').length"
        )
        said = {
            "note": note,
            "beside": column,
            "state": tab.page.evaluate("document.querySelector('[data-slug=lamps]').dataset.state"),
            "doing": tab.page.evaluate("document.querySelector('#doing').textContent"),
            "live": tab.page.evaluate("document.querySelector('#live').textContent"),
            "bold": tab.page.evaluate("document.querySelectorAll('.note b[onclick]').length"),
            "same": before == tab.page.evaluate(
                "[...document.querySelectorAll('.sheet')].map(one => one.dataset.picture)"),
        }  # fmt: skip
        tab.page.keyboard.press("n")
        said["focus"] = tab.page.evaluate("document.activeElement.matches('.note.stop')")
        quiet(tab, table)
        return said

    seen = browse(look)
    assert "manuscript/tiny/essays/lamps.md:" in seen["note"]
    assert "Stopped" in seen["note"]
    assert folio
    assert seen["beside"]
    assert seen["state"] == "error"
    assert "last good pages stay" in seen["doing"]
    assert "lamps.md:" in seen["live"]
    assert seen["bold"] == 0
    assert seen["same"]
    assert seen["focus"]


def test_a_finding_stands_beside_its_page(
    table: Laid, browse: Browse, lamps: Callable[[str, str], None]
) -> None:
    def look(tabs: Open) -> dict[str, Any]:
        tab = opened(tabs, table)
        lamps(WORDS, f"{WORDS} teh")
        until(
            tab,
            "[...document.querySelectorAll('.note')].some(one => one.innerText.includes('teh'))",
        )
        until(tab, "document.querySelector('[data-slug=lamps] .tally')")
        return {
            "note": tab.page.evaluate("document.querySelector('.spread .note').innerText"),
            "link": tab.page.evaluate("document.querySelector('.spread .note a').href"),
            "label": tab.page.evaluate(
                "document.querySelector('[data-slug=lamps]').textContent"),
        }  # fmt: skip

    seen = browse(look)
    assert "misspelt" in seen["note"]
    assert seen["link"].startswith(f"vscode://file/{table.root}/manuscript/tiny/essays/lamps.md:")
    assert "note" in seen["label"]


@pytest.mark.parametrize(
    ("key", "shape"), [("g", "grid"), ("m", "area"), ("m", "safe"), ("b", "trim")]
)
def test_an_overlay_goes_on_and_off(table: Laid, browse: Browse, key: str, shape: str) -> None:
    def look(tabs: Open) -> tuple[bool, str, bool]:
        tab = opened(tabs, table)
        tab.page.keyboard.press(key)
        until(tab, f"document.querySelectorAll('.over .{shape}').length > 4")
        pressed = tab.page.evaluate(
            "document.querySelector('[data-toggle][aria-pressed=true]:not([data-toggle=notes])')"
            ".getAttribute('aria-keyshortcuts')"
        )
        legend = tab.page.evaluate("!document.querySelector('#legend').hidden")
        tab.page.keyboard.press(key)
        until(tab, f"document.querySelectorAll('.over .{shape}').length == 0")
        quiet(tab, table)
        return True, pressed, legend

    assert browse(look) == (True, key, True)


def test_the_grid_stands_under_the_lines_of_text(table: Laid, browse: Browse) -> None:
    folio = folio_of(table, "lamps") + 1

    def look(tabs: Open) -> list[float]:
        tab = opened(tabs, table)
        tab.page.keyboard.press("g")
        until(tab, "document.querySelector('.over .grid')")
        path = tab.page.evaluate(
            "folio => document.querySelector(`[data-folio='${folio}'] .grid`).getAttribute('d')",
            folio,
        )
        tab.page.keyboard.press("g")
        return [float(one.split("h")[0].split()[1]) for one in path.split("M")[1:]]

    lines = browse(look)
    page = next(one for one in table.state["pages"] if one["folio"] == folio)
    told = table.light.pictures.get(page["lines"])
    assert told is not None
    text = [one for one in json.loads(told.body) if one[10]]
    assert text
    off = [min(abs(line - one[3]) for line in lines) for one in text]
    assert sorted(off)[len(off) // 2] < 0.02


def test_the_bleed_shows_what_is_cut_off(table: Laid, browse: Browse) -> None:
    def look(tabs: Open) -> list[float]:
        tab = opened(tabs, table)
        width = (
            "document.querySelector('.sheet[data-folio=\"1\"] img').getBoundingClientRect().width"
        )
        clip = (
            "getComputedStyle(document.querySelector('.sheet[data-folio=\"1\"] .paper')).overflow"
        )
        before = tab.page.evaluate(clip)
        tab.page.keyboard.press("b")
        after = tab.page.evaluate(clip)
        across = tab.page.evaluate(width)
        trim = tab.page.evaluate(width.replace(" img", " .paper"))
        tab.page.keyboard.press("b")
        return [before == "hidden", after == "visible", round(across / trim, 3)]

    assert browse(look) == [True, True, round(154 / 148, 3)]


def test_loose_and_short_lines_are_counted(table: Laid, browse: Browse) -> None:
    def look(tabs: Open) -> str:
        tab = opened(tabs, table)
        tab.page.keyboard.press("l")
        legend = "document.querySelector('#legend').textContent"
        until(tab, f"/line/.test({legend}) && {legend} != 'Loose lines'")
        marks = tab.page.evaluate("document.querySelectorAll('.over .loose, .over .short').length")
        told = tab.page.evaluate("document.querySelector('#legend').textContent")
        tab.page.keyboard.press("l")
        counted = sum(int(one) for one in told.replace(",", "").split() if one.isdecimal())
        assert counted == marks
        return str(told)

    assert "line" in browse(look)


def test_a_click_on_a_paragraph_tells_its_source(table: Laid, browse: Browse) -> None:
    folio = folio_of(table, "lamps") + 1

    def look(tabs: Open) -> dict[str, Any]:
        tab = opened(tabs, table)
        tab.page.evaluate(
            "folio => document.querySelector(`[data-folio='${folio}']`).scrollIntoView()", folio
        )
        page = tab.page.locator(f"[data-folio='{folio}'] .page")
        box = page.bounding_box()
        assert box is not None
        page.click(position={"x": box["width"] * 0.5, "y": box["height"] * 0.75})
        until(tab, "document.querySelector('#slip').open")
        said = {
            "place": tab.page.evaluate("document.querySelector('#slip-place').textContent"),
            "words": tab.page.evaluate("document.querySelector('#slip-words').textContent"),
            "link": tab.page.evaluate("document.querySelector('#slip-open').href"),
            "mark": tab.page.evaluate("document.querySelectorAll('.over .chosen').length"),
        }
        tab.page.keyboard.press("Escape")
        said["back"] = tab.page.evaluate("document.activeElement.matches('.page')")
        quiet(tab, table)
        return said

    seen = browse(look)
    file, _, line = seen["place"].rpartition(":")
    assert file == "manuscript/tiny/essays/lamps.md"
    source = table.file("essays/lamps.md").read_text(encoding="utf-8").splitlines()[int(line) - 1]
    first = seen["words"].split()[1].strip("’‘,.")
    assert first.lower() in source.lower()
    assert seen["link"].endswith(f"lamps.md:{line}")
    assert seen["mark"] == 1
    assert seen["back"]


def test_before_and_after_are_shown_of_every_page_that_moved(
    table: Laid, browse: Browse, lamps: Callable[[str, str], None]
) -> None:
    before = table.at_rest()["pages"]
    lamps(WORDS, f"{WORDS}, or so it is called,")
    state = table.until(lambda state: state["pages"] != before and state["outcome"] == "settled"
                        and state["checked"])  # fmt: skip
    old = {(one["section"], one["number"]): one["picture"] for one in before}
    moved = [one for one in state["pages"]
             if old.get((one["section"], one["number"])) != one["picture"]]  # fmt: skip
    assert moved

    def look(tabs: Open) -> dict[str, Any]:
        tab = opened(tabs, table)
        tab.page.keyboard.press("c")
        until(tab, "document.querySelectorAll('#pairs button').length")
        pairs = tab.page.evaluate("document.querySelectorAll('#pairs button').length")
        told = tab.page.evaluate("document.querySelector('#strip-told').textContent")
        until(tab, "[...document.querySelectorAll('#pairs img')].every(one => one.naturalWidth)")
        pictures = tab.page.evaluate(
            "[...document.querySelectorAll('#pairs img')].map(one => one.src.split('/').pop())"
        )
        tab.page.click("#pairs button")
        shown = []
        for key in "basd":
            tab.page.keyboard.press(key)
            shown.append(
                tab.page.evaluate("document.querySelectorAll('#closer-sheets img').length")
            )
        mode = tab.page.evaluate("document.querySelector('#closer-sheets').className")
        tab.page.keyboard.press("Escape")
        tab.page.keyboard.press("c")
        hidden = tab.page.evaluate("document.querySelector('#strip').hidden")
        quiet(tab, table)
        return {"pairs": pairs, "told": told, "pictures": pictures, "shown": shown, "mode": mode,
                "hidden": hidden}  # fmt: skip

    seen = browse(look)
    assert seen["pairs"] == len(moved)
    assert "lamps.md" in seen["told"]
    expected = [
        f"{one}.png"
        for page in moved
        for one in (old.get((page["section"], page["number"])), page["picture"])
        if one
    ]
    assert seen["pictures"] == expected
    assert seen["shown"] == [1, 1, 2, 2]
    assert "difference" in seen["mode"]
    assert seen["hidden"]


def test_everything_is_reached_with_the_keyboard(table: Laid, browse: Browse) -> None:
    def look(tabs: Open) -> dict[str, Any]:
        tab = opened(tabs, table)
        press = tab.page.keyboard.press
        seen = []
        for _ in range(18):
            press("Tab")
            seen.append(tab.page.evaluate(FOCUSED))
        tab.page.evaluate("document.activeElement.blur()")
        press("o")
        press("ArrowDown")
        press("End")
        last = tab.page.evaluate(FOCUSED)
        press("Enter")
        on_page = tab.page.evaluate(FOCUSED)
        press("ArrowLeft")
        other = tab.page.evaluate(FOCUSED)
        press("v")
        press("?")
        help_open = tab.page.evaluate("document.querySelector('#help').open")
        keys = tab.page.evaluate("document.querySelectorAll('#keys dt').length")
        press("Escape")
        closed = tab.page.evaluate("!document.querySelector('#help').open")
        return {"seen": seen, "last": last, "page": on_page, "other": other, "help": help_open,
                "keys": keys, "closed": closed}  # fmt: skip

    seen = browse(look)
    assert seen["seen"][0]["cls"] == "skip"
    assert [one for one in seen["seen"] if one["tag"] != "BODY" and not one["ring"]] == []
    assert "Back cover" in seen["last"]["text"]
    assert seen["page"]["cls"] == "page"
    assert seen["page"]["ring"]
    assert seen["other"]["text"] != seen["page"]["text"]
    assert seen["help"]
    assert seen["keys"] >= 15
    assert seen["closed"]


def test_the_skip_link_leads_to_the_pages(table: Laid, browse: Browse) -> None:
    def look(tabs: Open) -> str:
        tab = opened(tabs, table)
        tab.page.keyboard.press("Tab")
        tab.page.keyboard.press("Enter")
        return str(tab.page.evaluate("document.activeElement.id"))

    assert browse(look) == "pages"


def test_single_keys_can_be_put_out_of_work(table: Laid, browse: Browse) -> None:
    def look(tabs: Open) -> list[int]:
        tab = opened(tabs, table)
        tab.page.keyboard.press("?")
        tab.page.click("#single-keys")
        tab.page.click("#help-close")
        tab.page.keyboard.press("g")
        off = tab.page.evaluate("document.querySelectorAll('.over .grid').length")
        tab.page.click("#help-button")
        tab.page.click("#single-keys")
        tab.page.click("#help-close")
        return [off]

    assert browse(look) == [0]


def test_another_edition_is_shown_to_every_tab(table: Laid, browse: Browse) -> None:
    def look(tabs: Open) -> int:
        tab = opened(tabs, table)
        tab.page.select_option("#edition", "screen")
        table.until(lambda state: state["edition"] == "screen" and state["checked"])
        screen = until(tab, "document.querySelectorAll('.page').length")
        tab.page.select_option("#edition", "print")
        table.until(lambda state: state["edition"] == "print" and state["checked"])
        until(tab, "document.querySelector('#edition').value == 'print'")
        quiet(tab, table)
        return int(screen)

    assert browse(look) > 10


@pytest.mark.parametrize("width", [NARROW, 700, WIDE])
def test_windows_of_every_width_are_usable(table: Laid, browse: Browse, width: int) -> None:
    def look(tabs: Open) -> dict[str, Any]:
        tab = opened(tabs, table, width=width, height=700)
        across = tab.page.evaluate("document.documentElement.scrollWidth")
        down = tab.page.evaluate("document.documentElement.scrollHeight")
        if width < 900:
            tab.page.click("#show-outline")
            tab.page.click("[data-slug=shelves]")
            tab.page.click("#show-tools")
            tab.page.click("[data-toggle=single]")
            tab.page.click("[data-toggle=single]")
            tab.page.click("#show-tools")
            tab.page.click("#show-outline")
        page = tab.page.evaluate("document.querySelector('.page').getBoundingClientRect().width")
        quiet(tab, table)
        return {"across": across, "down": down, "page": page}

    seen = browse(look)
    assert seen["across"] <= width
    assert seen["down"] <= 700
    assert seen["page"] > 100


Edit = Callable[[str, str], None]


def overlays(tab: Tab, _: Edit) -> None:
    for key in "gmbl":
        tab.page.keyboard.press(key)


def slip(tab: Tab, _: Edit) -> None:
    tab.page.keyboard.press("v")
    tab.page.evaluate("document.querySelector('[data-section=lamps] .page').focus()")
    tab.page.keyboard.press("ArrowRight")
    tab.page.keyboard.press("Enter")
    until(tab, "document.querySelector('#slip').open")


def strip(tab: Tab, edit: Edit) -> None:
    before = tab.page.evaluate("document.querySelector('#pairs').dataset.wanted")
    edit(WORDS, f"{WORDS} again")
    tab.page.keyboard.press("c")
    until(tab, "before => document.querySelector('#pairs').dataset.wanted != before", before)
    until(tab, "document.querySelectorAll('#pairs button').length")


def pair(tab: Tab, edit: Edit) -> None:
    strip(tab, edit)
    until(tab, "document.querySelector('#doing').dataset.state == 'quiet'")
    tab.page.click("#pairs button")
    until(tab, "document.querySelector('#closer').open")


def keys(tab: Tab, _: Edit) -> None:
    tab.page.keyboard.press("?")


def error(tab: Tab, edit: Edit) -> None:
    edit(FIRST, f"A [^nothing] note.\n\n{FIRST}")
    until(tab, "document.querySelector('.note.stop')")


def panels(tab: Tab, _: Edit) -> None:
    tab.page.set_viewport_size({"width": NARROW, "height": DESK})
    tab.page.click("#show-outline")
    tab.page.click("#show-tools")


def pages(_: Tab, __: Edit) -> None:
    """As it is opened."""


@pytest.mark.parametrize("state", [pages, overlays, slip, strip, pair, keys, error, panels])
def test_axe_finds_nothing_in_any_state(
    table: Laid, browse: Browse, lamps: Edit, state: Callable[[Tab, Edit], None]
) -> None:
    script = axe_script()

    def look(tabs: Open) -> list[str]:
        tab = opened(tabs, table)
        state(tab, lamps)
        found = []
        for width in (WIDE, NARROW):
            tab.page.set_viewport_size({"width": width, "height": DESK})
            for scheme in SCHEMES:
                tab.page.emulate_media(color_scheme=scheme)
                found += [f"{scheme} {width}: {one}" for one in judged(tab, script)]
        quiet(tab, table)
        return found

    assert browse(look) == []


def judged(tab: Tab, script: str) -> list[str]:
    """What axe finds and what it leaves to a judge; the contrast of every word by ourselves."""
    if not tab.page.evaluate("'axe' in window"):
        tab.page.evaluate(script)
    found = tab.page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags},"
        " rules: {'target-size': {enabled: true}}})",
        RULES,
    )
    faults = [
        f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]
    ]
    faults += [
        f"left to a judge: {one['id']}: {node['html'][:160]}"
        for one in found["incomplete"]
        for node in one["nodes"]
        if one["id"] != "color-contrast"  # every word is measured below
    ]
    return [*faults, *tab.page.evaluate(CONTRAST)]


def test_nothing_moves_for_those_who_do_not_want_it(table: Laid, browse: Browse) -> None:
    moving = """() => [...document.querySelectorAll('*')].filter(one => {
      const seen = getComputedStyle(one), before = getComputedStyle(one, '::before');
      return parseFloat(seen.transitionDuration) > 0 || seen.animationName != 'none'
        || before.animationName != 'none';
    }).length"""
    assert browse(lambda tabs: opened(tabs, table).page.evaluate(moving)) == 0


def test_a_browser_that_slept_is_told_what_it_missed(
    browse: Browse, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("slept")

    def look(tabs: Open) -> dict[str, Any]:
        with laid(folder) as table:
            table.at_rest()
            folio = folio_of(table, "lamps") + 1
            tab = opened(tabs, table)
            tab.page.evaluate("window.sameDocument = true")
            tab.page.click("[data-slug=lamps]")
            before = until(tab, SEEN, folio)
        lost = until(tab, "document.querySelector('#doing').dataset.state == 'lost'")
        file = folder / "manuscript/tiny/essays/lamps.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(WORDS, f"{WORDS} and a patient one"), encoding="utf-8")
        with laid(folder, port=table.port) as again:
            until(tab, CHANGED, [folio, before])
            again.at_rest()
            tab.page.keyboard.press("e")  # a wish, with the token of the new table
            again.until(lambda state: state["edition"] != "screen")
            return {"lost": lost, "same": tab.page.evaluate("window.sameDocument")}

    assert browse(look) == {"lost": True, "same": True}
