"""Every code of preflight: a file with that one fault, and one that comes near it and is sound."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from press.preflight import GROUPS
from tests.print_cases import PAINTED
from tests.print_faults import (
    PLAIN,
    Case,
    boxes,
    each,
    font,
    holds,
    information,
    intent,
    on_first,
    root,
    uneven,
    xmp,
)
from tests.print_file import OVER, PDFX, TRIM, bytes_of, paint, said, sound

ELSEWHERE = {
    *("ink-heavy", "ink-not-counted", "syntax-broken", "syntax-not-checked"),
    *("second-reader", "second-reader-absent"),
}
"""Codes that outside programs are asked for; `test_preflight_programs.py` has them."""
IN_BYTES = {"x-identifier", "x-compression"}
"""Codes whose faults no writer writes; they have tests of their own below."""
FAULTS = (
    Case(
        code="box-missing",
        fault=each(lambda page: page.__delitem__("/BleedBox")),
        near=each(lambda page: page.__setitem__("/ArtBox", Array(TRIM))),
    ),
    Case(
        code="box-trim",
        fault=boxes((*TRIM[:2], TRIM[2] - 3, TRIM[3])),
        near=boxes((*TRIM[:2], TRIM[2] - 0.02, TRIM[3])),
    ),
    Case(
        code="box-bleed",
        fault=boxes(TRIM, OVER - 2),
        near=boxes(tuple(round(edge, 2) for edge in TRIM)),
    ),
    Case(
        code="box-media",
        fault=each(lambda page: page.__setitem__("/CropBox", Array(TRIM))),
        near=each(lambda page: page.__setitem__("/CropBox", page.BleedBox)),
    ),
    Case(
        code="pages-uneven",
        fault=uneven,
        near=lambda pdf: pdf.pages[1].__setitem__("/TrimBox", Array([e + 0.02 for e in TRIM])),
    ),
    Case(
        code="extent-odd",
        fault=lambda pdf: pdf.pages.__delitem__(3),
        near=lambda pdf: pdf.pages.extend([pdf.pages[index] for index in range(4)]),
    ),
    Case(
        code="extent-odd",
        name="perfect-bound",
        fault=lambda pdf: pdf.pages.__delitem__(3),
        near=lambda pdf: pdf.pages.__delitem__(slice(2, 4)),
        order={"binding": "perfect-bound"},
    ),
    Case(
        code="font-outside",
        fault=font("ABCDEF+SourceSans3-Regular", held=False),
        near=font("GHIJKL+SourceSans3-Regular"),
    ),
    Case(
        code="font-whole",
        fault=font("SourceSans3-Regular"),
        near=font("XYZXYZ+SourceSans3-Regular", family=""),
    ),
    Case(
        code="font-foreign",
        fault=font("ABCDEF+DejaVuSans", family="DejaVu Sans"),
        near=font("ABCDEF+Source-Sans-3,"),
    ),
    Case(code="x-version", fault=xmp(PDFX, "PDF/X-3:2002"), near=xmp(PDFX, "PDF/X-4")),
    Case(code="x-version", name="not said", fault=xmp(PDFX, None)),
    Case(
        code="x-pdf-version",
        fault=lambda _: None,
        near=lambda _: None,
        how={"force_version": "1.4", "object_stream_mode": PLAIN},
    ),
    Case(
        code="x-trapped",
        fault=information("/Trapped", Name.Unknown),
        near=information("/Trapped", Name("/True")),
    ),
    Case(
        code="x-trapped",
        name="a string",
        fault=information("/Trapped", Name("/False_")),
        near=xmp("pdf:Trapped", "False"),
    ),
    Case(
        code="x-trapped",
        name="two answers",
        fault=xmp("pdf:Trapped", "True"),
        near=xmp("pdf:Trapped", "False"),
    ),
    Case(
        code="x-intent",
        fault=intent(OutputConditionIdentifier=String("FOGRA51")),
        near=intent(Info=String("FOGRA51 is another")),
    ),
    Case(
        code="x-intent",
        name="no profile",
        fault=intent(DestOutputProfile=lambda pdf: pdf.make_stream(b"none", N=3)),
    ),
    Case(
        code="x-intent",
        name="for an archive",
        fault=intent(S=Name.GTS_PDFA1),
        near=lambda pdf: pdf.Root.OutputIntents.append(Dictionary(S=Name.GTS_PDFA1)),
    ),
    Case(code="x-intent", name="registry", fault=intent(RegistryName=String("http://x"))),
    Case(
        code="x-metadata",
        fault=xmp("xmpMM:DocumentID", None),
        near=xmp("xmpMM:DocumentID", "urn:x"),
    ),
    Case(
        code="x-metadata",
        name="two dates",
        fault=xmp("xmp:CreateDate", "2026-11-23T00:00:00Z"),
        near=xmp("xmp:CreateDate", "2026-11-22"),
    ),
    Case(
        code="x-encrypted",
        fault=lambda _: None,
        near=lambda _: None,
        how={
            "encryption": pikepdf.Encryption(owner="printer", user=""),
            "deterministic_id": False,
            "stream_decode_level": None,
        },
    ),
    Case(
        code="x-annotation",
        fault=on_first(Name.Annots, Array([Dictionary(Subtype=Name.Link, Rect=Array(TRIM))])),
        near=on_first(
            Name.Annots, Array([Dictionary(Subtype=Name.TrapNet, Rect=Array([0, 0, 30, 30]))])
        ),
    ),
    Case(
        code="x-active",
        fault=root(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        near=root(PageLabels=Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))),
    ),
    Case(code="x-active", name="a form", fault=root(AcroForm=Dictionary(Fields=Array()))),
    Case(code="x-active", name="of a page", fault=on_first(Name.AA, Dictionary(O=Dictionary()))),
    Case(
        code="x-attachment",
        fault=lambda pdf: pdf.attachments.__setitem__("notes.txt", b"not for the printer"),
        near=root(Names=Dictionary(Dests=Dictionary(Names=Array()))),
    ),
    Case(
        code="x-screening",
        fault=paint(b"/N gs", ExtGState={"N": Dictionary(TR=Dictionary(FunctionType=4))}),
        near=paint(b"/N gs", ExtGState={"N": Dictionary(TR=Name.Identity, TR2=Name.Default)}),
    ),
    Case(
        code="x-screening",
        name="a halftone",
        fault=paint(b"/N gs", ExtGState={"N": Dictionary(HT=Dictionary(HalftoneType=1))}),
        near=paint(b"/N gs", ExtGState={"N": Dictionary(HT=Name.Default)}),
    ),
    *(
        Case(code="x-elsewhere", name=key, fault=holds(**{key: Dictionary()}), near=holds(Own=1))
        for key in ("OPI", "Ref", "Alternates")
    ),
    Case(
        code="x-elsewhere",
        name="PostScript",
        fault=root(PieceInfo=Dictionary(Subtype=Name.PS)),
        near=root(PieceInfo=Dictionary(Subtype=Name.Form)),
    ),
    *PAINTED,
)


def name(case: Case) -> str:
    return " ".join(filter(None, (case.code, case.name)))


def test_the_sound_file_is_sound() -> None:
    assert said(bytes_of(sound())) == []


@pytest.mark.parametrize("case", FAULTS, ids=name)
def test_a_fault_is_found_and_nothing_else(case: Case) -> None:
    with sound() as pdf:
        case.fault(pdf)
        assert {*said(bytes_of(pdf, **case.how), **case.order)} == {case.code}


@pytest.mark.parametrize("case", [one for one in FAULTS if one.near], ids=name)
def test_what_comes_near_is_let_pass(case: Case) -> None:
    with sound() as pdf:
        assert case.near is not None
        case.near(pdf)
        order = case.order if case.code != "picture-soft" else {"min_resolution": 270}
        assert said(bytes_of(pdf), **order) == []


def test_a_file_without_identifier_is_found() -> None:
    content = bytes_of(sound(), object_stream_mode=PLAIN)
    assert said(content.replace(b"/ID [", b"/IX [")) == ["x-identifier"]
    assert said(content) == []


def test_a_file_with_a_part_in_lzw_is_found() -> None:
    with sound() as pdf:
        pdf.Root.PieceInfo = pdf.make_stream(b"\x80\x0b`P", Filxer=Name.LZWDecode)
        content = bytes_of(pdf, compress_streams=False, object_stream_mode=PLAIN)
    assert said(content.replace(b"/Filxer", b"/Filter")) == ["x-compression"]
    assert said(content) == []


def test_every_code_has_a_fault_and_a_near_miss() -> None:
    codes = {rule.code for group in GROUPS.values() for rule in group.rules}
    assert codes - ELSEWHERE - IN_BYTES == {case.code for case in FAULTS if case.near}
