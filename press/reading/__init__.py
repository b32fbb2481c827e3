"""What really stands in a finished file, gathered once. The only reader of PDFs."""

from press.reading.contact_sheet import contact_sheet
from press.reading.cutting import Cut, cuttings
from press.reading.facts import Facts, Link, Outline, PageFacts
from press.reading.pdf import pictures, read
from press.reading.structure import Element, Said, Structure

__all__ = [
    "Cut",
    "Element",
    "Facts",
    "Link",
    "Outline",
    "PageFacts",
    "Said",
    "Structure",
    "contact_sheet",
    "cuttings",
    "pictures",
    "read",
]
