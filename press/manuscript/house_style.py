"""The house style: `house-style.yaml`, an editor's own words, names and choices."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from press import yaml
from press.errors import ContentError, Place
from press.manuscript import reading
from press.publication import Model, Order, Words

FILE = "house-style.yaml"
MOST = 500
"""Entries of a kind: each is looked for in every paragraph."""


class Choice(Model):
    """What to write instead of something, and why."""

    use: Words = Field(description="What to write instead.")
    reason: str = Field("", description="Why; the message says it too.")


class Name(Model):
    """A person or an organisation."""

    name: Words = Field(description="The name in full, with honours: Deborah Cadman OBE.")
    also: tuple[Words, ...] = Field(
        (), description="Short forms that may stand in the text, such as LGA."
    )

    @property
    def forms(self) -> tuple[str, ...]:
        """The name in full and its short forms."""
        return (self.name, *self.also)


class HouseStyle(Model):
    """What this publication has chosen where English leaves a choice."""

    preferred: dict[str, str | Choice] = Field(
        default_factory=dict,
        max_length=MOST,
        description="Spellings that are not used, each with the one that is: `well-being:"
        " wellbeing`. Whole words; small letters match capitals too.",
    )
    banned: dict[str, str | Choice] = Field(
        default_factory=dict,
        max_length=MOST,
        description="Words and phrases that are not used, each with what to write instead.",
    )
    names: tuple[str | Name, ...] = Field(
        (),
        max_length=MOST,
        description="Names of people and organisations; those of bylines are known already.",
    )
    words: tuple[Words, ...] = Field(
        (), max_length=10 * MOST, description="Words of this publication that no dictionary has."
    )
    hyphenation: tuple[Annotated[str, Field(pattern=r"^[^\W\d_]+(-[^\W\d_]+)*$")], ...] = Field(
        (),
        max_length=10 * MOST,
        description="Words with the places where they may be broken at a line's end:"
        " `com-mon-place`; a word without a hyphen is never broken.",
    )
    per_cent: Literal["words", "sign"] = Field(
        "words", description="`words` for 10 per cent, `sign` for 10%."
    )
    centuries: Literal["words", "figures"] | None = Field(
        None,
        description="`words` for the twentieth century, `figures` for the 20th century; when"
        " nothing is said, the form that comes first.",
    )

    @model_validator(mode="after")
    def _never_round(self) -> HouseStyle:
        """What is to be written may not be what is not used, or the search would never end."""
        for wrong, right in {**self.choices("preferred"), **self.choices("banned")}.items():
            if not wrong.strip() or not right.use.strip():
                raise ValueError("an entry says nothing; write what is not used and what is")
            if re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", right.use):
                raise ValueError(
                    f"“{right.use}” has “{wrong}” in it; write what stands instead, without it"
                )
        return self

    def choices(self, key: Literal["preferred", "banned"]) -> dict[str, Choice]:
        """The entries of a key, each with what to write and why."""
        entries = self.preferred if key == "preferred" else self.banned
        return {
            wrong: Choice.model_construct(use=right, reason="") if isinstance(right, str) else right
            for wrong, right in entries.items()
        }

    @property
    def known(self) -> tuple[Name, ...]:
        """The names, each with its short forms."""
        return tuple(Name(name=one) if isinstance(one, str) else one for one in self.names)


def load(order: Order, root: Path) -> HouseStyle:
    """Read the house style of a publication; one without a file has the press's own.

    Args:
        order: the publication's order.
        root: the repository.

    Raises:
        PressError: everything in the file that cannot be, each with its line.
    """
    file = f"manuscript/{order.name}/{FILE}"
    names = {path.name for path in order.folder.iterdir()}
    if FILE not in names:
        _misnamed(order, names)
        return HouseStyle()
    located = yaml.read(reading.read(root, file, asked=Place(file)), file=file)
    if located.value is None:
        return HouseStyle()
    return yaml.into(HouseStyle, located)


def _misnamed(order: Order, names: Iterable[str]) -> None:
    """Refuse a file that was meant to be the house style and would be passed over in silence."""
    for name in sorted(names):
        plain = name.lower().replace("_", "-").replace(".yml", ".yaml")
        if get_close_matches(plain, [FILE], cutoff=0.85):
            raise ContentError(
                f"the press does not read “{name}”",
                place=Place(f"manuscript/{order.name}/{name}"),
                hint=f"call it {FILE}",
            )
