"""The web edition, asked as files: pages, links, policy, weight, words, metadata, colours."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image

from press import build, layouts, show, works
from press.colour import contrast
from press.errors import FindingsError, PressError, UsageError
from press.proofreading import given
from press.proofreading.printed import apart
from press.reading import Aside, web
from press.reading.facts import words
from tests.conftest import REPOSITORY, Site, Sites, change

PUBLICATIONS = ("ignite", "tiny", "setting-type", "specimen")
LAYOUTS = ("base", "ignite", "galley", "specimen")
HEAVIEST_PAGE, HEAVIEST_ART = 300_000, 60_000
"""Bytes, uncompressed: a page with all that it loads, and one drawing."""
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


@pytest.fixture(params=PUBLICATIONS)
def site(request: pytest.FixtureRequest, sites: Sites) -> Site:
    made: Site = sites(request.param)
    return made


def addresses(page: etree._Element) -> list[str]:
    """What a page links to or loads."""
    return [str(one) for one in page.xpath("//@href | //@src")]


def is_inside(address: str) -> bool:
    return not urlsplit(address).scheme and not address.startswith("../")


def take_out(element: etree._Element) -> None:
    """Remove an element and leave the words behind it."""
    parent, before = element.getparent(), element.getprevious()
    assert parent is not None
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)


# Pages


def test_there_is_a_page_for_each_section_that_is_read(site: Site) -> None:
    at_home = {"cover", "contents", "back-cover"}
    sections = site.work.book.chapters
    expected = {f"{one.slug}.html" for one in sections if one.section.kind.name not in at_home}
    assert set(site.pages) == {"index.html", "accessibility.html", *expected}
    assert next(iter(site.files)) == "index.html"


def test_each_page_has_one_title_one_main_and_a_way_past_the_head(site: Site) -> None:
    for name in site.pages:
        page = site.page(name)
        assert len(page.xpath("//h1")) == 1, name
        assert len(page.xpath("//main[@id='_content']")) == 1, name
        assert page.xpath("string(//body/a[1]/@href)") == "#_content", name
        assert page.get("lang") == "en-GB"
        ids = [str(one) for one in page.xpath("//@id")]
        assert len(ids) == len(set(ids)), name


def test_all_links_lead_to_something_inside_the_site(site: Site) -> None:
    for name in site.pages:
        for address in filter(is_inside, addresses(site.page(name))):
            file, _, anchor = address.partition("#")
            target = file or name
            assert target in site.files, f"{name}: {address}"
            if anchor:
                assert site.page(target).xpath(f"//*[@id='{anchor}']"), f"{name}: {address}"


def test_nothing_leads_up_or_starts_at_the_root(site: Site) -> None:
    for name in site.pages:
        for address in addresses(site.page(name)):
            assert not address.startswith(("/", "../")), f"{name}: {address}"


def test_every_file_is_asked_for(site: Site) -> None:
    asked = {one.partition("#")[0] for name in site.pages for one in addresses(site.page(name))}
    asked |= set(re.findall(r"url\(([^)]+)\)", site.files["site.css"].decode()))
    alone = {"robots.txt", "sitemap.xml", "picture.png"}
    left = set(site.files) - asked - alone - {"index.html"}
    assert all(name.endswith("-licence.txt") for name in left), left


def test_the_contents_are_the_cards_of_the_home_page(site: Site) -> None:
    cards = [str(one) for one in site.page("index.html").xpath("//ol[@class='cards']//h3/a/@href")]
    assert cards == [f"{entry.slug}.html" for entry in site.work.book.contents]


def test_pages_follow_each_other_in_the_order_of_the_spine(sites: Sites) -> None:
    site = sites("tiny")
    page, seen = "foreword.html", []
    while page:
        seen.append(page)
        here = site.page(page)
        following = str(here.xpath("string(//link[@rel='next']/@href)"))
        assert following == str(here.xpath("string(//a[@rel='next']/@href)"))
        if following:
            assert site.page(following).xpath("string(//a[@rel='prev']/@href)") == page
        page = following
    assert seen == [
        "foreword.html", "introduction.html", "lamps.html", "shelves.html", "afterword.html",
        "framework.html",
    ]  # fmt: skip


def test_an_essay_says_who_where_when_how_long_and_what_it_is_part_of(sites: Sites) -> None:
    page = sites("ignite").page("redbridge.html")
    header = " ".join(page.xpath("string(//header[contains(@class, 'opener')])").split())
    for said in (
        "From the essay by Andy Donald Chief Executive London Borough of Redbridge",
        "Redbridge 22 November 2026 About 6 minutes to read",
    ):
        assert said in header
    part_of = " ".join(page.xpath("string(//aside[@class='part-of']/p)").split())
    assert part_of == (
        "This digest of the essay forms part of Ignite: System leadership in local government, "
        "a digest of the essay collection."
    )
    signed = sites("tiny").page("lamps.html").xpath("string(//aside[@class='part-of']/p)")
    assert signed.startswith("This essay forms part of Open late")


def test_a_standfirst_stands_on_the_card_and_under_the_title(checkout: Path) -> None:
    said = "An electricity bill, and what a town did with it."
    essay = checkout / "manuscript" / "tiny" / "essays" / "lamps.md"
    change(essay, "place: Easthaven\n", f"place: Easthaven\nstandfirst: {said}\n")
    work = works.load(checkout, "tiny")
    made = build.bundle(work, "web")
    site = Site(work=work, bundle=made)
    cards = site.page("index.html").xpath("//p[@class='standfirst']")
    assert [card.text for card in cards] == [said]
    assert site.page("lamps.html").xpath("string(//p[@class='standfirst'])") == said
    assert meta(site.page("lamps.html"), "description") == [said]
    assert not site.page("shelves.html").xpath("//p[@class='standfirst']")


def test_no_standfirst_is_made_up(sites: Sites) -> None:
    assert not sites("setting-type").page("index.html").xpath("//p[@class='standfirst']")


def test_pull_quotes_are_marked_as_such_and_stand_after_the_title(sites: Sites) -> None:
    page = sites("tiny").page("shelves.html")
    quotes = page.xpath("//aside[@role='doc-pullquote']")
    assert [quote.get("class") for quote in quotes] == [
        "pull-quote spoken", "pull-quote spoken", "pull-quote",
    ]  # fmt: skip
    assert quotes[0].xpath("string()").replace("\u00a0", " ") == (
        "‘The jury … does not choose the books it likes. It chooses the books it would miss.’"
    )
    assert page.xpath("//h1/following::aside[@role='doc-pullquote']") == quotes


def test_a_reference_to_a_page_is_a_link_with_the_title(sites: Sites) -> None:
    link = sites("tiny").page("shelves.html").xpath("//a[@class='where']")[0]
    assert (link.get("href"), link.text) == ("framework.html", "in ‘A wheel, not a ladder’")


def test_notes_stand_at_the_end_and_lead_back(sites: Sites) -> None:
    page = sites("tiny").page("shelves.html")
    call = page.xpath("//a[@role='doc-noteref']")[0]
    note = page.xpath(f"//*[@id='{call.get('href')[1:]}']")[0]
    assert note.getparent().getparent().get("role") == "doc-endnotes"
    assert note.xpath("string(.//a[@role='doc-backlink']/@href)") == f"#{call.get('id')}"


def test_the_framework_is_drawn_and_said(sites: Sites) -> None:
    for name in ("tiny", "ignite"):
        site = sites(name)
        page = site.page("framework.html")
        links = [str(one) for one in page.xpath("//*[local-name()='svg']//a/@href")]
        items = [f"#{one}" for one in page.xpath("//ol[@class='themes']/li/@id")]
        assert sorted(links) == sorted(items)
        assert len(items) == 4
        assert page.xpath("string(//*[local-name()='svg']/@aria-describedby)") == "_alternative"
    assert not sites("setting-type").work.book.anchors.get("framework")


# Offprints: another edition makes them


def test_an_essay_links_to_its_offprint_which_lies_in_the_site(sites: Sites) -> None:
    site = sites("tiny")
    (link,) = site.page("lamps.html").xpath("//aside[@class='part-of']//a[@type]")
    assert link.get("href") == "offprints/tiny-lamps.pdf"
    content = site.files["offprints/tiny-lamps.pdf"]
    assert content.startswith(b"%PDF-")
    assert f"PDF, {round(len(content) / 1000)}\u00a0kB" in (link.text or "")
    assert not site.page("foreword.html").xpath("//a[@type='application/pdf']")


def test_without_an_edition_of_offprints_no_page_leads_to_one(checkout: Path) -> None:
    order = checkout / "manuscript" / "tiny" / "publication.yaml"
    change(order, "  offprints:\n    format: offprints\n    pages_as: print\n", "")
    work = works.load(checkout, "tiny")
    made = build.bundle(work, "web")
    assert not [name for name in made.files if name.endswith(".pdf")]
    page = Site(work=work, bundle=made).page("lamps.html")
    assert not page.xpath("//a[@type='application/pdf']")


# Policy


def test_every_page_has_the_policy_and_nothing_that_it_forbids(site: Site) -> None:
    for name in site.pages:
        page = site.page(name)
        policies = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policies == [POLICY], name
        metas = page.xpath("//head/*")
        assert metas[1].get("http-equiv") == "Content-Security-Policy"  # before anything loads
        for forbidden in ("//script", "//style", "//@style", "//base", "//form", "//iframe"):
            assert not page.xpath(forbidden), f"{name}: {forbidden}"
        handlers = [one for one in page.xpath("//@*") if str(one.attrname).startswith("on")]
        assert handlers == []


def test_no_page_loads_anything_from_another_host(site: Site) -> None:
    for name in site.pages:
        page = site.page(name)
        loaded = page.xpath("//@src | //link[@rel='stylesheet' or @rel='icon']/@href")
        assert all(is_inside(str(one)) for one in loaded), name
    sheet = site.files["site.css"].decode()
    assert "@import" not in sheet
    assert all(is_inside(one) for one in re.findall(r"url\(([^)]+)\)", sheet))
    for name, content in site.files.items():
        if name.endswith(".svg"):
            assert not re.search(rb"href|script|style|http(?!://www\.w3\.org/2000/svg)", content)


# Weight


def test_a_page_with_all_it_can_load_weighs_at_most_300_kilobytes(site: Site) -> None:
    sheet = site.files["site.css"].decode()
    shared = len(sheet.encode())
    shared += sum(len(site.files[one]) for one in set(re.findall(r"url\(([^)]+)\)", sheet)))
    for name in site.pages:
        pictures = {str(one) for one in site.page(name).xpath("//img/@src")}
        whole = len(site.files[name]) + shared + sum(len(site.files[one]) for one in pictures)
        assert whole <= HEAVIEST_PAGE, f"{name}: {whole}"


def test_no_drawing_weighs_more_than_60_kilobytes(site: Site) -> None:
    for name, content in site.files.items():
        if name.startswith("art/"):
            assert len(content) <= HEAVIEST_ART, name


def test_a_poster_has_as_many_sparks_on_the_web_as_on_paper(sites: Sites) -> None:
    for number in range(1, 8):
        sparks = sites("ignite").files[f"art/poster-{number}.svg"].count(b"z")
        assert sparks == (3**number - 1) // 2


# Fonts


def test_fonts_are_cut_renamed_and_have_their_licence_beside_them(site: Site) -> None:
    names = [name for name in site.files if name.endswith(".woff2")]
    said = "".join(unescape(site.files[name].decode()) for name in site.pages)
    assert names
    for name in names:
        font = TTFont(io.BytesIO(site.files[name]))
        called = {one.nameID: one.toUnicode() for one in font["name"].names}
        assert all("Source" not in called[number] for number in (1, 3, 4, 6)), name
        assert "Reserved Font Name" in called[0]
        assert "SIL Open Font License" in called[13]
        assert font["maxp"].numGlyphs < 700
        assert {ord(char) for char in set(said) if char.isascii() and char.isalpha()} <= set(
            font.getBestCmap()
        )
    assert b"SIL OPEN FONT LICENSE" in site.files["fonts/source-serif-4-licence.txt"]
    assert '"Source' not in site.files["site.css"].decode()


# Words


def test_every_word_of_the_manuscript_is_there_and_in_its_order(site: Site) -> None:
    assert build.HELD["web"](site.work, site.bundle) == []


def test_the_text_has_the_manuscripts_words_and_no_other(site: Site) -> None:
    for chapter in site.work.book.chapters:
        if chapter.body is None:
            continue
        (body,) = site.page(f"{chapter.slug}.html").xpath("//div[@class='body']")
        for written in body.xpath(".//aside[@role='doc-pullquote'] | .//a[@class='where']"):
            take_out(written)
        body.set(web.SECTION, "body")
        page = etree.tostring(body, method="html", encoding="unicode")
        found = web.read_site({"body.html": f"<body>{page}</body>".encode()})["body"].text
        wanted = [one.words for one in given.passages(chapter) if one.text]
        assert apart(words(found)) == wanted[0], chapter.slug


def test_words_that_a_template_loses_stop_the_edition(checkout: Path) -> None:
    template = checkout / "layouts" / "base" / "templates" / "web" / "piece.html"
    change(template, "{{ body|html }}", "")
    with pytest.raises(PressError) as told:
        list(build.publish(checkout, "tiny", "web"))
    errors = str(told.value)
    assert "words-lost: “lamps” lacks “The first bill came to" in errors
    assert "manuscript/tiny/essays/lamps.md" in errors
    assert not (checkout / "output" / "tiny" / "web").exists()


def test_what_is_lost_or_strange_is_told(sites: Sites) -> None:
    site = sites("tiny")
    texts = dict(site.bundle.texts)
    lamps = texts["lamps"]
    texts["lamps"] = replace(lamps, text=lamps.text.replace("good teacher", "teacher", 1))
    said = texts["shelves"]
    quote = Aside(what="quote", text="Anyone who asks may hold a key.")
    texts["shelves"] = replace(said, asides=(quote,))
    del texts["about"]
    told = build.HELD["web"](site.work, replace(site.bundle, texts=texts))
    assert [finding.message for finding in told] == [
        "“about” is not in the finished file",
        "“lamps” lacks “good teacher Within a week we …” in the edition without pages",
        "the pull quote “Anyone who asks may hold a key.” is none of the section's",
    ]


# Metadata


def meta(page: etree._Element, name: str) -> list[str]:
    return [
        str(one) for one in page.xpath(f"//meta[@name='{name}' or @property='{name}']/@content")
    ]


def test_a_page_says_what_it_is_to_machines(sites: Sites) -> None:
    page = sites("tiny").page("lamps.html")
    assert page.xpath("string(//title)") == (
        "Who pays for the lamps: evening hours in Easthaven – Open late"
    )
    assert meta(page, "dcterms.creator") == ["Barnaby Inkpen\u00a0OBE"]
    assert meta(page, "dcterms.publisher") == ["Easthaven Lamplight Press"]
    assert meta(page, "dcterms.issued") == ["2026-11-22"]
    assert meta(page, "description") == [
        "We have asked it to pay half and to let us keep the paper."
    ]
    assert meta(page, "og:url") == ["https://open-late.example/lamps.html"]
    assert meta(page, "og:image") == ["https://open-late.example/picture.png"]
    article = page.xpath("//*[@itemtype='https://schema.org/Article']")[0]
    author = article.xpath(".//*[@itemprop='author']//*[@itemprop='name']/text()")
    assert author[0] == "Barnaby Inkpen\u00a0OBE"
    assert article.xpath("string(.//*[@itemprop='datePublished']/@datetime)") == "2026-11-22"
    assert article.xpath("string(.//*[@itemprop='license']/@href)").startswith("https://creative")


def test_who_is_digested_is_not_made_the_author_of_the_digest(sites: Sites) -> None:
    page = sites("ignite").page("bradford.html")
    assert meta(page, "dcterms.creator") == ["The Press project"]
    article = page.xpath("//*[@itemtype='https://schema.org/Article']")[0]
    assert article.xpath("./meta[@itemprop='author']/@content") == ["The Press project"]
    based = article.xpath(".//*[@itemprop='isBasedOn']//*[@itemprop='author']")[0]
    assert "Kersten England" in based.xpath("string()")


def test_a_map_is_made_only_where_the_site_has_an_address(sites: Sites) -> None:
    tiny, ignite = sites("tiny").files, sites("ignite").files
    places = re.findall(r"<loc>([^<]+)</loc>", tiny["sitemap.xml"].decode())
    assert len(places) == len(sites("tiny").pages)
    assert places[0] == "https://open-late.example/"
    assert b"Sitemap: https://open-late.example/sitemap.xml" in tiny["robots.txt"]
    assert "sitemap.xml" not in ignite
    assert b"Sitemap" not in ignite["robots.txt"]
    page = sites("ignite").page("index.html")
    assert meta(page, "og:url") == []
    assert not page.xpath("//link[@rel='canonical']")


def test_the_picture_has_the_size_that_is_asked_for(site: Site) -> None:
    picture = Image.open(io.BytesIO(site.files["picture.png"]))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    colours = picture.convert("RGB").getcolors(1200 * 630)
    assert colours is not None
    assert len(colours) > 20


def test_an_address_must_be_one(checkout: Path) -> None:
    order = checkout / "manuscript" / "tiny" / "publication.yaml"
    change(order, "https://open-late.example/", "open-late.example")
    with pytest.raises(PressError, match="address"):
        works.load(checkout, "tiny")


# Colours


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast_in_both_schemes(layout: str, scheme: str) -> None:
    tokens = layouts.load(REPOSITORY, layout).tokens("web")
    ground = tokens[f"paper-{scheme}"]
    for name in ("ink", "ash", "accent"):
        assert contrast(tokens[f"{name}-{scheme}"], ground) >= 4.5, name  # WCAG 2.2, 1.4.3


def test_ignites_night_has_enough_contrast_too() -> None:
    tokens = layouts.load(REPOSITORY, "ignite").tokens("web")
    assert contrast(tokens["straw-light"], tokens["night-light"]) > 13
    assert contrast(tokens["flame-light"], tokens["night-light"]) > 8


def test_raw_colours_stand_in_tokens_alone() -> None:
    for sheet in REPOSITORY.glob("layouts/*/styles/*.css"):
        if sheet.name != "tokens.css":
            assert not re.search(r"#[0-9A-Fa-f]{3,8}\b(?=[;}])", sheet.read_text()), sheet


# The press


def test_the_same_sources_make_the_same_bytes(sites: Sites, checkout: Path) -> None:
    again = build.bundle(works.load(checkout, "tiny"), "web")
    assert dict(again.files) == dict(sites("tiny").files)


def test_a_site_is_published_whole(checkout: Path, sites: Sites) -> None:
    (made,) = build.publish(checkout, "tiny", form="web")
    assert made.path == checkout / "output" / "tiny" / "web" / "index.html"
    found = {
        path.relative_to(made.path.parent).as_posix(): path.read_bytes()
        for path in made.path.parent.rglob("*")
        if path.is_file()
    }
    assert found == dict(sites("tiny").files)


def test_a_site_has_no_pages_to_lay_out(checkout: Path) -> None:
    for ask in (
        lambda: show.flatplan(checkout, "tiny", "web"),
        lambda: list(show.pages(checkout, "tiny", "web")),
        lambda: list(show.lines(checkout, "tiny", "web", worst=3)),
    ):
        with pytest.raises(UsageError, match="has no pages"):
            ask()


def test_a_publication_without_a_site_says_how_to_have_one(checkout: Path) -> None:
    order = checkout / "manuscript" / "tiny" / "publication.yaml"
    change(order, "  web:\n    format: web\n    address: https://open-late.example/\n", "")
    with pytest.raises(UsageError, match="no edition of the format “web”") as told:
        list(build.publish(checkout, "tiny", form="web"))
    assert "manuscript/tiny/publication.yaml" in told.value.hint


def test_a_template_that_cannot_be_used_is_told_with_its_place(checkout: Path) -> None:
    template = checkout / "layouts" / "base" / "templates" / "web" / "heading.html"
    change(template, "facts.date_in_words", "facts.date_in_wrods")
    with pytest.raises(PressError, match=r"layouts/base/templates/web/heading.html:23") as told:
        build.bundle(works.load(checkout, "tiny"), "web")
    assert not isinstance(told.value, FindingsError)
