"""What is on this machine: system libraries, Python packages, outside programs."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata

from press.tools.programs import Presence, probe
from press.tools.table import TOOLS


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A system library that the engine loads by itself."""

    title: str
    files: tuple[str, ...]
    version: str
    """Its function, or that of a library it loads, that tells a version as text."""
    package: str
    """Debian's package."""


LIBRARIES = (
    Library(
        title="Pango",
        files=("libpango-1.0.so.0", "libpango-1.0.dylib"),
        version="pango_version_string",
        package="libpango-1.0-0",
    ),
    Library(
        title="PangoFT2",
        files=("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
        version="pango_version_string",
        package="libpangoft2-1.0-0",
    ),
    Library(
        title="HarfBuzz",
        files=("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
        version="hb_version_string",
        package="libharfbuzz0b",
    ),
    Library(
        title="HarfBuzz-subset",
        files=("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
        version="hb_version_string",
        package="libharfbuzz-subset0",
    ),
)


def system_libraries() -> list[Presence]:
    """The libraries the engine needs, each loaded once to see that it can be."""
    return [
        Presence(
            name=library.title,
            version=version,
            meaning="" if version else "no pages can be made",
            remedy="" if version else f"apt-get install {library.package}",
        )
        for library in LIBRARIES
        for version in [_library_version(library)]
    ]


def packages(names: Iterable[str]) -> list[Presence]:
    """Python packages and their versions, by the names under which they are installed."""
    found = []
    for name in names:
        version: str | None = None
        with suppress(metadata.PackageNotFoundError):
            version = metadata.version(name)
        found.append(
            Presence(
                name=name,
                version=version,
                meaning="" if version else "the press is not whole without it",
                remedy="" if version else "run ./bootstrap",
            )
        )
    return found


PACKAGES = ("weasyprint", "jinja2", "markdown-it-py", "pikepdf", "pypdfium2", "pydantic", "lxml")
"""The Python packages on which the pages depend most."""


def survey() -> dict[str, list[Presence]]:
    """What is on this machine, by group: system libraries, Python packages, outside programs."""
    return {
        "System libraries": system_libraries(),
        "Python packages": packages(PACKAGES),
        "Checking tools": [probe(tool) for tool in TOOLS],
    }


def _library_version(library: Library) -> str | None:
    """The version a loaded library tells, or `here`; None where it is absent."""
    for file in library.files:
        try:
            loaded = ctypes.CDLL(file)
        except OSError:
            continue
        tell = getattr(loaded, library.version, None)
        if tell is None:
            return "here"
        tell.restype = ctypes.c_char_p
        told = tell()
        return told.decode("ascii", "replace") if isinstance(told, bytes) else "here"
    return None
