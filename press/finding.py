"""What any check says: a finding, with its code, severity, place, message and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from press.errors import Place, escaped


class Severity(StrEnum):
    """How much a finding weighs: an error stops the edition, a notice changes no exit code."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where on a finished page something stands."""

    page: int
    """The page's index in the file, counted from 0."""
    box: tuple[float, float, float, float] | None = None
    """Left, bottom, right and top in pt from the media box's corner; none for the whole page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a check found."""

    code: str
    """Stable and documented, such as `quote-drifts`."""
    severity: Severity
    message: str
    """What is wrong, without the place and without the remedy."""
    remedy: str
    """What to do next."""
    place: Place | None = None
    """The manuscript's file and line, where there is one."""
    page: str = ""
    """The page, as `page 14 (folio 12)`, where the finding stands on a finished page."""
    spot: Spot | None = None
    """Where on the page, where it can be shown."""

    def __str__(self) -> str:
        where = ": ".join(str(part) for part in (self.place, self.page) if part)
        where = f"{where}: " if where else ""
        return escaped(f"{where}{self.code} {self.severity}: {self.message}; {self.remedy}")
