"""What really stands in a finished file, gathered once. The only reader of PDFs."""

from press.reading.contact_sheet import contact_sheet
from press.reading.coverage import BLENDED, DOTS, OPAQUE, Coverage, coverage
from press.reading.cutting import Cut, cuttings
from press.reading.facts import Box, Facts, Link, Outline, PageFacts
from press.reading.pdf import pictures, read, sheets, words_in
from press.reading.printfile import PrintFile, PrintPage, read_print
from press.reading.printing import PrintFacts, print_facts
from press.reading.structure import Element, Said, Structure

__all__ = [
    "BLENDED",
    "DOTS",
    "OPAQUE",
    "Box",
    "Coverage",
    "Cut",
    "Element",
    "Facts",
    "Link",
    "Outline",
    "PageFacts",
    "PrintFacts",
    "PrintFile",
    "PrintPage",
    "Said",
    "Structure",
    "contact_sheet",
    "coverage",
    "cuttings",
    "pictures",
    "print_facts",
    "read",
    "read_print",
    "sheets",
    "words_in",
]
