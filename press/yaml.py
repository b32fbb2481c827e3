"""The one door to YAML: values with their places; duplicates, anchors and tags are refused.

Scalars stay text (`no`, `007` and `12:30` are what was typed); the models turn text into types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from press.errors import ContentError, Place, Problems, PressError, did_you_mean, raise_all

MOST_BYTES = 1_000_000
DEEPEST = 20

Path = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A YAML value (mappings, lists, text, None) and the line of each key and item in it."""

    value: Any
    file: str
    lines: dict[Path, int]

    def place(self, path: Path = ()) -> Place:
        """The place of a value, or of the nearest one that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 1))


def read(text: str, *, file: str, first_line: int = 1) -> Located:
    """Read one YAML document.

    Args:
        text: the document; for front matter, only what stands between the hyphens.
        file: the file's name for messages, relative to the root.
        first_line: the line of the file on which `text` begins.

    Raises:
        ContentError: what is not plain YAML, named by line.
    """
    if len(text.encode()) > MOST_BYTES:
        raise ContentError(
            "this file is too large", place=Place(file), hint=f"keep it below {MOST_BYTES} bytes"
        )
    try:
        return _Reader(text, file=file, first_line=first_line).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        what = getattr(error, "problem", None) or "this is not YAML"
        raise ContentError(
            f"this cannot be read as YAML: {what}",
            place=Place(file, line),
            hint="check the indent, and put text with “: ” or a leading sign in quotation marks",
        ) from error


class _Reader:
    """Walks the parser's events, because the composed tree has already lost what we refuse."""

    def __init__(self, text: str, *, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.lines: dict[Path, int] = {}
        self.errors: list[PressError] = []
        self.events = yaml.parse(text, Loader=yaml.SafeLoader)

    def document(self) -> Located:
        value: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(event, "a second document begins here", "keep one a file")
            elif isinstance(event, yaml.NodeEvent):
                value = self.node(event, ())
        raise_all(self.errors)
        return Located(value=value, file=self.file, lines=self.lines)

    def refuse(self, event: yaml.Event, message: str, hint: str) -> None:
        line = self.first_line + event.start_mark.line
        self.errors.append(ContentError(message, place=Place(self.file, line), hint=hint))

    def node(self, event: yaml.NodeEvent, path: Path) -> Any:
        self.lines.setdefault(path, self.first_line + event.start_mark.line)
        if len(path) > DEEPEST:
            raise ContentError(
                "this is nested too deeply",
                place=Place(self.file, self.first_line + event.start_mark.line),
                hint=f"use at most {DEEPEST} levels",
            )
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"the alias “*{event.anchor}” is not taken", "write the value out")
            return None
        if event.anchor:
            self.refuse(event, f"the anchor “&{event.anchor}” is not taken", "write values out")
        if getattr(event, "tag", None):
            self.refuse(event, f"the tag “{event.tag}” is not taken", "write plain text")
        if isinstance(event, yaml.ScalarEvent):
            empty = event.value == "" and event.style is None
            return None if empty else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(event, "a key must be a word", "write `key: value`")
                self.node(event, (*path, "?"))
                self.node(next(self.events), (*path, "?"))
                continue
            key = event.value
            if key in found:
                first = self.lines[(*path, key)]
                self.refuse(
                    event, f"the key “{key}” stands twice", f"remove one; the first is on line {first}"
                )
            if event.anchor:
                self.refuse(event, f"the anchor “&{event.anchor}” is not taken", "remove it")
            self.lines.setdefault((*path, key), self.first_line + event.start_mark.line)
            found[key] = self.node(next(self.events), (*path, key))
        return found


def into(model: type[Model], located: Located) -> Model:
    """A checked model of what was read.

    Raises:
        PressError: every unknown key, missing key and wrong value, each with its line.
    """
    value = {} if located.value is None else located.value
    try:
        return model.model_validate(value)
    except ValidationError as error:
        found = [_told(problem, model, located) for problem in error.errors()]
        if len(found) == 1:
            raise found[0] from error
        raise Problems(found) from error


def _told(problem: Any, model: type[BaseModel], located: Located) -> ContentError:
    """A validation error in an editor's words."""
    path: Path = tuple(problem["loc"])
    name = str(path[-1]) if path else "this file"
    place = located.place(path)
    kind = problem["type"]
    if kind == "extra_forbidden":
        known = _keys_at(located.value, model, path[:-1])
        return ContentError(
            f"the key “{name}” is not known here", place=place, hint=did_you_mean(name, known)
        )
    if kind == "missing":
        return ContentError(f"“{name}” is missing", place=place, hint=f"add `{name}:`")
    where = ".".join(str(step) for step in path)
    what = problem["msg"].removeprefix("Value error, ")
    what = what[:1].lower() + what[1:]
    message = f"“{where}”: {what}" if where else what
    return ContentError(message, place=place, hint=str(problem.get("ctx", {}).get("hint", "correct it")))


def _keys_at(value: Any, model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the model knows at a path; nothing where the path leaves the models."""
    schema = model.model_json_schema()
    here: Any = schema
    for step in path:
        here = _resolved(here, schema)
        options = here.get("anyOf", [here])
        here = next((o for o in (_step(_resolved(o, schema), step) for o in options) if o), {})
    keys: list[str] = []
    for option in _resolved(here, schema).get("anyOf", [here]):
        keys += _resolved(option, schema).get("properties", {})
    return keys


def _resolved(schema: Any, root: Any) -> Any:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def _step(schema: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return schema.get("items", {})
    return schema.get("properties", {}).get(step) or schema.get("additionalProperties") or {}
