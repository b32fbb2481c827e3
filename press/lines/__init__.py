"""Planning the lines of a paragraph as a whole: widths and breaks in, lines out; no engine."""

from press.lines.costs import Balanced, Costs, Justified, Ragged
from press.lines.paragraph import Kind, Paragraph
from press.lines.plan import Line, Plan, Way, demerits, first_fit, plan
from press.lines.spread import Spread, lengthen, spread

__all__ = [
    "Balanced",
    "Costs",
    "Justified",
    "Kind",
    "Line",
    "Paragraph",
    "Plan",
    "Ragged",
    "Spread",
    "Way",
    "demerits",
    "first_fit",
    "lengthen",
    "plan",
    "spread",
]
