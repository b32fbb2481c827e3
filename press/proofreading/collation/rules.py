"""The rules of editions: what one says, all say, but for the differences that are declared."""

from __future__ import annotations

from collections.abc import Iterator

from press.errors import Place
from press.finding import Severity
from press.proofreading.collation import told
from press.proofreading.collation.collate import Collation
from press.rule import Slip, rule

REMEDY = "see which template or stage of the two editions has it otherwise, and mend it there"


@rule("editions-differ", Severity.ERROR)
def editions_differ(collation: Collation) -> Iterator[Slip]:
    """Two editions say a passage otherwise: words are lost, added, changed, or in another order.

    The words of each edition's finished files are compared with those of the first edition that
    has pages, section by section and in order. Differences that are meant are declared, one by
    one, and recognised exactly: a folio is its page's own label, a note that stands elsewhere has
    the very same words. Any other difference is told, with the words round it in both editions.
    Words are compared as runs of letters and figures; hyphens and marks are not asked.
    See the template and the stage that make the edition which is wrong; the manuscript is at fault
    only where a rule of its own says so.
    """
    for edition in collation.editions:
        for one in edition.differences:
            if not told.is_of_quotes(one):
                yield Slip(
                    message=told.message(one, collation.first, edition.edition),
                    remedy=REMEDY,
                    place=told.place(collation.book, one),
                    page=told.page(one),
                )


@rule("quotes-differ", Severity.ERROR)
def quotes_differ(collation: Collation) -> Iterator[Slip]:
    """A pull quote has other words in one edition than in another, or only one of them shows it.

    Where a quote stands is the edition's own: on a page where it looks well, without pages behind
    the sentence that it repeats. A text leaves out quotes whose words stand in it, and an EPUB
    leaves them out where its layout says `reflowed_quotes: none`. But what is shown has the same
    words everywhere, because a quote is quoted again.
    See the templates `pull-quote` of the layout, and those of the section's kind.
    """
    for edition in collation.editions:
        for one in edition.differences:
            if told.is_of_quotes(one):
                yield Slip(
                    message=told.message(one, collation.first, edition.edition),
                    remedy=REMEDY,
                    place=told.place(collation.book, one),
                    page=told.page(one),
                )


@rule("edition-lacks-section", Severity.ERROR)
def edition_lacks_section(collation: Collation) -> Iterator[Slip]:
    """A section is in one edition and not in another that should have it.

    Every edition has all sections of the spine; offprints have the essays alone. A section without
    words in an edition counts as lacking, since nobody can read it there.
    The first edition that has pages is the measure, and a section that only another has is told
    too.
    See which template of the edition sets nothing, and `section-lost` where the whole page is gone.
    """
    for edition in collation.editions:
        pairs = [(slug, collation.first, edition.edition) for slug in edition.missing]
        pairs += [(slug, edition.edition, collation.first) for slug in edition.added]
        for slug, has, lacks in pairs:
            yield Slip(
                message=f"“{slug}” is in {has} and not in {lacks}",
                remedy="see the template of its kind in the edition that lacks it",
                place=Place(collation.book.chapter(slug).section.file),
            )


ACROSS = (edition_lacks_section, editions_differ, quotes_differ)
