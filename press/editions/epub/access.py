"""What an edition tells of its accessibility, each thing because the files have it.

Schema.org Accessibility Properties for Discoverability Vocabulary, as EPUB Accessibility 1.1 asks
for. Nothing is said of conformance: that takes a judge who is no program.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.editions.epub.sections import File


def accessibility(sections: Sequence[File]) -> list[tuple[str, str]]:
    """The properties with their values, in order."""
    diagrams = any(one.has_svg for one in sections)
    pages = any(one.folios for one in sections)
    told = [("accessMode", "textual"), ("accessMode", "visual")]
    told += [("accessModeSufficient", "textual"), ("accessModeSufficient", "textual,visual")]
    told += [("accessibilityFeature", one) for one in _features(pages=pages, diagrams=diagrams)]
    told.append(("accessibilityHazard", "none"))
    told.append(("accessibilitySummary", " ".join(_summary(pages=pages, diagrams=diagrams))))
    return [(f"schema:{name}", value) for name, value in told]


def _features(*, pages: bool, diagrams: bool) -> Iterator[str]:
    """Sections are headings in a declared order; the cover is a picture with an alternative."""
    yield from ("alternativeText", "displayTransformability", "readingOrder")
    yield from ("structuralNavigation", "tableOfContents")
    if diagrams:
        yield "longDescription"
    if pages:
        yield from ("pageBreakMarkers", "pageNavigation")


def _summary(*, pages: bool, diagrams: bool) -> Iterator[str]:
    yield "All of it can be read as text, in the order in which it stands."
    yield "Sections have headings and stand in the contents; notes lead back to their calls."
    if pages:
        yield "The beginnings of the print edition's pages are marked and listed."
    if diagrams:
        yield "The diagram is described, and its labels follow it as a list."
    yield "Drawings that say nothing are passed over by screen readers."
    yield "Pull quotes repeat words of the text and are marked so that they can be left out."
    yield "The edition makes no claim to conform to a standard."
