"""The flatplan's pages: the whole book in the colours of light, blanks and endpapers too."""

from __future__ import annotations

from dataclasses import replace

from press.editions import large_print_pdf, screen_pdf
from press.editions.job import Job, Made
from press.editions.paged import make as make_paged

OWN = {"large-print-pdf": large_print_pdf.FORMAT}
"""Formats with pages of their own; all others have those of the screen edition."""


def make(job: Job) -> Made:
    """Make the pages that a flatplan shows: untagged and without links, because it is a picture."""
    form = OWN.get(job.edition.format, screen_pdf.FORMAT)
    return make_paged(job, replace(form, options={}, omitted=frozenset(), linked=False))
