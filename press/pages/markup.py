"""The tree of a document: plain markup is read by expat, at once, and all other by the engine.

What composers write is nearly always well-formed: every element is closed where it was opened, and
none is where HTML would move it. Of such a document both readers make the same tree.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

from press.pages.engine import weasyprint

DOCTYPE = "<!doctype html>\n"
SPACES = " \n\t"
VOID = re.compile(r"<((?:br|hr|img|meta)\b[^<>]*)>")
"""An element without content, which XML closes."""
OTHER = re.compile(r"/>|<!|<\?|\r|xmlns|&(?!(?:amp|lt|gt|quot|#39|#34);)|<[^>]*[\n\t]")
"""What the two readers take otherwise."""
NAME = re.compile(r"[a-z][a-z0-9-]*")
"""Of an attribute."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {
    "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "header", "hr", "li", "nav", "ol", "p", "section", "ul",
}  # fmt: skip
"""They end a paragraph that is open."""
INLINE = frozenset({
    "a", "abbr", "b", "br", "cite", "code", "em", "i", "img", "q", "small", "span", "strong",
    "sub", "sup",
})  # fmt: skip
WITHIN = {"li": ("ol", "ul"), "dt": ("dl",), "dd": ("dl",)}
"""What these stand in; elsewhere they may end one another."""
ALONE = {"a": frozenset({"a"}), "p": BLOCKS} | dict.fromkeys(HEADINGS, HEADINGS)
"""What may not stand in these, however deep."""
NONE: frozenset[str] = frozenset()


def document(html: str, base: str, fetcher: Any) -> Any:
    """The engine's document.

    Args:
        html: the whole document.
        base: the address that others in it are seen from.
        fetcher: gets what it names.
    """
    root = tree(html)
    if root is None:
        return weasyprint.HTML(string=html, base_url=base, url_fetcher=fetcher)
    read = weasyprint.HTML.__new__(weasyprint.HTML)
    read.base_url, read.url_fetcher, read.media_type = base, fetcher, "print"
    read.wrapper_element = weasyprint.cssselect2.ElementWrapper.from_html_root(
        root, content_language=None
    )
    read.etree_element = read.wrapper_element.etree_element
    return read


def tree(html: str) -> ET.Element | None:
    """The tree of a document, as the engine would read it; none where that is in doubt."""
    if not html.startswith(DOCTYPE) or OTHER.search(html, len(DOCTYPE)):
        return None
    text = html[len(DOCTYPE) :]
    try:
        root = ET.fromstring(VOID.sub(r"<\1/>", text))  # noqa: S314 (no DTD comes so far)
    except (ET.ParseError, UnicodeEncodeError):
        return None
    if root.tag != "html" or [child.tag for child in root] != ["head", "body"]:
        return None
    head, body = root
    outside = (root.text, head.text, head.tail, body.tail, *(child.tail for child in head))
    if any(space and space.strip(SPACES) for space in outside) or not _is_head(head):
        return None
    if not _is_plain(body, NONE) or not all(map(_are_plain, (root, head, *head))):
        return None
    behind = (body.tail or "") + text[len(text.rstrip(SPACES)) :]
    if len(body):
        body[-1].tail = ((body[-1].tail or "") + behind) or None
    else:
        body.text = ((body.text or "") + behind) or None
    root.text = body.tail = None
    return root


def _is_head(head: ET.Element) -> bool:
    """Whether it holds nothing but what tells the document's title and encoding."""
    return all(child.tag in {"meta", "title"} and not len(child) for child in head)


def _is_plain(element: ET.Element, barred: frozenset[str]) -> bool:
    """Whether all that stands in an element would be left where it is.

    Args:
        element: what is looked at.
        barred: what may not stand in it.
    """
    tag = element.tag
    barred |= ALONE.get(tag, NONE)
    for child in element:
        name = child.tag
        if name in barred or (name not in BLOCKS and name not in INLINE):
            return False
        if name in WITHIN and tag not in WITHIN[name]:
            return False
        if not _is_plain(child, barred):
            return False
    return _are_plain(element)


def _are_plain(element: ET.Element) -> bool:
    """Whether the attributes of an element are read alike."""
    return all(NAME.fullmatch(name) and ">" not in value for name, value in element.attrib.items())
