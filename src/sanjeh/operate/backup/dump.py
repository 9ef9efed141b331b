"""The database as one file, by the programs of PostgreSQL that the wheel brings."""

import os
import subprocess
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import postgres_programs

Settings = dict[str, object]


def dump(settings: Settings, snapshot: str, target: Path) -> None:
    """Write all that the snapshot holds into a file; raise ImproperlyConfigured where that fails."""
    run("pg_dump", settings, "--format=custom", f"--snapshot={snapshot}", f"--file={target}")


def load(settings: Settings, source: Path) -> None:
    """Fill an empty database in one transaction; whoever is named in the settings owns what is made."""
    as_it_was = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    run("pg_restore", settings, *as_it_was, "--dbname=", str(source))


def run(program: str, settings: Settings, *arguments: str) -> None:
    told = subprocess.run(  # noqa: S603 -- a program of the wheel
        [postgres_programs.programs() / program, *arguments],
        env=os.environ | surroundings(settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if told.returncode:
        words = told.stderr.decode(errors="replace").strip().splitlines()[-2:]
        raise ImproperlyConfigured(f"{program} failed: {' | '.join(words)}")


def surroundings(settings: Settings) -> dict[str, str]:
    """Return where the database is as the programs take it: no password stands in a command line."""
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGDATABASE": "NAME",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
    }
    return {name: str(settings[key]) for name, key in names.items() if settings[key]}
