"""Pull quotes set alone, before anything else, have as many lines as on their pages."""

from __future__ import annotations

import pytest

from press import works
from press.compose import Learned
from press.compose.quotes import quotes_alone
from press.editions import FORMATS
from press.editions.paged import composer_for, typesetter_for
from tests.conftest import REPOSITORY

QUOTE = '<aside class="quote"><i>“</i><p data-quote="a--x">Words.</p></aside>'


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (QUOTE, QUOTE),
        (f"<h1>Title</h1>{QUOTE}<p>Text.</p>", QUOTE),
        (
            f'<div class="a" style="width:9mm">Text<p>more</p>{QUOTE} and more</div><hr>',
            f'<div class="a" style="width:9mm;break-before:auto;break-after:auto">{QUOTE}</div>',
        ),
        (f"<div><p>A</p>{QUOTE}</div>{QUOTE}<section><p>B</p></section>", None),
        ("<h1>Title</h1>No quote.", ""),
        ("", ""),
    ],
)
def test_what_stands_beside_quotes_is_left_out(content: str, left: str | None) -> None:
    if left is None:
        assert quotes_alone(content).count(QUOTE) == 2
        assert "<section" not in quotes_alone(content)
    else:
        assert quotes_alone(content) == left


@pytest.mark.parametrize("edition", ["print", "screen", "large-print"])
@pytest.mark.parametrize("publication", ["ignite", "setting-type", "specimen"])
def test_quotes_have_as_many_lines_alone_as_on_their_pages(publication: str, edition: str) -> None:
    work = works.load(REPOSITORY, publication)
    job = works.job_of(work, edition)
    form = FORMATS[job.edition.format]
    composer = composer_for(job, form)
    setter = typesetter_for(job, composer, form)
    quoted = [chapter for chapter in work.book.chapters if chapter.quotes]
    alone = setter.trial(composer.openings(quoted), folio=1)
    learned = Learned(quote_lines=alone.quote_lines)
    parts = [setter.trial(composer.part(one, learned), folio=2) for one in quoted]
    assert quoted
    assert alone.quote_lines == {
        name: count for part in parts for name, count in part.quote_lines.items()
    }
    assert len(alone.pages) <= max(2, sum(len(part.pages) for part in parts) // 3)
