"""The audit of accessibility: its rules, its verdicts, its record, and the statement of a site.

Judges are stood in for here; that each of them sees what is faulty is proved where he is asked:
`test_conformance.py`, `test_epub.py`, `test_web_browser.py`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from press import access, audit, build, check, layouts, tools, works
from press.access import Subject, Told, Verdict
from press.access.contrast import Pair, Palette, palette, used
from press.assets.inks import Inks
from press.audit import material as materials
from press.audit.found import found
from press.audit.heard import heard
from press.audit.material import Material
from press.criteria import CRITERIA, NUMBERS
from press.editions.job import Audited, Bundle
from press.editions.web import statement
from press.errors import PressError
from press.layouts import Ground, Judged
from press.manuscript import access as records
from press.manuscript.access import Known, Record
from press.reading.heard import HeardLink, HeardPage
from press.tools import Complaint, Looked, NotChecked, Sighting
from press.works import Work
from tests.conftest import REPOSITORY, Bundles, Editions, Sites, change

REQUIRED = os.environ.get("PRESS_REQUIRE_TOOLS") == "1"
LAYOUTS = ("base", "ignite", "galley", "specimen")
FORMS = tuple(access.ENTRIES)
SEEN = Sighting(
    rule="color-contrast", weight="serious", message="A picture is behind it", page="lamps.html",
    target=".end", why="bgImage", matches=(".end",), views=("320 px, dark",),
)  # fmt: skip
ROW = Judged(
    rule="color-contrast", why="bgImage", part=".end", verdict="passes",
    looked="Every end in every view, in pictures.", reason="No letter stands on the picture.",
)  # fmt: skip
ABSENT = NotChecked(tool="axe", meaning="nobody looked", remedy="npm install -g axe-core")


@pytest.fixture(scope="module")
def material(editions: Editions, bundles: Bundles, sites: Sites) -> Material:
    """Tiny's editions, as the session has them."""
    tagged = {name: editions("tiny", name) for name in ("screen", "large-print")}
    work = tagged["screen"].work
    epub = bundles("tiny", "epub")
    return Material(
        proofs={name: build.proof(work, one.made) for name, one in tagged.items()},
        pdfs={name: {one.made.name: one.made.content} for name, one in tagged.items()},
        epubs={"epub": next(iter(epub.files.values()))},
        sites={"web": sites("tiny").files},
        words={"epub": build.read_back(work, epub)},
    )


@pytest.fixture(scope="module")
def subject(material: Material, editions: Editions) -> Subject:
    """What the rules read of tiny, before any judge."""
    work = editions("tiny", "screen").work
    return Subject(
        book=work.book,
        heard=tuple(heard(material)),
        palettes={"web": palette(work.layout, "web", "web", seen=None)},
        layout=work.order.place("layout"),
    )


def codes(subject: Subject) -> dict[str, str]:
    """What is said, by code."""
    return {
        one.code: f"{one.page}: {one.message}"
        for group in access.findings(subject).values()
        for one in group
    }


def test_nothing_is_said_of_tiny(subject: Subject, material: Material) -> None:
    assert codes(subject) == {}
    assert found(subject, material, ()) == ()
    assert [one.edition for one in subject.heard] == ["screen", "large-print", "epub", "web"]
    assert len(access.meanings(subject.book)) == 1  # the framework; tiny has no other figure
    screen = next(one for one in subject.heard if one.edition == "screen")
    assert len(screen.titles) >= 8


# Rules: each code with what it says, and what comes near


def judged(judge: str, rule: str, message: str) -> Callable[[Subject], Subject]:
    told = (Told(rule=rule, message=message, where="a-file"),)
    verdict = Verdict(edition="x", judge=judge, title="A judge 1.0", ran="all", told=told)
    return lambda subject: replace(subject, verdicts=(verdict,))


def said_nothing(judge: str) -> Callable[[Subject], Subject]:
    verdict = Verdict(edition="x", judge=judge, title="A judge 1.0", ran="all")
    return lambda subject: replace(subject, verdicts=(verdict,))


def page(**changed: Any) -> HeardPage:
    plain: dict[str, Any] = {
        "file": "page.html", "ids": frozenset(), "words": "", "pictures": (), "links": (),
        "headings": ((1, "First"), (2, "Second"), (3, "Third"), (2, "Second again")),
    }  # fmt: skip
    return HeardPage(**(plain | changed))


def with_page(**changed: Any) -> Callable[[Subject], Subject]:
    """The site with one page more."""

    def changed_one(subject: Subject) -> Subject:
        site = next(one for one in subject.heard if one.edition == "web")
        return replace(subject, heard=(replace(site, pages=(*site.pages, page(**changed))),))

    return changed_one


def links(*pairs: tuple[str, str], role: str = "") -> tuple[HeardLink, ...]:
    return tuple(HeardLink(words=words, target=target, role=role) for words, target in pairs)


def pair(ratio: float, least: float = 4.5) -> Callable[[Subject], Subject]:
    one = Pair(
        edition="web", scheme="dark", text="ash", ground="night", text_colour="#777777",
        ground_colour="#FFFFFF", ratio=ratio, least=least,
    )  # fmt: skip
    return lambda subject: replace(subject, palettes={"web": Palette(pairs=(one,), unnamed=())})


def unnamed(*tokens: str) -> Callable[[Subject], Subject]:
    return lambda subject: replace(subject, palettes={"web": Palette(pairs=(), unnamed=tokens)})


def undecided(*rows: Judged) -> Callable[[Subject], Subject]:
    return lambda subject: replace(subject, undecided={"web": (SEEN,)}, judged=rows)


def mute(subject: Subject) -> Subject:
    """The framework's diagram without its words, in the structure of a tagged file."""
    screen = subject.heard[0]
    return replace(subject, heard=(replace(screen, alternatives=(), said="nothing"),))


def pages_turned(subject: Subject) -> Subject:
    epub = next(one for one in subject.heard if one.edition == "epub")
    first, second, *rest = epub.pages
    return replace(subject, heard=(replace(epub, pages=(second, first, *rest)),))


@dataclass(frozen=True, kw_only=True)
class Case:
    """A code, how it is brought about, what it says, and what comes near and is silent."""

    code: str
    fault: Callable[[Subject], Subject]
    says: str
    near: Callable[[Subject], Subject]


def absent(subject: Subject) -> Subject:
    verdict = Verdict(edition="web", judge="axe", title="axe-core", ran="all", absent=ABSENT)
    return replace(subject, verdicts=(verdict,))


CASES = (
    Case(
        code="judge-absent",
        fault=absent,
        says="axe-core did not judge: nobody looked",
        near=said_nothing("axe"),
    ),
    *(
        Case(
            code=code,
            fault=judged(judge, "rule-1", "It is wrong."),
            says="x, a-file: rule-1: It is wrong",
            near=said_nothing(judge),
        )
        for code, judge in {
            "pdf-ua-broken": "verapdf",
            "epub-invalid": "epubcheck",
            "epub-access": "ace",
            "html-invalid": "vnu",
            "web-access": "axe",
        }.items()
    ),
    Case(
        code="web-access",
        fault=undecided(ROW, ROW.model_copy(update={"verdict": "fails"})),
        says="somebody looked at .end, and color-contrast fails",
        near=undecided(ROW.model_copy(update={"verdict": "fails"}), ROW),  # the last row counts
    ),
    Case(
        code="web-undecided",
        fault=undecided(
            ROW.model_copy(update={"part": ".start"}), ROW.model_copy(update={"why": "bgGradient"})
        ),
        says="web, lamps.html: color-contrast (bgImage) is undecided at .end",
        near=undecided(ROW),
    ),
    Case(
        code="contrast-low",
        fault=pair(4.499),
        says="“ash” on “night” (#777777 on #FFFFFF) has a contrast of 4.50 in the dark scheme",
        near=pair(4.5),
    ),
    Case(
        code="contrast-low",
        fault=pair(6.99, 7),
        says="and 7 are asked",
        near=pair(7, 7),
    ),
    Case(
        code="colour-unnamed",
        fault=unnamed("dusk"),
        says="web: the token “dusk”",
        near=unnamed(),
    ),
    Case(
        code="heading-skipped",
        fault=with_page(headings=((1, "First"), (3, "Third"))),
        says="“Third” is a heading of level 3 after one of level 1",
        near=with_page(),
    ),
    Case(
        code="heading-skipped",
        fault=with_page(headings=((2, "Second"),)),
        says="the first heading, “Second”, is of level 2",
        near=with_page(headings=()),
    ),
    *(
        Case(
            code="link-says-nothing",
            fault=with_page(links=links((words, "x.html"))),
            says=f"a link says “{words}”",
            near=with_page(links=links((near, "x.html"))),
        )
        for words, near in {
            "here": "Here is the framework",
            "Read more …": "Read more of the lamps",
            "https://example.org/a/b": "The report of 2017",
            "www.example.org/report.pdf": "www.example.org",
            "": "Home",
        }.items()
    ),
    Case(
        code="link-says-nothing",
        fault=with_page(links=links(("", "#note-1"))),
        says="a link says “”",
        near=with_page(links=links(("", "#note-1"), role="doc-noteref")),
    ),
    Case(
        code="link-words-twice",
        fault=with_page(links=links(("The lamps", "a.html"), ("the lamps", "b.html"))),
        says="two links say “the lamps”, and lead to a.html and to b.html",
        near=with_page(links=links(("The lamps", "a.html"), ("The lamps", "a.html"))),
    ),
    Case(
        code="link-words-twice",
        fault=with_page(links=links(("Next", "a.html"), ("Next", "b.html"))),
        says="two links say “Next”",
        near=with_page(links=links(("Back", "#1"), ("Back", "#2"), role="doc-backlink")),
    ),
    Case(
        code="picture-unheard",
        fault=with_page(pictures=(None,)),
        says="web, page.html: a picture has no alternative",
        near=with_page(pictures=("",)),
    ),
    Case(
        code="picture-unheard",
        fault=mute,
        says="is not heard in the edition “screen”",
        near=lambda subject: replace(subject, heard=subject.heard[:1]),
    ),
    Case(
        code="sections-out-of-order",
        fault=pages_turned,
        says="epub: the sections are not heard in their order: the order is about, cover",
        near=lambda subject: subject,
    ),
    Case(
        code="sections-out-of-order",
        fault=lambda subject: replace(
            subject, heard=(replace(subject.heard[0], titles=subject.heard[0].titles[::-1]),)
        ),
        says="screen: the sections are not heard in their order",
        near=lambda subject: replace(subject, heard=subject.heard[:1]),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_fault_is_told_and_what_comes_near_is_not(case: Case, subject: Subject) -> None:
    assert case.says in codes(case.fault(subject)).get(case.code, "")
    assert case.code not in codes(case.near(subject))


def test_every_code_has_a_case_and_an_explanation() -> None:
    asked = {rule.code for group in access.GROUPS.values() for rule in group.rules}
    assert asked == {case.code for case in CASES}
    assert asked <= set(check.explanations())


# Contrast


def inks() -> Inks:
    return Inks((REPOSITORY / "assets" / "profiles" / "FOGRA39L_coated.icc").read_bytes())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_colour_of_every_layout_is_named_and_stands_out(name: str, form: str) -> None:
    seen = inks()
    found = palette(
        layouts.load(REPOSITORY, name), "x", form, seen=lambda shares: seen.seen(*shares)
    )
    assert found.unnamed == ()
    assert len(found.pairs) >= 4
    assert [one for one in found.pairs if not one.stands_out] == []
    schemes = {"light", "dark"} if form in {"epub", "web"} else {"light"}
    assert {one.scheme for one in found.pairs} == schemes


def test_inks_are_seen_as_they_are_printed() -> None:
    seen = inks()
    assert seen.seen(0, 0, 0, 0) == "#FFFFFF"  # relative to the paper
    assert seen.seen(0, 0, 0, 1) == "#2B2B2A"  # black alone is never quite black
    assert seen.seen(0, 0.88, 1, 0.12) == "#D34222"


def test_without_a_profile_inks_are_measured_by_nobody() -> None:
    layout = layouts.load(REPOSITORY, "ignite")
    assert palette(layout, "x", "print-pdf", seen=None).pairs == ()


def spoilt(tmp_path: Path, sheet: str, text: str) -> layouts.Layout:
    """A layout that extends base and adds to one stylesheet."""
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "base").symlink_to(REPOSITORY / "layouts" / "base")
    styles = tmp_path / "layouts" / "other" / "styles"
    styles.mkdir(parents=True)
    (styles.parent / "layout.yaml").write_text("extends: base\n")
    (styles / sheet).write_text(text)
    return layouts.load(tmp_path, "other")


def test_a_pale_token_a_new_colour_and_one_renamed_are_found(tmp_path: Path) -> None:
    layout = spoilt(
        tmp_path,
        "web.css",
        ":root{--ash:#999999;--dusk:#223344;--moon:#FFFFFF}"
        "@media (min-width:60rem){.band{background:var(--dusk);--ink:var(--moon)}}"
        "@media print{p{color:var(--toner)}}",
    )
    found = palette(layout, "web", "web", seen=None)
    assert set(found.unnamed) == {"dusk", "moon"}
    low = {(one.text, one.ground, one.scheme) for one in found.pairs if not one.stands_out}
    assert ("ash", "ground", "light") in low
    texts, grounds = used(layout, "web")
    assert "moon" in texts
    assert "dusk" in grounds
    assert "toner" not in texts


def test_rows_of_grounds_are_those_of_all_layouts_that_are_extended() -> None:
    rows = layouts.load(REPOSITORY, "ignite").settings.grounds
    assert Ground(ground="ground", texts=("ink", "ash", "accent")) in rows
    assert Ground(ground="night", texts=("straw", "flame")) in rows


# Criteria


def test_the_criteria_are_those_of_wcag_2_2() -> None:
    assert len(CRITERIA) == len(NUMBERS) == 55
    assert sum(one.level == "A" for one in CRITERIA) == 31
    assert "4.1.1" not in NUMBERS
    names = {one.number: one.address.partition("#")[2] for one in CRITERIA}
    assert names["1.2.1"] == "audio-only-and-video-only-prerecorded"
    assert names["3.3.4"] == "error-prevention-legal-financial-data"
    ours = {number for numbers in access.CRITERIA.values() for number in numbers}
    assert ours | set(access.CLAUSES) <= NUMBERS
    assert set(access.CRITERIA) <= set(check.explanations())


# The audit


LOOKED = Looked(
    axe="4.14.1", chromium="156.0", pages=("index.html",), violations=(), undecided=(SEEN,),
    rules={"color-contrast": ("1.4.3",), "region": ()},
)  # fmt: skip


@pytest.fixture
def judges(monkeypatch: pytest.MonkeyPatch, material: Material) -> dict[str, Any]:
    """Judges who say what a test wants, on the session's editions."""
    answers: dict[str, Any] = {
        "judge_pages": LOOKED,
        "validate_html": (),
        "validate_epub": (),
        "judge_access": (),
    }

    def answer(name: str) -> Callable[..., Any]:
        return lambda *_args, **_kwargs: answers[name]

    def validated(paths: list[Path], profile: str, **_: object) -> tuple[tools.Verdict, ...]:
        assert all(path.read_bytes().startswith(b"%PDF") for path in paths)
        return tuple(
            tools.Verdict(path=path, profile=profile, compliant=True, checks=9, failures=())
            for path in paths
        )

    for name in answers:
        monkeypatch.setattr(tools, name, answer(name))
    monkeypatch.setattr(tools, "validate_all", validated)
    monkeypatch.setattr(audit, "made", lambda *_: material)
    return answers


@pytest.mark.usefixtures("judges")
def test_an_audit_tells_who_judged_what_and_claims_nothing(checkout: Path) -> None:
    told = audit.audit(checkout, "tiny")
    assert told.report.clean
    record = json.loads(told.record)
    assert record["conformance"].startswith("not claimed")
    judged = {(one["edition"], one["judge"]): one["verdict"] for one in record["verdicts"]}
    assert judged == {
        **{(edition, "press"): "passed" for edition in
           ("print", "screen", "large-print", "offprints", "epub", "web")},
        ("screen", "verapdf"): "passed", ("large-print", "verapdf"): "passed",
        ("epub", "epubcheck"): "passed", ("epub", "ace"): "passed",
        ("web", "axe"): "passed", ("web", "vnu"): "passed",
    }  # fmt: skip
    assert record["criteria"]["1.4.3"][0].startswith("print: ")
    assert record["criteria"]["3.3.8"] == []
    axe = next(one for one in record["verdicts"] if one["judge"] == "axe")
    assert axe["ran"].endswith("; left undecided: 1, of these looked at: 1")
    assert [one["judged"] for one in record["undecided"]] == [True]
    assert {one["edition"] for one in record["contrast"]} >= {"print", "large-print", "web"}
    for format_ in audit.FORMATS:
        text = audit.chosen(format_)(told)
        assert not re.search(r"\b(conforms to|conformant|compliant|certified)\b", text)
    assert "No conformance is claimed." in audit.chosen("text")(told)
    assert "nobody has assessed it" in told.page


def test_what_judges_say_is_found_and_kept(judges: dict[str, Any], checkout: Path) -> None:
    judges["judge_access"] = (
        Complaint(code="image-alt", weight="critical", message="No words.", file="cover.xhtml"),
    )
    judges["judge_pages"] = replace(LOOKED, undecided=(replace(SEEN, why="bgGradient"),))
    judges["validate_html"] = ABSENT
    told = audit.audit(checkout, "tiny")
    assert {one.code for one in told.report.findings} == {
        "epub-access", "web-undecided", "judge-absent"
    }  # fmt: skip
    assert not told.report.clean
    record = json.loads(told.record)
    verdicts = {one["judge"]: (one["verdict"], one["found"]) for one in record["verdicts"]}
    assert verdicts["ace"] == ("violations", 1)
    assert verdicts["vnu"] == ("not checked", 0)
    path = audit.keep(checkout, "tiny", told)
    assert path == checkout / "manuscript" / "tiny" / "access.yaml"
    kept = records.load(works.load(checkout, "tiny").order, checkout)
    assert kept is not None
    assert [(one.edition, one.code) for one in kept.known] == [
        ("epub", "epub-access"), ("web", "web-undecided")
    ]  # fmt: skip
    assert "Image-alt: No words" in told.statement
    assert "2 faults" in told.statement


def test_what_is_silenced_is_told_with_its_reason(judges: dict[str, Any], checkout: Path) -> None:
    complaint = Complaint(code="image-alt", weight="minor", message="No words.", file="cover.xhtml")
    judges["judge_access"] = (complaint,)
    order = checkout / "manuscript" / "tiny" / "publication.yaml"
    order.write_text(
        order.read_text() + "\nsilences:\n  - code: epub-access\n    place: epub, cover.xhtml\n"
        "    reason: It is a picture of words that stand beside it.\n"
    )
    told = audit.audit(checkout, "tiny")
    assert told.report.clean
    assert told.report.silenced == 1
    assert "It is a picture of words that stand beside it" in told.page
    assert "Why it is accepted: It is a picture of words" in told.statement
    idle = check.check(checkout, "tiny", families=("style",))
    assert "silence-idle" not in {one.code for one in idle.findings}


@pytest.mark.usefixtures("judges")
def test_the_report_is_written_below_output(checkout: Path) -> None:
    told = audit.audit(checkout, "tiny")
    paths = audit.write(checkout, "tiny", told)
    folder = checkout / "output" / "tiny" / "access"
    assert paths == [folder / name for name in ("report.html", "report.json", "statement.html")]
    assert all(path.stat().st_size > 5_000 for path in paths)
    assert 'href="../web/contacts.html"' in paths[2].read_text()


def test_each_edition_is_made_once(monkeypatch: pytest.MonkeyPatch, editions: Editions) -> None:
    made: list[str] = []
    work = editions("tiny", "screen").work

    def make(_work: object, edition: str, **_: object) -> Any:
        made.append(edition)
        return editions("tiny", edition).made

    def bundle(_work: object, edition: str, **_: object) -> Any:
        made.append(edition)
        return Bundle(edition=edition, files={"offprints/a.pdf": b"%PDF", "index.html": b""})

    monkeypatch.setattr(build, "make", make)
    monkeypatch.setattr(build, "bundle", bundle)
    monkeypatch.setattr(build, "read_back", lambda *_: [])
    material = materials.made(work, lambda *_: None)
    assert made == ["screen", "large-print", "epub", "web"]
    assert material.pdfs["offprints"] == {"a.pdf": b"%PDF"}


# The record and the statement


def put(checkout: Path, record: Record | None) -> Work:
    """Tiny with such a record in its folder, or without one."""
    file = checkout / "manuscript" / "tiny" / "access.yaml"
    file.unlink(missing_ok=True)
    if record is not None:
        file.write_text(access.as_yaml(record))
    return works.load(checkout, "tiny")


def stated(checkout: Path, record: Record | None) -> etree._Element:
    """The words of the site's statement, when such a record lies in the publication's folder."""
    job = works.job_of(put(checkout, record), "web")
    page = f"<main>{statement.words(job, job.audited)}</main>"
    return etree.fromstring(page, parser=etree.HTMLParser())


def words(tree: etree._Element) -> str:
    return " ".join("".join(tree.itertext()).split())


def a_record(checkout: Path, **changed: Any) -> Record:
    verdicts = (
        records.Verdict(
            edition="web", judge="axe-core 4.14.1", ran="10 pages", verdict="passed",
            criteria=("1.4.3", "1.4.10"),
        ),
        records.Verdict(edition="epub", judge="Ace by DAISY", ran="all", verdict="not checked"),
    )  # fmt: skip
    found_on = works.digest(works.load(checkout, "tiny"))
    return Record(found_on=found_on, verdicts=verdicts).model_copy(update=changed)


def test_a_site_says_what_was_found_on_these_very_words(checkout: Path) -> None:
    never = words(stated(checkout, None))
    assert "Not checked. No test of accessibility has been recorded" in never
    assert "None of the 55 success criteria" in never
    known = Known(edition="web", code="link-says-nothing", says="a link says “” and no more")
    now = words(stated(checkout, a_record(checkout, known=(known,))))
    assert "found 1 fault, which is told below" in now
    assert "A link says “” and no more." in now
    assert "axe-core 4.14.1: 10 pages. Nothing was found." in now
    assert "Ace by DAISY: all. Not checked." in now
    assert "1.4.10 Reflow, level AA: Web pages" in now
    assert "The other 53 success criteria" in now
    assert "Plain text and Markdown Nothing was tested." in now


def test_the_record_is_an_input_of_the_site_and_changes_no_other_page(checkout: Path) -> None:
    order = checkout / "manuscript" / "tiny" / "publication.yaml"
    change(order, "  offprints:\n    format: offprints\n    pages_as: print\n", "")
    without = build.bundle(put(checkout, None), "web").files
    record = a_record(checkout)
    files = build.bundle(put(checkout, record), "web").files
    assert dict(build.bundle(put(checkout, record), "web").files) == dict(files)
    assert "axe-core 4.14.1" in files["accessibility.html"].decode()
    changed = {name for name in files if files[name] != without[name]}
    assert {name for name in changed if name.endswith(".html")} == {"accessibility.html"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("manuscript/tiny/essays/lamps.md", "evening hours", "evening hour"),
        ("layouts/base/styles/tokens.css", "--ash-light:#5B5650", "--ash-light:#5B5651"),
        ("layouts/base/templates/web/note.html", "note-on-work", "note-on-the-work"),
        ("manuscript/tiny/publication.yaml", "saddle-stitched", "perfect-bound"),
    ],
)
def test_after_a_change_of_words_or_layout_it_says_not_checked(
    file: str, old: str, new: str, checkout: Path
) -> None:
    found_on = works.digest(works.load(checkout, "tiny"))
    path = checkout / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    work = works.load(checkout, "tiny")
    assert works.digest(work) != found_on
    assert works.digest(work) == works.digest(works.load(checkout, "tiny"))


def test_what_was_found_on_other_words_is_not_told(checkout: Path) -> None:
    tree = stated(checkout, a_record(checkout, found_on="0" * 32))
    assert "Not checked since the last change." in words(tree)
    assert "axe-core" not in words(tree)
    assert "None of the 55 success criteria" in words(tree)


def test_people_and_their_contact_are_told_and_change_no_digest(checkout: Path) -> None:
    before = works.digest(works.load(checkout, "tiny"))
    order = checkout / "manuscript" / "tiny" / "publication.yaml"
    order.write_text(
        order.read_text() + "\naccess:\n  contact: access@lamplight.example\n  assessed:\n"
        "    - criterion: 2.4.3\n      by: Barnaby Inkpen\n      date: 2026-11-22\n"
        "      says: Every page by keyboard, in two browsers; nothing was found.\n"
    )
    assert works.digest(works.load(checkout, "tiny")) == before
    tree = stated(checkout, a_record(checkout))
    assert "2.4.3 Focus Order, level A, by Barnaby Inkpen, 2026-11-22: Every page" in words(tree)
    assert "The other 52 success criteria" in words(tree)
    assert "mailto:access@lamplight.example" in tree.xpath("//main//a/@href")


def test_a_publication_without_a_contact_invents_none(checkout: Path) -> None:
    tree = stated(checkout, None)
    assert "This publication names no contact for accessibility." in words(tree)
    assert "contacts.html" in tree.xpath("//main//a/@href")
    assert not [one for one in tree.xpath("//main//a/@href") if one.startswith("mailto:")]


def test_every_page_leads_to_the_statement(sites: Sites) -> None:
    for name in sites("tiny").pages:
        assert "accessibility.html" in sites("tiny").page(name).xpath("//footer//a/@href"), name


def test_the_statement_is_no_section_and_loses_no_word_of_any(sites: Sites) -> None:
    site = sites("tiny")
    assert "accessibility" not in site.bundle.texts
    assert build.read_back(site.work, site.bundle) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('found_on: "', 'found_on: "xyz', "found_on"),
        ('verdict: "passed"', 'verdict: "certified"', "verdict"),
        ('["1.4.3", "1.4.10"]', '["1.4.3", "9.9.9"]', "“9.9.9” is no success criterion"),
    ],
)
def test_a_record_that_cannot_be_is_refused_with_its_line(
    old: str, new: str, says: str, checkout: Path
) -> None:
    file = checkout / "manuscript" / "tiny" / "access.yaml"
    file.write_text(access.as_yaml(a_record(checkout)))
    change(file, old, new)
    work = works.load(checkout, "tiny")
    with pytest.raises(PressError, match=says) as told:
        works.job_of(work, "web")
    assert "manuscript/tiny/access.yaml:" in str(told.value)


@pytest.mark.parametrize("criterion", ["4.1.1", "1.4.6", "focus"])
def test_only_criteria_of_wcag_2_2_can_have_been_assessed(criterion: str, checkout: Path) -> None:
    order = checkout / "manuscript" / "tiny" / "publication.yaml"
    order.write_text(
        order.read_text()
        + f"\naccess:\n  assessed:\n    - criterion: {criterion}\n      by: Nobody\n"
        "      date: 2026-11-22\n      says: Nothing.\n"
    )
    with pytest.raises(PressError, match="is no success criterion of WCAG"):
        works.load(checkout, "tiny")


def _now(kept: str, checkout: Path) -> str:
    """A record as if it had been found on what the checkout has now."""
    digest = works.digest(works.load(checkout, "tiny"))
    return re.sub(r'found_on: "\w+"', f'found_on: "{digest}"', kept)


def test_statement_and_report_are_valid_and_accessible_in_every_state(
    judges: dict[str, Any], checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judges["judge_access"] = (
        Complaint(code="image-alt", weight="critical", message="No <words>.", file="cover.xhtml"),
    )
    told = audit.audit(checkout, "tiny")
    monkeypatch.undo()
    order = checkout / "manuscript" / "tiny" / "publication.yaml"
    change(order, "  offprints:\n    format: offprints\n    pages_as: print\n", "")
    audit.keep(checkout, "tiny", replace(told, kept=_now(told.kept, checkout)))
    now = build.bundle(works.load(checkout, "tiny"), "web").files
    assert "image-alt" in now["accessibility.html"].decode().lower()
    pages = {
        **{name: content for name, content in now.items() if not name.endswith(".html")},
        "accessibility.html": now["accessibility.html"],
        "report.html": told.page.encode(),
        "alone.html": told.statement.encode(),
    }
    for name, audited in (("never", Audited()), ("before", Audited(record=a_record(checkout)))):
        job = works.job_of(works.load(checkout, "tiny"), "web")
        body = f"<h1>Accessibility</h1>{statement.words(job, audited)}"
        pages[f"{name}.html"] = access.dressed(body, title="Accessibility").encode()
    said = tools.validate_html(pages, required=REQUIRED)
    seen = tools.judge_pages(pages, required=REQUIRED)
    if isinstance(said, NotChecked) or isinstance(seen, NotChecked):
        pytest.skip("not checked: a judge of web pages is absent")
    assert said == ()
    assert seen.violations == ()
    assert seen.undecided == ()


def test_names_are_heard_as_a_browser_tells_them(sites: Sites) -> None:
    (site,) = heard(Material(sites={"web": sites("tiny").files}))
    pages = {one.file: one for one in site.pages}
    assert [level for level, _ in pages["index.html"].headings][:3] == [1, 2, 3]
    notes = [one for one in pages["shelves.html"].links if one.role == "doc-noteref"]
    assert notes[0].words.startswith("Note ")
    assert pages["framework.html"].pictures[0]
