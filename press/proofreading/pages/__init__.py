"""Pages, as a proof-reader reads them: the finished file beside the lines as they were set."""

from press.proofreading.pages import paragraphs, placing, sheets, where

COPY = where.COPY
FEET = sheets.FEET
PROOF = (*sheets.PROOF, *paragraphs.PROOF, *placing.PROOF, *where.PROOF)

__all__ = ["COPY", "FEET", "PROOF"]
