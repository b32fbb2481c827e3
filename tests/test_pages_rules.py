"""Pages as a proof-reader reads them: what varies of a fault, and of what is near.

Each code's plain fault and near-miss are folders of `cases/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from press import build, works
from press.errors import ContentError
from press.finding import Finding, Severity
from press.parts import SetLine
from press.proofreading import Proof, judged
from press.proofreading.pages import COPY, FEET, view
from press.proofreading.pages import PROOF as RULES
from tests.conftest import REPOSITORY, Editions, change

PROOF = (*RULES, *FEET)
"""What reads a proof's pages; the rule of the feet stands guard with the contents."""

LAMPS = "manuscript/tiny/essays/lamps.md"
Spoil = Callable[[Proof], Proof]


@pytest.fixture(scope="module")
def proofs(editions: Editions) -> Callable[[str, str], Proof]:
    """The proof of any edition."""

    @cache
    def proof(publication: str, name: str) -> Proof:
        edition = editions(publication, name)
        return build.proof(edition.work, edition.made)

    return proof


def codes(proof: Proof) -> set[str]:
    return {finding.code for finding in judged(PROOF, proof)}


def added(proof: Proof, spoil: Spoil) -> set[str]:
    """The codes that are said only since the proof is spoilt."""
    before = {(finding.code, finding.message) for finding in judged(PROOF, proof)}
    after = {(finding.code, finding.message) for finding in judged(PROOF, spoil(proof))}
    return {code for code, _ in after - before}


def grave(found: Iterable[Finding]) -> list[str]:
    return [str(finding) for finding in found if finding.severity != Severity.NOTICE]


# What is faultless

BOTH = [(publication, name) for publication in ("tiny", "ignite") for name in ("print", "screen")]


@pytest.mark.parametrize(("publication", "name"), BOTH)
def test_nothing_is_said_of_good_pages(editions: Editions, publication: str, name: str) -> None:
    edition = editions(publication, name)
    proof = build.proof(edition.work, edition.made)
    assert proof.lines
    assert grave(judged(PROOF, proof)) == []
    assert grave(judged(COPY, edition.copy)) == []


def test_nothing_is_said_of_another_layout() -> None:
    work = works.load(REPOSITORY, "setting-type")
    found = judged(PROOF, build.proof(work, build.make(work, "print")))
    assert grave(found) == []


# The lines


def test_lines_are_the_text_of_the_manuscript(proofs: Callable[[str, str], Proof]) -> None:
    """Joined again, with the engine's hyphens undone, they are the block at their source line."""
    proof = proofs("ignite", "print")
    checked = broken = 0
    for lines in view.paragraphs(proof):
        chapter = proof.book.chapter(lines[0].section)
        assert chapter.body is not None
        (block,) = [one for one in chapter.body.iter(lines[0].tag)
                    if one.sourceline == lines[0].line]  # fmt: skip
        if block.xpath(".//a[contains(@class, 'where') or contains(@class, 'note-call')]"):
            continue
        said = ""
        for line in lines:
            said += line.text.removesuffix("-") if line.broken else f"{line.text} "
        # A line may also end after the hyphen of a compound or an unspaced dash.
        pressed = "".join("".join(block.itertext()).split())
        assert "".join(said.split()) == pressed, f"{chapter.slug}:{lines[0].line}"
        checked += 1
        broken += sum(line.broken for line in lines)
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))
        assert [line.last for line in lines] == [*[False] * (len(lines) - 1), True]
    assert checked > 100
    assert broken


def test_lines_stand_in_the_type_area(proofs: Callable[[str, str], Proof]) -> None:
    for line in view.running(proofs("ignite", "print")):
        left = 20 if line.folio % 2 else 28
        assert left - 9.1 <= line.left < line.right <= left + 100.1
        assert 21 < line.baseline < 182


def test_print_and_screen_have_the_same_lines(proofs: Callable[[str, str], Proof]) -> None:
    printed, shown = (
        [(line.folio, line.text, line.line) for line in proofs("tiny", name).lines]
        for name in ("print", "screen")
    )
    assert printed == shown


# Sheets: the finished file read otherwise


def page_with(folio: int, **changes: Any) -> Spoil:
    def spoil(proof: Proof) -> Proof:
        pages = [replace(page, **changes) if page.label == str(folio) else page
                 for page in proof.facts.pages]  # fmt: skip
        assert pages != list(proof.facts.pages)
        return replace(proof, facts=replace(proof.facts, pages=tuple(pages)))

    return spoil


def page_says(folio: int, old: str, new: str) -> Spoil:
    def spoil(proof: Proof) -> Proof:
        page = proof.facts.page(folio)
        assert page is not None
        assert page.text.count(old) == 1, page.text
        return page_with(folio, text=page.text.replace(old, new))(proof)

    return spoil


def without(*folios: int) -> Spoil:
    def spoil(proof: Proof) -> Proof:
        pages = [page for page in proof.facts.pages if int(page.label) not in folios]
        assert len(pages) < len(proof.facts.pages)
        return replace(proof, facts=replace(proof.facts, pages=tuple(pages)))

    return spoil


def with_(**changes: Any) -> Spoil:
    return lambda proof: replace(proof, **changes)


def blanks(proof: Proof) -> list[int]:
    return [folio for folio, name in proof.page_names.items() if name == "blank"]


def blank_says(text: str) -> Spoil:
    return lambda proof: page_with(blanks(proof)[0], text=text)(proof)


def in_margin_of_poster(proof: Proof) -> Proof:
    feet = [line for line in proof.lines if line.tag.startswith("@")]
    return replace(proof, lines=(*proof.lines, replace(feet[0], page="poster", folio=10)))


SHEETS: dict[str, tuple[str, Spoil]] = {
    "a page is lost": ("folio-sequence", without(12)),
    "the last page is lost": ("folio-sequence", without(24)),
    "a folio comes twice": ("folio-sequence", page_with(14, label="13")),
    "an opener has no folio": ("drop-folio", page_says(11, "\n11", "")),
    "a poster has a foot": ("drop-folio", in_margin_of_poster),
    "the foot names another": ("running-head", page_says(12, "12 Barnaby", "12 Perpetua")),
    "the foot has another folio": ("running-head", page_says(12, "\n12 ", "\n13 ")),
    "the foot is not there": ("running-head", page_says(12, "\n12 Barnaby Inkpen OBE", "")),
    "the foot of a recto says the author": (
        "running-head", page_says(7, "A light: left on 7", "Foreword 7")),
    "an essay begins on the wrong side": (
        "opener-side", with_(starts={"lamps": "recto", "shelves": "verso"})),
    "the extent is no multiple": ("extent-binding", with_(extent=26)),
}  # fmt: skip

NEAR_SHEETS: dict[str, tuple[str, Spoil]] = {
    "blanks are left out for screens": (
        "folio-sequence", lambda proof: without(*blanks(proof))(replace(proof, bound=False))),
    "a blank has white space": ("blank-furniture", blank_says("\n ")),
    "the foot has other spaces": ("drop-folio", page_says(11, "\n11", "\n 11 ")),
    "the foot says the publication's title": (
        "running-head", page_says(12, "12 Barnaby Inkpen OBE", "12 Open late")),
    "the title without its subtitle": (
        "running-head", page_says(7, "A light: left on 7", "A light 7")),
    "a section begins where it comes": ("opener-side", with_(starts={"lamps": "next"})),
    "an even extent for two": (
        "extent-binding", with_(extent=26, extent_step=2, bound=False)),
}  # fmt: skip


@pytest.mark.parametrize(("code", "spoil"), SHEETS.values(), ids=SHEETS)
def test_a_wrong_sheet_is_told(
    proofs: Callable[[str, str], Proof], code: str, spoil: Spoil
) -> None:
    found = [one for one in judged(PROOF, spoil(proofs("tiny", "print"))) if one.code == code]
    assert found
    assert all(finding.severity == Severity.ERROR for finding in found)


@pytest.mark.parametrize(("code", "spoil"), NEAR_SHEETS.values(), ids=NEAR_SHEETS)
def test_a_sheet_that_is_nearly_wrong_is_not(
    proofs: Callable[[str, str], Proof], code: str, spoil: Spoil
) -> None:
    assert code not in codes(spoil(proofs("tiny", "print")))


def test_the_foot_may_begin_with_a_capital(proofs: Callable[[str, str], Proof]) -> None:
    proof = proofs("ignite", "print")
    page = proof.facts.page(12)
    assert page is not None
    assert page.text.endswith("12 From the essay by Andy Donald")
    assert proof.book.chapter("redbridge").byline.startswith("from the essay")


def laid_out(checkout: Path, css: str, name: str = "print") -> set[str]:
    """The codes that are said of tiny in a layout that extends Ignite's by a rule."""
    styles = checkout / "layouts" / "other" / "styles"
    styles.mkdir(parents=True)
    (styles.parent / "layout.yaml").write_text("extends: ignite\n", encoding="utf-8")
    (styles / "pages.css").write_text(css, encoding="utf-8")
    change(checkout / "manuscript/tiny/publication.yaml", "layout: ignite", "layout: other")
    work = works.load(checkout, "tiny")
    return codes(build.proof(work, build.make(work, name)))


LAYOUTS: dict[str, tuple[str, str]] = {
    "posters with folios": ("drop-folio", "@page poster{margin:9mm;@bottom-left{content:'10'}}"),
    "a verso lower than its recto": ("off-grid", "@page essay:left{margin-top:23mm}"),
    "a line that cannot break": ("outside-safe-area", ".body p:first-child{white-space:nowrap}"),
}


@pytest.mark.parametrize(("code", "css"), LAYOUTS.values(), ids=LAYOUTS)
def test_what_a_layout_spoils_is_told(checkout: Path, code: str, css: str) -> None:
    assert code in laid_out(checkout, css)


# Paragraphs and places: the lines set otherwise


def spoilt(proof: Proof, changes: dict[SetLine, dict[str, Any] | None]) -> Proof:
    """The proof with lines changed, or taken away where the change is None."""
    assert changes
    kept = []
    for line in proof.lines:
        if line not in changes:
            kept.append(line)
        elif (change := changes[line]) is not None:
            kept.append(replace(line, **change))
    return replace(proof, lines=tuple(kept))


def on_one_page(proof: Proof, least: int = 5) -> list[SetLine]:
    """A paragraph without hyphens that stands on one page, not the last of its section."""
    for lines in view.paragraphs(proof):
        last = proof.made_spans[lines[0].section][1]
        if (
            len(lines) >= least
            and {line.folio for line in lines} == {lines[0].folio} != {last}
            and not any(line.text.endswith("-") for line in lines)
        ):
            return lines
    raise AssertionError("there is none")


def on_two_pages(proof: Proof) -> tuple[list[SetLine], list[SetLine]]:
    """A paragraph that turns a page, in its pieces."""
    for lines in view.paragraphs(proof):
        pieces = [list(piece) for _, piece in groupby(lines, key=lambda line: line.folio)]
        if len(pieces) == 2:
            return pieces[0], pieces[1]
    raise AssertionError("there is none")


def ending(text: str) -> Spoil:
    """A paragraph whose last line is this."""
    return lambda proof: spoilt(proof, {on_one_page(proof)[-1]: {"text": text}})


def hyphens(*numbers: int) -> Spoil:
    """A paragraph of which these lines end with hyphens."""

    def spoil(proof: Proof) -> Proof:
        lines = on_one_page(proof, 6)
        return spoilt(proof, {lines[one - 1]: {"text": "hyphen-", "broken": True}
                              for one in numbers})  # fmt: skip

    return spoil


def hyphens_at_the_turn(proof: Proof) -> Proof:
    """Two hyphens at the foot of a page, two at the head of the next."""
    first, last = on_two_pages(proof)
    lines = [*first[-2:], *last[:2]]
    return spoilt(proof, {line: {"text": "compound-"} for line in lines})


def left_on_last_page(count: int) -> Spoil:
    """Of the last page of an essay so many lines are left."""

    def spoil(proof: Proof) -> Proof:
        last = proof.made_spans["redbridge"][1]
        lines = [line for line in view.running(proof) if line.folio == last]
        return spoilt(proof, dict.fromkeys(lines[count:]))

    return spoil


def shorter(folio: int, rows: int, *, note: bool = False) -> Spoil:
    """A page of Ignite ends so many rows earlier."""

    def spoil(proof: Proof) -> Proof:
        lines = [line for line in view.running(proof) if line.folio == folio]
        made = spoilt(proof, dict.fromkeys(lines[-rows:]))
        foot = replace(lines[0], tag="span", classes=frozenset({"footnote"}), within=frozenset())
        return replace(made, lines=(*made.lines, foot)) if note else made

    return spoil


def shifted(**by: float) -> Spoil:
    """A line of text stands elsewhere, in mm."""

    def spoil(proof: Proof) -> Proof:
        line = on_one_page(proof)[1]
        return spoilt(
            proof, {line: {name: getattr(line, name) + move for name, move in by.items()}}
        )

    return spoil


def at(**places: float) -> Spoil:
    """A line of a cover stands here, in mm."""
    return lambda proof: spoilt(proof, {proof.lines[0]: places})


SET: dict[str, tuple[str, Spoil]] = {
    "a short word": ("runt", ending("so.")),
    "four hyphens": ("ladder", hyphens(1, 2, 3, 4)),
    "one last line": ("short-last-page", left_on_last_page(1)),
    "a verso two rows short": ("uneven-feet", shorter(12, 2)),
    "a third of a point down": ("off-grid", shifted(baseline=0.12)),
    "a third of a point up": ("off-grid", shifted(baseline=-0.12)),
    "too far to the right": ("outside-safe-area", at(right=140.2)),
    "too far to the left": ("outside-safe-area", at(left=7.8)),
    "too far down": ("outside-safe-area", at(baseline=202.0)),
    "too far up": ("outside-safe-area", at(baseline=9.0)),
    "cut at the trim": ("outside-safe-area", shifted(right=60)),
}
NEAR_SET: dict[str, tuple[str, Spoil]] = {
    "two short words": ("runt", ending("do so.")),
    "three hyphens are not two": ("hyphens-running", hyphens(2, 3, 4)),
    "hyphens on two pages": ("ladder", hyphens_at_the_turn),
    "a word broken on the page": ("page-turn-hyphen", hyphens(2)),
    "a page with a note": ("uneven-feet", shorter(13, 2, note=True)),
    "the last page of a section": ("uneven-feet", shorter(15, 4)),
    "a recto and the verso overleaf": ("uneven-feet", shorter(11, 4)),
    "one whole line": ("off-grid", shifted(baseline=13 * 25.4 / 72)),
    "right at the edge of it": ("outside-safe-area", at(left=8.0, right=140.0)),
}


@pytest.mark.parametrize(("code", "spoil"), SET.values(), ids=SET)
def test_lines_that_stand_wrong_are_told(
    proofs: Callable[[str, str], Proof], code: str, spoil: Spoil
) -> None:
    assert code in added(proofs("ignite", "print"), spoil)


@pytest.mark.parametrize(("code", "spoil"), NEAR_SET.values(), ids=NEAR_SET)
def test_lines_that_stand_nearly_wrong_are_not(
    proofs: Callable[[str, str], Proof], code: str, spoil: Spoil
) -> None:
    assert code not in added(proofs("ignite", "print"), spoil)


def test_a_paragraph_of_one_word_is_no_runt(proofs: Callable[[str, str], Proof]) -> None:
    proof = proofs("ignite", "print")
    lines = on_one_page(proof)
    alone = spoilt(proof, {lines[0]: {"text": "Yes."}} | dict.fromkeys(lines[1:]))
    assert "runt" not in codes(alone)


def test_a_finding_names_the_page_and_the_line_of_the_manuscript(
    proofs: Callable[[str, str], Proof],
) -> None:
    proof = proofs("tiny", "screen")
    lines = on_one_page(proof)
    (finding,) = [one for one in judged(PROOF, ending("so.")(proof)) if one.code == "runt"]
    section = proof.book.chapter(lines[0].section).section
    text = (Path("tests/publications") / section.file.removeprefix("manuscript/")).read_text(
        "utf-8"
    )
    assert finding.place is not None
    assert finding.place.line is not None
    written = text.splitlines()[finding.place.line - 1]
    assert lines[0].text.split()[-2] in written
    page = proof.facts.page(lines[0].folio)
    assert page is not None
    assert finding.page == page.name


def test_what_line_breaking_mends_is_an_error() -> None:
    told = {rule.code: rule.severity for rule in PROOF}
    assert {told[code] for code in ("runt", "ladder", "page-turn-hyphen")} == {Severity.ERROR}


@pytest.mark.parametrize("said", ["", "calc(8mm + 1pt)", "8"])
def test_a_threshold_that_cannot_be_read_is_an_error(
    proofs: Callable[[str, str], Proof], said: str
) -> None:
    proof = proofs("tiny", "print")
    with pytest.raises(ContentError, match="--safe-area"):
        judged(PROOF, replace(proof, tokens={**proof.tokens, "safe-area": said}))


# Where things are said to stand


def where_page(proof: Proof) -> int:
    return next(page.index + 1 and int(page.label) for page in proof.facts.pages
                if "diagram overleaf" in " ".join(page.text.split())
                or "diagram on page" in " ".join(page.text.split()))  # fmt: skip


@pytest.mark.parametrize("name", ["print", "screen"])
@pytest.mark.parametrize(
    ("said", "untrue"),
    [("opposite", True), ("overleaf", True), ("on page 19", True), ("on this page", True),
     ("", True), ("on page {there}", False), ("on page\u00a0{there}", False)],
)  # fmt: skip
def test_where_things_stand_is_read_from_the_page(
    proofs: Callable[[str, str], Proof], name: str, said: str, untrue: bool
) -> None:
    proof = proofs("tiny", name)
    here, there = where_page(proof), proof.anchors["framework"]
    page = proof.facts.page(here)
    assert page is not None
    text = " ".join(page.text.split())
    (printed,) = [one for one in (f"on page {there}", "overleaf") if f"diagram {one}" in text]
    assert printed != said
    text = text.replace(f"diagram {printed}", f"diagram {said.format(there=there)}")
    spoilt_proof = page_with(here, text=f"{text}\nOverleaf opposite.")(proof)
    assert ("where-untrue" in codes(spoilt_proof)) is untrue


LITERAL = {
    "opposite": "The table opposite says more.",
    "shown opposite": "The costs are shown opposite.",
    "in brackets": "The card (opposite) hangs there still.",
    "page": "It is told on page 12.",
    "pages": "It is told on pages 12-14.",
    "p.": "It is told there (p. 12).",
    "a link that is not marked": "It is told [on page 12](#shelves).",
}
LOOSE = {
    "the table below": "The table below says more.",
    "as mentioned above": "As mentioned above, a bill teaches.",
    "in brackets": "The card (below) hangs there still.",
}
UNSAID = {
    "the opposite": "It did the opposite of what was meant.",
    "drawn opposite conclusions": "We have drawn opposite conclusions.",
    "above all": "They listed above all what they had, and it was mentioned above all.",
    "above a thing": "The lamp shown above the door, and far above it, the clock.",
    "below a number": "It fell below 12, and stayed below the line.",
    "above and below": "The sky above and the street below.",
    "a page of another work": "It is told on page 12 of the report, and on pages 3-4 of another.",
    "a page of another work, linked": "It is told [on page 12](https://example.org/report).",
    "a note": "It is told elsewhere.[^there]\n\n[^there]: The report, p. 12; see above.",
    "a number of pages": "The report has 12 pages, and a 12-page summary.",
    "an example": "A name belongs to its number, as in page 12.",
}


@pytest.mark.parametrize(
    ("code", "text"),
    [("where-literal", text) for text in LITERAL.values()]
    + [("where-loose", text) for text in LOOSE.values()]
    + [("", text) for text in UNSAID.values()],
)
def test_words_for_places_in_the_text(checkout: Path, code: str, text: str) -> None:
    change(checkout / LAMPS, "A bill is a good teacher.", text)
    found = judged(COPY, build.copy_of(works.load(checkout, "tiny")))
    assert [one.code for one in found] == ([code] if code else [])
    for one in found:
        assert str(one.place) == f"{LAMPS}:13"
        assert one.severity == (Severity.NOTICE if code == "where-loose" else Severity.WARNING)
