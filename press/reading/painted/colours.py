"""Colours as a file gives them (ISO 32000-1, 8.6), and the plates on which they come to stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from pikepdf import Name

Plates = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, each from 0 to 1."""
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
DEVICE = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4}
SHORT = {
    "G": "DeviceGray",
    "RGB": "DeviceRGB",
    "CMYK": "DeviceCMYK",
    "I": "Indexed",
}
"""What inline images call them (8.9.7)."""
PLAIN = {"DeviceCMYK", "DeviceGray", "Separation", "DeviceN", "Indexed", "Pattern"}
"""Families that no profile turns into inks, unless their base is of another."""
DEEPEST = 4
"""An indexed separation with a calibrated alternate is three deep; deeper is nobody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A colour space."""

    family: str
    """`DeviceCMYK`, `ICCBased`, `Separation`, `Indexed`, `Pattern`."""
    components: int
    """How many numbers make a colour."""
    colorants: tuple[str, ...] = ()
    """The inks of a Separation or DeviceN."""
    base: Space | None = None
    """What an Indexed space looks up, a Separation falls back on, a Pattern is painted in."""
    full: tuple[Plates, ...] = ()
    """The plates of each colorant at full strength, where its tint transform is simple enough."""

    @property
    def is_ink(self) -> bool:
        """Whether it is given in inks; else a colour of light, to be converted by somebody."""
        if self.base is not None and not self.base.is_ink:
            return False
        if self.family == "ICCBased":
            return self.components == 4
        return self.family in {*DEVICE, "Separation", "DeviceN", "Indexed", "Pattern"} - {
            "DeviceRGB"
        }

    @property
    def is_plates(self) -> bool:
        """Whether its numbers are what comes on the plates, and no profile has a say in it."""
        return self.family in PLAIN and (self.base is None or self.base.is_plates)

    @property
    def spots(self) -> tuple[str, ...]:
        """Its inks beside the four of the process; `All` is every plate."""
        own = {*PROCESS, "None", "All"}
        inner = self.base.spots if self.base is not None and self.family != "Separation" else ()
        return tuple(name for name in self.colorants if name not in own) + inner

    def named(self) -> str:
        """What people call it."""
        if self.family == "ICCBased":
            return f"ICCBased of {self.components}"
        if self.colorants:
            return f"{self.family} {', '.join(self.colorants)}"
        return f"{self.family} of {self.base.named()}" if self.base is not None else self.family

    def plates(self, values: Sequence[float]) -> Plates | None:
        """A colour on the four plates; none where only a colour engine could tell."""
        if self.family == "DeviceGray" and values:
            return 0.0, 0.0, 0.0, 1 - values[0]
        if self.family == "DeviceCMYK" or (self.family == "ICCBased" and self.components == 4):
            return (values[0], values[1], values[2], values[3]) if len(values) == 4 else None
        if self.colorants and len(values) == len(self.colorants):
            return self._mixed(values)
        return None

    def _mixed(self, values: Sequence[float]) -> Plates | None:
        total = [0.0, 0.0, 0.0, 0.0]
        for index, (colorant, value) in enumerate(zip(self.colorants, values, strict=True)):
            if colorant == "All":
                return value, value, value, value
            if colorant in PROCESS:
                total[PROCESS.index(colorant)] += value
            elif colorant != "None":
                if index >= len(self.full):
                    return None
                total = [
                    so_far + value * one
                    for so_far, one in zip(total, self.full[index], strict=True)
                ]
        return total[0], total[1], total[2], total[3]


@dataclass(frozen=True, slots=True)
class Ink:
    """What something is painted with."""

    space: Space
    values: tuple[float, ...] = ()
    stops: tuple[Plates, ...] = ()
    """The colours at the ends of a shading, where it tells them."""

    @property
    def plates(self) -> Plates | None:
        """The four plates; of a shading the end with most ink."""
        if self.stops:
            return max(self.stops, key=sum)
        return self.space.plates(self.values)


GRAY, RGB, CMYK = (
    Space(family=family, components=components) for family, components in DEVICE.items()
)
PATTERN = Space(family="Pattern", components=0)
BLACK = Ink(GRAY, (0.0,))
"""What a page begins with (8.4.1)."""
DEVICES = {space.family: space for space in (GRAY, RGB, CMYK)}


def space(thing: Any, resources: Any = None, depth: int = 0) -> Space:
    """The space that a name or an array describes.

    Args:
        thing: a name or an array, as pikepdf gives it, or a name as text.
        resources: the dictionary of colour spaces in which names are looked up.
        depth: how many spaces it stands in.
    """
    if isinstance(thing, (str, Name)):
        said = str(thing).lstrip("/")
        said = SHORT.get(said, said)
        if resources is not None and f"/{said}" in resources and depth < DEEPEST:
            return space(resources[f"/{said}"], None, depth + 1)
        return DEVICES.get(said) or (PATTERN if said == "Pattern" else _unknown(said))
    if not isinstance(thing, pikepdf.Array) or not len(thing) or depth > DEEPEST:
        return _unknown("none")
    return _of_array(thing, resources, depth)


def _of_array(thing: Any, resources: Any, depth: int) -> Space:
    family = str(thing[0]).lstrip("/")
    family = SHORT.get(family, family)
    if len(thing) == 1:
        return space(family, resources, depth)
    if family == "ICCBased":
        return Space(family=family, components=int(thing[1].get(Name.N, 0)))
    if family == "Indexed":
        return Space(family=family, components=1, base=space(thing[1], resources, depth + 1))
    if family == "Pattern":
        return replace(PATTERN, base=space(thing[1], resources, depth + 1))
    if family in {"Separation", "DeviceN"} and len(thing) > 3:
        several = isinstance(thing[1], pikepdf.Array)
        colorants = tuple(str(one).lstrip("/") for one in (thing[1] if several else [thing[1]]))
        base = space(thing[2], resources, depth + 1)
        full = () if several else tuple(_stops(thing[3], base)[-1:])
        return Space(
            family=family,
            components=len(colorants),
            colorants=colorants,
            base=None if {*colorants} <= {"All", "None"} else base,
            full=full,
        )
    return _unknown(family)


def _unknown(family: str) -> Space:
    return Space(family=family, components={"Lab": 3, "CalRGB": 3}.get(family, 1))


def shading(thing: Any, resources: Any = None) -> Ink:
    """What a shading paints with (8.7.4.3), its stops where its functions tell them."""
    of = space(thing.get(Name.ColorSpace, Name.DeviceGray), resources)
    function = thing.get(Name.Function)
    return Ink(of, (), tuple(_stops(function, of)) if function is not None else ())


def _stops(function: Any, of: Space, depth: int = 0) -> list[Plates]:
    """The colours at the ends of interpolations (7.10.3), stitched or not (7.10.4)."""
    if depth > DEEPEST or not isinstance(function, pikepdf.Dictionary | pikepdf.Stream):
        return []
    kind = int(function.get(Name.FunctionType, -1))
    if kind == 3:
        return [stop for one in function.Functions for stop in _stops(one, of, depth + 1)]
    if kind != 2:
        return []
    ends = [[float(value) for value in function.get(key, ())] for key in (Name.C0, Name.C1)]
    return [plates for end in ends if (plates := of.plates(end)) is not None]
