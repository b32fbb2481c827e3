"""The blocks of a section: paragraphs, headings, lists, notes and the places of pull quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml import etree
from markdown_it.token import Token

from press.errors import Place, did_you_mean
from press.manuscript import attributes, elements
from press.manuscript.complaints import Complaints
from press.manuscript.inlines import Inlines
from press.names import NAME

DEEPEST = 8
MOST_ITEMS = 2_000
MOST_NOTES = 200

NESTING = {
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "dl": "dl",
    "dt": "dt",
    "dd": "dd",
}
REFUSED = {
    "code_block": (
        "these lines are indented like code, and the press has no use for code",
        "remove the spaces at their beginning",
    ),
    "fence": ("the press has no use for code", "remove the lines of backticks or tildes"),
    "html_block": ("raw HTML is not taken", "use Markdown; manuscript/README.md shows how"),
    "hr": ("a rule between paragraphs is not taken", "use a `## ` heading, or an empty line alone"),
}
TABLE = re.compile(r"\|?[ :]*-+[ :]*(?:\|[ :]*-+[ :]*)+\|?", re.ASCII)
CLOSES = re.compile(r":{3,}\s*")
BRACES = re.compile(r"\{[^{}]*\}")


class Blocks:
    """Builds the tree of a section from the parser's tokens."""

    def __init__(
        self,
        *,
        lines: Sequence[str],
        first_line: int,
        figures: Callable[[str, Place], object],
        complaints: Complaints,
    ) -> None:
        self.lines = lines
        self.first_line = first_line
        self.complaints = complaints
        self.root = elements.make("div", line=first_line)
        self.stack = [self.root]
        self.placed: list[tuple[str, int]] = []
        self.notes: dict[str, etree._Element] = {}
        self.inlines = Inlines(figures=figures, complaints=complaints)
        self.items = 0
        self.line = first_line
        self.braces: tuple[dict[str, object], int] | None = None

    def build(self, tokens: Sequence[Token]) -> None:
        """Build the tree; what is wrong goes to the complaints."""
        for token in tokens:
            if token.map:
                self.line = self.first_line + token.map[0]
            if len(self.stack) > DEEPEST + 1:
                self.complaints.add(
                    self.line,
                    "lists and quotations are nested too deeply here",
                    f"use at most {DEEPEST // 2} levels",
                )
                break
            self.block(token)
        self.put_braces(None)
        self.end()

    def block(self, token: Token) -> None:
        """Take one token."""
        name, _, ending = token.type.rpartition("_")
        if token.type == "attrs_block":
            self.take_braces(token)
        elif token.type in REFUSED:
            message, hint = REFUSED[token.type]
            if token.type == "fence" and not self.is_fenced(token):
                message += ", and this fence is not closed"
            self.complaints.add(self.line, message, hint)
            self.braces = None
        elif token.type == "inline":
            self.inlines.fill(self.stack[-1], token.children or [], line=self.line)
            self.look_at(token.content)
        elif name == "paragraph" and (token.hidden or self.in_note()):
            self.bare_paragraph(token)
        elif name == "footnote_reference":
            self.note(token, ending)
        elif name == "container_block":
            self.container(token, ending)
        elif ending == "open":
            self.open(NESTING.get(name, token.tag), token)
        elif ending == "close":
            self.close()

    def open(self, tag: str, token: Token) -> None:
        """Begin a block."""
        if self.in_note():
            self.complaints.add(
                self.line, "a note is one paragraph", "keep lists and headings in the text"
            )
        element = elements.put(self.stack[-1], tag, line=self.line)
        if tag.startswith("h"):
            self.heading(token)
        if tag == "ol" and token.attrs.get("start", 1) != 1:
            element.set("start", str(token.attrs["start"]))
        if tag in {"li", "dd"}:
            self.items += 1
            if self.items == MOST_ITEMS + 1:
                self.complaints.add(
                    self.line,
                    f"this section has more than {MOST_ITEMS} list items",
                    "make two sections of it",
                )
        self.put_braces(element)
        self.stack.append(element)

    def close(self) -> None:
        """End a block, and see that it says something."""
        self.put_braces(None)
        element = self.stack.pop()
        if element.tag == "p" and not len(element) and not (element.text or "").strip():
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
        elif element.tag in {"li", "dt", "dd", "blockquote", "h2", "h3"} and not _says(element):
            self.complaints.add(
                element.sourceline or self.line, "nothing stands here", "remove the mark, or write"
            )

    def heading(self, token: Token) -> None:
        """See that a heading is of a level, and in a place, that it may have."""
        if token.markup in {"-", "="}:
            self.complaints.add(
                self.line,
                "a line of signs under words would make a heading of them",
                "put an empty line between, or write `## ` before the words",
            )
        elif token.tag == "h1":
            self.complaints.add(
                self.line,
                "the section's title stands at the head of the file",
                "write `## ` for a sub-heading",
            )
        elif token.tag not in attributes.HEADINGS:
            self.complaints.add(
                self.line, "this heading is too deep", "write `## `, or `### ` under one of those"
            )
        elif len(self.stack) > 1:
            self.complaints.add(
                self.line,
                "a heading stands inside a list or a quotation",
                "put it at the beginning of a line, between two empty lines",
            )

    def bare_paragraph(self, token: Token) -> None:
        """The one paragraph of a note or of a tight list item has no element of its own."""
        if token.nesting < 0:
            return
        parent = self.stack[-1]
        if self.in_note() and (len(parent) or parent.text):
            self.complaints.add(self.line, "a note is one paragraph", "join the two")
        # Braces above the text of a labelled entry are the entry's, as the paragraph is no element.
        self.put_braces(parent if parent.tag == "dd" else None)

    def in_note(self) -> bool:
        """Whether the text of a note is being read."""
        return any(element.get("class") == "note" for element in self.stack)

    def note(self, token: Token, ending: str) -> None:
        """Begin or end the text of a note, which stands outside the tree until the end."""
        if ending == "close":
            aside = self.stack.pop()
            if not _says(aside):
                self.complaints.add(
                    aside.sourceline or self.line,
                    "this note has no text",
                    "write it on the same line",
                )
            return
        self.put_braces(None)
        label = str(token.meta["label"])
        if len(self.stack) > 1:
            self.complaints.add(
                self.line, "a note's text stands inside another block", "put it between paragraphs"
            )
        aside = elements.make("aside", line=self.line, class_="note", id=f"note-{label}")
        if not NAME.fullmatch(label):
            del aside.attrib["id"]
            self.complaints.add(
                self.line,
                f"“{label[:60]}” cannot be a note's name",
                "use small letters, digits and single hyphens",
            )
        elif label in self.notes:
            first = self.notes[label].sourceline
            self.complaints.add(
                self.line,
                f"the note “{label}” has its text twice",
                f"remove one; the first is on line {first}",
            )
        elif len(self.notes) == MOST_NOTES:
            self.complaints.add(
                self.line,
                f"this section has more than {MOST_NOTES} notes",
                "make two sections of it",
            )
        self.notes.setdefault(label, aside)
        self.stack.append(aside)

    def container(self, token: Token, ending: str) -> None:
        """The place of a pull quote: two lines of colons with nothing between them."""
        if ending == "close":
            return
        self.put_braces(None)
        words = token.info.split()
        if words[0] != "pull-quote":
            self.complaints.add(
                self.line,
                f"“::: {words[0][:60]}” is not known",
                did_you_mean(words[0][:60], ["pull-quote"]),
            )
            return
        if not self.is_closed(token):
            return
        if len(self.stack) > 1:
            self.complaints.add(
                self.line,
                "a pull quote is placed inside another block",
                "put the two lines of colons between two paragraphs",
            )
        elif len(words) != 2 or not NAME.fullmatch(words[1]):
            self.complaints.add(
                self.line, "this line does not name one quote", "write `::: pull-quote NAME`"
            )
        else:
            aside = elements.put(self.root, "aside", line=self.line)
            aside.set("class", "pull-quote")
            aside.set("data-quote", words[1])
            self.placed.append((words[1], self.line))

    def is_closed(self, token: Token) -> bool:
        """Whether the next line that says anything is three colons."""
        start = token.map[0] if token.map else 0
        below = next((line for line in self.lines[start + 1 :] if line.strip()), "")
        if CLOSES.fullmatch(below.strip()):
            return True
        self.complaints.add(
            self.line,
            "this line of colons is not closed",
            "put a line of three colons right under it",
        )
        return False

    def is_fenced(self, token: Token) -> bool:
        """Whether a fence is closed before its block ends."""
        start, end = token.map or (0, 0)
        return end - start > 1 and self.lines[end - 1].lstrip(" >").startswith(token.markup)

    def look_at(self, content: str) -> None:
        """Refuse what was meant as a table, or as a heading without its space."""
        lines = content.split("\n", 2)
        if len(lines) > 1 and TABLE.fullmatch(lines[1].strip()[:200]):
            self.complaints.add(
                self.line, "tables are not taken", "write a list, or ask for a figure"
            )
        if re.match(r"#{2,6}[^#\s]", content):
            self.complaints.add(
                self.line, "this heading has no space", "write `## ` before its words"
            )

    def take_braces(self, token: Token) -> None:
        """Keep what a line of braces says for the block under it."""
        self.put_braces(None)
        start = token.map[0] if token.map else 0
        line = self.lines[start]
        if not BRACES.fullmatch(line[line.find("{") :].strip()) or not token.attrs:
            self.complaints.add(
                self.line,
                "this line of braces is not understood",
                "put words on another line, and write it like `{.numbered}`",
            )
        else:
            self.braces = dict(token.attrs), self.line

    def put_braces(self, element: etree._Element | None) -> None:
        """Give the braces to the block under them, or complain that there is none."""
        if self.braces is None:
            return
        attrs, line = self.braces
        self.braces = None
        if element is None:
            self.complaints.add(
                line, "no block stands under this line of braces", "put it right above its block"
            )
            return
        known = {name: value for name, value in attrs.items() if name in {"class", "id", "lang"}}
        other = {name: value for name, value in attrs.items() if name not in known}
        attributes.put(element, known, other, line=line, complaints=self.complaints)

    def end(self) -> None:
        """Put the notes at the end, in the order of their calls, and see that the text is whole."""
        called = self.inlines.calls
        for label, line in called.items():
            if label not in self.notes:
                self.complaints.add(
                    line,
                    f"the note “{label[:60]}” has no text",
                    f"add a line of its own: `[^{label[:60]}]: Words.`",
                )
        if not _says(self.root) and not self.complaints.errors:
            self.complaints.add(self.first_line, "this section has no text", "write some")
        for label, aside in self.notes.items():
            if label not in called:
                self.complaints.add(
                    aside.sourceline or self.line,
                    f"nothing calls the note “{label[:60]}”",
                    f"put `[^{label[:60]}]` where it belongs, or remove it",
                )
        for label in called:
            if label in self.notes:
                self.root.append(self.notes[label])
        self.look_for_twins()

    def look_for_twins(self) -> None:
        """Complain of names that two elements have."""
        seen: dict[str, int] = {}
        for element in self.root.iter():
            name = element.get("id")
            if name is None or element.get("class") == "note":
                continue
            line = element.sourceline or self.line
            if name in seen:
                shown = name.removeprefix("quote-")
                what = "quote" if name != shown else "anchor"
                self.complaints.add(
                    line,
                    f"the {what} “{shown}” stands twice",
                    f"rename one; the first is on line {seen[name]}",
                )
            seen.setdefault(name, line)


def _says(element: etree._Element) -> bool:
    """Whether an element holds words or a picture."""
    return element.find(".//img") is not None or any(text.strip() for text in element.itertext())
