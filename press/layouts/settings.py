"""What a `layout.yaml` says, and what those of a chain of layouts say together."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from press.publication import Model


def _number(value: Any) -> Any:
    """Text as the number, list or mapping of numbers that it spells; other text stays."""
    if isinstance(value, str):
        if re.fullmatch(r"-?\d+", value):
            return int(value)
        return float(value) if re.fullmatch(r"-?\d*\.\d+", value) else value
    if isinstance(value, list):
        return [_number(item) for item in value]
    if isinstance(value, dict):
        return {key: _number(item) for key, item in value.items()}
    return value


class Silence(Model):
    """A warning of the engine that this layout accepts, with the reason."""

    warning: str = Field(min_length=4, description="Words of the warning.")
    reason: str = Field(min_length=8, description="Why it does no harm.")


class Ground(Model):
    """Which colours stand as text on a ground, all by their tokens."""

    ground: str = Field(min_length=1, description="The token of the ground: `night`.")
    texts: tuple[str, ...] = Field((), description="Those of the texts: `[straw, flame]`.")
    entries: tuple[str, ...] = Field(
        (), description="The entries in which they do, such as `print`; all when not said."
    )


class Judged(Model):
    """What axe-core could not decide of web pages, and somebody has looked at."""

    rule: str = Field(min_length=3, description="axe's rule: `color-contrast`.")
    why: str = Field("", description="axe's word for its doubt: `bgImage`.")
    part: str = Field(min_length=1, description="The elements, as a CSS selector: `.end`.")
    looked: str = Field(min_length=20, description="What was looked at, and how.")
    verdict: Literal["passes", "fails"] = Field(description="What was seen.")
    reason: str = Field(min_length=20, description="Why that is the verdict.")


class LayoutSettings(Model):
    """What a `layout.yaml` says."""

    extends: str = Field("", description="The layout that this one takes the rest from.")
    reflowed_quotes: Literal["after-text", "as-placed", "none"] | None = Field(
        None,
        description="Where pull quotes stand in editions without pages: `after-text` (when nothing "
        "is said) behind the paragraph that has their words, `as-placed` where pages have them.",
    )
    starts: dict[str, Literal["verso", "recto", "next"]] = Field(
        default_factory=dict, description="The side on which sections of a kind begin."
    )
    silences: tuple[Silence, ...] = Field(
        (), description="Warnings of the engine that are accepted."
    )
    drawings: Annotated[dict[str, dict[str, Any]], BeforeValidator(_number)] = Field(
        default_factory=dict, description="Generated art: a name, its kind and its parameters."
    )
    grounds: tuple[Ground, ...] = Field(
        (),
        description="Which colours stand as text on which ground; `invoke check.access` measures "
        "each pair where a stylesheet uses it.",
    )
    judged: tuple[Judged, ...] = Field(
        (), description="What axe-core leaves undecided of web pages, and somebody has looked at."
    )


def together(settings: list[LayoutSettings], name: str) -> LayoutSettings:
    """The settings of a chain as one: later keys replace earlier ones."""
    starts: dict[str, Any] = {}
    drawings: dict[str, Any] = {}
    silences: list[Silence] = []
    grounds: list[Ground] = []
    judged: list[Judged] = []
    quotes = None
    for one in settings:
        quotes = one.reflowed_quotes or quotes
        starts |= one.starts
        drawings |= one.drawings
        silences += one.silences
        judged += one.judged
        grounds += one.grounds
    return LayoutSettings(
        extends=name,
        reflowed_quotes=quotes,
        starts=starts,
        drawings=drawings,
        silences=tuple(silences),
        grounds=tuple(grounds),
        judged=tuple(judged),
    )
