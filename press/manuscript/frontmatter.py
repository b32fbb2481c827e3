"""The head of a section: what stands between the hyphens, held against its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from press import yaml
from press.errors import ContentError, Place, did_you_mean
from press.manuscript import typography
from press.manuscript.kinds import KINDS, FrontMatter, Kind

MARK = "---"
PLAIN = frozenset({"kind", "state", "source", "reason", "telephone", "email", "web", "social"})
"""Fields that are codes, names in links, or printed as they are typed."""
HEADINGS = frozenset({"title", "subtitle", "label"})
"""Fields that are set as headings: nothing in them is tied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a section, and the text under it."""

    kind: Kind
    matter: FrontMatter
    """What the head says, in the typography of the text."""
    located: yaml.Located
    text: str
    """The text under the head; nothing in a file of facts."""
    first_line: int
    """The line of the file on which the text begins."""


def read(text: str, *, file: str, language: str) -> Head:
    """Divide a section's file into its head and its text, and read the head.

    Raises:
        PressError: every wrong key and value of the head, each with its line.
    """
    if file.endswith(".yaml"):
        located, body, first_line = yaml.read(text, file=file), "", 1
    else:
        located, body, first_line = _divided(text, file)
    kind = _kind(located)
    matter = yaml.into(kind.head, located)
    _fits(kind, file=file, text=body, first_line=first_line)
    return Head(
        kind=kind,
        matter=_set(matter, language=language),
        located=located,
        text=body,
        first_line=first_line,
    )


def _divided(text: str, file: str) -> tuple[yaml.Located, str, int]:
    """The head as it was read, the text under it, and the line on which that begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != MARK:
        raise ContentError(
            "this section has no head",
            place=Place(file, 1),
            hint="begin the file with a line of three hyphens, `kind:` and another such line",
        )
    end = next((at for at, line in enumerate(lines[1:], start=1) if line.rstrip() == MARK), None)
    if end is None:
        raise ContentError(
            "the head of this section is not closed",
            place=Place(file, 1),
            hint="put a line of three hyphens under it",
        )
    head = "\n".join(lines[1:end]) + "\n"
    return yaml.read(head, file=file, first_line=2), "\n".join(lines[end + 1 :]), end + 2


def _kind(located: yaml.Located) -> Kind:
    value = located.value
    if not isinstance(value, dict) or value.get("kind") is None:
        raise ContentError(
            "the head does not say what kind of section this is",
            place=located.place(),
            hint=f"add `kind:`; known: {', '.join(KINDS)}",
        )
    name = value["kind"]
    if not isinstance(name, str) or name not in KINDS:
        raise ContentError(
            f"“{str(name)[:60]}” is not a kind of section",
            place=located.place(("kind",)),
            hint=did_you_mean(str(name)[:60], KINDS),
        )
    return KINDS[name]


def _fits(kind: Kind, *, file: str, text: str, first_line: int) -> None:
    """See that a kind with text has some, and that one without has none."""
    if kind.body and file.endswith(".yaml"):
        raise ContentError(
            f"the kind “{kind.name}” has text, and a .yaml file has none",
            place=Place(file, 1),
            hint="make it a .md file, with these lines at its head",
        )
    if not kind.body and text.strip():
        before = len(text) - len(text.lstrip())
        raise ContentError(
            f"the kind “{kind.name}” has no text",
            place=Place(file, first_line + text.count("\n", 0, before)),
            hint="remove what stands under the head, or choose another kind",
        )
    if kind.body and not text.strip():
        raise ContentError(
            "this section has no text",
            place=Place(file, first_line),
            hint="write it under the head",
        )


def _set(value: Any, *, language: str, field: str = "") -> Any:
    """A value of the head with its human text in typography."""
    if isinstance(value, str):
        if field in PLAIN:
            return value
        return typography.characters(value, language=language, ties=field not in HEADINGS)
    if isinstance(value, tuple):
        return tuple(_set(one, language=language, field=field) for one in value)
    if isinstance(value, dict):
        return {key: _set(one, language=language, field=field) for key, one in value.items()}
    if isinstance(value, BaseModel):
        names = type(value).model_fields
        return value.model_copy(
            update={n: _set(getattr(value, n), language=language, field=n) for n in names}
        )
    return value
