"""The order: `publication.yaml` read once into frozen models. It is the only settings file.

Lengths are written with their unit (`148 mm`) and held in millimetres.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    field_validator,
)

from press import yaml
from press.criteria import NUMBERS
from press.errors import ContentError, Place, PressError, UsageError, did_you_mean, raise_all
from press.names import NAME, names
from press.plainfile import text_of

LENGTH = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,3})?) ?(mm|pt|cm)")
SMALLEST, LARGEST = 40, 1200
"""The bounds of a trimmed page's sides, in millimetres."""
MOST_BLEED, MOST_SLUG = 30, 60
"""The bounds of what stands round a trimmed page, in millimetres."""
LONGEST_NAME = 60
PAGELESS = {"text", "web"}
"""Formats that have no pages, and so no trim."""
FIRST_YEAR = 1000
"""Dates in a PDF have four figures for the year."""
MILLIMETRES = {"mm": 1.0, "cm": 10.0, "pt": 25.4 / 72}


def _length(value: Any) -> float:
    match = LENGTH.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(
            f"“{str(value)[:60]}” is not a length; write it with its unit, such as 3 mm"
        )
    return round(float(match[1]) * MILLIMETRES[match[2]], 4)


Length = Annotated[
    float,
    BeforeValidator(_length),
    WithJsonSchema({"type": "string", "pattern": f"^{LENGTH.pattern}$"}),
]


def _date(value: Any) -> Any:
    """A date as it is written; pydantic alone would take a number for seconds since 1970."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise ValueError(f"“{str(value)[:60]}” is not a date; write it like 2026-11-22")
    try:
        date = dt.date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"there is no day {value}; write it like 2026-11-22") from error
    if date.year < FIRST_YEAR:
        raise ValueError(f"“{value}” is before printing; write it like 2026-11-22")
    return date


Date = Annotated[dt.date, BeforeValidator(_date)]


def _said(value: str) -> str:
    if not value.strip():
        raise ValueError("nothing is said here; write it, or remove the line")
    return value


Words = Annotated[str, AfterValidator(_said)]
"""Text that says something."""


class Model(BaseModel):
    """A frozen model in which unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Silence(Model):
    """A finding that the publication accepts."""

    code: str = Field(min_length=1, description="The finding's code.")
    place: str = Field(
        min_length=1,
        description="Where it stands: `essays/dudley.md:13`, a whole file, or `page 14`.",
    )
    reason: str = Field(
        min_length=15, description="Why it is right as it is, for whoever reads this next."
    )


class Edition(Model):
    """One form in which the publication goes out, with the facts agreed with the printer."""

    format: Literal[
        "print-pdf", "screen-pdf", "large-print-pdf", "epub", "offprints", "text", "web"
    ] = Field(description="How it is made: the name of a recipe.")
    address: str = Field(
        "",
        pattern=r"^(https?://[^\s?#\"<>]+)?$",
        description="For `web`: where the site will stand, such as https://example.org/ignite/.",
    )
    pages_as: str | None = Field(
        None, description="The edition whose pages, folios and page labels this one keeps."
    )
    trim: tuple[Length, Length] | None = Field(
        None, description="Width and height of the trimmed page, such as [148 mm, 210 mm]."
    )
    bleed: Length = Field(0.0, description="How far art runs over the trim.")
    slug: Length = Field(0.0, description="The room for marks outside the bleed.")
    binding: Literal["saddle-stitched", "perfect-bound", "none"] = Field(
        "none",
        description="How the leaves are held; saddle-stitching needs a multiple of four pages.",
    )
    extent: str | None = Field(
        None, pattern=r"^multiple of [1-9]\d?$", description="The extent rule: `multiple of 4`."
    )
    profile: str | None = Field(
        None,
        description="The ICC profile of the printing condition, by its name in assets/profiles.",
    )
    condition: str | None = Field(
        None, description="The registered name of the printing condition, such as FOGRA39."
    )
    colours: str = Field(
        "4/4",
        pattern=r"^[0-4]/[0-4]$",
        description="Process inks on the front and on the back of each leaf: `4/4`, `1/1`.",
    )
    safe_area: Length = Field(
        5.0, description="How near to the trim the printer wants no text and no rule."
    )
    max_ink: int = Field(
        300, ge=100, le=400, description="The most ink on one spot, in per cent of one ink."
    )
    min_resolution: int = Field(
        300, ge=72, le=2400, description="The least pixels an inch of a picture at its placed size."
    )
    min_line: float = Field(0.25, gt=0, le=2, description="The thinnest line, in pt.")
    stock: str = Field("", description="The paper of the inner pages: `matt-coated, 115 g/m²`.")
    thickness: Length = Field(
        0.1,
        gt=0,
        description="How thick a leaf of it is, such as 0.09 mm, for creep and spine.",
    )
    cover: Literal["self-cover", "plus-cover"] = Field(
        "self-cover",
        description="Whether the cover is of the same stock, printed with the rest.",
    )
    cover_stock: str = Field("", description="The paper of a cover of its own.")
    quantity: int | None = Field(None, ge=1, description="How many copies are asked for.")
    finishing: str = Field("", description="What is done to the bound copies, or to the cover.")
    delivery: str = Field("", description="When and where the copies are to come.")

    @property
    def extent_step(self) -> int:
        """The number of which the extent must be a multiple; 1 where any extent will do."""
        if self.extent:
            return int(self.extent.rsplit(" ", 1)[1])
        return {"saddle-stitched": 4, "perfect-bound": 2}.get(self.binding, 1)

    def says(self, key: str) -> bool:
        """Whether the order says this itself, and it is no default of ours."""
        return key in self.model_fields_set and getattr(self, key) not in (None, "")


class Assessment(Model):
    """What a person found when they assessed a success criterion of WCAG 2.2."""

    criterion: str = Field(description="Its number: `2.4.3`.")
    by: Words = Field(description="Who assessed it.")
    date: Date = Field(description="When, such as 2026-11-22.")
    says: Words = Field(description="What was tried, on what, and what was found.")

    @field_validator("criterion")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in NUMBERS:
            raise ValueError(
                f"“{value[:20]}” is no success criterion of WCAG 2.2 at A or AA; write its number"
            )
        return value


class Access(Model):
    """What the accessibility statement may say and no machine knows."""

    contact: str = Field(
        "",
        pattern=r"^(https?://[^\s\"<>]+|[^@\s\"<>]+@[^@\s\"<>]+\.[^@\s\"<>]+)?$",
        description="Where readers write who cannot use it: an e-mail or a web address.",
    )
    assessed: tuple[Assessment, ...] = Field(
        (), description="The success criteria that a person has assessed."
    )


class Publication(Model):
    """The work with its metadata, its spine and its editions."""

    title: Words = Field(min_length=1, description="The title, without the subtitle.")
    subtitle: str = Field(
        "", description="The subtitle; joined to the title by a colon in one line."
    )
    kind: str = Field("", description="What it is, in words: “A digest of the essay collection”.")
    language: str = Field(
        "en-GB", pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$", description="The language, as BCP 47 has it."
    )
    date: Date = Field(description="The date of publication, such as 2026-11-22. The only clock.")
    creators: tuple[Words, ...] = Field(
        min_length=1, description="Who made what is published here (dc:creator)."
    )
    publishers: tuple[Words, ...] = Field((), description="Who publishes it (dc:publisher).")
    subjects: tuple[Words, ...] = Field((), description="What it is about (dc:subject).")
    description: str = Field("", description="One or two sentences on it (dc:description).")
    source: str = Field("", description="The work this one is made from (dc:source).")
    rights: str = Field("", description="Whose copyright, under which licence (dc:rights).")
    licence: str = Field("", pattern=r"^(https?://\S+)?$", description="The licence's address.")
    bylines: str = Field(
        "{authors}",
        pattern=r"^[^{}]*(\{kind\}[^{}]*)?\{authors\}[^{}]*$",
        description="How a byline reads: `{authors}`; in a digest, `from the {kind} by {authors}`.",
    )
    quotes: Literal["speech", "own-words"] = Field(
        "own-words",
        description="`speech` sets quotation marks round pull quotes; `own-words` sets none.",
    )
    layout: str = Field(
        "base", pattern=f"^{NAME.pattern}$", description="The layout, a folder in layouts/."
    )
    spine: tuple[str, ...] = Field(min_length=1, description="The sections' files, in their order.")
    silences: tuple[Silence, ...] = Field(
        (), description="Findings that are accepted, each with its place and a written reason."
    )
    access: Access = Field(
        default_factory=Access, description="What the accessibility statement says beside tests."
    )
    editions: dict[str, Edition] = Field(min_length=1, description="The editions, by their names.")

    @property
    def full_title(self) -> str:
        """Title and subtitle on one line."""
        return ": ".join(part for part in (self.title, self.subtitle) if part)


class Order(BaseModel):
    """A publication with its name and the places of what it says."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    name: str
    folder: Path
    """The publication's folder, absolute."""
    publication: Publication
    located: yaml.Located

    def place(self, *path: str | int) -> Place:
        """The place of a value of `publication.yaml`."""
        return self.located.place(path)

    def edition(self, name: str) -> Edition:
        """An edition by its name."""
        editions = self.publication.editions
        if name not in editions:
            raise UsageError(
                f"{self.name} has no edition “{name}”", hint=did_you_mean(name, editions)
            )
        return editions[name]

    def physical(self, name: str) -> Edition:
        """The edition whose pages the named one keeps: itself, or the one it names."""
        edition = self.edition(name)
        return self.publication.editions[edition.pages_as] if edition.pages_as else edition


def load(root: Path, name: str) -> Order:
    """Read a publication's order.

    Raises:
        UsageError: there is no such publication.
        PressError: everything in `publication.yaml` that cannot be, each with its line.
    """
    if name not in names(root):
        raise UsageError(
            f"there is no publication “{name}” in manuscript/",
            hint=did_you_mean(name, names(root)) or "make manuscript/NAME/publication.yaml",
        )
    folder = root / "manuscript" / name
    file = f"manuscript/{name}/publication.yaml"
    if not NAME.fullmatch(name) or folder.is_symlink():
        raise ContentError(
            f"“{name}” cannot be a publication's folder",
            place=Place(file),
            hint="make it a folder named in small letters, digits and hyphens",
        )
    text = text_of(folder / "publication.yaml", file, most_bytes=yaml.MOST_BYTES)
    located = yaml.read(text, file=file)
    order = Order(
        name=name, folder=folder, publication=yaml.into(Publication, located), located=located
    )
    raise_all([*_spine_errors(order), *_edition_errors(order)])
    return order


def _spine_errors(order: Order) -> list[PressError]:
    """Names that are paths elsewhere, sections twice, slugs that collide, files left out."""
    errors: list[PressError] = []
    slugs: dict[str, str] = {}
    seen: set[str] = set()
    for index, entry in enumerate(order.publication.spine):
        place = order.place("spine", index)
        path = PurePosixPath(entry)
        plain = all(NAME.fullmatch(part) for part in (*path.parts[:-1], path.stem))
        if not plain or path.as_posix() != entry or path.suffix not in {".md", ".yaml"}:
            errors.append(
                ContentError(
                    f"“{entry}” is not a section's name",
                    place=place,
                    hint="name a .md or .yaml file of this folder: small letters, digits, hyphens",
                )
            )
            continue
        if entry in seen:
            errors.append(
                ContentError(f"“{entry}” stands twice in the spine", place=place, hint="remove one")
            )
        elif path.stem in slugs:
            errors.append(
                ContentError(
                    f"“{entry}” and “{slugs[path.stem]}” would both be “#{path.stem}”",
                    place=place,
                    hint="rename one of the files",
                )
            )
        slugs.setdefault(path.stem, entry)
        seen.add(entry)
    errors += _left_out(order)
    return errors


def _left_out(order: Order) -> list[PressError]:
    """Sections on disk that the spine does not name; READMEs and settings are none."""
    spine = set(order.publication.spine)
    found = []
    for path in sorted(order.folder.rglob("*")):
        entry = path.relative_to(order.folder).as_posix()
        other = path.parent == order.folder and path.suffix == ".yaml"
        if path.suffix not in {".md", ".yaml"} or other or path.stem == "README" or entry in spine:
            continue
        found.append(
            ContentError(
                f"“{entry}” stands in the folder but not in the spine",
                place=order.place("spine"),
                hint="add it to the spine, or move it out of the folder",
            )
        )
    return list(found)


def _edition_errors(order: Order) -> list[PressError]:
    errors: list[PressError] = []
    editions = order.publication.editions
    for name, edition in editions.items():
        place = order.place("editions", name)
        if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            errors.append(
                ContentError(
                    f"“{name[:LONGEST_NAME]}” is not an edition's name",
                    place=place,
                    hint=f"use small letters, digits and hyphens, at most {LONGEST_NAME}",
                )
            )
        if edition.pages_as is not None and (
            edition.pages_as not in editions or editions[edition.pages_as].pages_as is not None
        ):
            errors.append(
                ContentError(
                    f"“pages_as” names no edition with pages of its own: “{edition.pages_as}”",
                    place=order.place("editions", name, "pages_as"),
                    hint=did_you_mean(edition.pages_as, set(editions) - {name}),
                )
            )
        if edition.trim and not all(SMALLEST <= side <= LARGEST for side in edition.trim):
            errors.append(
                ContentError(
                    f"the trim of the edition “{name}” is no page's",
                    place=order.place("editions", name, "trim"),
                    hint=f"give width and height between {SMALLEST} mm and {LARGEST} mm",
                )
            )
        for key, most in (("bleed", MOST_BLEED), ("slug", MOST_SLUG)):
            if getattr(edition, key) > most:
                errors.append(
                    ContentError(
                        f"the {key} of the edition “{name}” is wider than {most} mm",
                        place=order.place("editions", name, key),
                        hint="give what the printer asks for",
                    )
                )
        if edition.format == "epub" and edition.pages_as is None:
            errors.append(
                ContentError(
                    f"the edition “{name}” has no pages to number its places by",
                    place=place,
                    hint="add `pages_as:` and the print edition's name",
                )
            )
        elif edition.format not in PAGELESS and edition.pages_as is None and edition.trim is None:
            errors.append(
                ContentError(
                    f"the edition “{name}” has no trim",
                    place=place,
                    hint="add `trim: [148 mm, 210 mm]`, or `pages_as:` another edition",
                )
            )
    return errors
