"""Typography as a table: what is typed and what is set; `~` is a space that does not break."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from press.manuscript import inlines
from press.manuscript.typography import characters, rules, set_body, tree
from press.manuscript.typography.rules import set_run
from press.manuscript.typography.run import Run

CHARACTERS = [
    # Quotation marks: single, double inside, whichever was typed.
    ("'so'", "‘so’"),
    ('"so"', "‘so’"),
    ("he said 'no' to it", "he said ‘no’ to it"),
    ("'he said \"no\" to it'", "‘he said “no” to it’"),
    ("\"he said 'no' to it\"", "‘he said “no” to it’"),
    ("'\"Quite so,\" he said.'", "‘“Quite so,” he said.’"),
    ("She asked, 'Why did he say \"no\"?'", "She asked, ‘Why did he say “no”?’"),
    ("('so')", "(‘so’)"),
    ("the non-'expert' view", "the non-‘expert’ view"),
    ("'A', 'B' and 'C'", "‘A’, ‘B’ and ‘C’"),
    ("'in 2016'", "‘in 2016’"),
    ("‘so’ and “so”", "‘so’ and “so”"),
    ('‘he said "no"’', "‘he said “no”’"),
    # Apostrophes.
    ("it's", "it’s"),
    ("O'Neill's", "O’Neill’s"),
    ("the students' union", "the students’ union"),
    ("'the students' union' and 'more'", "‘the students’ union’ and ‘more’"),
    ("the '90s and the '60s", "the ’90s and the ’60s"),
    ("the 1990's", "the 1990’s"),
    ("the winter of '18 was long", "the winter of ’18 was long"),
    ("'18 people' came", "‘18 people’ came"),
    ("'tis, 'twas, 'em", "’tis, ’twas, ’em"),
    ("rock 'n' roll", "rock ’n’ roll"),
    ("CCG's", "CCG’s"),
    # Primes.
    ("5'10\" tall", "5′10″ tall"),
    ("a 6' wall and a 12\" rule", "a 6' wall and a 12\" rule"),
    # Rules.
    ("one - two", "one~– two"),
    ("one -- two", "one~– two"),
    ("one – two", "one~– two"),
    ("one--two", "one~– two"),
    ("well-known", "well-known"),
    ("2016-2018", "2016–2018"),
    ("2018-19", "2018–19"),
    ("1999-00", "1999–00"),
    ("aged 16-19", "aged 16–19"),
    ("16-19-year-olds", "16–19-year-olds"),
    ("pp. 12-14", "pp.~12–14"),
    ("pp. 112-14", "pp.~112–14"),
    ("pp. ix-xii", "pp.~ix–xii"),
    ("(2016-2018)", "(2016–2018)"),
    ("£5-£10", "£5–£10"),
    ("£5-10m", "£5–10m"),
    ("1,000-2,000", "1,000–2,000"),
    ("8.30-9.45", "8.30–9.45"),
    ("9am-5pm", "9am–5pm"),
    ("Monday-Friday", "Monday–Friday"),
    ("2016–2018", "2016–2018"),
    # No ranges.
    ("2026-11-22", "2026-11-22"),
    ("0845-652-4010", "0845-652-4010"),
    ("020 7664-3000", "020 7664-3000"),
    ("555-1234", "555-1234"),
    ("+44 (0)20 7815-8297", "+44 (0)20 7815-8297"),
    ("Covid-19", "Covid-19"),
    ("a B-52", "a B-52"),
    ("a 4-5-1 formation", "a 4-5-1 formation"),
    ("50-50", "50-50"),
    ("978-1-84-12", "978-1-84-12"),
    # Dots and spaces.
    ("wait...", "wait…"),
    ("wait ... and see", "wait~… and see"),
    ("wait . . . and see", "wait~… and see"),
    ("The end....", "The end…."),
    ("one  two", "one two"),
    # Ties.
    ("Dr Henry Kippin", "Dr~Henry Kippin"),
    ("Lord Victor Adebowale", "Lord~Victor Adebowale"),
    ("Mr. Lamb", "Mr.~Lamb"),
    ("No. 10", "No.~10"),
    ("No. It was not.", "No. It was not."),
    ("page 12, Essay 3, figure 4", "page~12, Essay~3, figure~4"),
    ("c. 1900", "c.~1900"),
    ("£8.4 million", "£8.4~million"),
    ("20 per cent", "20~per~cent"),
    ("5 km and 3 miles", "5~km and 3~miles"),
    ("5 kind people", "5 kind people"),
    ("J. R. R. Tolkien", "J.~R.~R.~Tolkien"),
    ("plan B. Then", "plan B. Then"),
    ("Joyce White OBE", "Joyce White~OBE"),
    ("22 November 2026", "22~November 2026"),
    ("SW1P 4QP", "SW1P~4QP"),
    # Multiplication.
    ("3 x 4", "3~×~4"),
    ("3x4", "3×4"),
    ("3 x 4 x 5 and 3x4x5", "3~×~4~×~5 and 3×4×5"),
    ("0x10", "0x10"),
    # Addresses are left alone.
    ("https://example.org/a--b/2016-2018/it's", "https://example.org/a--b/2016-2018/it's"),
    ("www.example.org/report_Jul-2017...", "www.example.org/report_Jul-2017..."),
    ("o'neill-12-14@example.org", "o’neill-12-14@example.org"),
]

HEADINGS = [
    ("one - two", "one – two"),
    ("the 20 per cent", "the 20 per cent"),
    ("Dr Kippin's 2016-2018", "Dr Kippin’s 2016–2018"),
    ("3 x 4", "3 × 4"),
]

ELSEWHERE = [
    ("fr", "l'été 2016-2018...", "l'été 2016-2018…"),
    ("de", 'er sagte  "nein"', 'er sagte "nein"'),
    ("en-US", "it's", "it’s"),
]

BODIES = [
    # Marks run across elements.
    ("<p>'<em>so</em>'</p>", "<p>‘<em>so</em>’</p>"),
    ("<p>he said '<em>no \"never\"</em>' to</p>", "<p>he said ‘<em>no “never”</em>’ to</p>"),
    ("<p><em>Ignite</em>'s</p>", "<p><em>Ignite</em>’s</p>"),
    ('<p>\'so<a class="note-call" href="#n">1</a>\'</p>',
     '<p>‘so<a class="note-call" href="#n">1</a>’</p>'),
    ("<p>20 <em>per</em> cent</p>", "<p>20~<em>per</em>~cent</p>"),
    ("<p>'one'<br/>'two'</p>", "<p>‘one’<br/>‘two’</p>"),
    # Another language inside a paragraph.
    ('<p>the <span lang="fr">l\'été...</span>\'s end</p>',
     '<p>the <span lang="fr">l\'été…</span>’s end</p>'),
    # The last word.
    ("<p>one two three four five six</p>", "<p>one two three four five~six</p>"),
    ("<p>one two three four six</p>", "<p>one two three four six</p>"),
    ("<p>one two three four five sixteenth</p>", "<p>one two three four five sixteenth</p>"),
    ("<p>one two three four internationalisations six</p>",
     "<p>one two three four internationalisations six</p>"),
    ("<p>one two three four five <em>six</em>.</p>",
     "<p>one two three four five~<em>six</em>.</p>"),
    ("<ul><li>one two three four five six<ul><li>one</li></ul></li></ul>",
     "<ul><li>one two three four five~six<ul><li>one</li></ul></li></ul>"),
    ("<h2>one two three four five six</h2>", "<h2>one two three four five six</h2>"),
    # Capitals.
    ("<p>the NHS and DY5</p>",
     '<p>the <span class="caps">NHS</span> and <span class="caps">DY5</span></p>'),
    ("<p>GPs and a CCG's</p>",
     '<p><span class="caps">GP</span>s and a <span class="caps">CCG</span>’s</p>'),
    ("<p>A&amp;E at SW1P 4QP</p>",
     '<p><span class="caps">A&amp;E</span> at <span class="caps">SW1P~4QP</span></p>'),
    ("<p>a B-52, McDON and I</p>", "<p>a B-52, McDON and I</p>"),
    ("<p>ALL OF IT</p>", "<p>ALL OF IT</p>"),
    ("<h2>The NHS in Wolverhampton</h2>", "<h2>The NHS in Wolverhampton</h2>"),
    ('<p>see <a href="https://nhs.example/NHS">the NHS</a></p>',
     '<p>see <a href="https://nhs.example/NHS">the <span class="caps">NHS</span></a></p>'),
    # Words that are not hyphenated.
    ("<p>to Wolverhampton, Dudley</p>",
     '<p>to <span class="name">Wolverhampton</span>, Dudley</p>'),
    ("<p>with #teamBradford, C#minor</p>",
     '<p>with <span class="name">#teamBradford</span>, C#minor</p>'),
    ("<p>at desk@library.example or www.library.example/NHS today</p>",
     '<p>at <span class="name">desk@library.example</span> or '
     '<span class="name">www.library.example/NHS</span> today</p>'),
    ('<p><span class="name">Wolverhampton</span></p>',
     '<p><span class="name">Wolverhampton</span></p>'),
]  # fmt: skip


def shown(text: str) -> str:
    return text.replace("\u00a0", "~")


def body(markup: str) -> etree._Element:
    return etree.fromstring(f"<div>{markup}</div>")


def text_of(tree: etree._Element) -> str:
    return shown(etree.tostring(tree, encoding="unicode"))[5:-6]


@pytest.mark.parametrize(("typed", "wanted"), CHARACTERS)
def test_characters(typed: str, wanted: str) -> None:
    assert shown(characters(typed, language="en-GB", ties=True)) == wanted


@pytest.mark.parametrize("wanted", [wanted for _, wanted in CHARACTERS])
def test_what_is_set_stays(wanted: str) -> None:
    once = wanted.replace("~", "\u00a0")
    assert characters(once, language="en-GB", ties=True) == once


@pytest.mark.parametrize(("typed", "wanted"), HEADINGS)
def test_headings_have_no_ties(typed: str, wanted: str) -> None:
    assert shown(characters(typed, language="en-GB", ties=False)) == wanted


@pytest.mark.parametrize(("language", "typed", "wanted"), ELSEWHERE)
def test_other_languages(language: str, typed: str, wanted: str) -> None:
    assert shown(characters(typed, language=language, ties=True)) == wanted


@pytest.mark.parametrize(("typed", "wanted"), BODIES)
def test_bodies(typed: str, wanted: str) -> None:
    tree = body(typed)
    set_body(tree, language="en-GB")
    assert text_of(tree) == wanted
    set_body(tree, language="en-GB")
    assert text_of(tree) == wanted


def test_spans_keep_the_line() -> None:
    tree = etree.fromstring("<div>\n\n<p>the NHS</p></div>")
    set_body(tree, language="en-GB")
    assert [span.sourceline for span in tree.iter("span")] == [3]


@given(st.text(alphabet="ab'\"-. 1x9A\u00a0‘’“”–…×s@/", max_size=40))
def test_any_text_is_set_once(typed: str) -> None:
    once = characters(typed, language="en-GB", ties=True)
    assert characters(once, language="en-GB", ties=True) == once


@given(st.text(alphabet="ab'\"-. 1x9A", max_size=40), st.lists(st.integers(0, 40), max_size=5))
def test_cuts_only_divide(typed: str, cuts: list[int]) -> None:
    run = Run(typed, sorted(min(cut, len(typed)) for cut in cuts))
    whole = Run(typed)
    for one in (run, whole):
        set_run(one, language="en-GB", ties=True, last_word=True)
    assert run.text == whole.text == "".join(run.parts)
    assert len(run.parts) == len(cuts) + 1


# What is passed over at a glance

PIECES = st.sampled_from(
    ["a", "b c", "Dr", "Mr.", "Lady", "St", "A", "B.", "OBE", "PhD", "QPM", "no.", "No.", "pp.",
     "p.", "iv", "x", "3", "12", "1,000", "2.30pm", "per", "cent", "May", "Monday", "SW1P", "4QP",
     "'n'", "'", "É", "ÀÉÎ", "#tag", "#", "&", "Wolverhampton", "Ångströmsöls", "Dudley2019",
     "CCGs", "nhs.uk", "www.", "http", "://", "desk@", "a.b", "/", "@", ".", "..", "…", "-", "--",
     "---", "–", "×", "[", "]", "(", "{", "}", "*", "**", "_", "__", "`", "~~", ":::", ":", "<b>",
     "<", "!", "^", "\n", "\u00a0", "  "]
)  # fmt: skip
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=14).map(
    lambda pieces: "".join(f"{piece}{space}" for piece, space in pieces)
)
NEEDED = [
    *((pattern, needed) for pattern, needed in rules.TIES if needed is not None),
    (rules.SPACED_RULE, rules.RULES),
    (rules.NAMED_RANGE, rules.NAMES),
    (rules.CLOCK, rules.FIGURE),
    (rules.RANGE, rules.FIGURE),
    (rules.ADDRESS, rules.MAYBE_ADDRESS),
    (inlines.ANY, inlines.SIGNS),
]


@given(TEXTS)
@settings(max_examples=1000, deadline=None)
def test_a_rule_that_is_not_asked_would_have_found_nothing(text: str) -> None:
    for pattern, needed in NEEDED:
        assert needed.search(text) or not pattern.search(text), pattern.pattern


@given(TEXTS)
@settings(max_examples=1000, deadline=None)
def test_words_are_kept_whole_in_the_quick_way_as_in_the_plain_one(text: str) -> None:
    if not rules.MAYBE_ADDRESS.search(text):
        plain, quick = (
            [(one.span(), bool(one["caps"])) for one in way.finditer(text)]
            for way in (tree.WRAPPED, tree.WITHOUT_ADDRESS)
        )
        assert plain == quick


@given(TEXTS)
@settings(max_examples=1000, deadline=None)
def test_titles_are_known_by_their_first_letters(text: str) -> None:
    plain = re.compile(rf"(?<!\w)(?:{rules.TITLES})\.? (?=[A-Z])")
    assert [one.span() for one in plain.finditer(text)] == [
        one.span() for one in rules.TIES[0][0].finditer(text)
    ]


@given(TEXTS)
@settings(max_examples=1000, deadline=None)
def test_the_last_word_is_tied_to_the_one_before(text: str) -> None:
    last = re.search(r"(\S+) (\S+)\s*\Z", text)
    run = Run(text)
    rules._tie_last_word(run)
    if (
        last is None
        or len(text.split()) < rules.FEWEST_WORDS
        or len(last[2]) > rules.LONGEST_LAST_WORD
        or len(last[0].rstrip()) > rules.LONGEST_LAST_PAIR
    ):
        assert run.text == text
    else:
        assert run.text == f"{text[: last.end(1)]}\u00a0{text[last.end(1) + 1 :]}"
