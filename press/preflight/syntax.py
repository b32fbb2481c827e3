"""Syntax: the file can be read to its end, by us and by a second program."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.finding import Severity, Spot
from press.preflight.delivery import Alone, Delivery, Here, page_rule
from press.rule import Slip, rule
from press.tools import NotChecked, Verdict

PAGE = re.compile(r"/pages\[(\d+)\]")
"""The page in the way to an object, as the engine tells it."""


@rule("syntax-broken", Severity.ERROR)
def broken(delivery: Delivery) -> Iterator[Slip]:
    """A second program finds the file damaged.

    Readers mend much of what is wrong with a file, each in its own way, so that a page may be
    there on one machine and gone on another.
    qpdf reads the whole file, every table and every stream (ISO 32000-1, 7.5), and says what it
    had to guess; its first words are told.
    Make the edition again. When it stays so, the fault is the press's: report it with the file.
    """
    if not isinstance(delivery.syntax, NotChecked) and delivery.syntax.code:
        said = (delivery.syntax.err or delivery.syntax.out).strip().splitlines()
        first = said[0].rpartition(": ")[2] if said else "it said nothing"
        yield Slip(message=f"qpdf finds the file damaged: {first}", remedy="make the edition again")


@rule("syntax-not-checked", Severity.NOTICE)
def not_checked(delivery: Delivery) -> Iterator[Slip]:
    """No second program has read the file, because qpdf is not on this machine.

    The press has read every page itself, but it has also written the file, and whoever has made a
    mistake is the last to see it.
    Nothing is known to be wrong; it was not looked at, and silence would look like praise.
    Install qpdf and run preflight again, or look at the file with another program.
    """
    if isinstance(delivery.syntax, NotChecked):
        yield Slip(message=delivery.syntax.meaning, remedy=delivery.syntax.remedy)


@page_rule("content-unreadable", Severity.ERROR)
def unreadable(page: Alone) -> Iterator[Here]:
    """A page holds something that cannot be read.

    An operator lacks its numbers, a name stands for nothing, a form draws itself, or there are more
    marks than anybody prints (ISO 32000-1, 7.8). A printer's machine stops there or leaves it out,
    and what comes after it was not checked.
    The first fault of each page is told, as the operator or the name has it.
    Make the edition again; a drawing from outside is saved anew, or turned into a picture.
    """
    faults = page.side.faults
    if faults:
        others = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        yield Here(
            message=f"its content cannot be read: {faults[0][:80]}{others}",
            remedy="make the edition again",
        )


@rule("second-reader", Severity.ERROR)
def second_reader(delivery: Delivery) -> Iterator[Slip]:
    """The veraPDF engine, a reader that shares nothing with ours, finds what no print file has.

    Whoever reads a file alone repeats his own mistakes. The engine goes through every object in
    its own way: colours, groups, fonts and the widths of their glyphs, actions, compression.
    It is asked by rules of our own (`print.xml`), since it has none for PDF/X; each says with its
    clause what is asked. `invoke preflight` asks it; publishing does not, for it takes seconds.
    Look at the finding of our own rules on the same thing first. Where there is none, ours is
    blind there: report it with the file.
    """
    if not isinstance(delivery.verdict, Verdict):
        return
    for failure in delivery.verdict.failures:
        often = f", {failure.count} times" if failure.count > 1 else ""
        found = PAGE.search(failure.location)
        page = delivery.facts.pages[int(found[1])] if found else None
        yield Slip(
            message=f"the veraPDF engine finds this broken{often}: “{failure.description}”",
            remedy="mend what our own rules say of it, or report that they say nothing",
            page=page.name if page else "",
            spot=Spot(page=page.index) if page else None,
        )


@rule("second-reader-absent", Severity.NOTICE)
def second_reader_absent(delivery: Delivery) -> Iterator[Slip]:
    """The veraPDF engine has not read the file, because it cannot run on this machine.

    All our own rules were asked. What they are blind to stays unseen, and silence would look like
    praise.
    The engine needs Java and the extra “validators”; `invoke doctor` says which of them is missing.
    Install them and run preflight again.
    """
    if isinstance(delivery.verdict, NotChecked):
        yield Slip(
            message="no second reader has looked at colours, fonts and actions",
            remedy=delivery.verdict.remedy,
        )


RULES = (broken, not_checked, unreadable, second_reader, second_reader_absent)
