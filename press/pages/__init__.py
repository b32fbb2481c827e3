"""Pagination: HTML becomes pages. The only user of WeasyPrint; it listens to its log."""

from press.pages.even import UNFIT as UNPLANNED
from press.pages.lines import SetLine
from press.pages.typesetter import SetPage, SetPart, Typesetter

__all__ = ["UNPLANNED", "SetLine", "SetPage", "SetPart", "Typesetter"]
