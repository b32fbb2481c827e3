"""The graphics state, as far as preflight asks for it (ISO 32000-1, 8.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Name

from press.reading.facts import Box
from press.reading.painted.colours import BLACK, Ink
from press.reading.painted.geometry import UNIT, Matrix
from press.reading.painted.marks import Mark
from press.reading.painted.type import Font


@dataclass
class State:
    """What `q` saves and `Q` brings back."""

    ctm: Matrix = UNIT
    clip: Box | None = None
    fill: Ink = BLACK
    stroke: Ink = BLACK
    fill_cell: tuple[Mark, ...] = ()
    """What a tiling pattern paints in place of a colour."""
    stroke_cell: tuple[Mark, ...] = ()
    width: float = 1.0
    cap: int = 0
    fill_overprint: bool = False
    stroke_overprint: bool = False
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    blend: str = "Normal"
    masked: bool = False
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    render: int = 0

    @property
    def inherited(self) -> tuple[object, ...]:
        """What a form takes over from where it is drawn, but for its place (8.10.1)."""
        return (
            self.fill,
            self.stroke,
            self.width,
            self.cap,
            self.fill_overprint,
            self.stroke_overprint,
            self.fill_alpha,
            self.stroke_alpha,
            self.blend,
            self.masked,
        )

    def copied(self) -> State:
        """The same once more."""
        twin = State.__new__(State)
        twin.__dict__.update(self.__dict__)
        return twin

    def take(self, settings: Any) -> None:
        """Take over a dictionary of graphics state parameters (8.4.5)."""
        for key, value in settings.items():
            match key:
                case "/LW":
                    self.width = float(value)
                case "/ca":
                    self.fill_alpha = float(value)
                case "/CA":
                    self.stroke_alpha = float(value)
                case "/OP":
                    self.stroke_overprint = bool(value)
                    if Name.op not in settings:
                        self.fill_overprint = bool(value)
                case "/op":
                    self.fill_overprint = bool(value)
                case "/BM":
                    first = value[0] if isinstance(value, pikepdf.Array) else value
                    self.blend = str(first).lstrip("/")
                case "/SMask":
                    self.masked = isinstance(value, pikepdf.Dictionary)
