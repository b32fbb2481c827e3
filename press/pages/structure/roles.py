"""What the elements of a book are in a PDF: the standard types of ISO 32000-1, 14.8.4.

Types that PDF 1.7 lacks are mapped to the nearest it has (14.8.4.1, and ISO 14289-1, 7.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ROLES: Mapping[str, str] = {
    "section": "Sect", "article": "Sect", "nav": "Sect", "aside": "Aside",
    "blockquote": "BlockQuote", "p": "P",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "ul": "L", "ol": "L", "dl": "L",
    "figure": "Div", "figcaption": "Caption",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot",
    "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption",
}  # fmt: skip
"""What an element is by its tag; others hold words or blocks and are nothing of themselves."""
PSEUDO: Mapping[str, str] = {
    "footnote-call": "Reference",
    "footnote-marker": "Lbl",
    "marker": "Lbl",
}
"""What the engine sets beside an element: the call of a note, its number, an item's bullet."""
MAPPED: Mapping[str, str] = {"Aside": "Sect", "PullQuote": "BlockQuote"}
"""Our own types, and the standard ones they stand for."""
GROUPING = {"Document", "Sect", "Aside", "PullQuote", "BlockQuote", "Div", "TOCI", "Note"}
"""Elements that hold blocks; words in them stand in a paragraph of their own (14.8.4.2)."""
INLINE = {"Span", "Link", "Reference"}
"""Elements that stand in a line."""
NUMBERING: Mapping[str, str] = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal",
    "upper-roman": "UpperRoman", "lower-roman": "LowerRoman",
    "upper-alpha": "UpperAlpha", "lower-alpha": "LowerAlpha",
}  # fmt: skip
"""How items are labelled (14.8.5.5), by what CSS calls it."""


def role_of(element: Any, tag: str, *, listing: bool) -> str:
    """What an element is; nothing for one that is nothing of itself.

    Args:
        element: the element of the composed document.
        tag: its tag, or that of what the engine sets beside it: `li::marker`.
        listing: whether it stands in a table of contents.
    """
    tag, _, pseudo = tag.partition("::")
    if pseudo:
        return PSEUDO.get(pseudo, "")
    if tag == "aside" and element.get("role") == "doc-pullquote":
        return "PullQuote"
    if listing and tag in {"ol", "ul"}:
        return "TOC"
    return ROLES.get(tag, "")
