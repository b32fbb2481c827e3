"""Outside programs: run within bounds, and absent is never “passed”."""

from __future__ import annotations

import os
import signal
import sys
import time
import zipfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from press import tools
from press.errors import MachineError
from press.tools import axe


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH, and a place beside Python, with nothing in it but what the test puts there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    return folder


def put(folder: Path, name: str, script: str) -> Path:
    program = folder / name
    program.write_text("#!/bin/sh\nPATH=/usr/bin:/bin\n" + script)
    program.chmod(0o755)
    return program


@pytest.mark.usefixtures("programs")
@pytest.mark.parametrize("tool", tools.TOOLS)
def test_an_absent_program_means_not_checked(tool: str) -> None:
    presence = tools.probe(tool)
    assert presence.version is None
    assert presence.meaning
    assert presence.remedy
    answer = tools.run(tool, [], timeout=1, required=False)
    assert answer == tools.NotChecked(tool=tool, meaning=presence.meaning, remedy=presence.remedy)
    with pytest.raises(MachineError, match="is not on this machine") as told:
        tools.run(tool, [], timeout=1, required=True)
    assert told.value.hint == presence.remedy


@pytest.mark.usefixtures("programs")
def test_pages_are_not_judged_where_a_judge_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = tools.judge_pages({"index.html": b""}, required=False)
    assert isinstance(answer, tools.NotChecked)
    assert answer.tool == "axe"
    with pytest.raises(MachineError, match="axe-core is not on this machine"):
        tools.judge_pages({}, required=True)
    monkeypatch.setattr(axe, "script", lambda *_args, **_kwargs: "// axe")
    answer = tools.judge_pages({"index.html": b""}, required=False)
    assert isinstance(answer, tools.NotChecked)
    assert answer.tool == "playwright"
    assert isinstance(tools.validate_html({"index.html": b""}, required=False), tools.NotChecked)


def test_axe_is_found_where_npm_puts_it_and_tells_its_version(programs: Path) -> None:
    put(programs, "npm", f"echo {programs}/modules")
    assert tools.probe("axe").version is None
    folder = programs / "modules" / "axe-core"
    folder.mkdir(parents=True)
    (folder / "axe.min.js").write_text("// axe")
    assert tools.probe("axe").version is None
    (folder / "package.json").write_text('{"version": "4.14.1"}')
    assert tools.probe("axe").version == "4.14.1"
    assert tools.script("axe", required=True) == "// axe"


def test_a_program_tells_its_version_on_either_stream(programs: Path) -> None:
    put(programs, "gs", "echo 10.02.1")
    put(programs, "java", "echo 'openjdk version \"17.0.15\" 2025' >&2")
    assert tools.probe("ghostscript") == tools.Presence(
        name="Ghostscript", version="10.02.1", meaning=""
    )
    assert tools.probe("java").version == "17.0.15"


@pytest.mark.parametrize("script", ["exit 3", "echo nothing to say", "kill -9 $$"])
def test_a_program_that_does_not_run_is_absent(programs: Path, script: str) -> None:
    put(programs, "gs", script)
    assert tools.probe("ghostscript").version is None


def test_any_of_its_names_will_do(programs: Path) -> None:
    put(programs, "google-chrome", "echo Google Chrome 140.0.1")
    assert tools.probe("chromium").version == "140.0.1"


def test_an_answer_is_handed_back_whole_with_its_code(programs: Path) -> None:
    put(programs, "qpdf", 'printf "%s|" "$@"; printf "\\377" >&2; exit 3')
    answer = tools.run("qpdf", ["--check", "/a b/$(x).pdf"], timeout=5, required=True)
    assert answer == tools.Completed(code=3, out="--check|/a b/$(x).pdf|", err="\ufffd")


def test_a_program_sees_no_input_and_no_secrets(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    put(programs, "qpdf", "cat; env")
    answer = tools.run("qpdf", [], timeout=5, required=True)
    assert isinstance(answer, tools.Completed)
    assert "secret" not in answer.out
    assert "LC_ALL=C.UTF-8" in answer.out


def test_out_of_time_a_program_is_stopped_with_all_it_started(
    programs: Path, tmp_path: Path
) -> None:
    child = tmp_path / "child"
    put(programs, "qpdf", f"sleep 60 & echo $! > {child}; wait")
    began = time.monotonic()
    with pytest.raises(MachineError, match=r"longer than 0\.5 seconds") as told:
        tools.run("qpdf", [], timeout=0.5, required=False)
    assert told.value.hint
    assert time.monotonic() - began < 3
    number = int(child.read_text())
    for _ in range(50):
        try:
            state = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            return
        if state == "Z":
            return
        time.sleep(0.02)
    os.kill(number, signal.SIGKILL)
    pytest.fail("what the program started still runs")


def test_a_program_works_beside_us_and_ends_with_the_block_at_the_latest(programs: Path) -> None:
    done = programs / "done"
    put(programs, "gs", f"sleep 0.2; echo made; echo yes > {done}")
    with tools.started("ghostscript", [], required=True) as answer:
        assert not done.exists()
        assert answer(60) == tools.Completed(code=0, out="made\n", err="")
        assert done.exists()
    put(programs, "gs", f"echo $$ > {programs}/pid; exec sleep 60")
    with tools.started("ghostscript", [], required=True):
        while not (programs / "pid").exists() or not (programs / "pid").read_text().strip():
            time.sleep(0.01)
        pid = int((programs / "pid").read_text())
        os.kill(pid, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_program_that_cannot_be_started_is_told(programs: Path) -> None:
    put(programs, "qpdf", "").write_bytes(b"\x7fELF nothing")
    with pytest.raises(MachineError, match="qpdf cannot be started"):
        tools.run("qpdf", [], timeout=1, required=False)


def test_a_jar_needs_its_package_and_java(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(programs, "java", 'echo "$@"')
    jar = tmp_path / "epubcheck" / "epubcheck.jar"
    found = SimpleNamespace(locate_file=lambda path: tmp_path / path)
    monkeypatch.setattr(metadata, "distribution", lambda _name: found)
    monkeypatch.setattr(metadata, "version", lambda _name: "5.3.0")
    assert tools.probe("epubcheck").version is None  # the package without its jar
    jar.parent.mkdir()
    jar.touch()
    assert tools.probe("epubcheck").version == "5.3.0"
    answer = tools.run("epubcheck", ["/a.epub"], timeout=5, required=True)
    assert isinstance(answer, tools.Completed)
    assert answer.out.split()[-3:] == ["-jar", str(jar), "/a.epub"]


@pytest.fixture
def engine(programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A jar that tells a version, and a `java` that answers as the test wants."""
    row = tools.TOOLS["verapdf"]
    jar = tmp_path / row.jar
    jar.parent.mkdir(parents=True)
    with zipfile.ZipFile(jar, "w") as made:
        made.writestr(row.tells, "artifactId=validation-model\nversion=1.31.207\n")
    found = SimpleNamespace(locate_file=lambda path: tmp_path / path)
    monkeypatch.setattr(metadata, "distribution", lambda _name: found)

    def answers(script: str, *, compiler: int = 0) -> None:
        asked = f'if [ "$1" = --describe-module ]; then exit {compiler}; fi\n'
        put(programs, "java", asked + script)

    return answers


def test_the_engine_has_the_version_that_its_jar_tells(
    engine: Callable[..., None], tmp_path: Path
) -> None:
    engine("exit 1")
    assert tools.probe("verapdf").version == "1.31.207"
    (tmp_path / tools.TOOLS["verapdf"].jar).write_bytes(b"not a jar")
    assert tools.probe("verapdf").version is None


def test_a_java_that_cannot_compile_cannot_drive_the_engine(engine: Callable[..., None]) -> None:
    engine("echo '{}'", compiler=1)
    assert tools.probe("verapdf").version is None
    answer = tools.validate(Path("/a.pdf"), "PDFUA-1", required=False)
    assert isinstance(answer, tools.NotChecked)


def test_a_verdict_is_read_from_the_line_of_its_file(engine: Callable[..., None]) -> None:
    rule = '{"clause":"7.1","test":9,"description":"A title","count":2,"location":"root"}'
    fine, bad = (
        f'{{"file":"?","profile":"PDFUA-1","compliant":{compliant},"checks":7,"rules":[{rules}]}}'
        for compliant, rules in (("true", ""), ("false", rule))
    )
    engine(f"cat <<'END'\n{fine}\n{bad}\nEND")
    answer = tools.validate_all([Path("/a.pdf"), Path("/b.pdf")], "PDFUA-1", required=True)
    assert not isinstance(answer, tools.NotChecked)
    assert [(one.path.name, one.compliant) for one in answer] == [("a.pdf", True), ("b.pdf", False)]
    (failure,) = answer[1].failures
    assert (failure.rule, failure.count, failure.location) == ("7.1-9", 2, "root")


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exit 0", "did not answer for each file"),
        ("echo compliant", "did not answer for each file"),
        ("echo Exception: no heap >&2; exit 1", "ended with 1: Exception: no heap"),
        ("""echo '{"trouble": "encrypted"}'""", "cannot judge /a.pdf: encrypted"),
    ],
)
def test_what_the_engine_does_not_say_is_no_verdict(
    engine: Callable[..., None], script: str, told: str
) -> None:
    engine(script)
    with pytest.raises(MachineError, match=told):
        tools.validate(Path("/a.pdf"), "PDFUA-1", required=False)


def test_the_engines_libraries_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {presence.name: presence for presence in tools.system_libraries()}
    assert list(found) == ["Pango", "PangoFT2", "HarfBuzz", "HarfBuzz-subset"]
    assert all(presence.version for presence in found.values())

    def absent(_file: str) -> None:
        raise OSError

    monkeypatch.setattr("ctypes.CDLL", absent)
    for presence in tools.system_libraries():
        assert presence.version is None
        assert presence.meaning == "no pages can be made"
        assert presence.remedy.startswith("apt-get install lib")


def test_packages_and_their_versions() -> None:
    here, gone = tools.packages(["pytest", "no-such-package"])
    assert here.version == metadata.version("pytest")
    assert gone.version is None
    assert gone.remedy
