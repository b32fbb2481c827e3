"""Layouts: each renders tiny with the engine silent; what a designer gets wrong is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from press import build, layouts, works
from press.compose import Composer, Learned
from press.errors import ContentError, Place, PressError, UsageError
from tests.conftest import REPOSITORY, change

LAYOUTS = sorted(path.parent.name for path in (REPOSITORY / "layouts").glob("*/layout.yaml"))
ORDER = "manuscript/tiny/publication.yaml"


def lay_out(checkout: Path, name: str, files: dict[str, str]) -> None:
    """Write a layout, and set tiny in it."""
    for path, text in files.items():
        file = checkout / "layouts" / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    change(checkout / ORDER, "layout: ignite", f"layout: {name}")


def refused(checkout: Path, edition: str = "screen") -> PressError:
    """What stops tiny."""
    with pytest.raises(PressError) as caught:
        build.make(works.load(checkout, "tiny"), edition)
    return caught.value


@pytest.mark.parametrize("edition", ["print", "screen"])
@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "ignite"])
def test_every_layout_renders_tiny_in_silence(checkout: Path, layout: str, edition: str) -> None:
    """Ignite's own does in test_editions.py: the engine's first warning would stop it there."""
    change(checkout / ORDER, "layout: ignite", f"layout: {layout}")
    work = works.load(checkout, "tiny")
    made = build.make(work, edition)
    found = [one.code for one in build.findings(work, made)]
    # Tiny's opening quotes are marked for Ignite's pages; where more text goes on a page, their
    # sentences may come to stand on the opener's spread, which is an editor's to mend.
    assert set(found) <= {"opening-quote-too-near"}


def test_no_layout_silences_the_engine_without_a_reason() -> None:
    for name in LAYOUTS:
        for silence in layouts.load(REPOSITORY, name).settings.silences:
            assert len(silence.reason.split()) > 2, f"{name}: {silence.warning}"


def test_a_layout_replaces_templates_and_adds_to_styles(checkout: Path) -> None:
    lay_out(checkout, "mine", {
        "layout.yaml": "extends: ignite\nstarts:\n  essay: recto\n",
        "templates/cover.html": '<section class="cover" id="{{ chapter.slug }}">Mine</section>',
        "styles/tokens.css": ":root{--ember-light:#112233}",
    })  # fmt: skip
    layout = works.load(checkout, "tiny").layout
    assert [folder.name for folder in layout.folders] == ["base", "ignite", "mine"]
    assert [folder.parent.name for folder in layout.template_folders] == ["mine", "ignite", "base"]
    assert layout.start("essay") == "recto"
    assert layout.start("foreword") == "next"
    assert layout.tokens("screen")["accent"] == "#112233", "tokens are resolved last of all"
    files = [file for file, _ in layout.stylesheets("screen")]
    assert files.index("layouts/ignite/styles/tokens.css") + 1 == files.index(
        "layouts/mine/styles/tokens.css"
    )
    assert files[-1] == "layouts/ignite/styles/pages.css"


def test_a_template_that_was_written_anew_is_read_anew(checkout: Path) -> None:
    lay_out(checkout, "mine", {
        "layout.yaml": "extends: ignite\n",
        "templates/cover.html": '{% include "line.html" %}',
        "templates/line.html": "One",
    })  # fmt: skip
    work = works.load(checkout, "tiny")
    said = []
    for words in ("One", "Two", "Two", "One"):
        (checkout / "layouts/mine/templates/line.html").write_text(words, encoding="utf-8")
        physical = work.order.physical("screen")
        edition = work.order.edition("screen")
        composer = Composer(
            work.book, work.layout, entry="screen", edition=edition, physical=physical
        )
        said.append(composer.part(work.book.chapter("cover"), Learned()).content)
    assert said == ["One", "Two", "Two", "One"]


# What a designer gets wrong


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("\n.title{colour:red}", "Ignored `colour:red`"),
        ("\n.title{color:reddish}", "Ignored `color:reddish`"),
        ("\n.title{margin:3}", "Ignored `margin:3`"),
        ("\n.title:hoover{color:red}", "Invalid or unsupported selector"),
        ("\n@madia print{.title{color:red}}", "Unknown rule"),
    ],
    ids=["property", "colour", "unit", "selector", "rule"],
)
def test_a_stylesheet_that_the_engine_does_not_understand_is_refused(
    checkout: Path, css: str, said: str
) -> None:
    lay_out(checkout, "odd", {"layout.yaml": "extends: ignite\n", "styles/components.css": css})
    error = refused(checkout)
    assert isinstance(error, ContentError)
    assert said in error.message
    assert error.place is not None
    assert error.place.file == "layouts/odd/styles/components.css"
    assert error.place.line == (None if "selector" in said else 2), "of selectors it tells no line"
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    "address",
    [
        "drawing:nothing",
        "https://example.org/a.png",
        "file:///etc/passwd",
        "../../a.png",
        "font:a.ttf",
    ],
)
def test_a_picture_that_is_no_asset_is_refused(checkout: Path, address: str) -> None:
    lay_out(checkout, "odd", {
        "layout.yaml": "extends: ignite\n",
        "styles/components.css": f".title{{background:url({address})}}",
    })  # fmt: skip
    error = refused(checkout)
    assert {type(single) for single in error.errors} == {ContentError}
    wanted = address if ":" in address else "a.png"
    assert any(wanted in str(single) for single in error.errors)


def test_a_picture_in_a_template_that_is_no_asset_is_refused(checkout: Path) -> None:
    lay_out(checkout, "odd", {
        "layout.yaml": "extends: ignite\n",
        "templates/cover.html": '<img src="drawing:logotipe-night" alt="">',
    })  # fmt: skip
    error = refused(checkout)
    assert any("drawing:logotipe-night" in str(single) for single in error.errors)


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ('<section id="{{ chapter.slug }}">\n{{ chapter.slog }}\n</section>', 2, "slog"),
        ("<section>\n\n{{ nobody }}\n</section>", 3, "nobody"),
        ("<section>\n{% if chapter %}\n</section>\n", 3, "cannot be used"),
        ("<section>\n{{ chapter.slug|loud }}\n</section>", 2, "loud"),
        ('{% extends "pice.html" %}', None, "no template pice.html"),
    ],
    ids=["attribute", "name", "unclosed", "filter", "parent"],
)
def test_a_template_that_cannot_be_used_is_named_with_its_line(
    checkout: Path, template: str, line: int | None, said: str
) -> None:
    lay_out(checkout, "odd", {
        "layout.yaml": "extends: ignite\n", "templates/cover.html": template,
    })  # fmt: skip
    error = refused(checkout)
    assert isinstance(error, ContentError)
    assert said in error.message
    if line:
        assert error.place == Place("layouts/odd/templates/cover.html", line)


def test_a_layout_without_a_template_or_an_entry_is_refused(checkout: Path) -> None:
    lay_out(checkout, "bare", {"layout.yaml": "starts:\n  essay: next\n"})
    assert "the layout “bare” has no " in str(refused(checkout))


def test_pages_that_never_settle_are_refused(checkout: Path) -> None:
    lay_out(checkout, "odd", {
        "layout.yaml": "extends: ignite\n",
        "templates/about.html": '<section class="about" id="{{ chapter.slug }}">{{ body }}'
        '{% if learned.folio("introduction") != 9 %}'
        '<p style="break-before:page">A page that moves what it asks for.</p>{% endif %}</section>',
    })  # fmt: skip
    assert "the pages do not settle: after 4 rounds" in refused(checkout).message


def test_a_layout_that_extends_itself_is_refused(checkout: Path) -> None:
    lay_out(checkout, "one", {"layout.yaml": "extends: two\n"})
    (checkout / "layouts/two").mkdir()
    (checkout / "layouts/two/layout.yaml").write_text("extends: one\n", encoding="utf-8")
    with pytest.raises(ContentError, match="extends itself; break the ring"):
        works.load(checkout, "tiny")


def test_an_unknown_layout_is_named_where_it_was_written(checkout: Path) -> None:
    change(checkout / ORDER, "layout: ignite", "layout: ignit")
    lines = (checkout / ORDER).read_text(encoding="utf-8").splitlines()
    with pytest.raises(UsageError) as caught:
        works.load(checkout, "tiny")
    assert caught.value.place == Place(ORDER, lines.index("layout: ignit") + 1)
    assert caught.value.hint == "did you mean “ignite”?"


def test_an_unknown_layout_to_extend_is_named_where_it_was_written(checkout: Path) -> None:
    lay_out(checkout, "odd", {"layout.yaml": "# odd\nextends: bass\n"})
    with pytest.raises(UsageError) as caught:
        works.load(checkout, "tiny")
    assert caught.value.place == Place("layouts/odd/layout.yaml", 2)
    assert caught.value.hint == "did you mean “base”?"


@pytest.mark.parametrize("name", ["../layouts/base", "/etc", "Base", ".."])
def test_a_layout_is_a_name_and_no_path(checkout: Path, name: str) -> None:
    change(checkout / ORDER, "layout: ignite", f'layout: "{name}"')
    with pytest.raises(PressError) as caught:
        works.load(checkout, "tiny")
    assert str(caught.value).startswith(f"{ORDER}:")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("extends: ignite\nextend: base\n", "layouts/odd/layout.yaml:2: error: "),
        ("extends: ignite\nstarts:\n  essay: left\n", "layouts/odd/layout.yaml:3: error: "),
        ("extends: ignite\nsilences:\n  - warning: Ignored\n    reason: so\n",
         "layouts/odd/layout.yaml:4: error: "),
        ("extends: [ignite\n", "layouts/odd/layout.yaml:"),
    ],
    ids=["key", "value", "reason", "syntax"],
)  # fmt: skip
def test_settings_that_cannot_be_are_named_with_their_line(
    checkout: Path, settings: str, said: str
) -> None:
    lay_out(checkout, "odd", {"layout.yaml": settings})
    with pytest.raises(ContentError) as caught:
        works.load(checkout, "tiny")
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        ("kind: postre", "of an unknown kind, “postre”; did you mean “poster”?"),
        ("kind: spark\n    width: 2\n    height: 5\n    colour: ember\n    hight: 3", "hight"),
        ("kind: spark\n    width: 2\n    height: 5\n    colour: embers", "embers"),
        ("kind: spark", "cannot be drawn"),
    ],
    ids=["kind", "parameter", "token", "nothing"],
)
def test_a_drawing_that_cannot_be_drawn_is_named(checkout: Path, drawing: str, said: str) -> None:
    lay_out(checkout, "odd", {
        "layout.yaml": f"extends: ignite\ndrawings:\n  dot:\n    {drawing}\n",
    })  # fmt: skip
    error = refused(checkout)
    assert isinstance(error, ContentError)
    assert str(error).startswith("layouts/odd/layout.yaml")
    assert "the drawing “dot”" in error.message
    assert said in str(error)


def test_a_warning_may_be_silenced_with_a_reason(checkout: Path) -> None:
    lay_out(checkout, "odd", {
        "layout.yaml": "extends: ignite\nsilences:\n  - warning: Ignored `colour:red`\n"
        "    reason: the designer cannot spell\n",
        "styles/components.css": ".title{colour:red}",
    })  # fmt: skip
    work = works.load(checkout, "tiny")
    assert build.make(work, "screen").content
