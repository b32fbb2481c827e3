"""Pagination: HTML becomes pages. The only user of WeasyPrint; it listens to its log."""

from press.pages.lines import SetLine
from press.pages.typesetter import SetPage, SetPart, Typesetter

__all__ = ["SetLine", "SetPage", "SetPart", "Typesetter"]
