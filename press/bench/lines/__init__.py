"""The line-breaker measured: how even its lines are, and what they cost, beside the engine's own.

`runs` sets each text in each setting in a process of its own (`set_one`), `table` tells the figures
and the bounds.
"""

from press.bench.lines.runs import report

__all__ = ["report"]
