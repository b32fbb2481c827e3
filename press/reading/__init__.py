"""What really stands in a finished file, gathered once. The only reader of PDFs."""

from press.reading.contact_sheet import contact_sheet
from press.reading.coverage import BLENDED, DOTS, OPAQUE, Coverage, coverage
from press.reading.facts import Box, Facts, Link, Outline, PageFacts
from press.reading.pdf import pictures, read, sheets, words_in
from press.reading.printfile import PrintFacts, PrintPage, read_print

__all__ = [
    "BLENDED",
    "DOTS",
    "OPAQUE",
    "Box",
    "Coverage",
    "Facts",
    "Link",
    "Outline",
    "PageFacts",
    "PrintFacts",
    "PrintPage",
    "contact_sheet",
    "coverage",
    "pictures",
    "read",
    "read_print",
    "sheets",
    "words_in",
]
