"""Processor seconds of a process and all its descendants, those that have ended included."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> tuple[int, float] | None:
    """Return the parent and the seconds of a process with its reaped children, or None when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return int(fields[1]), sum(map(int, fields[11:15])) / TICKS


def processor_seconds(root: int) -> float:
    """Return user and system seconds of `root` and everything below it."""
    alive = {int(one.name): _stat(int(one.name)) for one in Path("/proc").iterdir() if one.name.isdecimal()}
    family = {root}
    while grown := {pid for pid, stat in alive.items() if stat and stat[0] in family} - family:
        family |= grown
    return sum(stat[1] for pid in family if (stat := alive.get(pid)))
