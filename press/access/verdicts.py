"""What outside judges say becomes findings, each judge a code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from press.access.subject import Subject, Told
from press.finding import Severity
from press.layouts import Judged
from press.rule import Rule, Slip, rule
from press.tools import Sighting


def unjudged(sightings: Iterable[Sighting], judged: Sequence[Judged]) -> list[Sighting]:
    """What axe left undecided and nobody has looked at."""
    return [one for one in sightings if row_of(one, judged) is None]


def row_of(one: Sighting, judged: Sequence[Judged]) -> Judged | None:
    """The row that judges what axe left undecided; the last one counts, for it is the layout's."""
    rows = (
        row
        for row in reversed(judged)
        if row.rule == one.rule and row.why in {"", one.why} and row.part in one.matches
    )
    return next(rows, None)


@rule("judge-absent", Severity.NOTICE)
def absent(subject: Subject) -> Iterator[Slip]:
    """A judge is not on this machine, so what he would have judged is not checked.

    Absent is not passed. The report and the statement say “not checked” of the edition, and no
    success criterion counts as touched by him.
    Install what `invoke doctor` names, and run the check again.
    """
    for one in subject.verdicts:
        if one.absent is not None:
            yield Slip(
                message=f"{one.title} did not judge: {one.absent.meaning}",
                remedy=one.absent.remedy,
                page=one.edition,
            )


@rule("pdf-ua-broken", Severity.ERROR)
def pdf_ua(subject: Subject) -> Iterator[Slip]:
    """A tagged PDF breaks a rule of PDF/UA-1 (ISO 14289-1), by the veraPDF engine.

    Readers who hear the file rely on what the standard asks: tags, languages, alternatives, titles.
    The engine judges what a machine can: that there is an alternative, not that it is a good one.
    What is told is the clause and the test. It is a fault of the press or of a template: report it.
    """
    yield from _slips(subject, "verapdf", "report it with the file")


@rule("epub-invalid", Severity.ERROR)
def epub_invalid(subject: Subject) -> Iterator[Slip]:
    """EPUBCheck, the W3C's validator, complains of the EPUB.

    A reading system may refuse what is not valid, and those that assist readers are the strictest.
    EPUBCheck reads the container, the package, the navigation and every file in it; its usage notes
    are left out. The message and the file are its own.
    See the template of the section.
    """
    yield from _slips(subject, "epubcheck", "see the template of the section")


@rule("epub-access", Severity.ERROR)
def epub_access(subject: Subject) -> Iterator[Slip]:
    """Ace by DAISY sees a violation of EPUB Accessibility 1.1 in the EPUB.

    Ace asks metadata, navigation and pages, and has axe-core look at every section.
    The rule and the file are Ace's. It judges what a machine can: that a picture has words, not
    that they are good ones.
    See the template of the section, or the layout's epub.css.
    """
    yield from _slips(subject, "ace", "see the template of the section, or epub.css")


@rule("html-invalid", Severity.ERROR)
def html_invalid(subject: Subject) -> Iterator[Slip]:
    """The Nu HTML Checker complains of a page or of a stylesheet of the site.

    Browsers mend what is wrong, each in its way, and what assists readers is given the result.
    Errors and warnings are told alike, each with the words of the page at which it stands; what the
    checker says of the policy is left to the browser, because it reads files and not a server.
    See the template that writes them.
    """
    yield from _slips(subject, "vnu", "see the template of the page")


@rule("web-access", Severity.ERROR)
def web_access(subject: Subject) -> Iterator[Slip]:
    """A page of the site breaks a rule of axe-core, or one of our own, in a real browser.

    Each page is looked at at 320 and at 1280 CSS pixels, light and dark. Our own rules: no page is
    wider than 320 pixels (`reflow`, WCAG 2.2, 1.4.10), text that is spaced out is not cut off
    (`text-spacing`, 1.4.12), the `console` is silent, and nothing is asked of another host
    (`outside-request`). What somebody looked at and judged to fail is told here too.
    See the template of the page, or the layout's web.css.
    """
    yield from _slips(subject, "axe", "see the template of the page, or web.css")
    for edition, sightings in subject.undecided.items():
        for one in sightings:
            row = row_of(one, subject.judged)
            if row is not None and row.verdict == "fails":
                yield Slip(
                    message=f"somebody looked at {one.target}, and {row.rule} fails: {row.reason}",
                    remedy="mend it, and take the row out of `judged:` in the layout's layout.yaml",
                    page=f"{edition}, {one.page}",
                )


@rule("web-undecided", Severity.WARNING)
def web_undecided(subject: Subject) -> Iterator[Slip]:
    """Axe-core could not decide about an element (`incomplete`), and nobody has looked at it.

    What a machine leaves open has not passed. Somebody looks at the element in the views that are
    told, and writes a row under `judged:` in the layout's layout.yaml: axe's rule and its word for
    the doubt, a CSS selector, what was looked at, the verdict and the reason. A row that says
    `fails` makes it an error.
    """
    for edition, sightings in subject.undecided.items():
        for one in unjudged(sightings, subject.judged):
            yield Slip(
                message=f"{one.rule} ({one.why or 'no word for it'}) is undecided at "
                f"{one.target}: {one.message.rstrip('.')} ({', '.join(one.views)})",
                remedy="look at it, and write a row under `judged:` in the layout's layout.yaml",
                page=f"{edition}, {one.page}",
            )


def _slips(subject: Subject, judge: str, remedy: str) -> Iterator[Slip]:
    for verdict in subject.verdicts:
        if verdict.judge == judge:
            for told in verdict.told:
                yield Slip(message=_message(told), remedy=remedy, page=_page(verdict.edition, told))


def _message(told: Told) -> str:
    return f"{told.rule}: {told.message.rstrip('.')}"


def _page(edition: str, told: Told) -> str:
    return f"{edition}, {told.where}" if told.where else edition


RULES: tuple[Rule[Subject], ...] = (
    absent, pdf_ua, epub_invalid, epub_access, html_invalid, web_access, web_undecided,
)  # fmt: skip
