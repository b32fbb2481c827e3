"""The recipes: each format has a short function that makes it.

A recipe without pages is loaded when it is asked for: all of them take longer than a booklet's
guards, and whoever publishes its pages needs none.
"""

from __future__ import annotations

from collections.abc import Callable

from press.editions import large_print_pdf, print_pdf, screen_pdf
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


def _epub(job: Job) -> Bundle:
    from press.editions import epub  # noqa: PLC0415 (see above)

    return epub.make(job)


def _offprints(job: Job) -> Bundle:
    from press.editions import offprints  # noqa: PLC0415 (see above)

    return offprints.make(job)


def _text(job: Job) -> Bundle:
    from press.editions import text  # noqa: PLC0415 (see above)

    return text.make(job)


def _web(job: Job) -> Bundle:
    from press.editions import web  # noqa: PLC0415 (see above)

    return web.make(job)


BUNDLES: dict[str, Callable[[Job], Bundle]] = {
    "epub": _epub,
    "offprints": _offprints,
    "text": _text,
    "web": _web,
}
"""A row a format that is no pages: what makes it."""

__all__ = ["BUNDLES", "FORMATS", "RECIPES", "Bundle", "Job", "Made"]
