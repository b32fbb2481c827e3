"""What really stands in a finished file, gathered once. The only reader of PDFs and EPUBs.

What only one desk asks for is not loaded with the rest: `contact_sheet`, `cutting`, `heard` and
`printing` are asked by their own names.
"""

from press.reading.coverage import DOTS, Coverage, coverage
from press.reading.epub import read_epub, text_of
from press.reading.facts import (
    Aside,
    Box,
    Facts,
    Link,
    Outline,
    PageFacts,
    SectionText,
    running_text,
)
from press.reading.kept import Kept
from press.reading.pdf import pictures, read, sheets, words_in
from press.reading.picture import picture
from press.reading.printfile import (
    PrintFile,
    PrintPage,
    Side,
    doubtful_pages,
    every_page,
    read_print,
)
from press.reading.proofs import Pulled, pull
from press.reading.structure import Element, Said, Structure
from press.reading.text import PARTED, addresses, sections
from press.reading.web import read_site

__all__ = [
    "DOTS",
    "PARTED",
    "Aside",
    "Box",
    "Coverage",
    "Element",
    "Facts",
    "Kept",
    "Link",
    "Outline",
    "PageFacts",
    "PrintFile",
    "PrintPage",
    "Pulled",
    "Said",
    "SectionText",
    "Side",
    "Structure",
    "addresses",
    "coverage",
    "doubtful_pages",
    "every_page",
    "picture",
    "pictures",
    "pull",
    "read",
    "read_epub",
    "read_print",
    "read_site",
    "running_text",
    "sections",
    "sheets",
    "text_of",
    "words_in",
]
