"""What was found, as it is kept with the manuscript (`access.yaml`) and as machines read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from press.access.subject import Subject
from press.access.verdicts import row_of
from press.criteria import CRITERIA
from press.finding import Finding, Severity
from press.manuscript.access import Known, Record, Verdict

HEAD = """\
# What was found of the accessibility of this publication, for the statement of its web edition.
# Made by `invoke check.access --keep`: look at it and commit it; do not edit it, make it anew.
# It counts for the words and the layout it was found on; after a change the statement says so.
"""


def kept(
    subject: Subject,
    *,
    found_on: str,
    findings: Sequence[Finding],
    accepted: Iterable[tuple[Finding, str]],
    editions: Sequence[str],
) -> Record:
    """What is kept of a run.

    Args:
        subject: what was gathered.
        found_on: the digest of words and layout.
        findings: what was found, and is not accepted; notices are not kept.
        accepted: what the publication accepts, each with its reason.
        editions: their names.
    """
    known = [(one, "") for one in findings if one.severity is not Severity.NOTICE]
    return Record(
        found_on=found_on,
        verdicts=tuple(
            Verdict(
                edition=one.edition,
                judge=one.title,
                ran=one.ran,
                verdict=one.word,
                found=len(one.told),
                criteria=one.criteria,
            )
            for one in subject.verdicts
        ),
        known=tuple(
            Known(
                edition=next((name for name in editions if one.page.startswith(name)), ""),
                code=one.code,
                says=one.message,
                reason=" ".join(reason.split()).rstrip("."),
            )
            for one, reason in [*known, *accepted]
        ),
    )


def as_yaml(record: Record) -> str:
    """The record as a file; a line a value, so that a change is seen."""
    return HEAD + "\n".join(_lines(record.model_dump())) + "\n"


def _lines(value: Mapping[str, Any]) -> Iterator[str]:
    for key, one in value.items():
        if not isinstance(one, list | tuple):
            yield f"{key}: {_plain(one)}"
            continue
        yield f"{key}:" if one else f"{key}: []"
        for entry in one:
            start = "  - "
            for name, said in entry.items():
                yield f"{start}{name}: {_plain(said)}"
                start = "    "


def _plain(value: Any) -> str:
    """A value as JSON has it, which is YAML too; no character can mean anything else in it."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def as_json(
    subject: Subject, found: Mapping[str, Sequence[Finding]], *, publication: str, found_on: str
) -> str:
    """All that was found, for machines.

    Args:
        subject: what was gathered.
        found: the findings by their groups.
        publication: its name.
        found_on: the digest of words and layout.
    """
    record: dict[str, Any] = {
        "publication": publication,
        "found_on": found_on,
        "clean": all(one.severity is Severity.NOTICE for group in found.values() for one in group),
        "conformance": "not claimed: automated checks see a part of what is asked",
        "verdicts": [
            {
                "edition": one.edition,
                "judge": one.judge,
                "title": one.title,
                "ran": one.ran,
                "verdict": one.word,
                "found": len(one.told),
                "criteria": one.criteria,
            }
            for one in subject.verdicts
        ],
        "contrast": [
            {
                "edition": one.edition,
                "scheme": one.scheme,
                "text": one.text,
                "ground": one.ground,
                "colours": [one.text_colour, one.ground_colour],
                "ratio": round(one.ratio, 2),
                "least": one.least,
                "enough": one.stands_out,
            }
            for palette in subject.palettes.values()
            for one in palette.pairs
        ],
        "undecided": [
            {
                "edition": edition,
                "page": one.page,
                "rule": one.rule,
                "why": one.why,
                "target": one.target,
                "views": one.views,
                "judged": row_of(one, subject.judged) is not None,
            }
            for edition, sightings in subject.undecided.items()
            for one in sightings
        ],
        "criteria": {
            one.number: [
                f"{verdict.edition}: {verdict.title}"
                for verdict in subject.verdicts
                if one.number in verdict.criteria
            ]
            for one in CRITERIA
        },
        "findings": [
            {
                "group": name,
                "code": one.code,
                "severity": str(one.severity),
                "where": one.page,
                "file": one.place.file if one.place else None,
                "line": one.place.line if one.place else None,
                "message": one.message,
                "remedy": one.remedy,
            }
            for name, group in found.items()
            for one in group
        ],
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"
