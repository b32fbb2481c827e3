"""The facts of a file in a few lines, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from press.finding import Finding, Severity
from press.preflight.delivery import POINTS, Delivery
from press.reading.painted import Kind
from press.tools import NotChecked


def summary(subject: Delivery, size: int) -> dict[str, str]:
    """What the file is, line by line."""
    facts, edition = subject.facts, subject.edition
    major, minor = facts.version
    first = facts.pages[0].trimmed if facts.pages else (0.0, 0.0, 0.0, 0.0)
    width, height = (first[2] - first[0]) / POINTS, (first[3] - first[1]) / POINTS
    intent = facts.intents[0] if facts.intents else None
    marks = [mark for page in facts.pages for mark in page.marks]
    pictures = [mark.resolution for mark in marks if mark.kind is Kind.IMAGE and mark.resolution]
    lines = [mark.width for mark in marks if mark.width is not None]
    spaces = dict.fromkeys(mark.ink.space.named() for mark in marks)
    ink = subject.coverage
    return {
        "Trim": f"{width:.4g} × {height:.4g} mm, with {edition.bleed:g} mm of bleed",
        "Extent": f"{len(facts.pages)} pages, {edition.binding}",
        "Kind": f"{facts.xmp.get('GTS_PDFXVersion', 'no PDF/X')}, PDF {major}.{minor}",
        "Printing condition": f"{intent.condition}, {intent.profile}" if intent else "none named",
        "Colours": f"{edition.colours}; painted in {', '.join(spaces) or 'nothing'}",
        "Most ink": "not counted"
        if isinstance(ink, NotChecked)
        else f"{max((one.most for one in ink.values()), default=0):.0f} % of {edition.max_ink} %",
        "Pictures": f"{len(pictures)}, the coarsest {min(pictures):.0f} pixels an inch"
        if pictures
        else "none",
        "Thinnest line": f"{min(lines):.2f} pt" if lines else "none",
        "Transparency": "some" if any(mark.transparent for mark in marks) else "none",
        "Size": f"{size / 1000:,.0f} kB, {len(marks):,} marks",
        "Fonts": ", ".join(
            sorted({font.name.strip(",").replace("-", " ") for font in facts.fonts})
        ),
    }


def as_json(
    subject: Delivery,
    found: Mapping[str, Sequence[Finding]],
    *,
    publication: str,
    edition: str,
    file: str,
    size: int,
) -> str:
    """All that was found, for machines; boxes in pt from the media box's corner."""
    ink = subject.coverage
    record: dict[str, Any] = {
        "publication": publication,
        "edition": edition,
        "file": file,
        "clean": all(one.severity is Severity.NOTICE for group in found.values() for one in group),
        "facts": summary(subject, size),
        "pages": [
            {
                "page": page.index + 1,
                "folio": page.label,
                "media": page.media,
                "bleed": page.bleed,
                "trim": page.trim,
                "ink": None
                if isinstance(ink, NotChecked) or page.index not in ink
                else {
                    "most": round(ink[page.index].most, 1),
                    "mean": [round(plate, 1) for plate in ink[page.index].plates],
                },
            }
            for page in subject.facts.pages
        ],
        "findings": [
            {
                "group": name,
                "code": finding.code,
                "severity": str(finding.severity),
                "page": finding.spot.page + 1 if finding.spot else None,
                "box": finding.spot.box if finding.spot else None,
                "message": finding.message,
                "remedy": finding.remedy,
            }
            for name, group in found.items()
            for finding in group
        ],
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"
