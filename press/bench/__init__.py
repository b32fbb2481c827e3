"""The measurements: the press beside one plain run of the engine, with the bounds it is to keep."""

from press.bench import lines
from press.bench.runs import report, report_long

__all__ = ["lines", "report", "report_long"]
