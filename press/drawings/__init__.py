"""Generated vector art: pure functions from parameters to shapes, in mm and colour tokens.

Nothing here reads a file, a clock or dice: the same parameters always give the same drawing.
``DRAWINGS`` has a row for each kind of drawing a layout may ask for; its functions take the
parameters of ``layout.yaml`` by keyword and raise ValueError for impossible ones.
"""

from __future__ import annotations

from collections.abc import Callable

from press.drawings.drawing import Drawing, Path
from press.drawings.drifts import drift
from press.drawings.framework import framework
from press.drawings.icons import icon, rule, spark
from press.drawings.logotype import logotype
from press.drawings.plates import poster

DRAWINGS: dict[str, Callable[..., Drawing]] = {
    "poster": poster,
    "cover": poster,
    "back": drift,
    "drift": drift,
    "icon": icon,
    "spark": spark,
    "framework": framework,
    "logotype": logotype,
    "rule": rule,
}
"""The kinds of drawing: a name as written in ``layout.yaml``, and what draws it."""

__all__ = ["DRAWINGS", "Drawing", "Path"]
