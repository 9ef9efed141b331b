"""The processes of a group are measured and ended as the kernel tells of them."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanjeh.net import processes
from sanjeh.net.processes import ProcessMemory, end_busiest, limit_memory, members, memory_of

MEGABYTE = 1_000_000
WAITING = "import sys; sys.stdin.read()"
BUSY = "while True: pass"


@pytest.fixture
def children() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Processes of one group, which is that of the first; what is left of them is ended."""
    children: list[subprocess.Popen[bytes]] = []
    yield children
    for child in children:
        child.kill()
        child.wait()
        if child.stdin:
            child.stdin.close()


def started(children: list[subprocess.Popen[bytes]], code: str) -> subprocess.Popen[bytes]:
    group = children[0].pid if children else 0
    children.append(
        subprocess.Popen([sys.executable, "-c", code], process_group=group, stdin=subprocess.PIPE)
    )
    return children[-1]


def test_the_members_of_a_group_are_found_with_what_they_hold(
    children: list[subprocess.Popen[bytes]],
) -> None:
    first = started(children, WAITING)
    second = started(children, WAITING)

    held = {each.pid: each.size_bytes for each in memory_of(first.pid)}

    assert set(held) == set(members(first.pid)) == {first.pid, second.pid}
    assert all(0 < size < 500 * MEGABYTE for size in held.values())


async def test_of_a_group_the_busiest_process_is_ended(children: list[subprocess.Popen[bytes]]) -> None:
    idle = started(children, WAITING)
    busy = started(children, BUSY)
    await asyncio.to_thread(_work_begins, busy.pid)

    await end_busiest(idle.pid)

    assert await asyncio.to_thread(busy.wait, 30) == -signal.SIGKILL
    assert idle.poll() is None


async def test_where_nobody_had_a_turn_the_one_that_has_worked_most_is_ended(
    children: list[subprocess.Popen[bytes]],
) -> None:
    idle = started(children, WAITING)
    busy = started(children, BUSY)
    await asyncio.to_thread(_work_begins, busy.pid)
    os.kill(busy.pid, signal.SIGSTOP)

    await end_busiest(idle.pid)

    assert await asyncio.to_thread(busy.wait, 30) == -signal.SIGKILL
    assert idle.poll() is None


def _work_begins(pid: int) -> None:
    while processes._ticks(pid) <= 20:
        time.sleep(0.01)


async def test_a_group_that_has_gone_has_nobody_to_end() -> None:
    await end_busiest(2**22 + 7)

    assert memory_of(2**22 + 7) == ()


@pytest.mark.parametrize(("most_bytes", "ended"), [(30, []), (29, [2])])
async def test_the_largest_is_ended_once_all_hold_more_than_they_may(
    most_bytes: int, ended: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[int] = []
    measured = asyncio.Event()

    def held(_group: int) -> tuple[ProcessMemory, ...]:
        if killed or measured.is_set():
            raise asyncio.CancelledError
        measured.set()
        return (ProcessMemory(1, 10), ProcessMemory(2, 20))

    monkeypatch.setattr(processes, "_EVERY_S", 0.0)
    monkeypatch.setattr(processes, "memory_of", held)
    monkeypatch.setattr(processes, "_end", killed.append)

    with pytest.raises(asyncio.CancelledError):
        await limit_memory(1, most_bytes)

    assert killed == ended


def test_a_process_that_has_just_gone_holds_nothing_and_is_ended_by_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_pid: int, _signal: int) -> None:
        raise ProcessLookupError

    monkeypatch.setattr(processes, "_PROC", tmp_path)
    monkeypatch.setattr(os, "kill", gone)

    processes._end(7)

    assert (processes._ticks(7), processes._size_bytes(7), memory_of(7)) == (0, 0, ())
