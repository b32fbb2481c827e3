"""The report on a file: one page of HTML that asks for nothing, with each finding in its place."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from press import reading
from press.finding import Finding, Severity
from press.preflight.delivery import POINTS, Delivery
from press.preflight.facts import summary
from press.reading import Box, Coverage, PrintPage
from press.tools import NotChecked

STYLE = Path(__file__).with_name("page.css")
DOTS = 60
"""Dots an inch of each picture."""
COMMAND = re.compile(r"`([^`]+)`")
DISC = 8.0
"""The radius of a finding's number, in pt of the page."""
LONG, WIDE = 90, "wide"
"""A fact of more characters takes the whole width."""
CHART = 100.0
"""The height of the chart of ink."""


def as_page(
    content: bytes,
    subject: Delivery,
    found: Mapping[str, Sequence[Finding]],
    *,
    title: str,
    file: str,
) -> str:
    """The whole page.

    Args:
        content: the file.
        subject: its facts and the order's.
        found: the findings by the titles of their groups.
        title: the publication's, with the edition.
        file: the file's name.
    """
    findings = [finding for group in found.values() for finding in group]
    numbers = {id(finding): number for number, finding in enumerate(findings, start=1)}
    pictures = [base64.b64encode(one).decode() for one in reading.sheets(content, dots=DOTS)]
    sheets = _Sheets(subject, numbers, pictures)
    parts = [
        _head(title),
        '<body><a class="far" href="#findings">To the findings</a>',
        f'<header><p class="soft">Preflight of <code>{escape(file)}</code></p>'
        f"<h1>{escape(title)}</h1>{_verdict(findings)}</header><main>",
        '<h2 id="facts">The file</h2>',
        _facts(subject, len(content)),
        '<h2 id="findings">Findings</h2>',
        *(_group(name, group, numbers, subject) for name, group in found.items() if group),
        "" if findings else '<p class="soft">None.</p>',
        *_ink(subject),
        *sheets.faulty(findings),
        *sheets.others(findings),
        "</main><footer><p>These are the press's own checks. No free program certifies PDF/X, and "
        "nothing here says that the file is certified. Ink is counted at "
        f"{reading.DOTS} dots an inch.</p></footer></body></html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _head(title: str) -> str:
    style = STYLE.read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
        f"<title>Preflight: {escape(title)}</title><style>\n{style}</style></head>"
    )


def counted(findings: Iterable[Finding]) -> str:
    """How many of each severity."""
    numbers = Counter(finding.severity for finding in findings)
    return ", ".join(
        f"{numbers[one]} {one}{'s' if numbers[one] > 1 else ''}" for one in Severity if numbers[one]
    )


def _verdict(findings: Sequence[Finding]) -> str:
    worst = next(
        (one for one in Severity if any(finding.severity is one for finding in findings)), None
    )
    said = {
        Severity.ERROR: "Not fit to print as ordered",
        Severity.WARNING: "To be looked at before it goes",
        Severity.NOTICE: "Clean by our checks, as far as they were made",
        None: "Clean by our checks",
    }[worst]
    told = counted(findings) or "nothing found"
    return f'<p class="verdict {worst or "clean"}"><strong>{said}</strong><span>{told}</span></p>'


def _facts(subject: Delivery, size: int) -> str:
    rows = "".join(
        f'<div class="{WIDE if len(said) > LONG else ""}"><dt>{escape(name)}</dt>'
        f"<dd>{escape(said)}</dd></div>"
        for name, said in summary(subject, size).items()
    )
    return f'<dl class="facts">{rows}</dl>'


def _group(
    title: str, findings: Sequence[Finding], numbers: Mapping[int, int], subject: Delivery
) -> str:
    items = "".join(_item(finding, numbers[id(finding)], subject) for finding in findings)
    return f'<h3>{escape(title)}</h3><ul class="findings">{items}</ul>'


def _item(finding: Finding, number: int, subject: Delivery | None) -> str:
    where = ""
    if subject is not None and finding.spot is not None:
        page = subject.facts.pages[finding.spot.page]
        where = f'<a href="#page-{page.index + 1}">{escape(page.name)}</a>: '
    disc = f'<span class="number">{number}</span> ' if finding.spot else ""
    return (
        f'<li class="{finding.severity}"><span class="tag">{finding.severity}</span><div>'
        f"<p>{disc}{where}{_words(finding.message)}</p>"
        f'<p class="soft">{_words(finding.remedy)}. '
        f"<code>{escape(finding.code)}</code></p></div></li>"
    )


def _words(said: str) -> str:
    """A sentence with its capital, and commands in their own type."""
    return COMMAND.sub(r"<code>\1</code>", escape(said[:1].upper() + said[1:]))


def _ink(subject: Delivery) -> Iterator[str]:
    """A bar a page: the most ink on one spot, with the limit."""
    yield '<h2 id="ink">Ink</h2>'
    if isinstance(subject.coverage, NotChecked):
        yield f'<p class="soft">Not counted: {escape(subject.coverage.meaning)}.</p>'
        return
    limit = subject.edition.max_ink
    most = max((ink.most for ink in subject.coverage.values()), default=0.0)
    top = max(400.0, most)
    wide = CHART * 10 / max(1, len(subject.facts.pages))
    bars = []
    for index, ink in subject.coverage.items():
        page = subject.facts.pages[index]
        height = ink.most / top * CHART
        over = " over" if ink.heavy else ""
        bars.append(
            f'<rect class="bar{over}" x="{page.index * wide + wide * 0.15:.1f}" '
            f'y="{CHART - height:.1f}" width="{wide * 0.7:.1f}" height="{height:.1f}">'
            f"<title>{escape(page.name)}: {ink.most:.0f} %</title></rect>"
        )
    at = CHART - limit / top * CHART
    yield (
        f'<div class="chart"><svg viewBox="0 0 {CHART * 10:.0f} {CHART:.0f}" role="img" '
        f'preserveAspectRatio="none" aria-label="The most ink on one spot of each page; at most '
        f'{most:.0f} per cent, allowed are {limit}">{"".join(bars)}'
        f'<line class="foot" x1="0" x2="{CHART * 10:.0f}" y1="{CHART:.0f}" y2="{CHART:.0f}"/>'
        f'<line class="limit" x1="0" x2="{CHART * 10:.0f}" y1="{at:.1f}" y2="{at:.1f}"/></svg>'
        f"<p>The most ink on one spot of each page, first to last; the dashed line is the limit of "
        f"{limit} %. The most in the file is {most:.0f} %.</p></div>"
    )


class _Sheets:
    """The pages, with boxes and findings drawn on them."""

    def __init__(
        self, subject: Delivery, numbers: Mapping[int, int], pictures: Sequence[str]
    ) -> None:
        self.subject = subject
        self.numbers = numbers
        self.pictures = pictures

    def faulty(self, findings: Sequence[Finding]) -> Iterator[str]:
        """The pages on which something was found, large, each beside its findings."""
        pages = [page for page in self.subject.facts.pages if _on(page, findings)]
        if pages:
            yield f'<h2 id="faulty">Pages with findings</h2>{self._legend()}'
        for page in pages:
            here = _on(page, findings)
            items = "".join(_item(one, self.numbers[id(one)], None) for one in here)
            yield (
                f'<section class="faulty" id="page-{page.index + 1}">{self._figure(page, here)}'
                f"<div><h3>{escape(page.name[:1].upper() + page.name[1:])}</h3>"
                f'<ul class="findings">{items}</ul></div></section>'
            )

    def others(self, findings: Sequence[Finding]) -> Iterator[str]:
        """The other pages, small."""
        pages = [page for page in self.subject.facts.pages if not _on(page, findings)]
        if not pages:
            return
        every = len(pages) == len(self.subject.facts.pages)
        yield f"<h2>{'All pages' if every else 'The other pages'}</h2>"
        yield self._legend() if every else ""
        items = "".join(
            f'<li id="page-{page.index + 1}">{self._figure(page, ())}</li>' for page in pages
        )
        yield f'<ul class="pages">{items}</ul>'

    def _legend(self) -> str:
        edition = self.subject.edition
        kinds = {
            "trim": "trim: the paper's edge",
            "bleed": f"bleed, {edition.bleed:g} mm",
            "safe": f"safe area, {edition.safe_area:g} mm from the trim",
        }
        items = "".join(
            f'<li><svg viewBox="0 0 30 10" aria-hidden="true"><line class="{name}" x1="0" y1="5" '
            f'x2="30" y2="5"/></svg>{said}</li>'
            for name, said in kinds.items()
        )
        return f'<ul class="legend">{items}</ul>'

    def _figure(self, page: PrintPage, findings: Sequence[Finding]) -> str:
        width, height = page.media[2], page.media[3]
        told = f"{len(findings)} findings marked" if findings else "nothing found"
        drawn = _beside(page) + "".join(
            _rect(name, box, height)
            for name, box in (
                ("bleed", page.bled),
                ("safe", self._safe(page)),
                ("trim", page.trimmed),
            )
        )
        drawn += "".join(_spot(finding, self.numbers[id(finding)], page) for finding in findings)
        return (
            f'<figure><div class="sheet" style="aspect-ratio:{width:.2f}/{height:.2f}">'
            f'<img src="data:image/jpeg;base64,{self.pictures[page.index]}" width="{width:.0f}" '
            f'height="{height:.0f}" alt="{escape(page.name)}: {told}">'
            f'<svg viewBox="0 0 {width:.2f} {height:.2f}" aria-hidden="true">{drawn}</svg></div>'
            f"{self._caption(page)}</figure>"
        )

    def _safe(self, page: PrintPage) -> Box:
        left, bottom, right, top = page.trimmed
        safe = self.subject.edition.safe_area * POINTS
        return left + safe, bottom + safe, right - safe, top - safe

    def _caption(self, page: PrintPage) -> str:
        ink = self._coverage(page)
        said = f'<span class="soft">{ink.most:.0f} % at most</span>' if ink else ""
        name = f"{page.index + 1}" + (
            f" ({page.label})" if page.label != str(page.index + 1) else ""
        )
        caption = f"<figcaption><span>Page {escape(name)}</span>{said}</figcaption>"
        if ink is None:
            return caption
        told = ", ".join(
            f"{plate} {value:.0f} %"
            for plate, value in zip(("cyan", "magenta", "yellow", "black"), ink.plates, strict=True)
        )
        bars = "".join(
            f'<span><i class="{plate}" style="width:{value:.1f}%"></i></span>'
            for plate, value in zip("cmyk", ink.plates, strict=True)
        )
        return (
            f'{caption}<div class="plates" role="img" aria-label="Mean ink: {told}" '
            f'title="Mean ink: {told}">{bars}</div>'
        )

    def _coverage(self, page: PrintPage) -> Coverage | None:
        coverage = self.subject.coverage
        return None if isinstance(coverage, NotChecked) else coverage.get(page.index)


def _on(page: PrintPage, findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.spot is not None and one.spot.page == page.index]


def _beside(page: PrintPage) -> str:
    """A veil over what lies outside the bleed."""
    left, bottom, right, top = page.bled
    width, height = page.media[2], page.media[3]
    return (
        f'<path class="beside" fill-rule="evenodd" d="M0 0H{width:.2f}V{height:.2f}H0Z'
        f'M{left:.2f} {height - top:.2f}H{right:.2f}V{height - bottom:.2f}H{left:.2f}Z"/>'
    )


def _rect(name: str, box: Box, height: float) -> str:
    left, bottom, right, top = box
    return (
        f'<rect class="{name}" x="{left:.2f}" y="{height - top:.2f}" '
        f'width="{max(0.0, right - left):.2f}" height="{max(0.0, top - bottom):.2f}"/>'
    )


def _spot(finding: Finding, number: int, page: PrintPage) -> str:
    """A finding's place with its number, or its number alone where it is the whole page's."""
    width, height = page.media[2], page.media[3]
    box = finding.spot.box if finding.spot else None
    around = ""
    x, y = DISC * 1.6, DISC * 1.6
    if box is not None:
        grown = (box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2)
        around = _rect("spot", grown, height) * 2
        x = grown[0] - DISC if grown[0] > 2 * DISC else min(grown[2] + DISC, width - DISC)
        y = min(max(height - (grown[1] + grown[3]) / 2, DISC), height - DISC)
    return (
        f'<g class="{finding.severity}">{around}<circle cx="{x:.1f}" cy="{y:.1f}" r="{DISC}"/>'
        f'<text x="{x:.1f}" y="{y + 3:.1f}">{number}</text></g>'
    )


__all__ = ["POINTS", "as_page", "counted"]
