"""Notes that readers open where they are called, and find at the section's end (DPUB-ARIA 1.1)."""

from __future__ import annotations

from lxml import etree

from press.manuscript import elements
from press.reflow.trees import EPUB

TYPE = f"{{{EPUB}}}type"
BACK = "\u2191"
"""The sign that leads from a note back to its call."""


def mark_calls(body: etree._Element, slug: str) -> dict[str, str]:
    """Say what calls are, and give each an id.

    Args:
        body: the section's tree, its notes still at its end; changed.
        slug: the section.

    Returns:
        The id of the first call of each note, by the note's id.
    """
    first: dict[str, str] = {}
    for index, call in enumerate(_calls(body), start=1):
        call.set("id", f"{slug}--call-{index}")
        call.set("role", "doc-noteref")
        first.setdefault((call.get("href") or "").removeprefix("#"), call.get("id") or "")
    return first


def notes_of(body: etree._Element) -> list[etree._Element]:
    """The notes at the end of a section's tree."""
    return [note for note in body.iterchildren("aside") if "note" in elements.classes(note)]


def mark_notes(body: etree._Element, slug: str) -> None:
    """Say what calls and notes are, lead each note back, and gather the notes at the end.

    Reading systems show an `aside` of the type `footnote` over the text when a `noteref` is
    pressed (EPUB 3 Structural Semantics Vocabulary, 11).
    """
    calls = mark_calls(body, slug)
    for call in _calls(body):
        call.set(TYPE, "noteref")
    notes = notes_of(body)
    if not notes:
        return
    # No role: the notes are footnotes, and `doc-endnotes` would say that they are none.
    gathered = etree.SubElement(body, "section", {"class": "notes", TYPE: "footnotes"})
    gathered.set("aria-label", "Notes")
    for note in notes:
        _mark(note, calls.get(note.get("id") or "", ""))
        note.tail = "\n"
        gathered.append(note)


def _mark(note: etree._Element, call: str) -> None:
    """A note as a paragraph of its own: number, words, the way back."""
    number = note.attrib.pop("data-number", "")
    note.set(TYPE, "footnote")
    note.set("role", "doc-footnote")
    words = etree.Element("p")
    said = etree.SubElement(words, "span", {"class": "note-number"})
    said.text, said.tail = number, f"\u2002{note.text or ''}"
    words.extend(list(note))
    back = etree.SubElement(words, "a", {"href": f"#{call}", "role": "doc-backlink"})
    back.set("aria-label", f"Back to the call of note {number}")
    back.text = BACK
    _gap_before(back)
    note.text = None
    note.append(words)


def _gap_before(last: etree._Element) -> None:
    before = last.getprevious()
    if before is not None:
        before.tail = f"{before.tail or ''}\u00a0"


def _calls(body: etree._Element) -> list[etree._Element]:
    return [one for one in body.iter("a") if "note-call" in elements.classes(one)]
