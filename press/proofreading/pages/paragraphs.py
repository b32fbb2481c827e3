"""Paragraphs: how they break over lines and pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from press.finding import Severity
from press.parts import HYPHENS, SetLine
from press.proofreading.pages.view import number, page_name, paragraphs, place, shown
from press.proofreading.proof import Proof
from press.rule import Slip, rule


@rule("widow", Severity.ERROR)
def widow(proof: Proof) -> Iterator[Slip]:
    """The end of a paragraph stands alone at the head of a page.

    A single line, often a short one, over a whole page of other matter looks like a mistake, and
    the eye that turned the page has lost what it belongs to. At least `--widow-lines` stand there.
    The stylesheets ask the engine for the same (`widows`), so a rule of the layout must be in the
    way: look for `widows` or `break-before` on the paragraph. Else ask the editor for a word more.
    """
    for lines in paragraphs(proof):
        last = [line for line in lines if line.folio == lines[-1].folio]
        if last[0] is not lines[0] and len(last) < number(proof, "widow-lines"):
            yield _slip(
                proof,
                last[0],
                f"a paragraph ends with {_counted(last)} at the head of the page",
                "carry a line over, or reword the paragraph",
            )


@rule("orphan", Severity.ERROR)
def orphan(proof: Proof) -> Iterator[Slip]:
    """The beginning of a paragraph stands alone at the foot of a page.

    A reader starts on a thought and has to turn the page after a line of it. At least
    `--orphan-lines` stand there, or the paragraph begins overleaf.
    The stylesheets ask the engine for the same (`orphans`), so a rule of the layout must be in the
    way: look for `orphans` or `break-after` on the paragraph. Else ask the editor for a word less.
    """
    for lines in paragraphs(proof):
        first = [line for line in lines if line.folio == lines[0].folio]
        if first[-1] is not lines[-1] and len(first) < number(proof, "orphan-lines"):
            yield _slip(
                proof,
                first[-1],
                f"a paragraph begins with {_counted(first)} at the foot of the page",
                "send the line overleaf, or reword the paragraph",
            )


@rule("runt", Severity.ERROR)
def runt(proof: Proof) -> Iterator[Slip]:
    """The last line of a paragraph is one short word.

    It leaves a white line that looks like a break, and less than the next indent to hang on. A last
    line has two words, or one of at least `--least-last-characters`; a word that is broken into the
    last line counts with what stands there.
    Tie the last two words with a no-break space (`\u00a0`), or take a word out of the paragraph.
    The press plans paragraphs so that there is none; where there is one all the same, something is
    beside the paragraph that it does not plan around, or the layout asks for `first-fit`.
    """
    for lines in paragraphs(proof):
        said = lines[-1].text.split()
        if len(lines) > 1 and len(said) == 1:
            if len(said[0]) >= number(proof, "least-last-characters"):
                continue
            yield _slip(
                proof,
                lines[-1],
                f"the last line of a paragraph is “{said[0]}” alone",
                "tie the last two words with a no-break space, or reword the paragraph",
            )


@rule("ladder", Severity.ERROR)
def ladder(proof: Proof) -> Iterator[Slip]:
    """Line after line ends with a hyphen, as many as `--ladder` or more.

    The hyphens make a stair at the edge of the text that the eye follows instead of the words. A
    hyphen that the word has anyway counts: it looks the same. Lines on two pages do not.
    Reword the paragraph, or forbid one of the breaks by giving the word its class `name`.
    The press plans paragraphs so that there is none; where there is one all the same, something is
    beside the paragraph that it does not plan around, or the layout asks for `first-fit`.
    """
    for run in _stairs(proof):
        if len(run) >= number(proof, "ladder"):
            yield _stair(proof, run)


@rule("hyphens-running", Severity.NOTICE)
def hyphens_running(proof: Proof) -> Iterator[Slip]:
    """Two lines or more end with a hyphen, and fewer than `--ladder`.

    Two are seen in every book and are no fault, but where the text can still change they are worth
    a look; from `--ladder` on they are one.
    Reword the paragraph if it is to be touched anyway.
    """
    for run in _stairs(proof):
        if 1 < len(run) < number(proof, "ladder"):
            yield _stair(proof, run)


@rule("page-turn-hyphen", Severity.ERROR)
def page_turn_hyphen(proof: Proof) -> Iterator[Slip]:
    """A word is broken over the end of a page.

    Half a word cannot be read, and the other half is on the next page, where the eye arrives late.
    A compound that ends the page at its own hyphen is none: each of its halves is a word.
    Reword the paragraph, or forbid the break by giving the word its class `name`.
    The press plans paragraphs so that there is none; where there is one all the same, something is
    beside the paragraph that it does not plan around, or the layout asks for `first-fit`.
    """
    for lines in paragraphs(proof):
        for line, after in pairwise(lines):
            if line.broken and after.folio != line.folio:
                yield _slip(
                    proof,
                    line,
                    f"the page ends with a broken word, “{shown(line.text)}”",
                    "reword the paragraph so that the word is not broken",
                )


def _stairs(proof: Proof) -> Iterator[list[SetLine]]:
    """Lines of a paragraph that end with a hyphen, one under the other."""
    for lines in paragraphs(proof):
        for (_, hyphened), run in groupby(
            lines, key=lambda line: (line.folio, line.text.endswith(HYPHENS))
        ):
            if hyphened:
                yield list(run)


def _stair(proof: Proof, run: list[SetLine]) -> Slip:
    ends = ", ".join(f"“{line.text.split()[-1]}”" for line in run)
    return _slip(
        proof, run[0], f"{len(run)} lines running end with a hyphen: {ends}", "reword the paragraph"
    )


def _counted(lines: list[SetLine]) -> str:
    return f"{len(lines)} line{'s' if len(lines) > 1 else ''}, “{shown(lines[-1].text)}”"


def _slip(proof: Proof, line: SetLine, message: str, remedy: str) -> Slip:
    return Slip(
        message=message,
        remedy=remedy,
        place=place(proof, line),
        page=page_name(proof, line.folio),
    )


PROOF = (widow, orphan, runt, ladder, hyphens_running, page_turn_hyphen)
