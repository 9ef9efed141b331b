"""Nothing that was started is left behind."""

import os
import sys
import time
from pathlib import Path

import pytest

from sanjeh.operate.children import ChildEnded, Children

STAYS = [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(60)"]
IGNORES_REQUESTS = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:2]
    except (FileNotFoundError, ProcessLookupError):
        return False


def ends(pid: int) -> bool:
    """Return whether the process ends within ten seconds; a killed one may take its time to go."""
    deadline = time.monotonic() + 10
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_alive(pid)


def said(log: Path) -> str:
    return log.read_text() if log.exists() else ""


def test_leaving_ends_every_child(tmp_path: Path) -> None:
    with Children(tmp_path) as children:
        children.start("one", STAYS)
        children.start("two", STAYS)
        pids = [process.pid for _, process in children._running]

    assert [is_alive(pid) for pid in pids] == [False, False]


def test_a_child_that_does_not_listen_is_ended_with_its_own_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanjeh.operate.children.GRACE_S", 0.2)
    log = tmp_path / "deaf.log"

    with Children(tmp_path) as children:
        children.start("deaf", [sys.executable, "-c", IGNORES_REQUESTS])
        children.wait_until(lambda: said(log).strip().isdecimal(), within_s=20)

    assert ends(int(said(log)))


def test_a_child_that_ends_is_told_with_its_log(tmp_path: Path) -> None:
    with Children(tmp_path) as children:
        children.start("brief", [sys.executable, "-c", "print('no such table'); raise SystemExit(3)"])

        with pytest.raises(ChildEnded) as ended:
            children.wait_until(lambda: False, within_s=20)

    assert (ended.value.name, ended.value.status) == ("brief", 3)
    assert ended.value.log == tmp_path / "brief.log"
    assert (tmp_path / "brief.log").read_text() == "no such table\n"


def test_waiting_for_what_never_comes_has_an_end(tmp_path: Path) -> None:
    with Children(tmp_path) as children:
        assert children.wait_until(lambda: False, within_s=0) is False


def test_without_a_folder_for_logs_children_speak_to_our_standard_error(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with Children() as children:
        children.start("brief", [sys.executable, "-c", "print('no such table'); raise SystemExit(3)"])

        with pytest.raises(ChildEnded) as ended:
            children.wait_until(lambda: False, within_s=20)

    assert str(ended.value) == "brief ended with status 3; its last words stand above"
    assert capfd.readouterr() == ("", "no such table\n")
