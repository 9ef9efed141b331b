"""Rows that the house's actions wrote once in this process, brought back where they are asked for again.

Whoever asks first has them made by the actions. Only rows that stand alone are kept: where a table had any
before, they are made anew each time.
"""

from collections.abc import Callable, Hashable

from django.db import connection, transaction
from procrastinate.contrib.django import app

from tests import hands

Tables = dict[str, bytes]
KEPT: dict[Hashable, Tables] = {}
NAMES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
# A database that is made again under its old name gives its rows numbers from one again.
DATABASE = "SELECT oid FROM pg_database WHERE datname = current_database()"


def made_once(what: Hashable, make: Callable[[], object]) -> bool:
    """Bring back the rows that `make` writes into what stands now; say whether it had to make them.

    `what` names everything the rows depend on, but for what stands in the tables.
    """
    if jobs_are_held():
        make()
        return True
    before = filled_tables()
    key = (asked(DATABASE), before, what)
    if key in KEPT:
        bring_back(KEPT[key])
        return False
    rows = dumped(before)
    make()
    written = {name: found for name, found in dumped(filled_tables()).items() if rows.get(name) != found}
    if not written.keys() & rows.keys():
        KEPT[key] = written
    return True


def jobs_are_held() -> bool:
    """Say whether a test keeps for itself what would be queued; see `queued` in tests/apps."""
    return "batch_defer_jobs" in vars(app.job_manager)


def asked(statement: str) -> tuple[str, ...]:
    """Return the first column of the answer."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return tuple(str(row[0]) for row in cursor.fetchall())


def filled_tables() -> tuple[str, ...]:
    """Return the tables that hold a row."""
    each = (f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in asked(NAMES))  # noqa: S608
    return asked(" UNION ALL ".join(each))


def dumped(tables: tuple[str, ...]) -> Tables:
    """Return the rows of these tables as the database copies them out."""
    return {name: copied_out(name) for name in tables}


def copied_out(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(bytes(block) for block in copy)


def bring_back(tables: Tables) -> None:
    """Copy the rows in as they were: no trigger asks again what it was asked when they were made."""
    with transaction.atomic(), hands.thawed(), connection.cursor() as cursor:
        for name, rows in tables.items():
            with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                copy.write(rows)
