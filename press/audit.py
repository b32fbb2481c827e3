"""The audit of accessibility: every edition made once, judged, and told in one report.

Nothing is published but the report. What is to be said on the site is kept with the manuscript
(`access.yaml`) when it is asked for, because a site is made of files alone, wherever it is made.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any

from press import access, build, output, reading, report, tools, works
from press.access import CLAUSES, CRITERIA, Heard, Subject, Told, Verdict
from press.assets.inks import Inks
from press.criteria import NUMBERS
from press.editions.job import Progress, Standing, quiet
from press.editions.web import statement
from press.errors import UsageError, did_you_mean
from press.finding import Finding
from press.manuscript.access import FILE
from press.proofreading import FAMILIES, Proof, judged, silences
from press.proofreading.tags import link_untagged
from press.reading import Element, Structure
from press.report import Report, Section
from press.rule import Rule
from press.tools import Complaint, Looked, NotChecked
from press.works import Work

FOLDER = "access"
PAGE, RECORD, STATEMENT = "report.html", "report.json", "statement.html"
PROFILE = "PDFUA-1"
OURS = "This press's own rules"
TAGGED = ("screen-pdf", "large-print-pdf")
"""Formats that are one tagged file."""
UNJUDGED = "text"
"""The format of which there is nothing to judge but the words."""
STRUCTURE, WORDS = "structure", "words"
"""The families of proofreading that are asked besides."""
Answer = tuple[Complaint, ...] | NotChecked


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


FORMATS: dict[str, Callable[[Audit], str]] = {
    "text": lambda one: report.text(one.report),
    "json": lambda one: one.record,
    "html": lambda one: one.page,
    "sarif": lambda one: report.sarif(one.report),
    "junit": lambda one: report.junit(one.report),
}
"""A row a format."""


def chosen(name: str) -> Callable[[Audit], str]:
    """What writes a format.

    Raises:
        UsageError: there is no such format.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no format “{name}”", hint=did_you_mean(name, FORMATS))
    return FORMATS[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    """The editions of a publication, each made once."""

    proofs: Mapping[str, Proof] = field(default_factory=dict)
    pdfs: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """Tagged files, by edition and name."""
    epubs: Mapping[str, bytes] = field(default_factory=dict)
    sites: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    words: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    """What the rules of words say of editions without pages."""


def audit(root: Path, name: str, *, progress: Progress = quiet) -> Audit:
    """Make the editions, have them judged, and gather what is said.

    Args:
        root: the root of the repository.
        name: the publication.
        progress: told of each step.

    Raises:
        PressError: the publication cannot be read or set, or a judge fails.
    """
    work = works.load(root, name)
    material = _made(work, progress)
    looked = {edition: _looked(work, site, progress) for edition, site in material.sites.items()}
    subject = Subject(
        book=work.book,
        undecided={
            edition: seen.undecided for edition, seen in looked.items() if isinstance(seen, Looked)
        },
        judged=work.layout.settings.judged,
        palettes=_palettes(work),
        heard=tuple(_heard(material)),
        layout=work.order.place("layout"),
    )
    outside = tuple(_verdicts(material, looked, progress))
    progress("gathering what was found", 0, 1)
    found, within = _found(replace(subject, verdicts=outside), material)
    heard = silences.heard(
        [one for group in found.values() for one in group], work.order.publication.silences
    )
    own = _own(work, subject, [_placed(one, within) for one in heard.findings])
    return _told(work, replace(subject, verdicts=(*outside, *own)), found, within, heard)


def write(root: Path, name: str, found: Audit) -> list[Path]:
    """Write the report and the statement below `output/`."""
    pages = {PAGE: found.page, RECORD: found.record, STATEMENT: found.statement}
    return [
        output.add_file(root, name, FOLDER, name=file, content=text.encode())
        for file, text in pages.items()
    ]


def keep(root: Path, name: str, found: Audit) -> Path:
    """Write what was found into the publication's folder, for an editor to look at and commit."""
    path = root / "manuscript" / name / FILE
    path.write_text(found.kept, encoding="utf-8", newline="\n")
    return path


def _made(work: Work, progress: Progress) -> _Material:
    """Make every edition that can be judged, once; offprints are taken from a site that has them."""
    proofs: dict[str, Proof] = {}
    pdfs: dict[str, Mapping[str, bytes]] = {}
    epubs: dict[str, bytes] = {}
    sites: dict[str, Mapping[str, bytes]] = {}
    words: dict[str, Sequence[Finding]] = {}
    for name, edition in _last(work, "offprints"):
        if edition in TAGGED:
            made = build.make(work, name, progress=progress)
            proofs[name], pdfs[name] = build.proof(work, made), {made.name: made.content}
        elif edition in {"epub", "web"}:
            bundle = build.bundle(work, name, progress=progress)
            words[name] = build.read_back(work, bundle)
            if edition == "web":
                sites[name] = bundle.files
            else:
                epubs[name] = next(iter(bundle.files.values()))
        elif edition == "offprints":
            pdfs[name] = _offprints(sites) or build.bundle(work, name, progress=progress).files
    return _Material(proofs=proofs, pdfs=pdfs, epubs=epubs, sites=sites, words=words)


def _last(work: Work, form: str) -> list[tuple[str, str]]:
    """The editions with their formats, those of one format last."""
    editions = [(name, one.format) for name, one in work.order.publication.editions.items()]
    return sorted(editions, key=lambda one: one[1] == form)


def _offprints(sites: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    return {
        Path(file).name: content
        for site in sites.values()
        for file, content in site.items()
        if file.endswith(".pdf")
    }


def _looked(work: Work, site: Mapping[str, bytes], progress: Progress) -> Looked | NotChecked:
    progress("looking at the pages in Chromium", 0, 1)
    selectors = [one.part for one in work.layout.settings.judged]
    return tools.judge_pages(site, required=False, selectors=selectors)


def _verdicts(
    material: _Material, looked: Mapping[str, Looked | NotChecked], progress: Progress
) -> Iterator[Verdict]:
    """What every outside judge says of every edition that is his."""
    with tempfile.TemporaryDirectory(prefix="press-audit-") as folder:
        if material.pdfs:
            progress("asking veraPDF", 0, 1)
            yield from _vera(Path(folder), material.pdfs)
        for name, content in material.epubs.items():
            file = Path(folder, f"{name}.epub")
            file.write_bytes(content)
            progress("asking EPUBCheck", 0, 1)
            said = tools.validate_epub(file, required=False)
            yield _complained(name, "epubcheck", "EPUB 3.3: container, package, every file", said)
            progress("asking Ace", 0, 1)
            said = tools.judge_access(file, required=False)
            yield _complained(name, "ace", "metadata, navigation and every section", said)
    for name, site in material.sites.items():
        yield _axe(name, looked[name])
        progress("asking the Nu HTML Checker", 0, 1)
        pages = sum(file.endswith(".html") for file in site)
        said = tools.validate_html(site, required=False)
        yield _complained(name, "vnu", f"{pages} pages and their stylesheet", said)


def _vera(folder: Path, pdfs: Mapping[str, Mapping[str, bytes]]) -> Iterator[Verdict]:
    """The engine is started once for the files of all editions."""
    paths = {}
    for edition, files in pdfs.items():
        for file, content in files.items():
            paths[edition, file] = folder / f"{edition}-{file}"
            paths[edition, file].write_bytes(content)
    answer = tools.validate_all(list(paths.values()), PROFILE, required=False)
    for edition, files in pdfs.items():
        if isinstance(answer, NotChecked):
            yield _complained(edition, "verapdf", "PDF/UA-1", answer)
            continue
        mine = {paths[edition, file] for file in files}
        verdicts = [one for one in answer if one.path in mine]
        checks = sum(one.checks for one in verdicts)
        many = f"{len(files)} files, " if len(files) > 1 else ""
        told = tuple(
            Told(
                rule=failure.rule,
                message=f"{failure.description} ({failure.count} times)",
                where=one.path.name.removeprefix(f"{edition}-"),
            )
            for one in verdicts
            for failure in one.failures
        )
        ran = f"PDF/UA-1, {many}{checks:,} checks"
        yield _verdict(edition, "verapdf", ran, told=told, criteria=CLAUSES)


def _axe(edition: str, seen: Looked | NotChecked) -> Verdict:
    if isinstance(seen, NotChecked):
        return _complained(edition, "axe", "every page, narrow and wide, light and dark", seen)
    title = f"axe-core {seen.axe} in Chromium {seen.chromium}"
    told = tuple(
        Told(
            rule=one.rule,
            message=f"{one.message} at {one.target or one.html or 'the page'}",
            where=f"{one.page} ({', '.join(one.views)})" if one.views else one.page,
        )
        for one in seen.violations
    )
    criteria = {number for rule in seen.rules.values() for number in rule}
    return Verdict(
        edition=edition,
        judge="axe",
        title=title,
        ran=f"{len(seen.pages)} pages at 320 and 1280 CSS pixels, light and dark; "
        f"{len(seen.rules)} rules had something to look at",
        told=told,
        criteria=tuple(sorted(criteria, key=_in_order)),
    )


def _complained(edition: str, judge: str, ran: str, said: Answer) -> Verdict:
    if isinstance(said, NotChecked):
        title = tools.TOOLS[judge].title
        return Verdict(edition=edition, judge=judge, title=title, ran=ran, absent=said)
    told = tuple(Told(rule=one.code, message=one.message, where=one.file) for one in said)
    return _verdict(edition, judge, ran, told=told)


def _verdict(
    edition: str, judge: str, ran: str, *, told: tuple[Told, ...], criteria: tuple[str, ...] = ()
) -> Verdict:
    found = tools.probe(judge)
    title = f"{found.name} {found.version}"
    return Verdict(edition=edition, judge=judge, title=title, ran=ran, told=told, criteria=criteria)


def _palettes(work: Work) -> dict[str, access.Palette]:
    found = {}
    for name, edition in work.order.publication.editions.items():
        if edition.format in access.ENTRIES:
            profile = works.job_of(work, name).profile
            seen = partial(_seen, Inks(profile.content)) if profile else None
            found[name] = access.palette(work.layout, name, edition.format, seen=seen)
    return found


def _seen(inks: Inks, shares: tuple[float, float, float, float]) -> str:
    return inks.seen(*shares)


def _heard(material: _Material) -> Iterator[Heard]:
    """Each edition as it is heard."""
    for edition, proof in material.proofs.items():
        structure = proof.facts.structure
        yield Heard(
            edition=edition,
            alternatives=tuple(one.alternative for one in structure.elements if one.alternative),
            said="".join(one.text for one in structure.said),
            titles=tuple(_titles(structure)),
        )
    for edition, content in material.epubs.items():
        yield Heard(edition=edition, pages=reading.hear_epub(content))
    for edition, site in material.sites.items():
        yield Heard(edition=edition, pages=reading.hear_site(site))


def _titles(structure: Structure) -> Iterator[str]:
    """What the headings of the first level say, with all that stands in them."""
    texts: dict[int, str] = {}
    for one in structure.said:
        texts[one.element] = texts.get(one.element, "") + one.text
    for number, element in enumerate(structure.elements):
        if element.role == "H1":
            rest = enumerate(structure.elements[number + 1 :], start=number + 1)
            inside = (index for index, one in takewhile(lambda two: _is_below(element, two), rest))
            yield " ".join(texts.get(index, "") for index in (number, *inside))


def _is_below(element: Element, other: tuple[int, Element]) -> bool:
    return other[1].depth > element.depth


def _found(
    subject: Subject, material: _Material
) -> tuple[dict[str, list[Finding]], dict[int, str]]:
    """The findings by their groups, and the edition of those that name only a page of it."""
    found = access.findings(subject)
    within: dict[int, str] = {}
    for name, gathered in ((STRUCTURE, _structural(material)), (WORDS, material.words)):
        found[name] = [one for findings in gathered.values() for one in findings]
        within |= {id(one): edition for edition, said in gathered.items() for one in said}
    return found, within


def _structural(material: _Material) -> dict[str, Sequence[Finding]]:
    """What the rules of structure and of tags say of the tagged files."""
    rules = (*FAMILIES[STRUCTURE].proof, link_untagged)
    return {edition: judged(rules, proof) for edition, proof in material.proofs.items()}


def _placed(finding: Finding, within: Mapping[int, str]) -> Finding:
    """A finding that names its edition."""
    edition = within.get(id(finding))
    if edition is None:
        return finding
    return replace(finding, page=f"{edition}, {finding.page}" if finding.page else edition)


def _own(work: Work, subject: Subject, findings: Sequence[Finding]) -> Iterator[Verdict]:
    """What our own rules say, edition by edition."""
    heard = {one.edition: one for one in subject.heard}
    for edition in work.order.publication.editions:
        asked = _asked(subject, edition, heard.get(edition))
        if not asked:
            continue
        mine = [one for one in findings if one.page.split(", ")[0] == edition]
        told = tuple(
            Told(rule=one.code, message=one.message, where=one.page)
            for one in mine
            if one.code in CRITERIA
        )
        criteria = {number for code in asked for number in CRITERIA[code]}
        yield Verdict(
            edition=edition,
            judge="press",
            title=OURS,
            ran=_ran(subject, edition, heard.get(edition)),
            told=told,
            criteria=tuple(sorted(criteria, key=_in_order)),
        )


def _asked(subject: Subject, edition: str, heard: Heard | None) -> list[str]:
    """The codes of our own that an edition was asked."""
    codes = ["contrast-low"] if subject.palettes.get(edition) else []
    if heard is not None:
        codes += ["picture-unheard", "sections-out-of-order"]
        if heard.pages:
            codes += ["heading-skipped", "link-says-nothing", "link-words-twice", "words-lost"]
        else:
            codes += [rule.code for rule in FAMILIES[STRUCTURE].proof if rule.code in CRITERIA]
            codes.append(link_untagged.code)
    return codes


def _ran(subject: Subject, edition: str, heard: Heard | None) -> str:
    pairs = len(subject.palettes[edition].pairs) if edition in subject.palettes else 0
    told = [f"contrast of {pairs} pairs of colours"] if pairs else []
    if heard is not None:
        told.append("order of sections and words, headings, links, alternatives of pictures")
    return "; ".join(told)


def _told(
    work: Work,
    subject: Subject,
    found: Mapping[str, Sequence[Finding]],
    within: Mapping[int, str],
    heard: silences.Heard,
) -> Audit:
    """The report in all its forms."""
    order = work.order
    taken = {id(one) for one in heard.silenced}
    left = {
        name: [_placed(one, within) for one in group if id(one) not in taken]
        for name, group in found.items()
    }
    title = order.publication.full_title
    titles = {name: group.title for name, group in access.GROUPS.items()}
    titles |= {name: FAMILIES[name].title for name in (STRUCTURE, WORDS)}
    state = works.digest(work)
    record = access.kept(
        subject,
        found_on=state,
        findings=[one for group in left.values() for one in group],
        accepted=[
            (_placed(one, within), silences.reason(one, order.publication.silences))
            for one in heard.silenced
        ],
        editions=list(order.publication.editions),
    )
    return Audit(
        report=Report(
            publication=order.name,
            editions=tuple(order.publication.editions),
            sections=tuple(
                Section(
                    name=name, title=titles[name], codes=_codes(name), findings=tuple(left[name])
                )
                for name in left
            ),
            silenced=len(heard.silenced),
            table=tuple(_table(subject)),
            explanations={rule.code: rule.explanation for rule in _rules()},
        ),
        page=access.as_page(
            subject, {titles[name]: group for name, group in left.items()}, title=title,
            found_on=state,
        ),
        record=access.as_json(subject, left, publication=order.name, found_on=state),
        statement=_statement(work, Standing(record=record, fits=True)),
        kept=access.as_yaml(record),
    )  # fmt: skip


def _rules() -> Iterator[Rule[Any]]:
    for group in access.GROUPS.values():
        yield from group.rules
    for name in (STRUCTURE, WORDS):
        yield from FAMILIES[name].rules


def _codes(name: str) -> tuple[str, ...]:
    rules: Iterable[Rule[Any]] = (
        access.GROUPS[name].rules if name in access.GROUPS else FAMILIES[name].rules
    )
    return tuple(rule.code for rule in rules)


def _table(subject: Subject) -> Iterator[str]:
    """Who judged what, a line a verdict; then how much of WCAG a machine has touched."""
    for one in sorted(subject.verdicts, key=lambda one: one.edition):
        word = f"{one.word} ({len(one.told)})" if one.told else one.word
        yield f"{one.edition:12} {word:15} {one.title}: {one.ran}"
    here = [one for one in subject.verdicts if one.absent is None]
    touched = {number for one in here for number in one.criteria}
    yield ""
    yield (
        f"Of {len(NUMBERS)} success criteria of WCAG 2.2, A and AA, machines saw a part of "
        f"{len(touched)}; nobody has assessed the rest. No conformance is claimed."
    )


def _statement(work: Work, standing: Standing) -> str:
    """The statement as a page of its own; its links to the site's pages lead to the made site."""
    order = work.order
    editions = order.publication.editions
    site = next((name for name, one in editions.items() if one.format == "web"), "")
    job = works.job_of(work, site or next(iter(editions)))
    words = re.sub(
        r'href="([\w-]+\.html)', rf'href="../{site or "web"}/\1', statement.words(job, standing)
    )
    title = "Accessibility"
    return access.dressed(
        f"<h1>{title}</h1>\n{words}", title=f"{title} – {order.publication.full_title}"
    )


def _in_order(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))
