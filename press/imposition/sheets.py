"""The sheets of paper that a printer has, and the smallest that holds a booklet."""

from __future__ import annotations

from press.errors import UsageError, did_you_mean
from press.imposition.model import Booklet

SHEETS: dict[str, tuple[int, int]] = {
    "A4": (210, 297),
    "RA4": (215, 305),
    "SRA4": (225, 320),
    "A3": (297, 420),
    "RA3": (305, 430),
    "SRA3": (320, 450),
    "A2": (420, 594),
    "RA2": (430, 610),
    "SRA2": (450, 640),
    "A1": (594, 841),
    "RA1": (610, 860),
    "SRA1": (640, 900),
    "A0": (841, 1189),
}
"""A row a sheet, the smallest first: short and long side (A: ISO 216; RA, SRA: ISO 217)."""
OFFICE = "A4"
"""The sheet of an office printer."""


def sheet_for(booklet: Booklet, asked: str, *, margin: float) -> str:
    """The sheet that was asked for, or the smallest that holds two pages with their marks.

    Args:
        booklet: what is imposed.
        asked: a name of `SHEETS` in any case; nothing for the smallest.
        margin: the room that bleed and marks take round the trim.

    Raises:
        UsageError: there is no such sheet, or it is too small.
    """
    wide, high = 2 * (booklet.width + margin), booklet.height + 2 * margin
    less, more = sorted((round(wide, 3), round(high, 3)))
    fitting = [name for name, (short, long) in SHEETS.items() if less <= short and more <= long]
    takes = f"two pages of {booklet.width:g} × {booklet.height:g} mm take {wide:g} × {high:g} mm"
    if not fitting:
        raise UsageError(
            f"{takes} with bleed and marks, and no sheet is so large",
            hint="send the single pages to the printer, who has other sheets",
        )
    if not asked:
        return fitting[0]
    name = asked.upper()
    if name not in SHEETS:
        raise UsageError(f"there is no sheet “{asked}”", hint=did_you_mean(name, SHEETS))
    if name not in fitting:
        short, long = SHEETS[name]
        raise UsageError(
            f"{takes} with bleed and marks, and {name} has {short} × {long} mm",
            hint=f"ask for one that holds them: {', '.join(fitting)}",
        )
    return name
