"""House style: what a copy-editor would mark in the copy, before any page is set.

The rules are British, and hold for publications in British English; words of another language,
addresses and hashtags are never read.
"""

from press.proofreading.style import marks, names, numbers, spelling, stops, terms

COPY = (
    *terms.COPY,
    *names.COPY,
    *marks.COPY,
    *numbers.COPY,
    *stops.COPY,
    *spelling.COPY,
)

__all__ = ["COPY"]
