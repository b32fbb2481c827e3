"""The pull quotes of sections alone, each in the elements in which it stands.

Set before anything else, they tell how many lines each takes: what gives them their measure is what
they stand in, so all that stands beside them is left out, and nothing begins a page.
"""

from __future__ import annotations

from lxml import etree

UNBROKEN = "break-before:auto;break-after:auto"


def quotes_alone(content: str) -> str:
    """What stands in a document's body, of it the pull quotes alone.

    Args:
        content: HTML; a quote is told by `data-quote`, and what its parent holds belongs to it.
    """
    body = etree.fromstring(f"<body>{content}</body>", parser=etree.HTMLParser())[0]
    parents = (quote.getparent() for quote in body.iterfind(".//*[@data-quote]"))
    places = {parent for parent in parents if parent is not None}
    around = {one for place in places for one in place.iterancestors()}
    _leave(body, places, around)
    return (body.text or "") + "".join(
        etree.tostring(child, method="html", encoding="unicode") for child in body
    )


def _leave(
    element: etree._Element, places: set[etree._Element], around: set[etree._Element]
) -> None:
    """Leave in an element only what holds quotes."""
    element.text = None
    for child in list(element):
        if child in places:
            child.tail = None
        elif child in around:
            child.tail = None
            child.set("style", ";".join(filter(None, (child.get("style"), UNBROKEN))))
            _leave(child, places, around)
        else:
            element.remove(child)
