"""Quotation marks and apostrophes as in British books: single marks, double ones inside."""

from __future__ import annotations

import re

from press.manuscript.typography.run import Run

OPENING = ("‘", "“")
CLOSING = ("’", "”")
FOREIGN = "\ufffc"
"""Stands for words of another language in a run; it counts as a word."""

ELIDED = re.compile(
    r"'(?:\d0s\b|tis\b|twas\b|twere\b|twill\b|em\b|n'(?=\W)|til\b|cause\b|bout\b|fraid\b|neath\b)",
    re.IGNORECASE,
)
"""Words that begin with an apostrophe."""
AND = re.compile(r"'(?<=\s')n'(?=\s)", re.IGNORECASE)
YEAR = re.compile(r"'\d\d(?!\w)")
FEET = re.compile(r"(?<![\w'])(\d{1,3})'(?: ?)(\d{1,2})\"(?!\w)")
SIGN = re.compile(r"['\"]")
OPENS_AFTER = frozenset(" \t\n\u00a0([{–—-/‘“")


def set_quotation_marks(run: Run) -> None:
    """Turn typed marks into printed ones; those that are printed ones already stay."""
    if "'" not in run.text and '"' not in run.text:
        return
    if '"' in run.text:
        run.sub(FEET, lambda match: f"{match[1]}′{match[2]}″")
    run.sub(AND, "’n’")
    text = run.text
    signs = [match.start() for match in SIGN.finditer(text)]
    ways = _ways(text, signs)
    edits: list[tuple[int, int, str]] = []
    stack: list[str] = []
    at = 0
    for index, position in enumerate(signs):
        stack = _printed(text[at:position], stack)
        at = position + 1
        sign, way = text[position], ways[index]
        new = sign
        if way == "apostrophe":
            new = "’"
        elif way == "open":
            new = OPENING[len(stack) % 2]
            stack.append(new)
        elif way == "close":
            new = _closed(sign, stack, after_digit=text[position - 1 : position].isdigit())
        if new != sign:
            edits.append((position, position + 1, new))
    run.edit(edits)


def _closed(sign: str, stack: list[str], *, after_digit: bool) -> str:
    """The mark that closes what is open; a prime stays when nothing is."""
    if stack:
        return CLOSING[OPENING.index(stack.pop())]
    if after_digit:
        return sign
    return "’"


def _printed(text: str, stack: list[str]) -> list[str]:
    """What printed marks between two typed ones open and close."""
    for index, char in enumerate(text):
        if char in OPENING:
            stack.append(char)
        elif char in CLOSING and stack and stack[-1] == OPENING[CLOSING.index(char)]:
            inside = char == "’" and text[index + 1 : index + 2].isalnum()
            if not inside:
                stack.pop()
    return stack


def _ways(text: str, signs: list[int]) -> list[str]:
    """Whether each typed mark opens, closes or is an apostrophe; a lone one stays as it is."""
    ways: list[str] = []
    for position in signs:
        before = text[position - 1 : position]
        after = text[position + 1 : position + 2]
        begins = not before or before in OPENS_AFTER
        if before in {"'", '"'} and before:
            begins = ways[-1] == "open"
        ends = not after or after.isspace()
        if text[position] == "'" and (
            (_is_word(before) and _is_word(after))
            or (ELIDED.match(text, position) and not before.isalnum())
        ):
            way = "apostrophe"
        elif begins and ends:
            way = "stays" if before else "close"
        elif begins:
            way = "open"
        else:
            way = "close"
        ways.append(way)
    _years(text, signs, ways)
    _possessives(text, signs, ways)
    return ways


def _is_word(char: str) -> bool:
    return char.isalnum() or char == FOREIGN


def _years(text: str, signs: list[int], ways: list[str]) -> None:
    """`'18` is a year, unless a mark that closes follows before the next one opens."""
    for index, position in enumerate(signs):
        if ways[index] == "open" and YEAR.match(text, position):
            following = next(
                (
                    ways[later]
                    for later in range(index + 1, min(index + 9, len(signs)))
                    if text[signs[later]] == "'" and ways[later] != "apostrophe"
                ),
                "",
            )
            if following != "close":
                ways[index] = "apostrophe"


def _possessives(text: str, signs: list[int], ways: list[str]) -> None:
    """In `'the students' union'` the mark after `s` closes nothing, because another one does."""
    following = ""
    for index in range(len(signs) - 1, -1, -1):
        position = signs[index]
        if text[position] != "'" or ways[index] == "apostrophe":
            continue
        if (
            ways[index] == "close"
            and following == "close"
            and text[position - 1 : position] in {"s", "z", "x"}
            and text[position + 1 : position + 2] == " "
        ):
            ways[index] = "apostrophe"
        else:
            following = ways[index]
