"""The large-print edition: A4 pages of its own for readers with low vision, tagged and linked.

It follows what clear print asks for (UKAAF G003, RNIB Clear Print): nothing under 18 pt, one sans
face, flush left, no broken words, strong contrast. The looks are the entry `large-print.css`; what
no stylesheet can do stands here. Leaves are bound as they come, so every page is alike: sections
begin on the next page and no blank is put in. Notes stand at the end of their section, where a
reader under a magnifier need not leave the line for the foot. PDF/UA-1 (ISO 14289-1) and PDF/A-2a
(ISO 19005-2) are declared.
"""

from __future__ import annotations

from press.editions.job import Job, Made
from press.editions.paged import TAGGED, Format
from press.editions.paged import make as make_paged

FORMAT = Format(
    entry="large-print",
    options=TAGGED,
    omitted=frozenset(),
    linked=True,
    sided=False,
    notes="end",
)


def make(job: Job) -> Made:
    """Make the large-print edition."""
    return make_paged(job, FORMAT)
