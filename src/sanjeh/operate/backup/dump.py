"""The database as one file, by the programs of PostgreSQL that the wheel brings."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import database, postgres_programs

Settings = dict[str, object]
UNKNOWN_BEFORE_17 = b"SET transaction_timeout = 0;\n"


def dump(settings: Settings, snapshot: str, target: Path) -> None:
    """Write all that the snapshot holds into a file; raise ImproperlyConfigured where that fails."""
    run("pg_dump", settings, "--format=custom", f"--snapshot={snapshot}", f"--file={target}")


def load(settings: Settings, source: Path) -> None:
    """Fill an empty database in one transaction; whoever is named in the settings owns what is made.

    By way of a script: a server older than our programs does not know every setting that they make.
    """
    with tempfile.TemporaryDirectory(dir=source.parent) as beside:
        script, fit = Path(beside) / "all.sql", Path(beside) / "fit.sql"
        run("pg_restore", settings, "--no-owner", "--no-privileges", f"--file={script}", str(source))
        make_fit(script, fit)
        script.unlink()
        quiet = (
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            "--output=/dev/null",
        )
        run("psql", settings, *quiet, f"--file={fit}")


def make_fit(script: Path, fit: Path) -> None:
    """Copy a script without the one setting that servers before 17 do not know, which stands at its head."""
    with script.open("rb") as source, fit.open("wb") as target:
        for line in source:
            if line == UNKNOWN_BEFORE_17:
                break
            target.write(line)
        shutil.copyfileobj(source, target)


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
    asked = database.asked_of_the_driver(settings)
    return {name: str(settings[key]) for name, key in names.items() if settings[key]} | {
        f"PG{name.replace('_', '').upper()}": value for name, value in asked.items()
    }
