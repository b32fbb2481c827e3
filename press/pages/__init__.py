"""Pagination: HTML becomes pages. The only user of WeasyPrint; it listens to its log."""

from press.pages.even import UNFIT as UNPLANNED
from press.pages.typesetter import Typesetter

__all__ = ["UNPLANNED", "Typesetter"]
