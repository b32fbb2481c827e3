"""Even paragraphs: the planner's lines on the engine's pages."""

from press.pages.even.hook import UNFIT, evenly, within
from press.pages.even.plans import Met, Setting, Stood

__all__ = ["UNFIT", "Met", "Setting", "Stood", "evenly", "within"]
