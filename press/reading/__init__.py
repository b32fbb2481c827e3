"""What really stands in a finished file, gathered once. The only reader of PDFs and EPUBs."""

from press.reading.contact_sheet import contact_sheet
from press.reading.cutting import Cut, cuttings
from press.reading.epub import EpubSection, read_epub
from press.reading.facts import Facts, Link, Outline, PageFacts
from press.reading.pdf import pictures, read
from press.reading.picture import picture

__all__ = [
    "Cut",
    "EpubSection",
    "Facts",
    "Link",
    "Outline",
    "PageFacts",
    "contact_sheet",
    "cuttings",
    "picture",
    "pictures",
    "read",
    "read_epub",
]
