"""Findings become words: for people, and as JSON, SARIF 2.1.0 and JUnit for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from press.errors import UsageError, did_you_mean
from press.finding import Finding, Severity

SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What one family of rules says."""

    name: str
    title: str
    codes: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How much of an edition was compared with another, and what is meant to differ."""

    edition: str
    reference: str
    sections: int
    words: int
    declared: Mapping[str, int]
    """How often each declared difference was met, by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run of checks says of a publication."""

    publication: str
    editions: tuple[str, ...]
    """The editions whose pages were read."""
    sections: tuple[Section, ...]
    silenced: int = 0
    """How many findings the publication silences, each with a reason."""
    table: tuple[str, ...] = ()
    """Lines of information that is no finding: length and readability."""
    compared: tuple[Compared, ...] = ()
    """The editions that were held against another."""
    explanations: Mapping[str, str] = field(default_factory=dict)
    """What each code means."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the families."""
        return tuple(finding for section in self.sections for finding in section.findings)

    @property
    def clean(self) -> bool:
        """Whether nothing but notices was found."""
        return all(finding.severity is Severity.NOTICE for finding in self.findings)


def text(report: Report) -> str:
    """For people: grouped by family, counted."""
    lines = []
    for section in report.sections:
        lines.append(f"{section.title}: {counted(section.findings) or 'clean'}")
        lines += [f"  {finding}" for finding in section.findings]
    lines += ["", *report.table] if report.table else []
    silenced = f"; {report.silenced} silenced with a reason" if report.silenced else ""
    lines += ["", f"{report.publication}: {counted(report.findings) or 'clean'}{silenced}"]
    return "\n".join(lines) + "\n"


def counted(findings: Iterable[Finding]) -> str:
    """How many of each severity: “2 errors, 1 notice”; empty where there are none."""
    numbers = Counter(finding.severity for finding in findings)
    return ", ".join(
        f"{numbers[severity]} {severity}{'s' if numbers[severity] > 1 else ''}"
        for severity in Severity
        if numbers[severity]
    )


def as_json(report: Report) -> str:
    """For machines of our own."""
    return _dumped(
        {
            "publication": report.publication,
            "editions": report.editions,
            "clean": report.clean,
            "silenced": report.silenced,
            "compared": [asdict(one) for one in report.compared],
            "findings": [
                {"family": section.name, **_plain(finding)}
                for section in report.sections
                for finding in section.findings
            ],
        }
    )


def sarif(report: Report) -> str:
    """SARIF 2.1.0 (OASIS), which forges show beside the lines of a change."""
    rules = [
        {
            "id": code,
            "shortDescription": {"text": report.explanations.get(code, code).split("\n", 1)[0]},
            "fullDescription": {"text": report.explanations.get(code, code)},
        }
        for section in report.sections
        for code in section.codes
    ]
    results = [
        {
            "ruleId": finding.code,
            "level": SARIF_LEVELS[finding.severity],
            "message": {"text": f"{_where(finding)}{finding.message}; {finding.remedy}"},
            **_locations(finding),
        }
        for finding in report.findings
    ]
    driver = {"name": "press", "rules": rules}
    run = {"tool": {"driver": driver}, "results": results}
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def junit(report: Report) -> str:
    """JUnit XML: a suite a family, a case a code; notices do not fail."""
    suites = []
    for section in report.sections:
        cases = [_case(section, code) for code in section.codes]
        failed = sum("<failure" in case for case in cases)
        suites.append(
            f'  <testsuite name={quoteattr(section.name)} tests="{len(cases)}"'
            f' failures="{failed}" errors="0">\n' + "\n".join(cases) + "\n  </testsuite>"
        )
    body = "\n".join(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{body}\n</testsuites>\n'


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "junit": junit,
}
"""A row a format."""


def chosen(name: str) -> Callable[[Report], str]:
    """What writes a format.

    Raises:
        UsageError: there is no such format.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no format “{name}”", hint=did_you_mean(name, FORMATS))
    return FORMATS[name]


def _case(section: Section, code: str) -> str:
    found = [finding for finding in section.findings if finding.code == code]
    failing = [finding for finding in found if finding.severity is not Severity.NOTICE]
    name = f'    <testcase classname="press.{section.name}" name={quoteattr(code)}'
    inside = ""
    if failing:
        told = escape("\n".join(str(finding) for finding in failing))
        inside += f"<failure message={quoteattr(failing[0].message)}>{told}</failure>"
    notices = [finding for finding in found if finding.severity is Severity.NOTICE]
    if notices:
        inside += f"<system-out>{escape(chr(10).join(map(str, notices)))}</system-out>"
    return f"{name}>{inside}</testcase>" if inside else f"{name}/>"


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "file": finding.place.file if finding.place else None,
        "line": finding.place.line if finding.place else None,
        "page": finding.page or None,
        "message": finding.message,
        "remedy": finding.remedy,
    }


def _where(finding: Finding) -> str:
    return f"{finding.page}: " if finding.page else ""


def _locations(finding: Finding) -> dict[str, Any]:
    if finding.place is None:
        return {}
    location: dict[str, Any] = {"artifactLocation": {"uri": finding.place.file}}
    if finding.place.line:
        location["region"] = {"startLine": finding.place.line}
    return {"locations": [{"physicalLocation": location}]}


def _dumped(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
