"""Even paragraphs: the planner's lines on the engine's pages."""

from press.pages.even.hook import UNFIT, evenly
from press.pages.even.plans import Setting

__all__ = ["UNFIT", "Setting", "evenly"]
