"""The screen edition: tagged, linked, at trim size, with the print edition's pages and labels.

PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) are declared. Pages that carry no words, blanks
and endpapers, stay out; the labels of the others are those of the print edition.
"""

from __future__ import annotations

from press.editions.job import Job, Made
from press.editions.paged import TAGGED, Format
from press.editions.paged import make as make_paged

FORMAT = Format(
    entry="screen",
    options=TAGGED,
    omitted=frozenset({"blank", "endpaper"}),
    linked=True,
)


def make(job: Job) -> Made:
    """Make the screen edition."""
    return make_paged(job, FORMAT)
