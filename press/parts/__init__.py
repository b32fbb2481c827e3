"""Part files: what is known of a part when it is set and drawn, as plain values and as bytes.

They know no engine. Whoever has the part files of a book can join it without setting a line.
"""

from press.parts.drawing import Drawing, Leaves
from press.parts.model import HYPHENS, DrawnPart, SetLine, SetPage, SetPart
from press.parts.packing import packed, packed_told, unpacked, unpacked_told

__all__ = [
    "HYPHENS",
    "Drawing",
    "DrawnPart",
    "Leaves",
    "SetLine",
    "SetPage",
    "SetPart",
    "packed",
    "packed_told",
    "unpacked",
    "unpacked_told",
]
