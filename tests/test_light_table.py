"""The light table without a browser: its state, its sources, its pictures, its worker."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from press import build, light_table, reading, renew, works
from press.errors import ContentError, MachineError, Place, UsageError
from press.finding import Finding, Severity
from press.light_table import checks, proofs
from press.light_table.builds import Builds
from press.light_table.checks import Whereabouts
from press.light_table.pictures import Kept, Pictures
from press.light_table.request import Request
from press.light_table.setting import Drawn, StandingType
from press.light_table.sources import Sources
from press.light_table.state import (
    Began,
    Chapter,
    Checked,
    Event,
    Failed,
    Measure,
    Note,
    Page,
    Read,
    Same,
    Setting,
    Settled,
    Shown,
    Table,
    after,
    touched,
)
from press.light_table.watching import concerns
from press.pages import typesetter
from press.parts import DrawnPart
from press.parts.drawing import Thing
from press.store import Store
from press.tools import memory
from tests.conftest import REPOSITORY, Editions, change, furnish
from tests.edits import over_any_edits
from tests.light_table import LONG, Laid, State, laid

LAMPS = "essays/lamps.md"

# State

EMPTY = Table(publication="tiny", edition="print", editions=("print", "screen"))


def page(folio: int, section: str, number: int, picture: str = "") -> Page:
    return Page(
        folio=folio,
        section=section,
        number=number,
        name="text",
        picture=picture or f"{section}-{number}",
        lines="lines",
        width=148,
        height=210,
        bleed=3,
        area=(20, 21, 100, 160),
    )


def chapter(slug: str) -> Chapter:
    return Chapter(slug=slug, label="", title=slug.title(), file=f"{slug}.md", words=100)


BOOK = (page(1, "cover", 1), page(2, "lamps", 1), page(3, "lamps", 2), page(4, "shelves", 1))


def read(*stale: str) -> Read:
    return Read(
        edition="print",
        build=1,
        title="Open late",
        editions=("print",),
        chapters=(chapter("cover"), chapter("lamps"), chapter("shelves")),
        changed=tuple(f"{one}.md" for one in stale),
        stale=frozenset(stale),
    )


def settled(*pages: Page) -> Settled:
    return Settled(edition="print", build=1, pages=pages, measure=Measure())


def shown(section: str, *pages: Page, whole: bool = True) -> Shown:
    return Shown(edition="print", build=1, section=section, pages=pages, whole=whole)


def stop(file: str) -> Failed:
    note = Note(weight="stop", code="", message="no", remedy="", file=file, line=3)
    return Failed(edition="print", build=1, notes=(note,))


def through(*events: Event, table: Table = EMPTY) -> Table:
    for event in events:
        table = after(event, table)
    return table


def standings(table: Table) -> dict[str, str]:
    return {one.slug: one.standing for one in table.chapters}


SETTLED = through(
    Began(edition="print", build=1), read("cover", "lamps", "shelves"), settled(*BOOK)
)


def test_a_section_goes_from_stale_over_setting_to_fresh() -> None:
    table = through(read("lamps"), table=SETTLED)
    assert standings(table) == {"cover": "fresh", "lamps": "stale", "shelves": "fresh"}
    table = through(Setting(edition="print", build=1, section="lamps"), table=table)
    assert standings(table)["lamps"] == "setting"
    assert table.doing == "setting Lamps"
    table = through(shown("lamps", page(2, "lamps", 1, "new"), whole=False), table=table)
    assert standings(table)["lamps"] == "setting"
    table = through(shown("lamps", page(2, "lamps", 1, "new")), table=table)
    assert standings(table)["lamps"] == "fresh"


def test_pages_that_are_shown_first_stand_where_the_old_ones_stood() -> None:
    new = (page(2, "lamps", 1, "a"), page(3, "lamps", 2, "b"), page(4, "lamps", 3, "c"))
    table = through(shown("lamps", *new), table=SETTLED)
    assert [one.section for one in table.pages] == ["cover", "lamps", "lamps", "lamps", "shelves"]
    assert table.pages[1:4] == new


def test_pages_of_a_section_that_was_not_there_stand_by_their_folio() -> None:
    table = through(shown("shelves", BOOK[3]), shown("cover", BOOK[0]), shown("lamps", *BOOK[1:3]))
    assert table.pages == BOOK


def test_a_build_that_fails_leaves_the_pages_and_marks_the_section() -> None:
    table = through(
        read("lamps"), Setting(edition="print", build=1, section="shelves"), stop("lamps.md"),
        table=SETTLED,
    )  # fmt: skip
    assert table.pages == BOOK
    assert table.outcome == "failed"
    assert standings(table) == {"cover": "fresh", "lamps": "error", "shelves": "stale"}
    mended = through(read("lamps"), table=table)
    assert mended.stops == ()
    assert standings(mended)["lamps"] == "stale"
    assert standings(through(settled(*BOOK), table=mended))["lamps"] == "fresh"


def test_findings_of_the_pages_before_stay_until_there_are_others() -> None:
    note = Note(weight="warning", code="widow", message="", remedy="")
    table = through(Checked(edition="print", build=1, notes=(note,), done=True), table=SETTLED)
    assert (table.doing, table.checked) == ("", True)
    table = through(read("lamps"), table=table)
    assert table.findings == (note,)
    assert not table.checked


def test_nothing_new_changes_nothing() -> None:
    assert through(Same(edition="print", build=2), table=SETTLED) == SETTLED


def test_what_a_change_touched_is_told_page_by_page() -> None:
    now = (BOOK[0], page(2, "lamps", 1, "new"), page(3, "shelves", 1), page(4, "shelves", 2))
    assert touched(BOOK, now) == (
        (BOOK[1], now[1]),
        (None, now[3]),
        (BOOK[2], None),
    )
    assert touched(BOOK, BOOK) == ()


def test_a_folio_that_moves_touches_only_pages_whose_pixels_move() -> None:
    moved = replace(BOOK[3], folio=6)
    assert touched(BOOK, (*BOOK[:3], moved)) == ()


def test_the_first_build_touched_nothing() -> None:
    assert SETTLED.touched == ()
    assert through(settled(*BOOK), table=SETTLED).touched == ()


# What rings, and what changed


@pytest.mark.parametrize("name", ["lamps.md", "pages.css", "essay.html", "a.png", "layout.yaml"])
def test_a_source_rings(name: str) -> None:
    assert concerns(f"/somewhere/{name}")


@pytest.mark.parametrize("name", [".lamps.md.swp", "lamps.md~", "4913", "#lamps.md#", "x.tmp"])
def test_what_an_editor_writes_for_itself_does_not_ring(name: str) -> None:
    assert not concerns(f"/somewhere/{name}")


def test_only_the_section_that_changed_is_read_again(checkout: Path) -> None:
    sources = Sources(checkout, "tiny")
    before, _ = sources.read()
    file = checkout / "manuscript/tiny/essays/lamps.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nOne more.\n", encoding="utf-8")
    assert sources.moved()
    work, changed = sources.read()
    assert changed == {"manuscript/tiny/essays/lamps.md"}
    again = [one.slug for one in work.book.chapters
             if one.section is not before.book.chapter(one.slug).section]  # fmt: skip
    assert again == ["lamps"]
    assert work.layout is before.layout
    assert not sources.moved()


def test_what_could_not_be_read_is_read_again_when_it_is_mended(checkout: Path) -> None:
    sources = Sources(checkout, "tiny")
    sources.read()
    lamps, shelves = (checkout / f"manuscript/tiny/essays/{one}.md" for one in ("lamps", "shelves"))
    good = lamps.read_text(encoding="utf-8")
    lamps.write_text("no head\n", encoding="utf-8")
    with pytest.raises(ContentError):
        sources.read()
    shelves.write_text(shelves.read_text(encoding="utf-8") + "\nOne more.\n", encoding="utf-8")
    with pytest.raises(ContentError):
        sources.read()
    lamps.write_text(f"{good}\nMended.\n", encoding="utf-8")
    work, _ = sources.read()
    text = ["".join(one.body.itertext()) for one in work.book.chapters if one.body is not None]
    assert any("Mended." in one for one in text)
    assert any("One more." in one for one in text)


def test_a_layout_that_changed_is_read_again(checkout: Path) -> None:
    sources = Sources(checkout, "tiny")
    before, _ = sources.read()
    css = checkout / "layouts/ignite/styles/tokens.css"
    css.write_text(css.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    work, changed = sources.read()
    assert changed == {"layouts/ignite/styles/tokens.css"}
    assert work.layout is not before.layout


# Type that stands


class Nobody:
    """Watches and counts what is set."""

    def __init__(self) -> None:
        self.set: list[str] = []

    def before(self, section: str) -> None:
        if section:
            self.set.append(section)

    def behind(self, part: object, made: object) -> None:
        """Nothing."""


def test_standing_type_gives_the_pages_of_a_build_from_nothing(checkout: Path) -> None:
    sources = Sources(checkout, "tiny")
    kept = StandingType("screen")

    def pages(type_: StandingType, watcher: Nobody) -> list[tuple[int, str]]:
        type_.ready(sources.read()[0])
        parts = type_.paginate(watcher).parts
        drawn = [one for placed in parts for one in type_.drawn(placed.part, placed.made)]
        return [(one.page.folio, one.page.picture) for one in drawn]

    first = pages(kept, Nobody())
    watcher = Nobody()
    assert pages(kept, watcher) == first
    assert watcher.set == []
    edits = (
        ("essays/lamps.md", "\nA new end, of one Easthaven lantern.\n"),
        ("front/introduction.md", "\nAnd one more thing to begin with.\n"),
    )
    for file, words in edits:
        path = checkout / "manuscript/tiny" / file
        path.write_text(path.read_text(encoding="utf-8") + words, encoding="utf-8")
        watcher = Nobody()
        now = pages(kept, watcher)
        assert Path(file).stem in watcher.set
        assert "shelves" not in watcher.set or len(now) != len(first)
        assert now == pages(StandingType("screen"), Nobody())


class NoEngineError(Exception):
    """Something was set."""


def without_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: object) -> None:
        raise NoEngineError

    monkeypatch.setattr(typesetter, "compositor", none)


def test_what_was_set_for_an_edition_stands_on_the_table(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = works.load(checkout, "tiny", store=Store(checkout))
    made = build.make(work, "screen")
    without_engine(monkeypatch)
    type_ = StandingType("screen")
    type_.ready(works.load(checkout, "tiny", store=Store(checkout)))
    pagination = type_.paginate(Nobody())
    assert [page.folio for page in pagination.pages if page.folio in made.folios] == [*made.folios]
    assert type_.finished(pagination) == made
    with pytest.raises(NoEngineError):
        type_.warm()


def test_what_the_table_set_is_there_for_an_edition(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = works.load(checkout, "tiny", store=Store(checkout))
    type_ = StandingType("print")
    type_.ready(work)
    pagination = type_.paginate(Nobody())
    wanted = type_.finished(pagination)
    without_engine(monkeypatch)
    assert build.make(works.load(checkout, "tiny", store=Store(checkout)), "print") == wanted


def test_the_engine_stays_open_while_the_stylesheets_are_the_same(checkout: Path) -> None:
    type_ = StandingType("screen")
    work = works.load(checkout, "tiny")
    assert type_.ready(work)
    type_.warm()
    held = type_._type._compositor
    assert not type_.ready(works.load(checkout, "tiny"))
    assert type_._type._compositor is held
    css = checkout / "layouts/ignite/styles/tokens.css"
    css.write_text(css.read_text(encoding="utf-8") + "\np{color:red}", encoding="utf-8")
    assert type_.ready(works.load(checkout, "tiny"))
    assert type_._type._compositor is not held


def add_to(root: Path, file: str, words: str) -> None:
    path = root / "manuscript/tiny" / file
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")


def made(root: Path, type_: StandingType) -> dict[str, DrawnPart]:
    type_.ready(works.load(root, "tiny", store=Store(root)))
    return {one.part.name: one.made for one in type_.paginate(Nobody()).parts}


def test_a_page_that_stays_keeps_its_picture_when_its_part_changes(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_, pulled = StandingType("screen"), []
    before = made(checkout, type_)["lamps"]
    first = [one.page for one in type_.drawn(type_.part("lamps"), before)]
    add_to(checkout, LAMPS, "A new end, of one Easthaven lantern.")
    now = made(checkout, type_)["lamps"]
    pull = reading.pull

    def counted(content: bytes, index: int, **more: float) -> reading.Pulled:
        pulled.append(index)
        return pull(content, index, **more)

    monkeypatch.setattr(reading, "pull", counted)
    again = [one.page for one in type_.drawn(type_.part("lamps"), now)]
    moved = [i for i, one in enumerate(again) if [one] != first[i : i + 1]]
    assert pulled == moved
    assert 0 < len(moved) < len(again)
    fresh = StandingType("screen")
    fresh.ready(works.load(checkout, "tiny"))
    parts = {one.part.name: one for one in fresh.paginate(Nobody()).parts}
    placed = parts["lamps"]
    assert [one.page for one in fresh.drawn(placed.part, placed.made)] == again


def test_pictures_are_there_after_a_restart(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown() -> list[Drawn]:
        type_ = StandingType("screen")
        type_.ready(works.load(checkout, "tiny", store=Store(checkout)))
        parts = type_.paginate(Nobody()).parts
        return [one for placed in parts for one in type_.drawn(placed.part, placed.made)]

    before = shown()

    def none(*_: object, **__: object) -> None:
        raise AssertionError("a page was drawn again")

    monkeypatch.setattr(reading, "pull", none)
    assert shown() == before


def other(thing: Thing) -> Thing:
    return replace(thing, digest=thing.digest[::-1])


def test_a_proof_is_known_by_all_that_is_on_its_page_and_by_nothing_else(
    editions: Editions,
) -> None:
    type_ = StandingType("screen")
    type_.ready(editions("tiny", "screen").work)
    drawing = next(
        one.made.drawing for one in type_.paginate(Nobody()).parts if one.part.name == "lamps"
    )
    page = drawing.pages[0]
    known = proofs._key(drawing, 0)
    content = zlib.decompress(drawing.things[page.content].body or b"")
    head = drawing.things[page.resources].head
    names = [str(one).rpartition("/")[2].strip() for one in head[::2]]
    told = dict(zip(names, head[1::2], strict=False))
    shown = {name: ref for name, ref in told.items() if name.startswith("x")}
    assert len({f"/{name} " in content.decode("latin-1") for name in shown}) == 2
    for name, ref in [*shown.items(), ("its content", page.content)]:
        things = list(drawing.things)
        things[int(ref)] = other(things[int(ref)])
        is_on_it = ref == page.content or f"/{name} ".encode() in content
        assert (proofs._key(replace(drawing, things=tuple(things)), 0) != known) == is_on_it, name
    things = list(drawing.things)
    things[page.content] = replace(things[page.content], body=b"not packed")
    unread = [replace(drawing, things=tuple(things))]
    hidden = next(ref for name, ref in shown.items() if f"/{name} ".encode() not in content)
    things[int(hidden)] = other(things[int(hidden)])
    unread.append(replace(drawing, things=tuple(things)))
    assert len({proofs._key(one, 0) for one in unread}) == 2
    font = drawing.fonts[0]
    fonts = (replace(font, program="another"), *drawing.fonts[1:])
    assert proofs._key(replace(drawing, fonts=fonts), 0) != known
    used = (replace(font, glyphs={**font.glyphs, 9999: "a"}), *drawing.fonts[1:])
    assert proofs._key(replace(drawing, fonts=used), 0) == known
    boxes = (replace(page, said=page.said + " "), *drawing.pages[1:])
    assert proofs._key(replace(drawing, pages=boxes), 0) != known


def test_a_proof_has_the_pixels_of_its_page(editions: Editions) -> None:
    content = editions("tiny", "print").made.content
    pulled = reading.pull(content, 3, dots=100)
    with Image.open(io.BytesIO(pulled.png)) as picture:
        assert picture.format == "PNG"
        document = pypdfium2.PdfDocument(content)
        wanted = document[3].render(scale=100 / 72).to_pil().convert("RGB")
        document.close()
        assert picture.size == wanted.size
        assert picture.tobytes() == wanted.tobytes()
    assert (round(pulled.width), round(pulled.height), round(pulled.bleed)) == (148, 210, 15)


@pytest.mark.slow
@over_any_edits
def test_over_any_edits_the_table_has_the_file_of_a_build_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[Any, int]]
) -> None:
    root = furnish(tmp_path_factory.mktemp("edits"))
    sources, type_, store = Sources(root, "tiny"), StandingType("screen"), Store(root)
    for edit, number in [(lambda *_: None, 0), *edits]:
        edit(root, number)
        work, _ = sources.read()
        type_.ready(replace(work, store=store))
        now = type_.finished(type_.paginate(Nobody()))
        assert now == build.make(works.load(root, "tiny"), "screen"), (edit.__name__, number)


# What is shown first


class Heard:
    """The table's end of a worker: keeps what it is told and asks for nothing."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def send(self, told: tuple[Event, list[Drawn]]) -> None:
        self.events.append(told[0])

    def poll(self, _: float = 0) -> bool:
        return False


def built(builds: Builds, heard: Heard, **request: Any) -> list[Event]:
    """What is told of a build."""
    heard.events.clear()
    builds.request = Request(edition="screen", **request)
    builds._answer()
    return [one for one in heard.events if isinstance(one, Setting | Shown | Settled | Failed)]


def on_table(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Builds, Heard]:
    """The builds of tiny, opened, without their checks."""
    monkeypatch.setattr(Builds, "_check", lambda *_: None)
    heard = Heard()
    builds = Builds(heard, Sources(root, "tiny"))  # type: ignore[arg-type]
    assert isinstance(built(builds, heard)[-1], Settled)
    return builds, heard


def test_a_section_that_is_made_to_end_well_is_shown_as_it_is_set_at_first(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = checkout / "layouts/base/styles/tokens.css"
    change(tokens, "--least-last-lines:6;", "--least-last-lines:8;")
    builds, heard = on_table(checkout, monkeypatch)
    file = checkout / "manuscript/tiny" / LAMPS
    change(file, "A bill is a good teacher", "A bill teaches well")
    told = built(builds, heard, build=1)
    steps = [(type(one).__name__, one.whole if isinstance(one, Shown) else None)
             for one in told if getattr(one, "section", "") == "lamps"]  # fmt: skip
    assert steps.count(("Setting", None)) == steps.count(("Shown", True)) == 2
    assert steps[0] == ("Setting", None)
    assert steps[-1] == ("Shown", True)
    first = next(one for one in told if isinstance(one, Shown) and one.whole)
    settled = told[-1]
    assert isinstance(settled, Settled)
    now = [one for one in settled.pages if one.section == "lamps"]
    assert [one.picture for one in first.pages] != [one.picture for one in now]
    assert made(checkout, StandingType("screen"))["lamps"].told.fitted
    builds.standing.clear()  # nothing stands, and all is in the store
    built(builds, heard, build=2)
    change(file, "A bill teaches well", "A bill is a good teacher")
    again = built(builds, heard, build=3)
    assert [type(one) for one in again if getattr(one, "section", "") == "lamps"].count(
        Setting
    ) == 1


def test_of_a_section_that_ends_well_nothing_is_set_twice(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds, heard = on_table(checkout, monkeypatch)
    change(checkout / "manuscript/tiny" / LAMPS, "A bill is a good teacher", "A bill teaches well")
    told = built(builds, heard, build=1)
    assert [one for one in told if isinstance(one, Setting) and one.section == "lamps"] == [
        Setting(edition="screen", build=1, section="lamps")
    ]


def test_the_page_that_somebody_looks_at_is_shown_before_others_that_changed(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds, heard = on_table(checkout, monkeypatch)
    file = checkout / "manuscript/tiny/essays/shelves.md"
    looks = (("shelves", 1, 2), ("shelves", 4, 3), ("shelves", 9, 2), ("lamps", 4, 2))
    for count, (looking, number, wanted) in enumerate(looks):
        before = {one.number: one.picture for one in builds._told("screen", "shelves")}
        head, _, body = file.read_text(encoding="utf-8").partition("\n\n")
        more = f"In week {count} it was said again, and nobody had heard it. " * 20
        file.write_text(f"{head}\n\n{more}{body}", encoding="utf-8")
        told = built(builds, heard, build=count, looking=looking, page=number)
        first = next(one for one in told if isinstance(one, Shown) and one.section == "shelves")
        new = {one.number for one in first.pages if before.get(one.number) != one.picture}
        assert new == {wanted}, "page 1, the opening, stays as it is"


def test_at_rest_a_worker_reads_what_its_checks_will_need(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(checks, "copy_findings", lambda *_: asked.append("copy"))
    monkeypatch.setattr(build, "proof", lambda *_: asked.append("proof"))
    work = works.load(checkout, "tiny")
    checks.make_ready(work, lambda: build.make(work, "screen"))
    assert asked == ["copy", "proof"]
    monkeypatch.setattr(checks, "copy_findings", lambda *_: 1 // 0)
    checks.make_ready(work, lambda: build.make(work, "screen"))  # what is wrong is told by checks


# Notes


def test_a_note_stands_beside_the_page_of_its_line(checkout: Path) -> None:
    work = works.load(checkout, "tiny")
    kept = StandingType("screen")
    kept.ready(work)
    pagination = kept.paginate(Nobody())
    files = {one.section.file: one.slug for one in work.book.chapters}
    where = Whereabouts(lines=pagination.lines, files=files)
    lines = [one for one in pagination.lines if one.section == "lamps" and one.line]
    last = max(lines, key=lambda one: one.line or 0)
    finding = Finding(
        code="any",
        severity=Severity.WARNING,
        message="so",
        remedy="else",
        place=Place("manuscript/tiny/essays/lamps.md", last.line),
    )
    note = checks.note_of_finding(finding, where)
    assert (note.section, note.weight, note.line) == ("lamps", "warning", last.line)
    assert note.folio in {one.folio for one in lines if one.line == last.line}
    head = checks.note_of_error(
        ContentError("no", place=Place("manuscript/tiny/essays/lamps.md", 2)), where
    )
    assert (head.folio, head.y) == (pagination.spans()["lamps"][0], None)
    of_order = ContentError("no", place=Place("manuscript/tiny/publication.yaml", 2))
    assert checks.note_of_error(of_order, where).folio is None


# Pictures


def test_pictures_that_are_shown_are_never_let_go() -> None:
    pictures = Pictures(most=25)
    for name in "abcd":
        pictures.put(name, Kept(body=b"ten bytes.", media="image/png"))
    pictures.tidy({"a"})
    assert [name for name in "abcd" if pictures.get(name)] == ["a", "d"]
    pictures.tidy({"a", "d"})
    assert pictures.get("a")


# What is asked for


def test_the_table_says_what_it_cannot_show(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(_: str) -> None:
        """Nothing is served."""

    with pytest.raises(UsageError, match="no edition “nowhere”"):
        light_table.watch(REPOSITORY, "ignite", "nowhere", told=told)
    with pytest.raises(UsageError, match="“epub” has no pages"):
        light_table.watch(REPOSITORY, "ignite", "epub", told=told)
    for editor in ("javascript:alert(1)//{path}", "https://example.org/{path}", "vscode://file"):
        with pytest.raises(UsageError, match="no address of an editor"):
            light_table.watch(REPOSITORY, "ignite", told=told, editor=editor)
    monkeypatch.setattr(light_table, "NEEDED", ("starlette", "no_such_library"))
    with pytest.raises(MachineError, match="needs no_such_library") as raised:
        light_table.watch(REPOSITORY, "ignite", told=told)
    assert raised.value.hint == "install the extra “preview”"


# The worker


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laid]:
    with laid(tmp_path_factory.mktemp("worker")) as one:
        one.at_rest()
        yield one


def add(table: Laid, words: str) -> None:
    file = table.file("essays/lamps.md")
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")


def from_nothing(table: Laid) -> list[tuple[int, str]]:
    type_ = StandingType(table.state["edition"])
    type_.ready(works.load(table.root, "tiny"))
    parts = type_.paginate(Nobody()).parts
    drawn = [one for placed in parts for one in type_.drawn(placed.part, placed.made)]
    return [(one.page.folio, one.page.picture) for one in drawn]


def pictures(state: State) -> list[tuple[int, str]]:
    return [(one["folio"], one["picture"]) for one in state["pages"]]


@pytest.mark.parametrize("after_seconds", [0.0, 0.03, 0.1, 0.3])
def test_a_worker_that_is_killed_at_any_moment_is_replaced_and_the_next_build_is_right(
    table: Laid, after_seconds: float
) -> None:
    before = table.at_rest()
    worker = table.worker
    assert worker is not None
    add(table, f"Words that were saved {after_seconds} s before the worker was killed.")
    time.sleep(after_seconds)
    os.kill(worker, signal.SIGKILL)
    table.until(lambda state: pictures(state) != pictures(before))
    table.until(lambda _: table.worker not in {None, worker})
    state = table.at_rest()
    assert state["stops"] == []
    assert pictures(state) == from_nothing(table)


def test_a_worker_that_is_killed_at_rest_is_warm_again_before_the_next_save(table: Laid) -> None:
    before = table.at_rest()
    worker = table.worker
    assert worker is not None
    os.kill(worker, signal.SIGKILL)
    table.until(lambda _: table.worker not in {None, worker})
    add(table, "Saved to another worker.")
    table.until(lambda state: pictures(state) != pictures(before))
    assert pictures(table.at_rest()) == from_nothing(table)


def test_a_newer_save_ends_a_build(table: Laid) -> None:
    table.at_rest()
    for number in range(6):
        add(table, f"The {number}th of six saves in a row.")
        time.sleep(0.05)
    table.until(lambda state: not state["doing"] or state["doing"] == "checking")
    state = table.at_rest()
    assert pictures(state) == from_nothing(table)


def test_a_file_that_is_saved_by_renaming_shows_no_error(table: Laid) -> None:
    before = table.at_rest()
    file = table.file("essays/lamps.md")
    seen: list[str] = []

    def is_shown(state: State) -> bool:
        seen.extend(one["message"] for one in state["stops"])
        return pictures(state) != pictures(before)

    other = file.with_name("lamps.md~")
    other.write_text(f"{file.read_text(encoding='utf-8')}\nRenamed.\n", encoding="utf-8")
    file.unlink()
    time.sleep(0.05)
    other.rename(file)
    table.until(is_shown)
    assert seen == []
    table.at_rest()


def test_a_worker_that_hangs_is_replaced(tmp_path: Path) -> None:
    with laid(tmp_path, patience=8.0) as table:
        before = table.at_rest()
        worker = table.worker
        assert worker is not None
        os.kill(worker, signal.SIGSTOP)
        add(table, "Saved while nobody was awake.")
        table.until(lambda state: pictures(state) != pictures(before))
        table.until(lambda _: table.worker not in {None, worker})
        assert pictures(table.at_rest()) == from_nothing(table)


def test_nothing_is_left_running(tmp_path: Path) -> None:
    with laid(tmp_path) as table:
        worker = table.worker
        table.until(lambda state: state["outcome"] == "settled")
        worker = table.worker
    assert worker is not None
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_a_table_begins_with_an_error_and_goes_on_when_it_is_mended(tmp_path: Path) -> None:
    root = furnish(tmp_path)
    order = root / "manuscript/tiny/publication.yaml"
    good = order.read_text(encoding="utf-8")
    order.write_text(good.replace("layout: ignite", "layout: nowhere"), encoding="utf-8")
    with laid(root) as table:
        state = table.until(lambda state: state["stops"])
        (stop,) = state["stops"]
        assert (stop["file"], stop["weight"]) == ("manuscript/tiny/publication.yaml", "stop")
        assert "nowhere" in stop["message"]
        assert state["pages"] == []
        order.write_text(good, encoding="utf-8")
        state = table.until(lambda state: state["outcome"] == "settled")
        assert state["stops"] == []
        assert state["pages"]


def test_a_stylesheet_that_is_saved_renews_the_section_in_view_first(table: Laid) -> None:
    table.at_rest()
    table.light.asked = replace(table.light.asked, looking="shelves")
    css = table.root / "layouts/ignite/styles/tokens.css"
    text = css.read_text(encoding="utf-8")
    before = {one["picture"] for one in table.state["pages"]}
    css.write_text(text.replace("--ember-light:#CF3A12", "--ember-light:#1234CF"), encoding="utf-8")

    def renewed(state: State) -> set[str]:
        return {one["section"] for one in state["pages"] if one["picture"] not in before}

    assert renewed(table.until(renewed)) == {"shelves"}
    assert renewed(table.at_rest()) > {"shelves"}
    assert pictures(table.state) == from_nothing(table)
    css.write_text(text, encoding="utf-8")
    table.until(lambda state: not renewed(state))
    table.at_rest()


WATCH = """
import sys
from functools import partial
from pathlib import Path
from press import light_table
if __name__ == "__main__":
    told = partial(print, flush=True)
    light_table.watch(Path(sys.argv[1]), "tiny", "screen", told=told)
"""


def runs(process: int) -> bool:
    """Whether a process is still at work; one that nobody waited for is not."""
    try:
        said = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return said.rpartition(")")[2].split()[0] not in {"Z", "X"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("after_seconds", [0.0, 0.1, 0.5])
def test_a_watcher_that_is_killed_at_any_moment_leaves_nobody_and_the_next_build_is_right(
    checkout: Path, after_seconds: float
) -> None:
    def drawn() -> bool:
        return any((checkout / "output/.store").glob("*/*"))

    with subprocess.Popen(
        [sys.executable, "-c", WATCH, str(checkout)], cwd=REPOSITORY,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as desk:  # fmt: skip
        assert desk.stdout is not None
        assert desk.stdout.readline().startswith("http://127.0.0.1:")
        ends = time.monotonic() + LONG
        while not drawn():  # in the midst of the first build
            assert time.monotonic() < ends
            time.sleep(0.01)
        add_to(checkout, LAMPS, f"Saved {after_seconds} s before the watcher was killed.")
        time.sleep(after_seconds)
        started = [*memory.tree(desk.pid)]
        desk.kill()
    assert len(started) > 1
    ends = time.monotonic() + LONG
    while any(map(runs, started)):
        assert time.monotonic() < ends, "somebody works for nobody"
        time.sleep(0.05)
    wanted = build.make(works.load(checkout, "tiny"), "screen").content
    (outcome,) = renew.publish(checkout, "tiny", "screen")
    assert outcome.path.read_bytes() == wanted
    with laid(checkout) as table:
        assert pictures(table.at_rest()) == from_nothing(table)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_desk_tells_the_address_and_ends_when_it_is_told_to(ending: signal.Signals) -> None:
    command = [sys.executable, "-m", "invoke", "watch", "--no-open"]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as desk:
        assert desk.stdout is not None
        told = desk.stdout.readline()
        time.sleep(1)
        desk.send_signal(ending)
        _, errors = desk.communicate(timeout=60)
    assert told.startswith("http://127.0.0.1:")
    assert desk.returncode in {0, -signal.SIGTERM}
    assert errors == ""
