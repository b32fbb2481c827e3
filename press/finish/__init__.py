"""Finishing: what is done to a PDF after its pages are drawn. The only writer with pikepdf."""

from press.finish import marks
from press.finish.pdf import Intent, finish
from press.finish.sheet import Sheet
from press.finish.slug import Slugs

__all__ = ["Intent", "Sheet", "Slugs", "finish", "marks"]
