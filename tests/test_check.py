"""`invoke check`: families, silences, formats, explanations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from press import check, report
from press.editions import BUNDLES, RECIPES, offprints
from press.editions.job import Job
from press.errors import Place, UsageError
from press.finding import Finding, Severity
from press.preflight import GROUPS
from press.proofreading.families import FAMILIES
from press.proofreading.guards import GUARDS
from press.publication import Silence
from press.report import Report
from tests.conftest import REPOSITORY, change

SHELVES = "manuscript/tiny/essays/shelves.md"
ORDER = "manuscript/tiny/publication.yaml"
RESERVE = "Nobody has ever asked me for a quieter library."
DRIFTED = "Nobody has ever asked us for a quieter library."


def silence(checkout: Path, *, code: str, place: str) -> None:
    with (checkout / ORDER).open("a", encoding="utf-8") as order:
        order.write(f"silences:\n  - code: {code}\n    place: {place}\n")
        order.write("    reason: the author asked for these very words\n")


@pytest.fixture
def drifted(checkout: Path) -> Path:
    """A checkout in which a quote of tiny has drifted."""
    change(checkout / SHELVES, f"  reserve: {RESERVE}", f"  reserve: {DRIFTED}")
    return checkout


def quotes(root: Path) -> Report:
    return check.check(root, "tiny", ["pull-quotes"])


def test_a_faultless_publication_is_clean_and_each_edition_is_made_once(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: Counter[str] = Counter()

    def counted(recipe: Callable[[Job], Any]) -> Callable[[Job], Any]:
        def make(job: Job) -> Any:
            made[job.name] += 1
            return recipe(job)

        return make

    for recipes in (RECIPES, BUNDLES):
        for form, recipe in list(recipes.items()):
            if form != "offprints":
                monkeypatch.setitem(recipes, form, counted(recipe))
    monkeypatch.setattr(offprints, "make", counted(offprints.make))  # a site takes them along
    found = check.check(checkout, "tiny")
    assert found.clean
    assert made == dict.fromkeys(found.editions, 1)
    assert [one.edition for one in found.compared] == list(found.editions[1:])
    (web,) = (
        one for one in json.loads(report.as_json(found))["compared"] if one["edition"] == "web"
    )
    assert web["reference"] == "print"
    assert web["sections"] == 12
    assert web["declared"]["places"] == 1
    assert any("quotes-left-out 6" in line for line in found.table)
    assert found.editions == ("print", "screen", "large-print", "offprints", "text", "epub", "web")
    assert [section.name for section in found.sections] == [n for n in FAMILIES if n != "length"]
    assert found.table


def test_one_edition_is_held_against_the_first_with_pages(checkout: Path) -> None:
    found = check.check(checkout, "tiny", ["editions"], "text")
    assert found.editions == ("text",)
    assert [(one.edition, one.reference) for one in found.compared] == [("text", "print")]
    assert check.check(checkout, "tiny", ["editions"], "print").compared == ()


def test_a_slip_is_found(drifted: Path) -> None:
    found = quotes(drifted)
    assert not found.clean
    assert [finding.code for finding in found.findings] == ["quote-drifts"]


@pytest.mark.parametrize("place", ["essays/shelves.md", SHELVES, "essays/shelves.md:11"])
def test_a_slip_can_be_silenced_with_a_reason(drifted: Path, place: str) -> None:
    line = quotes(drifted).findings[0].place
    assert line is not None
    silence(drifted, code="quote-drifts", place=place.replace(":11", f":{line.line}"))
    found = quotes(drifted)
    assert found.clean
    assert found.silenced == 1


def test_a_silence_of_another_line_silences_nothing(drifted: Path) -> None:
    silence(drifted, code="quote-drifts", place="essays/shelves.md:999")
    assert [finding.code for finding in quotes(drifted).findings] == ["quote-drifts"]


def test_a_silence_that_matches_nothing_is_a_finding(checkout: Path) -> None:
    silence(checkout, code="quote-drifts", place="essays/shelves.md")
    (finding,) = [
        one for one in check.check(checkout, "tiny").findings if one.code == "silence-idle"
    ]
    assert finding.place is not None
    assert finding.place.file == ORDER
    assert finding.place.line is not None
    assert finding.place.line > 1


def test_a_silence_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        Silence(code="runt", place="page 3", reason="fine")


def test_unknown_families_and_codes_are_told() -> None:
    with pytest.raises(UsageError, match="there is no family"):
        check.check(REPOSITORY, "ignite", ["pull-quote"])
    with pytest.raises(UsageError) as told:
        check.explain("quote-drift")
    assert "quote-drifts" in told.value.hint
    with pytest.raises(UsageError):
        report.chosen("html")


@pytest.mark.parametrize("code", check.explanations())
def test_every_code_is_explained_in_five_to_twelve_lines(code: str) -> None:
    lines = check.explanations()[code].splitlines()
    assert 5 <= len(lines) <= 12, len(lines)


def test_codes_are_used_once() -> None:
    codes = [rule.code for family in FAMILIES.values() for rule in family.rules]
    codes += [rule.code for group in GROUPS.values() for rule in group.rules]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("path", check.guides())
def test_the_guides_at_the_doors_are_up_to_date(path: str) -> None:
    text = (REPOSITORY / path).read_text(encoding="utf-8")
    assert text == check.guides()[path], "run invoke check.guide"


FINDINGS = (
    Finding(
        code="quote-drifts",
        severity=Severity.ERROR,
        message="it drifts <&>",
        remedy="mend it",
        place=Place("essays/a.md", 7),
    ),
    Finding(
        code="quote-adapted",
        severity=Severity.NOTICE,
        message="a notice",
        remedy="nothing to do",
        page="page 3 (folio 5)",
    ),
)
SECTION = report.Section(
    name="pull-quotes",
    title="Pull quotes follow their text",
    codes=("quote-drifts", "quote-elided", "quote-adapted"),
    findings=FINDINGS,
)
REPORT = Report(publication="tiny", editions=("print",), sections=(SECTION,), silenced=2)


def test_text_is_grouped_and_counted() -> None:
    said = report.text(REPORT)
    assert "Pull quotes follow their text: 1 error, 1 notice" in said
    assert "  essays/a.md:7: quote-drifts error: it drifts <&>; mend it" in said
    assert "  page 3 (folio 5): quote-adapted notice: a notice; nothing to do" in said
    assert said.endswith("tiny: 1 error, 1 notice; 2 silenced with a reason\n")


def test_json_says_all_of_a_finding() -> None:
    said = json.loads(report.as_json(REPORT))
    assert said["clean"] is False
    assert said["findings"][0]["file"] == "essays/a.md"
    assert said["findings"][0]["line"] == 7
    assert said["findings"][1]["page"] == "page 3 (folio 5)"


def test_sarif_names_rule_level_and_place() -> None:
    run = json.loads(report.sarif(REPORT))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(SECTION.codes)
    drift, adapted = run["results"]
    place = drift["locations"][0]["physicalLocation"]
    assert (drift["level"], adapted["level"]) == ("error", "note")
    assert place["artifactLocation"]["uri"] == "essays/a.md"
    assert place["region"]["startLine"] == 7
    assert adapted["message"]["text"].startswith("page 3 (folio 5): ")


def test_junit_has_a_case_a_code_and_notices_do_not_fail() -> None:
    suite = ET.fromstring(report.junit(REPORT)).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    failed = [case.get("name") for case in suite if case.find("failure") is not None]
    assert failed == ["quote-drifts"]


def test_notices_do_not_change_the_verdict() -> None:
    section = replace(SECTION, findings=FINDINGS[1:])
    assert replace(REPORT, sections=(section,)).clean
    assert not REPORT.clean


def test_what_stands_guard_is_what_publishing_asks_and_what_check_tells_first() -> None:
    assert {name: one for name, one in FAMILIES.items() if one.guards} == GUARDS
    assert all(FAMILIES[name] is one for name, one in GUARDS.items())
