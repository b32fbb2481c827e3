"""The print edition: for the printer's machines, in inks, with bleed and marks."""

from __future__ import annotations

from press.editions.job import Job, Made
from press.editions.paged import Format
from press.editions.paged import make as make_paged

FORMAT = Format(
    entry="print",
    options={"dpi": 300, "pdf_version": "1.6"},
    omitted=frozenset(),
    linked=False,
)


def make(job: Job) -> Made:
    """Make the print edition: every page, blanks among them, untagged and without links."""
    return make_paged(job, FORMAT)
