"""Kills processes of `sanjeh run` at random until its edition is out, start after start; says what was lost.

    scripts/random_kills.py DATA PORT [--kills 10] [--together 1] [--at-birth 0] [--seed 1] [--minutes 15]

`--together N` kills up to N of different kinds in quick succession, `--at-birth N` kills in the first two
seconds of the first N starts, while the database is being made.

One line of JSON at the end: how many of which kind were killed, how many starts that took, the slowest of
them, the digest of the places and scores (the same for every seed), why a start refused, and what was left
running. Exit 1 when a start refused, when there is no edition in time, or when anything is left.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sanjeh.config import embedded, leftovers

KINDS = {
    "sanjeh run": "main",
    "sanjeh.operate.guardian": "guardian",
    "bin/initdb": "making of the database",
    "sanjeh worker": "worker",
    "sanjeh.operate.web": "pages",
    "demo serve": "sites",
    "--type=": "page",
    "chromium": "browser",
    "postgres:": "child of the database",
    "bin/postgres": "database",
}
PLACES = 3  # unit, rank, score: the columns that must not depend on any kill
QUIET_S, LOOK_AGAIN_S, AT_BIRTH_S, BETWEEN_S = 30.0, 0.1, 2.0, 0.3


@dataclass
class Trial:
    """One round under fire."""

    data: Path
    port: str
    dice: random.Random
    most_kills: int
    together: int
    births: int
    until: float
    killed: Counter[str] = field(default_factory=Counter)
    starts: int = 0
    slowest_start_s: float = 0.0
    refused: list[str] = field(default_factory=list)

    def run(self) -> bool:
        """Start again and again; return whether the edition came out in time."""
        while time.monotonic() < self.until:
            status = self.start_once()
            if status == 0:
                return True
            if status == 2:
                self.refused.append((self.data.parent / f"{self.data.name}.log").read_text().splitlines()[-1])
            time.sleep(self.dice.choice([0.0, 0.5, 3.0]))
        return False

    def start_once(self) -> int:
        """Start and kill something now and then until it has ended; return its status."""
        self.starts += 1
        began, is_served = time.monotonic(), False
        with (self.data.parent / f"{self.data.name}.log").open("ab") as log:
            command = [sys.executable, "-m", "sanjeh", "run", "--port", self.port, "--until-published"]
            main = subprocess.Popen(  # noqa: S603 -- our own command
                command, stdout=log, stderr=log, env=self.surroundings(), start_new_session=True
            )
        is_birth = self.starts <= self.births
        next_kill = began + (self.dice.uniform(0.2, AT_BIRTH_S) if is_birth else self.dice.uniform(1.5, 9.0))
        while main.poll() is None and time.monotonic() < self.until:
            if not is_served and answers(int(self.port)):
                is_served = True
                self.slowest_start_s = max(self.slowest_start_s, time.monotonic() - began)
            if self.killed.total() < self.most_kills and time.monotonic() > next_kill:
                self.kill_some(main.pid)
                next_kill = time.monotonic() + self.dice.uniform(2.0, 9.0)
            time.sleep(LOOK_AGAIN_S)
        if main.poll() is None:
            main.terminate()
        return main.wait()

    def kill_some(self, main: int) -> None:
        """Kill one process of each of some kinds, drawn first: a browser has many, the run is one."""
        there: dict[str, list[int]] = {}
        for pid in self.ours() | {main}:
            there.setdefault(kind_of(pid), []).append(pid)
        there.pop("", None)
        wanted = min(self.dice.randint(1, self.together), len(there), self.most_kills - self.killed.total())
        for kind in self.dice.sample(sorted(there), wanted):
            leftovers.send(signal.SIGKILL, [self.dice.choice(sorted(there[kind]))])
            self.killed[kind] += 1
            time.sleep(self.dice.uniform(0.0, BETWEEN_S))

    def ours(self) -> set[int]:
        """Return every process of this data folder: marked, at work in it, or the child of such a one."""
        guardians = {pid for pid in leftovers.processes() if f"guardian {self.data}" in command_of(pid)}
        drafts = {pid for pid in leftovers.processes() if f"{self.data}/.postgres-" in command_of(pid)}
        server = embedded.at_work(self.data / "postgres")
        found = leftovers.of_household(self.data) | server | drafts | guardians
        everybody = {pid: parent_of(pid) for pid in leftovers.processes()}
        while grown := {pid for pid, parent in everybody.items() if parent in found} - found:
            found |= grown
        return found - {os.getpid()}

    def left(self) -> list[str]:
        """Return what still runs when all should have ended."""
        deadline = time.monotonic() + QUIET_S
        while self.ours() and time.monotonic() < deadline:
            time.sleep(LOOK_AGAIN_S)
        return [command_of(pid)[:100] for pid in self.ours()]

    def surroundings(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return kept | {"SANJEH_DATA": str(self.data)}

    def places(self) -> str:
        """Return the digest of the published places and scores, nothing without an edition."""
        rankings = sorted(self.data.glob("editions/*/1/ranking.csv"))
        rows = [line.split(",")[:PLACES] for path in rankings for line in path.read_text().splitlines()]
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16] if rows else ""


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def parent_of(pid: int) -> int:
    try:
        return int(leftovers.stat_of(pid)[1])
    except OSError:
        return 0


def kind_of(pid: int) -> str:
    command = command_of(pid)
    return next((kind for words, kind in KINDS.items() if words in command), "")


def answers(port: int) -> bool:
    from sanjeh.operate.installation import answers as is_open  # noqa: PLC0415 -- brings Django's exceptions

    return is_open("127.0.0.1", port)


def main() -> int:
    """Try one round and print what came of it."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("data", type=Path)
    told.add_argument("port")
    told.add_argument("--kills", type=int, default=10)
    told.add_argument("--together", type=int, default=1)
    told.add_argument("--at-birth", type=int, default=0)
    told.add_argument("--seed", type=int, default=1)
    told.add_argument("--minutes", type=float, default=15.0)
    given = told.parse_args()
    given.data.mkdir(parents=True, exist_ok=True)
    trial = Trial(
        given.data.resolve(),
        given.port,
        random.Random(given.seed),  # noqa: S311 -- the same kills again, for the same seed
        given.kills,
        given.together,
        given.at_birth,
        time.monotonic() + given.minutes * 60,
    )
    is_out, left = trial.run(), trial.left()
    told_of = {
        "seed": given.seed,
        "killed": dict(trial.killed),
        "starts": trial.starts,
        "slowest_start_s": round(trial.slowest_start_s, 1),
        "places": trial.places(),
        "refused": trial.refused,
        "left": left,
    }
    print(json.dumps(told_of, ensure_ascii=False))
    return 0 if is_out and not trial.refused and not left else 1


if __name__ == "__main__":
    sys.exit(main())
