"""Notes are numbered in each section, in the order of their calls."""

from __future__ import annotations

from lxml import etree

from press.manuscript.section import Section


def number(_: Section, body: etree._Element) -> None:
    """Give each note the number of its first call, and the notes the order of their calls."""
    notes = {note.get("id", ""): note for note in body.iterchildren("aside") if _is_note(note)}
    ordered: list[str] = []
    for call in body.iter("a"):
        if "note-call" in call.get("class", "").split():
            label = call.get("href", "").removeprefix("#")
            if label not in ordered:
                ordered.append(label)
            call.text = str(ordered.index(label) + 1)
    for index, label in enumerate(ordered, start=1):
        note = notes[label]
        note.set("data-number", str(index))
        body.append(note)


def _is_note(element: etree._Element) -> bool:
    return "note" in element.get("class", "").split()
