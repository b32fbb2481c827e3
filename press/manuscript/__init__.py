"""The manuscript: every file of the spine becomes a section."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from press.errors import Place, PressError, raise_all
from press.manuscript import frontmatter, kept, markdown, quotes, reading, typography
from press.manuscript.complaints import Complaints
from press.manuscript.kept import Typed
from press.manuscript.markdown import Figures
from press.manuscript.section import Section
from press.publication import Order
from press.store import Store

__all__ = ["load", "section", "sources"]


def load(order: Order, root: Path, *, store: Store | None = None) -> tuple[Section, ...]:
    """Every section of the spine, in order.

    Args:
        order: the publication's order.
        root: the repository.
        store: where sections are kept that were parsed before.

    Raises:
        PressError: everything in the manuscript that cannot be set, each with its line.
    """
    sections: list[Section] = []
    errors: list[PressError] = []
    for index in range(len(order.publication.spine)):
        try:
            sections.append(section(order, root, index, store=store))
        except PressError as error:
            errors += error.errors
    raise_all(errors)
    return tuple(sections)


def sources(root: Path, files: Iterable[str]) -> dict[str, str]:
    """The text of files as it was typed, by their names, for those who judge the typing."""
    return {file: reading.read(root, file, asked=Place(file)) for file in files}


def section(order: Order, root: Path, index: int, *, store: Store | None = None) -> Section:
    """One file of the spine, by its place in it."""
    entry, asked = order.publication.spine[index], order.place("spine", index)
    file = f"manuscript/{order.name}/{entry}"
    typed = Typed(
        file=file,
        language=order.publication.language,
        content=reading.content(root, file, asked=asked),
    )
    figures = partial(_figure, root, order.name)
    known = kept.found(store, typed) if store is not None else None
    if known is not None and _are_there(known, figures):
        return known
    parsed = _parsed(typed, figures)
    if store is not None:
        kept.keep(store, typed, parsed)
    return parsed


def _parsed(typed: Typed, figures: Figures) -> Section:
    """A section, parsed of nothing else than what its key counts; figures can only be refused."""
    text = reading.text_of(typed.content, typed.file)
    head = frontmatter.read(text, file=typed.file, language=typed.language)
    complaints = Complaints(typed.file)
    under = None
    if head.kind.body:
        under = markdown.read(
            head.text, first_line=head.first_line, figures=figures, complaints=complaints
        )
        if not complaints.errors:
            typography.set_body(under.body, language=typed.language)
    pull_quotes = quotes.gather(
        head,
        under.body if under else None,
        under.placed if under else (),
        slug=typed.slug,
        complaints=complaints,
    )
    raise_all(complaints.errors)
    return Section(
        slug=typed.slug,
        kind=head.kind,
        file=typed.file,
        head=head.matter,
        body=under.body if under else None,
        typed=text,
        pull_quotes=pull_quotes,
        lines={
            ".".join(str(step) for step in path): line for path, line in head.located.lines.items()
        },
    )


def _are_there(known: Section, figures: Figures) -> bool:
    """Whether the figures of a section that was parsed before can be set now."""
    try:
        for image in known.body.iter("img") if known.body is not None else ():
            figures(image.get("src", "").removeprefix("figure:"), known.place(image.sourceline))
    except PressError:
        return False  # parsing it again tells why, with all else
    return True


def _figure(root: Path, publication: str, name: str, place: Place) -> object:
    """Ask for a figure; the door is opened only where a text has one, because it is heavy."""
    from press import assets  # noqa: PLC0415  (Pillow and fontTools, for the sake of few texts)

    return assets.figure(root, publication, name, place=place)
