"""Web pages before axe-core, Deque's judge of accessibility, in Chromium.

Every page is looked at narrow and wide, light and dark. What axe finds is told, and also what it
could not decide (`incomplete`), which somebody has to look at. Beside axe's rules stand four of our
own that only a browser can judge: reflow, spaced-out text, a silent console, no outside request.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from press.tools.browser import Chromium, Tab, browsing, tab
from press.tools.programs import NotChecked, probe, script

NARROW, WIDE = 320, 1280
"""CSS pixels: the width at which pages must reflow (WCAG 2.2, 1.4.10), and a desk's."""
SCHEMES = ("light", "dark")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The rules that are asked: WCAG 2.2 at A and AA, and what axe calls good practice."""
CRITERION = re.compile(r"wcag(\d)(\d)(\d+)")
"""How axe marks a rule with a criterion: `wcag143` is 1.4.3."""
OURS: Mapping[str, str] = {
    "reflow": "1.4.10",
    "text-spacing": "1.4.12",
    "console": "",
    "outside-request": "",
}
"""Our own rules in the browser, each with its criterion."""
SPACING = """
*{line-height:1.5 !important;letter-spacing:.12em !important;word-spacing:.16em !important}
p{margin-bottom:2em !important}
"""
"""What a reader may ask of text without losing any of it (WCAG 2.2, 1.4.12)."""
ASK = """([tags, selectors]) => axe.run(document, {
  runOnly: {type: 'tag', values: tags},
  rules: {'target-size': {enabled: true}},
  resultTypes: ['violations', 'incomplete'],
}).then(found => {
  const told = (one, node) => {
    const why = [...node.any, ...node.all, ...node.none][0] || {};
    const path = node.target.flat().join(' ');
    let element = null;
    try { element = document.querySelector(path); } catch (error) { element = null; }
    return {
      rule: one.id, weight: one.impact || '', help: one.help, target: path,
      html: node.html.slice(0, 200), message: why.message || '',
      why: (why.data && why.data.messageKey) || '',
      matches: selectors.filter(each => element && element.matches(each)),
    };
  };
  const all = list => list.flatMap(one => one.nodes.map(node => told(one, node)));
  const ran = [...found.passes, ...found.violations, ...found.incomplete];
  return {
    rules: Object.fromEntries(ran.map(one => [one.id, one.tags])),
    violations: all(found.violations), incomplete: all(found.incomplete),
  };
})"""
ACROSS = "document.documentElement.scrollWidth"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What was seen at one element of one page."""

    rule: str
    """axe's name of the rule, as `color-contrast`; or one of ours."""
    weight: str
    """`critical`, `serious`, `moderate` or `minor`."""
    message: str
    page: str
    target: str = ""
    """The way to the element, as a CSS selector."""
    html: str = ""
    """How the element begins."""
    why: str = ""
    """With what axe could not decide, its word for the reason: `bgImage`."""
    matches: tuple[str, ...] = ()
    """Of the selectors that were asked, those that the element matches."""
    views: tuple[str, ...] = ()
    """In which views it was seen: `1280 px, light`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was seen of a site."""

    axe: str
    chromium: str
    """The versions of both."""
    pages: tuple[str, ...]
    rules: Mapping[str, tuple[str, ...]]
    """The rules that had something to judge, and the criteria to which each belongs."""
    violations: tuple[Sighting, ...]
    undecided: tuple[Sighting, ...]


def judge_pages(
    files: Mapping[str, bytes], *, required: bool, selectors: Sequence[str] = ()
) -> Looked | NotChecked:
    """Look at every page of a site in each view.

    Args:
        files: the site's files, by their names.
        required: whether an absent judge stops the run.
        selectors: CSS selectors; each sighting tells which of them its element matches.

    Raises:
        MachineError: a judge is absent though required.
    """
    axe = script("axe", required=required)
    if isinstance(axe, NotChecked):
        return axe
    with browsing(required=required) as chromium:
        if isinstance(chromium, NotChecked):
            return chromium
        return look_at(chromium, files, axe=axe, selectors=selectors)


def look_at(
    chromium: Chromium, files: Mapping[str, bytes], *, axe: str, selectors: Sequence[str] = ()
) -> Looked:
    """The same, in a browser that runs.

    Args:
        chromium: the browser.
        files: the site's files, by their names.
        axe: the text of axe-core.
        selectors: CSS selectors; each sighting tells which of them its element matches.
    """
    pages = tuple(name for name in files if name.endswith(".html"))
    rules: dict[str, tuple[str, ...]] = {}
    seen: list[Sighting] = []
    undecided: list[Sighting] = []

    def look(browser: Any) -> None:
        one = tab(browser, files)
        for page in pages:
            one.open(page, width=WIDE)
            one.page.evaluate(axe)  # by the debugger, so the page's policy may stay as it is
            for view, found in _views(one, selectors):
                rules.update({rule: _criteria(tags) for rule, tags in found["rules"].items()})
                seen.extend(_sightings(found["violations"], page, view))
                undecided.extend(_sightings(found["incomplete"], page, view))
            seen.extend(_by_ourselves(one, page))
        one.page.close()

    chromium.look(look)
    ours = {rule: (criterion,) if criterion else () for rule, criterion in OURS.items()}
    return Looked(
        axe=probe("axe").version or "",
        chromium=chromium.version,
        pages=pages,
        rules={**dict(sorted(rules.items())), **ours},
        violations=_together(seen),
        undecided=_together(undecided),
    )


def _views(one: Tab, selectors: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """What axe says in each view; the narrow ones come last, and the page stays narrow."""
    for width in (WIDE, NARROW):
        for scheme in SCHEMES:
            one.view(width=width, scheme=scheme)
            yield f"{width} px, {scheme}", one.page.evaluate(ASK, [list(TAGS), list(selectors)])


def _by_ourselves(one: Tab, page: str) -> Iterator[Sighting]:
    """What our own rules see of a page that is open and narrow."""
    view = f"{NARROW} px"
    across = one.page.evaluate(ACROSS)
    if across > NARROW:
        yield _ours("reflow", page, f"the page is {across} pixels wide at {view}", view)
    for html in one.page.evaluate(SPACED_OUT, SPACING):
        said = "text is cut off when it is spaced out"
        yield replace(_ours("text-spacing", page, said, view), html=html)
    if NARROW >= across < one.page.evaluate(ACROSS):
        yield _ours("text-spacing", page, "the page scrolls sideways when it is spaced out", view)
    for said in dict.fromkeys(one.said):
        yield _ours("console", page, f"the console says: {said}", "")
    for asked in dict.fromkeys(one.outside):
        yield _ours("outside-request", page, f"the page asks {asked}", "")


def _ours(rule: str, page: str, message: str, view: str) -> Sighting:
    views = (view,) if view else ()
    return Sighting(rule=rule, weight="serious", message=message, page=page, views=views)


def _sightings(found: Iterable[Mapping[str, Any]], page: str, view: str) -> Iterator[Sighting]:
    for one in found:
        yield Sighting(
            rule=one["rule"],
            weight=one["weight"],
            message=one["message"] or one["help"],
            page=page,
            target=one["target"],
            html=one["html"],
            why=one["why"],
            matches=tuple(one["matches"]),
            views=(view,),
        )


def _together(sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """What was seen alike in several views, once; a message may name a colour of its view."""
    found: dict[tuple[str, str, str, str], Sighting] = {}
    for one in sightings:
        key = (one.rule, one.page, one.target or one.html or one.message, one.why)
        known = found.get(key)
        views = (*known.views, *one.views) if known else one.views
        found[key] = replace(known or one, views=tuple(dict.fromkeys(views)))
    return tuple(found.values())


def _criteria(tags: Iterable[str]) -> tuple[str, ...]:
    found = (CRITERION.fullmatch(tag) for tag in tags)
    return tuple(".".join(one.groups()) for one in found if one)
