"""The tree of a document: what is read at once is what the engine would read, node for node."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from press import works
from press.compose import Learned
from press.editions import FORMATS
from press.editions.paged import composer_for
from press.pages import markup
from press.pages.engine import weasyprint
from tests.conftest import REPOSITORY

BEGINS = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>T</title>\n</head>\n'
    "<body>"
)
ENDS = "</body>\n</html>\n"


def whole(body: str) -> str:
    return f"{BEGINS}{body}{ENDS}"


def nodes(element: Any) -> Any:
    children = [nodes(child) for child in element]
    return element.tag, list(element.attrib.items()), element.text, element.tail, children


def engines(html: str) -> Any:
    return nodes(weasyprint.HTML(string=html, base_url="press:/").etree_element)


def must_be_the_engines(html: str) -> bool:
    """Whether it is read at once."""
    read = markup.tree(html)
    assert read is None or nodes(read) == engines(html), html
    return read is not None


@pytest.mark.parametrize("edition", ["print", "large-print"])
@pytest.mark.parametrize("publication", ["ignite", "setting-type", "specimen"])
def test_all_parts_are_read_at_once_and_alike(publication: str, edition: str) -> None:
    work = works.load(REPOSITORY, publication)
    job = works.job_of(work, edition)
    composer = composer_for(job, FORMATS[job.edition.format])
    chapters = work.book.chapters
    parts = [composer.part(chapter, Learned()) for chapter in chapters]
    parts += [composer.blank(1), composer.openings(chapters)]
    assert all(must_be_the_engines(part.html) for part in parts)


@pytest.mark.parametrize(
    "body",
    [
        "",
        " \n ",
        "text",
        "<p>A &amp; b &lt; c &gt; &quot;d&quot; &#39;e&#39;</p>",
        '<p class="a" id="b" data-line="7">One<br>two <img src="a.svg" alt=""> <em>three</em></p>',
        "<ul><li>One<ol><li><p>Two</p></li></ol></li></ul><dl><dt>A</dt><dd>B</dd></dl>",
        "<section><h2><span>A</span></h2><div><p>B</p></div><hr></section>",
        "<a href='#x'><p>A</p></a>",
    ],
)
def test_plain_markup_is_read_at_once(body: str) -> None:
    assert must_be_the_engines(whole(body))


@pytest.mark.parametrize(
    "body",
    [
        "<p>One<div>two</div></p>",
        "<p><span><ul><li>A</li></ul></span></p>",
        "<p>One<p>two</p></p>",
        "<a href='#x'>A<span><a href='#y'>b</a></span></a>",
        "<h2>A<h3>B</h3></h2>",
        "<li>A</li>",
        "<div><dt>A</dt></div>",
        "<p>One",
        "<p>One</p></div>",
        "<div/>after",
        "<p>A&nbsp;b</p>",
        "<p>&#128;</p>",
        "<p>A</p><!-- B -->",
        "<![CDATA[A]]>",
        "<?A B?>",
        "<P>A</P>",
        "<p CLASS='a'>A</p>",
        "<p class=a>A</p>",
        "<p hidden>A</p>",
        "<p class='a' class='b'>A</p>",
        '<p title="a\nb">A</p>',
        '<p title="a>\nb">A</p>',
        "<p xml:lang='en'>A</p>",
        "<p xmlns='a'>A</p>",
        "<pre>\nA</pre>",
        "<table><tr><td>A</td></tr></table>",
        "<svg><path/></svg>",
        "<textarea>A</textarea>",
        "<image>A</image>",
        "A\rB",
        "A\fB",
        "A\0B",
        "A\ud800B",
        "</body><p>A</p>",
    ],
)
def test_what_html_reads_otherwise_is_left_to_the_engine(body: str) -> None:
    assert markup.tree(whole(body)) is None


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html><head></head><body></body></html>",
        "<!doctype html>\n<p>A</p>",
        "<!doctype html>\n<html>A<head></head><body></body></html>",
        "<!doctype html>\n<html><head></head>A<body></body></html>",
        "<!doctype html>\n<html><head></head><body></body>A</html>",
        "<!doctype html>\n<html><head>A</head><body></body></html>",
        "<!doctype html>\n<html><head><title><b>A</b></title></head><body></body></html>",
        "<!doctype html>\n<html><head><base href='a:/'></head><body></body></html>",
        "<!doctype html>\n<html><head><meta content='a>'></head><body></body></html>",
        "<!doctype html>\n<html><body></body></html>",
    ],
)
def test_whole_documents_of_another_form_are_left_to_the_engine(html: str) -> None:
    assert markup.tree(html) is None


SPACES = st.sampled_from(["", "", " ", "\n", "\n ", "\t"])


@given(spaces=st.tuples(*[SPACES] * 7))
@settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.generate])
def test_spaces_about_the_body_are_where_the_engine_has_them(spaces: tuple[str, ...]) -> None:
    pieces = ["<html>", "<head>", "<title>A</title>", "</head>", "<body>", "</body>", "</html>"]
    text = "".join(piece + space for piece, space in zip(pieces, spaces, strict=True))
    assert must_be_the_engines(f"<!doctype html>\n{text}")
    assert must_be_the_engines(f"<!doctype html>\n{text.replace('</body>', '<p>B</p></body>')}")


TAGS = sorted(
    {*markup.BLOCKS, *markup.INLINE, "pre", "table", "button", "svg", "u", "nobr", "option"}
)
TEXT = st.text(st.sampled_from("ab \n\t&<>;'\"=/-]\u00a0\u0085\ufeff\u2028é\x7f😀"), max_size=6)
ESCAPED = TEXT.map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
ATTRIBUTES = st.lists(
    st.tuples(st.sampled_from(["class", "id", "data-line", "href"]), ESCAPED), max_size=2
).map(lambda given: "".join(f' {name}="{text.replace(chr(34), "")}"' for name, text in given))


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def written(given: tuple[str, str, list[str]]) -> str:
        tag, attributes, content = given
        if tag in {"br", "hr", "img"}:
            return f"<{tag}{attributes}>"
        return f"<{tag}{attributes}>{''.join(content)}</{tag}>"

    return st.tuples(st.sampled_from(TAGS), ATTRIBUTES, st.lists(inside, max_size=4)).map(written)


NESTED = st.lists(st.recursive(ESCAPED, element, max_leaves=12), max_size=5).map("".join)
PIECES = st.lists(
    st.one_of(
        TEXT,
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from(
            ["<p>", "</p>", "<em>", "</em>", "</body>", "<!--", "-->", "<br>", "&#39;"]
        ),
    ),
    max_size=10,
).map("".join)


@given(body=st.one_of(NESTED, PIECES))
@example(body="<em>" * 4 + "A" + "</em>" * 4 + "<p>B</p>")
@settings(
    max_examples=500, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate]
)
def test_whatever_is_read_at_once_is_what_the_engine_reads(body: str) -> None:
    must_be_the_engines(whole(body))
