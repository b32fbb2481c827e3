"""Whether an edition that stands is what would be made now, so that it need not be made again.

An edition stands on everything that was read or run when it was made: the publication's folder, all
layouts and assets, the press itself, the libraries that the process had loaded, the programs that
its guards start, and the machine's settings that reach them. Of all this a digest is taken before
the making; when it is the same after it, and the same at the next run, and the published files are
still those bytes, nothing has changed. It asks for contents and for no clock; only of libraries it
believes the size and the time of the last change.

It errs on one side: what cannot be vouched for (a link in a folder, a file that may not be read,
another system than Linux) is made again. No room that makes anything is imported here, because that
alone would take longer than this may.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from press import tools
from press.errors import Place
from press.finding import Finding, Severity, Spot
from press.names import NAME
from press.output.names import plain
from press.store import Store, digest

PRESS = Path(__file__).parent
"""The press itself, wherever the repository is whose editions it makes."""
MACHINE = (
    "/etc/ld.so.cache",
    "/etc/fonts",
    "/usr/share/fontconfig",
    "/etc/mime.types",
    "/etc/papersize",
)
"""What libraries and programs read of the machine; the first is written anew whenever the system
gets or loses a library."""
MAPPED = Path("/proc/self/maps")
"""The libraries of this process."""
REACHING = ("FONTCONFIG_", "FC_", "PANGO_", "HB_", "FREETYPE_", "LD_", "PYTHON")
"""How the names of those settings of the machine begin that reach the engine or the programs."""
ALIKE = ("FONTCONFIG_FILE", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")
"""Those of them that change nothing; the first is set by the press itself."""
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One edition, published."""

    edition: str
    path: Path
    files: tuple[Path, ...]
    extent: int
    pages: int
    seconds: float
    findings: tuple[Finding, ...]
    digests: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of each file's bytes, by its name in the edition's folder."""
    stood: bool = False
    """Whether nothing had changed, and nothing was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Everything that an edition stands on and that is known before it is made."""

    key: str
    """The digest of it all."""
    state: str
    """The same with the times of all files, which show a change that was taken back."""


class _UnknownError(Exception):
    """Something stands in a folder for which nobody can vouch."""


def basis(root: Path, publication: str) -> Basis | None:
    """What the editions of a publication stand on now; None where nobody can vouch for it."""
    if not NAME.fullmatch(publication):
        return None
    try:
        press = _tree(PRESS)
        if press.key != _press_at_first().key:
            return None  # what runs here is older than what lies there
        trees = [_tree(root / "manuscript" / publication), _tree(root / "layouts")]
        others = _figures_of_others(root, publication)
        trees.append(_tree(root / "assets", without=others))
        around = digest(*_surroundings())
    except (OSError, _UnknownError):
        return None
    key = digest(publication, press.key, around, *(tree.key for tree in trees))
    return Basis(key=key, state=digest(key, press.state, *(tree.state for tree in trees)))


def wanted(root: Path, on: Basis, form: str) -> list[str] | None:
    """The editions of a format, as the run told that made them of the same."""
    told = _told(Store(root).get(digest("wanted", on.key, form)))
    names = told.get("editions")
    return names if isinstance(names, list) else None


def edition(root: Path, on: Basis, publication: str, name: str) -> Outcome | None:
    """An edition that stands on the same as now; None where it has to be made."""
    told = _told(Store(root).get(digest("edition", on.key, name)))
    with suppress(KeyError, TypeError, ValueError, OSError, _UnknownError):
        if not told["digests"] or told["loaded"] != _look_of(told["libraries"]):
            return None
        folder = root / "output" / publication / name
        for file, known in told["digests"].items():
            if _published(root, ("output", publication, name, *plain(file))) != known:
                return None
        return Outcome(
            edition=name,
            path=folder / next(iter(told["digests"])),
            files=tuple(folder / file for file in told["digests"]),
            extent=told["extent"],
            pages=told["pages"],
            seconds=0.0,
            findings=tuple(map(_finding, told["findings"])),
            digests=told["digests"],
            stood=True,
        )
    return None


def keep(root: Path, on: Basis, publication: str, made: Outcome) -> None:
    """Note on what an edition stands that was made just now, if nothing changed in the meantime."""
    libraries = loaded()
    if not libraries or basis(root, publication) != on:
        return
    try:
        look = _look_of(libraries)
    except (OSError, _UnknownError):
        return
    told = {
        "libraries": libraries,
        "loaded": look,
        "digests": dict(made.digests),
        "extent": made.extent,
        "pages": made.pages,
        "findings": [asdict(one) for one in made.findings],
    }
    Store(root).put(digest("edition", on.key, made.edition), json.dumps(told).encode())


def keep_wanted(root: Path, on: Basis, form: str, editions: Sequence[str]) -> None:
    """Note which editions a format has, so that the order need not be read to be told."""
    told = json.dumps({"editions": list(editions)}).encode()
    Store(root).put(digest("wanted", on.key, form), told)


def loaded() -> list[str]:
    """The files and folders of the libraries that this process runs; none where it cannot tell."""
    try:
        mapped = MAPPED.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    lines = (line.split(None, 5) for line in mapped)
    found = {line[5] for line in lines if len(line) == 6 and "x" in line[1] and line[5][0] == "/"}
    ours = str(PRESS)
    standard = {sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")}
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name.partition(".")[0] == PRESS.name and str(file).startswith(ours):
            continue
        if "." not in name and not str(file).startswith(tuple(f"{one}/{name}" for one in standard)):
            found.update(getattr(module, "__path__", ()))
        if file:
            found.add(str(file))
    return sorted(filter(os.path.exists, found))


def press() -> str:
    """The digest of the press that runs here."""
    return _press_at_first().key


@dataclass(frozen=True, slots=True)
class _Tree:
    """What stands below a folder: names and contents, and the same with times."""

    key: str
    state: str


@cache
def _press_at_first() -> _Tree:
    """The press as it was when this process first asked; what is loaded later is no older."""
    return _tree(PRESS)


def _tree(top: Path, *, without: frozenset[str] = frozenset()) -> _Tree:
    """The names and contents of all that stands below a folder.

    Raises:
        OSError: something cannot be read, or is a link.
        _UnknownError: something is neither a file nor a folder.
    """
    contents: list[str] = []
    states: list[str] = []
    for path, is_folder in _below(str(top), without):
        name = path.removeprefix(str(top))
        if is_folder:
            contents += [name, "folder"]
            continue
        with os.fdopen(os.open(path, READ), "rb") as file:
            facts = _regular(os.fstat(file.fileno()))
            contents += [name, sha256(file.read()).hexdigest()]
        states.append(f"{facts.st_ino} {facts.st_size} {facts.st_mtime_ns} {facts.st_ctime_ns}")
    return _Tree(digest(*contents), digest(*states))


def _below(top: str, without: frozenset[str] = frozenset()) -> Iterator[tuple[str, bool]]:
    """The paths of all that stands below a folder, sorted, and what of it are folders."""
    if not os.path.lexists(top):
        return
    with os.scandir(top) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.path in without or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield entry.path, True
            yield from _below(entry.path, without)
        else:
            yield entry.path, False


def _figures_of_others(root: Path, publication: str) -> frozenset[str]:
    """The folders of the figures of other publications."""
    figures = root / "assets" / "figures"
    others = figures.iterdir() if figures.is_dir() else ()
    return frozenset(str(one) for one in others if one.name != publication)


def _regular(facts: os.stat_result) -> os.stat_result:
    if not stat.S_ISREG(facts.st_mode):
        raise _UnknownError
    return facts


def _surroundings() -> Iterator[str]:
    """The machine, as far as it reaches the engine and the programs."""
    machine = os.uname()
    yield from (sys.version, machine.sysname, machine.machine, str(sys.flags.optimize))
    for name, value in sorted(os.environ.items()):
        if name.startswith(REACHING) and name not in ALIKE:
            yield f"{name}={value}"
    for folder in dict.fromkeys(sys.path):
        with suppress(OSError):
            names = sorted(os.listdir(folder or "."))  # noqa: PTH208 (nothing is opened)
            yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))
    for name, path in tools.places().items():
        yield f"{name} {_look_of([path]) if path else 'absent'}"
    yield _look_of([path for path in MACHINE if os.path.lexists(path)])


def _look_of(paths: Sequence[str]) -> str:
    """The sizes and times of files, and of all below folders.

    Raises:
        OSError: one of them has gone.
    """
    looks: list[str] = []
    for path in paths:
        facts = os.stat(path)  # noqa: PTH116 (a thousand of them)
        if stat.S_ISDIR(facts.st_mode):
            inside = [below for below, is_folder in _below(path) if not is_folder]
            looks += [path, *(_look(below, os.lstat(below)) for below in inside)]
        else:
            looks.append(_look(path, facts))
    return digest(*looks)


def _look(path: str, facts: os.stat_result) -> str:
    return f"{path} {facts.st_size} {facts.st_mtime_ns}"


def _published(root: Path, path: Sequence[str]) -> str:
    """The digest of a published file, opened name by name so that no link leads elsewhere."""
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for step in path[:-1]:
            below = os.open(step, FOLDER, dir_fd=folder)
            os.close(folder)
            folder = below
        with os.fdopen(os.open(path[-1], READ, dir_fd=folder), "rb") as file:
            _regular(os.fstat(file.fileno()))
            return sha256(file.read()).hexdigest()
    finally:
        os.close(folder)


def _told(value: bytes | None) -> dict[str, Any]:
    """What was noted; nothing where it is not here or not ours."""
    with suppress(ValueError):
        told = json.loads(value or b"{}")
        if isinstance(told, dict):
            return told
    return {}


def _finding(told: Mapping[str, Any]) -> Finding:
    place, spot = told["place"], told["spot"]
    return Finding(
        code=told["code"],
        severity=Severity(told["severity"]),
        message=told["message"],
        remedy=told["remedy"],
        place=Place(**place) if place else None,
        page=told["page"],
        spot=Spot(page=spot["page"], box=tuple(spot["box"]) if spot["box"] else None)
        if spot
        else None,
    )
