"""`sanjeh browser` says which browser is used, and installs one only where it may and was asked to."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from sanjeh.cli import browser
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.chromium import HOW_TO_INSTALL

WITHOUT = f"There is no usable Chromium: browser findings stay 'not tested'. As root: {HOW_TO_INSTALL}\n"
INSTALLING = "Installing Debian's headless Chromium (about 64 MB, once) …\n"


class Machine:
    """A machine on which a browser is there or not, and whose package manager works or not."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.has_browser, self.fails, self.ran = False, "", [""][:0]
        monkeypatch.setattr(browser, "is_ready", lambda: self.has_browser)
        monkeypatch.setattr(browser, "find_chromium", lambda: Path("/usr/bin/chromium"))
        monkeypatch.setattr(subprocess, "run", self.run)

    def run(self, command: Sequence[str], **given: object) -> "subprocess.CompletedProcess[str]":
        assert isinstance(given["env"], dict)
        assert given["env"]["DEBIAN_FRONTEND"] == "noninteractive"
        self.ran.append(command[1])
        status = int(command[1] == self.fails)
        return subprocess.CompletedProcess(command, status, stdout="", stderr="no such package\n")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setattr(browser, "may_install", lambda: True)
    return Machine(monkeypatch)


def told(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(browser.browser, words)
    return result.exit_code, result.stdout, result.stderr


def test_a_browser_that_is_there_is_named_and_nothing_is_installed(machine: Machine) -> None:
    machine.has_browser = True

    assert told() == (0, "/usr/bin/chromium\n", "")
    assert told("--install") == (0, "", "")
    assert machine.ran == []


def test_without_one_it_is_said_what_follows_and_how_to_mend_it(machine: Machine) -> None:
    assert told() == (0, "", WITHOUT)
    assert machine.ran == []


def test_whoever_may_not_install_is_told_what_root_has_to_do(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "may_install", lambda: False)

    assert told("--install") == (0, "", WITHOUT)
    assert machine.ran == []


def test_it_is_installed_where_it_may_be(machine: Machine) -> None:
    assert told("--install") == (0, "", INSTALLING)
    assert machine.ran == ["update", "install"]


@pytest.mark.parametrize(("fails", "ran"), [("update", ["update"]), ("install", ["update", "install"])])
def test_a_failure_is_told_with_what_can_be_done_by_hand(
    machine: Machine, fails: str, ran: list[str]
) -> None:
    machine.fails = fails

    status, out, err = told("--install")

    assert (status, out, machine.ran) == (0, "", ran)
    assert err.startswith(f"{INSTALLING}apt-get {fails}")
    assert err.endswith(f" failed:\nno such package\nBy hand: {HOW_TO_INSTALL}\n")


@pytest.mark.parametrize(("driver_status", "is_ready"), [(0, True), (1, False)])
def test_a_browser_is_ready_when_it_starts_and_so_does_its_driver(
    monkeypatch: pytest.MonkeyPatch, driver_status: int, *, is_ready: bool
) -> None:
    async def start_and_stop() -> None:
        return

    done = subprocess.CompletedProcess[bytes]("driver", driver_status)
    monkeypatch.setattr(browser, "start_and_stop", start_and_stop)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)

    assert browser.is_ready() is is_ready


def test_a_browser_that_does_not_start_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    async def start_and_stop() -> None:
        raise CaptureFailed(Reason.BROWSER_MISSING)

    monkeypatch.setattr(browser, "start_and_stop", start_and_stop)

    assert browser.is_ready() is False


@pytest.mark.parametrize(
    ("user", "apt", "may"),
    [(0, "/usr/bin/apt-get", True), (1000, "/usr/bin/apt-get", False), (0, None, False)],
)
def test_only_root_on_a_system_with_apt_may_install(
    monkeypatch: pytest.MonkeyPatch, user: int, apt: str | None, *, may: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(shutil, "which", lambda _name: apt)

    assert browser.may_install() is may
