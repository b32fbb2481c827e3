"""A manuscript file is opened safely and read as text: the one door to the sections' files."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from pathlib import Path, PurePosixPath

from press.errors import ContentError, Place, PressError, raise_all
from press.plainfile import decoded

MOST_BYTES = 200_000
"""About 33,000 words: far more than a section has, and what one may cost is bounded by it."""
MOST_LINES = 20_000
"""The tree counts lines in sixteen bits."""
LONGEST_LINE = 10_000
LONGEST_PARAGRAPH = 20_000
"""Lines without an empty one between them; the parser's cost grows faster than their length."""
LONGEST_WORD = 60
LONG = re.compile(rf"(?<!\S)\S{{{LONGEST_WORD + 1},}}")
LONGEST_ADDRESS = 1_000
MOST_ERRORS = 20
"""After so many the file is another kind of file, and more lines would not help."""

ORDINARY = re.compile("[^\t\n -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")
"""What is looked up one by one: all but the characters that European texts are made of."""
JOINERS = "\u200c\u200d"
NAMED = {
    "\ufeff": "a byte order mark inside the text",
    "\u00ad": "a soft hyphen",
    "\u200b": "a zero-width space",
    "\u2060": "a word joiner",
    "\ufffd": "the sign of a lost character",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
}
MERGE_MARK = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
ADDRESS = re.compile(r"\]\([^)\s]*|\w+://|www\.|mailto:|[\w-]+(?:\.[\w-]+)+/|\S@\S")


def read(root: Path, file: str, *, asked: Place) -> str:
    """The text of a file, with newlines alone between its lines and without a byte order mark.

    Args:
        root: the repository.
        file: the file, relative to the root, with forward slashes.
        asked: the place that names the file, for when it cannot be opened.

    Raises:
        ContentError: what cannot be opened or is not plain text, each with its line.
    """
    return text_of(content(root, file, asked=asked), file)


def text_of(data: bytes, file: str) -> str:
    """The text of what stands in a file, with newlines alone between its lines.

    Raises:
        ContentError: what is not plain text, each with its line.
    """
    text = plain(data, file)
    raise_all(_errors(text, file))
    return text


def plain(data: bytes, file: str) -> str:
    """The same of what is known to be plain text.

    Raises:
        ContentError: it is not UTF-8.
    """
    return decoded(data, file).replace("\r\n", "\n").replace("\r", "\n")


def unfit(text: str) -> str:
    """The name of the first character that a manuscript may not hold, or nothing."""
    for match in ORDINARY.finditer(text):
        char = match[0]
        code = f"U+{ord(char):04X}"
        if char in NAMED:
            return f"{NAMED[char]} ({code})"
        category = unicodedata.category(char)
        if category == "Co":
            return f"a private-use character ({code})"
        if category in {"Cc", "Cs"} or ord(char) & 0xFFFE == 0xFFFE:
            return f"a control character ({code})"
        if category == "Cf" and not _joins(text, match.start()):
            return f"an invisible character ({code})"
    return ""


def _joins(text: str, at: int) -> bool:
    """Whether a joiner, or a mark of direction, stands in a script that needs it."""
    before = text[at - 1 : at]
    if text[at] in JOINERS:
        return before > "\u02ff"
    return text[at] in "\u200e\u200f" and any("\u0590" <= char <= "\u08ff" for char in text)


def content(root: Path, file: str, *, asked: Place) -> bytes:
    """What stands in a file that is reached without following a link.

    Raises:
        ContentError: it cannot be opened, or is too large.
    """
    parts = PurePosixPath(file).parts
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in parts[:-1]:
            _listed(folder, part, file, asked)
            inner = _opened(folder, part, os.O_DIRECTORY, file=file, asked=asked)
            os.close(folder)
            folder = inner
        _listed(folder, parts[-1], file, asked)
        handle = _opened(folder, parts[-1], os.O_NONBLOCK, file=file, asked=asked)
    finally:
        os.close(folder)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise ContentError(f"“{file}” is not a file", place=asked, hint="put a text file there")
    with os.fdopen(handle, "rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ContentError(
            "this file is too large",
            place=Place(file),
            hint=f"keep it below {MOST_BYTES} bytes: make two sections of it",
        )
    return data


def _listed(folder: int, name: str, file: str, asked: Place) -> None:
    """See that the folder holds the very name, in the very case."""
    names = os.listdir(folder)
    if name in names:
        return
    other = next((one for one in names if one.casefold() == name.casefold()), "")
    hint = f"it is called “{other}” on disk" if other else "add the file, or correct its name"
    raise ContentError(f"there is no file “{file}”", place=asked, hint=hint)


def _opened(folder: int, name: str, flags: int, *, file: str, asked: Place) -> int:
    """A descriptor of what stands in a folder under a name, unless that is a link."""
    try:
        return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | flags, dir_fd=folder)
    except OSError as error:
        if stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            what, hint = f"“{file}” leads through a link", "put the file itself there"
        else:
            what, hint = f"“{file}” cannot be opened", (error.strerror or "look at it").lower()
        raise ContentError(what, place=asked, hint=hint) from error


def _errors(text: str, file: str) -> list[PressError]:
    """What no manuscript holds, line by line."""
    errors: list[PressError] = []
    if text.count("\n") > MOST_LINES:
        what = f"this file has more than {MOST_LINES} lines"
        errors.append(ContentError(what, place=Place(file), hint="make two sections of it"))
    paragraph = 0
    for number, line in enumerate(text.split("\n"), start=1):
        paragraph = paragraph + len(line) if line.strip() else 0
        for message, hint in _line_errors(line):
            errors.append(ContentError(message, place=Place(file, number), hint=hint))
        if paragraph > LONGEST_PARAGRAPH >= paragraph - len(line):
            errors.append(
                ContentError(
                    f"this paragraph is longer than {LONGEST_PARAGRAPH} characters",
                    place=Place(file, number),
                    hint="divide it by an empty line",
                )
            )
        if len(errors) >= MOST_ERRORS:
            break
    return errors


def _line_errors(line: str) -> list[tuple[str, str]]:
    """Message and hint for each thing that is wrong with one line."""
    if MERGE_MARK.match(line):
        return [("this line is the mark of a merge conflict", "settle the conflict and remove it")]
    found = []
    if len(line) > LONGEST_LINE:
        found.append((f"this line is longer than {LONGEST_LINE} characters", "divide it"))
    what = unfit(line)
    if what:
        found.append((f"{what} stands in this line", "remove it"))
    for word in LONG.findall(line):
        if len(word) > LONGEST_ADDRESS or not ADDRESS.search(word):
            begin = word[:20]
            found.append((f"a word of {len(word)} characters begins “{begin}…”", "divide it"))
            break
    return found
