"""Imposition: which page stands where on which sheet. Nothing but arithmetic, all in mm."""

from press.imposition.model import Booklet, Box, Placed, Side
from press.imposition.plans import (
    creep,
    office,
    openings,
    printers_spreads,
    readers_spreads,
    signature,
)
from press.imposition.sheets import OFFICE, SHEETS, sheet_for

__all__ = [
    "OFFICE",
    "SHEETS",
    "Booklet",
    "Box",
    "Placed",
    "Side",
    "creep",
    "office",
    "openings",
    "printers_spreads",
    "readers_spreads",
    "sheet_for",
    "signature",
]
