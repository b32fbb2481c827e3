"""The one door to YAML: values with their places; duplicates, anchors and tags are refused.

Scalars stay text (`no`, `007` and `12:30` are what was typed); the models turn text into types.
"""

from __future__ import annotations

import re
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from press.errors import ContentError, Place, PressError, Problems, did_you_mean, raise_all

MOST_BYTES = 200_000
DEEPEST = 20
MOST_ERRORS = 50
KEPT = frozenset("\n\t\u00a0\u2002\u2003\u2009\u200a\u200c\u200d\u202f")
"""What is not printable and may stand in a value all the same: spaces and joiners."""
ODD = re.compile(r"[\t\r\x85\u2028\u2029\ufeff]")
"""Spaces and ends of lines that one parser takes for something else than another."""
QUICK: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""LibYAML, ten times as quick; what it refuses is read again, to be told in the same words."""

VERSION: str = yaml.__version__
"""Of the library that reads."""
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
    if not ODD.search(text):
        with suppress(yaml.YAMLError, ValueError, OverflowError, PressError):
            return _Reader(text, QUICK, file=file, first_line=first_line).document()
    try:
        return _Reader(text, yaml.SafeLoader, file=file, first_line=first_line).document()
    except yaml.reader.ReaderError as error:
        raise ContentError(
            f"a control character (U+{ord(text[error.position]):04X}) stands in this line",
            place=Place(file, first_line + text.count("\n", 0, error.position)),
            hint="remove it",
        ) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        what = getattr(error, "problem", None) or "this is not YAML"
        raise ContentError(
            f"this cannot be read as YAML: {what[:100]}",
            place=Place(file, line),
            hint="check the indent, and put text with “: ” or a leading sign in quotation marks",
        ) from error


class _Reader:
    """Walks the parser's events, because the composed tree has already lost what we refuse."""

    def __init__(self, text: str, loader: Any, *, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.lines: dict[Path, int] = {}
        self.errors: list[PressError] = []
        self.events = yaml.parse(text, Loader=loader)

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
        self.lines.setdefault((), self.first_line)
        return Located(value=value, file=self.file, lines=self.lines)

    def line(self, event: yaml.Event) -> int:
        """The line of the file on which an event begins."""
        return self.first_line + (event.start_mark.line if event.start_mark else 0)

    def refuse(self, event: yaml.Event, message: str, hint: str) -> None:
        line = self.line(event)
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(ContentError(message, place=Place(self.file, line), hint=hint))

    def node(self, event: yaml.Event, path: Path) -> Any:
        self.lines.setdefault(path, self.line(event))
        if len(path) > DEEPEST:
            raise ContentError(
                "this is nested too deeply",
                place=Place(self.file, self.line(event)),
                hint=f"use at most {DEEPEST} levels",
            )
        if isinstance(event, yaml.AliasEvent):
            self.refuse(
                event, f"the alias “*{str(event.anchor)[:60]}” is not taken", "write the value out"
            )
            return None
        anchor = getattr(event, "anchor", None)
        if anchor:
            self.refuse(event, f"the anchor “&{anchor[:60]}” is not taken", "write values out")
        tag = getattr(event, "tag", None)
        if tag:
            self.refuse(event, f"the tag “{tag[:60]}” is not taken", "write plain text")
        if isinstance(event, yaml.ScalarEvent):
            empty = event.value == "" and not event.style
            return None if empty else self.text(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def text(self, event: yaml.ScalarEvent) -> str:
        """A scalar's text; an escape may have brought in what the file itself could not hold."""
        value = str(event.value)
        odd = next((c for c in value if not c.isprintable() and c not in KEPT), "")
        if odd:
            code = f"U+{ord(odd):04X}"
            self.refuse(event, f"an invisible character ({code}) stands here", "remove it")
        return value

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
            key = self.text(event)
            if key in found:
                first = self.lines[(*path, key)]
                self.refuse(
                    event,
                    f"the key “{key[:60]}” stands twice",
                    f"remove one; the first is on line {first}",
                )
            if event.anchor:
                self.refuse(event, f"the anchor “&{event.anchor[:60]}” is not taken", "remove it")
            self.lines.setdefault((*path, key), self.line(event))
            found[key] = self.node(next(self.events), (*path, key))
        return found


def into(model: type[Model], located: Located) -> Model:
    """A checked model of what was read.

    Raises:
        PressError: every unknown key, missing key and wrong value, each with its line.
    """
    if not isinstance(located.value, dict):
        raise ContentError(
            "keys and values are wanted here", place=located.place(), hint="write `title: Words`"
        )
    try:
        return model.model_validate(located.value)
    except ValidationError as error:
        told = (_told(problem, model, located) for problem in error.errors(include_url=False))
        found = list({str(one): one for one in told if one is not None}.values())[:MOST_ERRORS]
        if len(found) == 1:
            raise found[0] from error
        raise Problems(found) from error


KINDS_OF_VALUE = {
    "string_type": "text is wanted here",
    "tuple_type": "a list is wanted here",
    "list_type": "a list is wanted here",
    "dict_type": "keys and values are wanted here",
    "model_type": "keys and values are wanted here",
    "int_parsing": "a whole number is wanted here",
    "int_type": "a whole number is wanted here",
    "string_pattern_mismatch": "this is not written as it should be",
    "too_long": "this list is too long",
}
"""What is wrong with a value, by pydantic's names, in an editor's words."""


def _told(problem: Any, model: type[BaseModel], located: Located) -> ContentError | None:
    """A validation error in an editor's words; nothing where another tells the same better."""
    value, path = located.value, tuple(problem["loc"])
    kind = problem["type"]
    path = _real(value, path, missing=kind in {"missing", "extra_forbidden"})
    name = str(path[-1])[:60] if path else "this file"
    where = ".".join(str(step) for step in path)[:100]
    place = located.place(path)
    if kind == "extra_forbidden":
        hint = did_you_mean(name, _keys_at(model, path[:-1]))
        return ContentError(f"the key “{name}” is not known here", place=place, hint=hint)
    if kind == "missing":
        return ContentError(f"“{where}” is missing", place=place, hint=f"add `{name}:`")
    given = problem["input"]
    if given is None or (kind in {"string_too_short", "too_short"} and not given):
        return ContentError(
            f"“{where}” is empty", place=place, hint="fill it in, or remove the line"
        )
    if kind == "string_type" and isinstance(given, dict) and len(problem["loc"]) > len(path):
        return None
    if kind == "literal_error":
        known = str(problem["ctx"]["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        said = str(given)[:60]
        return ContentError(
            f"“{where}”: “{said}” cannot stand here", place=place, hint=did_you_mean(said, known)
        )
    what = KINDS_OF_VALUE.get(kind) or problem["msg"].removeprefix("Value error, ")
    what, _, hint = what.partition("; ")
    hint = hint or _described(model, path) or "correct it"
    return ContentError(f"“{where}”: {what[:1].lower()}{what[1:]}", place=place, hint=hint)


def _real(value: Any, path: Path, *, missing: bool) -> Path:
    """A path without the names of alternatives that pydantic puts into it."""
    real: list[str | int] = []
    for index, step in enumerate(path):
        last = missing and index == len(path) - 1
        if step in _steps(value):
            value = value[step]
        elif not last:
            continue
        real.append(step)
    return tuple(real)


def _steps(value: Any) -> Container[str | int]:
    """The keys or indices of what holds other values."""
    if isinstance(value, dict):
        return value
    return range(len(value)) if isinstance(value, list) else ()


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that the model knows at a path; nothing where the path leaves the models."""
    schema = _schema(model)
    here = _schema_at(schema, path)
    keys: list[str] = []
    for option in _resolved(here, schema).get("anyOf", [here]):
        keys += _resolved(option, schema).get("properties", {})
    return keys


def _described(model: type[BaseModel], path: Path) -> str:
    """What the model says that a value should be."""
    said = str(_schema_at(_schema(model), path).get("description", ""))
    return f"wanted: {said[:1].lower()}{said[1:].removesuffix('.')}" if said else ""


@cache
def _schema(model: type[BaseModel]) -> Any:
    return model.model_json_schema()


def _schema_at(schema: Any, path: Path) -> Any:
    here: Any = schema
    for step in path:
        here = _resolved(here, schema)
        options = here.get("anyOf", [here])
        here = next((o for o in (_step(_resolved(o, schema), step) for o in options) if o), {})
    return here


def _resolved(schema: Any, root: Any) -> Any:
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema


def _step(schema: Any, step: str | int) -> Any:
    if isinstance(step, int):
        prefixed = schema.get("prefixItems", [])
        return prefixed[step] if step < len(prefixed) else schema.get("items", {})
    return schema.get("properties", {}).get(step) or schema.get("additionalProperties") or {}
