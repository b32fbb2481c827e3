"""Syntax: the file can be read to its end, by us and by a second program."""

from __future__ import annotations

from collections.abc import Iterator

from press.finding import Severity, Spot
from press.preflight.delivery import Delivery
from press.rule import Slip, rule
from press.tools import NotChecked


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


@rule("content-unreadable", Severity.ERROR)
def unreadable(delivery: Delivery) -> Iterator[Slip]:
    """A page holds something that cannot be read.

    An operator lacks its numbers, a name stands for nothing, a form draws itself, or there are more
    marks than anybody prints (ISO 32000-1, 7.8). A printer's machine stops there or leaves it out,
    and what comes after it was not checked.
    The first fault of each page is told, as the operator or the name has it.
    Make the edition again; a drawing from outside is saved anew, or turned into a picture.
    """
    for page in delivery.facts.pages:
        if page.faults:
            others = f" (and {len(page.faults) - 1} more)" if len(page.faults) > 1 else ""
            yield Slip(
                message=f"its content cannot be read: {page.faults[0][:80]}{others}",
                remedy="make the edition again",
                page=page.name,
                spot=Spot(page=page.index),
            )


RULES = (broken, not_checked, unreadable)
