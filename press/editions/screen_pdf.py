"""The screen edition: tagged, linked, at trim size, with the print edition's pages and labels.

PDF/UA-1 (ISO 14289-1) is declared. Pages that carry no words, blanks and endpapers, stay out;
the labels of the others are those of the print edition.
"""

from __future__ import annotations

from press.editions.job import Job, Made
from press.editions.paged import Format
from press.editions.paged import make as make_paged

FORMAT = Format(
    entry="screen",
    options={"pdf_variant": "pdf/ua-1", "pdf_tags": True},
    omitted=frozenset({"blank", "endpaper"}),
    linked=True,
)


def make(job: Job) -> Made:
    """Make the screen edition."""
    return make_paged(job, FORMAT)
