"""Paths of drawings: those of plain commands are read at once, and each once a run.

The engine reads a path number by number, which for a cover of a thousand flames is a tenth of an
edition. What is written is what it would write, sign for sign; a path with arcs, smooth curves,
units or markers is left to it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from press.pages.engine import SVG_TAGS, pydyf

COUNTS = {"m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "c": 6, "z": 0}
"""How many numbers each command takes (SVG 2, 9.3)."""
NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
COMMAND = re.compile(rf"\s*([a-zA-Z])((?:[\s,]*{NUMBER})*)[\s,]*")
VALUE = re.compile(NUMBER)
EXPECTED = ("svg", "node", "font_size")
_ENGINE: list[Callable[..., Any]] = []


def _path(svg: Any, node: Any, font_size: float) -> None:
    """`path`: draw one, without the places of markers where it has none."""
    drawn = None
    if not any(name.startswith("marker") for name in node.attrib):
        drawn = drawn_path(node.get("d", ""))
    if drawn is None:
        _ENGINE[0](svg, node, font_size)
    else:
        svg.stream.stream.append(drawn)


def install() -> None:
    """Wrap the engine's function, if it is the one that is known."""
    if tuple(inspect.signature(SVG_TAGS["path"]).parameters) == EXPECTED:
        _ENGINE.append(SVG_TAGS["path"])
        SVG_TAGS["path"] = _path


@lru_cache(maxsize=256)
def drawn_path(data: str) -> bytes | None:
    """The operators that draw a path (ISO 32000-1, 8.5.2); None where it is not a plain one.

    Args:
        data: what SVG calls path data.
    """
    commands = list(_commands(data))
    if None in commands or not commands:
        return None
    stream = pydyf.Stream()
    stream.move_to(0, 0)  # as the engine begins
    _draw(stream, [one for one in commands if one is not None])
    return b"\n".join(stream.stream)


def _commands(data: str) -> Iterator[tuple[str, Sequence[float]] | None]:
    """The commands of a path, each with the numbers that it takes; None for what is not plain."""
    end = 0
    while end < len(data):
        match = COMMAND.match(data, end)
        if match is None or match[1].lower() not in COUNTS:
            yield None
            return
        end = match.end()
        letter, count = match[1], COUNTS[match[1].lower()]
        numbers = [float(one) for one in VALUE.findall(match[2])]
        if count == 0 or not numbers or len(numbers) % count:
            yield (letter, ()) if count == 0 and not numbers else None
            continue
        for start in range(0, len(numbers), count):
            yield letter, numbers[start : start + count]
            letter = {"m": "l", "M": "L"}.get(letter, letter)


def _draw(stream: Any, commands: Sequence[tuple[str, Sequence[float]]]) -> None:
    """Write the operators, with the arithmetic of the engine in its order."""
    x: float = 0
    y: float = 0
    first: tuple[float, float] | None = None
    last = "z"
    for letter, numbers in commands:
        kind = letter.lower()
        if last in "mz":
            first = None if kind in "mz" else (x, y)
        # An absolute number is taken as it is: adding 0.0 to -0.0 would change its sign.
        at = [
            number + ((x, y)[(index + (kind == "v")) % 2]) if letter == kind else number
            for index, number in enumerate(numbers)
        ]
        if kind == "z":
            if first is not None:
                stream.close()
                x, y = first
        elif kind == "m":
            x, y = at
            stream.move_to(x, y)
        elif kind == "q":
            x2, y2, x3, y3 = at
            stream.curve_to(
                x2 * 2 / 3 + x / 3, y2 * 2 / 3 + y / 3,
                x2 * 2 / 3 + x3 / 3, y2 * 2 / 3 + y3 / 3, x3, y3,
            )  # fmt: skip
            x, y = x3, y3
        elif kind == "c":
            stream.curve_to(*at)
            x, y = at[4:]
        else:
            x, y = {"h": (at[0], y), "v": (x, at[0])}.get(kind) or (at[0], at[1])
            stream.line_to(x, y)
        last = kind
