"""The manuscript as the rest of the press meets it: sections, trees, lines, pull quotes."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

import pytest
from lxml import etree

from press import assets, manuscript, publication
from press.errors import ContentError, Place, PressError, Problems
from press.manuscript.section import Section

TINY = Path(__file__).parent / "publications" / "tiny"
HEAD = "---\nkind: text\ntitle: Lamps\n---\n"
ORDER = """\
title: One
date: 2026-11-22
creators: [Nobody]
spine: [one.md]
editions:
  print:
    format: print-pdf
    trim: [148 mm, 210 mm]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository that holds tiny."""
    shutil.copytree(TINY, tmp_path / "manuscript" / "tiny")
    return tmp_path


def load(root: Path, name: str = "tiny") -> dict[str, Section]:
    return {one.slug: one for one in manuscript.load(publication.load(root, name), root)}


def one(tmp_path: Path, text: str, *, head: str = HEAD) -> Section:
    """A section alone in its publication."""
    folder = tmp_path / "manuscript" / "one"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "publication.yaml").write_text(ORDER, encoding="utf-8")
    (folder / "one.md").write_text(head + text, encoding="utf-8")
    return load(tmp_path, "one")["one"]


def html(section: Section) -> str:
    assert section.body is not None
    return etree.tostring(section.body, encoding="unicode").replace("\u00a0", "~")[5:-6]


def test_sections_stand_in_the_order_of_the_spine(root: Path) -> None:
    order = publication.load(root, "tiny")
    sections = manuscript.load(order, root)
    assert [section.file.removeprefix("manuscript/tiny/") for section in sections] == list(
        order.publication.spine
    )
    assert sections[0].body is None
    assert sections[7].full_title == "Who chooses the books: a jury in the reading room"
    assert sections[7].authors[0].name == "Perpetua Shelf"
    assert sections[7].lines["pull_quotes.reserve"] == 14


def test_the_head_is_set_and_codes_are_not(root: Path) -> None:
    sections = load(root)
    contact = sections["contacts"].head.model_dump()["organisations"][0]
    assert contact["address"][0] == "1–3 Tallow Street"
    assert contact["web"] == "www.library.example"
    assert sections["foreword"].authors[1].name == "Barnaby Inkpen\u00a0OBE"


def test_pull_quotes_say_where_they_come_from(root: Path) -> None:
    sections = load(root)
    opening, reserve, keys = sections["shelves"].pull_quotes
    assert opening.state == "elided"
    assert opening.place == Place("manuscript/tiny/essays/shelves.md", 12)
    assert reserve.state == "verbatim"
    assert not reserve.marked
    assert keys.reason == "shortened with the author's consent"
    (marked,) = sections["lamps"].pull_quotes
    assert marked.marked
    assert marked.text.startswith("We have asked")
    assert marked.source == "lamps"
    (on_cover,) = sections["back-cover"].pull_quotes
    assert on_cover.source == "foreword"


def test_every_element_knows_its_line(root: Path) -> None:
    for section in load(root).values():
        lines = (root / section.file).read_text(encoding="utf-8").split("\n")
        for element in section.body.iter() if section.body is not None else ():
            words = "".join(element.itertext()).strip().split(" ")[0].strip(".,‘’").split("\u00a0")
            if element.tag in {"p", "h2", "li", "em", "a"} and "note-call" not in element.values():
                assert element.sourceline
                assert words[0].split("’")[0] in lines[element.sourceline - 1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One *two* **three**.", "<p>One <em>two</em> <strong>three</strong>.</p>"),
        ("One\\\ntwo", "<p>One<br/>two</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("- one\n\n- two", "<ul><li><p>one</p></li><li><p>two</p></li></ul>"),
        ("3. one\n4. two", '<ol start="3"><li>one</li><li>two</li></ol>'),
        ("> one", "<blockquote><p>one</p></blockquote>"),
        ("One\n: two", "<dl><dt>One</dt><dd>two</dd></dl>"),
        ("{.numbered #a}\n## One", '<h2 class="numbered" id="a">One</h2>'),
        ("[One.]{.run-in} Two.", '<p><span class="run-in">One.</span> Two.</p>'),
        ("[one](#two){.where}", '<p><a href="#two" class="where">one</a></p>'),
        ("[one](https://a.example/é)", '<p><a href="https://a.example/%C3%A9">one</a></p>'),
        ("<https://a.example/>",
         '<p><a href="https://a.example/"><span class="name">https://a.example/</span></a></p>'),
        ("[chat]{lang=fr}", '<p><span lang="fr">chat</span></p>'),
        ("\\*one\\* \\<b>", "<p>*one* &lt;b&gt;</p>"),
        ("b[^b] a[^a] b[^b]\n\n[^a]: A.\n\n[^b]: B *c*.",
         '<p>b<a class="note-call" href="#note-b">1</a> a<a class="note-call" href="#note-a">2</a>'
         ' b<a class="note-call" href="#note-b">1</a></p>'
         '<aside class="note" id="note-b">B <em>c</em>.</aside>'
         '<aside class="note" id="note-a">A.</aside>'),
        ("one\n\n[o]{.pull-quote #q}\n\n::: pull-quote q\n:::",
         '<p>one</p><p><span class="pull-quote-source" id="quote-q">o</span></p>'
         '<aside class="pull-quote" data-quote="q"/>'),
    ],
)  # fmt: skip
def test_markdown_becomes_html(tmp_path: Path, text: str, wanted: str) -> None:
    assert html(one(tmp_path, text)) == wanted


def test_a_line_inside_a_paragraph_is_known(tmp_path: Path) -> None:
    body = one(tmp_path, "One\ntwo *three*  \n[four](#five)\n").body
    assert body is not None
    assert [(child.tag, child.sourceline) for child in body[0]] == [("em", 6), ("br", 6), ("a", 7)]


def test_a_figure_with_its_caption(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str, Place]] = []
    monkeypatch.setattr(
        assets,
        "figure",
        lambda _root, publication, name, *, place: asked.append((publication, name, place)),
    )
    assert html(one(tmp_path, "![It's a lamp](lamp.png)\nThe *last* lamp.")) == (
        '<figure><img alt="It’s a lamp" src="figure:lamp.png"/>'
        "<figcaption>The <em>last</em> lamp.</figcaption></figure>"
    )
    assert asked == [("one", "lamp.png", Place("manuscript/one/one.md", 5))]


def test_everything_is_told_at_once(root: Path) -> None:
    for slug in ("lamps", "shelves"):
        file = root / "manuscript" / "tiny" / "essays" / f"{slug}.md"
        file.write_text(file.read_text(encoding="utf-8") + "\n<b>\n\n`a`\n", encoding="utf-8")
    with pytest.raises(Problems) as caught:
        load(root)
    assert len(caught.value.errors) == 4
    assert caught.value.exit_code == 1


def test_what_is_no_file_does_not_hang(tmp_path: Path) -> None:
    one(tmp_path, "Words.")
    file = tmp_path / "manuscript" / "one" / "one.md"
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(ContentError, match="is not a file"):
        load(tmp_path, "one")
    file.unlink()
    file.mkdir()
    with pytest.raises(ContentError, match="is not a file"):
        load(tmp_path, "one")


def test_a_folder_that_is_a_link_is_not_followed(root: Path) -> None:
    essays = root / "manuscript" / "tiny" / "essays"
    essays.rename(root / "elsewhere")
    essays.symlink_to(root / "elsewhere")
    with pytest.raises(PressError, match="leads through a link"):
        load(root)


def test_an_order_that_is_no_file_does_not_hang(tmp_path: Path) -> None:
    one(tmp_path, "Words.")
    file = tmp_path / "manuscript" / "one" / "publication.yaml"
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(ContentError, match="is not a file"):
        load(tmp_path, "one")


def paragraphs(unit: str) -> str:
    """A unit repeated to just under the bounds of a line, a paragraph and a file."""
    line = (unit + " ") * (9_900 // (len(unit) + 1))
    return "\n\n".join([line] * 19)


def sparse(unit: str, most: int) -> str:
    """Paragraphs that each hold just as many units as one may."""
    paragraph = (unit + " ") * most
    return "\n\n".join([paragraph] * (190_000 // (len(paragraph) + 2)))


HOSTILE = {
    "quotations": ">" * 50_000,
    "quotations spaced": paragraphs("> " * 20),
    "brackets": "[" * 10_000,
    "brackets spaced": paragraphs("["),
    "brackets allowed": sparse("[", 99),
    "notes allowed": sparse("[^a", 99),
    "spans allowed": sparse("[a]{%", 99),
    "nested spans": sparse("[" * 18 + "a" + "]{.name}" * 5, 11),
    "images allowed": sparse("![", 99),
    "stars": "*" * 100_000,
    "stars allowed": sparse("*a**b_c", 190),
    "deep lists": "\n".join("  " * level + "- a" for level in range(200)),
    "a megabyte on a line": "a " * 500_000,
    "quotes": "'a' " * 2_000,
    "double quotes": paragraphs("\"a'"),
    "years": paragraphs("'18"),
    "digits": paragraphs("1-2-3-4-5"),
    "addresses": paragraphs("a@a.a-a-a-a-a"),
    "backslashes": paragraphs("\\"),
    "ampersands": paragraphs("&amp;"),
    "angles": paragraphs("<a b='c"),
    "backticks": paragraphs("`a ``b ```c"),
    "autolinks": paragraphs("<http://a>"),
    "notes": "\n\n".join(f"[^n{number}]: a" for number in range(9_000)),
    "items": "- a\n\n" * 9_000,
    "headings": "## a\n\n" * 9_000,
    "braces": "{.keep}\n\n" * 9_000,
    "colons": "::: pull-quote a\n\n" * 9_000,
    "lines": "\n" * 150_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_section_costs_more_than_seconds(tmp_path: Path, text: str) -> None:
    begun = time.process_time()
    with suppress(PressError):
        one(tmp_path, text)
    assert time.process_time() - begun < 5


HEADS = {
    "keys": "".join(f"key{number}: a\n" for number in range(9_000)),
    "one key": "k" * 90_000 + ": a\n",
    "authors": "authors:\n" + "  - nane: a\n" * 9_000,
    "brackets": "title: " + "[" * 9_000,
    "quotes": "pull_quotes:\n" + "".join(f"  q{number}: a\n" for number in range(9_000)),
    "state": "pull_quotes: {a: {text: a, state: " + "a" * 90_000 + "}}\n",
    "escape": 'title: "\\U99999999"\n',
    "surrogate": 'title: "\\uD800"\n',
    "version": "%YAML " + "9" * 9_000 + ".1\n---\ntitle: a\n",
    "nul": 'title: "\\0"\n',
    "control": "title: a\x9fb\n",
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_no_head_costs_more_than_seconds(tmp_path: Path, head: str) -> None:
    begun = time.process_time()
    with pytest.raises(PressError) as caught:
        one(tmp_path, "Words.", head=f"---\nkind: text\n{head}---\n")
    assert len(str(caught.value)) < 50_000
    assert time.process_time() - begun < 5
