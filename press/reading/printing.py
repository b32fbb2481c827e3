"""What a finished file says to a printer: its standard, its printing condition, its pages."""

from __future__ import annotations

import io
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Pdf

MILLIMETRES = 25.4 / 72
PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintFacts:
    """One print file."""

    pages: int
    media: tuple[float, float]
    """Width and height of its first page with all that stands round the trim, in mm."""
    version: str
    """The PDF version: `1.7`."""
    standard: str
    """The PDF/X standard that it declares, such as `PDF/X-4`; empty where it declares none."""
    condition: str
    """The printing condition that it names as its output intent; empty where it has none."""


def print_facts(content: bytes) -> PrintFacts:
    """Read what a finished file says of itself."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        left, bottom, right, top = (float(edge) for edge in pdf.pages[0].mediabox)
        intents = pdf.Root.get(Name.OutputIntents, Array())
        intent = intents[0] if len(intents) else Dictionary()
        with pdf.open_metadata() as xmp:
            standard = str(xmp.get(PDFX, ""))
        return PrintFacts(
            pages=len(pdf.pages),
            media=((right - left) * MILLIMETRES, (top - bottom) * MILLIMETRES),
            version=pdf.pdf_version,
            standard=standard,
            condition=str(intent.get(Name.OutputConditionIdentifier, "")),
        )
