"""Rules for the copy and for proofs of it, in families; each yields findings.

The families that need no judgement stand guard before publishing: what they call an error stops the
edition.
"""

from __future__ import annotations

from collections.abc import Mapping

from press.finding import Finding
from press.proofreading.contents import listing
from press.proofreading.family import Family
from press.proofreading.guards import GUARDS
from press.proofreading.proof import Copy, Proof
from press.proofreading.templates import words_of_templates
from press.rule import Rule, judged


def copy_findings(copy: Copy, families: Mapping[str, Family]) -> list[Finding]:
    """What can be said before any page is set."""
    return [found for family in families.values() for found in judged(family.copy, copy)]


def proof_findings(proof: Proof, families: Mapping[str, Family]) -> list[Finding]:
    """What can be said of a finished file."""
    return [found for family in families.values() for found in judged(family.proof, proof)]


__all__ = [
    "GUARDS",
    "Copy",
    "Family",
    "Proof",
    "Rule",
    "copy_findings",
    "judged",
    "listing",
    "proof_findings",
    "words_of_templates",
]
