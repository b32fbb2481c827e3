"""The run of imposed files: a print edition made and checked anew, and its sheets beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from press import assets, build, output, works
from press.editions import imposed
from press.editions.job import Progress, quiet
from press.errors import ContentError, UsageError
from press.publication import Order
from press.store import Store


def publish(
    root: Path,
    name: str,
    edition: str | None = None,
    *,
    forms: Sequence[str],
    sheet: str = "",
    progress: Progress = quiet,
) -> Iterator[tuple[Path, str]]:
    """Make imposed files, and the edition with them, so that they agree.

    Nothing that lies in output/ is imposed: the edition is made anew and published whole with what
    was asked for. Imposed files of other forms that stand there are made anew too, on the sheets
    they had; what can no longer be made goes.

    Args:
        root: the repository.
        name: the publication.
        edition: a print edition; the first one when not said.
        forms: names of `editions.imposed.FORMS`.
        sheet: the sheet for the press; nothing for the smallest that fits.
        progress: told of each step.

    Yields:
        Each file, and what whoever prints it should know.

    Raises:
        UsageError: the edition cannot be imposed so.
        FindingsError: a check found errors; the edition that stood still stands.
    """
    work = works.load(root, name, store=Store(root))
    wanted = edition or _first_for_print(work.order)
    imposed.allowed(work.order, wanted, forms, sheet)
    build.guarded_copy(work)
    with output.edition(root, name, wanted) as draft:
        made, _ = build.guarded(work, wanted, progress=progress)
        progress("imposing", 0, 1)
        letters = partial(assets.lettering, root)
        files = [
            imposed.make(work.order, made, form, sheet=sheet, letters=letters) for form in forms
        ]
        for form, other in imposed.standing(draft, name).items():
            if form not in forms:
                with suppress(ContentError, UsageError):  # nobody has asked for it now
                    imposed.allowed(work.order, wanted, [form], other)
                    files.append(imposed.make(work.order, made, form, sheet=other, letters=letters))
        draft.write(made.name, made.content)
        for file in files:
            draft.write(file.name, file.content)
        folder = draft.publish()
    for file in files:
        yield folder / file.name, file.told


def _first_for_print(order: Order) -> str:
    for name, edition in order.publication.editions.items():
        if edition.format == imposed.FORMAT:
            return name
    raise UsageError(
        f"{order.name} has no edition for print",
        place=order.place("editions"),
        hint=f"add one with `format: {imposed.FORMAT}`",
    )
