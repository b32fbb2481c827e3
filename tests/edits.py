"""Edits of tiny, for tests that hold builds after any of them against builds from nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.conftest import TINY

LAMPS, SHELVES = "essays/lamps.md", "essays/shelves.md"
MORE = "One more paragraph, which Harbour and council read, and which takes its room. " * 9


def reworded(root: Path, number: int) -> None:
    """Another word in one essay."""
    file = root / "manuscript/tiny" / (LAMPS, SHELVES)[number % 2]
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\nIt was edited {'again and ' * number}again.\n", encoding="utf-8")


def lengthened(root: Path, number: int) -> None:
    """So many paragraphs that all that follows moves."""
    file = root / "manuscript/tiny" / (LAMPS, SHELVES)[number % 2]
    text = file.read_text(encoding="utf-8")
    file.write_text(text + f"\n\n{MORE}" * (number + 2) + "\n", encoding="utf-8")


def shortened(root: Path, number: int) -> None:
    """An essay as it was at first."""
    name = (LAMPS, SHELVES)[number % 2]
    (root / "manuscript/tiny" / name).write_bytes((TINY / name).read_bytes())


def restyled(root: Path, number: int) -> None:
    """Other lines, or another drawing order, in every section."""
    file = root / "layouts/ignite/styles/components.css"
    said = (f"p{{word-spacing:{number * 0.01}em}}", "p{color:var(--char)}")[number % 2]
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{said}\n", encoding="utf-8")


EDITS = (reworded, lengthened, shortened, restyled)
EVERY = [
    (lengthened, 2),
    (restyled, 1),
    (reworded, 1),
    (lengthened, 1),
    (shortened, 0),
    (restyled, 0),
]
"""Folios that move and come back, and stylesheets."""


def over_any_edits(test: Callable[..., None]) -> Any:
    """A test that is given rows of edits, all of them at first and then at random."""
    quick = settings(
        max_examples=4, deadline=None, derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )  # fmt: skip
    rows = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 3)), min_size=1, max_size=4)
    return example(EVERY)(given(rows)(quick(test)))
