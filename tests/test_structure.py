"""The structure of tagged editions, asked of the file with a walk of the tests' own.

The tree is read by pikepdf and the words of each marked piece by PDFium, neither as press reads
them; veraPDF judges what the standards say of both.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Name
from pypdfium2 import raw

from press import build, tools, works
from press.pages import structure as own
from press.pages.structure import hook
from press.pages.structure.model import Unfit
from tests.conftest import Edition, Editions, change
from tests.test_conformance import REQUIRED, checked

PUBLICATIONS = ("tiny", "ignite")
STANDARD = {
    "Document", "Sect", "Div", "BlockQuote", "P", "H1", "H2", "H3", "L", "LI", "Lbl", "LBody",
    "TOC", "TOCI", "Note", "Reference", "Link", "Figure", "Caption", "Span",
}  # fmt: skip
"""The types of ISO 32000-1, 14.8.4, that a book of ours has."""
WITHIN = {
    "LI": {"L"}, "LBody": {"LI"}, "Lbl": {"LI", "Note"}, "TOCI": {"TOC"}, "Link": {
        "Reference", "P", "LBody", "Lbl", "H1", "H2", "H3", "Span"},
}  # fmt: skip
"""What stands in what (14.8.4.3)."""


@dataclass(eq=False)
class Tag:
    """An element as the file has it."""

    role: str
    said: str
    """What the file calls it, which its role map may call otherwise."""
    held: Any
    above: Tag | None
    kids: list[Any] = field(default_factory=list)
    """Elements, and (page, words) of pieces; annotations are dictionaries."""
    file: pikepdf.Pdf | None = None
    """The file, which is open as long as its document is asked."""

    def all(self) -> Iterator[Tag]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.all()

    @property
    def pieces(self) -> list[tuple[int, str]]:
        return [
            piece
            for kid in self.kids
            for piece in (kid.pieces if isinstance(kid, Tag) else [kid])
            if isinstance(piece, tuple)
        ]

    @property
    def text(self) -> str:
        return " ".join(" ".join(words for _, words in self.pieces).split())


def tree(content: bytes) -> Tag:
    """The structure of a file."""
    pdf = pikepdf.open(io.BytesIO(content))
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    words = [marked(page) for page in pypdfium2.PdfDocument(content)]
    roles = {str(key): str(value) for key, value in pdf.Root.StructTreeRoot.RoleMap.items()}

    def read(held: Any, above: Tag | None, page: int) -> Tag:
        said = str(held.S)
        tag = Tag(roles.get(said, said)[1:], said[1:], held, above)
        page = pages[held.Pg.objgen] if Name.Pg in held else page
        for kid in held.get(Name.K, []):
            if not isinstance(kid, pikepdf.Dictionary):
                tag.kids.append((page, words[page].pop(int(kid), "")))
            elif kid.get(Name.Type) == Name.MCR:
                there = pages[kid.Pg.objgen]
                tag.kids.append((there, words[there].pop(int(kid.MCID), "")))
            elif kid.get(Name.Type) == Name.OBJR:
                tag.kids.append(kid.Obj)
            else:
                tag.kids.append(read(kid, tag, page))
        return tag

    (document,) = pdf.Root.StructTreeRoot.K
    found = read(document, None, -1)
    found.file = pdf
    assert not any(words), "each piece is in one element"
    return found


def marked(page: pypdfium2.PdfPage) -> dict[int, str]:
    """The words of each marked piece of a page, letter by letter."""
    letters = page.get_textpage()
    found: dict[int, str] = {}
    for index in range(letters.count_chars()):
        if held := raw.FPDFText_GetTextObject(letters, index):
            mark = raw.FPDFPageObj_GetMarkedContentID(held)
            if mark >= 0:
                letter = chr(raw.FPDFText_GetUnicode(letters, index))
                found[mark] = found.get(mark, "") + letter
    return found


@pytest.fixture(scope="module")
def document(editions: Editions) -> Callable[[str], Tag]:
    """The structure of a screen edition, read once."""
    read: dict[str, Tag] = {}

    def one(publication: str) -> Tag:
        if publication not in read:
            read[publication] = tree(editions(publication, "screen").made.content)
        return read[publication]

    return one


def named(document: Tag, *roles: str) -> list[Tag]:
    return [tag for tag in document.all() if tag.role in roles]


both = pytest.mark.parametrize("publication", PUBLICATIONS)


# The whole


GOLDEN = Path(__file__).parent / "publications" / "tiny-screen-tags.txt"
"""The tag tree of tiny's screen edition, as a person has read and accepted it."""
SHOWN = 56
"""Letters of an element's words that the golden text shows."""


def told(tag: Tag, folios: tuple[int, ...], depth: int = 0) -> Iterator[str]:
    """A tag tree as text: each element with what it says of itself, its pages and its words."""
    facts = [tag.role if tag.said == tag.role else f"{tag.said} ({tag.role})"]
    facts += [f"{key[1:]}={str(tag.held[key])!r}" for key in ("/Alt", "/Lang") if key in tag.held]
    links = sum(isinstance(kid, pikepdf.Dictionary) for kid in tag.kids)
    facts += [f"{links} annotation"] if links else []
    own_pieces = [kid for kid in tag.kids if isinstance(kid, tuple)]
    pages = list(dict.fromkeys(str(folios[page]) for page, _ in own_pieces))
    facts += [f"p. {', '.join(pages)}"] if pages else []
    words = " ".join(" ".join(words for _, words in own_pieces).split())
    if words:
        facts.append(repr(f"{words[:SHOWN]}…" if len(words) > SHOWN else words))
    yield f"{'  ' * depth}{' '.join(facts)}"
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from told(kid, folios, depth + 1)


def test_the_tag_tree_is_the_one_that_was_read_and_accepted(document, editions: Editions) -> None:
    """`PRESS_ACCEPT=1` writes it anew; read what has changed before you commit it."""
    lines = told(document("tiny"), editions("tiny", "screen").made.folios)
    found = "".join(f"{line}\n" for line in lines)
    if os.environ.get("PRESS_ACCEPT") == "1":
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")


# Sections, headings, paragraphs


@both
def test_the_document_is_its_sections_in_their_order(
    publication: str, document, editions: Editions
) -> None:
    edition = editions(publication, "screen")
    slugs = [chapter.slug for chapter in edition.work.book.chapters]
    assert [tag.role for tag in document(publication).kids] == ["Sect"] * len(slugs)
    assert [str(tag.held.ID) for tag in document(publication).kids] == slugs
    names = edition.pikepdf.Root.StructTreeRoot.IDTree.Names
    assert [str(name) for name in names[::2]] == sorted(str(name) for name in names[::2])
    assert set(slugs) <= {str(name) for name in names[::2]}


@both
def test_only_standard_types_are_used_and_each_where_it_belongs(publication: str, document) -> None:
    for tag in document(publication).all():
        assert tag.role in STANDARD, tag.said
        assert tag.kids, f"an empty {tag.said}"
        if tag.role in WITHIN:
            assert tag.above is not None
            assert tag.above.role in WITHIN[tag.role], (tag.role, tag.above.role)
        if tag.role == "P":
            assert not named(tag, "P")[1:], "no paragraph in a paragraph"


@both
def test_headings_leave_no_level_out_and_a_section_has_one_first(
    publication: str, document
) -> None:
    for section in document(publication).kids:
        levels = [int(tag.role[1]) for tag in named(section, "H1", "H2", "H3")]
        assert levels.count(1) == (0 if str(section.held.ID) == "back-cover" else 1)
        assert all(after <= before + 1 for before, after in pairwise(levels))


@both
def test_a_paragraph_over_a_page_turn_is_one(publication: str, document, editions) -> None:
    over = [tag for tag in named(document(publication), "P")
            if len({page for page, _ in tag.pieces}) > 1]  # fmt: skip
    assert over
    for tag in over:
        pages = [page for page, _ in tag.pieces]
        assert pages == sorted(pages)
    turned = {
        block: line.text
        for line in editions(publication, "screen").made.lines
        for block in [(line.section, line.block)]
        if line.tag == "p" and line.number > 1
    }
    assert turned
    if publication == "tiny":
        (cold,) = [tag for tag in over if "There were failures." in tag.text]
        assert cold.text.startswith("There were failures. We tried a subscription")
        assert cold.text.endswith("say what it is for, and show the bill.")


@both
def test_the_words_of_the_structure_are_the_words_of_the_manuscript_in_order(
    publication: str, document, editions
) -> None:
    sections = {str(tag.held.ID): tag for tag in document(publication).kids}
    for chapter in editions(publication, "screen").work.book.chapters:
        if chapter.body is None:
            continue
        said = [letters(tag.text) for tag in named(sections[chapter.slug], "P")]
        reached = 0
        for block in chapter.body.iterchildren("p"):
            if block.xpath(".//a[contains(@class, 'where') or contains(@class, 'note-call')]"):
                continue
            wanted = letters("".join(block.itertext()))
            assert wanted in said[reached:], f"{chapter.slug}: {wanted[:60]}"
            reached = said.index(wanted, reached) + 1


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


# Artifacts


def instructions(page: pikepdf.Page) -> Iterator[tuple[Any, str]]:
    for one in pikepdf.parse_content_stream(page):
        assert isinstance(one, pikepdf.ContentStreamInstruction), "no picture stands in a line"
        yield one.operands, str(one.operator)


@both
def test_folios_and_running_heads_are_artifacts_of_pagination(
    publication: str, document, editions
) -> None:
    edition: Edition = editions(publication, "screen")
    said: dict[int, set[str]] = {page: set() for page in range(len(edition.made.folios))}
    for page, words in document(publication).pieces:
        said[page].add(words.strip())
    furnished = 0
    for index, page in enumerate(edition.pikepdf.pages):
        for operands, operator in instructions(page):
            if str(operator) == "BDC" and operands[0] == Name.Artifact:
                furnished += operands[1].get("/Type") == Name.Pagination
        assert str(edition.made.folios[index]) not in said[index] or index <= 3
    feet = [line for line in edition.made.lines if line.tag.startswith("@")
            and line.folio in edition.made.folios]  # fmt: skip
    assert furnished >= len(feet) > 5


@both
def test_everything_on_a_page_is_content_or_artifact(publication: str, editions) -> None:
    for page in editions(publication, "screen").pikepdf.pages:
        depth, numbers = 0, []
        for operands, operator in instructions(page):
            name = str(operator)
            if name in {"BDC", "BMC"}:
                piece = name == "BDC" and "/MCID" in operands[1]
                assert depth == 0 or not piece, "no content within content"
                depth += 1
                if piece:
                    numbers.append(int(operands[1].MCID))
            elif name == "EMC":
                depth -= 1
            elif name in {"Tj", "TJ", "Do", "f", "f*", "S", "B", "sh"}:
                assert depth, f"{name} outside all marks"
        assert sorted(numbers) == list(range(len(numbers))), "pieces are counted without gaps"


# Contents, lists, notes, quotes, figures


def test_contents_are_a_table_of_contents_with_references(document) -> None:
    (contents,) = named(document("tiny"), "TOC")
    assert len(contents.kids) == 5
    assert all(item.role == "TOCI" for item in contents.kids)
    first = contents.kids[0]
    links = named(first, "Link")
    assert [link.text for link in links] == ["6", "A light", "left on"]
    assert all(link.above is not None and link.above.role == "Reference" for link in links)
    assert "Wilhelmina Quill, Easthaven Town Council" in first.text


def test_lists_are_lists_and_terms_label_what_follows_them(document) -> None:
    items = [item.text for one in named(document("tiny"), "L") for item in named(one, "LBody")]
    assert "anything at all about damp" in items
    terms = {item.kids[0].text: item.kids[1].text for item in named(document("tiny"), "LI")
             if len(item.kids) == 2}  # fmt: skip
    assert terms["Design"] == "Set in Source Serif 4 and Source Sans 3."
    labels = [item.kids[0].role for item in named(document("tiny"), "LI") if len(item.kids) == 2]
    assert set(labels) == {"Lbl"}


def test_a_note_and_its_call_lead_to_each_other(document, editions) -> None:
    (note,) = named(document("tiny"), "Note")
    assert str(note.held.ID) == "shelves--note-theft"
    number, words = note.kids
    assert (number.role, number.text, words.role) == ("Lbl", "1.", "P")
    assert words.text.startswith("Between 2021 and 2025")
    assert note.above is not None
    before = note.above.kids[note.above.kids.index(note) - 1]
    assert before.role == "P"
    assert before.text.endswith("oddly, has stopped. 1"), "a note follows its paragraph"
    (call,) = [tag for tag in named(before, "Link") if tag.text == "1"]
    assert call.above is not None
    assert call.above.role == "Reference"
    names = destinations(editions("tiny", "screen"))
    (there,), (back,) = targets(call), targets(named(number, "Link")[0])
    assert str(there.Dest) == str(note.held.ID)
    assert str(there.Contents) == "Note 1, page 16"
    assert str(back.Contents) == "Back to the text, page 16"
    assert names[str(there.Dest)] == names[str(back.Dest)]


def targets(link: Tag) -> list[Any]:
    return [kid for kid in link.kids if isinstance(kid, pikepdf.Dictionary)]


def destinations(edition: Edition) -> dict[str, Any]:
    names = edition.pikepdf.Root.Names.Dests.Names
    return {str(name): to[0].objgen for name, to in zip(names[::2], names[1::2], strict=True)}


def test_pull_quotes_are_quotes_where_the_layout_puts_them(document) -> None:
    quotes = [tag for tag in named(document("tiny"), "BlockQuote") if tag.said == "PullQuote"]
    assert len(quotes) == 8
    (quote,) = [tag for tag in quotes if "find each other after dark" in tag.text]
    assert quote.above is not None
    at = quote.above.kids.index(quote)
    assert quote.above.kids[at - 1].text.endswith("before we knew how.")
    assert quote.above.kids[at + 1].text.startswith("It took us two winters")


@both
def test_figures_are_told_and_have_their_box_on_the_page(publication: str, document) -> None:
    figures = named(document(publication), "Figure")
    assert figures
    for figure in figures:
        assert str(figure.held.Alt).strip()
        assert Name.Layout == figure.held.A.O
        left, bottom, right, top = (float(edge) for edge in figure.held.A.BBox)
        assert 0 <= left < right <= 420
        assert 0 <= bottom < top <= 596


# Links


@both
def test_every_link_is_tagged_once_and_tells_where_it_leads(
    publication: str, document, editions
) -> None:
    edition: Edition = editions(publication, "screen")
    told = [one for link in named(document(publication), "Link") for one in targets(link)]
    drawn = [one for page in edition.pikepdf.pages for one in page.obj.get("/Annots", [])]
    assert len(told) == len(drawn)
    assert len({int(one.StructParent) for one in told}) == len(told)
    names = destinations(edition)
    numbers = {page.obj.objgen: index for index, page in enumerate(edition.pikepdf.pages)}
    for one in drawn:
        assert int(one.F) & 4, "annotations are printed (ISO 19005-2, 6.3.2)"
        if "/Dest" in one:
            folio = edition.made.folios[numbers[names[str(one.Dest)]]]
            assert str(one.Contents).endswith(f"page {folio}")
        else:
            assert str(one.Contents) == str(one.A.URI)


def test_a_link_tells_the_title_of_its_target(document) -> None:
    said = {
        str(one.Contents) for link in named(document("ignite"), "Link") for one in targets(link)
    }
    assert any(re.fullmatch(r"1.Chief Executive as curator.*, page \d+", one) for one in said)


@both
def test_tabs_follow_the_structure_and_the_parent_tree_knows_each_piece(
    publication: str, editions
) -> None:
    pdf = editions(publication, "screen").pikepdf
    parents = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
    for page in pdf.pages:
        assert page.obj.Tabs == Name.S
        assert all(held.Type == Name.StructElem for held in parents[int(page.obj.StructParents)])
    assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == max(parents) + 1
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_a_passage_of_another_language_says_so(checkout: Path) -> None:
    lamps = checkout / "manuscript/tiny/essays/lamps.md"
    change(lamps, "A bill is a good teacher.", "[La facture enseigne.]{lang=fr} So we learnt.")
    made = build.make(works.load(checkout, "tiny"), "screen")
    document = tree(made.content)
    told = [tag for tag in document.all() if Name.Lang in tag.held]
    assert [(tag.role, str(tag.held.Lang), tag.text) for tag in told] == [
        ("Span", "fr", "La facture enseigne.")
    ]


# The judge


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing taken out of a conforming file, and the clauses of PDF/A-2a it then breaks."""

    name: str
    take: Callable[[pikepdf.Pdf], None]
    breaks: set[str]


def without_description(pdf: pikepdf.Pdf) -> None:
    """The claim of PDF/UA without the description of its schema."""
    told = pdf.Root.Metadata.read_bytes()
    start = told.index(b'<rdf:Description rdf:about="" xmlns:pdfaExtension')
    end = told.index(b"</rdf:Description>", start) + len(b"</rdf:Description>")
    pdf.Root.Metadata.write(told[:start] + told[end:])


FAULTS = (
    Fault(name="saved anew", take=lambda _: None, breaks=set()),
    Fault(name="schema untold", take=without_description, breaks={"6.6.2.3.1"}),
    Fault(name="colours unmeant", take=lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
          breaks={"6.2.10", "6.2.4.3"}),
    Fault(name="untagged", take=lambda pdf: pdf.Root.__delitem__("/MarkInfo"), breaks={"6.7.2.2"}),
)  # fmt: skip


@pytest.fixture(scope="module")
def archival(editions: Editions, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What veraPDF says by PDF/A-2a of both editions and of each fault, asked once."""
    folder = tmp_path_factory.mktemp("archival")
    for publication in PUBLICATIONS:
        (folder / f"{publication}.pdf").write_bytes(editions(publication, "screen").made.content)
    for fault in FAULTS:
        with pikepdf.open(folder / "tiny.pdf") as pdf:
            fault.take(pdf)
            pdf.save(folder / f"{fault.name}.pdf", fix_metadata_version=False)
    files = sorted(folder.iterdir())
    judged = checked(tools.validate_all(files, "PDFA-2A", required=REQUIRED))
    return {verdict.path.stem: verdict for verdict in judged}


@both
def test_the_screen_edition_may_be_archived(publication: str, archival) -> None:
    assert archival[publication].failures == ()
    assert archival[publication].compliant
    assert archival[publication].checks > 100_000


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_breaks_its_clauses_and_no_others(fault: Fault, archival) -> None:
    assert {failure.clause for failure in archival[fault.name].failures} == fault.breaks


@both
def test_dates_and_title_agree_in_both_places(publication: str, editions) -> None:
    pdf = pikepdf.open(io.BytesIO(editions(publication, "screen").made.content))
    with pdf.open_metadata() as xmp:  # writes the hour into what it has opened
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == (
            "2", "A", "1")  # fmt: skip
        assert xmp["dc:title"] == str(pdf.docinfo["/Title"])
        for said, kept in (("CreateDate", "/CreationDate"), ("ModifyDate", "/ModDate")):
            assert re.sub(r"\D", "", str(xmp[f"xmp:{said}"])) == re.sub(
                r"\D", "", str(pdf.docinfo[kept])
            )


# What does not fit


def test_what_is_drawn_in_a_group_leaves_the_engines_structure_and_is_told(
    checkout: Path,
) -> None:
    styles = checkout / "layouts/ignite/styles/components.css"
    styles.write_text(f"{styles.read_text()}\n#lamps .body>p:nth-child(1){{opacity:.8}}\n")
    work = works.load(checkout, "tiny")
    made = build.make(work, "screen")
    assert "group" in made.unmended
    codes = {one.code for one in build.findings(work, made)}
    assert codes == {"structure-unmended", "words-lost"}, "PDFium reads no group either"
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        slugs = [chapter.slug for chapter in work.book.chapters]
        named = [str(element.ID) for element in document.K if Name.ID in element]
        assert named == [slug for slug in slugs if slug != "lamps"], "the others keep ours"
        first, last = made.spans["lamps"]
        pages = sum(first <= folio <= last for folio in made.folios)
        assert len(document.K) == len(named) + pages, "an element a page, as the engine has it"


def test_an_engine_that_tags_in_another_way_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.pdf.add_tags", lambda _pdf, _document: None)
    assert hook.install() == "the engine writes its tags in another way"
    assert own.UNFIT == ""


def test_a_form_is_not_known(monkeypatch: pytest.MonkeyPatch, checkout: Path) -> None:
    def unfit(_pages: object) -> None:
        raise Unfit("there is a form on a page")

    monkeypatch.setattr("press.pages.compositor.grown", unfit)
    made = build.make(works.load(checkout, "tiny"), "screen")
    assert made.unmended == "there is a form on a page"


def test_other_readers_find_the_words_in_the_order_of_the_pages(editions) -> None:
    edition: Edition = editions("tiny", "screen")
    reader = pypdf.PdfReader(io.BytesIO(edition.made.content))
    for page, text in zip(reader.pages, edition.texts, strict=True):
        assert sorted(letters(page.extract_text())) == sorted(letters(text))
