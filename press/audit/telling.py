"""What was found is told: as a report, a page, a record, a statement, and as what is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from press import access, works
from press.access import Subject
from press.audit.found import TITLES, Found
from press.criteria import NUMBERS
from press.editions.job import Audited
from press.editions.web import statement
from press.proofreading.families import FAMILIES
from press.report import Report, Section
from press.rule import Rule
from press.works import Work

PAGE_OF_SITE = re.compile(r'href="([\w-]+\.html)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was found of a publication's accessibility."""

    report: Report
    page: str
    """The report as HTML."""
    record: str
    """The same as JSON."""
    statement: str
    """The accessibility statement, as a page that stands alone."""
    kept: str
    """What a site makes its statement of, as YAML."""


def told(work: Work, subject: Subject, found: Sequence[Found]) -> Audit:
    """What was found, in all its forms."""
    order, state = work.order, works.digest(work)
    left = {
        group: [one.finding for one in found if one.group == group and not one.accepted]
        for group in TITLES
    }
    accepted = [(one.finding, one.accepted) for one in found if one.accepted]
    record = access.kept(
        subject,
        found_on=state,
        findings=[finding for group in left.values() for finding in group],
        accepted=accepted,
        editions=list(order.publication.editions),
    )
    titled = {TITLES[group]: findings for group, findings in left.items()}
    title = order.publication.full_title
    return Audit(
        report=Report(
            publication=order.name,
            editions=tuple(order.publication.editions),
            sections=tuple(
                Section(
                    name=name,
                    title=TITLES[name],
                    codes=tuple(rule.code for rule in _rules(name)),
                    findings=tuple(findings),
                )
                for name, findings in left.items()
            ),
            silenced=len(accepted),
            table=tuple(_table(work, subject)),
            explanations={rule.code: rule.explanation for name in left for rule in _rules(name)},
        ),
        page=access.as_page(subject, titled, accepted=accepted, title=title, found_on=state),
        record=access.as_json(subject, left, publication=order.name, found_on=state),
        statement=_statement(work, Audited(record=record, fits=True)),
        kept=access.as_yaml(record),
    )


def _rules(name: str) -> Iterable[Rule[Any]]:
    return access.GROUPS[name].rules if name in access.GROUPS else FAMILIES[name].rules


def _table(work: Work, subject: Subject) -> Iterator[str]:
    """Who judged what, a line a verdict; then how much of WCAG anybody has touched."""
    for one in subject.verdicts:
        word = f"{one.word} ({len(one.told)})" if one.told else one.word
        yield f"{one.edition:12} {word:15} {one.title}: {one.ran}"
    here = [one for one in subject.verdicts if one.absent is None]
    touched = {number for one in here for number in one.criteria}
    people = {one.criterion for one in work.order.publication.access.assessed}
    yield ""
    yield (
        f"Of {len(NUMBERS)} success criteria of WCAG 2.2, A and AA, people have assessed "
        f"{len(people)} and machines have seen a part of {len(touched)}; nobody has assessed "
        f"the other {len(NUMBERS - touched - people)}. No conformance is claimed."
    )


def _statement(work: Work, audited: Audited) -> str:
    """The statement as a page of its own; its links to the site's pages lead to the made site."""
    order = work.order
    editions = order.publication.editions
    site = next((name for name, one in editions.items() if one.format == "web"), "")
    job = works.job_of(work, site or next(iter(editions)))
    words = PAGE_OF_SITE.sub(rf'href="../{site}/\1', statement.words(job, audited))
    title = "Accessibility"
    return access.dressed(
        f"<h1>{title}</h1>\n{words}", title=f"{title} – {order.publication.full_title}"
    )


__all__ = ["Audit", "told"]
