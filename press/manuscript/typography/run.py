"""A run: the text of one paragraph in one piece, though it stands in many nodes of the tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise


class Run:
    """Text that may change its length, and the cuts at which it is divided among nodes."""

    def __init__(self, text: str, cuts: Sequence[int] = ()) -> None:
        self.text = text
        self.cuts = list(cuts)
        """Offsets into the text, ascending."""

    def sub(
        self, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]
    ) -> None:
        """Replace each match; a replacement without callable is taken as it stands."""
        edits = []
        for match in pattern.finditer(self.text):
            new = replacement if isinstance(replacement, str) else replacement(match)
            if new != match[0]:
                edits.append((match.start(), match.end(), new))
        self.edit(edits)

    def edit(self, edits: Sequence[tuple[int, int, str]]) -> None:
        """Put new text in place of stretches, given in their order; the cuts move along."""
        if not edits:
            return
        pieces: list[str] = []
        cuts: list[int] = []
        pending = iter(self.cuts)
        cut = next(pending, None)
        done = length = 0
        for start, end, new in edits:
            while cut is not None and cut <= start:
                cuts.append(length + cut - done)
                cut = next(pending, None)
            pieces += [self.text[done:start], new]
            length += start - done
            while cut is not None and cut < end:
                cuts.append(length + min(cut - start, len(new)))
                cut = next(pending, None)
            length += len(new)
            done = end
        while cut is not None:
            cuts.append(length + cut - done)
            cut = next(pending, None)
        pieces.append(self.text[done:])
        self.text = "".join(pieces)
        self.cuts = cuts

    @property
    def parts(self) -> list[str]:
        """The text, divided at the cuts."""
        bounds = [0, *self.cuts, len(self.text)]
        return [self.text[start:end] for start, end in pairwise(bounds)]
