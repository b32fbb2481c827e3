"""The success criteria of WCAG 2.2 at levels A and AA (W3C Recommendation, 12 December 2024).

The names are the standard's own. Which of them anything has touched is told by those who judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

STANDARD = "https://www.w3.org/TR/WCAG22/"
PRINCIPLES = {"1": "Perceivable", "2": "Operable", "3": "Understandable", "4": "Robust"}
"""By the first figure of a criterion's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A success criterion."""

    number: str
    """`1.4.3`."""
    level: Literal["A", "AA"]
    name: str

    @property
    def address(self) -> str:
        """Where the standard has it; its anchors are its names."""
        words = re.findall(r"[a-z-]+", self.name.lower())
        return f"{STANDARD}#{'-'.join(words)}"


CRITERIA: tuple[Criterion, ...] = (
    Criterion(number="1.1.1", level="A", name="Non-text Content"),
    Criterion(number="1.2.1", level="A", name="Audio-only and Video-only (Prerecorded)"),
    Criterion(number="1.2.2", level="A", name="Captions (Prerecorded)"),
    Criterion(
        number="1.2.3", level="A", name="Audio Description or Media Alternative (Prerecorded)"
    ),
    Criterion(number="1.2.4", level="AA", name="Captions (Live)"),
    Criterion(number="1.2.5", level="AA", name="Audio Description (Prerecorded)"),
    Criterion(number="1.3.1", level="A", name="Info and Relationships"),
    Criterion(number="1.3.2", level="A", name="Meaningful Sequence"),
    Criterion(number="1.3.3", level="A", name="Sensory Characteristics"),
    Criterion(number="1.3.4", level="AA", name="Orientation"),
    Criterion(number="1.3.5", level="AA", name="Identify Input Purpose"),
    Criterion(number="1.4.1", level="A", name="Use of Color"),
    Criterion(number="1.4.2", level="A", name="Audio Control"),
    Criterion(number="1.4.3", level="AA", name="Contrast (Minimum)"),
    Criterion(number="1.4.4", level="AA", name="Resize Text"),
    Criterion(number="1.4.5", level="AA", name="Images of Text"),
    Criterion(number="1.4.10", level="AA", name="Reflow"),
    Criterion(number="1.4.11", level="AA", name="Non-text Contrast"),
    Criterion(number="1.4.12", level="AA", name="Text Spacing"),
    Criterion(number="1.4.13", level="AA", name="Content on Hover or Focus"),
    Criterion(number="2.1.1", level="A", name="Keyboard"),
    Criterion(number="2.1.2", level="A", name="No Keyboard Trap"),
    Criterion(number="2.1.4", level="A", name="Character Key Shortcuts"),
    Criterion(number="2.2.1", level="A", name="Timing Adjustable"),
    Criterion(number="2.2.2", level="A", name="Pause, Stop, Hide"),
    Criterion(number="2.3.1", level="A", name="Three Flashes or Below Threshold"),
    Criterion(number="2.4.1", level="A", name="Bypass Blocks"),
    Criterion(number="2.4.2", level="A", name="Page Titled"),
    Criterion(number="2.4.3", level="A", name="Focus Order"),
    Criterion(number="2.4.4", level="A", name="Link Purpose (In Context)"),
    Criterion(number="2.4.5", level="AA", name="Multiple Ways"),
    Criterion(number="2.4.6", level="AA", name="Headings and Labels"),
    Criterion(number="2.4.7", level="AA", name="Focus Visible"),
    Criterion(number="2.4.11", level="AA", name="Focus Not Obscured (Minimum)"),
    Criterion(number="2.5.1", level="A", name="Pointer Gestures"),
    Criterion(number="2.5.2", level="A", name="Pointer Cancellation"),
    Criterion(number="2.5.3", level="A", name="Label in Name"),
    Criterion(number="2.5.4", level="A", name="Motion Actuation"),
    Criterion(number="2.5.7", level="AA", name="Dragging Movements"),
    Criterion(number="2.5.8", level="AA", name="Target Size (Minimum)"),
    Criterion(number="3.1.1", level="A", name="Language of Page"),
    Criterion(number="3.1.2", level="AA", name="Language of Parts"),
    Criterion(number="3.2.1", level="A", name="On Focus"),
    Criterion(number="3.2.2", level="A", name="On Input"),
    Criterion(number="3.2.3", level="AA", name="Consistent Navigation"),
    Criterion(number="3.2.4", level="AA", name="Consistent Identification"),
    Criterion(number="3.2.6", level="A", name="Consistent Help"),
    Criterion(number="3.3.1", level="A", name="Error Identification"),
    Criterion(number="3.3.2", level="A", name="Labels or Instructions"),
    Criterion(number="3.3.3", level="AA", name="Error Suggestion"),
    Criterion(number="3.3.4", level="AA", name="Error Prevention (Legal, Financial, Data)"),
    Criterion(number="3.3.7", level="A", name="Redundant Entry"),
    Criterion(number="3.3.8", level="AA", name="Accessible Authentication (Minimum)"),
    Criterion(number="4.1.2", level="A", name="Name, Role, Value"),
    Criterion(number="4.1.3", level="AA", name="Status Messages"),
)
"""In the standard's order; 4.1.1 is no longer one of them."""
NUMBERS = frozenset(one.number for one in CRITERIA)


def in_order(number: str) -> tuple[int, ...]:
    """What puts the numbers of criteria into the standard's order: 1.4.3 before 1.4.10."""
    return tuple(int(part) for part in number.split("."))
