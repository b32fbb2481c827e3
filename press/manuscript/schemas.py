"""JSON Schemas of what editors write, for editors that complete (JSON Schema 2020-12)."""

from __future__ import annotations

import json
from typing import Any

from press.manuscript.house_style import HouseStyle
from press.manuscript.kinds import KINDS
from press.publication import Publication

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def all_schemas() -> dict[str, str]:
    """The schemas by file name."""
    return {
        "house-style.schema.json": _written(
            "The house style of a publication", HouseStyle.model_json_schema()
        ),
        "publication.schema.json": _written("The order of a publication", _publication()),
        "section.schema.json": _written("The head of a section", _section()),
    }


def _publication() -> dict[str, Any]:
    return Publication.model_json_schema()


def _section() -> dict[str, Any]:
    """A branch a kind: the key `kind` decides which other keys are known."""
    branches: list[dict[str, Any]] = []
    definitions: dict[str, Any] = {}
    for kind in KINDS.values():
        branch = kind.head.model_json_schema()
        definitions |= branch.pop("$defs", {})
        branch["title"] = kind.name
        branch["properties"]["kind"] = {"const": kind.name}
        branches.append(branch)
    return {"$defs": definitions, "oneOf": branches}


def _written(title: str, schema: dict[str, Any]) -> str:
    whole = {"$schema": DIALECT, **schema, "title": title}
    return json.dumps(whole, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
