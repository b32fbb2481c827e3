"""The structure of a tagged file, made of the laid-out boxes: what each piece of a page is.

The engine names elements by their tags alone, makes them anew on each page and counts folios as
text. Here each element of the book is one element of the file, whatever pages it runs over
(ISO 32000-1, 14.7 and 14.8); what stands in a page's margins is an artifact (14.8.2.2).
"""

from press.pages.structure.engines import engines_own
from press.pages.structure.hook import UNFIT, Tagging, tagging
from press.pages.structure.model import Unfit
from press.pages.structure.naming import targets
from press.pages.structure.notes import link_notes
from press.pages.structure.roles import MAPPED
from press.pages.structure.tree import Tree, grown

__all__ = [
    "MAPPED",
    "UNFIT",
    "Tagging",
    "Tree",
    "Unfit",
    "engines_own",
    "grown",
    "link_notes",
    "tagging",
    "targets",
]
