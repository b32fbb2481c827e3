"""What the engine does most often, done in fewer steps and with the same results."""

from press.pages.quick.hook import PLACES

__all__ = ["PLACES"]
