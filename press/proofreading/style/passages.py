"""Passages: the words that editors typed, paragraph by paragraph, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from press.errors import Place
from press.manuscript.elements import classes
from press.manuscript.frontmatter import PLAIN
from press.manuscript.section import Section
from press.manuscript.typography.rules import ADDRESS
from press.manuscript.typography.tree import BLOCKS
from press.proofreading.proof import Copy
from press.rule import Slip

GONE = "\ufffc"
"""Stands for what no rule reads: addresses, hashtags, words of another language."""
UNREAD = re.compile(rf"{ADDRESS.pattern}|(?<![\w&])[#@]\w+")
SPACES = str.maketrans("\u00a0\u202f\n\t", "    ")
LETTER = r"[^\W\d_\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c]"
WORD = re.compile(rf"{LETTER}+(?:['’]{LETTER}+)*")
UNREAD_FIELDS = PLAIN | {"address"}
ROLES = {"name": "name", "organisation": "name", "title": "title", "subtitle": "subtitle"}
OF_THE_ORDER = ("title", "subtitle", "kind", "description", "source", "rights", "subjects",
                "creators", "publishers")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, a heading, an item, or a value of a section's head."""

    text: str
    """The words in one line, every space a common one, `GONE` for what no rule reads."""
    role: str
    """Its tag in the text; `speaker`, `note` or `alt`; `title`, `subtitle`, `name`, `quote` or
    `fact` of a head; `order` for the publication's own words."""
    file: str
    line: int
    """The line on which it begins."""
    source: Sequence[str] = ()
    """The lines of the file."""

    @property
    def typeset(self) -> bool:
        """Whether the words have been put into typography."""
        return self.role != "order"

    def slip(self, at: int, message: str, remedy: str) -> Slip:
        """What is wrong at an offset of the text, on its very line."""
        return Slip(message=message, remedy=remedy, place=Place(self.file, self.line_at(at)))

    def near(self, match: re.Match[str]) -> str:
        """A match with what stands round it, for a message."""
        around = self.text[max(0, match.start() - 12) : match.end() + 12]
        return shown(around.strip())

    def line_at(self, at: int) -> int:
        """The line of the file on which the word at an offset stands."""
        if (
            self.file.endswith(".md")
            and not "".join(self.source[self.line : self.line + 1]).strip()
        ):
            return self.line
        words = list(WORD.finditer(self.text))
        found = next((one for one in words if one.end() > at), words[-1] if words else None)
        if found is None:
            return self.line
        word = found[0].replace("’", "'")
        nth = sum(one[0].replace("’", "'") == word for one in words if one.start() <= found.start())
        for number, line in enumerate(self.source[self.line - 1 :], start=self.line):
            if self.file.endswith(".md") and not line.strip():
                break
            nth -= sum(one[0].replace("’", "'") == word for one in WORD.finditer(line))
            if nth <= 0:
                return number
        return self.line


def shown(text: str) -> str:
    """Text for a message: an ellipsis for what no rule reads."""
    return re.sub(f"{GONE}+", "…", text)


def british(copy: Copy) -> bool:
    """Whether a publication is in British English, which the rules of most modules are for."""
    return copy.book.publication.language in {"en-GB", "en"}


def passages(copy: Copy) -> Iterator[Passage]:
    """Everything that editors typed to be read: the order's words, heads and texts."""
    if copy.order is not None:
        yield from _order(copy, copy.order.file)
    for chapter in copy.book.chapters:
        section = chapter.section
        source = copy.sources.get(section.file, "").split("\n")
        yield from _head(section, source)
        if section.body is not None:
            language = copy.book.publication.language.partition("-")[0]
            yield from _block(section.body, section, source, language)


def british_passages(copy: Copy) -> Iterator[Passage]:
    """The passages of a publication in British English; none of another."""
    return passages(copy) if british(copy) else iter(())


def _order(copy: Copy, file: str) -> Iterator[Passage]:
    source = copy.sources.get(file, "").split("\n")
    lines = {line.partition(":")[0]: at for at, line in reversed([*enumerate(source, start=1)])}
    for key in OF_THE_ORDER:
        value = getattr(copy.book.publication, key)
        for text in (value,) if isinstance(value, str) else value:
            if text:
                yield Passage(
                    text=_read(text),
                    role="order",
                    file=file,
                    line=lines.get(key, 1),
                    source=source,
                )


def _head(section: Section, source: Sequence[str]) -> Iterator[Passage]:
    for path, text in _values(section.head.model_dump(), ()):
        field = next(step for step in reversed(path) if not step.isdigit())
        role = ROLES.get(field, "fact")
        if path[0] in {"pull_quotes", "quote"}:
            role = "quote"
        if text:
            yield Passage(
                text=_read(text),
                role=role,
                file=section.file,
                line=section.lines.get(".".join(path), section.lines.get(path[0], 1)),
                source=source,
            )


def _values(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            if path[:1] == ("pull_quotes",) and len(path) == 1:
                yield from _values(item, (*path, key))  # a quote may be called as it likes
            elif key not in UNREAD_FIELDS:
                yield from _values(item, (*path, key))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _values(item, (*path, str(index)))


def _block(
    block: etree._Element, section: Section, source: Sequence[str], language: str
) -> Iterator[Passage]:
    """The passages of a block: its own lines, and those of the blocks in it."""
    if foreign(block, language):
        return
    role = str(block.tag)
    if "speaker" in classes(block):
        role = "speaker"
    elif block.tag == "aside" or (block.getparent() is not None and _in_note(block)):
        role = "note"
    line = block.sourceline or 1
    text = own_text(block, language)
    if text.strip():
        yield Passage(text=text, role=role, file=section.file, line=line, source=source)
    for child in block:
        if child.tag in BLOCKS:
            yield from _block(child, section, source, language)
        elif child.tag == "img" and child.get("alt"):
            yield Passage(
                text=_read(child.get("alt", "")),
                role="alt",
                file=section.file,
                line=child.sourceline or line,
                source=source,
            )


def _in_note(block: etree._Element) -> bool:
    return any(one.tag == "aside" for one in block.iterancestors())


def foreign(element: etree._Element, language: str = "en") -> bool:
    """Whether an element is in another language than the publication."""
    return element.get("lang", language).partition("-")[0] != language


def own_text(block: etree._Element, language: str = "en") -> str:
    """The words of a block without those of the blocks in it, as rules read them."""
    return _read("".join(_said(block, language)))


def _said(element: etree._Element, language: str) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield " "
        elif foreign(child, language):
            yield GONE
        elif child.tag not in BLOCKS and "note-call" not in classes(child):
            yield from _said(child, language)
        yield child.tail or ""


def _read(text: str) -> str:
    text = UNREAD.sub(lambda match: GONE * len(match[0]), text)
    return text.translate(SPACES).strip()
