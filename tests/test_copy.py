"""What is quick is what is plain: rules of the copy against the slow way to say the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from press.assets import Face
from press.errors import Place
from press.finding import Finding, Severity
from press.manuscript import elements
from press.manuscript.kinds import KINDS, FrontMatter
from press.manuscript.section import PullQuote, Section
from press.proofreading import silences
from press.proofreading.displayed import _shared, twice
from press.proofreading.glyphs import missing
from press.proofreading.quoted import stands_plainly, starts, text_of, tokens_of, whole
from press.publication import Silence

# Quotes that have the same words

FEW = st.lists(st.sampled_from("abcde"), max_size=9)


@given(quotes=st.lists(FEW, max_size=7))
@settings(max_examples=300, deadline=None)
def test_of_all_pairs_of_quotes_those_are_told_that_share_half_their_words(
    quotes: list[list[str]],
) -> None:
    wanted = [
        (at, behind)
        for (at, one), (behind, other) in combinations(enumerate(quotes), 2)
        if _shared(one, other) * 2 > min(len(one), len(other))
    ]
    chapters = [
        SimpleNamespace(quotes={str(number): quote(" ".join(words), line=number)})
        for number, words in enumerate(quotes)
    ]
    copy: Any = SimpleNamespace(book=SimpleNamespace(chapters=chapters))
    found = [
        (int(one.message.rpartition(":")[2]), one.place.line) for one in twice(copy) if one.place
    ]
    assert found == wanted


def quote(text: str, line: int = 1) -> PullQuote:
    return PullQuote(
        name="one", text=text, state="verbatim", reason="", source="here",
        place=Place("here.md", line), marked=False,
    )  # fmt: skip


# Quotes that stand in their text

PIECES = st.sampled_from(
    ["a", "A", "ab", "abc-d", "e’f", "'", "‘", "’", "“", ".", "?", "…", ",", "_", "g\u00adh", "12"]
)
TEXT = st.lists(
    st.tuples(PIECES, st.sampled_from(["", " ", " ", " ", "\u00a0", "\n"])), max_size=90
)


def said(pieces: list[tuple[str, str]]) -> str:
    return "".join(f"{piece}{space}" for piece, space in pieces)


@given(
    pieces=TEXT,
    cut=st.tuples(st.integers(0, 90), st.integers(1, 12)),
    turn=st.sampled_from([str, str.lower, str.upper]),
    end=st.sampled_from(["", ".", "?", " a"]),
)
@settings(max_examples=500, deadline=None)
def test_a_quote_that_is_seen_to_stand_stands(
    pieces: list[tuple[str, str]], cut: tuple[int, int], turn: Any, end: str
) -> None:
    text = said(pieces)
    words = said(pieces[cut[0] :][: cut[1]]) or text
    words = f"{turn(words[:1])}{words[1:]}{end}"
    body = etree.fromstring("<div><p/></div>")
    body[0].text = text
    section: Any = SimpleNamespace(body=body)
    plainly = stands_plainly(words, text_of(section))
    among_all = any(True for _ in starts(whole(words), list(tokens_of(section))))
    assert among_all or not plainly


def test_a_quote_as_it_stands_is_seen_anywhere() -> None:
    text = "They came at dusk, all of them. " + "Nobody had asked. " * 40 + "He said ‘no’ at last."
    for words in ("They came at dusk, all of them.", "Nobody had asked.", "He said ‘no’ at last."):
        assert stands_plainly(words, text)
    assert not stands_plainly("They came at dusk, all of it.", text)
    assert not stands_plainly("He said ‘no’ at last.", f"{text[:-1]}? And yes.")


# Characters


@given(
    texts=st.lists(st.text("abcé漢\u00a0", max_size=6), max_size=4),
    drawn=st.lists(st.sets(st.sampled_from("abcé漢")), min_size=1, max_size=3),
)
@settings(max_examples=300, deadline=None)
def test_each_character_that_a_face_lacks_is_told_where_it_first_stands(
    texts: list[str], drawn: list[set[str]]
) -> None:
    faces = {
        str(number): Face(
            name=str(number), path="", family=str(number), style="", postscript_name="",
            content=b"", characters=frozenset(map(ord, characters | set("text"))),
        )
        for number, characters in enumerate(drawn)
    }  # fmt: skip
    work = SimpleNamespace(full_title="", kind="")
    chapters = [
        SimpleNamespace(section=section(text, file=f"{number}.md"))
        for number, text in enumerate(texts)
    ]
    copy: Any = SimpleNamespace(
        book=SimpleNamespace(publication=work, chapters=chapters), faces=faces, order=None
    )
    wanted = {
        (f"{number}.md", 7 + text.index(letter), letter)
        for number, text in enumerate(texts)
        for letter in set(text) - {"\u00a0"}
        if any(letter not in characters for characters in drawn)
    }
    found = list(missing(copy))
    assert {(one.place.file, one.place.line, one.message[23]) for one in found if one.place} == (
        wanted
    )
    assert len(found) == len(wanted)


def section(text: str, *, file: str) -> Section:
    """A section of one letter a paragraph, the first on line 7."""
    body = elements.make("div", line=7)
    for line, letter in enumerate(text, start=7):
        elements.put(body, "p", line=line).text = letter
    return Section(
        slug="one",
        kind=KINDS["text"],
        file=file,
        head=FrontMatter(kind="text"),
        body=body,
        typed="",
    )


# Silences

PLACES = ("essays/a.md", "essays/a.md:1", "manuscript/p/essays/a.md", "page 1", "page 1 (folio 3)")


def matches(silence: Silence, finding: Finding) -> bool:
    """Whether code and place agree, as the guide for editors words it."""
    named = {finding.page, finding.page.split(" (")[0]} if finding.page else set()
    if finding.place is not None:
        named |= {str(finding.place), finding.place.file}
        named |= {one.removeprefix("manuscript/p/") for one in named}
    return silence.code == finding.code and silence.place in named


@given(
    told=st.lists(st.tuples(st.sampled_from("xy"), st.sampled_from(PLACES)), max_size=6),
    found=st.lists(
        st.tuples(
            st.sampled_from("xy"),
            st.sampled_from([None, *(Place(f"manuscript/p/essays/{f}.md") for f in "ab")]),
            st.sampled_from([None, 1, 2]),
            st.sampled_from(["", "page 1", "page 1 (folio 3)"]),
        ),
        max_size=6,
    ),
)
@settings(max_examples=300, deadline=None)
def test_the_first_silence_that_agrees_silences(
    told: list[tuple[str, str]], found: list[tuple[str, Place | None, int | None, str]]
) -> None:
    accepted = [
        Silence(code=code, place=place, reason="It is right as it is.") for code, place in told
    ]
    findings = [
        Finding(
            code=code,
            severity=Severity.ERROR,
            message="",
            remedy="",
            place=place and replace(place, line=line),
            page=page,
        )
        for code, place, line, page in found
    ]
    used = [next((one for one in accepted if matches(one, each)), None) for each in findings]
    heard = silences.heard(findings, accepted)
    assert heard.findings == tuple(
        each for each, by in zip(findings, used, strict=True) if by is None
    )
    assert [id(one) for one in heard.idle] == [
        id(one) for one in accepted if not any(one is by for by in used)
    ]
