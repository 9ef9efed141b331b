"""The demo's round by one, two and three workers on a PostgreSQL of their own, a worker killed or stopped.

The server is the newest of this machine's packages (`/usr/lib/postgresql`), in a folder of its own; without
one each round has its embedded database. Every round has to end with the same places and scores, no two
visits may meet at one destination, and nothing may be left running. One line a round, the undisturbed first.
`python -m bench.disturbed_workers NAME…` runs some of them, and holds them against the first of these.
"""

import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROUNDS = {
    "one_worker": (),
    "two_workers_one_killed": ("--workers", "1", "--kill", "worker"),
    "three_workers_one_killed": ("--workers", "2", "--kill", "worker"),
    "two_workers_stopped_for_40_s": ("--workers", "1", "--stop", "worker", "--seconds", "40"),
}
AHEAD = {"two_workers_one_two_days_ahead": ("--workers", "1", "--clock-ahead", "+2d")}
PATIENCE_S = 60.0


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def programs() -> Path | None:
    """Return the folder of the newest server of this machine, None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: float(one.parent.name))
    return found[-1] if found else None


def owner() -> str | None:
    """Return as whom a server runs that refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else None


@contextmanager
def server(at: Path, folder: Path) -> Iterator[str]:
    """Have a server in a new folder while the block runs; give the address of its administrator."""
    data, user, port = folder / "server", owner(), free_port()
    data.mkdir(mode=0o700)
    if user:
        os.chown(data, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    made = [
        str(at / "initdb"),
        "-D",
        str(data),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, user=user)
    told = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={data}"]
    command = [str(at / "postgres"), "-D", str(data), *(word for one in told for word in ("-c", one))]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL, user=user)
    try:
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        answered(url)
        yield url
    finally:
        running.terminate()  # which lets those who are connected finish, and they have
        running.wait(PATIENCE_S)


def answered(url: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def prepared(admin: str, name: str) -> dict[str, str]:
    """Make a database and its two roles on the server; return what a run is told of them."""
    place = admin.partition("@")[2].partition("/")[0]
    told = {
        "DATABASE_URL": f"postgresql://{name}_app:one@{place}/{name}",
        "DATABASE_OWNER_URL": f"postgresql://{name}_owner:two@{place}/{name}",
    }
    command = [sys.executable, "-m", "sanjeh", "database", "prepare", "--as", admin]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | told)
    return told


def disturbed(name: str, given: tuple[str, ...], folder: Path, told: dict[str, str]) -> dict[str, object]:
    """Return what `scripts.disturbed_round` says of one round."""
    command = [sys.executable, "-m", "scripts.disturbed_round", str(folder / name), str(free_port()), *given]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | told)
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


def rounds(folder: Path, admin: str | None) -> bool:
    """Run every round and print what came of it; return whether all went well."""
    every = ROUNDS | (AHEAD if shutil.which("faketime") else {})
    is_well, places = True, None
    for number, (name, given) in enumerate((one, every[one]) for one in sys.argv[1:] or every):
        told = prepared(admin, f"sanjeh{number}") if admin else {}
        seen = disturbed(f"r{number}", given, folder, told)
        places = places or seen["places"]
        is_well &= seen["status"] == 0 and seen["places"] == places and not (seen["met"] or seen["left"])
        print(f"disturbed_{name} {line(seen, places)}", flush=True)
    return is_well


def main() -> int:
    at = programs()
    with tempfile.TemporaryDirectory(prefix="sjw-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)  # the server's own user must be able to pass through
        if at is None:
            return 0 if rounds(folder, None) else 1
        with server(at, folder) as admin:
            return 0 if rounds(folder, admin) else 1


if __name__ == "__main__":
    sys.exit(main())
