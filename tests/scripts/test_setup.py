"""The set-up on machines that lack something, with stand-ins for the commands of the operating system."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEBIAN = 'ID=debian\nVERSION_ID="12"\n'
UBUNTU = 'ID=ubuntu\nVERSION_ID="22.04"\n'


@pytest.fixture
def machine(tmp_path: Path):
    """A machine where only libpango is installed; ``run`` sources the library and runs one line of shell there."""
    return Machine(tmp_path)


class Machine:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.commands = folder / "commands"
        self.commands.mkdir()
        (folder / "packages").write_text(
            "# set package use\n"
            "runtime libpango PDF output\n"
            "runtime gettext the English interface\n"
            "test chromium the browser tests\n"
        )
        self.system(DEBIAN)
        self.command("dpkg-query", "cat $MACHINE/installed 2>/dev/null")
        (folder / "installed").write_text("ii  libpango\n")
        self.command("id", "echo ${MACHINE_USER:-1000}")
        self.command("sudo", "exit 1")

    def system(self, release: str) -> None:
        (self.folder / "os-release").write_text(release)

    def command(self, name: str, body: str) -> None:
        file = self.commands / name
        file.write_text(f"#!/bin/sh\n{body}\n")
        file.chmod(0o755)

    def run(self, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
        libraries = "; ".join(f". {ROOT}/script/lib/{name}.sh" for name in ("common", "system", "python"))
        variables = {
            **os.environ,
            "PATH": f"{self.commands}:/usr/bin:/bin",
            "MACHINE": str(self.folder),
            "OS_RELEASE": str(self.folder / "os-release"),
            "PACKAGES": str(self.folder / "packages"),
            "VENV": str(self.folder / "venv"),
            **environment,
        }
        return subprocess.run(
            ["/bin/bash", "-c", f"{libraries}; {line}"],
            env=variables,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )


def test_without_rights_the_missing_packages_are_named_with_what_will_not_work(machine: Machine) -> None:
    ended = machine.run("install_packages runtime test")
    assert ended.returncode == 0
    assert ended.stderr.splitlines() == [
        "These packages of the operating system are missing. Without them these do not work:",
        "  chromium, for the browser tests",
        "  gettext, for the English interface",
        "As root: apt-get install chromium gettext",
    ]


def test_root_installs_what_is_missing_and_nothing_else(machine: Machine) -> None:
    machine.command(
        "apt-get", 'echo "$@" >>$MACHINE/apt; case "$*" in install*) echo "ii  gettext" >>$MACHINE/installed;; esac'
    )
    ended = machine.run("install_packages runtime", MACHINE_USER="0")
    assert (ended.returncode, ended.stderr) == (0, "Installing from apt: gettext\n")
    asked = (machine.folder / "apt").read_text().splitlines()
    assert asked == ["update -qq", "install -qq -y --no-install-recommends gettext"]


def test_one_package_that_apt_does_not_have_keeps_no_other_away(machine: Machine) -> None:
    (machine.folder / "packages").write_text("runtime gettext the English interface\nruntime unknown nothing much\n")
    machine.command(
        "apt-get", 'case "$*" in *unknown*) exit 100;; *gettext*) echo "ii  gettext" >>$MACHINE/installed;; esac'
    )
    ended = machine.run("install_packages runtime", MACHINE_USER="0")
    assert ended.returncode == 0
    assert ended.stderr.splitlines()[-3:] == [
        "These packages of the operating system are missing. Without them these do not work:",
        "  unknown, for nothing much",
        "As root: apt-get install unknown",
    ]


def test_nothing_is_said_when_nothing_is_missing(machine: Machine) -> None:
    (machine.folder / "installed").write_text("ii  libpango\nii  gettext\nii  chromium\n")
    ended = machine.run("install_packages runtime test")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_what_ubuntu_does_not_offer_is_not_asked_for_at_each_start(machine: Machine) -> None:
    (machine.folder / "packages").write_text(
        "runtime libpango PDF output\nruntime libharfbuzz-subset0 quick PDF output\ntest chromium the browser tests\n"
    )
    found = {}
    for version in ("22.04", "24.04"):
        machine.system(f'ID=ubuntu\nVERSION_ID="{version}"\n')
        found[version] = machine.run("packages_of runtime test").stdout.split()
    assert found == {"22.04": ["libpango"], "24.04": ["libpango", "libharfbuzz-subset0"]}


def test_another_distribution_is_told_what_it_needs(machine: Machine) -> None:
    ended = machine.run('hash() { :; }; command() { [ "$2" != dpkg-query ]; }; install_packages runtime')
    assert ended.returncode == 0
    assert (
        ended.stderr
        == "This is neither Debian nor Ubuntu: install the counterparts of these yourself: libpango gettext\n"
    )


def test_an_old_python_is_passed_over_for_a_newer_one(machine: Machine) -> None:
    machine.command("python3", "exit 1")
    machine.command("python3.13", "exit 0")
    assert machine.run("find_python").stdout == f"{machine.commands}/python3.13\n"


def test_the_python_that_is_asked_for_is_the_only_candidate(machine: Machine) -> None:
    machine.command("python3", "exit 0")
    machine.command("chosen", "exit 1")
    assert machine.run("find_python", PYTHON="chosen").returncode == 1


def test_ubuntu_22_gets_the_python_it_has_beside_its_own(machine: Machine) -> None:
    machine.system(UBUNTU)
    machine.command("apt-get", 'echo "$@" >>$MACHINE/apt')
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        machine.command(name, "exit 1")
    ended = machine.run("require_python", MACHINE_USER="0")
    assert ended.returncode == 1
    assert (machine.folder / "apt").read_text().splitlines()[-1].endswith(" python3.11 python3.11-venv")
    assert "As root: apt-get install python3.11 python3.11-venv" in ended.stderr.splitlines()[-2]


def test_an_installation_is_void_when_the_lock_python_or_place_changes(machine: Machine) -> None:
    (machine.folder / "venv" / "bin").mkdir(parents=True)
    machine.command("../venv/bin/python", "echo ${MACHINE_PYTHON:-3.11.2}")
    assert machine.run("is_installed base").returncode == 1
    assert machine.run('lock_stamp base >"$VENV/.installed-base"; is_installed base').returncode == 0
    assert machine.run("is_installed base", MACHINE_PYTHON="3.13.0").returncode == 1
    moved = machine.folder / "moved"
    (machine.folder / "venv").rename(moved)
    assert machine.run("is_installed base", VENV=str(moved)).returncode == 1
