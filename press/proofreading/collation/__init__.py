"""Collation: the words of the editions held against each other, as editors collate witnesses.

Each edition is a witness. Its words are read from its finished files; what it has in its own place
or its own way is set apart, exactly; what is left must be the same, word by word. `declared.py` is
the table of what may differ.
"""

from press.proofreading.collation.collate import Collated, Collation, collate
from press.proofreading.collation.declared import DECLARED, Declared
from press.proofreading.collation.rules import ACROSS
from press.proofreading.collation.witness import Witness, of_flow, of_pages, of_texts

__all__ = [
    "ACROSS",
    "DECLARED",
    "Collated",
    "Collation",
    "Declared",
    "Witness",
    "collate",
    "of_flow",
    "of_pages",
    "of_texts",
]
