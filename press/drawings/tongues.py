"""The shape of a fire: up to seven tongues that rise from one hearth, and the heat in them.

Numbers are shares of the fire's height; x to the right and y upwards from the hearth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sin
from math import pow as power

SLOPE = 1.0
"""The flattest a stream may lie: this many mm sideways for each mm upwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """One tongue of fire."""

    centre: float
    """Where it stands beside the hearth."""
    half: float
    """Half its width."""
    height: float
    """Its height."""
    phase: float
    """Where in its sway it is."""
    lag: float
    """How much cooler it is than the first."""


TONGUES = tuple(
    Tongue(centre=c, half=w, height=h, phase=phase, lag=lag)
    for c, w, h, phase, lag in (
        (0.0, 0.170, 1.0, 0.0, 0.0),
        (-0.150, 0.112, 0.66, 0.38, 0.05),
        (0.160, 0.116, 0.80, 0.60, 0.04),
        (-0.265, 0.088, 0.42, 0.82, 0.10),
        (0.292, 0.092, 0.56, 0.12, 0.08),
        (-0.365, 0.066, 0.25, 0.50, 0.16),
        (0.400, 0.072, 0.34, 0.92, 0.15),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blaze:
    """The figure of one fire."""

    height: float
    """From the hearth to the highest tip, mm."""
    tongues: Sequence[Tongue]
    """Its tongues, the first the tallest."""
    spread: float
    """How far the tongues stand apart; 1 is a fire that stands free."""
    sway: float
    """How far the tongues swing, as a share of the height."""
    seed: float
    """Where in its sway the fire is, in turns."""
    bowl: float
    """How much higher the outer tongues stand, a rounded hearth."""
    gather: float
    """How far the feet of the tongues are drawn together on the hearth, 0 to 1."""
    lean: float
    """How far the tips are blown to the right, as a share of the height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One tongue cut level: where it stands, which way it streams and how hot it is there."""

    x: float
    """Its middle, mm beside the hearth."""
    half: float
    """Half its width, mm."""
    x_slope: float
    """How far the middle goes to the right for each mm upwards."""
    half_slope: float
    """How much the half-width grows for each mm upwards."""
    x_bow: float
    """How far the middle stands off the chord over one spark, mm."""
    half_bow: float
    """How far the half-width stands off the chord over one spark, mm."""
    along: float
    """How far up the tongue it is cut, 0 to 1."""
    heat: float
    """How far its middle is from the heart of the fire."""
    rim: float
    """How much cooler its rim is."""


def outline(t: float) -> float:
    """Return the half-width at t of the way up: full below, concave to the tip."""
    return 1.22 * power(sin(pi * power(t, 0.58)), 0.9) * power(1 - t, 0.62) if 0 < t < 1 else 0.0


def cut(blaze: Blaze, y: float, length: float) -> list[Slice]:
    """Cut every tongue at height y, feeling the stream over a spark of this length, both in mm."""
    slices = []
    for tongue in sorted(blaze.tongues, key=lambda each: each.height):
        foot = foot_of(blaze, tongue)
        rise = tongue.height * blaze.height
        t = (y - foot) / rise
        if not 0 < t < 1:
            continue
        step = length / 2 / rise
        low, high = max(t - step, 0.0), min(t + step, 1.0)
        x0, x, x1 = (centre_of(blaze, tongue, at) for at in (low, t, high))
        w0, w, w1 = (_half(blaze, tongue, at) for at in (low, t, high))
        run = (high - low) * rise
        slices.append(
            Slice(
                x=x,
                half=w,
                x_slope=(x1 - x0) / run,
                half_slope=(w1 - w0) / run,
                x_bow=x - (x0 + x1) / 2,
                half_bow=w - (w0 + w1) / 2,
                along=t,
                heat=0.04 + 0.82 * power(t, 0.9) * tongue.height + tongue.lag,
                rim=0.16 + 0.42 * min(1.0, 2.2 * t),
            )
        )
    return slices


def foot_of(blaze: Blaze, tongue: Tongue) -> float:
    """Return how high a tongue's foot stands: the outer ones higher, a rounded hearth."""
    return blaze.bowl * power(abs(tongue.centre * blaze.spread), 1.5) * blaze.height


def centre_of(blaze: Blaze, tongue: Tongue, t: float) -> float:
    """Return where the middle of the tongue is at t of the way up, mm beside the hearth."""
    opened = min(t / 0.45, 1.0)
    opened = 1 - blaze.gather * (1 - opened * (2 - opened))
    stand = tongue.centre * blaze.spread * opened * (1 + 0.06 * sin(pi * t) - 0.34 * t)
    swing = (
        blaze.sway
        * tongue.height
        * power(t, 1.3)
        * sin(2 * pi * (0.72 * t + tongue.phase + blaze.seed))
    )
    blown = blaze.lean * power(tongue.height * t, 1.6)
    return (stand + swing + blown) * blaze.height


def _half(blaze: Blaze, tongue: Tongue, t: float) -> float:
    """Return the half-width of the tongue at t of the way up, mm."""
    return tongue.half * (0.5 + 0.5 * blaze.spread) * blaze.height * outline(t)
