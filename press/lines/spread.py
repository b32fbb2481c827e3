"""Where the slack of a line goes: a little into its letters, and when justified into its spaces."""

from __future__ import annotations

from dataclasses import dataclass

from press.lines.costs import Justified, Ragged

EAGER = 1.6
"""Letters take more than their share first: an even grey is seen sooner than a letter 1 % wider."""

HAIR = 1e-3
"""Of a space's width: what keeps a space of the widest that is not seen on this side of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How one line is made as wide as its measure."""

    expansion: float
    """What each letter is widened by, as a part of its width; less than 0 is narrower."""
    spacing: float
    """What each space is widened by, before the expansion."""
    apart: float = 0.0
    """What each letter is moved from the next by, before the expansion."""


def lengthen(ratio: float, costs: Ragged) -> Spread:
    """Make a line longer that is seen to be short, by what nobody sees."""
    near = 0.8 * costs.short
    part = min(1.0, max(0.0, (ratio - near) / (costs.short - near)))
    return Spread(expansion=part * costs.expansion, spacing=0.0)


def spread(
    *,
    natural: float,
    glue: float,
    spaces: int,
    measure: float,
    costs: Justified,
    letters: int = 0,
    apart: float = 0.0,
) -> Spread:
    """Make a line fill its measure exactly.

    Args:
        natural: its width with natural spaces, in any unit.
        glue: the width of its spaces together.
        spaces: how many they are; the expansion alone works on a line without.
        measure: how wide it is to be.
        costs: what letters and spaces may give.
        letters: how many signs have another after them, spaces among them.
        apart: what each of them may be moved from the next by, once spaces are as wide as they may
            be without being seen. The gap between two words grows by two of these as well.
    """
    slack = measure - natural
    most = costs.expansion * natural
    room = (costs.stretch if slack >= 0 else costs.shrink) * glue + most
    wanted = slack * EAGER * most / room if room > 0 else 0.0
    taken = max(-most, min(most, wanted))
    if abs(taken) > abs(slack):
        taken = slack
    expansion = taken / natural if natural > 0 else 0.0
    if not spaces:
        return Spread(expansion=expansion, spacing=0.0)
    left = measure / (1.0 + expansion) - natural
    over = left - ((1.0 + costs.stretch) / (1.0 + expansion) - 1.0 - HAIR) * glue
    moved = 0.0
    if over > 0 and letters > 2 * spaces:
        moved = min(apart, over / (letters - 2 * spaces))
    return Spread(expansion=expansion, spacing=(left - moved * letters) / spaces, apart=moved)
