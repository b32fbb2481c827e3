"""Lead-ins and ends: a section's first words and its last are marked for the layout."""

from __future__ import annotations

import re

from lxml import etree

from press.manuscript import elements
from press.manuscript.section import Section

WORDS = 3
SHORT = 20
"""Lead-ins of fewer characters than this take one word more."""


PLAIN = {"name", "caps"}
"""Classes of elements that only keep words whole; a lead-in takes them in."""


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
            _mark_lead_in(block)
        due = speaker


def mark_end(section: Section, body: etree._Element) -> None:
    """Mark the last word of a section's text, for the layout to end it with a sign."""
    blocks = [block for block in body if block.tag != "aside"]
    if not section.kind.listed or not blocks or blocks[-1].tag != "p":
        return
    last = blocks[-1]
    holder, text = (last[-1], last[-1].tail) if len(last) else (None, last.text)
    head, _, word = (text or "").rstrip().rpartition(" ")
    if not word:
        return
    end = elements.make("span", line=last.sourceline or 0, class_="end")
    end.text = word
    if holder is None:
        last.text = f"{head} "
    else:
        holder.tail = f"{head} "
    last.append(end)


def _mark_lead_in(paragraph: etree._Element) -> None:
    """Wrap the first words; a paragraph that begins with other markup keeps them as they are."""
    _take_in(paragraph)
    text = paragraph.text or ""
    words = list(re.finditer(r"\S+", text))
    if len(words) < WORDS:
        return
    end = words[WORDS - 1].end()
    if end < SHORT and len(words) > WORDS:
        end = words[WORDS].end()
    lead = elements.make("span", line=paragraph.sourceline or 0, class_="lead-in")
    lead.text, lead.tail = text[:end], text[end:]
    paragraph.text = None
    paragraph.insert(0, lead)


def _take_in(paragraph: etree._Element) -> None:
    """Unwrap the elements among the first words that only keep words whole."""
    while len(paragraph) and len((paragraph.text or "").split()) <= WORDS:
        first = paragraph[0]
        if first.get("class") not in PLAIN or len(first):
            return
        paragraph.text = f"{paragraph.text or ''}{first.text or ''}{first.tail or ''}"
        first.tail = None
        paragraph.remove(first)
