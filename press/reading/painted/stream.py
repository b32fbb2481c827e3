"""A content stream as tokens (ISO 32000-1, 7.8.2).

A booklet has a hundred thousand of them, so one regular expression finds them all. What it could
not tell apart is put out of its way first: strings in parentheses become hexadecimal ones, comments
and the data of inline images go.
"""

from __future__ import annotations

import re

SPACE = rb"\x00\t\n\x0c\r "
PLAIN = rb"[^\x00\t\n\x0c\r ()<>\[\]{}/%]"
"""What numbers, operators and names are made of."""
TOKEN = re.compile(rb"%(c)s+|/%(c)s*|\[[^\]]*\]|<<|>>|<[^<>]*>|[\[\]{}]" % {b"c": PLAIN}, re.DOTALL)
AWKWARD = re.compile(rb"[(%%]|(?<=[%(s)s\]>])ID(?=[%(s)s])" % {b"s": SPACE})
IN_STRING = re.compile(rb"[()\\]")
INLINE_END = re.compile(rb"(?<=[%(s)s])EI(?![^%(s)s])" % {b"s": SPACE})
LINE_END = re.compile(rb"[\r\n]")
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
IN_NAME = re.compile(r"#([0-9A-Fa-f]{2})")
NO_BRACKETS = bytes(set(range(256)) - set(b"<>"))
"""Taken away, they leave pairs alone where brackets hold nothing but strings."""


def tokens(stream: bytes) -> list[bytes]:
    """The tokens of a stream; an array of numbers or strings is one, and no string is literal."""
    return TOKEN.findall(plain(stream))


def plain(stream: bytes) -> bytes:
    """The stream without what one expression could not tell apart."""
    awkward = b"(" in stream or b"%" in stream or b"ID" in stream
    return _simplified(stream) if awkward else stream


def name(token: bytes) -> str:
    """A name as pikepdf writes it, with its slash."""
    said = token.decode("latin-1")
    return IN_NAME.sub(lambda match: chr(int(match[1], 16)), said) if "#" in said else said


def string(token: bytes) -> bytes:
    """The bytes of a hexadecimal string; an odd last digit is followed by 0 (7.3.4.3)."""
    digits = b"".join(token[1:-1].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def shown(token: bytes) -> tuple[bytes, float]:
    """The strings of an array as one, and its numbers added up: they pull letters together (9.4.3).

    Raises:
        ValueError: it holds something else.
    """
    brackets = token.translate(None, NO_BRACKETS)
    if brackets != b"<>" * (len(brackets) // 2):
        raise ValueError("its strings have no ends")
    parts = token[1:-1].replace(b">", b"<").split(b"<")
    pull = sum(map(float, b" ".join(parts[0::2]).split()))
    found = parts[1::2]
    digits = b"".join(found)
    if any(length % 2 for length in set(map(len, found))) or not digits.isalnum():
        return b"".join(string(b"<%s>" % one) for one in found), pull
    return bytes.fromhex(digits.decode("ascii")), pull


def _simplified(stream: bytes) -> bytes:
    """The stream without literal strings, comments and inline data."""
    parts: list[bytes] = []
    at = 0
    while match := AWKWARD.search(stream, at):
        parts.append(stream[at : match.start()])
        if match[0] == b"(":
            at = _string_end(stream, match.end())
            inside = ESCAPE.sub(_unescaped, stream[match.end() : at - 1])
            parts.append(b"<%s>" % inside.hex().encode("ascii"))
        elif match[0] == b"%":
            end = LINE_END.search(stream, match.end())
            at = end.start() if end else len(stream)
        else:
            parts.append(b"ID ")
            end = INLINE_END.search(stream, match.end())
            at = end.start() if end else len(stream)
    parts.append(stream[at:])
    return b"".join(parts)


def _string_end(stream: bytes, at: int) -> int:
    """Where a literal string ends, its parentheses balanced (7.3.4.2)."""
    depth = 1
    while depth and (match := IN_STRING.search(stream, at)):
        at = match.end()
        if match[0] == b"\\":
            at += 1
        else:
            depth += 1 if match[0] == b"(" else -1
    return len(stream) + 1 if depth else at


def _unescaped(match: re.Match[bytes]) -> bytes:
    said = match[1]
    if said[:1].isdigit() and said not in {b"8", b"9"}:
        return bytes([int(said, 8) & 0xFF])
    return b"" if said in {b"\n", b"\r", b"\r\n"} else ESCAPED.get(said, said)
