"""Styles: what the engine computes of one is computed once for all parts of a book.

The parts are documents of their own for the engine, but have the same stylesheets: most of their
styles are declared alike and inherit alike, so that all that is computed of them is alike too.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

from press.pages.engine import INITIAL_VALUES, ComputedStyle

OWN = frozenset({
    "anchor", "link", "break_before", "counter_reset", "counter_set", "counter_increment",
})  # fmt: skip
"""What each element, page or part says for itself, and nothing else is computed of."""
MANY = 10_000
"""Of styles that are remembered; with more, the oldest are no longer asked for."""
_NONE = object()


@dataclass(slots=True)
class _Alike:
    """What is known of styles that are declared alike and inherit alike."""

    memory: _Memory
    parent: _Alike | None
    """Of the style that they inherit from; its identity is in their key."""
    values: dict[str, Any] = field(default_factory=dict)
    specified: dict[str, Any] = field(default_factory=dict)


class _Memory:
    """What is known of styles that are set with the same fonts."""

    def __init__(self) -> None:
        self.is_true = True
        """Whether what is computed now holds for other parts too."""
        self._alike: dict[Any, _Alike] = {}
        self._declared: dict[int, tuple[Any, Any]] = {}
        """By its identity every declared value, which is held so that it stays its own, and by
        what it is told."""

    def of(self, style: Any) -> _Alike | None:
        """What is known of a style; none where what it inherits from is not remembered."""
        inherits = style.parent_style
        parent = None if inherits is None else inherits.known()
        if inherits is not None and parent is None:
            return None
        if len(self._alike) + len(self._declared) > MANY:
            self._alike.clear()
            self._declared.clear()
        key = (
            id(parent),
            style.pseudo_type,
            style.base_url,
            tuple(
                (name, self._told(value), precedence, layer, *specificity)
                for name, (value, (precedence, layer, specificity)) in style.cascaded.items()
                if name not in OWN
            ),
        )
        if key not in self._alike:
            self._alike[key] = _Alike(self, parent)
        return self._alike[key]

    def _told(self, value: Any) -> Any:
        """By what a declared value is told.

        A plain one is by what it is, for attributes of elements are read anew in each part; any
        other by its identity.
        """
        known = self._declared.get(id(value))
        if known is None:
            known = self._declared[id(value)] = value, repr(value) if _plain(value) else id(value)
        return known[1]


def _plain(value: Any) -> bool:
    """Whether a value is written as what it is."""
    if isinstance(value, tuple):
        return all(map(_plain, value))
    return value is None or isinstance(value, (str, int, float))


class _Warned(logging.Handler):
    """Counts what the engine warned of: what it computes with a warning is computed each time."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.times = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 (that it was said is enough)
        self.times += 1


_WARNED = _Warned()
logging.getLogger("weasyprint").addHandler(_WARNED)


class Remembering(ComputedStyle):  # type: ignore[misc]
    """A style that has what was computed of styles that are alike."""

    is_asked = False
    """Whether something was asked of it; what is known is looked for only then."""
    alike: _Alike | None = None

    def known(self) -> _Alike | None:
        """What is known of styles that are alike; none where it was changed."""
        if not self.is_asked:
            memory = self.font_config.__dict__.setdefault("press_styles", _Memory())
            self.is_asked, self.alike = True, memory.of(self)
            if self.alike is not None:
                self.specified = self.alike.specified
        return self.alike

    def forget(self) -> None:
        """Have all that is asked of it computed: it has been changed."""
        self.is_asked, self.alike = True, None

    def copy(self) -> Any:
        """The same style, to be changed: what is computed of it then holds for it alone."""
        copy = Remembering.__new__(Remembering)
        ComputedStyle.__init__(
            copy, self.parent_style, self.cascaded, self.pseudo_type, self.root_style,
            self.base_url, self.font_config, self._page_sizes,
        )  # fmt: skip
        copy.update(self)
        copy.specified = self.specified.copy()
        copy.forget()
        return copy

    def __missing__(self, key: str) -> Any:
        if key in OWN:
            if key not in self.cascaded:
                value = self[key] = INITIAL_VALUES[key]
                return value
            return super().__missing__(key)
        alike = self.known()
        if alike is None:
            return super().__missing__(key)
        value = alike.values.get(key, _NONE)
        if value is not _NONE:
            self[key] = value
            return value
        warned = _WARNED.times
        value = super().__missing__(key)
        if alike.memory.is_true and warned == _WARNED.times:
            alike.values[key] = value
        return value

    @property
    def initial_page_sizes(self) -> Any:
        """The sizes of the first page: what is computed of them holds for its part alone."""
        self.font_config.press_styles.is_true = False
        return self._page_sizes

    @initial_page_sizes.setter
    def initial_page_sizes(self, sizes: Any) -> None:
        self._page_sizes = sizes
