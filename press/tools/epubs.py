"""EPUBs before outside judges: EPUBCheck, the W3C's validator, and Ace, DAISY's of access.

Ace answers what a machine can see of accessibility; it starts a browser of its own: this machine's
Chromium, unless `PUPPETEER_EXECUTABLE_PATH` names another.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press.errors import MachineError
from press.tools.programs import Completed, NotChecked, run

TO_VALIDATE = 90.0
"""Seconds that EPUBCheck may take; a booklet takes five."""
TO_JUDGE = 240.0
"""Seconds that Ace may take; a booklet takes twenty."""
TRIES = 2
"""Ace gives its browser five seconds to start, which a busy machine may miss once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What a judge says of an EPUB."""

    code: str
    """`RSC-012`, `image-alt`."""
    weight: str
    """`ERROR`, `WARNING`; with Ace `critical`, `serious`, `moderate` or `minor`."""
    message: str
    file: str
    """The file in the container, where it names one."""


def validate_epub(path: Path, *, required: bool) -> tuple[Complaint, ...] | NotChecked:
    """What EPUBCheck says of a file, usage notes left out; nothing where it is valid.

    Raises:
        MachineError: it is absent though required, or fails.
    """
    answer = run(
        "epubcheck", [path.absolute(), "--quiet", "--json", "-"], timeout=TO_VALIDATE,
        required=required,
    )  # fmt: skip
    if isinstance(answer, NotChecked):
        return answer
    return tuple(_complaints(_parsed(answer, "EPUBCheck")))


def judge_access(path: Path, *, required: bool) -> tuple[Complaint, ...] | NotChecked:
    """What Ace says of a file; nothing where it sees no violation.

    Raises:
        MachineError: it is absent though required, or fails.
    """
    said = ""
    for _ in range(TRIES):
        with tempfile.TemporaryDirectory(prefix="press-ace-") as folder:
            args = ["--force", "--outdir", folder, str(path.absolute())]
            answer = run("ace", args, timeout=TO_JUDGE, required=required)
            if isinstance(answer, NotChecked):
                return answer
            report = Path(folder, "report.json")
            if report.is_file():
                return tuple(_violations(json.loads(report.read_text(encoding="utf-8"))))
            said = answer.out
    told = next(iter(reversed(said.strip().splitlines())), "it said nothing")
    raise MachineError(f"Ace made no report: {told}", hint="see that it finds its browser")


def _parsed(answer: Completed, title: str) -> Any:
    try:
        return json.loads(answer.out)
    except ValueError as error:
        told = next(iter(answer.err.strip().splitlines()), "it said nothing")
        raise MachineError(
            f"{title} ended with {answer.code}: {told}", hint="see `invoke doctor`"
        ) from error


def _complaints(report: Any) -> Iterator[Complaint]:
    for one in report["messages"]:
        if one["severity"] != "USAGE":
            places = one.get("locations") or [{}]
            yield Complaint(
                code=one["ID"],
                weight=one["severity"],
                message=one["message"],
                file=str(places[0].get("path", "")),
            )


def _violations(report: Any) -> Iterator[Complaint]:
    for subject in report["assertions"]:
        for one in subject["assertions"]:
            test = one["earl:test"]
            yield Complaint(
                code=test["dct:title"],
                weight=test["earl:impact"],
                message=one["earl:result"]["dct:description"],
                file=subject["earl:testSubject"]["url"],
            )
