"""`invoke preflight`: whole editions against their order, the report beside them, the gate."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pikepdf import Dictionary

from press import build, check, handover, output, preflight, reading
from press.errors import FindingsError, PressError, UsageError
from press.finding import Severity
from press.preflight import GROUPS
from tests.conftest import Edition, Editions, change, furnish
from tests.print_file import ORDER, TRIM, bytes_of, paint, sound

QUIET = {"ink-not-counted", "syntax-not-checked", "second-reader-absent"}
"""What is said where a program is absent."""


def told(either: Edition) -> set[str]:
    """The codes that preflight has for an edition as it was made."""
    return {finding.code for finding in build.preflight_findings(either.work, either.made)}


@pytest.mark.parametrize("publication", ["tiny", "ignite"])
def test_the_print_edition_passes(publication: str, editions: Editions) -> None:
    assert told(editions(publication, "print")) <= QUIET


def test_other_editions_are_none_of_preflights_business(editions: Editions) -> None:
    assert told(editions("tiny", "screen")) == set()


# The report


class Page(HTMLParser):
    """What a browser would ask for, what it would show, and what holds together."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.asked: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.heads: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append(tag)
        self.asked += [str(told[key]) for key in ("src", "href", "data", "action") if key in told]
        self.ids += [str(told["id"])] if "id" in told else []
        self.links += [str(told["href"])[1:]] if tag == "a" else []
        if tag == "img":
            self.pictures.append(told)
        if re.fullmatch("h[1-6]", tag):
            self.heads.append(int(tag[1]))
        if tag not in {"meta", "img"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@dataclass(frozen=True)
class Shown:
    """A report of a file that is faulty in two places."""

    made: handover.Handover

    @cached_property
    def page(self) -> Page:
        page = Page()
        page.feed(self.made.page)
        page.close()
        return page


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    root = furnish(tmp_path_factory.mktemp("handover"))
    order = root / "manuscript" / "tiny" / "publication.yaml"
    change(order, "    trim: [148 mm, 210 mm]", "    trim: [100 mm, 150 mm]")
    with sound() as pdf:
        paint(b"0 0 0 1 k BT /F 9 Tf 8 30 Td (Folio <&>) Tj ET 0.1 w 40 60 m 90 60 l S")(pdf)
        pdf.Root.Names = Dictionary(JavaScript=Dictionary())
        file = root / "faulty “1”.pdf"
        file.write_bytes(bytes_of(pdf))
    (made,) = handover.preflights(root, "tiny", "print", file=file)
    return Shown(made)


def test_findings_are_told_group_by_group(shown: Shown) -> None:
    found = {finding.code for finding in shown.made.report.findings} - QUIET
    assert found == {"text-near-trim", "line-thin", "x-active"}
    text = handover.chosen("text")(shown.made)
    assert "Fonts: clean" in text
    assert "page 1 (folio 1): text-near-trim error: “Folio <&>” stands 2.8 mm" in text
    assert "tiny, faulty “1”.pdf: 3 errors" in text


def test_the_page_asks_for_nothing(shown: Shown) -> None:
    asked = [address for address in shown.page.asked if not address.startswith("#")]
    assert asked
    assert all(address.startswith("data:image/jpeg;base64,") for address in asked)
    assert "script" not in shown.page.tags
    assert "url(" not in shown.made.page
    assert "http" not in re.sub(r"http-equiv", "", shown.made.page)
    assert "default-src 'none'" in shown.made.page


def test_the_page_is_whole_and_accessible(shown: Shown) -> None:
    page = shown.page
    assert page.open == []
    assert page.tags.count("h1") == page.tags.count("main") == 1
    assert all(two - one <= 1 for one, two in zip(page.heads, page.heads[1:], strict=False))
    assert len(page.ids) == len(set(page.ids))
    assert set(page.links) <= set(page.ids)
    assert len(page.pictures) == 4
    assert all(picture.get("alt") for picture in page.pictures)
    assert 'lang="en-GB"' in shown.made.page
    assert "prefers-color-scheme: dark" in shown.made.page


def test_each_finding_is_marked_in_its_place(shown: Shown) -> None:
    (near,) = [one for one in shown.made.report.findings if one.code == "text-near-trim"]
    assert near.spot is not None
    assert near.spot.box is not None
    assert near.spot.box[0] == pytest.approx(TRIM[0] + 8)
    assert 'x="48.52"' in shown.made.page  # 2 pt round it
    assert shown.made.page.count("<circle") == 2
    assert "Folio &lt;&amp;&gt;" in shown.made.page
    assert 'class="trim"' in shown.made.page
    assert "Not fit to print as ordered" in shown.made.page


def test_nothing_is_claimed_that_was_not_checked(shown: Shown) -> None:
    words = re.sub(r"<style>.*?</style>|<[^>]+>", " ", shown.made.page, flags=re.DOTALL)
    assert "own checks" in words
    assert not re.search(r"\bis certified\b(?!\.)|\bcertificate\b", words)


def test_the_record_says_the_same(shown: Shown) -> None:
    record = json.loads(shown.made.record)
    assert record["clean"] is False
    assert (record["publication"], record["edition"]) == ("tiny", "print")
    (near,) = [one for one in record["findings"] if one["code"] == "text-near-trim"]
    assert (near["group"], near["page"], near["severity"]) == ("edges", 1, "error")
    assert near["box"][0] == pytest.approx(TRIM[0] + 8)
    assert len(record["pages"]) == 4
    assert record["facts"]["Thinnest line"] == "0.10 pt"


def test_a_sound_file_is_told_so(checkout: Path) -> None:
    order = checkout / "manuscript" / "tiny" / "publication.yaml"
    change(order, "    trim: [148 mm, 210 mm]", "    trim: [100 mm, 150 mm]")
    file = checkout / "sound.pdf"
    file.write_bytes(bytes_of(sound()))
    (made,) = handover.preflights(checkout, "tiny", file=file)
    assert made.report.clean
    assert "Clean by our checks" in made.page
    assert "All pages" in made.page


def test_a_finding_is_silenced_with_a_reason(checkout: Path) -> None:
    order = checkout / "manuscript" / "tiny" / "publication.yaml"
    change(order, "    trim: [148 mm, 210 mm]", "    trim: [100 mm, 150 mm]")
    with order.open("a", encoding="utf-8") as text:
        text.write("silences:\n  - code: line-thin\n    place: page 1\n")
        text.write("    reason: a hairline that the printer has agreed to\n")
    with sound() as pdf:
        paint(b"0.1 w 40 60 m 90 60 l S")(pdf)
        file = checkout / "thin.pdf"
        file.write_bytes(bytes_of(pdf))
    (made,) = handover.preflights(checkout, "tiny", file=file)
    assert made.report.clean
    assert made.report.silenced == 1
    assert "1 silenced with a reason" in handover.chosen("text")(made)
    found = check.check(checkout, "tiny", ["pull-quotes"])
    assert not any(one.code == "silence-idle" for one in found.findings)


# The desk


def published(root: Path, content: bytes) -> Path:
    with output.edition(root, "tiny", "print") as draft:
        draft.write("tiny-print.pdf", content)
        return draft.publish()


def test_the_report_is_written_beside_the_file(checkout: Path) -> None:
    folder = published(checkout, bytes_of(sound()))
    list(handover.preflights(checkout, "tiny"))
    names = {path.name for path in folder.iterdir()}
    assert names == {"tiny-print.pdf", "preflight.html", "preflight.json"}
    assert published(checkout, b"the next") == folder
    assert [path.name for path in folder.iterdir()] == ["tiny-print.pdf"]


def test_what_was_not_made_is_told(checkout: Path) -> None:
    with pytest.raises(UsageError, match="has not been made"):
        list(handover.preflights(checkout, "tiny"))
    with pytest.raises(UsageError, match="cannot be read"):
        list(handover.preflights(checkout, "tiny", file=checkout / "nowhere.pdf"))
    with pytest.raises(UsageError, match="does not go to a printer"):
        list(handover.preflights(checkout, "tiny", "screen"))
    with pytest.raises(UsageError, match="no format"):
        handover.chosen("sarif")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nnothing", b"\0" * 99])
def test_what_is_no_pdf_is_told(content: bytes, checkout: Path) -> None:
    file = checkout / "odd.pdf"
    file.write_bytes(content)
    with pytest.raises(PressError, match="does not open"):
        list(handover.preflights(checkout, "tiny", file=file))


def test_a_code_is_explained() -> None:
    assert check.explain("ink-heavy").startswith("ink-heavy\n\nMore ink")
    with pytest.raises(UsageError) as wrong:
        check.explain("ink-heavi")
    assert "ink-heavy" in wrong.value.hint


# The gate


def test_a_print_edition_with_an_error_is_not_published(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "coverage", lambda *_, **__: {})
    folder = published(checkout, b"the old one")
    order = checkout / "manuscript" / "tiny" / "publication.yaml"
    change(order, "    slug: 12 mm", "    slug: 12 mm\n    safe_area: 40 mm")
    with pytest.raises((FindingsError, PressError)) as stopped:
        list(build.publish(checkout, "tiny", "print"))
    assert "text-near-trim" in str(stopped.value)
    assert (folder / "tiny-print.pdf").read_bytes() == b"the old one"


def test_every_group_has_rules_and_titles_of_its_own() -> None:
    assert all(group.rules for group in GROUPS.values())
    assert len({group.title for group in GROUPS.values()}) == len(GROUPS)
    severities = {rule.severity for group in GROUPS.values() for rule in group.rules}
    assert severities == set(Severity)
    assert {ORDER["format"]} == preflight.FORMATS
