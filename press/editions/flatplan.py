"""The flatplan's pages: the whole book in the colours of light, blanks and endpapers too."""

from __future__ import annotations

from press.editions.job import Job, Made
from press.editions.paged import Format
from press.editions.paged import make as make_paged

FORMAT = Format(entry="screen", options={}, omitted=frozenset(), linked=False)


def make(job: Job) -> Made:
    """Make the pages that a flatplan shows."""
    return make_paged(job, FORMAT)
