"""Finished PDFs before outside judges: the veraPDF engine, qpdf and Ghostscript.

Where `PRESS_REQUIRE_TOOLS=1` stands in the environment, an absent judge fails its tests; elsewhere
they are skipped as not checked. Each judge also sees files that are faulty in one thing, so that we
notice when he goes blind.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pikepdf
import pytest

from press import build, tools
from press.errors import MachineError
from press.tools import NotChecked, Verdict
from tests.conftest import Editions

REQUIRED = os.environ.get("PRESS_REQUIRE_TOOLS") == "1"
PUBLICATIONS = ("tiny", "ignite")
JUDGES = {
    "qpdf": ["--check"],
    "ghostscript": ["-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=nullpage"],
}
"""Programs that open a file to the end, and what makes them."""
Answer = TypeVar("Answer")


def checked(answer: Answer | NotChecked) -> Answer:
    """The answer of a judge who is here."""
    if isinstance(answer, NotChecked):
        pytest.skip(f"not checked: {answer.meaning}; {answer.remedy}")
    return answer


def link(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(one for page in pdf.pages for one in page.get("/Annots", ()))


def figure(pdf: pikepdf.Pdf) -> pikepdf.Object:
    dictionaries = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary))
    return next(one for one in dictionaries if one.get("/S") == "/Figure")


def page_with_links(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(page.obj for page in pdf.pages if "/Annots" in page)


def metadata_without(pdf: pikepdf.Pdf, name: str) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        del xmp[name]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing taken out of a conforming file, and the rules of PDF/UA-1 that then are broken."""

    name: str
    take: Callable[[pikepdf.Pdf], None]
    breaks: tuple[str, ...]
    """Clause and test, as veraPDF counts them."""


FAULTS = (
    Fault(name="saved anew", take=lambda _pdf: None, breaks=()),
    Fault(
        name="no structure",
        take=lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
        breaks=("7.1-3", "7.1-11", "7.18.5-1"),
    ),
    Fault(
        name="not marked as tagged",
        take=lambda pdf: pdf.Root.__delitem__("/MarkInfo"),
        breaks=("6.2-1",),
    ),
    Fault(
        name="no claim",
        take=lambda pdf: metadata_without(pdf, "pdfuaid:part"),
        breaks=("5-1",),
    ),
    Fault(
        name="no title",
        take=lambda pdf: metadata_without(pdf, "dc:title"),
        breaks=("7.1-9",),
    ),
    Fault(
        name="title not shown",
        take=lambda pdf: pdf.Root.ViewerPreferences.__delitem__("/DisplayDocTitle"),
        breaks=("7.1-10",),
    ),
    Fault(
        name="no language",
        take=lambda pdf: pdf.Root.__delitem__("/Lang"),
        breaks=("7.2-2", "7.2-22", "7.2-24", "7.2-33", "7.2-34"),
    ),
    Fault(
        name="no alternative",
        take=lambda pdf: figure(pdf).__delitem__("/Alt"),
        breaks=("7.3-1",),
    ),
    Fault(
        name="no order of tabs",
        take=lambda pdf: page_with_links(pdf).__delitem__("/Tabs"),
        breaks=("7.18.3-1",),
    ),
    Fault(
        name="untagged link",
        take=lambda pdf: link(pdf).__delitem__("/StructParent"),
        breaks=("7.18.5-1",),
    ),
    Fault(
        name="link without words",
        take=lambda pdf: link(pdf).__delitem__("/Contents"),
        breaks=("7.18.1-2", "7.18.5-2"),
    ),
)


@pytest.fixture(scope="module")
def verdicts(editions: Editions, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """What the engine says of screen editions, other readers' files and every fault, asked once."""
    folder = tmp_path_factory.mktemp("conformance")
    for publication in PUBLICATIONS:
        (folder / f"{publication}.pdf").write_bytes(editions(publication, "screen").made.content)
        large = editions(publication, "large-print").made.content
        (folder / f"{publication}-large-print.pdf").write_bytes(large)
    tiny = editions("tiny", "screen")
    offprints = build.bundle(tiny.work, "offprints").files
    (folder / "tiny-shelves.pdf").write_bytes(offprints["tiny-shelves.pdf"])
    for fault in FAULTS:
        with pikepdf.open(folder / "tiny.pdf") as pdf:
            fault.take(pdf)
            pdf.save(folder / f"{fault.name}.pdf")
    files = sorted(folder.iterdir())
    judged = checked(tools.validate_all(files, "PDFUA-1", required=REQUIRED))
    assert [verdict.path for verdict in judged] == files
    return {verdict.path.stem: verdict for verdict in judged}


@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_the_screen_edition_is_accessible(publication: str, verdicts) -> None:
    verdict = verdicts[publication]
    assert verdict.failures == ()
    assert verdict.compliant
    assert verdict.profile == "PDFUA-1"
    assert verdict.checks > 10_000


@pytest.mark.parametrize("file", ["tiny-large-print", "ignite-large-print", "tiny-shelves"])
def test_large_print_and_offprints_are_accessible(file: str, verdicts) -> None:
    verdict = verdicts[file]
    assert verdict.failures == ()
    assert verdict.compliant
    assert verdict.checks > 1_000


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_breaks_its_rules_and_no_others(fault: Fault, verdicts) -> None:
    verdict = verdicts[fault.name]
    assert {failure.rule for failure in verdict.failures} == set(fault.breaks)
    assert verdict.compliant is (fault.breaks == ())


def test_a_failure_says_what_is_asked_how_often_and_where_first(verdicts) -> None:
    (failure,) = verdicts["untagged link"].failures
    assert (failure.clause, failure.test, failure.count) == ("7.18.5", 1, 1)
    assert failure.description.startswith("Links shall be tagged")
    assert "PDLinkAnnot" in failure.location
    assert max(failure.count for failure in verdicts["no structure"].failures) > 100


def test_a_file_that_claims_nothing_is_no_pdf_a(editions: Editions, tmp_path: Path) -> None:
    file = tmp_path / "tiny “1”.pdf"
    file.write_bytes(editions("tiny", "print").made.content)
    verdict = checked(tools.validate(file, "PDFA-2A", required=REQUIRED))
    assert verdict.path == file
    assert not verdict.compliant
    assert "6.6.4-1" in {failure.rule for failure in verdict.failures}  # ISO 19005-2, 6.6.4


def test_what_cannot_be_judged_has_not_passed(editions: Editions, tmp_path: Path) -> None:
    whole, torn, absent = (tmp_path / name for name in ("whole.pdf", "torn.pdf", "absent.pdf"))
    whole.write_bytes(editions("tiny", "screen").made.content)
    torn.write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(MachineError) as told:
        checked(tools.validate_all([whole, torn], "PDFUA-1", required=REQUIRED))
    assert str(torn) in told.value.message
    with pytest.raises(MachineError, match=r"absent\.pdf"):
        tools.validate(absent, "PDFUA-1", required=True)
    with pytest.raises(MachineError, match="no profile PDFX-4"):
        tools.validate(whole, "PDFX-4", required=True)


def test_without_java_nothing_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    answer = tools.validate(tmp_path / "a.pdf", "PDFUA-1", required=False)
    assert isinstance(answer, NotChecked)
    assert answer.meaning == "PDF/A and PDF/UA are not checked"
    with pytest.raises(MachineError, match="veraPDF engine is not on this machine"):
        tools.validate(tmp_path / "a.pdf", "PDFUA-1", required=True)


def complaints(judge: str, file: Path) -> str:
    """What a judge says of a file; Ghostscript ends well even when it has seen no page."""
    answer = checked(tools.run(judge, [*JUDGES[judge], file], timeout=60, required=REQUIRED))
    ended = f"ended with {answer.code}" if answer.code else ""
    return ended + answer.err + (answer.out if judge == "ghostscript" else "")


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("edition", ["print", "screen"])
@pytest.mark.parametrize("publication", PUBLICATIONS)
def test_other_programs_open_it_without_a_word(
    publication: str, edition: str, judge: str, *, editions: Editions, tmp_path: Path
) -> None:
    file = tmp_path / "edition.pdf"
    file.write_bytes(editions(publication, edition).made.content)
    assert complaints(judge, file) == ""


@pytest.mark.parametrize("judge", JUDGES)
def test_other_programs_would_say_if_it_were_torn(
    judge: str, editions: Editions, tmp_path: Path
) -> None:
    file = tmp_path / "torn.pdf"
    content = editions("tiny", "print").made.content
    file.write_bytes(content[: len(content) // 2])
    assert complaints(judge, file)
