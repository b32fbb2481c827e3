"""The recipes: each format has a short function that makes it."""

from __future__ import annotations

from collections.abc import Callable

from press.editions import epub, large_print_pdf, offprints, print_pdf, screen_pdf, text, web
from press.editions.job import Bundle, Job, Made
from press.editions.paged import Format

RECIPES: dict[str, Callable[[Job], Made]] = {
    "print-pdf": print_pdf.make,
    "screen-pdf": screen_pdf.make,
    "large-print-pdf": large_print_pdf.make,
}
"""A row a format that is pages: what makes it."""

FORMATS: dict[str, Format] = {
    "print-pdf": print_pdf.FORMAT,
    "screen-pdf": screen_pdf.FORMAT,
    "large-print-pdf": large_print_pdf.FORMAT,
}
"""A row a format that is pages: what sets it apart, for those who keep its pages set."""

BUNDLES: dict[str, Callable[[Job], Bundle]] = {
    "epub": epub.make,
    "offprints": offprints.make,
    "text": text.make,
    "web": web.make,
}
"""A row a format that is no pages: what makes it."""

__all__ = ["BUNDLES", "FORMATS", "RECIPES", "Bundle", "Job", "Made"]
