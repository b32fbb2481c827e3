"""Finishing: what is done to a PDF after its pages are drawn. The only writer with pikepdf."""

from press.finish import marks
from press.finish.imposed import Slugs, impose
from press.finish.pdf import Intent, Sheet, finish

__all__ = ["Intent", "Sheet", "Slugs", "finish", "impose", "marks"]
