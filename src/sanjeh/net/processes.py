"""The processes of a browser: how much they hold, which of them is busy, and the end of a harmful one."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_EVERY_S = 1.0
_BUSY_S = 0.2
# Pages of its own and pages that it shares with others of the browser; not the program's code.
_HELD = ("RssAnon:", "RssShmem:")


@dataclass(frozen=True, slots=True)
class ProcessMemory:
    """What one process holds."""

    pid: int
    size_bytes: int


def memory_of(group: int) -> tuple[ProcessMemory, ...]:
    """Return what each living process of a group holds; empty where the kernel has no /proc."""
    return tuple(ProcessMemory(pid, _size_bytes(pid)) for pid in members(group))


def members(group: int) -> Iterator[int]:
    """Yield every living process of a group."""
    if not _PROC.is_dir():
        return
    with os.scandir(_PROC) as entries:
        numbers = [int(entry.name) for entry in entries if entry.name.isdigit()]
    for pid in numbers:
        with suppress(OSError):  # it has just gone
            # Asked of all processes of the machine each second: files are read of the group's own alone.
            if os.getpgid(pid) == group and _state(pid) != "Z":
                yield pid


async def limit_memory(group: int, most_bytes: int) -> None:
    """For as long as it runs: end the largest process of a group whenever all hold more than `most_bytes`.

    A page's process dies alone, and the page is told as crashed; each process has a limit of its own too, but
    a page may spread over many.
    """
    while True:
        await asyncio.sleep(_EVERY_S)
        held = memory_of(group)
        if sum(each.size_bytes for each in held) > most_bytes:
            _end(max(held, key=lambda each: each.size_bytes).pid)


async def end_busiest(group: int) -> None:
    """End the process of a group that has used most of the processors' time: just now, or else ever.

    Where nobody of the group had its turn meanwhile, the first one would go, which holds the others.
    """
    before = {pid: _ticks(pid) for pid in members(group)}
    await asyncio.sleep(_BUSY_S)
    used = {pid: _ticks(pid) - ticks for pid, ticks in before.items()}
    if used:
        _end(max(used, key=lambda pid: (used[pid], before[pid])))


def _end(pid: int) -> None:
    with suppress(ProcessLookupError):  # it has just gone
        os.kill(pid, signal.SIGKILL)


def _state(pid: int) -> str:
    return (_PROC / str(pid) / "stat").read_text().rpartition(") ")[2][0]


def _ticks(pid: int) -> int:
    """Return the time that a process has used, as the kernel counts it."""
    try:
        fields = (_PROC / str(pid) / "stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0  # it has just gone
    return int(fields[11]) + int(fields[12])


def _size_bytes(pid: int) -> int:
    try:
        lines = (_PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0  # it has just gone
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(_HELD))
