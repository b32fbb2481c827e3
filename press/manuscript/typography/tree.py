"""Typography in a section's tree: each paragraph is one run, though it stands in many nodes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from press.manuscript import elements
from press.manuscript.typography.marks import FOREIGN
from press.manuscript.typography.rules import ADDRESS, MAYBE_ADDRESS, set_run
from press.manuscript.typography.run import Run

BLOCKS = frozenset(
    {"div", "p", "h2", "h3", "ul", "ol", "li", "blockquote", "dl", "dt", "dd", "aside", "figure",
     "figcaption"}
)  # fmt: skip
HEADINGS = frozenset({"h2", "h3"})
LAST_WORD_IN = frozenset({"p", "li", "dd"})

CAPITAL = "[A-ZÀ-ÖØ-Þ]"
POSTCODE_ON = r"[A-Z]?\d[A-Z\d]?[ \u00a0]\d[A-Z]{2}\b"
CAPS_ON = rf"(?:&?{CAPITAL})+\d*(?=s?(?!\w))"
CAPS = rf"(?<!\w)(?:[A-Z]{POSTCODE_ON}|{CAPITAL}{CAPS_ON})"
"""Capitals in a row, with the figures that belong to them; the s of a plural stays outside."""
NAME = rf"(?<!\w){CAPITAL}\w{{7,}}"
HASHTAG = r"(?<![\w&#])#\w+"
WRAPPED = re.compile(rf"(?P<name>{ADDRESS.pattern}|{HASHTAG})|(?P<caps>{CAPS})|(?P<long>{NAME})")
"""Addresses, hashtags, capitals and long names, each a word that is kept whole."""
WITHOUT_ADDRESS = re.compile(
    rf"[#{CAPITAL[1:]}(?:(?<=#)(?<![\w&#]#)\w+"
    rf"|(?<!#)(?<!\w.)(?:(?P<caps>(?<=[A-Z]){POSTCODE_ON}|{CAPS_ON})|\w{{7,}}))"
)
"""The same where there is no address. It begins with the signs that are looked for, and asks behind
them what stands before: so the text is passed over at a glance."""


@dataclass(slots=True)
class _Slot:
    """A stretch of text: before an element's first child, or after an element."""

    element: etree._Element
    where: Literal["text", "tail", "fixed"]
    text: str


def set_body(body: etree._Element, *, language: str) -> None:
    """Put a section's text into typography; nodes in which nothing changes stay as they are.

    Args:
        body: the tree; changed in place.
        language: as BCP 47 has it; an element's own `lang` goes before it.
    """
    for image in body.iter("img"):
        run = Run(image.get("alt", ""))
        set_run(run, language=language, ties=False, last_word=False)
        image.set("alt", run.text)
    _block(body, language)


def _block(block: etree._Element, language: str) -> None:
    """The runs of one block, and the blocks in it."""
    language = block.get("lang") or language
    slots: list[_Slot] = []
    _gather(block, language, slots)
    _run(block, slots, language)


def _gather(element: etree._Element, language: str, slots: list[_Slot]) -> None:
    """Gather the slots of a run; a block inside ends the run, which is set at once."""
    slots.append(_Slot(element, "text", element.text or ""))
    for child in list(element):
        if child.tag in BLOCKS:
            _run(element, slots, language)
            slots.clear()
            _block(child, language)
        elif child.tag == "br":
            slots.append(_Slot(child, "fixed", "\n"))
        elif "note-call" in elements.classes(child):
            pass
        elif child.get("lang", language) != language:
            slots.append(_Slot(child, "fixed", FOREIGN))
            _block(child, language)
        else:
            _gather(child, language, slots)
        slots.append(_Slot(child, "tail", child.tail or ""))


def _run(block: etree._Element, slots: list[_Slot], language: str) -> None:
    """Set one run, and put it back into its nodes."""
    text = "".join(slot.text for slot in slots)
    if not text.strip():
        return
    cuts: list[int] = []
    for slot in slots[:-1]:
        cuts.append((cuts[-1] if cuts else 0) + len(slot.text))
    run = Run(text, cuts)
    heading = block.tag in HEADINGS
    set_run(
        run,
        language=language,
        ties=not heading,
        last_word=block.tag in LAST_WORD_IN,
    )
    for slot, new in zip(slots, run.parts, strict=True):
        if slot.where != "fixed" and new != slot.text:
            setattr(slot.element, slot.where, new)
            slot.text = new
    if heading:
        return
    shouted = not any(char.islower() for char in run.text)
    for slot in slots:
        if slot.where != "fixed":
            _wrap(slot, shouted=shouted)


def _wrap(slot: _Slot, *, shouted: bool) -> None:
    """Put spans round capitals and round words that are not hyphenated."""
    parent = slot.element if slot.where == "text" else slot.element.getparent()
    if parent is None or set(elements.classes(parent)) & {"caps", "name"}:
        return
    spans: list[etree._Element] = []
    begin = slot.text
    done = 0
    wrapped = WRAPPED if MAYBE_ADDRESS.search(slot.text) else WITHOUT_ADDRESS
    for match in wrapped.finditer(slot.text):
        if shouted and match["caps"]:
            continue
        between = slot.text[done : match.start()]
        if spans:
            spans[-1].tail = between
        else:
            begin = between
        name = "caps" if match["caps"] else "name"
        span = elements.make("span", line=slot.element.sourceline or 0, class_=name)
        span.text = match[0]
        spans.append(span)
        done = match.end()
    if not spans:
        return
    spans[-1].tail = slot.text[done:]
    setattr(slot.element, slot.where, begin)
    index = 0 if slot.where == "text" else parent.index(slot.element) + 1
    for span in reversed(spans):
        parent.insert(index, span)
