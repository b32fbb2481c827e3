"""Silences: findings that a publication accepts, each with its place and a written reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from press.errors import Place
from press.finding import Finding, Severity
from press.publication import Silence

IDLE = "silence-idle"
"""A silence that matches nothing: what it silenced is mended, so the silence can go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is left after the silences."""

    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    idle: tuple[Silence, ...]


def heard(findings: Iterable[Finding], silences: Sequence[Silence]) -> Heard:
    """Take out what is silenced, and say which silences match nothing."""
    left: list[Finding] = []
    taken: list[Finding] = []
    used: set[int] = set()
    for finding in findings:
        match = next((i for i, one in enumerate(silences) if _matches(one, finding)), None)
        if match is None:
            left.append(finding)
        else:
            used.add(match)
            taken.append(finding)
    idle = tuple(one for index, one in enumerate(silences) if index not in used)
    return Heard(findings=tuple(left), silenced=tuple(taken), idle=idle)


def reason(finding: Finding, silences: Sequence[Silence]) -> str:
    """Why a finding that is silenced is accepted."""
    return next((one.reason for one in silences if _matches(one, finding)), "")


def idle_finding(silence: Silence, place: Place) -> Finding:
    """A silence that no longer matches anything is itself a finding."""
    return Finding(
        code=IDLE,
        severity=Severity.WARNING,
        message=f"the silence of “{silence.code}” at “{silence.place}” matches nothing",
        remedy="remove it: what it silenced is mended, or stands elsewhere now",
        place=place,
    )


def _matches(silence: Silence, finding: Finding) -> bool:
    """Whether code and place agree; a file without a line stands for all its lines."""
    if silence.code != finding.code:
        return False
    if finding.page and silence.place in {finding.page, finding.page.split(" (", 1)[0]}:
        return True
    if finding.place is None:
        return False
    said = str(finding.place)
    return any(
        said == f"{prefix}{silence.place}" or finding.place.file == f"{prefix}{silence.place}"
        for prefix in ("", _folder(finding.place.file))
    )


def _folder(file: str) -> str:
    """The publication's folder, so that a place may be written as the spine has it."""
    return "/".join(file.split("/")[:2]) + "/"
