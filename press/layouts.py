"""A name becomes a layout: its templates, stylesheets in cascade, tokens, fonts and drawings.

A layout is a folder in `layouts/`. What it does not have, it takes from the layout that it extends;
templates of the same name replace, stylesheets cascade with the extended layout's first.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import tinycss2
from pydantic import BeforeValidator, Field

from press import yaml
from press.assets.declared import declared_faces
from press.errors import ContentError, Place, UsageError, did_you_mean
from press.names import NAME
from press.publication import Model, decoded

MOST_BYTES = 1_000_000
"""Of one stylesheet."""

STYLES = ("fonts", "tokens", "base", "components")
"""The stylesheets before a format's entry; `pages` comes last, because `@page` knows no layers."""


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


LENGTH = re.compile(r"(\d*\.?\d+)(mm|cm|in|pt|px)")
MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "px": 25.4 / 96}


def millimetres(length: str) -> float | None:
    """A plain CSS length in mm; none when it is anything else."""
    match = LENGTH.fullmatch(length.strip())
    return float(match[1]) * MILLIMETRES[match[2]] if match else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A design: templates and stylesheets, those of the extended layouts first."""

    name: str
    folders: tuple[Path, ...]
    """The layout's folders, the one that extends nothing first."""
    settings: LayoutSettings
    """What all the `layout.yaml` say together."""
    root: Path

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked for, the layout's own folder first."""
        return tuple(folder / "templates" for folder in reversed(self.folders))

    @property
    def fonts_place(self) -> Place:
        """Where the faces are declared."""
        paths = [folder / "styles" / "fonts.css" for folder in reversed(self.folders)]
        found = next((path for path in paths if os.path.lexists(path)), paths[-1])
        return Place(self._file(found))

    def start(self, kind: str) -> str:
        """The side on which a section of this kind begins: `verso`, `recto` or `next`."""
        return self.settings.starts.get(kind, "next")

    def stylesheets(self, entry: str) -> tuple[tuple[str, str], ...]:
        """The stylesheets of a format in cascade, as (file, text).

        Raises:
            ContentError: no layout in the chain has an entry stylesheet for the format.
        """
        if not self.sheets(entry):
            raise ContentError(
                f"the layout “{self.name}” has no {entry}.css",
                place=Place(f"layouts/{self.name}"),
                hint=f"write styles/{entry}.css, or extend a layout that has it",
            )
        return self.sheets(*STYLES, entry, "pages")

    def sheets(self, *names: str) -> tuple[tuple[str, str], ...]:
        """The stylesheets of these names, those of the extended layouts first, as (file, text)."""
        found = []
        for name in names:
            paths = [folder / "styles" / f"{name}.css" for folder in self.folders]
            present = [path for path in paths if os.path.lexists(path)]
            found += [(self._file(path), _text(path, self._file(path))) for path in present]
        return tuple(found)

    def sources(self) -> dict[str, str]:
        """Every stylesheet, template and `layout.yaml` that the layout is made of, by its file."""
        found = {}
        for folder in self.folders:
            paths = [*folder.glob("styles/*.css"), *folder.glob("templates/**/*.*ml")]
            for path in sorted([*paths, folder / "layout.yaml"]):
                found[self._file(path)] = _text(path, self._file(path))
        return found

    def declared(self, *names: str) -> dict[str, str]:
        """The custom properties that the `:root` of these stylesheets declares, as written."""
        declared: dict[str, str] = {}
        for _, text in self.sheets(*names):
            declared.update(_root_properties(text))
        return declared

    def templates(self, pattern: str = "*.html") -> dict[str, str]:
        """The templates by their names, each as the layout or those that it extends have it."""
        found = {}
        for folder in self.folders:
            templates = folder / "templates"
            for path in sorted(templates.glob(pattern)):
                found[path.relative_to(templates).as_posix()] = _text(path, self._file(path))
        return found

    def tokens(self, entry: str, *, scheme: str = "light") -> dict[str, str]:
        """The custom properties of `:root` as the format resolves them, without the two hyphens.

        Args:
            entry: the format's entry stylesheet.
            scheme: the reader's, `light` or `dark`; dark takes in what stands in
                `@media (prefers-color-scheme:dark)` (Media Queries 5, 12.5).
        """
        return root_tokens(self.stylesheets(entry), scheme=scheme)

    def own_styles(self, entry: str) -> tuple[tuple[str, str], ...]:
        """A format's entry stylesheets alone, as (file, text), the extended layout's first.

        Raises:
            ContentError: no layout in the chain has one.
        """
        sheets = self.stylesheets(entry)
        return tuple((file, text) for file, text in sheets if file.endswith(f"/{entry}.css"))

    def fonts(self) -> dict[str, str]:
        """The font files the layout declares: a face's name to its file below `assets/fonts/`.

        Raises:
            ContentError: it declares none; the machine's own are never used.
        """
        found: dict[str, str] = {}
        for folder in self.folders:
            path = folder / "styles" / "fonts.css"
            if os.path.lexists(path):
                for one in declared_faces(_text(path, self._file(path))):
                    style = "italic" if one.italic else "roman"
                    found[f"{one.family} {one.weight} {style}"] = one.path
        if not found:
            raise ContentError(
                f"the layout “{self.name}” has no fonts",
                place=self.fonts_place,
                hint="write an @font-face rule with `src: url(font:FAMILY/FILE)`",
            )
        return found

    def _file(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def root_tokens(sheets: Iterable[tuple[str, str]], *, scheme: str = "light") -> dict[str, str]:
    """The custom properties of `:root`, resolved, without the two hyphens.

    Args:
        sheets: (file, text) in cascade.
        scheme: the reader's, `light` or `dark`.
    """
    declared: dict[str, str] = {}
    dark: dict[str, str] = {}
    for _, text in sheets:
        declared.update(_root_properties(text))
        if scheme == "dark":
            dark.update(_root_properties(text, scheme="dark"))
    declared |= dark
    return {name.removeprefix("--"): _resolved(name, declared) for name in declared}


def load(root: Path, name: str, *, place: Place | None = None) -> Layout:
    """Find a layout and those that it extends.

    Args:
        root: the root of the repository.
        name: the layout's name.
        place: where the name was written.

    Raises:
        UsageError: there is no such layout.
        ContentError: its `layout.yaml` cannot be, or layouts extend each other in a ring.
    """
    folders: list[Path] = []
    settings: list[LayoutSettings] = []
    wanted, asked_at = name, place
    while wanted:
        folder = root / "layouts" / wanted
        if not NAME.fullmatch(wanted) or not os.path.lexists(folder / "layout.yaml"):
            known = [path.parent.name for path in (root / "layouts").glob("*/layout.yaml")]
            raise UsageError(
                f"there is no layout “{wanted}” in layouts/",
                place=asked_at,
                hint=did_you_mean(wanted, known),
            )
        file = f"layouts/{wanted}/layout.yaml"
        if folder in folders:
            raise ContentError(
                f"the layout “{wanted}” extends itself", place=Place(file), hint="break the ring"
            )
        located = yaml.read(_text(folder / "layout.yaml", file), file=file)
        _open_to_us(folder, wanted)
        folders.append(folder)
        settings.append(yaml.into(LayoutSettings, located))
        wanted, asked_at = settings[-1].extends, located.place(("extends",))
    return Layout(
        name=name,
        folders=tuple(reversed(folders)),
        settings=_together(settings[::-1], name),
        root=root,
    )


def _open_to_us(folder: Path, name: str) -> None:
    """See that nothing of a layout is out of reach, and its place taken by another's."""
    for inner in (folder / "styles", folder / "templates"):
        if inner.is_dir() and not os.access(inner, os.R_OK | os.X_OK):
            raise ContentError(
                f"the folder {inner.name} cannot be read",
                place=Place(f"layouts/{name}"),
                hint="see what its mode allows",
            )


def _text(path: Path, file: str) -> str:
    """The text of a layout's file, which is a plain one and no link."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as stream:
            regular = stat.S_ISREG(os.fstat(handle).st_mode)
            data = stream.read(MOST_BYTES + 1) if regular else b""
    except OSError as error:
        why = (error.strerror or "it cannot be opened").lower()
        raise ContentError(
            f"this file cannot be read: {why}", place=Place(file), hint="put a plain file there"
        ) from error
    if not regular or len(data) > MOST_BYTES:
        what = "too large" if regular else "not a file"
        raise ContentError(f"this is {what}", place=Place(file), hint="put a plain file there")
    return decoded(data, file)


def _together(settings: list[LayoutSettings], name: str) -> LayoutSettings:
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


DARK = "(prefers-color-scheme:dark)"


def is_dark(rule: Any) -> bool:
    """Whether a rule of a parsed stylesheet is for readers who want a dark ground."""
    is_media = rule.type == "at-rule" and rule.lower_at_keyword == "media"
    return bool(is_media) and tinycss2.serialize(rule.prelude).replace(" ", "") == DARK


@lru_cache(maxsize=256)
def _root_properties(text: str, *, scheme: str = "light") -> Mapping[str, str]:
    """The custom properties of a stylesheet's `:root`; each is asked for again by every edition."""
    if ":root" not in text and "\\" not in text:
        return {}  # most have none, and reading them takes a while
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    if scheme == "dark":
        blocks = [rule.content for rule in rules if is_dark(rule)]
        rules = [
            rule
            for block in blocks
            for rule in tinycss2.parse_rule_list(block, skip_comments=True, skip_whitespace=True)
        ]
    found = {}
    for rule in rules:
        if rule.type != "qualified-rule" or tinycss2.serialize(rule.prelude).strip() != ":root":
            continue
        for item in tinycss2.parse_blocks_contents(rule.content):
            if item.type == "declaration" and item.name.startswith("--"):
                found[item.name] = tinycss2.serialize(item.value).strip()
    return found


def _resolved(name: str, declared: Mapping[str, str], depth: int = 0) -> str:
    """A custom property with every `var()` in it written out."""
    value = declared.get(name, "")
    if depth > 10:
        return value
    return re.sub(
        r"var\((--[\w-]+)\)", lambda found: _resolved(found[1], declared, depth + 1), value
    )
