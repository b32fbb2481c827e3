"""What really stands in a finished file, gathered once. The only reader of PDFs."""

from press.reading.facts import Facts, Link, Outline, PageFacts
from press.reading.pdf import pictures, read

__all__ = ["Facts", "Link", "Outline", "PageFacts", "pictures", "read"]
