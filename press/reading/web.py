"""What the finished pages of a site say, section by section, in the order of reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from press.reading.facts import SectionText
from press.reading.flow import said

SECTION = "data-section"
"""The attribute of what holds a section; its value is the section's slug."""


def read_site(files: Mapping[str, bytes]) -> dict[str, SectionText]:
    """The text of each section, by its slug; one that stands on several places is joined."""
    found: dict[str, SectionText] = {}
    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        page = etree.fromstring(content.decode("utf-8"), parser=etree.HTMLParser())
        for holder in page.iter():
            if isinstance(holder.tag, str) and (slug := holder.get(SECTION)):
                text, asides = said(holder)
                before = found.get(slug)
                if before:  # a section on several places is read as one
                    behind = len(before.text) + 1
                    asides = tuple(replace(one, at=one.at + behind) for one in asides)
                found[slug] = SectionText(
                    slug=slug,
                    file=before.file if before else name,
                    text=f"{before.text}\n{text}" if before else text,
                    asides=(*(before.asides if before else ()), *asides),
                )
    return found
