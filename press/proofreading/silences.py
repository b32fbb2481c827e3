"""Silences: findings that a publication accepts, each with its place and a written reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    known: dict[tuple[str, str], int] = {}
    for index, one in enumerate(silences):
        known.setdefault((one.code, one.place), index)
    left: list[Finding] = []
    taken: list[Finding] = []
    used: set[int] = set()
    for finding in findings:
        match = _match(finding, known)
        if match is None:
            left.append(finding)
        else:
            used.add(match)
            taken.append(finding)
    idle = tuple(one for index, one in enumerate(silences) if index not in used)
    return Heard(findings=tuple(left), silenced=tuple(taken), idle=idle)


def reason(finding: Finding, silences: Sequence[Silence]) -> str:
    """Why a finding that is silenced is accepted."""
    wanted = {(finding.code, place) for place in _places(finding)}
    return next((one.reason for one in silences if (one.code, one.place) in wanted), "")


def idle_finding(silence: Silence, place: Place) -> Finding:
    """A silence that no longer matches anything is itself a finding."""
    return Finding(
        code=IDLE,
        severity=Severity.WARNING,
        message=f"the silence of “{silence.code}” at “{silence.place}” matches nothing",
        remedy="remove it: what it silenced is mended, or stands elsewhere now",
        place=place,
    )


def _match(finding: Finding, known: Mapping[tuple[str, str], int]) -> int | None:
    """The first silence that matches a finding, by its number."""
    keys = ((finding.code, place) for place in _places(finding))
    return min((known[key] for key in keys if key in known), default=None)


def _places(finding: Finding) -> Iterator[str]:
    """What a silence may give as the place; a file without a line stands for all its lines."""
    if finding.page:
        yield finding.page
        yield finding.page.split(" (", 1)[0]
    if finding.place is not None:
        file = finding.place.file
        for said in (str(finding.place), file):
            yield said
            yield said.removeprefix(_folder(file))


def _folder(file: str) -> str:
    """The publication's folder, so that a place may be written as the spine has it."""
    return "/".join(file.split("/")[:2]) + "/"
