"""What rules of one page have said of it, kept with the page and the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from press.preflight.delivery import Here, Judged
from press.publication import Edition
from press.reading import Kept

JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Before:
    """The pages of a file, as far as they were judged before."""

    kept: Kept
    pages: Sequence[str | None]
    """Their digests; None for one that cannot be told, or on which something lies."""
    order: str

    @classmethod
    def of(cls, content: bytes, edition: Edition, kept: Kept) -> Before:
        """Look the pages of a file up.

        Raises:
            PdfError: the file does not open.
        """
        of = kept.pages(content)
        pages = [page if bare else None for page, bare in zip(of.pages, of.bare, strict=True)]
        return cls(kept, pages, repr(edition))

    def judged(self) -> dict[int, Judged]:
        """What was said of each page that is known, by its index."""
        found = self.kept.found(JUDGED, self.pages, self.order)
        return {
            index: {
                code: [
                    Here(message=message, remedy=remedy, box=tuple(box) if box else None)
                    for message, remedy, box in places
                ]
                for code, places in said.items()
            }
            for index, said in found.items()
        }

    def keep(self, now: Mapping[int, Judged]) -> None:
        """Keep what all rules of one page have said of some pages."""
        plain = {
            index: {
                code: [[here.message, here.remedy, here.box] for here in places]
                for code, places in said.items()
                if places
            }
            for index, said in now.items()
        }
        self.kept.keep(JUDGED, self.pages, plain, self.order)
