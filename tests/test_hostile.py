"""Input that nobody sends by mistake: it ends in one line, in bounded time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from press import build, works
from press import yaml as press_yaml
from press.errors import ContentError, MachineError, PressError
from press.pages.engine import AssetFetcher, listening
from press.proofreading import GUARDS, Copy, copy_findings
from tests.conftest import REPOSITORY, change

LAMPS = "manuscript/tiny/essays/lamps.md"
TEMPLATE = "layouts/ignite/templates/about.html"


def add(checkout: Path, text: str) -> None:
    change(checkout / LAMPS, "A bill is a good teacher.", f"{text}\n\nA bill is a good teacher.")


def test_an_elided_quote_of_equal_pieces_is_soon_judged(checkout: Path) -> None:
    quote = " … ".join([*["ox"] * 25, "zebu"])
    change(
        checkout / LAMPS,
        "place: Easthaven",
        f"place: Easthaven\npull_quotes:\n  oxen:\n    text: {quote}\n    state: elided",
    )
    add(checkout, "::: pull-quote oxen\n:::\n\n" + "ox " * 100)
    work = works.load(checkout, "tiny")
    assert [
        found.code for found in copy_findings(Copy(book=work.book, faces=work.faces), GUARDS)
    ] == ["quote-elided"]


def test_a_note_may_be_called_after_a_letter_or_a_figure(checkout: Path) -> None:
    add(
        checkout,
        "Plain words[^n] and more in 2019[^m] here, again words[^n].\n\n[^n]: A note.\n\n"
        "[^m]: See [there](#framework){.where}, all of it.",
    )
    work = works.load(checkout, "tiny")
    assert build.findings(work, build.make(work, "screen")) == []


@pytest.mark.parametrize(
    "template",
    ["{{ 1/0 }}", "{{ 1 + 'a' }}", "{{ none() }}", '{% include "about.html" %}', "\udce9"],
)
def test_a_template_that_fails_is_named(checkout: Path, template: str) -> None:
    (checkout / TEMPLATE).write_bytes(template.encode("utf-8", "surrogateescape"))
    with pytest.raises(ContentError) as caught:
        build.make(works.load(checkout, "tiny"), "screen")
    assert caught.value.place is not None
    assert caught.value.place.file.startswith("layouts/")


@pytest.mark.parametrize(
    ("old", "new"),
    [("kind: cover", "kind: [cover]"), ("crowding: 1.5", "crowding: 99999.5")],
)
def test_a_drawing_that_fails_is_named(checkout: Path, old: str, new: str) -> None:
    change(checkout / "layouts/ignite/layout.yaml", old, new)
    with pytest.raises(ContentError, match="the drawing “"):
        build.make(works.load(checkout, "tiny"), "screen")


@pytest.mark.parametrize("odd", ["latin-1", "folder", "fifo", "link"])
@pytest.mark.parametrize("file", ["layout.yaml", "styles/components.css"])
def test_a_layout_file_that_is_no_plain_text_is_named(checkout: Path, file: str, odd: str) -> None:
    path = checkout / "layouts" / "ignite" / file
    if odd == "latin-1":
        path.write_bytes(path.read_bytes() + b"\n/* \xe9 */")
    else:
        path.unlink()
        make = {"folder": path.mkdir, "fifo": lambda: os.mkfifo(path)}
        make.get(odd, lambda: path.symlink_to("/etc/passwd"))()
    with pytest.raises(ContentError, match=f"layouts/ignite/{file}"):
        build.make(works.load(checkout, "tiny"), "screen")


def test_a_layout_without_fonts_is_told(checkout: Path) -> None:
    (checkout / "layouts/base/styles/fonts.css").unlink()
    with pytest.raises(ContentError, match="has no fonts"):
        works.load(checkout, "tiny")


def test_an_engine_that_fails_is_told_in_one_line() -> None:
    failing = listening(AssetFetcher({}), (), what="“lamps”")
    with pytest.raises(MachineError, match="the engine fails at “lamps”: AssertionError"), failing:
        raise AssertionError


def test_a_profile_in_the_home_of_nobody(checkout: Path) -> None:
    order = checkout / "manuscript/tiny/publication.yaml"
    change(order, "profile: FOGRA39L_coated", "profile: ~nobody-lives-here/x.icc")
    with pytest.raises(ContentError, match="home of nobody"):
        build.make(works.load(checkout, "tiny"), "print")


@pytest.mark.parametrize("answer", ["ascii", "closed"])
def test_the_desk_answers_any_terminal(checkout: Path, answer: str) -> None:
    shutil.copy(REPOSITORY / "tasks.py", checkout)
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "ascii"}
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "invoke", "contents", "-p", "tiny"],
        cwd=checkout,
        env=environment,
        stdout=writer if answer == "closed" else subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)
    assert "Traceback" not in done.stderr
    assert done.returncode == (3 if answer == "closed" else 0)
    if answer == "closed":
        assert "error: the answer cannot be written: broken pipe" in done.stderr


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="there is no LibYAML here")
@pytest.mark.parametrize(
    "text",
    [
        "a: ~\nb:\nc: ''\nd: [x, '', {e: }]\n",
        "a: |\n  one\n   two\n\nb: >-\n  three\n\n  four\n",
        "a: 12:30\nb: no\nc: 007\nd: it’s #1\n",
        "- - 1\n  - x: y\n    z: w\n- “a”\n",
        "a: b: c",
        "a: &b c\nd: *b\ne: !!str f\na: g\n",
        "a: [b",
        "a:\tb",
        "a: b\n---\nc: d\n",
    ],
)
def test_the_quick_parser_of_yaml_says_what_the_other_says(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said() -> object:
        try:
            read = press_yaml.read(text, file="a.yaml", first_line=7)
        except PressError as refused:
            return str(refused)
        return read.value, read.lines

    assert press_yaml.QUICK is yaml.CSafeLoader
    quick = said()
    monkeypatch.setattr(press_yaml, "QUICK", yaml.SafeLoader)
    assert said() == quick
