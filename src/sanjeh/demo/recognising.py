"""A demo that a release without the mark has left: its people are the sample people and nobody else."""

from pathlib import Path

import psycopg

from sanjeh.config import embedded, environment
from sanjeh.config.demo_mark import marker
from sanjeh.core.workflow.sample_people import SAMPLE_PEOPLE
from sanjeh.operate.installation import alone_in

SAMPLE_NAMES = frozenset(one.username for one in SAMPLE_PEOPLE)
# Written by `sanjeh run` alone; a folder without these is not looked into.
LEFT_BEHIND = ("office-password", "postgres")


def mark_earlier_demo(data: Path) -> None:
    """Mark the folder where an earlier release ran its demo in it, and nobody real has an account there."""
    if marker(data).is_file() or environment.hidden("DATABASE_URL"):
        return
    if not all((data / name).exists() for name in LEFT_BEHIND):
        return
    with alone_in(data), embedded.running(data / "postgres"):
        people = names_in(embedded.url_of(data / "postgres", embedded.SUPERUSER))
    if people and people <= SAMPLE_NAMES:
        marker(data).parent.mkdir(parents=True, exist_ok=True)
        marker(data).touch()


def names_in(url: str) -> frozenset[str]:
    """Return the names of all accounts; nothing where there is no table of them."""
    with psycopg.connect(url) as connection:
        try:
            rows = connection.execute("SELECT username FROM accounts_person").fetchall()
        except psycopg.errors.UndefinedTable:
            return frozenset()
    return frozenset(name for (name,) in rows)
