"""What stands in a line: emphasis, links, spans, notes' calls and figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml import etree
from markdown_it.token import Token

from press.errors import Place, PressError
from press.manuscript import addresses, attributes, elements
from press.manuscript.complaints import Complaints
from press.names import NAME

DEEPEST = 8
TAGS = {"em": "em", "strong": "strong", "span": "span", "link": "a"}

LEFT_OVER = (
    (r"^\[[^\[\]^][^\[\]]*\]: ", "link definitions are not taken", "write `[words](https://…)`"),
    (r"!\[", "this picture is not understood", "write `![what it shows](name.png)`"),
    (r"\[\^", "this note's mark is not understood", "write `[^name]`, without spaces"),
    (r"\]\(", "this link is not whole", "write `[words](https://…)`, no spaces in the address"),
    (r"\]\[", "link definitions are not taken", "write `[words](https://…)`"),
    (r"\]\{", "these braces are not understood", "write them like `[words]{.run-in}`"),
    (r"\{[.#%]|\{[a-z]+=", "these braces belong to nothing",
     "write `[words]{.name}`, or put them on a line of their own above a block"),
    (r"</?[A-Za-z!?]", "raw HTML is not taken", "use Markdown; manuscript/README.md shows how"),
    (r"\*\*|(?<!\w)__|__(?!\w)", "these marks of bold have no partner",
     "close or remove them, or write a backslash before each"),
    (r"(?<![\w*])\*(?=\w)|(?<=[\w.,;:!?])\*(?![\w*])|(?<![\w@/_])_(?=[A-Za-z])",
     "this mark of italics has no partner", "close or remove it, or write a backslash before it"),
    (r"`", "the press has no use for code", "remove the backtick"),
    (r"~~", "struck-out words are not taken", "remove the tildes"),
    (r"^:{3,}", "this line of colons closes nothing", "write `::: pull-quote NAME` above it"),
)  # fmt: skip
"""Marks that the parser leaves as text, because what they begin is not whole."""
FOUND = [(re.compile(pattern, re.MULTILINE), message, hint) for pattern, message, hint in LEFT_OVER]
SIGNS = re.compile(r"[\[\]{<*_`~:](?:(?<!:)|::)")
"""What none of these marks can be without."""
ANY = re.compile("|".join(f"(?:{pattern})" for pattern, _, _ in LEFT_OVER), re.MULTILINE)

FALLEN = {
    "code_inline": ("the press has no use for code", "remove the backticks"),
    "html_inline": ("raw HTML is not taken", "use Markdown; manuscript/README.md shows how"),
}


class Inlines:
    """Fills elements with what stands in their lines."""

    def __init__(self, *, figures: Callable[[str, Place], object], complaints: Complaints) -> None:
        self.figures = figures
        self.complaints = complaints
        self.calls: dict[str, int] = {}
        """The notes that are called, in the order of their first calls, and the lines of these."""
        self.line = 0
        self.stack: list[etree._Element] = []
        self.said: list[str] = []

    def fill(self, block: etree._Element, tokens: Sequence[Token], *, line: int) -> None:
        """Fill a block that is in the tree already."""
        self.line = line
        self.stack = [block]
        self.said = []
        waiting: list[tuple[etree._Element, Token, int]] = []
        if tokens and tokens[0].type == "image" and self.is_figure(block, tokens):
            tokens = self.figure(block, tokens)
        for token in tokens:
            if len(self.stack) > DEEPEST + 2:
                self.complaints.add(self.line, "marks are nested too deeply here", "use fewer")
                break
            self.inline(token, waiting)
        self.flush()
        for element, token, at in waiting:
            attributes.put(
                element,
                {k: v for k, v in token.attrs.items() if k in {"class", "id", "lang"}},
                token.meta.get("insecure_attrs", {}),
                line=at,
                complaints=self.complaints,
            )
            self.judge_quote(element, at)

    def inline(  # noqa: C901  (a row for each kind of token)
        self, token: Token, waiting: list[tuple[etree._Element, Token, int]]
    ) -> None:
        """Take one token; elements whose braces are still to be judged go to `waiting`."""
        name, _, ending = token.type.rpartition("_")
        if token.type == "text":
            self.look_at(token.content)
            self.said.append(token.content)
        elif token.type == "text_special":
            self.special(token)
        elif token.type == "softbreak":
            self.said.append(" ")
            self.line += 1
        elif token.type == "hardbreak":
            self.push("br")
            self.pop()
            self.line += 1
        elif token.type == "footnote_ref":
            self.call(str(token.meta["label"]))
        elif token.type == "image":
            self.complaints.add(
                self.line,
                "a picture stands in a line of text",
                "put it between two empty lines, outside lists, headings and notes",
            )
        elif token.type in FALLEN:
            message, hint = FALLEN[token.type]
            self.complaints.add(self.line, message, hint)
            self.line += token.content.count("\n")
        elif ending == "open":
            element = self.push(TAGS[name])
            if name == "link":
                self.link(element, token)
            waiting.append((element, token, self.line))
        elif ending == "close":
            self.pop()

    def push(self, tag: str) -> etree._Element:
        """Begin an element."""
        self.flush()
        element = elements.put(self.stack[-1], tag, line=self.line)
        self.stack.append(element)
        return element

    def pop(self) -> None:
        """End an element."""
        self.flush()
        self.stack.pop()

    def flush(self) -> None:
        """Put the words that were said since into the tree."""
        text = "".join(self.said)
        self.said = []
        if not text:
            return
        parent = self.stack[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    def special(self, token: Token) -> None:
        """An escaped sign is text; an entity is HTML."""
        if token.info == "entity":
            self.complaints.add(
                self.line,
                f"“{token.markup[:60]}” is HTML, which is not taken",
                f"type the character itself: “{token.content}”"
                if token.content.isprintable()
                else "type the character itself",
            )
        self.said.append(token.content)

    def look_at(self, text: str) -> None:
        """Complain of marks that were left as text."""
        if not SIGNS.search(text) or not ANY.search(text):
            return
        for pattern, message, hint in FOUND:
            if pattern.search(text):
                self.complaints.add(self.line, message, hint)
                return

    def link(self, element: etree._Element, token: Token) -> None:
        """Give a link its address."""
        if token.attrs.get("title"):
            self.complaints.add(
                self.line, "a link's title is not taken", "say it in the text, or in a note"
            )
        try:
            element.set("href", addresses.link(str(token.attrs.get("href", ""))))
        except addresses.NotTaken as error:
            self.complaints.add(self.line, error.message, error.hint)

    def call(self, label: str) -> None:
        """A note's call; calls of one note have one number."""
        if any(one.tag in attributes.HEADINGS for one in self.stack):
            self.complaints.add(
                self.line, "a note is called in a heading", "call it in the text under the heading"
            )
        if any(one.get("class") == "note" for one in self.stack):
            self.complaints.add(self.line, "a note calls a note", "say both in one")
        if not NAME.fullmatch(label):
            self.complaints.add(
                self.line,
                f"“{label[:60]}” cannot be a note's name",
                "use small letters, digits and single hyphens",
            )
            return
        self.calls.setdefault(label, self.line)
        element = self.push("a")
        element.set("class", "note-call")
        element.set("href", f"#note-{label}")
        element.text = str(list(self.calls).index(label) + 1)
        self.pop()

    def judge_quote(self, element: etree._Element, line: int) -> None:
        """A marked pull quote stands in plain text, and in no other quote."""
        if attributes.QUOTE_SOURCE not in elements.classes(element):
            return
        over = list(element.iterancestors())
        if any(attributes.QUOTE_SOURCE in elements.classes(one) for one in over):
            self.complaints.add(line, "a pull quote stands inside another", "mark one of them")
        if any(one.tag in attributes.HEADINGS or one.get("class") == "note" for one in over):
            self.complaints.add(
                line, "a pull quote is marked in a heading or a note", "mark words of the text"
            )
        if not "".join(element.itertext()).strip():
            self.complaints.add(line, "this pull quote has no words", "mark the words")

    @staticmethod
    def is_figure(block: etree._Element, tokens: Sequence[Token]) -> bool:
        """Whether a picture stands alone in its paragraph, or with a caption on the next line."""
        parent = block.getparent()
        return (
            block.tag == "p"
            and parent is not None
            and parent.getparent() is None
            and (len(tokens) == 1 or tokens[1].type == "softbreak")
        )

    def figure(self, block: etree._Element, tokens: Sequence[Token]) -> Sequence[Token]:
        """Make a figure of the paragraph; what is left of the tokens is its caption."""
        token = tokens[0]
        block.tag = "figure"
        image = elements.put(block, "img", line=self.line)
        alternative = token.content.strip()
        image.set("alt", " ".join(alternative.split()))
        place = Place(self.complaints.file, self.line)
        if not alternative:
            self.complaints.add(
                self.line,
                "this picture has no words for those who cannot see it",
                "write what it shows between the square brackets",
            )
        if token.attrs.get("title"):
            self.complaints.add(
                self.line, "a picture's title is not taken", "write a caption on the next line"
            )
        try:
            name = addresses.figure(str(token.attrs.get("src", "")))
            image.set("src", f"figure:{name}")
            self.figures(name, place)
        except addresses.NotTaken as error:
            self.complaints.add(self.line, error.message, error.hint)
        except PressError as error:
            for single in error.errors:
                self.complaints.take(single)
        attributes.put(
            block,
            {k: v for k, v in token.attrs.items() if k in {"class", "id", "lang"}},
            token.meta.get("insecure_attrs", {}),
            line=self.line,
            complaints=self.complaints,
        )
        if len(tokens) > 1:
            self.line += 1
            caption = elements.put(block, "figcaption", line=self.line)
            self.stack.append(caption)
        return tokens[2:]
