"""Programs are started here and nowhere else: probed, run within bounds, measured."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from types import MappingProxyType

from press.errors import MachineError
from press.tools import memory
from press.tools.table import TOOLS, Tool

VERSION = re.compile(r"\d+(?:\.\d+)+")
LONGEST_PROBE = 20.0
PASSED_ON = (
    "PATH", "HOME", "TMPDIR", "JAVA_HOME", "LD_LIBRARY_PATH", "XDG_RUNTIME_DIR",
    "PUPPETEER_EXECUTABLE_PATH",
)  # fmt: skip
"""What a program is told of our environment; tokens and the like stay here."""


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
    """The most memory that it held at once, in MB, with all processes that it started.

    Of one process it is what the kernel tells; of several what was seen, twenty times a second.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class NotChecked:
    """A program is absent, so what it would have judged was not judged."""

    tool: str
    meaning: str
    remedy: str


Answer = Callable[[float], Completed | NotChecked]
"""Waits for the end of a program that was started, so many seconds at most."""


def probe(tool: str) -> Presence:
    """Whether a program is here, in which version, and what its absence means.

    Args:
        tool: a name in `TOOLS`.
    """
    row = TOOLS[tool]
    version = _version_here(row)
    return Presence(
        name=row.title,
        version=version,
        meaning="" if version else row.absent,
        remedy="" if version else row.remedy,
    )


def places() -> dict[str, str | None]:
    """Where the programs lie that are found now, by their names in `TOOLS`; none is started."""
    return {
        tool: next((path for name in row.programs if (path := _found(name))), None)
        for tool, row in TOOLS.items()
    }


def look(tool: str) -> str | None:
    """What tells the program that is here from another one; None where it is absent."""
    path = places()[tool]
    if path is None:
        return None
    facts = Path(path).stat()
    return f"{Path(path).resolve()} {facts.st_size} {facts.st_mtime_ns}"


def script(tool: str, *, required: bool) -> str | NotChecked:
    """The text of what npm has brought, to be run in a browser.

    Args:
        tool: a name in `TOOLS`.
        required: whether its absence stops the run.

    Raises:
        MachineError: absent though required.
    """
    path = _script(TOOLS[tool])
    return absent(tool, required=required) if path is None else path.read_text(encoding="utf-8")


def program(tool: str) -> str | None:
    """Where a program lies; None where it, or the package that drives it, is absent."""
    command = _command(TOOLS[tool])
    return command[0] if command else None


def absent(tool: str, *, required: bool) -> NotChecked:
    """What it means that a program is not here.

    Raises:
        MachineError: it is required.
    """
    row = TOOLS[tool]
    if required:
        raise MachineError(f"{row.title} is not on this machine: {row.absent}", hint=row.remedy)
    return NotChecked(tool=tool, meaning=row.absent, remedy=row.remedy)


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
    with started(tool, args, required=required) as answer:
        return answer(timeout)


@contextmanager
def started(tool: str, args: Sequence[str | Path], *, required: bool) -> Iterator[Answer]:
    """Start a program that works beside us; at the end of the block it is stopped.

    Yields what waits for its answer, asked once with the most seconds to wait. Arguments as `run`.

    Raises:
        MachineError: absent though required, or not to be started; out of time, when it is asked.
    """
    row = TOOLS[tool]
    command = _command(row)
    if command is None:
        nobody = absent(tool, required=required)
        yield lambda _: nobody
        return
    told = {name: path for name, other in row.told if (path := program(other))}
    with _begun([*command, *map(str, args)], title=row.title, told=told) as process:
        yield lambda timeout: _ended(process, title=row.title, timeout=timeout)


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
            with memory.watched(process.pid) as seen:
                # Not process.wait(): only wait4 tells what this one child used.
                _, status, used = os.wait4(process.pid, 0)
                wall = time.perf_counter() - began
        finally:
            limit.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            last = _text(said.read()).strip().rpartition("\n")[2]
            raise MachineError(
                f"a measured run ended with {process.returncode}: {last or 'it said nothing'}",
                hint="run it by itself: " + " ".join(command[:3]).partition("\n")[0],
            )
    kilobytes = used.ru_maxrss / 1024 if sys.platform == "darwin" else used.ru_maxrss
    peak = max(kilobytes / 1024, seen.megabytes)
    return Measured(wall=wall, cpu=used.ru_utime + used.ru_stime, peak=peak)


def _command(row: Tool) -> list[str] | None:
    """How a program is started here; None where it, its jar or what starts the jar is absent."""
    program = next((path for name in row.programs if (path := _found(name))), None)
    if program is None:
        return None
    jar = ""
    if row.package:
        try:
            jar = str(_jar(row.package, row.jar))
        except metadata.PackageNotFoundError:
            return None
        if row.jar and not Path(jar).is_file():
            return None
    if row.needs:
        needed = _asked([program, *row.needs])
        if needed is None or needed.code:
            return None
    return [program, *(word.replace("{jar}", jar) for word in row.begins)]


def _found(name: str) -> str | None:
    """Where a program lies: on the PATH, or where Python packages put theirs, beside Python."""
    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))


def _jar(package: str, jar: str) -> Path:
    """Where a jar in a package lies, if it lies there."""
    return Path(str(metadata.distribution(package).locate_file(jar)))


def _packaged_version(package: str, row: Tool) -> str | None:
    """The version of a jar, or that of its package; None where the jar is broken."""
    if not row.tells:
        return metadata.version(package)
    try:
        with zipfile.ZipFile(_jar(package, row.jar)) as jar:
            told = VERSION.search(_text(jar.read(row.tells)))
    except (OSError, KeyError, zipfile.BadZipFile):
        return None
    return told[0] if told else None


def _version_here(row: Tool) -> str | None:
    """The version of what a row names; None where it is absent or does not run."""
    if row.script:
        path = _script(row)
        return None if path is None else _npm_version(path)
    command = _command(row)
    if command is None:
        return None
    return _packaged_version(row.package, row) if row.package else _version(command, row.asks)


@cache
def _npm_root(npm: str) -> str:
    """Where npm puts what it installs for all; it takes a third of a second to say so."""
    answer = _asked([npm, "root", "--global"])
    return answer.out.strip() if answer is not None and not answer.code else ""


def _script(row: Tool) -> Path | None:
    """Where a file of npm's lies; None where it, or npm, is absent."""
    npm = next((found for name in row.programs if (found := _found(name))), None)
    root = _npm_root(npm) if npm else ""
    script_here = Path(root, row.script)
    return script_here if root and script_here.is_file() else None


def _npm_version(path: Path) -> str | None:
    """The version that stands beside a package's file."""
    try:
        told = json.loads((path.parent / "package.json").read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, LookupError):
        return None
    return str(told)


def _asked(command: Sequence[str]) -> Completed | None:
    """A short question to a program; None where it does not run."""
    try:
        return _completed(command, title=command[0], timeout=LONGEST_PROBE)
    except MachineError:
        return None


def _version(command: Sequence[str], asks: Sequence[str]) -> str | None:
    """The version a program tells of itself; None where it is there but does not run."""
    answer = _asked([*command, *asks])
    if answer is None or answer.code:
        return None
    told = VERSION.search(answer.out + answer.err)
    return told[0] if told else None


def _completed(command: Sequence[str], *, title: str, timeout: float) -> Completed:
    with _begun(command, title=title) as process:
        return _ended(process, title=title, timeout=timeout)


@contextmanager
def _begun(
    command: Sequence[str], *, title: str, told: Mapping[str, str] = MappingProxyType({})
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs as long as the block, at most."""
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    surroundings = {**told, **passed}
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
            yield process
        finally:
            _stop(process)


def _ended(process: subprocess.Popen[bytes], *, title: str, timeout: float) -> Completed:
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired as error:
        raise MachineError(
            f"{title} took longer than {timeout:g} seconds and was stopped",
            hint="run it again; when it stays so, look at what it was given",
        ) from error
    return Completed(code=process.returncode, out=_text(out), err=_text(err))


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a program that still runs, with all it started."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _text(told: bytes) -> str:
    return told.decode("utf-8", "replace")
