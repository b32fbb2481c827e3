"""What outside programs tell preflight: ink on the plates by Ghostscript, syntax by qpdf.

Where `PRESS_REQUIRE_TOOLS=1` stands in the environment an absent program fails its tests; elsewhere
they are skipped as not checked.
"""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from press import preflight, reading, tools
from press.finding import Finding, Severity
from press.preflight import inks, syntax
from press.preflight.delivery import Delivery
from press.reading import Box, Coverage
from press.rule import judged
from press.tools import Completed, NotChecked, Verdict
from tests.conftest import POINTS, Editions
from tests.print_cases import BLOCK
from tests.print_faults import RGB, calibrated, font, on_first, root, tint
from tests.print_file import TRIM, Spoil, bytes_of, delivery, form, grown, image, paint, sound

REQUIRED = os.environ.get("PRESS_REQUIRE_TOOLS") == "1"
DOTS = 72


def here(program: str) -> None:
    """Skip where a program is absent and need not be there."""
    if tools.probe(program).version is None and not REQUIRED:
        pytest.skip(f"not checked: {tools.TOOLS[program].absent}")


def inked(content: bytes, *, limit: int = 300, plates: bool = False) -> dict[int, Coverage]:
    here("ghostscript")
    pages = reading.read_print(content).pages
    found = reading.coverage(
        content,
        within={page.index: page.bled for page in pages},
        limit=limit,
        plates=plates,
    )
    assert not isinstance(found, NotChecked)
    return found


def spoilt(content: bytes, **resources) -> bytes:
    with sound() as pdf:
        paint(content, **resources)(pdf)
        return bytes_of(pdf)


def heavy(content: bytes, **order) -> list[Finding]:
    subject = delivery(content, **order)
    return judged(inks.RULES, replace(subject, coverage=inked(content)))


def test_the_ink_of_a_sound_file_is_counted() -> None:
    first, *others = inked(bytes_of(sound())).values()
    assert first.most == pytest.approx(100, abs=1)
    assert first.plates[:3] == (0, 0, 0)
    assert 10 < first.plates[3] < 20
    assert first.heavy is None
    assert len(others) == 3


def test_too_much_ink_is_found_with_its_place() -> None:
    (finding,) = heavy(spoilt(b"1 1 1 0.5 k 50 60 40 30 re f"))
    assert (finding.code, finding.severity) == ("ink-heavy", Severity.ERROR)
    assert "350 % of ink" in finding.message
    assert finding.spot is not None
    assert finding.spot.box is not None
    place = [edge + TRIM[0] for edge in (50, 60, 90, 90)]
    assert finding.spot.box == pytest.approx(place, abs=4)


def test_as_much_ink_as_the_paper_takes_is_let_pass() -> None:
    assert heavy(spoilt(b"1 1 0.5 0.5 k 50 60 40 30 re f")) == []
    assert heavy(spoilt(b"1 1 1 0.2 k 50 60 40 30 re f"), max_ink=320) == []


def test_ink_that_adds_up_by_overprinting_is_found() -> None:
    content = b"0.9 0.9 0 0 k 50 60 40 30 re f /N gs 0 0 0.8 0.8 k 50 60 40 30 re f"
    over = {"N": Dictionary(OP=True, OPM=1)}
    assert [one.code for one in heavy(spoilt(content, ExtGState=over))] == ["ink-heavy"]
    knocked_out = {"N": Dictionary(OP=False, OPM=1)}
    assert heavy(spoilt(content, ExtGState=knocked_out)) == []


def test_ink_in_a_picture_is_found() -> None:
    def picture(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        return pdf.make_stream(b"\xff" * 4 * 40 * 40, **image(40, 40, Name.DeviceCMYK))

    content = b"20 0 0 20 60 30 cm /N Do"
    (finding,) = heavy(spoilt(content, XObject={"N": picture}))
    assert "400 %" in finding.message


def softly() -> dict[str, Any]:
    """A state of graphics with a mask that lets a grey through."""

    def state(pdf: pikepdf.Pdf) -> Dictionary:
        group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
        grey = form(b"0.5 g -50 -50 400 400 re f", Group=group)(pdf)
        return Dictionary(SMask=Dictionary(S=Name.Luminosity, G=grey))

    return {"N": state}


PLATES: dict[str, bytes] = {
    "inks": spoilt(b"0.9 0.4 0.3 0.2 k 50 60 40 30 re f 0.3 g 20 20 40 30 re f"),
    "blended": spoilt(
        b"0.9 0.4 0.3 0.2 k 50 60 40 30 re f /N gs 0.1 0.8 0 0.3 k 60 65 40 30 re f",
        ExtGState={"N": Dictionary(ca=0.5, BM=Name.Multiply)},
    ),
    "a separation": spoilt(b"/N cs 0.7 scn 50 60 40 30 re f", ColorSpace={"N": tint("Gold")}),
    "a picture": spoilt(
        b"40 0 0 40 60 30 cm /N Do",
        XObject={
            "N": lambda pdf: pdf.make_stream(
                bytes(range(256)) * 4, **image(16, 16, Name.DeviceCMYK)
            )
        },
    ),
}
LIGHTS: dict[str, bytes] = {
    "light": spoilt(b"0.2 0.5 0.7 rg 50 60 40 30 re f"),
    "a profile": spoilt(
        b"/N cs 0.9 0.4 0.3 0.2 scn 50 60 40 30 re f",
        ColorSpace={"N": calibrated("ICCBased", components=4)},
    ),
    "a default": spoilt(b"", ColorSpace={"DefaultCMYK": calibrated("ICCBased", components=4)}),
    "a mask": spoilt(b"/N gs 0.9 0.4 0.3 0.2 k 50 60 40 30 re f", ExtGState=softly()),
    "a group in light": spoilt(
        b"/N Do",
        XObject={"N": form(b"", Group=Dictionary(S=Name.Transparency, CS=RGB))},
    ),
}


@pytest.mark.parametrize("what", PLATES)
def test_where_no_profile_has_a_say_the_same_is_measured_without_one(what: str) -> None:
    content = PLATES[what]
    assert reading.read_print(content).is_plates
    assert inked(content, plates=True) == inked(content)


def test_where_something_overprints_it_is_looked_at_closely() -> None:
    over = {"N": Dictionary(OP=True, OPM=1)}
    content = b"0.9 0.9 0 0 k 50 60 40 30 re f /N gs 0 0 0.8 0.8 k 50 60 40 30 re f"
    assert not reading.read_print(spoilt(content, ExtGState=over)).is_plates
    usual = {"N": Dictionary(OP=False, op=False, OPM=1)}
    assert reading.read_print(spoilt(content, ExtGState=usual)).is_plates


@pytest.mark.parametrize("what", LIGHTS)
def test_where_a_profile_has_a_say_it_is_asked(what: str) -> None:
    assert not reading.read_print(LIGHTS[what]).is_plates


def test_marks_for_the_printer_are_no_load() -> None:
    assert heavy(spoilt(b"1 1 1 1 k -30 60 20 30 re f")) == []


def test_without_ghostscript_the_colours_are_added_up_and_it_is_said() -> None:
    absent = NotChecked(tool="ghostscript", meaning="not counted", remedy="install it")
    content = spoilt(b"1 1 1 0.5 k 50 60 40 30 re f")
    found = judged(inks.RULES, replace(delivery(content), coverage=absent))
    assert [one.code for one in found] == ["ink-heavy", "ink-not-counted"]
    assert [one.severity for one in found] == [Severity.ERROR, Severity.NOTICE]


def test_with_ghostscript_nothing_is_said_of_it() -> None:
    assert [one.code for one in heavy(bytes_of(sound()))] == []


def whole(content: bytes) -> Delivery:
    here("qpdf")
    order = delivery(bytes_of(sound())).edition
    with preflight.syntax_read(content) as answer:
        return preflight.delivery(
            content, edition=order, faces={}, counted=preflight.TELLING, syntax=answer
        )


def test_a_damaged_file_is_found() -> None:
    content = bytes_of(sound(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    damaged = content.replace(b"startxref\n", b"startxref\n9")
    assert [one.code for one in judged(syntax.RULES, whole(damaged))] == ["syntax-broken"]
    assert judged(syntax.RULES, whole(content)) == []


def test_without_qpdf_it_is_said() -> None:
    absent = NotChecked(tool="qpdf", meaning="no second program", remedy="install it")
    subject = delivery(bytes_of(sound()))
    found = judged(syntax.RULES, replace(subject, syntax=absent))
    assert [(one.code, one.severity) for one in found] == [("syntax-not-checked", Severity.NOTICE)]
    well = Completed(code=0, out="", err="")
    assert judged(syntax.RULES, replace(subject, syntax=well)) == []


# A second reader

SPOILT: dict[str, tuple[Spoil, set[str]]] = {
    "nothing": (lambda _: None, set()),
    "a colour of light": (paint(b"1 0 0 rg " + BLOCK), {"colours-3"}),
    "a group in light": (
        on_first(Name.Group, Dictionary(S=Name.Transparency, CS=RGB)),
        {"colours-3"},
    ),
    "a calibrated colour": (
        paint(b"/N cs 0 0 0 scn " + BLOCK, ColorSpace={"N": calibrated("CalRGB")}),
        {"colours-4"},
    ),
    "a transfer function": (
        paint(b"/N gs", ExtGState={"N": Dictionary(TR=Dictionary(FunctionType=4))}),
        {"colours-8"},
    ),
    "no font": (font("ABCDEF+SourceSans3-Regular", held=False), {"type-1"}),
    "a link": (
        on_first(Name.Annots, Array([Dictionary(Subtype=Name.Link, Rect=Array(TRIM))])),
        {"content-4"},
    ),
    "an action": (
        root(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        {"content-5"},
    ),
    "a form": (root(AcroForm=Dictionary(Fields=Array())), {"content-8"}),
    "an attachment": (
        lambda pdf: pdf.attachments.__setitem__("notes.txt", b"private"),
        {"content-9"},
    ),
    "no operator": (paint(b"1 2 nonsense"), {"whole-8"}),
}
"""Faults, and our rules for the engine that they break."""


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """What the engine says of every fault, asked once."""
    folder = tmp_path_factory.mktemp("second-reader")
    files = []
    for name, (spoil, _) in SPOILT.items():
        with sound() as pdf:
            spoil(pdf)
            files.append(folder / f"{name}.pdf")
            files[-1].write_bytes(bytes_of(pdf))
    answer = tools.validate_all(files, str(preflight.PROFILE), required=REQUIRED)
    if isinstance(answer, NotChecked):
        pytest.skip(f"not checked: {answer.meaning}")
    return {verdict.path.stem: verdict for verdict in answer}


@pytest.mark.parametrize("name", SPOILT)
def test_a_second_reader_finds_it_and_nothing_else(name: str, verdicts) -> None:
    assert {failure.rule for failure in verdicts[name].failures} == SPOILT[name][1]
    assert verdicts[name].checks > 40


def test_what_the_second_reader_finds_is_told_with_its_page(verdicts) -> None:
    subject = delivery(bytes_of(sound()))
    found = judged(syntax.RULES, replace(subject, verdict=verdicts["a colour of light"]))
    assert [one.code for one in found] == ["second-reader"]
    assert found[0].page == "page 1 (folio 1)"
    assert judged(syntax.RULES, replace(subject, verdict=verdicts["nothing"])) == []


def test_without_a_second_reader_it_is_said() -> None:
    absent = NotChecked(tool="verapdf", meaning="not checked", remedy="install it")
    found = judged(syntax.RULES, replace(delivery(bytes_of(sound())), verdict=absent))
    assert [(one.code, one.severity) for one in found] == [
        ("second-reader-absent", Severity.NOTICE)
    ]


# The plates of the shipped editions


def plates(content: bytes, first: int, last: int, folder: Path) -> list[dict[str, np.ndarray]]:
    """The four plates of some pages, as Ghostscript separates them; 255 is full ink."""
    here("ghostscript")
    file = folder / "file.pdf"
    file.write_bytes(content)
    answer = tools.run(
        "ghostscript",
        [
            *("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", f"-r{DOTS}"),
            *(f"-dFirstPage={first}", f"-dLastPage={last}"),
            f"-sOutputFile={folder / 'page%02d.tif'}",
            file,
        ],
        timeout=120,
        required=True,
    )
    assert isinstance(answer, Completed)
    assert answer.code == 0, answer.err
    found = []
    for page in sorted(folder.glob("page??.tif")):
        names = ("Cyan", "Magenta", "Yellow", "Black")
        files = {name: page.with_name(f"{page.stem}({name}).tif") for name in names}
        found.append({name: 255 - np.asarray(Image.open(file)) for name, file in files.items()})
    return found


@pytest.mark.parametrize("publication", ["tiny", "ignite"])
def test_ink_and_ash_text_stands_on_the_black_plate_alone(
    publication: str, editions: Editions, tmp_path: Path
) -> None:
    """Where lines of type in black or a tint of it stand alone, the other plates are white."""
    either = editions(publication, "print")
    pages = reading.read_print(either.made.content).pages
    first, last = 5, 9
    asked = 0
    for page, separated in zip(
        pages[first - 1 : last],
        plates(either.made.content, first, last, tmp_path),
        strict=True,
    ):
        height = separated["Black"].shape[0]
        for mark in page.marks:
            long = mark.box[2] - mark.box[0] > 20  # a lone comma may fall between the dots
            if not long or not mark.size or mark.plates is None or max(mark.plates[:3]) > 0:
                continue
            left, bottom, right, top = (round(edge * DOTS / 72) for edge in mark.box)
            box = (slice(height - top, height - bottom), slice(left, right))
            inks_there = {name: plate[box].max(initial=0) for name, plate in separated.items()}
            coloured = [one for one in page.marks if one.plates and max(one.plates[:3]) > 0]
            if any(_meet(one.box, mark.box) for one in coloured):
                continue
            asked += 1
            assert inks_there["Black"] > 60, (page.name, mark)
            assert not any(inks_there[name] for name in ("Cyan", "Magenta", "Yellow")), page.name
    assert asked > 50


def _meet(one: Box, other: Box) -> bool:
    near = grown(one, 2)
    return near[0] < other[2] and near[2] > other[0] and near[1] < other[3] and near[3] > other[1]


def test_the_plates_would_show_it(tmp_path: Path) -> None:
    content = spoilt(b"0.3 0 0 1 k BT /F 12 Tf 40 300 Td (Lamps) Tj ET")
    (page,) = plates(content, 1, 1, tmp_path)
    assert page["Cyan"].max() > 60
    assert page["Magenta"].max() == 0


def test_a_page_beside_the_media_corner_is_read_in_its_place() -> None:
    with sound() as pdf:
        for page in pdf.pages:
            for box in (Name.MediaBox, Name.TrimBox, Name.BleedBox):
                page[box] = Array([float(edge) - 50 for edge in page[box]])
            page.Contents = pdf.make_stream(b"1 0 0 1 -50 -50 cm\n" + page.Contents.read_bytes())
        content = bytes_of(pdf)
    assert reading.read_print(content).pages[0].trim == pytest.approx(TRIM, abs=0.001)
    picture = next(iter(reading.sheets(content, dots=72)))
    assert Image.open(io.BytesIO(picture)).width == pytest.approx(100 * POINTS + 85.04, abs=1.5)
