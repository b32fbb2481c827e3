"""Renewing: what stands is told, and what has changed is made.

`build` is imported only when something is to be made: it brings the engine along.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from press import standing
from press.loading import lasting
from press.standing import Basis, Outcome
from press.store import Store


def _quiet(_step: str, _done: int, _of: int) -> None:
    """Tell nobody."""


def publish(
    root: Path,
    name: str,
    edition: str | None = None,
    *,
    form: str = "",
    afresh: bool = False,
    progress: Callable[[str, int, int], None] = _quiet,
) -> Iterator[Outcome]:
    """Make, check and publish those editions of a publication that do not stand already.

    Args:
        root: the root of the repository.
        name: the publication.
        edition: the edition; all that are wanted when not said.
        form: the format of which all editions are wanted; the paged ones when not said.
        afresh: make all of them, and of nothing that was kept.
        progress: told of each step.

    Raises:
        PressError: as `build.publish`; the editions that stood still stand.
    """
    on = standing.basis(root, name)
    wanted = [edition] if edition else standing.wanted(root, on, form) if on else None
    stood = _standing(root, on, name, wanted) if on and wanted and not afresh else {}
    if wanted and len(stood) == len(wanted):
        yield from stood.values()
        return
    with lasting():
        from press import build  # noqa: PLC0415 (it takes a second, for nothing when nothing is made)

    told: list[str] = []
    for outcome in build.publish(
        root,
        name,
        edition,
        form=form,
        stood=stood,
        store=Store(root, blind=afresh),
        progress=progress,
    ):
        told.append(outcome.edition)
        if on and not outcome.stood:
            standing.keep(root, on, name, outcome)
        yield outcome
    if on and not edition:
        standing.keep_wanted(root, on, form, told)
    gc.freeze()  # or Python looks through all that was made once more when its process ends


def _standing(root: Path, on: Basis, publication: str, wanted: list[str]) -> Mapping[str, Outcome]:
    """The editions that need not be made, by their names."""
    found = {one: standing.edition(root, on, publication, one) for one in wanted}
    return {one: outcome for one, outcome in found.items() if outcome is not None}
