"""The bootstrap: tried in a copy, with made-up programs on its path, never over the network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-preview.lock", "requirements-dev.lock")
"""Each holds all that the ones before it hold."""
BORROWED = ["cat", "dirname", "env", "flock", "grep", "mkdir", "mv", "rm", "sh", "sleep", "uname"]

PYTHON = """#!/bin/sh
# Plays Python: answers with the real one, but makes no real .venv and installs nothing.
case "$*" in
*"import ensurepip"*) exit 0 ;;
*"- missing"*) if [ -e {here}/without-pango ]; then echo libpango-1.0; fi; exit 0 ;;
"-I -m venv .venv")
    mkdir -p .venv/bin
    ln -s {here}/bin/python3.13 .venv/bin/python
    exit 0 ;;
"-I -m pip install "*)
    echo "$*" >> {here}/installed
    if [ -e {here}/without-network ]; then echo "no network"; exit 1; fi
    cp {here}/invoke .venv/bin/invoke
    exit 0 ;;
esac
exec {python} "$@"
"""

INVOKE = """#!/bin/sh
echo "in $PWD"
for word in "$@"; do echo "<$word>"; done
exit 7
"""

APT_GET = """#!/bin/sh
echo "apt-get $*" >> {here}/installed
case "$*" in *" install "*) rm -f {here}/without-pango ;; esac
"""


@dataclass(frozen=True)
class Machine:
    """A made-up machine: a copy of what bootstrap needs, and the only programs it can find."""

    here: Path

    @property
    def checkout(self) -> Path:
        return self.here / "a checkout"

    @property
    def installed(self) -> list[str]:
        told = self.here / "installed"
        return told.read_text().splitlines() if told.exists() else []

    def program(self, name: str, text: str) -> None:
        path = self.here / "bin" / name
        path.write_text(text.format(here=self.here, python=sys.executable))
        path.chmod(0o755)

    def bootstrap(self, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.checkout / "bootstrap", *words],
            cwd=cwd or self.here,
            env={"PATH": str(self.here / "bin"), "HOME": str(self.here)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path / "machine")
    made.checkout.mkdir(parents=True)
    (made.here / "bin").mkdir()
    shutil.copy(ROOT / "bootstrap", made.checkout)
    for lock in LOCKS:
        (made.checkout / lock).write_text(f"# {lock}\n")
    for name in [*BORROWED, "ln", "cp"]:
        if found := shutil.which(name):
            (made.here / "bin" / name).symlink_to(found)
    (made.here / "invoke").write_text(INVOKE)
    (made.here / "invoke").chmod(0o755)
    made.program("python3.13", PYTHON)
    made.program("id", "#!/bin/sh\necho 0\n")
    made.program("apt-get", APT_GET)
    made.program("apt-cache", "#!/bin/sh\n")
    return made


def test_without_words_it_prints_a_short_help(machine: Machine) -> None:
    told = machine.bootstrap()
    assert told.returncode == 0
    assert "./bootstrap pdf" in told.stdout
    assert len(told.stdout.splitlines()) < 20
    assert not machine.installed


def test_words_reach_invoke_as_they_were_given(machine: Machine, tmp_path: Path) -> None:
    words = ["pdf", "--title", "it's two  words", "", "*", "$HOME", '"quoted"', "two\nlines"]
    told = machine.bootstrap(*words, cwd=tmp_path)
    assert told.returncode == 7
    assert told.stdout.splitlines()[0] == f"in {machine.checkout}"
    assert told.stdout.split("\n", 1)[1] == "".join(f"<{word}>\n" for word in words)


def test_only_the_lock_is_installed_and_only_with_its_hashes(machine: Machine) -> None:
    machine.bootstrap("pdf")
    (pip,) = machine.installed
    assert "--require-hashes" in pip
    assert "--only-binary :all:" in pip
    assert pip.endswith("-r requirements.lock")


def test_a_second_run_does_nothing_and_says_nothing(machine: Machine) -> None:
    machine.bootstrap("pdf")
    before = machine.installed
    told = machine.bootstrap("pdf")
    assert told.returncode == 7
    assert machine.installed == before
    assert told.stderr == ""


def test_the_proof_brings_the_developers_tools_and_they_stay(machine: Machine) -> None:
    machine.bootstrap("pdf")
    machine.bootstrap("test")
    machine.bootstrap("pdf")
    assert [line.rsplit(" ", 1)[1] for line in machine.installed] == [
        "requirements.lock",
        "requirements-dev.lock",
    ]
    (machine.checkout / "requirements.lock").write_text("# newer\n")
    machine.bootstrap("pdf")
    assert machine.installed[-1].endswith("-r requirements-dev.lock")


def test_the_light_table_brings_what_it_needs_and_that_stays(machine: Machine) -> None:
    for word in ("pdf", "watch", "pdf", "test", "watch"):
        machine.bootstrap(word)
    assert [line.rsplit(" ", 1)[1] for line in machine.installed] == list(LOCKS)
    (machine.checkout / ".venv" / "bootstrap-stamp").unlink()
    machine.bootstrap("watch")
    (machine.checkout / "requirements.lock").write_text("# newer\n")
    machine.bootstrap("pdf")
    assert machine.installed[-1].endswith("-r requirements-preview.lock")


def test_a_changed_lock_makes_venv_again(machine: Machine) -> None:
    machine.bootstrap("pdf")
    (machine.checkout / "requirements.lock").write_text("# newer\n")
    machine.bootstrap("pdf")
    assert len(machine.installed) == 2
    assert not (machine.checkout / ".venv.old").exists()


def test_a_moved_checkout_makes_venv_again(machine: Machine) -> None:
    machine.bootstrap("pdf")
    machine.checkout.rename(machine.here / "elsewhere")
    shutil.copytree(machine.here / "elsewhere", machine.checkout, symlinks=True)
    assert machine.bootstrap("pdf").returncode == 7
    assert len(machine.installed) == 1, "the same place again: still good"
    (machine.here / "other").mkdir()
    shutil.copytree(machine.checkout, machine.here / "other" / "a checkout", symlinks=True)
    moved = subprocess.run(
        [machine.here / "other" / "a checkout" / "bootstrap", "pdf"],
        env={"PATH": str(machine.here / "bin")},
        capture_output=True,
        check=False,
    )
    assert moved.returncode == 7
    assert len(machine.installed) == 2


def test_an_unfinished_venv_is_not_believed(machine: Machine) -> None:
    machine.bootstrap("pdf")
    (machine.checkout / ".venv" / "bootstrap-stamp").unlink()
    assert machine.bootstrap("pdf").returncode == 7
    assert len(machine.installed) == 2


def test_a_run_that_fails_leaves_the_old_venv_standing(machine: Machine) -> None:
    machine.bootstrap("pdf")
    stamp = (machine.checkout / ".venv" / "bootstrap-stamp").read_text()
    (machine.checkout / "requirements.lock").write_text("# newer\n")
    (machine.here / "without-network").touch()
    told = machine.bootstrap("pdf")
    assert told.returncode == 3
    assert "no network" in told.stderr
    assert "requirements.lock could not be installed" in told.stderr
    assert (machine.checkout / ".venv" / "bootstrap-stamp").read_text() == stamp
    assert not (machine.checkout / ".venv.old").exists()


def test_what_a_kill_left_is_cleared_away(machine: Machine) -> None:
    machine.bootstrap("pdf")
    (machine.checkout / ".venv").rename(machine.checkout / ".venv.old")
    (machine.checkout / ".venv" / "bin").mkdir(parents=True)
    assert machine.bootstrap("pdf").returncode == 7
    assert len(machine.installed) == 1, "the old one was whole and came back"
    assert not (machine.checkout / ".venv.old").exists()


@pytest.mark.parametrize("with_flock", [True, False], ids=["flock", "as on macOS"])
def test_several_at_once_make_one_venv(machine: Machine, with_flock: bool) -> None:
    if not with_flock:
        (machine.here / "bin" / "flock").unlink(missing_ok=True)
    runs = [
        subprocess.Popen(
            [machine.checkout / "bootstrap", "pdf"],
            env={"PATH": str(machine.here / "bin")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(4)
    ]
    assert [run.wait(timeout=60) for run in runs] == [7] * 4
    assert len(machine.installed) == 1


def test_missing_libraries_come_through_apt(machine: Machine) -> None:
    (machine.here / "without-pango").touch()
    told = machine.bootstrap("pdf")
    assert told.returncode == 7
    names = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    assert machine.installed[0].startswith("apt-get ")
    assert machine.installed[0].endswith(f"install --no-install-recommends -y {names}")
    assert f"bootstrap: installing libpango-1.0: apt-get install {names}" in told.stderr


def test_who_may_not_install_is_told_what_to_have_installed(machine: Machine) -> None:
    (machine.here / "without-pango").touch()
    machine.program("id", "#!/bin/sh\necho 1000\n")
    told = machine.bootstrap("pdf")
    assert told.returncode == 3
    (line,) = told.stderr.splitlines()
    assert '"apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"' in line
    assert not machine.installed


def test_sudo_is_asked_where_it_is_there(machine: Machine) -> None:
    (machine.here / "without-pango").touch()
    machine.program("id", "#!/bin/sh\necho 1000\n")
    machine.program("sudo", '#!/bin/sh\n[ "$1" = -n ] && shift\nexec "$@"\n')
    assert machine.bootstrap("pdf").returncode == 7
    assert machine.installed[0].startswith("apt-get ")


def test_without_a_python_that_is_new_enough_it_says_so(machine: Machine) -> None:
    machine.program("python3.13", "#!/bin/sh\nexit 1\n")
    told = machine.bootstrap("pdf")
    assert told.returncode == 3
    assert machine.installed[0].endswith(
        "python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )
    assert "no Python here is 3.11 or later" in told.stderr.splitlines()[-1]


def test_a_machine_with_no_known_installer_is_told_what_to_find(machine: Machine) -> None:
    (machine.here / "without-pango").touch()
    (machine.here / "bin" / "apt-get").unlink()
    told = machine.bootstrap("pdf")
    assert told.returncode == 3
    (line,) = told.stderr.splitlines()
    assert "Python 3.11 or later, Pango and HarfBuzz" in line


def test_a_folder_that_cannot_be_written_is_named(machine: Machine) -> None:
    (machine.checkout / ".bootstrap.lock").mkdir()  # stops root as well, as chmod would not
    told = machine.bootstrap("pdf")
    assert told.returncode == 3
    assert str(machine.checkout) in told.stderr.splitlines()[-1]


# --- The lock files ------------------------------------------------------------------------------


def locked(name: str) -> dict[str, list[str]]:
    """The versions of each package in a lock file; several where Pythons differ."""
    versions: dict[str, list[str]] = {}
    for line in (ROOT / name).read_text().splitlines():
        if found := re.match(r"([a-z0-9][a-z0-9._-]*)(?:\[.*?\])?==([^ ;\\]+)", line):
            versions.setdefault(found[1], []).append(found[2])
    return versions


def declared() -> dict[str, list[str]]:
    """What pyproject.toml asks of each lock file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    core = project["project"]["dependencies"]
    extras = project["project"]["optional-dependencies"]
    return {
        "requirements.lock": core,
        "requirements-preview.lock": core + extras["preview"],
        "requirements-dev.lock": [
            *core,
            *extras["preview"],
            *extras["validators"],
            *project["dependency-groups"]["dev"],
        ],
    }


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_satisfies_pyproject(name: str) -> None:
    versions = locked(name)
    for text in declared()[name]:
        wanted = Requirement(text)
        found = versions.get(canonicalize_name(wanted.name), [])
        assert found, f"{wanted.name} is not in {name}; make the lock again"
        assert all(version in wanted.specifier for version in found), f"{text} is not {found}"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    for entry in re.split(r"\n(?=[a-z0-9])", text)[1:]:
        assert "--hash=sha256:" in entry, entry


def test_all_locks_hold_the_same_versions() -> None:
    developers = locked("requirements-dev.lock")
    for lock in LOCKS:
        assert {name: developers.get(name) for name in locked(lock)} == locked(lock)


def test_each_dependency_has_a_sentence_on_what_it_is_for() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    for text in {text for texts in declared().values() for text in texts}:
        place = next(number for number, line in enumerate(lines) if f'"{text}"' in line)
        assert re.fullmatch(r"\s+# .+[.]", lines[place - 1]), f"{text}: say what it is for"
