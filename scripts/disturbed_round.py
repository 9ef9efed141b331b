"""Runs the demo's round while something is stopped, killed or away for a while; says what was lost by it.

    python -m scripts.disturbed_round DATA PORT [--workers 0] [--clock-ahead '+2d'] [--after 15]
        [--kill worker] [--stop worker|pages|database|browser] [--away COMMAND --back COMMAND] [--seconds 60]

Pages are asked four times a second all the while. Further workers have the surroundings of the run's own,
and with `--clock-ahead` the clock of libfaketime. One line of JSON at the end: how long the round took, the
digest of the places and scores, how many looks failed by which cause, which visits met at one destination,
how many pages were asked for, how many were not answered before the end, and the slowest.
"""

import argparse
import http.client  # noqa: TID251 -- our own pages on loopback, as a visitor asks for them
import json
import os
import random
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from sanjeh.config import embedded, leftovers
from scripts.random_kills import Trial, kind_of

LOOK_AGAIN_S, ASK_EVERY_S, PAGE_S, MOST_S = 0.2, 0.25, 60.0, 900.0
PAGES = ("/", "/rounds/1405-2/", "/about-probing/")
# The looks that are visits: they hold their destination, the others ask name servers or are shared.
VISITS = {"http", "tls", "visit"}
OVERLAP = timedelta(milliseconds=5)  # times are kept to the millisecond


@dataclass
class Visitor:
    """Asks for pages until it is told to stop."""

    port: int
    statuses: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0
    unanswered: int = 0
    unanswered_at_last: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)

    def walk(self) -> None:
        while not self.is_over.wait(ASK_EVERY_S):
            began = time.monotonic()
            page = PAGES[self.statuses.total() % len(PAGES)]
            status = self.answer(page)
            self.statuses[status] += 1
            self.count(is_answered=status == "200")
            self.slowest_s = max(self.slowest_s, time.monotonic() - began)

    def count(self, *, is_answered: bool) -> None:
        """Keep apart what nobody answered before the last page came: after it the run is at its end."""
        self.unanswered_at_last += not is_answered
        if is_answered:
            self.unanswered, self.unanswered_at_last = self.unanswered + self.unanswered_at_last, 0

    def answer(self, page: str) -> str:
        pages = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PAGE_S)  # noqa: TID251 -- as above
        try:
            pages.request("GET", page)
            return str(pages.getresponse().status)
        except OSError as problem:
            return type(problem).__name__
        finally:
            pages.close()


@dataclass
class Disturbance:
    """What is done to a running round, `after` so many seconds of looking, for so many `seconds`."""

    given: argparse.Namespace
    trial: Trial
    others: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def happen(self) -> None:
        if self.given.kill:
            leftovers.send(signal.SIGKILL, self.of_kind(self.given.kill)[-1:])
        if self.given.stop:
            victims = self.of_kind(self.given.stop)
            leftovers.send(signal.SIGSTOP, victims)
            time.sleep(self.given.seconds)
            leftovers.send(signal.SIGCONT, victims)
        if self.given.away:
            subprocess.run(shlex.split(self.given.away), check=True)  # noqa: S603 -- the caller's own
            time.sleep(self.given.seconds)
            subprocess.run(shlex.split(self.given.back), check=True)  # noqa: S603 -- as above

    def of_kind(self, kind: str) -> list[int]:
        """Return the processes of a kind, and their children with them: a stopped parent stops nobody."""
        kinds = {kind, "page"} if kind == "browser" else {kind}
        kinds |= {"child of the database"} if kind == "database" else set()
        ours = self.trial.ours() | {other.pid for other in self.others}
        return sorted(pid for pid in ours if kind_of(pid) in kinds)

    def join(self) -> None:
        """Start the further workers, in the surroundings of the run's own worker."""
        own = next(pid for pid in self.trial.ours() if kind_of(pid) == "worker")
        told = dict(os.fsdecode(line).partition("=")[::2] for line in leftovers.environment_of(own) if line)
        ahead = ["faketime", "-f", self.given.clock_ahead] if self.given.clock_ahead else []
        for number in range(self.given.workers):
            log = (self.trial.data / "logs" / f"worker-{number + 2}.log").open("wb")
            command = [*ahead, sys.executable, "-m", "sanjeh", "worker"]
            other = subprocess.Popen(  # noqa: S603 -- our own
                command, env=told, stdout=log, stderr=log, start_new_session=True
            )
            self.others.append(other)


def watch(given: argparse.Namespace, trial: Trial) -> dict[str, object]:
    """Run the round once, disturb it, and tell what came of it."""
    disturbance, visitor = Disturbance(given, trial), Visitor(int(given.port))
    command = [sys.executable, "-m", "sanjeh", "run", "--port", given.port, "--until-published"]
    began = time.monotonic()
    with (given.data.parent / f"{given.data.name}.log").open("wb") as log:
        main = subprocess.Popen(  # noqa: S603 -- our own
            command, stdout=log, stderr=log, env=os.environ | {"SANJEH_DATA": str(trial.data)}
        )
    while not any(kind_of(pid) == "worker" for pid in trial.ours()) and main.poll() is None:
        time.sleep(LOOK_AGAIN_S)
    walking = threading.Thread(target=visitor.walk, daemon=True)
    walking.start()
    disturbance.join()
    time.sleep(given.after)
    disturbance.happen()
    disturbed_s = time.monotonic() - began
    try:
        status = main.wait(MOST_S)
    finally:
        visitor.is_over.set()
        for other in disturbance.others:
            os.killpg(other.pid, signal.SIGTERM)  # faketime stands before its worker
            other.wait()
    return {
        "status": status,
        "disturbed_until_s": round(disturbed_s, 1),
        "round_s": round(time.monotonic() - began, 1),
        "pages": dict(visitor.statuses),
        "unanswered_pages": visitor.unanswered,
        "slowest_page_s": round(visitor.slowest_s, 1),
    }


def rows(url: str) -> list[dict[str, str]]:
    """Return every capture of the round as it is kept."""
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT document FROM scans_capturerecord").fetchall()
    return [document for (document,) in found]


def met(captures: list[dict[str, str]]) -> list[str]:
    """Return the visits that were at one destination at one time: there must be none."""
    at: dict[str, list[tuple[datetime, datetime, str]]] = {}
    for one in captures:
        address = one["target"]["url"]  # type: ignore[index]  # a target is an object of its own
        if one["look"] in VISITS and not one["shared_with"]:
            begins = datetime.fromisoformat(one["taken_at"])
            ends = begins + timedelta(milliseconds=float(one["elapsed_ms"]))
            at.setdefault(urlsplit(address).hostname or "", []).append((begins, ends, address))
    return [
        f"{first[2]} {second[2]}"
        for visits in at.values()
        for first, second in zip(sorted(visits), sorted(visits)[1:], strict=False)
        if second[0] + OVERLAP < first[1]
    ]


def main() -> int:
    """Disturb one round and print what came of it."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("data", type=Path)
    told.add_argument("port")
    told.add_argument("--workers", type=int, default=0)
    for name in ("--clock-ahead", "--kill", "--stop", "--away", "--back"):
        told.add_argument(name, default="")
    told.add_argument("--after", type=float, default=15.0)
    told.add_argument("--seconds", type=float, default=60.0)
    given = told.parse_args()
    given.data.mkdir(parents=True, exist_ok=True)
    trial = Trial(given.data.resolve(), given.port, random.Random(0), 0, 1, 0, 0.0)  # noqa: S311 -- no dice here
    seen = watch(given, trial)
    with ExitStack() as stack:
        url = os.environ.get("DATABASE_URL")
        captures = rows(url or stack.enter_context(embedded.running(trial.data / "postgres")))
    failed = Counter(one["failure"]["reason"] for one in captures if one["failure"])  # type: ignore[index]  # as above
    told_of = seen | {
        "captures": len(captures),
        "failed": dict(failed),
        "met": met(captures),
        "places": trial.places(),
        "left": trial.left(),
    }
    print(json.dumps(told_of, ensure_ascii=False))
    return 0 if seen["status"] == 0 and not told_of["met"] and not told_of["left"] else 1


if __name__ == "__main__":
    sys.exit(main())
