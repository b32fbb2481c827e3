"""What a section asks of the pages while it is composed; it is composed again when that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from press.compose.part import Learned, Part


class _Listened(Mapping[str, int]):
    """Figures, and which of them were asked for."""

    def __init__(self, figures: Mapping[str, int]) -> None:
        self._figures = figures
        self._asked: dict[str, int | None] = {}
        self._is_all = False

    def __getitem__(self, name: str) -> int:
        self._asked[name] = self._figures.get(name)
        return self._figures[name]

    def __iter__(self) -> Iterator[str]:
        self._is_all = True
        return iter(self._figures)

    def __len__(self) -> int:
        self._is_all = True
        return len(self._figures)

    def __eq__(self, other: object) -> bool:
        self._is_all = True
        return self._figures == other

    __hash__ = None  # type: ignore[assignment]

    def is_so(self, figures: Mapping[str, int]) -> bool:
        """Whether other figures would have answered the same."""
        if self._is_all:
            return self._figures == figures
        return all(figures.get(name) == figure for name, figure in self._asked.items())


class Composed:
    """Sections as they were composed last."""

    def __init__(self) -> None:
        """None is composed yet."""
        self._last: dict[str, tuple[Part, _Listened, _Listened]] = {}

    def part(self, slug: str, learned: Learned, compose: Callable[[Learned], Part]) -> Part:
        """A section, composed anew where what it asked of the pages is answered otherwise."""
        if slug in self._last:
            part, folios, lines = self._last[slug]
            if folios.is_so(learned.folios) and lines.is_so(learned.quote_lines):
                return part
        folios, lines = _Listened(learned.folios), _Listened(learned.quote_lines)
        part = compose(Learned(folios=folios, quote_lines=lines))
        self._last[slug] = part, folios, lines
        return part
