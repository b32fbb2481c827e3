"""The manuscript: every file of the spine becomes a section."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from press.errors import Place, PressError, raise_all
from press.manuscript import frontmatter, markdown, quotes, reading, typography
from press.manuscript.complaints import Complaints
from press.manuscript.section import Section
from press.publication import Order

__all__ = ["load", "section", "sources"]


def load(order: Order, root: Path) -> tuple[Section, ...]:
    """Every section of the spine, in order.

    Args:
        order: the publication's order.
        root: the repository.

    Raises:
        PressError: everything in the manuscript that cannot be set, each with its line.
    """
    sections: list[Section] = []
    errors: list[PressError] = []
    for index in range(len(order.publication.spine)):
        try:
            sections.append(section(order, root, index))
        except PressError as error:
            errors += error.errors
    raise_all(errors)
    return tuple(sections)


def sources(root: Path, files: Iterable[str]) -> dict[str, str]:
    """The text of files as it was typed, by their names, for those who judge the typing."""
    return {file: reading.read(root, file, asked=Place(file)) for file in files}


def section(order: Order, root: Path, index: int) -> Section:
    """One file of the spine, by its place in it."""
    entry, asked = order.publication.spine[index], order.place("spine", index)
    file = f"manuscript/{order.name}/{entry}"
    language = order.publication.language
    head = frontmatter.read(reading.read(root, file, asked=asked), file=file, language=language)
    complaints = Complaints(file)
    text = None
    if head.kind.body:
        text = markdown.read(
            head.text,
            first_line=head.first_line,
            figures=lambda name, place: _figure(root, order.name, name, place),
            complaints=complaints,
        )
        if not complaints.errors:
            typography.set_body(text.body, language=language)
    slug = PurePosixPath(entry).stem
    pull_quotes = quotes.gather(
        head,
        text.body if text else None,
        text.placed if text else (),
        slug=slug,
        complaints=complaints,
    )
    raise_all(complaints.errors)
    return Section(
        slug=slug,
        kind=head.kind,
        file=file,
        head=head.matter,
        body=text.body if text else None,
        pull_quotes=pull_quotes,
        lines={
            ".".join(str(step) for step in path): line for path, line in head.located.lines.items()
        },
    )


def _figure(root: Path, publication: str, name: str, place: Place) -> object:
    """Ask for a figure; the door is opened only where a text has one, because it is heavy."""
    from press import assets  # noqa: PLC0415  (Pillow and fontTools, for the sake of few texts)

    return assets.figure(root, publication, name, place=place)
