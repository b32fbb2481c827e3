"""The engine: whether it is the one that the press knows."""

from __future__ import annotations

from collections.abc import Iterator

from press.finding import Severity
from press.proofreading.proof import Copy
from press.rule import Slip, rule


@rule("lines-first-fit", Severity.NOTICE)
def lines_first_fit(copy: Copy) -> Iterator[Slip]:
    """The engine that is installed is not one whose paragraphs the press can plan.

    The press plans the lines of each paragraph as a whole and puts them into WeasyPrint by way of
    functions that are not its public face. When it starts it looks whether they are the ones it
    knows; where they are not, the engine sets each line as full as it goes, and nothing else
    changes. Lines are less even then, more words are broken, and the other rules for pages may say
    so.
    Install the release that the lock file names (`./bootstrap`).
    """
    if copy.unplanned:
        yield Slip(
            message=f"paragraphs are not planned, since the engine is another: {copy.unplanned}",
            remedy="run ./bootstrap to have the release that the press was tried with",
            place=copy.order,
        )


COPY = (lines_first_fit,)
