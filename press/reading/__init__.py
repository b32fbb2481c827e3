"""What really stands in a finished file, gathered once. The only reader of PDFs and EPUBs."""

from press.reading.contact_sheet import contact_sheet
from press.reading.cutting import Cut, cuttings
from press.reading.epub import read_epub, text_of
from press.reading.facts import Facts, Link, Outline, PageFacts, SectionText
from press.reading.pdf import pictures, read
from press.reading.picture import picture

__all__ = [
    "Cut",
    "Facts",
    "Link",
    "Outline",
    "PageFacts",
    "SectionText",
    "contact_sheet",
    "cuttings",
    "picture",
    "pictures",
    "read",
    "read_epub",
    "text_of",
]
