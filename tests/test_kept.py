"""What is kept of pages: the same page is not read twice, and a page that is another always is."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name, Pdf

from press import build, preflight, reading, renew, tools, works
from press.errors import PressError
from press.finding import Finding
from press.preflight.delivery import Delivery
from press.reading import Kept
from press.reading import pdf as pdf_reader
from press.reading.collation import collated
from press.reading.letters import Uncertain, _Glyphs, used
from press.reading.painted.plain import Packed
from press.store import Store
from press.tools import NotChecked
from tests.conftest import Edition, Editions

LAMPS = "manuscript/tiny/essays/lamps.md"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(Store(tmp_path))


def again(kept: Kept) -> Kept:
    """The next run's."""
    return Kept(kept.store)


# What is read from the store is what is read from the file


@pytest.mark.parametrize("name", ["print", "screen", "large-print"])
def test_what_is_kept_is_what_is_read(name: str, editions: Editions, kept: Kept) -> None:
    content = editions("tiny", name).made.content
    plain = reading.read(content)
    assert reading.read(content, kept) == plain
    assert reading.read(content, again(kept)) == plain


def test_what_is_painted_and_what_ink_it_takes_are_kept(editions: Editions, kept: Kept) -> None:
    edition = editions("tiny", "print")
    told = []
    for one in (None, kept, again(kept)):
        with preflight.syntax_read(edition.made.content) as answer:
            told.append(
                preflight.delivery(
                    edition.made.content,
                    edition=edition.work.order.edition("print"),
                    faces=edition.work.faces,
                    counted=preflight.TELLING,
                    syntax=answer,
                    kept=one,
                )
            )
    plain, first, second = told
    assert plain.facts == first.facts == second.facts
    assert plain.coverage == first.coverage == second.coverage
    assert preflight.findings(plain) == preflight.findings(second)


def judged(content: bytes, edition: Edition, kept: Kept | None, **order: Any) -> list[Finding]:
    """What preflight says of a file, as publishing asks it."""
    with preflight.syntax_read(content) as answer:
        subject = preflight.delivery(
            content,
            edition=edition.work.order.edition("print").model_copy(update=order),
            faces=edition.work.faces,
            counted=preflight.GUARDING,
            syntax=answer,
            kept=kept,
        )
    return [found for group in preflight.findings(subject).values() for found in group]


def test_what_is_said_of_a_page_by_itself_is_kept_with_it(
    editions: Editions, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = editions("tiny", "print")
    thin = changed(edition, lambda pdf: write(pdf, 9, b" 0 0 0 1 K 0.1 w 40 60 m 90 60 l S"))
    turned = changed(replace(edition, made=replace(edition.made, content=thin)), backwards)
    plain, plain_turned = judged(thin, edition, None), judged(turned, edition, None)
    stricter = judged(thin, edition, None, safe_area=30.0)
    assert "line-thin" in {one.code for one in plain}
    assert {one.page for one in plain} != {one.page for one in plain_turned}
    assert len(stricter) > len(plain)
    assert judged(thin, edition, kept) == plain
    assert judged(thin, edition, again(kept), safe_area=30.0) == stricter

    def nobody(*_: object) -> None:
        raise AssertionError("a page was looked at")

    monkeypatch.setattr(Delivery, "alone", nobody)
    monkeypatch.setattr(Packed, "_all", nobody)
    assert judged(thin, edition, again(kept)) == plain
    assert judged(turned, edition, again(kept)) == plain_turned


def test_a_page_on_which_something_lies_is_judged_each_time(editions: Editions, kept: Kept) -> None:
    edition = editions("tiny", "print")
    assert judged(edition.made.content, edition, kept) == []
    noted = changed(edition, note)
    assert {one.code for one in judged(noted, edition, again(kept))} >= {"x-annotation"}
    assert judged(noted, edition, again(kept)) == judged(noted, edition, None)


def backwards(pdf: Pdf) -> None:
    labels = [page.label for page in pdf.pages]
    pdf.pages.reverse()
    assert [page.label for page in pdf.pages] == labels


def note(pdf: Pdf) -> None:
    page = pdf.pages[9].obj
    page.Annots = pikepdf.Array([Dictionary(Subtype=Name.Text, Rect=page.TrimBox)])


def test_each_page_of_every_edition_can_be_told(editions: Editions) -> None:
    for name in ("print", "screen", "large-print"):
        assert None not in collated(editions("tiny", name).made.content).pages


def test_only_changed_pages_are_read(
    editions: Editions, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = editions("tiny", "print")
    reading.read(edition.made.content, kept)
    reading.read_print(edition.made.content, kept)
    ink(edition.made.content, kept)
    other = changed(edition, lambda pdf: write(pdf, 9, b" 1 0 0 0 k 50 50 9 9 re f"))
    wanted: list[object] = []
    pages, started = pdf_reader._pages, tools.started

    def read_pages(content: bytes, left: list[int], what: str) -> object:
        wanted.append(left)
        return pages(content, left, what)

    def start(tool: str, args: Any, **named: Any) -> object:
        wanted.append([word for word in args if "PageList" in str(word)])
        return started(tool, args, **named)

    monkeypatch.setattr(pdf_reader, "_pages", read_pages)
    monkeypatch.setattr(tools, "started", start)
    reading.read(other, again(kept))
    measured = ink(other, again(kept))
    if isinstance(measured, NotChecked):
        pytest.skip("Ghostscript is not here")
    assert wanted == [[9], ["-sPageList=10-10"]]
    assert measured == ink(other, None)
    assert measured != ink(edition.made.content, None)


def test_nothing_is_kept_of_a_file_with_faults(editions: Editions, kept: Kept) -> None:
    edition = editions("tiny", "print")
    faulty = changed(edition, lambda pdf: write(pdf, 3, b" /nothing Do"))
    plain = reading.read_print(faulty)
    assert plain.pages[3].faults
    for _ in range(2):
        assert reading.read_print(faulty, again(kept)) == plain
    assert kept.found("painted", kept.pages(faulty).pages) == {}


def test_what_an_absent_program_measured_before_is_not_told(
    editions: Editions, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = editions("tiny", "print")
    ink(edition.made.content, kept)
    monkeypatch.setattr(tools.programs, "_found", lambda _: None)
    assert isinstance(ink(edition.made.content, again(kept)), NotChecked)


def test_another_press_reads_again(
    editions: Editions, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = editions("tiny", "print").made.content
    reading.read(content, kept)
    pages = kept.pages(content).pages
    assert len(again(kept).found("text", pages)) == len(pages)
    monkeypatch.setattr("press.standing.press", lambda: "another")
    assert again(kept).found("text", pages) == {}


def ink(content: bytes, kept: Kept | None) -> object:
    boxes = {page.index: page.bled for page in reading.read_print(content).pages}
    return reading.coverage(content, within=boxes, limit=300, kept=kept)


# A page that is another


def changed(edition: Edition, do: Callable[[Pdf], None], **saved: Any) -> bytes:
    held = io.BytesIO()
    with Pdf.open(io.BytesIO(edition.made.content)) as pdf:
        do(pdf)
        pdf.save(held, **saved)
    return held.getvalue()


def write(pdf: Pdf, page: int, more: bytes) -> None:
    """Write something more into a page."""
    pdf.pages[page].contents_add(more)


def a_font(pdf: Pdf, page: int) -> Any:
    """A font of a page, and a code that it shows there, and one that it does not."""
    contents: Any = pdf.pages[page].obj.Contents
    content = b"\n".join(one.read_bytes() for one in contents)
    name, codes = max(used(content).items(), key=lambda one: len(one[1]))
    font = pdf.pages[page].obj.Resources.Font[f"/{name}"]
    meaning = font.ToUnicode.read_bytes()
    every = [int(code, 16) for code in re.findall(rb"<([0-9a-fA-F]{4})> <[0-9a-fA-F]+>\n", meaning)]
    other = next(code for code in every if code not in codes and code)
    return font, next(iter(sorted(codes - {0, 1}))), other


def another_meaning(pdf: Pdf, *, shown: bool) -> None:
    font, code, other = a_font(pdf, 9)
    wanted = b"<%04x> <" % (code if shown else other)
    table = font.ToUnicode.read_bytes()
    assert wanted in table.lower()
    at = table.lower().index(wanted) + len(wanted)
    font.ToUnicode.write(table[:at] + b"0058" + table[table.index(b">", at) :])


def another_width(pdf: Pdf, *, shown: bool) -> None:
    font, code, other = a_font(pdf, 9)
    wanted = code if shown else other
    font.DescendantFonts[0].W.extend([wanted, pikepdf.Array([777])])


def another_outline(pdf: Pdf, *, shown: bool) -> None:
    font, code, other = a_font(pdf, 9)
    inner = font.DescendantFonts[0]
    number = code if shown else other
    if isinstance(inner.get(Name.CIDToGIDMap), pikepdf.Stream):
        numbers = inner.CIDToGIDMap.read_bytes()
        number = int.from_bytes(numbers[2 * number : 2 * number + 2], "big")
    program = inner.FontDescriptor.FontFile2.read_bytes()
    glyphs = _Glyphs.of(program)
    outline = glyphs.outlines[glyphs.places[number] : glyphs.places[number + 1]]
    assert outline
    at = program.index(glyphs.outlines) + glyphs.places[number] + 3
    spoilt = program[:at] + bytes([program[at] ^ 1]) + program[at + 1 :]
    inner.FontDescriptor.FontFile2.write(spoilt)


def settings_of(pdf: Pdf) -> None:
    for one in pdf.pages[9].obj.Resources.ExtGState.values():
        one.ca = 0.5


OTHERS: dict[str, Callable[[Pdf], None]] = {
    "content": lambda pdf: write(pdf, 9, b" "),
    "box": lambda pdf: pdf.pages[9].obj.__setattr__("TrimBox", pikepdf.Array([1, 2, 3, 4])),
    "turned": lambda pdf: pdf.pages[9].obj.__setattr__("Rotate", 90),
    "larger unit": lambda pdf: pdf.pages[9].obj.__setattr__("UserUnit", 2),
    "transparency": settings_of,
    "meaning of a letter": lambda pdf: another_meaning(pdf, shown=True),
    "width of a letter": lambda pdf: another_width(pdf, shown=True),
    "outline of a letter": lambda pdf: another_outline(pdf, shown=True),
}


@pytest.mark.parametrize("what", OTHERS)
def test_a_page_that_is_another_has_another_digest(what: str, editions: Editions) -> None:
    edition = editions("tiny", "print")
    before = collated(edition.made.content).pages[9]
    after = collated(changed(edition, OTHERS[what])).pages[9]
    assert after is None or after != before


SAME: dict[str, Callable[[Pdf], None]] = {
    "written again": lambda _: None,
    "another page": lambda pdf: write(pdf, 8, b" "),
    "meaning of another letter": lambda pdf: another_meaning(pdf, shown=False),
    "width of another letter": lambda pdf: another_width(pdf, shown=False),
    "outline of another letter": lambda pdf: another_outline(pdf, shown=False),
}


@pytest.mark.parametrize("what", SAME)
def test_a_page_that_is_the_same_has_the_same_digest(what: str, editions: Editions) -> None:
    edition = editions("tiny", "print")
    before = collated(edition.made.content).pages[9]
    assert before is not None
    for saved in ({}, {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "linearize": True}):
        assert collated(changed(edition, SAME[what], **saved)).pages[9] == before


@pytest.mark.parametrize("what", [*OTHERS, *SAME])
def test_who_has_met_pages_before_tells_them_as_others_do(
    what: str, editions: Editions, kept: Kept
) -> None:
    edition = editions("tiny", "print")
    other = changed(edition, (OTHERS | SAME)[what])
    for content in (edition.made.content, other):
        assert again(kept).pages(content) == collated(content)


def test_letters_are_looked_for_once_and_again_on_the_pages_beside_a_change(
    editions: Editions, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = editions("tiny", "print")
    monkeypatch.setattr("press.reading.collation.MOST_TOGETHER", 3)
    again(kept).pages(edition.made.content)
    looked: list[bytes] = []

    def look(content: bytes) -> object:
        looked.append(content)
        return used(content)

    monkeypatch.setattr("press.reading.collation.used", look)
    other = changed(edition, OTHERS["content"])
    assert None not in again(kept).pages(other).pages
    assert 2 <= len(looked) <= 2 * 3 * 3  # a page's content and that of its slug, of a few pages
    assert len(set(looked)) == len(looked)
    assert len(edition.made.folios) > 3


def test_pages_in_another_order_keep_their_digests(editions: Editions) -> None:
    edition = editions("tiny", "print")
    before = collated(edition.made.content).pages
    after = collated(changed(edition, lambda pdf: pdf.pages.reverse())).pages
    assert after == before[::-1]


def test_a_thing_that_holds_itself_cannot_be_told(editions: Editions) -> None:
    def knot(pdf: Pdf) -> None:
        loop = pdf.make_indirect(Dictionary())
        loop.Self = loop
        pdf.pages[9].obj.Group = loop

    assert collated(changed(editions("tiny", "print"), knot)).pages[9] is None


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"BT /F 9 Tf <00010002> Tj ET", {"F": {1, 2}}),
        (b"BT /F 9 Tf [<0001>-9<0002>] TJ /G 9 Tf <0003> Tj ET", {"F": {1, 2}, "G": {3}}),
        (b"q /F 9 Tf <0001> Tj q /G 9 Tf <0002> Tj Q <0003> Tj Q", {"F": {1, 3}, "G": {2}}),
        (b"/F 9 Tf (\\000\\001) Tj % <0009>\n", {"F": {1}}),
        (b"/F 9 Tf <00 0\n1> Tj <000> Tj", {"F": {0, 1}}),
        (b"/Span <</MCID 0>> BDC /F 9 Tf <0001> Tj EMC", {"F": {1}}),
    ],
)
def test_the_letters_that_are_used_are_found(content: bytes, codes: dict[str, set[int]]) -> None:
    assert used(content) == codes


def test_letters_in_a_font_that_was_set_elsewhere_cannot_be_told() -> None:
    for content in (b"<0001> Tj", b"q /F 9 Tf Q <0001> Tj"):
        with pytest.raises(Uncertain):
            used(content)


# Builds with the store and builds from nothing


def sentence(root: Path) -> None:
    file = root / LAMPS
    file.write_text(file.read_text() + "\nOne more thing was said about lamps, and then another.\n")


def long(root: Path) -> None:
    file = root / "manuscript/tiny/essays/shelves.md"
    file.write_text(
        file.read_text() + "\nThe shelves were counted, and counted again. " * 60 + "\n"
    )


def taken_back(root: Path) -> None:
    for file, whole in ORIGINAL.items():
        (root / file).write_text(whole)


def another_letter(root: Path) -> None:
    file = root / LAMPS
    file.write_text(file.read_text() + "\nÆsop’s ½ ‡ is Žižek’s.\n")


def bigger(root: Path) -> None:
    file = root / "layouts/ignite/styles/tokens.css"
    file.write_text(file.read_text() + "\n:root { --ember-press: device-cmyk(0% 70% 90% 0%); }\n")


def broken(root: Path) -> None:
    file = root / LAMPS
    file.write_text(file.read_text() + "\nSee [nothing](#not-there).\n")


def without_store(root: Path) -> None:
    shutil.rmtree(root / "output/.store", ignore_errors=True)


def spoilt_store(root: Path) -> None:
    for file in sorted((root / "output/.store").rglob("*"))[::3]:
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-1])


def without_edition(root: Path) -> None:
    for file in (root / "output/tiny").rglob("*.pdf"):
        file.unlink()


EDITS = {
    edit.__name__: edit
    for edit in (
        sentence, long, taken_back, another_letter, bigger, broken, without_store, spoilt_store,
        without_edition,
    )
}  # fmt: skip
ORIGINAL: dict[str, str] = {}


def from_nothing(root: Path, edition: str) -> object:
    try:
        work = works.load(root, "tiny")
        early = build.guarded_copy(work)
        made = build._finish(work, edition, (), lambda *_: None)
    except PressError as error:
        return str(error)
    return dict(made.files), (*early, *made.findings)


def with_the_store(root: Path, edition: str) -> object:
    try:
        (outcome,) = renew.publish(root, "tiny", edition)
    except PressError as error:
        return str(error)
    folder = root / "output/tiny" / edition
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in outcome.files
    }, outcome.findings


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "examples"), [("text", 8), ("print", 2)])
def test_builds_with_the_store_are_builds_from_nothing(
    edition: str, examples: int, checkout: Path
) -> None:
    for file in (LAMPS, "manuscript/tiny/essays/shelves.md", "layouts/ignite/styles/tokens.css"):
        ORIGINAL[file] = (checkout / file).read_text()

    @given(names=st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=4))
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def run(names: list[str]) -> None:
        taken_back(checkout)
        for name in names:
            EDITS[name](checkout)
            assert with_the_store(checkout, edition) == from_nothing(checkout, edition), name

    run()
