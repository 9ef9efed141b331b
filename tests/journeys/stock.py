"""One filled database for all journeys of a run: filled once, in a process with data of its own, and copied.

Run as a program it fills a database, and writes what stands in it into a file.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import django
from django.db import connections
from django.test.utils import setup_test_environment

WORKER = "stock"  # whose data the servers of all journeys read


def environment() -> dict[str, str]:
    """Return what a process is told that is to share the data of the filled database."""
    return os.environ | {
        "PYTEST_XDIST_WORKER": WORKER,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }


def fill(database: str, into: Path) -> None:
    """Fill this database in another process, and write what stands in it into a file."""
    host = connections["default"].settings_dict["HOST"]
    command = [sys.executable, "-m", "tests.journeys.stock", host, database, str(into)]
    filling = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert filling.returncode == 0, filling.stdout + filling.stderr


def main(host: str, database: str, into: str) -> None:
    django.setup()
    setup_test_environment()
    from tests.conftest import use_database  # noqa: PLC0415 - once Django is set up
    from tests.stocked import stocked  # noqa: PLC0415

    connections["default"].settings_dict["HOST"] = host
    use_database(database)
    Path(into).write_text(json.dumps(asdict(stocked())), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
