"""What every drawing is: flat shapes in paint order on a ground, written out as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Every shape of one colour, as a single SVG path."""

    colour: str
    """The name of a colour token, never a colour."""
    data: str
    """SVG path data in mm, to 0.01."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A piece of art: pure geometry in mm, coloured only when it is written out."""

    width: float
    """Width in mm, the bleed included."""
    height: float
    """Height in mm, the bleed included."""
    paths: tuple[Path, ...]
    """The shapes in paint order, the undermost first."""
    ground: str | None
    """The colour token painted over the whole area, or None for a clear ground."""
    count: int
    """How many sparks are drawn."""

    @property
    def tokens(self) -> tuple[str, ...]:
        """The colour tokens the drawing needs, in paint order."""
        ground = () if self.ground is None else (self.ground,)
        return tuple(dict.fromkeys((*ground, *(path.colour for path in self.paths))))

    def svg(self, colours: Mapping[str, str]) -> str:
        """Write the drawing as an SVG document whose user unit is 1 mm.

        Args:
            colours: For each token a CSS colour, such as ``#CF3A12`` or
                ``device-cmyk(0% 88% 100% 12%)``.

        Raises:
            ValueError: If a token of the drawing has no colour.
        """
        missing = [token for token in self.tokens if token not in colours]
        if missing:
            raise ValueError(f"no colour is given for {', '.join(missing)}")
        width, height = plain(self.width), plain(self.height)
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm"'
            f' viewBox="0 0 {width} {height}">'
        ]
        if self.ground is not None:
            lines.append(f'<path fill="{colours[self.ground]}" d="M0 0h{width}v{height}H0z"/>')
        lines.extend(
            f'<path fill="{colours[path.colour]}" d="{path.data}"/>' for path in self.paths
        )
        lines.append("</svg>\n")
        return "\n".join(lines)


def plain(value: float) -> str:
    """Write a number to 0.01 without idle zeros: 3, .5, -12.25."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    if text in ("-0", "0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
