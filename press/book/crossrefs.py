"""Ids become unique in the book, and every link inside it is held against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from press.errors import ContentError, PressError, did_you_mean
from press.manuscript.section import Section


def make_ids_unique(section: Section, body: etree._Element) -> None:
    """Put the section's slug before each id: `note-1` of `dudley` becomes `dudley--note-1`."""
    for element in body.iter():
        if element.get("id"):
            element.set("id", f"{section.slug}--{element.get('id')}")


def anchors(sections: Sequence[Section], bodies: Sequence[etree._Element | None]) -> dict[str, str]:
    """Every id in the book with its section's slug; a section's own id is its slug."""
    found = {section.slug: section.slug for section in sections}
    for section, body in zip(sections, bodies, strict=True):
        for element in body.iter() if body is not None else ():
            if element.get("id"):
                found[element.get("id", "")] = section.slug
    return found


def resolve(
    section: Section, body: etree._Element | None, known: Mapping[str, str]
) -> list[PressError]:
    """Point each link at the id it means: an anchor of its own section before a section.

    An anchor of another section is written `#section--anchor`.
    """
    errors: list[PressError] = []
    for link in body.iter("a") if body is not None else ():
        target = link.get("href", "")
        if not target.startswith("#"):
            continue
        name = target[1:]
        own = f"{section.slug}--{name}"
        if own in known:
            link.set("href", f"#{own}")
        elif name not in known:
            errors.append(
                ContentError(
                    f"the link “#{name}” leads nowhere",
                    place=section.place(link.sourceline),
                    hint=did_you_mean(name, {*known.values(), *_own_names(section, known)}),
                )
            )
    return errors


def _own_names(section: Section, known: Mapping[str, str]) -> set[str]:
    prefix = f"{section.slug}--"
    return {name.removeprefix(prefix) for name in known if name.startswith(prefix)}
