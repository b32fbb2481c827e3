"""What really stands in a finished file, gathered once. The only reader of PDFs."""

from press.reading.contact_sheet import contact_sheet
from press.reading.cutting import Cut, cuttings
from press.reading.facts import Facts, Link, Outline, PageFacts, running_text
from press.reading.pdf import pictures, read
from press.reading.text import PARTED, sections

__all__ = [
    "PARTED",
    "Cut",
    "Facts",
    "Link",
    "Outline",
    "PageFacts",
    "contact_sheet",
    "cuttings",
    "pictures",
    "read",
    "running_text",
    "sections",
]
