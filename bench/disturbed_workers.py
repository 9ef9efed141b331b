"""The demo's round by one, two and three workers, a worker killed or stopped.

Each round has its embedded database: a demo refuses every other (ADR 0053). Every round has to end with the
same places and scores, no two visits may meet at one destination, and nothing may be left running. One line a
round, the undisturbed first.
`python -m bench.disturbed_workers NAME…` runs some of them, and holds them against the first of these.
"""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = {
    "one_worker": (),
    "two_workers_one_killed": ("--workers", "1", "--kill", "worker"),
    "three_workers_one_killed": ("--workers", "2", "--kill", "worker"),
    "two_workers_stopped_for_40_s": ("--workers", "1", "--stop", "worker", "--seconds", "40"),
}
AHEAD = {"two_workers_one_two_days_ahead": ("--workers", "1", "--clock-ahead", "+2d")}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def disturbed(name: str, given: tuple[str, ...], folder: Path) -> dict[str, object]:
    """Return what `scripts.disturbed_round` says of one round."""
    command = [sys.executable, "-m", "scripts.disturbed_round", str(folder / name), str(free_port()), *given]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if not done.stdout.strip():
        raise RuntimeError(done.stderr)
    seen: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return seen


def line(seen: dict[str, object], places: object) -> str:
    """Say what came of a round beside the places of the undisturbed one."""
    same = "the same places" if seen["places"] == places else "OTHER PLACES"
    left, met = seen["left"], seen["met"]
    assert isinstance(left, list) and isinstance(met, list)  # noqa: S101, PT018 -- as that script writes them
    return (
        f"{same}, {len(met)} visits met, {len(left)} left running, {seen['captures']} captures, "
        f"{seen['unanswered_pages']} pages unanswered, slowest {seen['slowest_page_s']} s, "
        f"round {seen['round_s']} s"
    )


def rounds(folder: Path) -> bool:
    """Run every round and print what came of it; return whether all went well."""
    every = ROUNDS | (AHEAD if shutil.which("faketime") else {})
    is_well, places = True, None
    for number, (name, given) in enumerate((one, every[one]) for one in sys.argv[1:] or every):
        seen = disturbed(f"r{number}", given, folder)
        places = places or seen["places"]
        is_well &= seen["status"] == 0 and seen["places"] == places and not (seen["met"] or seen["left"])
        print(f"disturbed_{name} {line(seen, places)}", flush=True)
    return is_well


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="sjw-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)  # the server's own user must be able to pass through
        return 0 if rounds(folder) else 1


if __name__ == "__main__":
    sys.exit(main())
