"""Processes that a killed run has left behind: how they are known, and how they are ended."""

import os
import signal
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

_PROC = Path("/proc")
# Every process of a household bears this in its environment, and whatever it starts does too.
HOUSEHOLD = "SANJEH_HOUSEHOLD"
TERM_S = 6.0
_LOOK_AGAIN_S = 0.1
_BEGAN_FIELD = 19  # of /proc/N/stat, after the name


def processes() -> Iterator[int]:
    """Yield every process that has not ended; nothing where the kernel has no /proc."""
    for entry in _PROC.glob("[0-9]*"):
        with suppress(OSError):  # it has just gone
            if stat_of(int(entry.name))[0] != "Z":
                yield int(entry.name)


def stat_of(pid: int) -> list[str]:
    """Return what the kernel says of a process, from its state on."""
    return (_PROC / str(pid) / "stat").read_text(errors="replace").rpartition(") ")[2].split()


def began(pid: int) -> str:
    """Return when a process began, as the kernel counts: with its number it is that process and no other."""
    try:
        state, *rest = stat_of(pid)
    except OSError:
        return ""
    return "" if state == "Z" else rest[_BEGAN_FIELD - 1]


def stands_in(pid: int, folder: Path, program: str) -> bool:
    """Return whether a process of this program has this working folder."""
    try:
        is_there = (_PROC / str(pid) / "cwd").readlink() == folder.resolve()
        return is_there and (_PROC / str(pid) / "exe").readlink().name == program
    except OSError:
        return False  # it has just gone, or is not ours to ask


def of_household(data: Path) -> set[int]:
    """Return the processes that a run in this data folder has started, but ourselves."""
    mark = f"{HOUSEHOLD}={data}".encode()
    return {pid for pid in processes() if pid != os.getpid() and mark in environment_of(pid)}


def environment_of(pid: int) -> list[bytes]:
    try:
        return (_PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return []  # it has just gone, or is not ours to ask


def send(signal_number: int, pids: Collection[int]) -> None:
    """Send a signal to processes; one that has just gone needs none."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal_number)


def end_household(data: Path) -> None:
    """End what a killed run in this folder has left: asked first, then made to."""
    deadline = time.monotonic() + TERM_S
    send(signal.SIGTERM, of_household(data))
    while of_household(data) and time.monotonic() < deadline:
        time.sleep(_LOOK_AGAIN_S)
    while left := of_household(data):  # what one of them has started meanwhile is found the next time
        send(signal.SIGKILL, left)
        time.sleep(_LOOK_AGAIN_S)
