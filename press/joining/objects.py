"""The objects of a file that is being joined, in the syntax of PDF (ISO 32000-1, 7.3 and 7.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from press.parts.drawing import FONTS, Drawing, Pieces

FREE = b"0000000000 65535 f \n"
SPECIAL = re.compile(r"([\\()])")


def string(text: str) -> str:
    """A text as a string object: plain where it is plain, else in UTF-16 (7.9.2.2)."""
    if text.isascii() and "\r" not in text:
        return "(" + SPECIAL.sub(r"\\\1", text) + ")"
    return f"<feff{text.encode('utf-16-be').hex()}>"


def reference(number: int) -> str:
    """What leads to an object."""
    return f"{number} 0 R"


@dataclass(slots=True)
class Objects:
    """Objects by their numbers; a number may be given before the object is known."""

    written: list[tuple[bytes, bytes | None]] = field(default_factory=list)
    """The dictionary of each, and the body of those that are streams, by their number less 1."""
    known: dict[str, int] = field(default_factory=dict)
    """The numbers of things that parts have drawn, by digest."""
    fonts: int = 0
    """The object that holds the fonts."""

    def number(self) -> int:
        """The number of an object that is still to be written."""
        self.written.append((b"null", None))
        return len(self.written)

    def write(self, number: int, head: str, body: bytes | None = None) -> None:
        """Write the object of a number."""
        self.written[number - 1] = head.encode("ascii"), body

    def add(self, head: str, body: bytes | None = None) -> int:
        """An object, and its number."""
        self.written.append((head.encode("ascii"), body))
        return len(self.written)

    def drawn(self, drawing: Drawing, index: int) -> int:
        """The number of what a part has drawn; what equals something else is that."""
        if index == FONTS:
            return self.fonts
        thing = drawing.things[index]
        found = self.known.get(thing.digest)
        if found is None:
            found = self.known[thing.digest] = self.number()
            self.write(found, self.text(drawing, thing.head), thing.body)
        return found

    def text(self, drawing: Drawing, pieces: Pieces) -> str:
        """The text of an object of a part, its references filled in."""
        return "".join(
            piece if isinstance(piece, str) else reference(self.drawn(drawing, piece))
            for piece in pieces
        )

    def file(self, *, root: int, information: int, version: str) -> bytes:
        """All objects as a file, with its table of cross-references (7.5.4)."""
        content = [f"%PDF-{version}\n%".encode() + b"\xf0\x9f\x96\xa4\n"]
        places, at = [], len(content[0])
        for number, (head, body) in enumerate(self.written, start=1):
            places.append(at)
            content.append(b"%d 0 obj\n%b" % (number, head))
            content += _ended(body)
            at += sum(map(len, content[-2 if body is None else -4 :]))
        content.append(b"xref\n0 %d\n" % (len(places) + 1))
        content.append(FREE)
        content += [b"%010d 00000 n \n" % place for place in places]
        content.append(
            f"trailer\n<</Size {len(places) + 1}/Root {reference(root)}"
            f"/Info {reference(information)}>>\nstartxref\n{at}\n%%EOF\n".encode()
        )
        return b"".join(content)


def _ended(body: bytes | None) -> Iterable[bytes]:
    return (b"\nendobj\n",) if body is None else (b"\nstream\n", body, b"\nendstream\nendobj\n")
