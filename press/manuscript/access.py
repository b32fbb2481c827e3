"""What was found of a publication's accessibility: `access.yaml`, made by `invoke check.access`.

It is an input like any other, looked at and committed by an editor, so that a site makes the same
bytes of the same files wherever it is made, with judges or without.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from press import yaml
from press.criteria import NUMBERS
from press.errors import ContentError, Place, raise_all
from press.manuscript import reading
from press.publication import Model, Order, Words

FILE = "access.yaml"


class Verdict(Model):
    """What one judge said of one edition."""

    edition: Words
    judge: Words = Field(description="Who judged, with the version.")
    ran: Words = Field(description="What was looked at, and how.")
    verdict: Literal["passed", "violations", "not checked"]
    found: int = Field(0, ge=0)
    criteria: tuple[Words, ...] = Field((), description="What it touches of WCAG 2.2.")


class Known(Model):
    """Something that was found, and is not mended."""

    edition: str = ""
    code: Words
    says: Words
    reason: str = Field("", description="Why the publication accepts it.")


class Record(Model):
    """What was found, and on which words and which layout."""

    found_on: str = Field(pattern=r"^[0-9a-f]{32}$", description="The digest of what was judged.")
    verdicts: tuple[Verdict, ...] = ()
    known: tuple[Known, ...] = ()


def load(order: Order, root: Path) -> Record | None:
    """The record of a publication; None where nothing was ever kept.

    Raises:
        PressError: everything in the file that cannot be, each with its line.
    """
    if FILE not in {path.name for path in order.folder.iterdir()}:
        return None
    file = f"manuscript/{order.name}/{FILE}"
    located = yaml.read(reading.read(root, file, asked=Place(file)), file=file)
    record = yaml.into(Record, located)
    raise_all(
        ContentError(
            f"“{number}” is no success criterion of WCAG 2.2 at A or AA",
            place=located.place(("verdicts", index, "criteria")),
            hint="make the file anew, with `invoke check.access --keep`",
        )
        for index, verdict in enumerate(record.verdicts)
        for number in verdict.criteria
        if number not in NUMBERS
    )
    return record
