"""The quicker ways give what the engine's own give, document after document, byte for byte."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press import build, works
from press.errors import PressError
from press.pages import Typesetter, quick
from press.pages.engine import (
    AssetFetcher,
    FontConfiguration,
    boxes,
    css,
    line_break,
    percent,
    weasyprint,
)
from press.pages.even import hook as even
from press.pages.even import text
from press.pages.quick import hook, styles
from press.parts import packed
from tests.conftest import REPOSITORY
from tests.setting import STYLE, Words, assets, document

WORDS = "Words <em>that</em> flow “here” – and 1 efﬁcient office, again and again. " * 3
BOX = f'<div class="a"><p>{WORDS}</p></div><p class="b">{WORDS}</p>'
CASES = {
    "percentages": ("div{width:50%;padding:5% 1em;margin:0 auto;min-height:10%}", BOX),
    "lengths that depend": ("div{width:calc(100% - 2em);max-width:60mm}p{margin:min(1em,2%)}", BOX),
    "border boxes": ("*{box-sizing:border-box}div{width:70mm;height:40mm;padding:3mm;"
                     "border:2mm solid red}", BOX),
    "padding boxes": ("div{box-sizing:padding-box;width:70mm;padding:3mm;border:1px solid}", BOX),
    "least and most": ("div{min-width:20mm;max-width:30mm;max-height:20mm;overflow:hidden}", BOX),
    "round corners": (".a{border-radius:2mm 10%;background:#eee;border:1px solid}", BOX),
    "hidden grounds": ("div{visibility:hidden;background:red}p{visibility:visible}", BOX),
    "shadows": ("div{box-shadow:1mm 1mm 2mm gray}p{border-image:linear-gradient(red,blue) 1}", BOX),
    "of the type": ("div{width:20lh;padding:1ex 2ch;margin:1rem}p{font-size:80%;line-height:1.2}",
                    BOX),
    "of the page": ("div{width:50vw;margin-top:5vh}p{font-size:2vmin}", BOX),
    "custom properties": (":root{--w:30mm;--c:#123456}div{--w:40mm;width:var(--w)}"
                          "p{color:var(--c,red);padding:var(--none,1mm)}", BOX),
    "attributes": ("", '<div style="width:30mm;--x:1mm;padding:var(--x)" id="a" lang="de">'
                   '<p style="margin:1mm 2%">Donaudampfschifffahrt</p></div><p>Words</p>'),
    "inherited by word": ("div{border:1mm solid red;padding:2mm}p{border:inherit;padding:inherit}"
                          "em{all:initial}", BOX),
    "logical sides": ("div{margin-inline-start:5mm;padding-block:2mm;inline-size:50mm;"
                      "margin-left:1mm}p{margin-left:3mm;margin-inline:1mm}", BOX),
    "first letters and lines": ("p::first-letter{font-size:3em;float:left;line-height:1em}"
                                "p::first-line{font-variant-caps:small-caps;font-size:1.2em}", BOX),
    "floats": ("div{float:left;width:30mm}p.b{clear:both}em{float:right}", BOX),
    "positions": ("div{position:absolute;top:5%;right:1mm;width:40mm;border-radius:1mm;"
                  "background:#eee}em{position:relative;top:1mm}", BOX),
    "tables": ("table{border-collapse:collapse;width:100%}td{border:1mm solid;padding:5%}",
               "<table><tr><td>One<td>Two<tr><td colspan=2>Three</table>"),
    "tables apart": ("table{border-spacing:2mm}td{background:#eee;border-radius:1mm}",
                     "<table><tr><th>One<td>Two</table>"),
    "lists": ("li::marker{content:'* ';color:red}ol{list-style-position:inside}",
              "<ul><li>One<li>Two</ul><ol><li>Three</ol>"),
    "counters": ("body{counter-reset:c}p{counter-increment:c}p::before{content:counter(c)'. '}",
                 BOX),
    "notes": ("em{float:footnote}::footnote-call{color:red}@page{@footnote{border-top:1px solid}}",
              BOX),
    "running heads": ("em{position:running(head)}p{string-set:text content()}"
                      "@page{@top-left{content:element(head)}@top-right{content:string(text)}"
                      "@bottom-center{content:counter(page)'/'counter(pages)}}", BOX),
    "named pages": (".a{page:wide}@page wide{margin:5mm;background:#eee}@page wide:nth(2){margin:0}"
                    "",
                    BOX),
    "lines on letters": ("em{text-decoration:underline overline red;text-underline-offset:1mm}"
                         ".b{text-decoration:line-through}", BOX),
    "features": ("p{font-feature-settings:'smcp','onum' 1;letter-spacing:.1em;word-spacing:.2em}"
                 "em{font-variant-numeric:oldstyle-nums;font-kerning:none}", BOX),
    "cut off": ("p{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;width:30mm}"
                ".a p{white-space:normal;max-lines:1;block-ellipsis:auto}", BOX),
    "raised glyphs": ("", "<p>a̋ᷓb̧ ằ x⃗ y͜ź</p>"),
    "signs that no face has": ("", "<p>漢 and א and \U0001f600</p>"),
    "from right to left": ("div{direction:rtl;unicode-bidi:bidi-override}", BOX),
    "columns": ("div{columns:2;column-gap:5%;column-rule:1px solid}", BOX),
    "flex": ("body{display:flex}div{flex:1 1 30%}p.b{min-width:20mm}", BOX),
    "grid": ("body{display:grid;grid-template-columns:1fr 30%;gap:2%}", BOX),
    "sizes of nothing": ("em{font-size:0}.b{line-height:0}", BOX),
}  # fmt: skip
"""What the quicker ways leave to the engine, or might take for plain: stylesheet and body."""


@contextmanager
def engines_own() -> Iterator[None]:
    """The engine as it comes, with even lines laid over it."""
    with pytest.MonkeyPatch.context() as patch:
        for owner, name, engine, ours in hook.PLACES:
            if even._ENGINE.get(name) is ours:
                patch.setitem(even._ENGINE, name, engine)
            else:
                assert getattr(owner, name) is ours
                patch.setattr(owner, name, engine)
        patch.setattr(text, "resolve_percentages", percent.resolve_percentages)
        yield


def parts(style: str, bodies: list[str]) -> list[bytes | str]:
    """Parts set one after the other as the press sets them; what it says where it sets none."""
    setter = Typesetter([("a.css", STYLE + style)], assets(), options={"pdf_tags": True})
    made: list[bytes | str] = []
    for number, body in enumerate(bodies, start=1):
        try:
            made.append(packed(setter.set(Words(document(body)), folio=number)))
        except PressError as error:
            made.append(str(error))
    return made


def files(style: str, bodies: list[str]) -> list[bytes | str]:
    """Documents written by the engine one after the other, with the same fonts and stylesheet.

    The first page of each is wider than that of the one before.
    """
    fonts, fetcher = FontConfiguration(), AssetFetcher(assets())
    base: Any = {"base_url": "press:/", "url_fetcher": fetcher}
    sheet = weasyprint.CSS(string=STYLE + style, font_config=fonts, **base)
    written: list[bytes | str] = []
    for number, body in enumerate(bodies):
        page = f"@page:first{{size:{90 + 10 * number}mm 120mm;counter-reset:page {number}}}"
        first = weasyprint.CSS(string=page, font_config=fonts, **base)
        html = weasyprint.HTML(string=document(body), **base)
        try:
            written.append(html.write_pdf(stylesheets=[sheet, first], font_config=fonts))
        except (AssertionError, TypeError) as error:  # the engine's own
            written.append(repr(error))
    return written


def both(style: str, bodies: list[str]) -> tuple[list[bytes | str], list[bytes | str]]:
    return files(style, bodies), parts(style, bodies)


@pytest.mark.parametrize("case", CASES)
def test_documents_are_those_of_the_engine(case: str) -> None:
    style, body = CASES[case]
    bodies = [body, f'<section id="other">{body}{body}</section>', body]
    ours = both(style, bodies)
    with engines_own():
        theirs = both(style, bodies)
    assert ours == theirs


DECLARED = st.sampled_from([
    "width:50%", "width:30mm", "height:20mm", "height:50%", "min-width:10%", "max-height:15mm",
    "padding:2%", "padding:1mm", "margin:1em", "margin:5%", "border:1mm solid", "float:left",
    "position:absolute", "position:relative", "display:inline-block", "display:none",
    "box-sizing:border-box", "background:#eee", "border-radius:1mm", "visibility:hidden",
    "font-size:150%", "line-height:2", "--own:3mm", "padding:var(--own,1mm)", "overflow:hidden",
    "color:currentcolor", "border-color:var(--none)", "display:table", "display:flex",
])  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(
    rules=st.lists(
        st.tuples(st.sampled_from(["div", "p", "em", ".b", "div p", "*", "p::before"]), DECLARED),
        max_size=6,
    ),
    own=st.lists(DECLARED, max_size=2),
)
def test_documents_of_any_declarations_are_those_of_the_engine(
    rules: list[tuple[str, str]], own: list[str]
) -> None:
    style = "p::before{content:'–'}" + "".join(f"{what}{{{said}}}" for what, said in rules)
    bodies = [BOX, f'<div style="{";".join(own)}">{BOX}</div>']
    ours = both(style, bodies)
    with engines_own():
        theirs = both(style, bodies)
    assert ours == theirs


@pytest.mark.parametrize("edition", ["print", "large-print"])
def test_a_whole_edition_is_that_of_the_engine(edition: str) -> None:
    ours = build.make(works.load(REPOSITORY, "ignite"), edition).content
    with engines_own():
        theirs = build.make(works.load(REPOSITORY, "ignite"), edition).content
    assert ours == theirs


@contextmanager
def asked(warned: str = "") -> Iterator[list[str]]:
    """What the engine is asked to compute, one of it with a warning."""
    keys: list[str] = []
    base = styles.Remembering.__base__
    assert base is not None
    engine = base.__missing__

    def heard(self: Any, key: str) -> Any:
        keys.append(key)
        if key == warned:
            logging.getLogger("weasyprint").warning("%s is odd", key)
        return engine(self, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base, "__missing__", heard)
        yield keys


def test_what_was_computed_for_a_part_serves_the_next() -> None:
    with asked() as keys:
        setter = Typesetter([("a.css", STYLE)], assets())
        setter.set(Words(document(BOX)), folio=1)
        first = len(keys)
        setter.set(Words(document(f'<p id="x">{WORDS}</p>{BOX}')), folio=3)
    assert len(keys) - first < first / 10


def test_what_is_computed_with_a_warning_is_computed_each_time() -> None:
    with asked(warned="width") as keys:
        files("", [BOX])
        once = keys.count("width"), keys.count("height")
        keys.clear()
        files("", [BOX, BOX])
    assert keys.count("width") == 2 * once[0]
    assert keys.count("height") < 2 * once[1]


def test_what_is_known_of_styles_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "MANY", 20)
    style, body = CASES["attributes"]
    bodies = [body, BOX, body, body]
    ours = both(style, bodies)
    with engines_own():
        assert ours == both(style, bodies)


def test_an_engine_of_another_form_keeps_its_own_ways() -> None:
    assert quick.PLACES, "the engine of the lock file has the form that is known"
    other = hook.Way(percent, "resolve_percentages", ("box", "container"), lambda _: None)
    before = percent.resolve_percentages, line_break.strut, css.ComputedStyle
    assert hook.install([*hook.WAYS[:1], other]) == []
    assert (percent.resolve_percentages, line_break.strut, css.ComputedStyle) == before
    assert inspect.isfunction(boxes.Box.is_in_normal_flow)
