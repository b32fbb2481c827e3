"""Parts joined: what each part says stands in the file, once, and leads to the right place.

The files are read by pikepdf and PDFium, neither as press writes them; the outline is held against
the engine's own.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Name
from PIL import Image

from press.errors import ContentError
from press.joining import join
from press.joining.outline import _nested
from press.pages import Typesetter
from press.pages.engine import Document
from press.parts import DrawnPart, Leaves, packed, unpacked
from press.parts.drawing import Bookmark
from tests.setting import STYLE, Words, assets, document

PAGE = "@page{size:100mm 120mm;margin:20mm}@page out{size:100mm 120mm}"
CSS = f"""{STYLE}{PAGE}
h1{{bookmark-level:1;font:700 12pt Serif;margin:0}}.out{{page:out}}
.footnote{{float:footnote}}.away{{break-before:page}}
"""
TAGGED = {"pdf_variant": "pdf/a-2a", "pdf_tags": True, "output_intent": "given by the typesetter"}
LONG = "Every spark lights three more, and nobody knows whose hand struck the first of them. " * 60


def picture(width: int, height: int) -> bytes:
    noise = random.Random(7).randbytes(width * height * 3)
    written = io.BytesIO()
    Image.frombytes("RGB", (width, height), noise).save(written, "JPEG", quality=90)
    return written.getvalue()


def typesetter(options: dict[str, Any] | None = None) -> Typesetter:
    given = assets() | {"figure:noise.jpg": picture(400, 300)}
    return Typesetter([("parts.css", CSS)], given, options=TAGGED if options is None else options)


SECTIONS = (
    '<section id="one"><h1>The first</h1>'
    '<p>It leads to <a href="#two">the second</a>.</p></section>',
    '<section id="two"><h1>The second</h1><p>An office<span class="footnote" id="note">Staff of it.'
    f'</span> with a flag, a fjord.</p><p class="away">{LONG}</p>'
    '<p>Back to <a href="#one">the first</a>, <a href="https://example.org/">out</a>.</p></section>',
    '<section id="three"><h1>The <em>third</em></h1><p>Ångström, Łódź</p></section>',
    '<section id="four"><h1>The fourth</h1><p id="note">The same name again.</p>'
    '<div class="out"><p id="outside">Not for the screen.</p></div></section>',
)


@cache
def parts() -> tuple[DrawnPart, ...]:
    setter, made, folio = typesetter(), [], 1
    for number, section in enumerate(SECTIONS, start=1):
        made.append(setter.set(Words(document(section), f"part {number}"), folio=folio))
        folio += len(made[-1].told.pages)
    return tuple(made)


def joined(some: Sequence[DrawnPart], omitted: Sequence[str] = (), **given: Any) -> bytes:
    return join([part.leaves(omitted) for part in some], assets().values(), **given)


def texts(content: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [kid for kid in element.K
                    if isinstance(kid, pikepdf.Dictionary) and Name.S in kid]  # fmt: skip


def sound(content: bytes) -> None:
    """Each piece, each annotation and each name leads to the element that holds it, and back."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        parents = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
        pages = {page.obj.objgen: page.obj for page in pdf.pages}
        held: dict[tuple[int, int], tuple[int, int]] = {}
        names = []
        for element in elements(pdf):
            assert element.P.objgen in {one.objgen for one in elements(pdf)} | {
                pdf.Root.StructTreeRoot.objgen
            }
            if Name.ID in element:
                names.append(str(element.ID))
            for kid in element.K:
                if isinstance(kid, pikepdf.Dictionary) and kid.get(Name.Type) == Name.OBJR:
                    assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
                    assert any(one.objgen == kid.Obj.objgen for one in pages[kid.Pg.objgen].Annots)
                elif not isinstance(kid, pikepdf.Dictionary) or Name.MCID in kid:
                    is_alone = not isinstance(kid, pikepdf.Dictionary)
                    page = pages[(element if is_alone else kid).Pg.objgen]
                    number = int(kid if is_alone else kid.MCID)
                    place = int(page.StructParents), number
                    assert place not in held, "a piece is held once"
                    held[place] = element.objgen
        for page in pages.values():
            numbers = range(len(parents[int(page.StructParents)]))
            assert all(
                held[int(page.StructParents), number]
                == parents[int(page.StructParents)][number].objgen
                for number in numbers
            )
        assert len({int(page.StructParents) for page in pages.values()}) == len(pages)
        assert len(names) == len(set(names))
        told = pdf.Root.StructTreeRoot.IDTree.Names
        assert [str(name) for name in told[::2]] == sorted(names)
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == max(parents) + 1


# Bytes


def test_a_part_is_the_same_when_it_was_bytes_in_between() -> None:
    again = [unpacked(packed(part)) for part in parts()]
    assert again == list(parts())
    assert [packed(part) for part in again] == [packed(part) for part in parts()]
    assert joined(again) == joined(parts())


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_cut_short_or_changed_is_no_part(data: st.DataObject) -> None:
    whole = packed(parts()[0])
    end = data.draw(st.integers(0, len(whole) - 1))
    for spoilt in (whole[:end], whole + b"more", whole[end:]):
        if spoilt != whole:
            with pytest.raises(ValueError, match=r"."):
                unpacked(spoilt)


def test_a_part_does_not_know_what_was_set_before_it() -> None:
    """Faces are measured in their tables, and a picture that was drawn small is whole again."""
    small, large = (
        Words(document(f'<p><img alt="Noise" src="figure:noise.jpg" style="width:{width}mm"></p>'))
        for width in (4, 60)
    )
    headline = Words(document("<p style='font-size:30pt'>office</p>"))
    plain = Words(document("<p>An office of Staff</p>"))
    options = {"dpi": 150}
    wanted = {}
    for words in (small, large, headline, plain):
        wanted[words] = packed(typesetter(options).set(words, folio=1))
    assert len(wanted[small]) < len(wanted[large])
    for order in (wanted, dict(reversed(wanted.items()))):
        setter = typesetter(options)
        for words in order:
            assert packed(setter.set(words, folio=1)) == wanted[words]


# Order, links, names


@given(st.permutations(range(len(SECTIONS))))
@settings(max_examples=24, deadline=None)
def test_parts_in_any_order_make_a_sound_file(order: list[int]) -> None:
    some = [parts()[number] for number in order]
    content = joined(some)
    sound(content)
    assert content == joined(some)
    own = [text for part in some for text in texts(joined([part], elsewhere=["one", "two"]))]
    assert texts(content) == own
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        titles = {0: "The first", 1: "The second", 2: "The third", 3: "The fourth"}
        assert [entry.title for entry in outline.root] == [titles[number] for number in order]


def test_links_lead_over_parts_and_say_where_in_words() -> None:
    with pikepdf.open(io.BytesIO(joined(parts()))) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        names = pdf.Root.Names.Dests.Names
        places = {
            str(name): pages[to[0].objgen] for name, to in zip(names[::2], names[1::2], strict=True)
        }
        links = [(str(one.get("/Dest", "")), str(one.Contents))
                 for page in pdf.pages for one in page.obj.get("/Annots", [])]  # fmt: skip
    assert places["one"] == 1
    assert places["two"] == 2
    assert ("two", "The second, page 2") in links
    assert ("one", "The first, page 1") in links
    assert ("note", "Note 1, page 2") in links
    assert ("", "https://example.org/") in links
    assert places["note"] == 2, "the first of two that have one name"


def test_a_link_to_an_id_that_stands_nowhere_stops_the_file() -> None:
    with pytest.raises(ContentError, match="No anchor #two for internal URI reference"):
        joined(parts()[:1])
    with pytest.raises(ContentError, match="No anchor #two"):
        joined(parts()[:1], elsewhere=["three"], accepted=["No anchor #one"])
    assert joined(parts()[:1], accepted=["No anchor #two for"])


def test_a_link_elsewhere_is_left_out_and_its_words_stay() -> None:
    content = joined(parts()[:1], elsewhere=["two"])
    sound(content)
    assert texts(content) == ["The first It leads to the second."]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert Name.Annots not in pdf.pages[0].obj


# Pages that stay out


def test_what_stands_on_pages_that_stay_out_stays_out_of_all_trees() -> None:
    whole, without = joined(parts()), joined(parts(), omitted=["out"])
    sound(without)
    assert len(texts(without)) == len(texts(whole)) - 1
    with pikepdf.open(io.BytesIO(without)) as pdf:
        names = [str(name) for name in pdf.Root.Names.Dests.Names[::2]]
        assert "outside" not in names
        assert "three" in names
    assert "Not for the screen" not in " ".join(texts(without))


def test_a_part_of_which_no_page_goes_out_brings_nothing_along() -> None:
    first, *others = (part.leaves() for part in parts()[2:])
    nothing = Leaves(drawing=first.drawing, pages=(), folios=())
    faces = list(assets().values())
    assert join([nothing, *others], faces) == join(others, faces)


# Fonts


def fonts(pdf: pikepdf.Pdf) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get(Name.Type) == Name.FontDescriptor:
            assert str(one.FontName) not in found, "a font is embedded once"
            found[str(one.FontName)] = one
    return found


def test_a_font_is_embedded_once_with_what_every_part_uses_of_it() -> None:
    with pikepdf.open(io.BytesIO(joined(parts()))) as pdf:
        whole = {name: len(one.FontFile2.read_bytes()) for name, one in fonts(pdf).items()}
    singly: dict[str, list[int]] = {}
    for part in parts():
        with pikepdf.open(io.BytesIO(joined([part], elsewhere=["one", "two"]))) as pdf:
            for name, one in fonts(pdf).items():
                singly.setdefault(name, []).append(len(one.FontFile2.read_bytes()))
    assert whole.keys() == singly.keys()
    for name, size in whole.items():
        assert max(singly[name]) <= size <= sum(singly[name])
    files = [face for address, face in assets().items() if address.startswith("font:")]
    assert max(whole.values()) < min(map(len, files)) / 2, "cut down"


def test_letters_that_one_part_alone_has_and_ligatures_are_read_back() -> None:
    said = " ".join(texts(joined(parts())))
    assert "An office" in said
    assert "a flag, a fjord" in said
    assert "Ångström, Łódź" in said


def test_what_a_part_uses_is_drawn_as_the_engine_draws_it() -> None:
    """With the glyphs of other parts in the font, and alone, every page is the same picture."""
    whole = pypdfium2.PdfDocument(joined(parts()))
    at = 0
    for part in parts():
        alone = pypdfium2.PdfDocument(joined([part], elsewhere=["one", "two"]))
        for page in alone:
            pictures = [one.render(scale=2).to_numpy().tobytes() for one in (page, whole[at])]
            assert pictures[0] == pictures[1]
            at += 1


def test_pictures_and_profiles_are_in_the_file_once() -> None:
    setter = typesetter()
    image = '<p><img alt="Noise" src="figure:noise.jpg" style="width:40mm"></p>'
    some = [setter.set(Words(document(f"<p>{n}</p>{image}")), folio=n) for n in (1, 2, 3)]
    with pikepdf.open(io.BytesIO(joined(some))) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        assert sum(one.get(Name.Subtype) == Name.Image for one in streams) == 1
        assert sum(one.get(Name.N) == 3 for one in streams) == 1
        contents = {page.Contents.objgen for page in pdf.pages}
        assert len(contents) == 3


# The outline

levels = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["open", "closed"])), max_size=12)


@given(levels)
def test_the_outline_is_nested_as_the_engine_nests_it(rows: list[tuple[int, str]]) -> None:
    page = type("Page", (), {})()
    page.height = 100.0
    page.bookmarks = [(level, str(n), (0, 0), state) for n, (level, state) in enumerate(rows)]
    engine = Document([page], None, None, None, {}, None).make_bookmark_tree()

    def shape(entries: Any) -> list[Any]:
        return [(title, shape(below)) for title, _, below, _ in entries]

    def ours(entries: Any) -> list[Any]:
        return [(one.title, ours(one.below)) for one in entries]

    marks = [(Bookmark(level, str(n), "0 0", state == "open"), 1)
             for n, (level, state) in enumerate(rows)]  # fmt: skip
    assert ours(_nested(marks)) == shape(engine)


def test_text_of_any_kind_is_told_rightly() -> None:
    title = r"Brackets (and \ more) “quoted” – 12 0 R"
    part = typesetter().set(
        Words(
            document(f'<section id="x(y)"><h1>{title}</h1><p><a href="#x(y)">x</a></p></section>')
        ),
        folio=1,
    )
    content = joined([part])
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [title]
        assert str(pdf.Root.Names.Dests.Names[0]) == "x(y)"
        assert str(pdf.pages[0].Annots[0].Contents) == f"{title}, page 1"
    assert re.search("quoted", texts(content)[0])


# Faces that are no plain files


def variable_face() -> bytes:
    """A face of one letter, an A that is a block, as wide as its weight says."""
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "space", "A"])
    builder.setupCharacterMap({32: "space", 65: "A"})
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 700), (300, 700), (300, 0)):
        pen.lineTo(corner)
    pen.closePath()
    block, nothing = pen.glyph(), TTGlyphPen(None).glyph()
    builder.setupGlyf({".notdef": nothing, "space": nothing, "A": block})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "space": (250, 0), "A": (400, 100)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Block", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.setupFvar([("wght", 400, 400, 900, "Weight")], [])
    wider = TupleVariation(
        {"wght": (0, 1, 1)},
        [(0, 0), (0, 0), (400, 0), (400, 0), (0, 0), (400, 0), (0, 0), (0, 0)],
    )
    builder.setupGvar({"A": [wider]})
    written = io.BytesIO()
    builder.save(written)
    return written.getvalue()


def test_a_variable_face_is_carried_by_its_parts_as_it_is_set() -> None:
    face = variable_face()
    css = PAGE + (
        "@font-face{font-family:Block;src:url(font:block.ttf)}"
        'html{font:20pt Block}b{font-weight:400;font-variation-settings:"wght" 900}'
    )
    setter = Typesetter([("block.css", css)], {"font:block.ttf": face}, options=TAGGED)
    some = [
        setter.set(Words(document(f"<p>{text}</p>")), folio=n)
        for n, text in enumerate(("A A", "A <b>A</b>", "<b>A A</b>"), start=1)
    ]
    assert all(font.carried is not None for part in some for font in part.drawing.fonts)
    content = join([part.leaves() for part in some], ())
    assert texts(content) == ["A A", "A A", "A A"]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(fonts(pdf)) == 2, "one at each weight"
    again = join([unpacked(packed(part)).leaves() for part in some], ())
    assert again == content
    alone = pypdfium2.PdfDocument(setter.write_whole(Words(document("<p>A <b>A</b></p>")), {}))
    pictures = [page.render(scale=2).to_numpy().astype(int)
                for page in (alone[0], pypdfium2.PdfDocument(content)[1])]  # fmt: skip
    assert abs(pictures[0] - pictures[1]).max() <= 4
