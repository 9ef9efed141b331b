"""What the machine's processors did, and how much of it was not for us; only Linux tells."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_IDLE, _WAITING_FOR_DISK = 3, 4


@dataclass(frozen=True, slots=True)
class Account:
    """Seconds of processor time so far: of everybody, and of this process with all it has started."""

    at_s: float
    everybody_s: float
    ours_s: float


def account() -> Account | None:
    """Return how things stand, None where the system keeps no such account."""
    try:
        everybody = _everybody_s(Path("/proc/stat").read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    return Account(time.monotonic(), everybody, _family_s(os.getpid()))


def foreign_share(before: Account | None, after: Account | None) -> float | None:
    """Return the share of all processors' time that went to others, 0..1; None when nobody can tell."""
    if before is None or after is None:
        return None
    foreign_s = (after.everybody_s - before.everybody_s) - (after.ours_s - before.ours_s)
    whole_s = (after.at_s - before.at_s) * (os.cpu_count() or 1)
    return round(min(1.0, max(0.0, foreign_s / whole_s)), 3)


def _everybody_s(stat: str) -> float:
    """Return the busy seconds of all processors; what a neighbouring machine stole counts as busy."""
    ticks = [int(word) for word in stat.splitlines()[0].split()[1:9]]
    return (sum(ticks) - ticks[_IDLE] - ticks[_WAITING_FOR_DISK]) / _TICKS


def _family_s(root: int) -> float:
    alive = {int(one.name): _process(one) for one in Path("/proc").iterdir() if one.name.isdecimal()}
    family = {root}
    while grown := {pid for pid, known in alive.items() if known and known[0] in family} - family:
        family |= grown
    return sum(known[1] for pid in family if (known := alive.get(pid)))


def _process(folder: Path) -> tuple[int, float] | None:
    """Return the parent and the seconds of a process with its reaped children, None when it is gone."""
    try:
        fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return int(fields[1]), sum(map(int, fields[11:15])) / _TICKS
