"""The EPUB: its container, its pages, its words, what it tells of itself, and its judges."""

from __future__ import annotations

import hashlib
import io
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image

from press import build, layouts, reading, tools, works
from press.colour import contrast
from press.compose import Composer, Learned
from press.editions import BUNDLES, Bundle
from press.editions.epub.container import zipped
from press.editions.epub.resources import Resources
from press.editions.epub.sections import Sections
from press.errors import PressError
from press.manuscript.kinds import FrameworkMatter
from press.proofreading import reflowed, words_of_templates
from press.tools import NotChecked
from tests.conftest import REPOSITORY, Bundles, Edition, Editions, Sites, change, furnish

REQUIRED = os.environ.get("PRESS_REQUIRE_TOOLS") == "1"
PUBLICATIONS = ("tiny", "ignite")
EPUB = "{http://www.idpf.org/2007/ops}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
NIGHT = (0x13, 0x1A, 0x2E)
AROUND = 24
"""Letters on either side of a mark that must stand on its page and on the one before."""
ELSEWHERE = {"doc-pullquote", "doc-footnote", "doc-noteref"}
"""Roles of what does not stand in the running text."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An EPUB as a stranger opens it: a ZIP and XML."""

    bundle: Bundle
    edition: Edition
    """The print edition whose pages it marks."""

    @cached_property
    def content(self) -> bytes:
        (content,) = self.bundle.files.values()
        return content

    @cached_property
    def zip(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self.content))

    @cached_property
    def package(self) -> etree._Element:
        container = etree.fromstring(self.zip.read("META-INF/container.xml"))
        return etree.fromstring(
            self.zip.read(next(container.iter("{*}rootfile")).get("full-path", ""))
        )

    @cached_property
    def items(self) -> dict[str, etree._Element]:
        return {item.get("href", ""): item for item in self.package.iter(f"{OPF}item")}

    @cached_property
    def spine(self) -> list[str]:
        hrefs = {item.get("id"): href for href, item in self.items.items()}
        return [hrefs[one.get("idref")] for one in self.package.iter(f"{OPF}itemref")]

    @cached_property
    def trees(self) -> dict[str, etree._Element]:
        return {
            href: etree.fromstring(self.zip.read(f"EPUB/{href}"))
            for href in self.items
            if href.endswith(".xhtml")
        }

    @property
    def style(self) -> str:
        return self.zip.read("EPUB/style.css").decode()

    def nav(self, kind: str) -> list[tuple[str, str]]:
        """Words and address of each entry of a navigation list."""
        (found,) = (
            nav
            for nav in self.trees["nav.xhtml"].iter(f"{XHTML}nav")
            if nav.get(f"{EPUB}type") == kind
        )
        return [("".join(a.itertext()), a.get("href", "")) for a in found.iter(f"{XHTML}a")]

    def meta(self, name: str) -> list[str]:
        return [
            one.text or "" for one in self.package.iter(f"{OPF}meta") if one.get("property") == name
        ]

    def target(self, address: str, here: str = "nav.xhtml") -> etree._Element:
        """The element to which a link leads."""
        file, _, anchor = address.partition("#")
        tree = self.trees[posixpath.normpath(file) if file else here]
        if not anchor:
            return tree
        (found,) = (one for one in tree.iter() if one.get("id") == anchor)
        return found


@pytest.fixture(scope="module", params=PUBLICATIONS)
def epub(request: pytest.FixtureRequest, bundles: Bundles, editions: Editions) -> Opened:
    name = request.param
    return Opened(bundle=bundles(name, "epub"), edition=editions(name, "print"))


@pytest.fixture(scope="module")
def tiny(bundles: Bundles, editions: Editions) -> Opened:
    return Opened(bundle=bundles("tiny", "epub"), edition=editions("tiny", "print"))


@pytest.fixture(scope="module")
def ignite(bundles: Bundles, editions: Editions) -> Opened:
    return Opened(bundle=bundles("ignite", "epub"), edition=editions("ignite", "print"))


def words_of(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


# The container


def test_programs_know_the_file_by_its_first_bytes(epub: Opened) -> None:
    first = epub.zip.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == (
        "mimetype",
        zipfile.ZIP_STORED,
        b"",
    )
    assert epub.content[38:58] == b"application/epub+zip"
    assert {one.date_time for one in epub.zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_manifest_names_every_file_and_no_other(epub: Opened) -> None:
    held = {one.removeprefix("EPUB/") for one in epub.zip.namelist() if one.startswith("EPUB/")} - {
        "package.opf"
    }
    assert set(epub.items) == held
    assert len(epub.zip.namelist()) == len(set(epub.zip.namelist()))


def test_sections_stand_in_the_order_of_the_spine(epub: Opened) -> None:
    book = epub.edition.work.book
    assert epub.spine == [f"{chapter.slug}.xhtml" for chapter in book.chapters]


def test_every_link_leads_somewhere(epub: Opened) -> None:
    inside = 0
    for file, tree in epub.trees.items():
        ids = [one.get("id") for one in tree.iter() if one.get("id")]
        assert len(ids) == len(set(ids)), file
        for link in tree.iter(f"{XHTML}a"):
            address = link.get("href", "")
            if not re.match(r"(https?|mailto):", address):
                assert epub.target(address, file) is not None
                inside += 1
        for shown in tree.xpath("//@src"):
            assert shown in epub.items
    assert inside > 30
    for address in re.findall(r"url\(([^)]+)\)", epub.style):
        assert address in epub.items


# Navigation and pages


def test_the_navigation_lists_each_section_with_its_number_and_title(epub: Opened) -> None:
    told = {target: words for words, target in epub.nav("toc")}
    for entry in epub.edition.work.book.contents:
        title = ": ".join(part for part in (entry.title, entry.subtitle) if part)
        number = f"{entry.number}\u2002" if entry.number else ""
        assert told[f"{entry.slug}.xhtml"] == f"{number}{title}"
    order = [target for _, target in epub.nav("toc")]
    assert order == [file for file in epub.spine if file in order]


def test_landmarks_lead_to_cover_contents_and_text(epub: Opened) -> None:
    assert ("Cover", "cover.xhtml") in epub.nav("landmarks")
    assert ("Contents", "contents.xhtml") in epub.nav("landmarks")
    first = next(
        one.slug for one in epub.edition.work.book.chapters if one.section.kind.name == "essay"
    )
    assert ("Start of the text", f"{first}.xhtml") in epub.nav("landmarks")


def test_the_list_of_pages_has_the_folios_of_all_pages_with_words(
    epub: Opened, editions: Editions
) -> None:
    publication = epub.edition.work.order.name
    on_screen = editions(publication, "screen").made.folios
    assert [words for words, _ in epub.nav("page-list")] == [str(folio) for folio in on_screen]
    for words, address in epub.nav("page-list"):
        mark = epub.target(address)
        assert (mark.get("role"), mark.get(f"{EPUB}type")) == ("doc-pagebreak", "pagebreak")
        assert mark.get("aria-label") == f"page {words}"
        assert not words_of(mark)
    assert epub.meta("pageBreakSource")[0].startswith("urn:uuid:")


def running(element: etree._Element) -> Iterator[str | int]:
    """The text of a section in pieces, with the folio where a page is marked."""
    if element.get("role") == "doc-pagebreak":
        yield int((element.get("id") or "").removeprefix("page-"))
    elif element.get("role") not in ELSEWHERE and element.tag != f"{XHTML}header":
        yield element.text or ""
        for child in element:
            yield from running(child)
            yield child.tail or ""


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha()).casefold()


def test_each_page_begins_before_the_word_with_which_it_begins_in_print(epub: Opened) -> None:
    seen = 0
    for chapter in epub.edition.work.book.chapters:
        if chapter.body is None or chapter.section.kind.name == "imprint":
            continue
        text, marks = "", []
        for piece in running(epub.target(f"{chapter.slug}.xhtml#{chapter.slug}")):
            if isinstance(piece, int):
                marks.append((piece, len(letters(text))))
            else:
                text += piece
        said = letters(text)
        for folio, at in marks[1:]:
            after, before = said[at : at + AROUND], said[max(at - AROUND, 0) : at]
            page = letters(epub.edition.text(folio))
            assert after in page, (folio, after)
            if before and epub.edition.text(folio - 1):
                assert before in letters(epub.edition.text(folio - 1)), (folio, before)
                assert f"{before[-AROUND:]}{after}" not in page
            if not any(letters(one.text)[:AROUND] in page for one in chapter.quotes.values()):
                assert page.startswith(after), (folio, after, page[:40])
            seen += 1
    assert seen > (4 if epub.edition.work.order.name == "tiny" else 25)


# Words


def test_every_word_of_the_manuscript_is_there_and_no_other(epub: Opened) -> None:
    work = epub.edition.work
    templates = words_of_templates(work.layout, "epub/*.xhtml")
    assert reflowed.findings(work.book, epub.bundle.texts, templates) == []


def test_words_that_are_lost_doubled_or_reworded_are_told(tiny: Opened) -> None:
    work = tiny.edition.work
    templates = words_of_templates(work.layout, "epub/*.xhtml")

    def told(slug: str, old: str, new: str) -> list[str]:
        text = tiny.bundle.texts[slug]
        assert old in text.text
        texts = {**tiny.bundle.texts, slug: replace(text, text=text.text.replace(old, new, 1))}
        return [str(one) for one in reflowed.findings(work.book, texts, templates)]

    (lost,) = told("lamps", "repaired chairs", "chairs")
    assert lost.startswith("manuscript/tiny/essays/lamps.md:")
    assert "words-lost error: “lamps” lacks “repaired chairs A baker in Tallow" in lost
    (strange,) = told("lamps", "the fountain", "the marble fountain")
    assert "words-strange error: “marble” stands in no manuscript" in strange
    assert "words-lost" in told("shelves", "a bus driver", "a driver bus")[0]
    gone = {slug: text for slug, text in tiny.bundle.texts.items() if slug != "contacts"}
    (section,) = reflowed.findings(work.book, gone, templates)
    assert section.code == "section-lost"


def test_nothing_is_published_when_words_are_lost(
    tiny: Opened, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands = checkout / "output" / "tiny" / "epub" / "tiny-epub.epub"
    stands.parent.mkdir(parents=True)
    stands.write_bytes(b"the one before")
    text = tiny.bundle.texts["foreword"]
    without = replace(text, text=text.text.replace("Easthaven Town Council", ""))
    spoilt = replace(tiny.bundle, texts={**tiny.bundle.texts, "foreword": without})
    monkeypatch.setitem(BUNDLES, "epub", lambda _job: spoilt)
    with pytest.raises(PressError) as told:
        list(build.publish(checkout, "tiny", form="epub"))
    assert "words-lost: “foreword” lacks “Town Council …”" in str(told.value)
    assert stands.read_bytes() == b"the one before"
    monkeypatch.setitem(BUNDLES, "epub", lambda _job: tiny.bundle)
    (outcome,) = build.publish(checkout, "tiny", form="epub")
    assert outcome.path == stands
    assert stands.read_bytes() == tiny.content


@pytest.mark.parametrize(
    ("publication", "layout"), [("setting-type", ""), ("specimen", ""), ("tiny", "base")]
)
def test_other_layouts_lose_no_word_either(publication: str, layout: str, tmp_path: Path) -> None:
    root = REPOSITORY
    if layout:
        root = furnish(tmp_path)
        order = root / "manuscript" / publication / "publication.yaml"
        change(order, "layout: ignite", f"layout: {layout}")
    work = works.load(root, publication)
    edition = work.order.edition("epub")
    composer = Composer(work.book, work.layout, entry="epub", edition=edition, physical=edition)
    resources = Resources(composer, work.assets)
    made = Sections(composer, Learned(), resources)
    files = {chapter.slug: made.file(chapter, []) for chapter in work.book.chapters}
    texts = {slug: reading.text_of(one.content, one.name) for slug, one in files.items()}
    templates = words_of_templates(work.layout, "epub/*.xhtml")
    assert reflowed.findings(work.book, texts, templates) == []
    assert "var(" not in resources.stylesheet(works.job_of(work, "epub"), frozenset("abc"))
    assert all(one.startswith(("fonts/", "art/", "figures/")) for one in resources.files)


def test_a_reference_to_a_page_becomes_a_link_that_says_where(ignite: Opened, tiny: Opened) -> None:
    (link,) = ignite.trees["afterword.xhtml"].xpath("//*[contains(@class, 'where')]")
    assert (words_of(link), link.get("href")) == ("in ‘Four themes, one fire’", "framework.xhtml")
    assert "overleaf" not in words_of(tiny.trees["shelves.xhtml"])


def test_pull_quotes_stand_behind_the_text_that_they_repeat(epub: Opened) -> None:
    found = 0
    quotes = [one for part in epub.edition.work.book.chapters for one in part.quotes.values()]
    reworded = {" ".join(one.text.split()) for one in quotes if one.state == "adapted"}
    for tree in epub.trees.values():
        for quote in tree.xpath("//*[@role='doc-pullquote']"):
            if quote.getparent().get("class") == "body" and words_of(quote) not in reworded:
                before = "".join(
                    letters(words_of(one)) for one in quote.itersiblings(preceding=True)
                )
                assert letters(words_of(quote).rpartition("…")[2]) in before
                found += 1
    assert found >= 4


def test_a_layout_may_leave_pull_quotes_out_or_where_pages_have_them(
    checkout: Path,
) -> None:
    settings = checkout / "layouts" / "ignite" / "layout.yaml"
    found = {}
    for way in ("after-text", "as-placed", "none"):
        old = settings.read_text(encoding="utf-8")
        settings.write_text(f"reflowed_quotes: {way}\n{old}", encoding="utf-8")
        work = works.load(checkout, "tiny")
        settings.write_text(old, encoding="utf-8")
        edition = work.order.edition("epub")
        composer = Composer(work.book, work.layout, entry="epub", edition=edition, physical=edition)
        made = Sections(composer, Learned(), Resources(composer, work.assets))
        tree = etree.fromstring(made.file(work.book.chapter("lamps"), []).content)
        body = tree.find(f".//{XHTML}div[@class='body']")
        assert body is not None
        found[way] = [child.get("role") == "doc-pullquote" for child in body]
    assert found["after-text"].index(True) == len(found["after-text"]) - 1
    assert found["as-placed"].index(True) == 0
    assert not any(found["none"])


# Notes, pictures, language


def test_notes_lead_to_their_calls_and_calls_to_their_notes(epub: Opened) -> None:
    found = 0
    for file, tree in epub.trees.items():
        for call in tree.xpath("//*[@role='doc-noteref']"):
            assert call.get(f"{EPUB}type") == "noteref"
            note = epub.target(call.get("href"), file)
            assert (note.get("role"), note.get(f"{EPUB}type")) == ("doc-footnote", "footnote")
            assert words_of(note).startswith(words_of(call))
            (back,) = note.xpath(".//*[@role='doc-backlink']")
            assert epub.target(back.get("href"), file) is call
            found += 1
        assert len(tree.xpath("//*[@role='doc-footnote']")) == len(
            tree.xpath("//*[@role='doc-noteref']")
        )
    assert found


def test_the_diagram_has_a_title_and_a_description(epub: Opened) -> None:
    (drawing,) = epub.trees["framework.xhtml"].iter("{http://www.w3.org/2000/svg}svg")
    named = (drawing.get("aria-labelledby") or "").split()
    title, description = (epub.target(f"#{one}", "framework.xhtml") for one in named)
    head = epub.edition.work.book.chapter("framework").section.head
    assert isinstance(head, FrameworkMatter)
    assert words_of(title) == head.title
    assert words_of(description) == " ".join(head.alternative.split())
    assert drawing.get("role") == "img"
    assert epub.items["framework.xhtml"].get("properties") == "svg"


def test_the_cover_is_a_picture_of_the_printed_one(epub: Opened) -> None:
    (item,) = (one for one in epub.items.values() if one.get("properties") == "cover-image")
    picture = Image.open(io.BytesIO(epub.zip.read(f"EPUB/{item.get('href')}")))
    assert picture.format == "PNG"
    assert picture.width == 1600
    assert abs(picture.height - 1600 * 210 / 148) < 2
    ground = picture.convert("RGB").getpixel((4, 4))
    assert isinstance(ground, tuple)
    assert all(abs(one - wanted) <= 2 for one, wanted in zip(ground, NIGHT, strict=True))
    (image,) = epub.trees["cover.xhtml"].iter(f"{XHTML}img")
    assert image.get("role") == "doc-cover"
    assert epub.edition.work.book.publication.full_title in (image.get("alt") or "")


def test_every_picture_has_an_alternative_or_says_that_it_is_art(epub: Opened) -> None:
    for tree in epub.trees.values():
        for image in tree.iter(f"{XHTML}img"):
            assert image.get("alt") is not None


# Faces and colours


def test_faces_are_cut_down_renamed_and_have_every_character(epub: Opened) -> None:
    text = "".join("".join(tree.itertext()) for tree in epub.trees.values())
    needed = {ord(char) for char in text if char.isprintable() and not char.isspace()}
    faces = [href for href in epub.items if href.startswith("fonts/")]
    assert len(faces) >= 6
    for href in faces:
        font = TTFont(io.BytesIO(epub.zip.read(f"EPUB/{href}")))
        assert font.flavor == "woff2"
        assert needed <= set(font.getBestCmap()), href
        assert len(font.getGlyphOrder()) < 500
        names = {entry.nameID: entry.toUnicode() for entry in font["name"].names}
        assert not any("Source" in names.get(number, "") for number in (1, 3, 4, 6, 16, 18, 21, 25))
        assert "Reserved Font Name" in names[0]  # the notice goes along (SIL OFL 1.1, condition 2)
        assert "SIL Open Font License" in names[13]
        assert epub.style.count(f"url({href})") == 1
    assert "Source" not in epub.style


def test_a_face_is_cut_once_for_the_epub_and_for_the_site(epub: Opened, sites: Sites) -> None:
    site = sites(epub.edition.work.order.name).files
    both = [href for href in epub.items if href.startswith("fonts/") and href in site]
    assert len(both) >= 6
    for href in both:
        assert epub.zip.read(f"EPUB/{href}") == site[href], href


def test_stylesheets_need_no_custom_properties(epub: Opened) -> None:
    assert "var(" not in epub.style
    assert "--" not in epub.style
    assert (
        "@media (prefers-color-scheme:dark){body{background:#131A2E;color:#F3ECDD}}" in epub.style
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["base", "ignite", "galley", "specimen"])
def test_text_stands_out_from_its_ground_in_light_and_in_dark(name: str, scheme: str) -> None:
    tokens = layouts.load(REPOSITORY, name).tokens("epub", scheme=scheme)
    for text in ("ink", "ash", "accent"):
        assert contrast(tokens[text], tokens["ground"]) >= 4.5, text
    pairs = {
        "ignite": [("straw", "night"), ("flame", "night"), ("straw", "char"), ("white", "ember")],
        "galley": [("on-yellow", "yellow")],
    }
    for text, ground in pairs.get(name, []):
        assert contrast(tokens[text], tokens[ground]) >= 4.5, (text, ground)


# What it tells of itself


def test_the_metadata_are_the_orders(tiny: Opened) -> None:
    told = {
        name: [one.text for one in tiny.package.iter(f"{DC}{name}")]
        for name in ("title", "creator", "publisher", "language", "date", "subject")
    }
    assert told == {
        "title": ["Open late", "How Easthaven kept its library"],
        "creator": [
            "Wilhelmina Quill", "Barnaby Inkpen OBE", "Perpetua Shelf", "Ambrose Lantern",
        ],
        "publisher": ["Easthaven Lamplight Press"],
        "language": ["en-GB"],
        "date": ["2026-11-22"],
        "subject": ["Public libraries"],
    }  # fmt: skip
    assert tiny.meta("dcterms:modified") == ["2026-11-22T00:00:00Z"]
    (identifier,) = tiny.package.iter(f"{DC}identifier")
    assert re.fullmatch(
        r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}",
        identifier.text or "",
    )
    assert tiny.package.get("unique-identifier") == identifier.get("id")


def test_what_is_told_of_access_is_true_of_the_files(epub: Opened) -> None:
    features = set(epub.meta("schema:accessibilityFeature"))
    assert features == {
        "alternativeText", "displayTransformability", "longDescription", "pageBreakMarkers",
        "pageNavigation", "readingOrder", "structuralNavigation", "tableOfContents",
    }  # fmt: skip
    assert epub.meta("schema:accessMode") == ["textual", "visual"]
    assert epub.meta("schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert epub.meta("schema:accessibilityHazard") == ["none"]
    assert epub.meta("schema:accessibilitySummary")
    assert not epub.meta("dcterms:conformsTo")
    for file in epub.spine:
        tree = epub.trees[file]
        headings = list(tree.iter(f"{XHTML}h1", f"{XHTML}h2", f"{XHTML}h3"))
        if file not in {"cover.xhtml", "back-cover.xhtml"}:
            assert [one.tag for one in headings].count(f"{XHTML}h1") == 1
            assert headings[0].tag == f"{XHTML}h1"
        assert tree.get("lang") == "en-GB"


# The same bytes


SAME = """
import hashlib, sys
from pathlib import Path
from press import build, works
work = works.load(Path(sys.argv[1]), "tiny")
(content,) = build.bundle(work, "epub").files.values()
print(hashlib.sha256(content).hexdigest())
"""


def test_the_same_sources_make_the_same_bytes_in_another_folder_and_hash(
    tiny: Opened, tmp_path: Path
) -> None:
    root = furnish(tmp_path / "elsewhere, with a space")
    answer = subprocess.run(
        [sys.executable, "-c", SAME, str(root)],
        cwd=REPOSITORY,
        env={
            **os.environ,
            "PYTHONHASHSEED": "7",
            "TZ": "Pacific/Apia",
            "PYTHONPATH": str(REPOSITORY),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == hashlib.sha256(tiny.content).hexdigest()


# Judges from outside


def checked(answer: tuple[tools.Complaint, ...] | NotChecked) -> tuple[tools.Complaint, ...]:
    if isinstance(answer, NotChecked):
        pytest.skip(f"not checked: {answer.meaning}; {answer.remedy}")
    return answer


def changed(epub: Opened, name: str, old: str, new: str) -> bytes:
    """An EPUB that is wrong in one place."""
    files = {
        one.removeprefix("EPUB/"): epub.zip.read(one)
        for one in epub.zip.namelist()
        if one.startswith("EPUB/")
    }
    text = files[name].decode()
    assert text.count(old) == 1
    files[name] = text.replace(old, new).encode()
    return zipped(files)


def test_epubcheck_has_nothing_to_say(epub: Opened, tmp_path: Path) -> None:
    file = tmp_path / "edition.epub"
    file.write_bytes(epub.content)
    assert checked(tools.validate_epub(file, required=REQUIRED)) == ()


def test_epubcheck_would_say_that_a_link_leads_nowhere(tiny: Opened, tmp_path: Path) -> None:
    file = tmp_path / "torn.epub"
    file.write_bytes(changed(tiny, "nav.xhtml", "lamps.xhtml#page-12", "lamps.xhtml#page-13"))
    (said,) = checked(tools.validate_epub(file, required=REQUIRED))
    assert (said.code, said.weight) == ("RSC-012", "ERROR")
    assert said.file.endswith("nav.xhtml")


def test_ace_sees_no_violation(epub: Opened, tmp_path: Path) -> None:
    file = tmp_path / "edition.epub"
    file.write_bytes(epub.content)
    assert checked(tools.judge_access(file, required=REQUIRED)) == ()


def test_ace_would_see_a_picture_without_an_alternative(tiny: Opened, tmp_path: Path) -> None:
    file = tmp_path / "blind.epub"
    file.write_bytes(changed(tiny, "cover.xhtml", ' alt="Cover', ' data-was="Cover'))
    said = checked(tools.judge_access(file, required=REQUIRED))
    assert "image-alt" in {one.code for one in said} or "role-img-alt" in {one.code for one in said}
