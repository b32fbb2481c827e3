"""Lines that are planned as a whole, on real settings: true words, straight edges, whole words."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from html import unescape
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from press.pages.even import protrusion
from press.parts import SetLine
from tests.conftest import POINTS, REPOSITORY
from tests.setting import MARGIN, Laid, Row, Words, document, lay, rows, runs, typesetter

STYLE = """
.caps{font-variant-caps:small-caps} .apart{letter-spacing:.08em} .whole{white-space:nowrap}
.code{font-family:Sans;padding:0 1mm;border:.3pt solid} .run-in{font-weight:700;margin-right:3mm}
.note{float:footnote;font-size:7pt;line-height:9pt} ::footnote-call{font-size:6pt}
li{display:block;text-align:justify;hyphens:auto}
.bullet{display:inline-block;width:4mm;height:2mm;background:black}
h2{display:inline;margin-right:3mm;font-size:9.5pt}
"""
MIXED = """
<p>The <em>efficient office</em>, <strong>afflicted with <em>nested</em> difficulties</strong>,
has <a href="#end">a link to the end</a> and <span class="caps">Small Capitals</span> of the
environment, <span class="apart">letters that stand apart</span> and <span class="whole">ten words
whole</span>; they were <em>finally </em>official,<em> sufficiently</em> so, and an ineffi­cient
re­pre­sen­ta­tion.</p>
<p>One line<br>and another that goes on for longer than the measure is wide, so that it must
break.<br> Then 10&#xa0;km with M.&#xa0;Dupont, <em></em>an empty element<b></b>, a <i
lang="de">Straßenbahnhaltestelle am Überseehafen</i>, <i lang="cy">dysgwyr rhyngwladol</i>, <i
lang="fr">une bibliothèque d’à côté</i> — naïve façades – well-known mother-in-law
conversations.</p>
<p>A note<span class="note">The footnote has a text that is longer than the measure of the page,
so that its lines are planned as well, considerably.</span> stands here, and the paragraph goes on
after it with considerable <code class="code">framed words</code> and responsibilities.</p>
<section><h2>A run-in heading</h2><p style="display:inline">stands in the line with the text that
follows it, and the international development goes on in the following lines.</p></section>
<ul><li><span class="bullet"></span>An item with a bullet that is a box of its own and goes on
over the lines of the measure, internationally.</li><li><span class="bullet"></span>Another item;
with afflictions, difficulties <strong>and emphasis</strong>.<ul><li>A nested one that has
considerable length for the purpose of breaking.</li></ul></li></ul>
<p id="end">Waves of AVATAR To Ty Va. “Quoted” words, one’s own, at the end of it all — the
end.</p>
"""


def words(text: str) -> str:
    """A text without what a line's end may add or take: spaces, and hyphens not its own."""
    for sign in ("\u00ad", "\u0002", "\ufffe"):
        text = re.sub(rf"{sign}\s*", "", text)
    return "".join(text.split())


def source(html: str) -> str:
    """The words of a source."""
    return words(unescape(re.sub(r"<[^>]*>", "", html.replace("<br>", " "))))


def as_printed(html: str) -> str:
    """The words of a source with one footnote, which stands at the end."""
    note = re.search(r'<span class="note">(.*?)</span>', html, re.DOTALL)
    assert note is not None
    return source(html.replace(note[0], "1")) + "1." + source(note[1])


def whole(lines: list[str]) -> str:
    """The words of laid lines, in which a hyphen that is no letter is not told from one that is."""
    return words("".join(lines)).replace("-", "")


def read_by_pypdf(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def read_by_pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def read_by_poppler(pdf: bytes) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("poppler's pdftotext is not installed")
    return subprocess.run(
        [program, "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


@pytest.fixture(scope="module")
def mixed() -> Laid:
    return lay(MIXED, STYLE, measure=60)


@pytest.mark.parametrize("read", [read_by_pdfium, read_by_poppler])
def test_readers_find_the_words_of_the_source_and_the_hyphens_that_it_has(
    mixed: Laid, read
) -> None:
    assert words(read(mixed.pdf)) == as_printed(MIXED)


def test_a_reader_that_knows_no_soft_hyphens_finds_the_letters(mixed: Laid) -> None:
    read = words(read_by_pypdf(mixed.pdf))
    assert read.replace("-", "") == as_printed(MIXED).replace("-", "")
    assert not {"\u2010", "\u2011"} & set(read)


def test_broken_words_are_in_the_test_and_a_ligature_is_broken(mixed: Laid) -> None:
    broken = [line.text for line in mixed.part.lines if line.broken]
    assert len(broken) >= 4
    narrow = lay("<p>It was efficient; the most efficient of the official offices of all.</p>",
                 "p{hyphens:manual}", measure=27)  # fmt: skip
    assert whole(narrow.texts()[0]) == source(
        "It was efficient; the most efficient of the official offices of all."
    )


WORD = st.sampled_from(
    [
        *("the", "office", "of", "efficient", "difficulties", "finally", "Wave", "AVATAR", "To"),
        *("typography", "considerably", "well-known", "naïve", "façade", "Übergrößenträger"),
        *("one’s", "“quoted”", "–", "—", "a", "I", "re\u00adpre\u00adsen\u00adta\u00adtion"),
        *("1,000", "10&#xa0;km", "M.&#xa0;Dupont", "environment,", "harbour;", "international"),
    ]
)
TAGS = (
    "em", "strong", 'a href="#end"', 'span class="caps"', 'span class="apart"',
    'i lang="de"', 'i lang="cy"', 'code class="code"',
)  # fmt: skip


def inside(pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Pieces in an element, with spaces at its edges or none."""
    return st.builds(
        lambda tag, open_, inner, close: (
            f"<{tag}>{open_}{' '.join(inner)}{close}</{tag.split()[0]}>"
        ),
        st.sampled_from(TAGS),
        st.sampled_from(["", " "]),
        st.lists(pieces, min_size=1, max_size=5),
        st.sampled_from(["", " "]),
    )


PIECE = st.recursive(
    st.one_of(
        WORD, WORD, WORD, WORD, WORD, st.sampled_from(["<em></em>", "<b> </b>", "word<b></b>"]),
        st.builds('<span class="whole">{} {}</span>'.format, WORD, WORD),
    ),
    inside,
    max_leaves=12,
)  # fmt: skip
PARAGRAPH = st.lists(st.tuples(PIECE, st.sampled_from([" ", " ", " ", "", "<br>"])), min_size=12,
                     max_size=40)  # fmt: skip


@settings(max_examples=30, deadline=None, derandomize=True, phases=[Phase.generate])
@given(pieces=PARAGRAPH, measure=st.sampled_from([45, 60, 90]), justified=st.booleans())
def test_no_structure_of_a_paragraph_loses_adds_or_moves_a_letter(
    pieces: list[tuple[str, str]], measure: int, justified: bool
) -> None:
    body = "".join(piece + space for piece, space in pieces)
    css = STYLE + ("" if justified else "p{text-align:left}")
    laid = lay(f"<p>{body}</p><p id='end'>The end.</p>", css, measure=measure)
    first, _ = laid.texts()
    assert whole(first) == source(body).replace("-", "")
    read = words(read_by_pdfium(laid.pdf))
    # PDFium takes a hyphen at a line's end for none of the text's.
    assert read.replace("-", "") == source(f"{body}The end.").replace("-", "")


# Left as they are


PURE = """
import sys, types, contextlib, pathlib
stub = types.ModuleType("press.pages.even")
stub.UNFIT, stub.Stood, stub.__path__ = "", object, []
stub.evenly = stub.within = lambda *given: contextlib.nullcontext()
stub.Met = lambda: types.SimpleNamespace(texts=set(), stood=dict)
stub.Setting = lambda house, wanted: types.SimpleNamespace(wanted=wanted, stood={})
shaping = types.ModuleType("press.pages.even.shaping")
shaping.space = lambda style: 1.0
sys.modules |= {"press.pages.even": stub, "press.pages.even.shaping": shaping}
tests = types.ModuleType("tests")
tests.__path__ = [str(pathlib.Path.cwd() / "tests")]
sys.modules["tests"] = tests
from tests.setting import lay
from press.pages.engine import inline_layout, block_layout, draw_text
assert inline_layout.get_next_linebox.__module__ == "weasyprint.layout.inline"
assert block_layout._linebox_layout.__module__ == "weasyprint.layout.block"
body, css = sys.stdin.read().split("\\0")
sys.stdout.buffer.write(lay(body, css, measure=60, height=60, way="first-fit").pdf)
"""


def test_paragraphs_that_ask_for_first_fit_are_the_engines_to_the_byte() -> None:
    pure = subprocess.run(
        [sys.executable, "-c", PURE], cwd=REPOSITORY, input=f"{MIXED}\0{STYLE}".encode(),
        capture_output=True, check=False,
    )  # fmt: skip
    assert pure.returncode == 0, pure.stderr.decode()
    ours = lay(MIXED, STYLE, measure=60, height=60, way="first-fit").pdf
    assert pure.stdout == ours
    assert lay(MIXED, STYLE, measure=60, height=60).pdf != ours


def test_outside_a_setting_the_engine_is_its_own() -> None:
    css = f"{STYLE} html{{--line-breaking:total-fit}}"
    own = typesetter(css, 60, 60)._compositor
    outside = own._document(document(MIXED), own._sheets).write_pdf(pdf_variant="pdf/ua-1")
    setter = typesetter(f"{STYLE} html{{--line-breaking:first-fit}}", 60, 60)
    assert outside == setter.write_whole(Words(document(MIXED)), {})


# Structure


INLINE = {"/Span", "/NonStruct", "/Link", "/Code", "/Em", "/Strong"}
"""What an element in a line is, of which each line has a piece."""


def structure(*elements: Any) -> list[Any]:
    """The roles below an element of a tag tree; the pieces of an element in lines are one."""
    found: list[tuple[str, list[Any]]] = []
    for element in elements:
        kids = element.get("/K", [])
        for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
            if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
                continue
            role = str(kid.S)
            if found and found[-1][0] == role and role in INLINE:
                found[-1][1].append(kid)
            else:
                found.append((role, [kid]))
    return [(role, structure(*pieces)) for role, pieces in found]


def test_tags_outline_and_links_are_those_of_lines_set_first_fit() -> None:
    told = []
    for way in ("total-fit", "first-fit"):
        laid = lay(MIXED, STYLE, measure=60, height=400, way=way)
        reader = pypdf.PdfReader(io.BytesIO(laid.pdf))
        with pikepdf.open(io.BytesIO(laid.pdf)) as pdf:
            told.append((
                structure(pdf.Root.StructTreeRoot),
                [str(getattr(one, "title", one)) for one in reader.outline],
                sorted(reader.named_destinations),
                [(str(one.Subtype), str(one.get("/Dest", ""))) for one in pdf.pages[0].Annots],
            ))  # fmt: skip
    assert told[0] == told[1]
    assert "/P" in str(told[0][0])
    assert "A run-in heading" in told[0][1]


# Straight edges

EVEN = """
<p>The efficient office of AVATAR Towers, Wave Terrace, was afflicted with <em>finally unofficial
difficulties</em>, and its “quoted” representatives – <strong>all of them responsible</strong> –
had no more than 10&#xa0;km to go. Typography is a conversation about understanding; <span
class="apart">letters stand apart here, for the length of a line or so</span>, and then no more. A
re­pre­sen­ta­tion of the environment, considerably internationalised, with M.&#xa0;Dupont’s <span
style="font-family:Sans">own words in another face altogether</span>, goes on. Well-known
mother-in-law conversations, efficient, sufficient and coefficient, with <span class="caps">Small
Capitals of the Environment</span> at the end of the paragraph that is the longest of them all,
and yet another conversation about it, responsibly.</p>
"""


QUOTED = f"<p>{'“Quoted” words, “all of them” in a row, and “some more”; ' * 12}</p>"


def full(laid: Laid) -> list[tuple[SetLine, Row]]:
    """The lines of a file that are not the last of their paragraphs, beside their glyphs."""
    told = rows(laid.pdf)
    assert len(told) == len(laid.part.lines)
    return [
        (line, row)
        for line, row in zip(laid.part.lines, told, strict=True)
        if not line.last and " " in line.text
    ]


@pytest.mark.parametrize("measure", [45, 52, 60, 66, 75, 85, 112])
@pytest.mark.parametrize("more", ["", "p{--expansion:0}", "p{--tracking:0}"])
def test_justified_lines_end_on_the_edge(measure: int, more: str) -> None:
    laid = lay(EVEN * 3, STYLE + more, measure=measure)
    lines = full(laid)
    assert len(lines) > 20
    for line, row in lines:
        assert row.right == pytest.approx(measure * POINTS, abs=0.15), line.text
        indent = 4 * POINTS if line.number == 1 else 0
        assert row.left == pytest.approx(indent, abs=0.15), line.text


def test_a_word_is_broken_within_a_ligature_and_the_line_still_ends_on_the_edge() -> None:
    found = 0
    for measure in range(40, 70, 2):
        laid = lay(
            "<p>Of coefficient and unafflicted officials, the efficient and affluent sufficiently "
            "differ, officially afflicted; of affiliates and traffickers, efficiently offered.</p>",
            measure=measure,
        )
        for line, row in full(laid):
            found += line.text.endswith(("f-", "ef-")) and line.broken
            assert row.right == pytest.approx(measure * POINTS, abs=0.15), line.text
    assert found


def test_signs_hang_out_by_their_part_where_a_layout_asks_for_it() -> None:
    seen = set()
    for measure in (45, 52, 60, 75):
        laid = lay(EVEN + QUOTED, "p{--protrusion:1;--tracking:0}", measure=measure)
        for line, row in full(laid):
            sign = line.text[-1]
            out = protrusion.RIGHT.get(sign, 0.0) * max(row.runs, key=lambda one: one.right).last
            assert row.right - measure * POINTS == pytest.approx(out, abs=0.15), line.text
            seen.add(sign)
            if line.number > 1:
                first = min(row.runs, key=lambda one: one.left).first
                hang = protrusion.LEFT.get(line.text[0], 0.0) * first
                assert -row.left == pytest.approx(hang, abs=0.15), line.text
                seen.add(line.text[0])
    assert {"-", ",", "“"} <= seen


def test_letters_are_widened_and_moved_apart_by_no_more_than_is_asked() -> None:
    laid = lay(EVEN * 3, measure=45)
    told = runs(laid.pdf)
    assert max(abs(one.wider - 1) for one in told) == pytest.approx(0.02, abs=1e-4)
    assert max(one.apart / one.size for one in told) <= 0.03 + 1e-4
    assert min(one.apart for one in told) == 0
    assert any(one.apart > 0 for one in told)


@pytest.mark.parametrize(
    ("css", "wider", "apart"),
    [
        ("p{--expansion:0;--tracking:0}", 0, 0),
        ("p{--expansion:.5%;--tracking:.01}", 0.005, 0.01),
        ("p{--expansion:50%;--tracking:.5}", 0.02, 0.03),
    ],
)
def test_a_layout_says_how_much_and_never_more_than_the_eye_allows(
    css: str, wider: float, apart: float
) -> None:
    told = runs(lay(EVEN * 3, css, measure=45).pdf)
    assert max(abs(one.wider - 1) for one in told) <= wider + 1e-4
    assert max(one.apart / one.size for one in told) <= apart + 1e-4


# Doubt

LONG = (
    "The international development of considerable responsibilities goes on in this paragraph, "
    "for as many lines as it takes to see how its lines are broken and where they end at last."
)
DOUBTFUL = {
    "an inline picture": f"<p>{LONG} <img src=drawing:dot alt=dot> {LONG}</p>",
    "right-to-left text": f"<p dir=rtl>{LONG}</p>",
    "white-space:pre-wrap": f'<p style="white-space:pre-wrap">{LONG}</p>',
    "text-overflow": f'<p style="text-overflow:ellipsis;overflow:hidden">{LONG}</p>',
    "box-decoration-break": f'<p>{LONG} <em class="clone">{LONG}</em></p>',
    "a font that lacks a letter": f'<p class="lacking">{LONG} ₿ {LONG}</p>',
    "a word wider than the measure": f"<p>{LONG} https://example.org/{'x' * 60} {LONG}</p>",
    "a leader": f'<p class="leads">{LONG}</p>',
    "an inline-block of unknown width": f'<p>{LONG} <b class="boxed">a box</b> {LONG}</p>',
    "a line separator": f"<p>{LONG}&#x2028;{LONG}</p>",
    "a float in it": f'<p>{LONG} <span style="float:right;width:20mm">aside</span> {LONG}</p>',
}
OTHER = (
    ".leads::after{content:leader('.') 'end'} .boxed{display:inline-block}"
    ".clone{box-decoration-break:clone;padding:0 1mm} .lacking{font-family:Sans,Serif}"
)


def test_where_the_planner_is_in_doubt_the_engine_sets_the_paragraph_and_no_other() -> None:
    alone = lay(f"<p>{LONG}</p>", OTHER, measure=58).texts()
    for doubt, html in DOUBTFUL.items():
        body = f"{html}<p>{LONG}</p>"
        ours, engine = (
            lay(body, OTHER, measure=58, way=way).texts() for way in ("total-fit", "first-fit")
        )
        assert ours[:-1] == engine[:-1], doubt
        assert ours[-1:] == alone, doubt
        assert ours[-1:] != engine[-1:]


def test_beside_a_float_lines_are_the_engines_and_below_it_they_are_planned() -> None:
    float_ = '<div style="float:left;width:30mm;height:30mm"></div>'
    css = "p{text-indent:0}"
    ours, engine = (
        lay(f"{float_}<p>{LONG} {LONG} {LONG}</p>", css, way=way)
        for way in ("total-fit", "first-fit")
    )
    beside = [line for line in ours.part.lines if line.left > MARGIN + 29]
    assert len(beside) == 7
    assert [one.text for one in beside] == [one.text for one in engine.part.lines[:7]]
    below = [line for line in ours.part.lines if line not in beside]
    assert len(below) > 3
    assert all(line.right == pytest.approx(line.edge, abs=0.05) for line in below[:-1])
    assert max(line.space for line in below[:-1]) < 1.6
    assert words("".join(ours.texts()[0])).replace("-", "") == source(f"{LONG} {LONG} {LONG}")


@pytest.mark.parametrize(
    "pseudo", ["first-letter{font-size:12pt}", "first-line{letter-spacing:1pt}"]
)
def test_a_first_line_of_its_own_style_is_the_engines(pseudo: str) -> None:
    ours, engine = (
        lay(f"<p>{LONG}</p>", f"p::{pseudo}", way=way) for way in ("total-fit", "first-fit")
    )
    assert ours.texts()[0][0] == engine.texts()[0][0]
    assert whole(ours.texts()[0]) == source(LONG)


# Rooms

ROOMS = {
    "columns": f'<div style="columns:2"><p>{LONG}</p><p>{LONG}</p></div>',
    "a table": f'<table style="width:100%"><thead><tr><th>{LONG}</th></tr></thead>'
    f"<tbody><tr><td><p>{LONG}</p></td><td>{LONG}</td></tr></tbody></table>",
    "a grid": f'<div class="grid"><p>{LONG}</p><p>{LONG}</p></div>',
    "a flex row": f'<div class="flex"><p>{LONG}</p><p>{LONG}</p></div>',
    "a positioned block": f'<div style="position:absolute;left:0;width:50mm"><p>{LONG}</p></div>',
    "an inline-block": f'<p>Before <b class="boxed">{LONG}</b> after.</p>',
    "shrink-to-fit": f'<div style="float:left;max-width:60mm"><p>{LONG}</p></div>',
    "nested lists": f"<ul><li>{LONG}<ol><li>{LONG}</li></ol></li></ul>",
    "a figure with a caption": f"<figure><figcaption>{LONG}</figcaption></figure>",
}


@pytest.mark.parametrize("room", ROOMS)
def test_text_is_true_in_every_kind_of_room(room: str) -> None:
    css = (
        f'{STYLE} @page{{@bottom-center{{content:"{LONG} " counter(page) " of " counter(pages);'
        "text-align:justify;width:100%}} li,td,th,figcaption{text-align:justify}"
        " .grid{display:grid;grid-template-columns:1fr 2fr} .flex{display:flex} .flex p{flex:1}"
        ".boxed{display:inline-block;width:50mm;font-weight:400}"
    )
    laid = lay(ROOMS[room] + f"<p>{LONG}</p>", css, height=120)
    read = words(read_by_pdfium(laid.pdf))
    count = ROOMS[room].count(LONG) + 1
    assert read.count(source(LONG)) == count + len(laid.part.pages)
    lines = [line for line in laid.part.lines if line.tag in {"p", "li", "td", "th", "figcaption"}]
    assert whole([line.text for line in lines]).count(source(LONG)) == count


def test_a_narrow_block_that_fits_its_words_keeps_them_on_one_line() -> None:
    laid = lay('<div style="float:left"><p style="text-indent:0">Three short words</p></div>')
    assert laid.texts() == [["Three short words"]]


def test_a_heading_repeated_on_every_page_is_set_each_time() -> None:
    rows_ = "".join(f"<tr><td>{LONG}</td></tr>" for _ in range(8))
    laid = lay(f"<table><thead><tr><th>{LONG}</th></tr></thead>{rows_}</table>", height=60)
    assert len(laid.part.pages) > 1
    heads = [line for line in laid.part.lines if line.tag == "th"]
    assert whole([line.text for line in heads]) == source(LONG) * len(laid.part.pages)
