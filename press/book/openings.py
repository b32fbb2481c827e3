"""The lead-in: the first words of a section, and of each speaker's passage, are marked for the layout."""

from __future__ import annotations

import re

from lxml import etree

from press.manuscript.section import Section

WORDS = 3
SHORT = 20
"""Lead-ins of fewer characters than this take one word more."""


def mark_lead_ins(section: Section, body: etree._Element) -> None:
    """Mark the first words of the first paragraph, and of the paragraph after each speaker's name.

    Sections that list facts (the imprint) have no running text to lead into.
    """
    if not section.kind.listed:
        return
    due = True
    for block in body:
        speaker = "speaker" in block.get("class", "").split()
        if block.tag == "p" and due:
            _mark(block)
        due = speaker


def _mark(paragraph: etree._Element) -> None:
    """Wrap the first words; a paragraph that begins with markup keeps what plain words it has."""
    text = paragraph.text or ""
    words = list(re.finditer(r"\S+", text))
    if len(words) < WORDS:
        return
    end = words[WORDS - 1].end()
    if end < SHORT and len(words) > WORDS:
        end = words[WORDS].end()
    lead = etree.Element("span", {"class": "lead-in"})
    lead.text, lead.tail = text[:end], text[end:]
    lead.sourceline = paragraph.sourceline
    paragraph.text = None
    paragraph.insert(0, lead)
