"""Pagination: HTML becomes pages. The only user of WeasyPrint; it listens to its log."""

from press.pages.area import Area, area
from press.pages.even import UNFIT as UNPLANNED
from press.pages.lines import SetLine
from press.pages.typesetter import SetPage, SetPart, Typesetter

__all__ = ["UNPLANNED", "Area", "SetLine", "SetPage", "SetPart", "Typesetter", "area"]
