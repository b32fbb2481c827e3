"""Handing over: the finished print file held against the order, and told on a page of its own.

Nothing is made here, and nothing published but the report beside the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from press import assets, layouts, output, preflight, publication, report
from press.errors import UsageError, did_you_mean
from press.finding import Finding
from press.preflight import GROUPS
from press.proofreading import silences
from press.publication import Order
from press.report import Report, Section

PAGE, RECORD = "preflight.html", "preflight.json"
"""What is written beside the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What preflight says of one file."""

    file: str
    report: Report
    page: str
    """The report as HTML."""
    record: str
    """The same as JSON."""


FORMATS: dict[str, Callable[[Handover], str]] = {
    "text": lambda one: report.text(one.report),
    "json": lambda one: one.record,
    "html": lambda one: one.page,
}
"""A row a format."""


def chosen(name: str) -> Callable[[Handover], str]:
    """What writes a format.

    Raises:
        UsageError: there is no such format.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no format “{name}”", hint=did_you_mean(name, FORMATS))
    return FORMATS[name]


def preflights(
    root: Path, name: str, edition: str | None = None, *, file: Path | None = None
) -> Iterator[Handover]:
    """Hold finished print files against the order, one by one.

    The report of an edition's own file is written beside it.

    Args:
        root: the root of the repository.
        name: the publication.
        edition: the edition; all that go to a printer when not said.
        file: a file to be held against the edition's order, instead of its own.

    Raises:
        UsageError: no edition goes to a printer, the file is not there, or fits several.
        PressError: the order or the layout cannot be read, or the file is no PDF.
    """
    order = publication.load(root, name)
    layout = layouts.load(root, order.publication.layout, place=order.place("layout"))
    faces = assets.font_faces(root, layout.fonts(), place=layout.fonts_place)
    wanted = _editions(order, edition)
    if file is not None and len(wanted) > 1:
        raise UsageError(
            "one file cannot be held against several editions",
            hint=f"name one: -e {wanted[0]}",
        )
    for one in wanted:
        path = file or output.published(root, name, one) / f"{name}-{one}.pdf"
        content = _content(path)
        with preflight.syntax_read(content) as syntax:
            subject = preflight.delivery(
                content,
                edition=order.edition(one),
                faces=faces,
                counted=preflight.TELLING,
                syntax=syntax,
            )
        subject = replace(subject, verdict=preflight.second_reading(content))
        heard, silenced = _heard(order, preflight.findings(subject))
        told = _told(order, one, path.name, heard=heard, silenced=silenced)
        titled = {GROUPS[group].title: found for group, found in heard.items()}
        title = f"{order.publication.full_title}, {one}"
        made = Handover(
            file=path.name,
            report=told,
            page=preflight.as_page(content, subject, titled, title=title, file=path.name),
            record=preflight.as_json(
                subject, heard, publication=name, edition=one, file=path.name, size=len(content)
            ),
        )
        if file is None:
            for beside, text in ((PAGE, made.page), (RECORD, made.record)):
                output.add_file(root, name, one, name=beside, content=text.encode())
        yield made


def _editions(order: Order, edition: str | None) -> list[str]:
    """The editions that go to a printer, or the one that is named."""
    if edition is not None:
        if order.edition(edition).format not in preflight.FORMATS:
            raise UsageError(
                f"the edition “{edition}” does not go to a printer",
                hint="preflight is for editions of the format print-pdf",
            )
        return [edition]
    editions = order.publication.editions
    wanted = [name for name, one in editions.items() if one.format in preflight.FORMATS]
    if not wanted:
        raise UsageError(
            f"no edition of {order.name} goes to a printer",
            hint="give one the format print-pdf in publication.yaml",
        )
    return wanted


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(
            f"{path.name} cannot be read: {reason}", hint="make it first, with `invoke pdf`"
        ) from error


def _heard(order: Order, found: dict[str, list[Finding]]) -> tuple[dict[str, list[Finding]], int]:
    """The findings that the publication does not silence, and how many it does."""
    everything = [finding for group in found.values() for finding in group]
    heard = silences.heard(everything, order.publication.silences)
    taken = {id(finding) for finding in heard.silenced}
    left = {
        name: [finding for finding in group if id(finding) not in taken]
        for name, group in found.items()
    }
    return left, len(heard.silenced)


def _told(
    order: Order, edition: str, file: str, *, heard: dict[str, list[Finding]], silenced: int
) -> Report:
    sections = [
        Section(
            name=name,
            title=group.title,
            codes=tuple(rule.code for rule in group.rules),
            findings=tuple(heard[name]),
        )
        for name, group in GROUPS.items()
    ]
    return Report(
        publication=f"{order.name}, {file}",
        editions=(edition,),
        sections=tuple(sections),
        silenced=silenced,
        explanations={rule.code: rule.explanation for one in GROUPS.values() for rule in one.rules},
    )


__all__ = ["FORMATS", "PAGE", "RECORD", "Handover", "chosen", "preflights"]
