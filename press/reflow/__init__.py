"""Reflow: sections as trees without pages, for readers who choose the size of the type.

What a page would tell by its place, these trees tell by marks: where a page of the print edition
begins, which note belongs to which call, where a link leads.
"""

from press.reflow.links import Targets, to_files, where_to_words
from press.reflow.notes import mark_calls, mark_notes, notes_of
from press.reflow.quotes import place_quotes
from press.reflow.stylesheet import flattened
from press.reflow.trees import EPUB, XHTML, XML, markup, parsed, written
from press.reflow.turns import Turn, mark_turns

__all__ = [
    "EPUB",
    "XHTML",
    "XML",
    "Targets",
    "Turn",
    "flattened",
    "mark_calls",
    "mark_notes",
    "mark_turns",
    "markup",
    "notes_of",
    "parsed",
    "place_quotes",
    "to_files",
    "where_to_words",
    "written",
]
