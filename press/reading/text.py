"""Reading a text file back: its sections, as a reader who knows its few signs meets them."""

from __future__ import annotations

import re

PARTED = "* * *"
"""The line between sections, and before the words that are the file's own."""
ADDRESS = re.compile(r"\(?<(?:https?://|mailto:)[^>\s]*>\)?")
CALL = re.compile(r"\[\^[a-z0-9-]*-(\d+)\]:?")
ESCAPED = re.compile(r"\\([^\w\s])")
SIGN = re.compile(r"(?<!\\)[*]+")


def sections(content: bytes, *, marked: bool = False) -> list[str]:
    """The texts of a file's sections.

    Args:
        content: the file.
        marked: whether it is Markdown.
    """
    parts = content.decode().split(f"\n\n{PARTED}\n\n")
    return [_read(part, marked=marked) for part in parts[:-1]]


def addresses(content: bytes) -> list[tuple[str, ...]]:
    """The addresses that stand beside the words of their links, section by section."""
    parts = content.decode().split(f"\n\n{PARTED}\n\n")
    return [tuple(one.strip("()<>") for one in ADDRESS.findall(part)) for part in parts[:-1]]


def _read(text: str, *, marked: bool) -> str:
    text = ADDRESS.sub("", text)
    if not marked:
        return text
    return ESCAPED.sub(r"\1", SIGN.sub("", CALL.sub(r" [\1] ", text)))
