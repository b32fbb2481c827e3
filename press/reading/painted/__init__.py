"""What is painted on the pages of a file, read as a printer's machine would read it."""

from press.reading.painted.colours import Ink, Plates, Space
from press.reading.painted.marks import Kind, Mark
from press.reading.painted.plain import as_bytes, from_bytes
from press.reading.painted.walk import Painted, painted

__all__ = [
    "Ink",
    "Kind",
    "Mark",
    "Painted",
    "Plates",
    "Space",
    "as_bytes",
    "from_bytes",
    "painted",
]
