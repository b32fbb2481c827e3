"""The report as a page of HTML that asks for nothing; the statement in the same dress."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from press.access.contrast import Pair
from press.access.subject import Subject
from press.access.verdicts import row_of
from press.criteria import CRITERIA, STANDARD
from press.finding import Finding, Severity

STYLE = Path(__file__).with_name("page.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
TOLD = {
    Severity.ERROR: "Something was found that keeps readers out",
    Severity.WARNING: "Something was found that somebody should look at",
    Severity.NOTICE: "Nothing was found, as far as it was checked",
    None: "Nothing was found by the checks that were made",
}
"""The headline, by the worst that was found. No headline says that anything conforms."""


def as_page(
    subject: Subject,
    found: Mapping[str, Sequence[Finding]],
    *,
    accepted: Sequence[tuple[Finding, str]],
    title: str,
    found_on: str,
) -> str:
    """The whole report.

    Args:
        subject: what was gathered.
        found: the findings, by the titles of their groups.
        accepted: what the publication accepts, each with its reason.
        title: the publication's.
        found_on: the digest of words and layout.
    """
    everything = [finding for group in found.values() for finding in group]
    parts = [
        f'<p class="over">Accessibility of</p><h1>{escape(title)}</h1>{_headline(everything)}',
        "<p>Automated checks see a part of what accessibility asks. Nothing here claims that "
        "anything conforms with a standard.</p>",
        '<h2 id="judges">Who judged what</h2>',
        *_verdicts(subject),
        '<h2 id="findings">Findings</h2>',
        *_findings(found),
        *_accepted(accepted),
        '<h2 id="undecided">What axe-core could not decide</h2>',
        *_undecided(subject),
        '<h2 id="contrast">Contrast of the design</h2>',
        *_contrast(subject),
        '<h2 id="criteria">Success criteria</h2>',
        *_criteria(subject),
        f'<p class="soft">Found on the words and the layout with the digest '
        f"<code>{escape(found_on)}</code>.</p>",
    ]
    return dressed("\n".join(parts), title=f"Accessibility report: {title}")


def dressed(body: str, *, title: str) -> str:
    """A page that stands alone.

    Args:
        body: what stands in it, as HTML.
        title: its title, as text.
    """
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>\n{STYLE.read_text(encoding='utf-8')}</style>"
        f"</head><body><main>\n{body}\n</main></body></html>\n"
    )


def _headline(findings: Sequence[Finding]) -> str:
    worst = next(
        (one for one in Severity if any(finding.severity is one for finding in findings)), None
    )
    return f'<p class="headline {worst or "clean"}">{TOLD[worst]}</p>'


def _verdicts(subject: Subject) -> Iterator[str]:
    for edition in dict.fromkeys(one.edition for one in subject.verdicts):
        yield f"<h3>{escape(edition)}</h3><dl>"
        for one in subject.verdicts:
            if one.edition == edition:
                kind = one.word.replace(" ", "-")
                count = f" ({len(one.told)})" if one.told else ""
                yield (
                    f'<div><dt>{escape(one.title)} <span class="word {kind}">{one.word}{count}'
                    f"</span></dt><dd>{escape(one.ran)}</dd></div>"
                )
        yield "</dl>"


def _findings(found: Mapping[str, Sequence[Finding]]) -> Iterator[str]:
    if not any(found.values()):
        yield "<p>None.</p>"
    for title, findings in found.items():
        if findings:
            yield f"<h3>{escape(title)}</h3><ul>{''.join(map(_finding, findings))}</ul>"


def _accepted(accepted: Sequence[tuple[Finding, str]]) -> Iterator[str]:
    if accepted:
        yield "<h3>Accepted by the publication, with a reason</h3><ul>"
        for finding, reason in accepted:
            yield (
                f"<li>{escape(finding.page)}: {escape(finding.message)}. "
                f'<span class="soft">{escape(reason)} <code>{escape(finding.code)}</code></span>'
                "</li>"
            )
        yield "</ul>"


def _finding(finding: Finding) -> str:
    where = "; ".join(str(part) for part in (finding.page, finding.place) if part)
    return (
        f'<li><span class="word {finding.severity}">{finding.severity}</span> '
        f"{escape(where)}: {escape(finding.message)}. "
        f'<span class="soft">{escape(finding.remedy)}. <code>{escape(finding.code)}</code></span>'
        "</li>"
    )


def _undecided(subject: Subject) -> Iterator[str]:
    sightings = [one for seen in subject.undecided.values() for one in seen]
    if not sightings:
        yield "<p>Nothing was left undecided.</p>"
        return
    groups: dict[tuple[str, str, int], list[str]] = {}
    rows = list(subject.judged)
    for one in sightings:
        row = row_of(one, subject.judged)
        key = (one.rule, one.why, rows.index(row) if row else -1)
        groups.setdefault(key, []).append(f"{one.page} {one.target}")
    yield "<ul>"
    for (rule, why, index), places in groups.items():
        said = "Nobody has looked at it."
        if index >= 0:
            row = rows[index]
            said = f"Looked at: {row.looked} It {row.verdict}: {row.reason}"
        yield (
            f"<li><code>{escape(rule)}</code> ({escape(why)}), {len(places)} elements, the first "
            f"at {escape(places[0])}. {escape(said)}</li>"
        )
    yield "</ul>"


def _contrast(subject: Subject) -> Iterator[str]:
    for edition, palette in subject.palettes.items():
        least = palette.pairs[0].least if palette.pairs else 0
        yield (
            f'<h3>{escape(edition)}</h3><p class="soft">At least {least:g} to 1 is asked.</p>'
            '<ul class="swatches">'
        )
        yield from map(_swatch, palette.pairs)
        yield "</ul>"


def _swatch(pair: Pair) -> str:
    kind = "" if pair.stands_out else ' <span class="word error">too low</span>'
    return (
        f'<li><span class="swatch" aria-hidden="true" style="color:{pair.text_colour};'
        f'background:{pair.ground_colour}">Aa</span> <strong>{pair.ratio:.2f}</strong> '
        f"<span>{escape(pair.text)} on {escape(pair.ground)}, {pair.scheme}{kind}</span></li>"
    )


def _criteria(subject: Subject) -> Iterator[str]:
    yield (
        f'<p>The success criteria of <a href="{STANDARD}">WCAG 2.2</a>, levels A and AA: what a '
        "machine has seen a part of, and what it has not.</p><ul>"
    )
    for one in CRITERIA:
        seen = [
            f"{verdict.edition} ({verdict.title})"
            for verdict in subject.verdicts
            if verdict.absent is None and one.number in verdict.criteria
        ]
        told = f"partly, by machine: {', '.join(seen)}" if seen else "nobody has assessed it"
        yield f"<li>{one.number} {escape(one.name)}, {one.level}: {escape(told)}</li>"
    yield "</ul>"
