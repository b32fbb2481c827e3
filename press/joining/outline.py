"""The outline: bookmarks of all pages, in the order of the book, one below another by level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from press.joining.objects import Objects, reference, string
from press.parts.drawing import Bookmark


@dataclass(slots=True)
class _Entry:
    """An entry with what stands below it."""

    title: str
    destination: str
    is_open: bool
    below: list[_Entry] = field(default_factory=list)


def outline(objects: Objects, bookmarks: Iterable[tuple[Bookmark, int]]) -> int | None:
    """Write the outline (ISO 32000-1, 12.3.3).

    Args:
        objects: where it is written.
        bookmarks: each with the object of its page.

    Returns:
        The number of its dictionary; none where there are no bookmarks.
    """
    entries = _nested(bookmarks)
    if not entries:
        return None
    root = objects.number()
    first, last, count = _written(objects, entries, root)
    objects.write(
        root, f"<</Count {count}/First {reference(first)}/Last {reference(last)}>>"
    )  # fmt: skip
    return root


def _nested(bookmarks: Iterable[tuple[Bookmark, int]]) -> list[_Entry]:
    """Entries in their places; a level that is left out, as between h1 and h3, is no level."""
    root: list[_Entry] = []
    above: list[tuple[int, list[_Entry]]] = [(0, root)]
    for bookmark, page in bookmarks:
        while above[-1][0] >= bookmark.level:
            above.pop()
        entry = _Entry(
            title=bookmark.label,
            destination=f"[{reference(page)} /XYZ {bookmark.at} 0]",
            is_open=bookmark.is_open,
        )
        above[-1][1].append(entry)
        above.append((bookmark.level, entry.below))
    return root


def _written(objects: Objects, entries: list[_Entry], parent: int) -> tuple[int, int, int]:
    """Write entries; the first of them, the last, and how many a reader sees of them."""
    numbers = [objects.number() for _ in entries]
    seen = len(entries)
    for index, (entry, number) in enumerate(zip(entries, numbers, strict=True)):
        said = f"<</Title {string(entry.title)}/Dest {entry.destination}"
        count = 0
        if entry.below:
            first, last, count = _written(objects, entry.below, number)
            said += f"/First {reference(first)}/Last {reference(last)}"
        said += f"/Count {count if entry.is_open else -count}"
        seen += count if entry.is_open else 0
        if index:
            said += f"/Prev {reference(numbers[index - 1])}"
        if index + 1 < len(entries):
            said += f"/Next {reference(numbers[index + 1])}"
        objects.write(number, f"{said}/Parent {reference(parent)}>>")
    return numbers[0], numbers[-1], seen
