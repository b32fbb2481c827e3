"""What may stand in braces: the known classes, ids and languages, and where each belongs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from press.errors import did_you_mean
from press.manuscript.complaints import Complaints
from press.names import NAME

HEADINGS = frozenset({"h2", "h3"})
BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "dl", "figure"})
SET = BLOCKS | {"dd"}
"""What may ask for a way of setting its lines."""

CLASSES: dict[str, frozenset[str]] = {
    "pull-quote": frozenset({"span"}),
    "run-in": frozenset({"span"}),
    "name": frozenset({"span"}),
    "where": frozenset({"a"}),
    "numbered": HEADINGS,
    "speaker": HEADINGS,
    "keep": HEADINGS | BLOCKS | {"span"},
    "side-by-side": frozenset({"dl"}),
    "flush-left": SET,
    "first-fit": SET,
    "balanced": SET,
    "unhung": SET,
    "unstretched": SET,
}
"""The classes an editor may write, and the elements that take each."""

BELONGS = {
    "pull-quote": "write `[words]{.pull-quote #name}`",
    "run-in": "write `[words]{.run-in}`",
    "name": "write `[words]{.name}`",
    "where": "write `[words](#section){.where}`",
    "numbered": "put it on a line of its own above a `## ` heading",
    "speaker": "put it on a line of its own above a `## ` heading",
    "keep": "put it round words, or on a line of its own above a block",
    "side-by-side": "put it on a line of its own above labelled entries",
    "flush-left": "put it on a line of its own above a block",
    "first-fit": "put it on a line of its own above a block",
    "balanced": "put it on a line of its own above a block",
    "unhung": "put it on a line of its own above a block",
    "unstretched": "put it on a line of its own above a block",
}

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
RESERVED = ("note-", "quote-")
"""How ids begin that the press makes."""
QUOTE_SOURCE = "pull-quote-source"


def put(
    element: etree._Element,
    attrs: Mapping[str, object],
    refused: Mapping[str, object],
    *,
    line: int,
    complaints: Complaints,
) -> None:
    """Give an element what stands in its braces, and complain of what it cannot have.

    Args:
        element: the element, with its final tag and parent.
        attrs: `class`, `id` and `lang`, as they were typed.
        refused: all other attributes that were typed.
        line: where the braces stand.
        complaints: takes what is wrong with them.
    """
    for name in refused:
        complaints.add(
            line, f"the attribute “{name[:60]}” is not taken", "use class, id or lang only"
        )
    classes = str(attrs.get("class", "")).split()
    for name in classes:
        _judge_class(name, element, line, complaints)
    if "pull-quote" in classes:
        element.set("class", " ".join(QUOTE_SOURCE if c == "pull-quote" else c for c in classes))
    elif classes:
        element.set("class", " ".join(dict.fromkeys(classes)))
    if "id" in attrs:
        name = _id(str(attrs["id"]), line, complaints)
        if name:
            element.set("id", f"quote-{name}" if "pull-quote" in classes else name)
    elif "pull-quote" in classes:
        complaints.add(line, "this pull quote has no name", "write `[words]{.pull-quote #opening}`")
    if "lang" in attrs:
        language = str(attrs["lang"])
        if LANGUAGE.fullmatch(language):
            element.set("lang", language)
        else:
            complaints.add(
                line, f"“{language[:60]}” is not a language's code", "write it as in `lang=fr`"
            )


def _judge_class(name: str, element: etree._Element, line: int, complaints: Complaints) -> None:
    if name not in CLASSES:
        complaints.add(
            line, f"the class “{name[:60]}” is not known", did_you_mean(name[:60], CLASSES)
        )
    elif element.tag not in CLASSES[name]:
        complaints.add(line, f"the class “{name}” does not belong here", BELONGS[name])
    elif name == "where" and not element.get("href", "").startswith("#"):
        complaints.add(line, "“where” is for links inside the publication", BELONGS[name])
    elif name == "run-in" and not _begins(element):
        complaints.add(
            line,
            "this run-in heading does not begin its paragraph",
            "put it first, after an empty line",
        )


def _begins(element: etree._Element) -> bool:
    """Whether nothing stands before an element in its paragraph."""
    parent = element.getparent()
    return (
        parent is not None
        and parent.tag in {"p", "li", "dd"}
        and parent[0] is element
        and not (parent.text or "").strip()
    )


def _id(name: str, line: int, complaints: Complaints) -> str:
    """A name that an anchor or a quote may have, or nothing."""
    if not NAME.fullmatch(name) or not name[0].isalpha() or len(name) > 60:
        complaints.add(
            line,
            f"“{name[:60]}” cannot be an anchor's name",
            "begin with a small letter; use small letters, digits and single hyphens",
        )
    elif name.startswith(RESERVED):
        complaints.add(
            line, f"the name “{name}” is one that the press makes", "begin it with another word"
        )
    else:
        return name
    return ""
