"""Accessibility: what outside judges say and what our own rules hear and see, in one report.

A machine sees a part of what access asks. Nothing here says that anything conforms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.access import colours, hearing, verdicts
from press.access.contrast import ENTRIES, Pair, Palette, palette
from press.access.page import as_page, dressed
from press.access.record import as_json, as_yaml, kept
from press.access.subject import Heard, Meaning, Subject, Told, Verdict, meanings
from press.access.verdicts import unjudged
from press.finding import Finding
from press.rule import Rule, judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rules about one thing."""

    title: str
    rules: tuple[Rule[Subject], ...]


GROUPS: dict[str, Group] = {
    "judges": Group(title="Outside judges", rules=verdicts.RULES),
    "colours": Group(title="Contrast of the design", rules=colours.RULES),
    "hearing": Group(title="Headings, links, pictures and order", rules=hearing.RULES),
}
"""The groups, in the order of their telling."""

CRITERIA: Mapping[str, tuple[str, ...]] = {
    "contrast-low": ("1.4.3",),
    "heading-skipped": ("1.3.1", "2.4.6"),
    "link-says-nothing": ("2.4.4",),
    "link-words-twice": ("2.4.4",),
    "picture-unheard": ("1.1.1",),
    "sections-out-of-order": ("1.3.2",),
    "words-lost": ("1.3.2",),
    "content-untagged": ("1.3.1",),
    "structure-words": ("1.3.2",),
    "heading-gap": ("1.3.1", "2.4.6"),
    "link-undescribed": ("2.4.4",),
    "link-untagged": ("1.3.1",),
    "figure-untold": ("1.1.1",),
}
"""What of WCAG 2.2 our own rules touch; those of `proofreading` are asked of the same files."""
CLAUSES: tuple[str, ...] = ("1.1.1", "1.3.1", "2.4.2", "3.1.1")
"""What of it PDF/UA-1 asks too: alternatives (7.3), tags and title (7.1), language (7.2); see the
W3C's techniques PDF1, PDF9, PDF18 and PDF16."""


def findings(subject: Subject) -> dict[str, list[Finding]]:
    """What breaks any rule, group by group."""
    return {name: judged(group.rules, subject) for name, group in GROUPS.items()}


__all__ = [
    "CLAUSES",
    "CRITERIA",
    "ENTRIES",
    "GROUPS",
    "Group",
    "Heard",
    "Meaning",
    "Pair",
    "Palette",
    "Subject",
    "Told",
    "Verdict",
    "as_json",
    "as_page",
    "as_yaml",
    "dressed",
    "findings",
    "kept",
    "meanings",
    "palette",
    "unjudged",
]
