"""A name becomes a layout: its templates, stylesheets in cascade, tokens, fonts and drawings.

A layout is a folder in `layouts/`. What it does not have, it takes from the layout that it extends;
templates of the same name replace, stylesheets cascade with the extended layout's first.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from press import yaml
from press.errors import ContentError, Place, UsageError, did_you_mean
from press.layouts.faces import declared_faces
from press.layouts.settings import LayoutSettings, together
from press.layouts.tokens import root_properties, root_tokens
from press.names import NAME
from press.plainfile import text_of

MOST_BYTES = 1_000_000
"""Of one stylesheet."""

STYLES = ("fonts", "tokens", "base", "components")
"""The stylesheets before a format's entry; `pages` comes last, because `@page` knows no layers."""


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
            found += [(self._file(path), self._read(path)) for path in present]
        return tuple(found)

    def sources(self) -> dict[str, str]:
        """Every stylesheet, template and `layout.yaml` that the layout is made of, by its file."""
        found = {}
        for folder in self.folders:
            paths = [*folder.glob("styles/*.css"), *folder.glob("templates/**/*.*ml")]
            for path in sorted([*paths, folder / "layout.yaml"]):
                found[self._file(path)] = self._read(path)
        return found

    def declared(self, *names: str) -> dict[str, str]:
        """The custom properties that the `:root` of these stylesheets declares, as written."""
        declared: dict[str, str] = {}
        for _, text in self.sheets(*names):
            declared.update(root_properties(text))
        return declared

    def templates(self, pattern: str = "*.html") -> dict[str, str]:
        """The templates by their names, each as the layout or those that it extends have it."""
        found = {}
        for folder in self.folders:
            templates = folder / "templates"
            for path in sorted(templates.glob(pattern)):
                found[path.relative_to(templates).as_posix()] = self._read(path)
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
                for one in declared_faces(self._read(path)):
                    style = "italic" if one.italic else "roman"
                    found[f"{one.family} {one.weight} {style}"] = one.path
        if not found:
            raise ContentError(
                f"the layout “{self.name}” has no fonts",
                place=self.fonts_place,
                hint="write an @font-face rule with `src: url(font:FAMILY/FILE)`",
            )
        return found

    def _read(self, path: Path) -> str:
        return text_of(path, self._file(path), most_bytes=MOST_BYTES)

    def _file(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


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
        located = yaml.read(text_of(folder / "layout.yaml", file, most_bytes=MOST_BYTES), file=file)
        _open_to_us(folder, wanted)
        folders.append(folder)
        settings.append(yaml.into(LayoutSettings, located))
        wanted, asked_at = settings[-1].extends, located.place(("extends",))
    return Layout(
        name=name,
        folders=tuple(reversed(folders)),
        settings=together(settings[::-1], name),
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
